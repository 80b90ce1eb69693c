import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { openMatter } from '#modules/intake';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { ReferMatter, TakeBack } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which something is to come back. */
const backTask = 'dispatch.back';

/**
 * Sends a matter through the next door: up to the street, to the council, to mediation, as a petition (F207). The
 * community stays the one who answers the speaker. Refusals: `dispatch.matter_unknown`, `dispatch.matter_ended`,
 * `dispatch.day_past`, `dispatch.out_already`.
 */
export const referMatter = command({
  name: 'dispatch.refer',
  permission: permissions.handle,
  input: ReferMatter,
  run: async (scope, input): Promise<Result<{ id: string; matterId: string }>> => {
    const matter = await openMatter(scope, input.id);
    if (matter === null) return fail('dispatch.matter_unknown');
    if (!matter.open) return fail('dispatch.matter_ended');
    if (input.due_on < today(scope)) return fail('dispatch.day_past', { field: 'due_on' });
    const out = await scope.db
      .selectFrom('referral')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .where('door', '=', input.door)
      .where('state', '=', 'out')
      .executeTakeFirst();
    if (out !== undefined) return fail('dispatch.out_already', { field: 'door' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('referral')
      .values({
        space_id: scope.spaceId,
        id,
        matter_id: input.id,
        door: input.door,
        office_text: input.office,
        reference_text: input.reference,
        reason: input.reason,
        sent_on: today(scope),
        due_on: input.due_on,
        at: scope.now(),
      })
      .execute();
    const words = pick('zh', { zh, en });
    await openTask(scope, {
      kind: backTask,
      subject: { kind: 'referral', id },
      title: words.tasks.back(matter.number, words.doors[input.door]),
      dueOn: input.due_on,
      ...(matter.handlerId === null ? { ownerRole: 'worker' as const } : { ownerPersonId: matter.handlerId }),
      remindDaysBefore: 1,
      escalateToRole: 'admin',
      rule: words.tasks.backRule,
    });
    await because(scope, { kind: 'matter', id: input.id }, { kind: 'referral', id });
    await audit(scope, { kind: 'referral', id, detail: { door: input.door, matter: matter.number } });
    return ok({ id, matterId: input.id });
  },
});

/** Notes what came back through a door, or that it was taken back before. */
export const takeBack = command({
  name: 'dispatch.take_back',
  permission: permissions.handle,
  input: TakeBack,
  run: async (scope, input): Promise<Result<{ id: string; matterId: string }>> => {
    const row = await scope.db
      .selectFrom('referral')
      .select(['matter_id', 'state'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('dispatch.referral_unknown');
    if (row.state !== 'out') return fail('dispatch.back_already');
    await scope.db
      .updateTable('referral')
      .set({ state: input.outcome, result_text: input.result, back_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await closeTask(scope, { kind: 'referral', id: input.id }, backTask, input.outcome === 'back' ? 'done' : 'dropped');
    await audit(scope, { kind: 'referral', id: input.id, detail: { outcome: input.outcome } });
    return ok({ id: input.id, matterId: row.matter_id });
  },
});
