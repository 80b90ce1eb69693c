import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { openMatter } from '#modules/intake';
import { organisationNames, represents } from '#modules/organisations';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, holds, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { EndShare, ShareMatter } from './schema.ts';

/**
 * Has a department work on a matter too, with what is its part: one thread, and the owner stays one (F206). Refusals:
 * `dispatch.matter_unknown`, `dispatch.matter_ended`, `dispatch.organisation_unknown`, `dispatch.shared_already`.
 */
export const shareMatter = command({
  name: 'dispatch.share',
  permission: permissions.handle,
  input: ShareMatter,
  conflicts: { matter_share_pkey: 'dispatch.shared_already' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const matter = await openMatter(scope, input.id);
    if (matter === null) return fail('dispatch.matter_unknown');
    if (!matter.open) return fail('dispatch.matter_ended');
    if (!(await organisationNames(scope, [input.organisation])).has(input.organisation))
      return fail('dispatch.organisation_unknown', { field: 'organisation' });
    await scope.db
      .insertInto('matter_share')
      .values({
        space_id: scope.spaceId,
        matter_id: input.id,
        organisation_id: input.organisation,
        task_text: input.task,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'matter', id: input.id, detail: { shared_with: input.organisation } });
    return ok({ id: input.id });
  },
});

/** Says what came of a department's part, by somebody who speaks for it or by the office. */
export const endShare = command({
  name: 'dispatch.end_share',
  permission: permissions.own,
  input: EndShare,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const office = holds(scope, 'worker', 'grid_worker', 'admin');
    if (!office && !(await represents(scope, actorId(scope), input.organisation))) return fail('dispatch.not_yours');
    const ended = await scope.db
      .updateTable('matter_share')
      .set({ ended_on: today(scope), result_text: input.result })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .where('organisation_id', '=', input.organisation)
      .where('ended_on', 'is', null)
      .returning('matter_id')
      .executeTakeFirst();
    if (ended === undefined) return fail('dispatch.not_shared');
    await audit(scope, { kind: 'matter', id: input.id, detail: { part_done: input.organisation } });
    return ok({ id: input.id });
  },
});
