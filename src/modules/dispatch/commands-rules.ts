import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { places } from '#modules/places';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { permissions } from './permissions.ts';
import { AddRule, EndRule } from './schema.ts';

/**
 * Writes whose duty words of a class, a place or both are. Refusals: `dispatch.class_or_place`,
 * `dispatch.class_unknown`, `dispatch.place_unknown`, `dispatch.rule_there`.
 */
export const addRule = command({
  name: 'dispatch.add_rule',
  permission: permissions.rule,
  input: AddRule,
  conflicts: { route_rule_once: 'dispatch.rule_there' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.class_code === '' && input.place === undefined)
      return fail('dispatch.class_or_place', { field: 'place' });
    if (input.class_code !== '') {
      const known = await scope.db
        .selectFrom('classification')
        .select('code')
        .where('code', '=', input.class_code)
        .executeTakeFirst();
      if (known === undefined) return fail('dispatch.class_unknown', { field: 'class_code' });
    }
    if (input.place !== undefined && !(await places(scope)).some((one) => one.id === input.place))
      return fail('dispatch.place_unknown', { field: 'place' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('route_rule')
      .values({
        space_id: scope.spaceId,
        id,
        class_code: input.class_code === '' ? null : input.class_code,
        place_id: input.place ?? null,
        duty: input.duty,
        note: input.note,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { rule: id, duty: input.duty } });
    return ok({ id });
  },
});

/** Ends a rule, with the reason. */
export const endRule = command({
  name: 'dispatch.end_rule',
  permission: permissions.rule,
  input: EndRule,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const ended = await scope.db
      .updateTable('route_rule')
      .set({ ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) return fail('dispatch.rule_unknown');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { rule: input.id, ended: input.reason } });
    return ok({ id: input.id });
  },
});
