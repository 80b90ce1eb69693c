import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { fund } from '#modules/funds';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { giftConflicts, openForGift, writeGift } from './commands-taking.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { pledge } from './queries.ts';
import { type FromWhom, NewPledge, PaidPledge, type Pledge, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Writes down a promise: a merchant's share of its takings, a regular gift. When it is due the office gets a task; the
 * giver is never reminded in public. Refuses `funds.not_found`, `gifts.giver_missing`, `gifts.two_givers`,
 * `gifts.giver_unknown`.
 */
export const promiseShare = command({
  name: 'gifts.promiseShare',
  permission: permissions.pledge,
  input: NewPledge,
  conflicts: {
    pledge_space_id_organisation_id_fkey: 'gifts.giver_unknown',
    pledge_space_id_person_id_fkey: 'gifts.giver_unknown',
  },
  run: async (scope, input) => {
    if ((await fund(scope, input.fundId)) === null) return fail('funds.not_found', { field: 'fundId' });
    if (input.organisationId === undefined && input.personId === undefined)
      return fail('gifts.giver_missing', { field: 'organisationId' });
    if (input.organisationId !== undefined && input.personId !== undefined)
      return fail('gifts.two_givers', { field: 'organisationId' });
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
      ...{ kind: 'gifts.pledge', subject: { kind: 'pledge', id }, dueOn: input.dueOn, ownerRole: 'secretary' },
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
 * The promised money came: a gift is booked and the promise is kept. Refuses `gifts.pledge_not_found`,
 * `gifts.pledge_settled`, and as a bank gift does.
 */
export const payPledge = command({
  name: 'gifts.payPledge',
  permission: permissions.pledge,
  input: PaidPledge,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (known === null) return fail('gifts.pledge_not_found');
    if (known.state !== 'promised') return fail('gifts.pledge_settled');
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
    const taken = await writeGift(scope, into.value, {
      ...{ kind: 'share', booked: known.amount },
      columns: { bank_reference: input.bankReference, pledge_id: known.id },
      detail: { amount: known.amount.toString(), pledge: known.id },
    });
    if (!taken.ok) return taken;
    const { id, lookCode } = taken.value;
    await settle(scope, known.id, { state: 'paid', gift_id: id, settled_at: scope.now() });
    await because(scope, { kind: 'pledge', id: known.id }, { kind: 'gift', id });
    await closeTask(scope, { kind: 'pledge', id: known.id }, 'gifts.pledge', 'done');
    return ok({ id: known.id, giftId: id, lookCode });
  },
});

async function settle(
  scope: Inside,
  id: string,
  how: { state: 'paid' | 'released'; gift_id?: string; reason?: string; settled_at: Date },
): Promise<void> {
  await scope.db.updateTable('pledge').set(how).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

/** Lets a promise go, with a reason (Charity Law art. 41). Refuses `gifts.pledge_not_found`, `gifts.pledge_settled`. */
export const releasePledge = command({
  name: 'gifts.releasePledge',
  permission: permissions.pledge,
  input: WithReason,
  run: async (scope, input) => {
    const known = await open(scope, input.id);
    if (known === null) return fail('gifts.pledge_not_found');
    if (known.state !== 'promised') return fail('gifts.pledge_settled');
    await settle(scope, known.id, { state: 'released', reason: input.reason, settled_at: scope.now() });
    await audit(scope, { kind: 'pledge', id: known.id, detail: { released: true } });
    await closeTask(scope, { kind: 'pledge', id: known.id }, 'gifts.pledge', 'dropped', input.reason);
    return ok({ id: known.id });
  },
});
