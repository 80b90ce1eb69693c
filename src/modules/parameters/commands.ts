import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { valueOn } from './queries.ts';
import { isParameterKey, readValue } from './rules.ts';
import { SetParameter } from './schema.ts';

/**
 * Sets a parameter from a day on, today or later: what is past was decided under the value of its day. The row is
 * added to the earlier ones, never over them. Errors: `parameters.unknown`, those of reading the value,
 * `parameters.past`, `parameters.unchanged`.
 */
export const setParameter = command({
  name: 'parameters.set',
  permission: permissions.set,
  input: SetParameter,
  run: async (scope, input) => {
    const { key } = input;
    if (!isParameterKey(key)) return fail('parameters.unknown');
    const value = readValue(key, input.value);
    if (!value.ok) return value;
    if (input.effectiveFrom < today(scope)) return fail('parameters.past', { field: 'effectiveFrom' });
    if ((await valueOn(scope, key, input.effectiveFrom)) === value.value)
      return fail('parameters.unchanged', { field: 'value' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('parameter_value')
      .values({
        space_id: scope.spaceId,
        id,
        key,
        value: JSON.stringify(value.value),
        effective_from: input.effectiveFrom,
        source: input.source,
        reason: input.reason,
        changed_by: scope.actor?.way === 'system' ? null : actorId(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'parameter', id, detail: { key, value: value.value, from: input.effectiveFrom } });
    return ok({ id, key });
  },
});
