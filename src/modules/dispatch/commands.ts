import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { matterHanded, noteMatter, openMatter } from '#modules/intake';
import { audit, because } from '#modules/record';
import { closeTask, holdersOf, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, holds, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { AnswerOffer, OfferMatter } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which an offer is to be answered. */
const offerTask = 'dispatch.offer';
/** Days in which an offer is answered. */
const offerDays = 1;
/** Who may be given words of residents. */
const takers = ['worker', 'grid_worker', 'admin'] as const;

/**
 * Offers a matter to a colleague. The one who has it answers for it until the other accepts. Refusals:
 * `dispatch.matter_unknown`, `dispatch.matter_ended`, `dispatch.yourself`, `dispatch.no_mandate`,
 * `dispatch.offered_already`.
 */
export const offerMatter = command({
  name: 'dispatch.offer',
  permission: permissions.handle,
  input: OfferMatter,
  conflicts: { handover_one: 'dispatch.offered_already' },
  run: async (scope, input): Promise<Result<{ id: string; matterId: string }>> => {
    const matter = await openMatter(scope, input.id);
    if (matter === null) return fail('dispatch.matter_unknown');
    if (!matter.open) return fail('dispatch.matter_ended');
    const holder = matter.handlerId ?? actorId(scope);
    if (input.person === holder) return fail('dispatch.yourself', { field: 'person' });
    const able = await Promise.all(takers.map((role) => holdersOf(scope, role, today(scope))));
    if (!able.flat().includes(input.person)) return fail('dispatch.no_mandate', { field: 'person' });
    if (matter.handlerId === null) await matterHanded(scope, input.id, holder);
    const id = newId(scope.now());
    await scope.db
      .insertInto('handover')
      .values({
        space_id: scope.spaceId,
        id,
        matter_id: input.id,
        from_person_id: holder,
        to_person_id: input.person,
        reason: input.reason,
        at: scope.now(),
      })
      .execute();
    const words = pick('zh', { zh, en }).tasks;
    await openTask(scope, {
      kind: offerTask,
      subject: { kind: 'handover', id },
      title: words.offer(matter.number),
      dueOn: addDays(today(scope), offerDays),
      ownerPersonId: input.person,
      escalateToRole: 'admin',
      rule: words.offerRule,
    });
    await because(scope, { kind: 'matter', id: input.id }, { kind: 'handover', id });
    await audit(scope, { kind: 'handover', id, detail: { matter: matter.number } });
    return ok({ id, matterId: input.id });
  },
});

/**
 * Answers an offer: accepted, it is the other's from now on; refused, with a reason, it stays; withdrawn by whoever
 * offered it. Refusals: `dispatch.handover_unknown`, `dispatch.answered`, `dispatch.not_yours`, `dispatch.reason_missing`.
 */
export const answerOffer = command({
  name: 'dispatch.answer',
  permission: permissions.handle,
  input: AnswerOffer,
  run: async (scope, input): Promise<Result<{ id: string; matterId: string }>> => {
    const row = await scope.db
      .selectFrom('handover')
      .select(['matter_id', 'from_person_id', 'to_person_id', 'state'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('dispatch.handover_unknown');
    if (row.state !== 'offered') return fail('dispatch.answered');
    const whose = input.answer === 'withdraw' ? row.from_person_id : row.to_person_id;
    // An administrator may take an offer back that nobody answers; accepting is everybody's own.
    const mine = whose === actorId(scope) || (input.answer === 'withdraw' && holds(scope, 'admin'));
    if (!mine) return fail('dispatch.not_yours');
    if (input.answer === 'refuse' && input.reason === '') return fail('dispatch.reason_missing', { field: 'reason' });
    const states = { accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' } as const;
    await scope.db
      .updateTable('handover')
      .set({ state: states[input.answer], answer_text: input.reason, answered_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await closeTask(
      scope,
      { kind: 'handover', id: input.id },
      offerTask,
      input.answer === 'accept' ? 'done' : 'dropped',
    );
    if (input.answer === 'accept') await matterHanded(scope, row.matter_id, row.to_person_id);
    if (input.answer === 'refuse') {
      const noted = await noteMatter(scope, {
        id: row.matter_id,
        note: pick(scope.lang, { zh, en }).way.refusedNote(input.reason),
      });
      if (!noted.ok) return noted;
    }
    await audit(scope, { kind: 'handover', id: input.id, detail: { answer: input.answer } });
    return ok({ id: input.id, matterId: row.matter_id });
  },
});
