import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { refuseGone } from './commands.ts';
import { mayNameHelper } from './permissions.ts';
import { refuseActing, refuseStranger } from './queries-access.ts';
import { EndHelper, NameHelper } from './schema.ts';

/**
 * Names a family helper: from today they may act for this person, and every such act is recorded as theirs. The
 * person names them, or the office on the person's word; a helper never names another. Refuses: `people.not_found`,
 * `people.erased`, `people.not_yours`, `people.acting`, `people.not_self`, `people.dates_reversed`.
 */
export const nameHelper = command({
  name: 'people.name_helper',
  permission: mayNameHelper,
  input: NameHelper,
  run: async (scope, input) => {
    const refused =
      (await refuseGone(scope, input.personId)) ??
      (await refuseGone(scope, input.helperPersonId)) ??
      refuseActing(scope) ??
      refuseStranger(scope, input.personId);
    if (refused !== null) return fail(refused);
    if (input.personId === input.helperPersonId) return fail('people.not_self', { field: 'helperPersonId' });
    if (input.endsOn !== undefined && input.endsOn < today(scope))
      return fail('people.dates_reversed', { field: 'endsOn' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('family_helper')
      .values({
        space_id: scope.spaceId,
        id,
        person_id: input.personId,
        helper_person_id: input.helperPersonId,
        scope_text: input.scopeText,
        starts_on: today(scope),
        ends_on: input.endsOn ?? null,
        recorded_by: scope.actor?.way === 'system' ? null : actorId(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'helper', id, detail: { person: input.personId, helper: input.helperPersonId } });
    return ok({ id, personId: input.personId });
  },
});

/** Ends a helper's naming at once: by the person, the helper, or the office. Refuses: `people.helper_not_found`, `people.not_yours`. */
export const endHelper = command({
  name: 'people.end_helper',
  permission: mayNameHelper,
  input: EndHelper,
  run: async (scope, input) => {
    const row = await scope.db
      .selectFrom('family_helper')
      .select(['person_id', 'helper_person_id'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.helperId)
      .executeTakeFirst();
    if (row === undefined) return fail('people.helper_not_found');
    const refused = actorId(scope) === row.helper_person_id ? null : refuseStranger(scope, row.person_id);
    if (refused !== null) return fail(refused);
    await scope.db
      .updateTable('family_helper')
      .set({ ends_on: addDays(today(scope), -1) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.helperId)
      .execute();
    await audit(scope, { kind: 'helper', id: input.helperId });
    return ok({ id: input.helperId, personId: row.person_id });
  },
});
