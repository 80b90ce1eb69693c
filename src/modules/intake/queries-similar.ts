import { sql } from 'kysely';
import { isPair, pairsOf, pairText, passageOf } from '#algorithms/text-grams';
import { foldForSearch } from '#kernel/text';
import { auditRead, unseal } from '#modules/record';
import { blindToken } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { headlineOf } from './rules.ts';
import type { MatterState } from './schema.ts';

/** A matter that may be the same. */
export interface SimilarMatter {
  readonly id: string;
  readonly number: string;
  readonly headline: string;
  readonly state: MatterState;
  readonly saidAt: Date;
  /** How many were joined to it. */
  readonly joined: number;
  /** In how many rare pairs of characters they agree. */
  readonly hits: number;
}

/** So many rare pairs are looked up; those of the first line come first. */
const askedPairs = 64;
/** Fewer in common is chance. */
const leastHits = 3;
/** A pair that so many texts hold is not rare. */
export const commonFrom = 60;

/** The keyed tokens of a text's pairs of characters, as they were sealed with it: the writing is not simplified there. */
export function pairTokens(scope: Scope, text: string): string[] {
  const passage = passageOf(foldForSearchLines(text));
  return [...pairsOf(passage).keys()]
    .filter(isPair)
    .map(pairText)
    .filter((word) => /^\p{Script=Han}{2}$/u.test(word))
    .map((word) => blindToken(scope.platform.keys, scope.spaceId, word));
}

/** Folded as the tokens were, line by line, so that the first line stays one. */
function foldForSearchLines(text: string): string {
  return text.split('\n').map(foldForSearch).join('\n');
}

/**
 * Matters that may be the same as some words, those with most in common first, each as the one it was joined to. The
 * words of others are not opened for finding them, only their beginnings for showing, which is audited.
 */
export async function similarMatters(
  scope: Scope,
  words: string,
  options: { readonly except?: string; readonly most?: number } = {},
): Promise<readonly SimilarMatter[]> {
  const tokens = pairTokens(scope, words);
  if (tokens.length === 0) return [];
  const most = options.most ?? 5;
  const hits = await similarHits(scope, tokens, most * 4);
  const rows = await rootsOf(
    scope,
    hits.filter((one) => one.hits >= leastHits).map((one) => one.id),
  );
  const best = new Map<string, { readonly row: Root; readonly hits: number }>();
  for (const { id, hits: count } of hits) {
    const row = rows.get(id);
    if (row === undefined || row.id === options.except || best.has(row.id)) continue;
    best.set(row.id, { row, hits: count });
    if (best.size === most) break;
  }
  return shown(scope, [...best.values()]);
}

/** Which matters share how many rare pairs with some tokens; the bare question that everything else is built on. */
export async function similarHits(
  scope: Scope,
  tokens: readonly string[],
  most: number,
): Promise<readonly { readonly id: string; readonly hits: number }[]> {
  const { rows } = await sql<{
    about_id: string;
    hits: bigint;
  }>`select about_id, hits from similar_sealed(${[...tokens]}::text[], 'words', ${askedPairs}, ${most + 1})`.execute(
    scope.db,
  );
  return rows.map((row) => ({ id: row.about_id, hits: Number(row.hits) }));
}

interface Root {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly said_at: Date;
  readonly joined: bigint | null;
}

/** Each matter's own row, or that of the matter it was joined to. */
async function rootsOf(scope: Scope, ids: readonly string[]): Promise<Map<string, Root>> {
  if (ids.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('matter as own')
    .innerJoin('matter as root', (join) =>
      join
        .onRef('root.space_id', '=', 'own.space_id')
        .on((on) => on('root.id', '=', on.fn.coalesce('own.joined_to_id', 'own.id'))),
    )
    .select((select) => [
      'own.id as own_id',
      'root.id',
      'root.number',
      'root.state',
      'root.said_at',
      select
        .selectFrom('matter as voice')
        .select((inner) => inner.fn.countAll<bigint>().as('count'))
        .whereRef('voice.space_id', '=', 'root.space_id')
        .whereRef('voice.joined_to_id', '=', 'root.id')
        .as('joined'),
    ])
    .where('own.space_id', '=', scope.spaceId)
    .where('own.id', 'in', [...ids])
    .where('root.state', '!=', 'withdrawn')
    // A petition is nobody's neighbour: it is not counted among those who say the same.
    .where('root.channel', '!=', 'petition')
    .where('own.channel', '!=', 'petition')
    .execute();
  return new Map(rows.map(({ own_id, ...root }) => [own_id, root]));
}

async function shown(
  scope: Scope,
  found: readonly { readonly row: Root; readonly hits: number }[],
): Promise<readonly SimilarMatter[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ row }) => row.id);
  const words = await unseal(scope, { kind: 'matter', ids }, 'words');
  await auditRead(scope, {
    kind: 'space',
    id: scope.spaceId,
    command: 'intake.list',
    detail: { opened: ids.length, ids: ids.join(' ') },
  });
  return found.map(({ row, hits }) => ({
    id: row.id,
    number: row.number,
    // Only addStep and newMatter write this column.
    state: row.state as MatterState,
    saidAt: row.said_at,
    joined: Number(row.joined ?? 0n),
    headline: headlineOf(words.get(row.id) ?? ''),
    hits,
  }));
}
