import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { believedRow } from '#platform/believe';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { StoredValue } from './rules.ts';
import { defaults, type ParameterKey, type ParameterValue } from './rules-defaults.ts';

const Stored = z.union([z.number(), z.string(), z.boolean()]);

/** A dated value that this space set. */
export interface DatedValue {
  readonly id: string;
  readonly key: string;
  readonly value: StoredValue;
  readonly from: LocalDate;
  readonly source: string;
  readonly reason: string;
  readonly changedBy: string | null;
  readonly at: Date;
}

async function dated(scope: Scope, keys: readonly ParameterKey[] | null): Promise<DatedValue[]> {
  let query = scope.db.selectFrom('parameter_value').selectAll().where('space_id', '=', scope.spaceId);
  if (keys !== null) query = query.where('key', 'in', [...keys]);
  const rows = await query.orderBy('effective_from', 'desc').orderBy('at', 'desc').orderBy('id', 'desc').execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    value: Stored.parse(row.value),
    from: row.effective_from,
    source: row.source,
    reason: row.reason,
    changedBy: row.changed_by,
    at: row.at,
  }));
}

/** The value in force on a day, whatever its kind: the latest dated row, else the published default. */
export async function valueOn(scope: Scope, key: ParameterKey, on: LocalDate): Promise<StoredValue> {
  const row = await scope.db
    .selectFrom('parameter_value')
    .select('value')
    .where('space_id', '=', scope.spaceId)
    .where('key', '=', key)
    .where('effective_from', '<=', on)
    .orderBy('effective_from', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? defaults[key].value : Stored.parse(row.value);
}

/**
 * The value in force in this space on a day (today unless told otherwise): the latest dated row, else the published
 * default. A stored value of another type than the default's can not come in, because setting it checks the kind.
 */
export async function parameter<K extends ParameterKey>(
  scope: Scope,
  key: K,
  on?: LocalDate,
): Promise<ParameterValue<K>> {
  // The row was checked against the default's kind when it was written.
  return (await valueOn(scope, key, on ?? today(scope))) as ParameterValue<K>;
}

/** One row always, so that it can be believed also where the published default holds. */
const valueText = `select (select value from parameter_value where space_id = $1 and key = $2 and effective_from <= $3
  order by effective_from desc, at desc, id desc limit 1) as value`;

/** As `parameter` of today, for a command that believes what the last one read (`believedRow`). */
export async function believedParameter<K extends ParameterKey>(scope: Inside, key: K): Promise<ParameterValue<K>> {
  const row = await believedRow<{ readonly value: unknown }>(scope, valueText, [scope.spaceId, key, today(scope)]);
  const own = row?.value ?? null;
  // As above.
  return (own === null ? defaults[key].value : Stored.parse(own)) as ParameterValue<K>;
}

/** The values of several parameters in force today, read at once. */
export async function parameters<K extends ParameterKey>(
  scope: Scope,
  keys: readonly K[],
): Promise<{ readonly [P in K]: ParameterValue<P> }> {
  const on = today(scope);
  const rows = keys.length === 0 ? [] : await dated(scope, keys);
  const values = keys.map((key) => {
    const own = rows.find((row) => row.key === key && row.from <= on);
    return [key, own?.value ?? defaults[key].value];
  });
  // Every row was checked against its default's kind when it was written.
  return Object.fromEntries(values) as { readonly [P in K]: ParameterValue<P> };
}

/** A parameter as the list shows it: what holds today, where it comes from, what this space changed. */
export interface Standing {
  readonly key: ParameterKey;
  readonly value: StoredValue;
  /** Null when the published default holds. */
  readonly own: DatedValue | null;
  /** Set already, but not in force yet. */
  readonly next: DatedValue | null;
  readonly history: readonly DatedValue[];
}

function standing(key: ParameterKey, rows: readonly DatedValue[], on: LocalDate): Standing {
  const history = rows.filter((row) => row.key === key);
  const own = history.find((row) => row.from <= on) ?? null;
  const next = history.filter((row) => row.from > on).at(-1) ?? null;
  return { key, value: own?.value ?? defaults[key].value, own, next, history };
}

/** Every parameter with its value today and all this space ever set. */
export async function standings(scope: Scope): Promise<Standing[]> {
  const rows = await dated(scope, null);
  const on = today(scope);
  // The keys of a literal object are exactly its names.
  const keys = Object.keys(defaults) as ParameterKey[];
  return keys.map((key) => standing(key, rows, on));
}

/** One parameter with all this space ever set for it, the latest first. */
export async function standingOf(scope: Scope, key: ParameterKey): Promise<Standing> {
  return standing(key, await dated(scope, [key]), today(scope));
}
