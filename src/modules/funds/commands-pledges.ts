import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { expectReceipt, giftConflicts, giverColumns, openForGift, postGift } from './commands-gifts.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { fund, pledge } from './queries.ts';
import { type FromWhom, NewPledge, PaidPledge, type Pledge, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Writes down a promise: a merchant's share of its takings, a regular gift. When it is due the office gets a task; the
 * giver is never reminded in public. Refuses `funds.not_found`, `funds.giver_missing`, `funds.two_givers`,
 * `funds.giver_unknown`.
 */
export const promiseShare = command({
  name: 'funds.promiseShare',
  permission: permissions.pledge,
  input: NewPledge,
  conflicts: {
    pledge_space_id_organisation_id_fkey: 'funds.giver_unknown',
    pledge_space_id_person_id_fkey: 'funds.giver_unknown',
  },
  run: async (scope, input) => {
    if ((await fund(scope, input.fundId)) === null) return fail('funds.not_found', { field: 'fundId' });
    if (input.organisationId === undefined && input.personId === undefined)
      return fail('funds.giver_missing', { field: 'organisationId' });
    if (input.organisationId !== undefined && input.personId !== undefined)
      return fail('funds.two_givers', { field: 'organisationId' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('pledge')
      .values({
        ...{ space_id: scope.spaceId, id, fund_id: input.fundId, text: input.text, amount: input.amount },
        organisation_id: input.organisationId ?? null,
        person_id: input.personId ?? null,
        agreement_number: input.agreementNumber === '' ? null : input.agreementNumber,
        due_on: input.dueOn,
        recorded_by: actorId(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'pledge', id, detail: { amount: input.amount.toString() } });
    await openTask(scope, {
      ...{ kind: 'funds.pledge', subject: { kind: 'pledge', id }, dueOn: input.dueOn, ownerRole: 'secretary' },
      title: pick(scope.lang, { zh, en }).tasks.pledge,
    });
    return ok({ id });
  },
});

async function open(scope: Inside, id: string): Promise<Pledge | null> {
  await scope.db
    .selectFrom('pledge')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return pledge(scope, id);
}

/**
 * The promised money came: a gift is booked and the promise is kept. Refuses `funds.pledge_not_found`,
 * `funds.pledge_settled`, and as a bank gift does.
 */
export const payPledge = command({
  name: 'funds.payPledge',
  permission: permissions.pledge,
  input: PaidPledge,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (known === null) return fail('funds.pledge_not_found');
    if (known.state !== 'promised') return fail('funds.pledge_settled');
    const from: FromWhom = {
      ...{ fundId: known.fundId, nature: 'gift', publicity: input.publicity ?? 'masked', alias: '', waived: false },
      sourceClass: known.organisationId === null ? 'resident' : 'merchant',
      ...(known.organisationId === null ? {} : { donorOrganisationId: known.organisationId }),
      ...(known.personId === null ? {} : { donorPersonId: known.personId }),
      ...{ donorName: '', purposeText: known.text },
      ...(input.receivedOn === undefined ? {} : { receivedOn: input.receivedOn }),
    };
    const into = await openForGift(scope, from);
    if (!into.ok) return into;
    const id = newId(scope.now());
    const posted = await postGift(scope, id, { kind: 'share', amount: known.amount, ...into.value });
    if (!posted.ok) return posted;
    const columns = await giverColumns(scope, from, into.value.day);
    await scope.db
      .insertInto('gift')
      .values({
        ...columns,
        ...{ id, kind: 'share', state: 'booked', amount: known.amount, bank_reference: input.bankReference },
        ...{ entry_id: posted.value.entryId, pledge_id: known.id },
      })
      .execute();
    await settle(scope, known.id, { state: 'paid', gift_id: id, settled_at: scope.now() });
    await audit(scope, { kind: 'gift', id, detail: { amount: known.amount.toString(), pledge: known.id } });
    await because(scope, { kind: 'pledge', id: known.id }, { kind: 'gift', id });
    await closeTask(scope, { kind: 'pledge', id: known.id }, 'funds.pledge', 'done');
    await expectReceipt(scope, id, columns.receipt_due_on);
    return ok({ id: known.id, giftId: id, lookCode: columns.look_code });
  },
});

async function settle(
  scope: Inside,
  id: string,
  how: { state: 'paid' | 'released'; gift_id?: string; reason?: string; settled_at: Date },
): Promise<void> {
  await scope.db.updateTable('pledge').set(how).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

/** Lets a promise go, with a reason (Charity Law art. 41). Refuses `funds.pledge_not_found`, `funds.pledge_settled`. */
export const releasePledge = command({
  name: 'funds.releasePledge',
  permission: permissions.pledge,
  input: WithReason,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (known === null) return fail('funds.pledge_not_found');
    if (known.state !== 'promised') return fail('funds.pledge_settled');
    await settle(scope, known.id, { state: 'released', reason: input.reason, settled_at: scope.now() });
    await audit(scope, { kind: 'pledge', id: known.id, detail: { released: true } });
    await closeTask(scope, { kind: 'pledge', id: known.id }, 'funds.pledge', 'dropped', input.reason);
    return ok({ id: known.id });
  },
});
