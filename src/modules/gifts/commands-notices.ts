import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { fund, refuseBooking } from '#modules/funds';
import { person } from '#modules/people';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { type Inside, subjectPerson, today } from '#platform/scope';
import { giftConflicts, openForGift, writeGift } from './commands-taking.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { notice } from './queries-notices.ts';
import { ArrivedNotice, type FromWhom, NewNotice, type Notice, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Somebody far away tells that they have sent something to this community, and for which part of it (F132): the desk
 * looks out for it, and it is booked when it has come. Refuses `funds.not_found`, `funds.not_open`,
 * `funds.agreement_over`, `gifts.future`, `gifts.alias_missing`.
 */
export const announceGift = command({
  name: 'gifts.announce',
  permission: permissions.own,
  input: NewNotice,
  run: async (scope, input) => {
    const giver = subjectPerson(scope);
    if (giver === null) return fail('gifts.giver_unknown');
    const into = await fund(scope, input.fundId);
    if (into === null) return fail('funds.not_found', { field: 'fundId' });
    const closed = refuseBooking(into, today(scope));
    if (closed !== null) return fail(closed, { field: 'fundId' });
    const sentOn = input.sentOn ?? today(scope);
    if (sentOn > today(scope)) return fail('gifts.future', { field: 'sentOn' });
    if (input.publicity === 'alias' && input.alias === '') return fail('gifts.alias_missing', { field: 'alias' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('gift_notice')
      .values({
        ...{ space_id: scope.spaceId, id, fund_id: into.id, person_id: giver, amount: input.amount, way: input.way },
        ...{ sent_on: sentOn, place_id: input.placeId ?? null, words: input.words, publicity: input.publicity },
        ...{ alias: input.alias, waived: input.waived, at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'gift_notice', id, detail: { amount: input.amount.toString() } });
    await openTask(scope, {
      ...{ kind: 'gifts.notice', subject: { kind: 'gift_notice', id }, dueOn: today(scope), ownerRole: 'finance' },
      title: pick(scope.lang, { zh, en }).tasks.notice(`¥${formatFen(input.amount)}`),
    });
    return ok({ id });
  },
});

async function open(scope: Inside, id: string): Promise<Result<Notice>> {
  await scope.db
    .selectFrom('gift_notice')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await notice(scope, id);
  if (known === null) return fail('gifts.notice_not_found');
  return known.state === 'open' ? ok(known) : fail('gifts.notice_settled');
}

/**
 * What was told of has come: the gift is booked under the name its giver wished. Refuses `gifts.notice_not_found`,
 * `gifts.notice_settled`, and as a bank gift does.
 */
export const receiveNotice = command({
  name: 'gifts.receiveNotice',
  permission: permissions.record,
  input: ArrivedNotice,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (!known.ok) return known;
    const told = known.value;
    const giver = await person(scope, told.personId);
    const from: FromWhom = {
      ...{ fundId: told.fundId, nature: input.nature, donorPersonId: told.personId, donorName: '' },
      sourceClass: giver?.formerResident === true ? 'former_resident' : 'resident',
      ...{ publicity: told.publicity, alias: told.alias, waived: told.waived, purposeText: told.words },
      receivedOn: input.receivedOn ?? today(scope),
    };
    const into = await openForGift(scope, from);
    if (!into.ok) return into;
    const booked = input.amount ?? told.amount;
    const taken = await writeGift(scope, into.value, {
      ...{ kind: told.way, booked, columns: { bank_reference: input.bankReference } },
      detail: { amount: booked.toString(), notice: told.id },
    });
    if (!taken.ok) return taken;
    await end(scope, told.id, { state: 'arrived', gift_id: taken.value.id });
    await because(scope, { kind: 'gift_notice', id: told.id }, { kind: 'gift', id: taken.value.id });
    await closeTask(scope, { kind: 'gift_notice', id: told.id }, 'gifts.notice', 'done');
    return ok({ id: told.id, giftId: taken.value.id, lookCode: taken.value.lookCode });
  },
});

async function end(
  scope: Inside,
  id: string,
  how: { readonly state: 'arrived'; readonly gift_id: string } | { readonly state: 'dropped'; readonly reason: string },
): Promise<void> {
  await scope.db
    .updateTable('gift_notice')
    .set({ ...how, ended_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** It did not come: the notice is put away, with a reason that its giver sees. Refuses `gifts.notice_not_found`, `gifts.notice_settled`. */
export const dropNotice = command({
  name: 'gifts.dropNotice',
  permission: permissions.record,
  input: WithReason,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (!known.ok) return known;
    await end(scope, input.id, { state: 'dropped', reason: input.reason });
    await audit(scope, { kind: 'gift_notice', id: input.id, detail: { dropped: true } });
    await closeTask(scope, { kind: 'gift_notice', id: input.id }, 'gifts.notice', 'dropped', input.reason);
    return ok({ id: input.id });
  },
});
