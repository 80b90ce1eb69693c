import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { defaults, type ParameterKey, type ParameterValue } from './rules-defaults.ts';

/**
 * The value in force in this space on a day (today unless told otherwise): the latest dated row, else the published
 * default. A stored value of another type than the default's can not come in, because setting it checks the kind.
 */
export async function parameter<K extends ParameterKey>(scope: Scope, key: K, on?: string): Promise<ParameterValue<K>> {
  const row = await scope.db
    .selectFrom('parameter_value')
    .select('value')
    .where('space_id', '=', scope.spaceId)
    .where('key', '=', key)
    .where('effective_from', '<=', on ?? today(scope))
    .orderBy('effective_from', 'desc')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  // The row was checked against the default's kind when it was written.
  return (row?.value ?? defaults[key].value) as ParameterValue<K>;
}
