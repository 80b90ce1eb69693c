import { sql } from 'kysely';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bigrams } from '#kernel/text';
import type { Inside } from '#platform/scope';
import { type Deed, refusal } from './rules.ts';
import type { AgeGroup, NeedState, Urgency } from './schema.ts';

/** What the commands of this room need to know of a need. */
export interface LoadedNeed {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly summary: string;
  readonly class_code: string;
  readonly quantity: bigint;
  readonly met_quantity: bigint;
  readonly unit: string;
  readonly divisible: boolean;
  readonly person_id: string | null;
  readonly place_id: string | null;
  readonly group_text: string;
  readonly low_income: boolean;
  readonly urgency: Urgency;
  readonly urgency_reason: string;
  readonly starts_on: string | null;
  readonly wanted_until: string | null;
  readonly weekdays: string;
  readonly day_parts: string;
  readonly age_group: AgeGroup;
  readonly home_visit: boolean;
  readonly crux: string;
  readonly state: NeedState;
}

const loadedColumns = [
  'id',
  'number',
  'title',
  'summary',
  'class_code',
  'quantity',
  'met_quantity',
  'unit',
  'divisible',
  'person_id',
  'place_id',
  'group_text',
  'low_income',
  'urgency',
  'urgency_reason',
  'starts_on',
  'wanted_until',
  'weekdays',
  'day_parts',
  'age_group',
  'home_visit',
  'crux',
  'state',
] as const;

/** Loads a need to change it; its row is locked until the command commits. */
export async function loadNeed(scope: Inside, id: string): Promise<Result<LoadedNeed>> {
  const row = await scope.db
    .selectFrom('need')
    .select(loadedColumns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? fail('needs.not_found') : ok(row);
}

/** Loads a need for a deed that must fit its state. */
export async function needFor(scope: Inside, id: string, deed: Deed): Promise<Result<LoadedNeed>> {
  const loaded = await loadNeed(scope, id);
  if (!loaded.ok) return loaded;
  const code = refusal(deed, loaded.value.state);
  return code === null ? loaded : fail(code, { params: { state: loaded.value.state } });
}

/** Search tokens of number, title and summary. */
export function needTokens(need: { readonly number: string | null; readonly title: string; readonly summary: string }) {
  const tokens = bigrams(`${need.number ?? ''} ${need.title} ${need.summary}`)
    .split(' ')
    .filter((token) => token !== '');
  return sql<string>`array_to_tsvector(${tokens}::text[])`;
}
