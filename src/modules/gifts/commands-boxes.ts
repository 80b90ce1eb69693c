import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { fund, refuseBooking } from '#modules/funds';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { expectCount } from './commands.ts';
import { giftConflicts, openForGift, writeGift } from './commands-taking.ts';
import { permissions } from './permissions.ts';
import { box } from './queries-boxes.ts';
import { ById, type FromWhom, NewBox, OpenedBox } from './schema.ts';

/**
 * Sets out a box on a counter, or a stall at an event, with its place and its number (F025). Refuses
 * `funds.not_found`, `funds.not_open`, `funds.agreement_over`, `gifts.future`, `gifts.box_number_used`,
 * `gifts.activity_unknown`.
 */
export const setOutBox = command({
  name: 'gifts.setOutBox',
  permission: permissions.record,
  input: NewBox,
  conflicts: { gift_box_number: 'gifts.box_number_used', gift_box_space_id_activity_id_fkey: 'gifts.activity_unknown' },
  run: async (scope, input) => {
    const day = today(scope);
    const into = await fund(scope, input.fundId);
    if (into === null) return fail('funds.not_found', { field: 'fundId' });
    const closed = refuseBooking(into, day);
    if (closed !== null) return fail(closed, { field: 'fundId' });
    const setOutOn = input.setOutOn ?? day;
    if (setOutOn > day) return fail('gifts.future', { field: 'setOutOn' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('gift_box')
      .values({
        ...{ space_id: scope.spaceId, id, kind: input.kind, number: input.number, fund_id: input.fundId },
        ...{ place_text: input.placeText, activity_id: input.activityId ?? null, set_out_on: setOutOn },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'gift_box', id, detail: { kind: input.kind } });
    if (input.activityId !== undefined)
      await because(scope, { kind: 'activity', id: input.activityId }, { kind: 'gift_box', id });
    return ok({ id });
  },
});

/**
 * A box or stall was opened and counted once; it is in the books when another person has counted it too
 * (`confirmCash`). Nobody is named: what many put in belongs to no one giver. Refuses `gifts.box_not_found`,
 * `gifts.box_taken_in`, and as `recordCashGift`.
 */
export const openBox = command({
  name: 'gifts.openBox',
  permission: permissions.record,
  input: OpenedBox,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await box(scope, input.id);
    if (known === null) return fail('gifts.box_not_found');
    if (known.state === 'in') return fail('gifts.box_taken_in');
    const from: FromWhom = {
      ...{ fundId: known.fundId, nature: 'gift', publicity: 'anonymous', alias: '', waived: false, donorName: '' },
      sourceClass: known.kind === 'stall' ? 'fair' : 'resident',
      purposeText: '',
      ...(input.receivedOn === undefined ? {} : { receivedOn: input.receivedOn }),
    };
    const open = await openForGift(scope, from);
    if (!open.ok) return open;
    const { amount } = input;
    const taken = await writeGift(scope, open.value, {
      ...{ kind: 'takings', detail: { counted: amount.toString(), box: known.id } },
      columns: { amount, first_count: amount, counted_by: actorId(scope), box_id: known.id },
    });
    if (!taken.ok) return taken;
    await expectCount(scope, taken.value.id);
    await because(scope, { kind: 'gift_box', id: known.id }, { kind: 'gift', id: taken.value.id });
    return ok({ id: known.id, giftId: taken.value.id });
  },
});

/** Takes a box or stall in; it is opened no more. Refuses `gifts.box_not_found`, `gifts.box_taken_in`. */
export const takeInBox = command({
  name: 'gifts.takeInBox',
  permission: permissions.record,
  input: ById,
  run: async (scope, input) => {
    const known = await box(scope, input.id);
    if (known === null) return fail('gifts.box_not_found');
    if (known.state === 'in') return fail('gifts.box_taken_in');
    await scope.db
      .updateTable('gift_box')
      .set({ state: 'in', taken_in_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'gift_box', id: known.id, detail: { state: 'in' } });
    return ok({ id: known.id });
  },
});
