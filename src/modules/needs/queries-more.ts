import { sql } from 'kysely';
import { bigrams } from '#kernel/text';
import type { Lang } from '#kernel/words';
import type { Kind } from '#modules/record';
import type { Scope } from '#platform/scope';
import { type Need, needsById } from './queries.ts';
import { isLive } from './rules.ts';

/** A class of needs and resources, with its word in the reader's language. */
export interface ClassWord {
  readonly code: string;
  readonly parent: string | null;
  readonly label: string;
  /** Whether what is named by this class alone fits everything in it; where not, it is sorted finer before matching. */
  readonly whole: boolean;
  /** No longer offered for new records; those that have it keep it. */
  readonly retired: boolean;
}

/** All classes in their order. */
export async function classWords(scope: Scope, lang: Lang): Promise<ClassWord[]> {
  const rows = await scope.db
    .selectFrom('classification')
    .select(['code', 'parent', 'zh', 'en', 'whole', 'retired_at'])
    .where((where) => where.or([where('space_id', 'is', null), where('space_id', '=', scope.spaceId)]))
    .orderBy('sort')
    .orderBy('code')
    .execute();
  return rows.map(({ zh, en, retired_at, ...row }) => ({
    ...row,
    label: lang === 'zh' ? zh : en,
    retired: retired_at !== null,
  }));
}

interface ClassOption {
  readonly value: string;
  readonly label: string;
}

/** All classes to look for: a family and its members, the members with their family's name before them. */
export async function classOptions(scope: Scope, lang: Lang): Promise<ClassOption[]> {
  return optionsOf(await classWords(scope, lang));
}

/**
 * Classes for a need or a resource: those fine enough to be matched, and the one it has (`kept`), so that an older
 * record is changed without being made to say more than anybody knows.
 */
export async function classChoices(scope: Scope, lang: Lang, kept?: string): Promise<ClassOption[]> {
  const words = await classWords(scope, lang);
  const fine = new Set(
    words.filter((word) => (word.whole && !word.retired) || word.code === kept).map((word) => word.code),
  );
  return optionsOf(words).filter((option) => fine.has(option.value));
}

function optionsOf(words: readonly ClassWord[]): ClassOption[] {
  const byCode = new Map(words.map((word) => [word.code, word.label]));
  return words.map((word) => ({
    value: word.code,
    label: word.parent === null ? word.label : `${byCode.get(word.parent) ?? ''} · ${word.label}`,
  }));
}

/** Words of classes by code. */
export async function classNames(scope: Scope, lang: Lang): Promise<Map<string, string>> {
  return new Map((await classWords(scope, lang)).map((word) => [word.code, word.label]));
}

/** Below this share of common tokens two texts merely use the same language. */
const alike = 0.3;
/** From this share on it is worth asking whoever writes at the desk before a second need is written. */
export const wellAlike = 0.45;

/**
 * Of these needs the open ones that may be the same matter as the words, the likest first. Looks for common pairs of
 * characters; a suggestion to the one who speaks, never a decision.
 */
export async function similarAmong(
  scope: Scope,
  text: string,
  ids: readonly string[],
  most = 3,
  least = alike,
): Promise<Need[]> {
  const own = tokensOf(text);
  if (own.size === 0) return [];
  return (await needsById(scope, ids))
    .filter((one) => isLive(one.state))
    .map((one) => ({ one, score: overlap(own, tokensOf(`${one.title} ${one.summary}`), tokensOf(one.title)) }))
    .filter((row) => row.score >= least)
    .sort((a, b) => b.score - a.score || (a.one.id < b.one.id ? -1 : 1))
    .slice(0, most)
    .map((row) => row.one);
}

function tokensOf(text: string): Set<string> {
  return new Set(
    bigrams(text)
      .split(' ')
      .filter((token) => [...token].length > 1),
  );
}

/** The share of the need's words that were said: of its title, or of the shorter of both texts. */
function overlap(said: ReadonlySet<string>, whole: ReadonlySet<string>, title: ReadonlySet<string>): number {
  const common = (other: ReadonlySet<string>) => [...other].filter((token) => said.has(token)).length;
  const ofTitle = title.size === 0 ? 0 : common(title) / title.size;
  const smaller = Math.min(said.size, whole.size);
  return Math.max(ofTitle, smaller === 0 ? 0 : common(whole) / smaller);
}

/** What happened to a need, from the record: safe for the public (deeds, numbers and days only). */
export interface NeedEvent {
  readonly step: string;
  readonly at: Date;
  readonly personId: string | null;
}

/** The events of a need in order. */
export async function needEvents(scope: Scope, id: string): Promise<NeedEvent[]> {
  const rows = await scope.db
    .selectFrom('audit_event')
    .select(['at', 'person_id', sql<string | null>`detail ->> 'step'`.as('step')])
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', 'need')
    .where('subject_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => (row.step === null ? [] : [{ step: row.step, at: row.at, personId: row.person_id }]));
}

/** What a need came from and what it led to. */
export async function needLinks(
  scope: Scope,
  id: string,
): Promise<{ readonly kind: Kind; readonly id: string; readonly at: Date; readonly from: boolean }[]> {
  const rows = await scope.db
    .selectFrom('cause')
    .select(['from_kind', 'from_id', 'to_kind', 'to_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where((where) =>
      where.or([
        where.and([where('to_kind', '=', 'need'), where('to_id', '=', id)]),
        where.and([where('from_kind', '=', 'need'), where('from_id', '=', id)]),
      ]),
    )
    .orderBy('at')
    .execute();
  return rows.map((row) => {
    const from = row.to_id === id;
    // Causes are written only through `because`, which takes a Kind.
    const kind = (from ? row.from_kind : row.to_kind) as Kind;
    return { kind, id: from ? row.from_id : row.to_id, at: row.at, from };
  });
}

/** Visit notes that found a need's crux: their number, day and who visited (F020); for a project's need analysis. */
export async function visitsOf(
  scope: Scope,
  needId: string,
): Promise<{ readonly matterId: string; readonly number: string; readonly at: Date; readonly byId: string | null }[]> {
  const rows = await scope.db
    .selectFrom('cause')
    .innerJoin('matter', (join) =>
      join.onRef('matter.space_id', '=', 'cause.space_id').onRef('matter.id', '=', 'cause.from_id'),
    )
    .select(['matter.id', 'matter.number', 'matter.said_at', 'matter.taken_by_person_id'])
    .where('cause.space_id', '=', scope.spaceId)
    .where('cause.from_kind', '=', 'matter')
    .where('cause.to_kind', '=', 'need')
    .where('cause.to_id', '=', needId)
    .where('matter.channel', '=', 'visit')
    .orderBy('matter.said_at')
    .execute();
  return rows.map((row) => ({ matterId: row.id, number: row.number, at: row.said_at, byId: row.taken_by_person_id }));
}

/** Needs whose last confirmation is older than a day; they wait for "does it still stand?". */
export async function unconfirmedNeeds(scope: Scope, before: Date): Promise<Need[]> {
  const rows = await scope.db
    .selectFrom('need')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('state', 'in', ['open', 'part_met'])
    .where('confirmed_at', '<', before)
    .execute();
  return needsById(
    scope,
    rows.map((row) => row.id),
  );
}
