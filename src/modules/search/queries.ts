import { sql } from 'kysely';
import { places } from '#modules/places';
import type { Scope } from '#platform/scope';
import { lettersOf, termsOf } from './queries-words.ts';
import { type Letters, likeTokens, type Term, tokenQuery, wordsOf } from './rules.ts';
import { around, isHit, marks } from './rules-marks.ts';
import type { Findings, Found, FoundKind, Phase, Wanted } from './schema.ts';

/** Letters of the words shown under a title. */
const excerptLength = 90;
/** More pairs of a long story than these add nothing to what it is like. */
const likeTerms = 40;

/** The estate and everything in it; null where no place was asked for. */
async function within(scope: Scope, placeId: string | undefined): Promise<string[] | null> {
  if (placeId === undefined) return null;
  const all = await places(scope);
  const inside = new Set([placeId]);
  // Places hang at most estate, grid, building, site: a few rounds reach all.
  for (let grew = true; grew; ) {
    const next = all.filter((place) => inside.has(place.parentId ?? '') && !inside.has(place.id));
    for (const place of next) inside.add(place.id);
    grew = next.length > 0;
  }
  return all.filter((place) => inside.has(place.id)).map((place) => place.id);
}

interface Answer {
  readonly kinds: Readonly<Partial<Record<FoundKind, number>>>;
  readonly page: readonly { readonly kind: FoundKind; readonly id: string }[];
}

const nothing: Findings = { found: [], total: 0, kinds: new Map() };

/** Whether anything of what was typed can be looked for; blanks and signs can not. */
export async function isSearchable(scope: Scope, words: string): Promise<boolean> {
  return wordsOf(await lettersOf(scope), words).length > 0;
}

/**
 * Looks through everything a space tells (F-rows of both libraries, projects, activities, decisions, the fund's papers,
 * partners, results). Two-character words, single characters, how a title sounds in Latin letters or their first ones,
 * English by its stems, words that name a class; full-width, traditional and accented writing are the same. Every word
 * must be met. Public words only, and the office's for the kinds in `inside`.
 */
export async function search(scope: Scope, wanted: Wanted): Promise<Findings> {
  const letters = await lettersOf(scope);
  const terms = await termsOf(scope, letters, wanted.words);
  if (terms.length === 0) return nothing;
  const { kind = null, phase = null, classCode = null, from = null, until = null } = wanted;
  const inside = [...(wanted.inside ?? [])];
  const { rows } = await sql<{ answer: Answer }>`select search_find(
    ${scope.spaceId}::uuid, ${tokenQuery(terms, letters)}::tsquery, ${terms.map((term) => `%${term.text}%`)}::text[],
    ${inside}::text[], ${scope.actor !== null}, ${kind}::text, ${phase}::text, ${classCode}::text,
    ${await within(scope, wanted.placeId)}::uuid[], ${from}::date, ${until}::date, ${wanted.order ?? 'best'}::text,
    ${wanted.size}::integer, ${wanted.skip ?? 0}::integer) as answer`.execute(scope.db);
  const answer = rows[0]?.answer;
  if (answer === undefined) return nothing;
  // The keys are what the trigger wrote, which is what `kinds` lists.
  const counts = new Map(Object.entries(answer.kinds) as [FoundKind, number][]);
  const total = kind === null ? [...counts.values()].reduce((sum, one) => sum + one, 0) : (counts.get(kind) ?? 0);
  return { found: await rowsOf(scope, letters, terms, answer.page, inside), total, kinds: counts };
}

/** The records themselves, read under the reader's own scope, in the order found. */
async function rowsOf(
  scope: Scope,
  letters: Letters,
  terms: readonly Term[],
  page: Answer['page'],
  inside: readonly FoundKind[],
): Promise<Found[]> {
  if (page.length === 0) return [];
  const rows = await scope.db
    .selectFrom('search_entry')
    .select(['kind', 'id', 'page_id', 'number', 'title', 'body', 'inside', 'class_code', 'place_id'])
    .select(['phase', 'state', 'day', 'amount'])
    .where('space_id', '=', scope.spaceId)
    // Kind and id, as the key has them; arrays, since an export may name very many.
    .where(sql<boolean>`kind = any (${[...new Set(page.map((one) => one.kind))]}::text[])`)
    .where(sql<boolean>`id = any (${page.map((one) => one.id)}::uuid[])`)
    .execute();
  const byKey = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  return page.flatMap(({ kind, id }) => {
    const row = byKey.get(`${kind} ${id}`);
    if (row === undefined) return [];
    const body = marks(letters, row.body, terms, false);
    const office = inside.includes(kind) && !isHit(body) ? marks(letters, row.inside, terms, false) : [];
    return [
      {
        ...{ kind, id, pageId: row.page_id, number: row.number, title: row.title },
        // The table's check holds the phase to these words.
        ...{ classCode: row.class_code, placeId: row.place_id, phase: row.phase as Phase, state: row.state },
        ...{ day: row.day, amount: row.amount },
        titleMarks: marks(letters, row.title, terms, true),
        words: around(isHit(office) ? office : body, excerptLength),
      },
    ];
  });
}

/**
 * Open public records of one kind that share most with a text, the likest first, with how many pieces they share; rare
 * pieces weigh more than common ones. Quick enough to ask while somebody writes.
 */
export async function alike(
  scope: Scope,
  kind: FoundKind,
  text: string,
  most: number,
): Promise<{ readonly id: string; readonly shared: number }[]> {
  const tokens = likeTokens(await lettersOf(scope), text, likeTerms);
  if (tokens.length === 0) return [];
  const { rows } = await sql<{ id: string; shared: number }>`
    select id, shared from search_alike(${scope.spaceId}::uuid, ${kind}, ${tokens}::text[], ${most}::integer)`.execute(
    scope.db,
  );
  return rows;
}
