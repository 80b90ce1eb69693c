import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { seatOf, seatsToday } from '#modules/bodies';
import { type Procedure, procedure } from '#modules/decisions';
import { approveOrder, authorisation, balances, postEntry, reverseEntry } from '#modules/ledger';
import { organisationOptions, organisationsOf, represents } from '#modules/organisations';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { allowed } from '#platform/permission';
import { actorId, type Inside, type Scope, today } from '#platform/scope';
import { keepPaper } from './commands.ts';
import { en } from './en.ts';
import { deskHand, moneyHand, permissions } from './permissions.ts';
import { fund, fundOfAccount, payment, promisedOn } from './queries.ts';
import { refuseBooking } from './rules.ts';
import { ById, type Fund, NewPayment, PaidPayment, type Payment, PaymentReceipt, WithReason } from './schema.ts';
import { zh } from './zh.ts';

const invoiceConflict = { payment_invoice: 'funds.invoice_used' } as const;

interface Payee {
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly name: string;
}

/** A typed name that is a registered organisation's means that organisation, so that nobody slips past the recusals. */
async function payeeOf(scope: Inside, input: ReturnType<typeof NewPayment.parse>): Promise<Payee | null> {
  const namesake = input.payeeName === '' ? [] : await organisationOptions(scope);
  const organisationId =
    input.payeeOrganisationId ?? namesake.find((one) => one.label === input.payeeName)?.value ?? null;
  const personId = input.payeePersonId ?? null;
  if (organisationId === null && personId === null && input.payeeName === '') return null;
  return { organisationId, personId, name: input.payeeName };
}

/**
 * Whether paying this payee would put money into the hands of someone who stood aside from the decision, or who takes
 * part in such decisions, although the decision was not about that payee (Charity Law art. 14).
 */
async function related(scope: Inside, item: Procedure, payee: Payee): Promise<boolean> {
  const decided =
    (payee.organisationId !== null && payee.organisationId === item.payeeOrganisationId) ||
    (payee.personId !== null && payee.personId === item.payeePersonId);
  if (decided) return false;
  const bodies = [...new Set(item.steps.map((step) => step.bodyId))];
  const seats = (await Promise.all(bodies.map((body) => seatsToday(scope, body)))).flat();
  const deciders = [...item.recusals.map((one) => one.personId), ...seats.map((seat) => seat.personId)];
  for (const personId of new Set(deciders)) {
    if (personId === null) continue;
    if (personId === payee.personId) return true;
    if (payee.organisationId !== null && (await organisationsOf(scope, personId)).includes(payee.organisationId))
      return true;
  }
  return seats.some((seat) => seat.organisationId !== null && seat.organisationId === payee.organisationId);
}

/** Who may ask: the desk, or whoever the decision gives the money to. */
export async function mayAsk(scope: Scope, item: Procedure): Promise<boolean> {
  if (allowed(scope, deskHand).ok) return true;
  const own = actorId(scope);
  if (item.payeePersonId === own) return true;
  return item.payeeOrganisationId !== null && (await represents(scope, own, item.payeeOrganisationId));
}

interface Ask {
  readonly fund: Fund;
  readonly decision: Procedure;
  readonly payee: Payee;
  readonly approvalsNeeded: number;
  readonly purpose: { readonly kind: string; readonly id: string };
}

async function checkAsk(scope: Inside, input: ReturnType<typeof NewPayment.parse>): Promise<Result<Ask>> {
  const allowance = await authorisation(scope, input.authorisationId);
  const decision = allowance === null ? null : await procedure(scope, allowance.decisionId);
  if (allowance === null || decision === null || decision.state !== 'passed' || allowance.state === 'ended')
    return fail('funds.no_decision');
  if (!(await mayAsk(scope, decision))) return fail('funds.not_allowed');
  const from = await fundOfAccount(scope, allowance.accountId);
  if (from === null) return fail('funds.not_found');
  const closed = refuseBooking(from, today(scope));
  if (closed !== null) return fail(closed);
  if (allowance.state !== 'held') return fail('funds.not_held');
  const payee = await payeeOf(scope, input);
  if (payee === null) return fail('funds.payee_missing', { field: 'payeeName' });
  if (await related(scope, decision, payee)) return fail('funds.payee_related', { field: 'payeeName' });
  const promised = await promisedOn(scope, allowance.id);
  if (input.amount > allowance.amount - allowance.spent - promised)
    return fail('funds.over_authorised', { field: 'amount' });
  const standing = (await balances(scope, [allowance.accountId])).get(allowance.accountId);
  if (standing === undefined || input.amount > standing.balance)
    return fail('funds.over_available', { field: 'amount' });
  const approvalsNeeded = allowance.approvalsNeeded < 2 ? 2 : allowance.approvalsNeeded;
  return ok({ fund: from, decision, payee, approvalsNeeded, purpose: allowance.purpose });
}

/**
 * Asks for a payment under a decision. Refuses, in order: `funds.no_decision`, `funds.not_allowed`, `funds.not_found`,
 * `funds.not_open`, `funds.agreement_over`, `funds.not_held`, `funds.payee_missing`, `funds.payee_related` (a recused
 * or deciding member's firm that the decision was not about), `funds.over_authorised`, `funds.over_available`,
 * `funds.invoice_used`, and the codes of stored files.
 */
export const askPayment = command({
  name: 'funds.ask',
  permission: permissions.ask,
  input: NewPayment,
  conflicts: invoiceConflict,
  run: async (scope, input) => {
    // The number's row also makes two who ask at once wait for each other, so that together they ask for no more than
    // is allowed; a refusal gives the number back.
    const number = await nextNumber(scope, 'payment');
    const checked = await checkAsk(scope, input);
    if (!checked.ok) return checked;
    const { payee, purpose, approvalsNeeded, decision } = checked.value;
    const id = newId(scope.now());
    const invoice = await keepPaper(scope, input.invoiceFile, { kind: 'payment', id }, 'office');
    if (!invoice.ok) return invoice;
    const bank = input.bankDetails;
    await scope.db
      .insertInto('payment')
      .values({
        ...{ space_id: scope.spaceId, id, number, fund_id: checked.value.fund.id, amount: input.amount },
        authorisation_id: input.authorisationId,
        project_id: purpose.kind === 'project' ? purpose.id : null,
        activity_id: purpose.kind === 'activity' ? purpose.id : null,
        payee_organisation_id: payee.organisationId,
        payee_person_id: payee.personId,
        payee_name: payee.name,
        bank_sealed:
          bank === '' ? null : Buffer.from(sealText(scope.platform.keys, bank, `${scope.spaceId}/payment/${id}`)),
        what_for: input.whatFor,
        invoice_number: input.invoiceNumber === '' ? null : input.invoiceNumber,
        invoice_file_id: invoice.value,
        requested_by: actorId(scope),
        approvals_needed: approvalsNeeded,
        at: scope.now(),
        updated_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'payment', id, detail: { amount: input.amount.toString(), number } });
    await because(scope, { kind: 'procedure', id: decision.id }, { kind: 'payment', id });
    await because(scope, { kind: 'authorisation', id: input.authorisationId }, { kind: 'payment', id });
    await task(scope, id, 'approve', number);
    return ok({ id, number });
  },
});

async function task(scope: Inside, id: string, kind: 'approve' | 'pay', number: string): Promise<void> {
  const w = pick(scope.lang, { zh, en }).tasks;
  await openTask(scope, {
    ...{ kind: `funds.${kind}`, subject: { kind: 'payment', id }, dueOn: addDays(today(scope), 3) },
    ...{ title: kind === 'approve' ? w.approve(number) : w.pay(number), escalateToRole: 'supervisor' },
    ownerRole: kind === 'approve' ? 'treasurer' : 'finance',
  });
}

async function locked(scope: Inside, id: string): Promise<Payment | null> {
  await scope.db
    .selectFrom('payment')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return payment(scope, id);
}

async function change(scope: Inside, id: string, to: object): Promise<void> {
  await scope.db
    .updateTable('payment')
    .set({ ...to, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** A money role with its second factor, or someone who votes on the committee of the fund; never in another's name. */
async function mayJudge(scope: Inside, item: Payment): Promise<Result<null>> {
  if (scope.actor !== null && scope.actor.onBehalfOf !== null) return fail('funds.not_allowed');
  const money = allowed(scope, moneyHand);
  if (money.ok) return money;
  const from = await fund(scope, item.fundId);
  const body = from?.committeeBodyId ?? null;
  const seat = body === null ? null : await seatOf(scope, body, actorId(scope));
  if (seat?.votes === true) return ok(null);
  return money.fault.code === 'access.second_factor' ? money : fail('funds.not_allowed');
}

/** Whether the actor stood aside from the decision, is paid, or speaks or works for who is paid. */
async function hasInterest(scope: Inside, item: Payment): Promise<boolean> {
  const own = actorId(scope);
  if (item.payeePersonId === own) return true;
  if (item.payeeOrganisationId !== null && (await organisationsOf(scope, own)).includes(item.payeeOrganisationId))
    return true;
  const allowance = await authorisation(scope, item.authorisationId);
  const decision = allowance === null ? null : await procedure(scope, allowance.decisionId);
  return decision?.recusals.some((one) => one.personId === own) ?? false;
}

/**
 * One person approves a payment; with enough different people it can be paid. Refuses `funds.payment_not_found`,
 * `funds.not_allowed`, `funds.not_asked`, `funds.own_request`, `funds.approver_recused`, `ledger.already_approved`,
 * `ledger.over_authorisation`, `ledger.no_authorisation`.
 */
export const approvePayment = command({
  name: 'funds.approve',
  permission: permissions.approve,
  input: ById,
  run: async (scope, input) => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    const hand = await mayJudge(scope, item);
    if (!hand.ok) return hand;
    if (item.state !== 'asked' && item.state !== 'approved') return fail('funds.not_asked');
    if (item.requestedBy === actorId(scope)) return fail('funds.own_request');
    if (await hasInterest(scope, item)) return fail('funds.approver_recused');
    const { authorisationId, amount } = item;
    const approved = await approveOrder(scope, { authorisationId, orderId: item.id, amount });
    if (!approved.ok) return approved;
    await audit(scope, { kind: 'payment', id: item.id, detail: { approvals: approved.value.approvals } });
    if (item.state === 'asked' && approved.value.approvals >= item.approvalsNeeded) {
      await change(scope, item.id, { state: 'approved' });
      await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.approve', 'done');
      await task(scope, item.id, 'pay', item.number);
    }
    return ok({ id: item.id });
  },
});

/**
 * Finance pays an approved payment: money leaves the fund and the bank account, under the decision's authorisation.
 * Refuses `funds.payment_not_found`, `funds.own_request`, `funds.not_approved`, `funds.future`, and the ledger's codes.
 */
export const payPayment = command({
  name: 'funds.pay',
  permission: permissions.pay,
  input: PaidPayment,
  run: async (scope, input) => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.requestedBy === actorId(scope)) return fail('funds.own_request');
    if (item.state !== 'approved') return fail('funds.not_approved');
    const day = input.paidOn ?? today(scope);
    if (day > today(scope)) return fail('funds.future', { field: 'paidOn' });
    const from = await fund(scope, item.fundId);
    if (from?.accountId === undefined || from.accountId === null || from.bankAccountId === null)
      return fail('funds.not_open');
    const receipt = await keepPaper(scope, input.receiptFile, { kind: 'payment', id: item.id }, 'office');
    if (!receipt.ok) return receipt;
    const posted = await postEntry(scope, {
      ...{ kind: 'funds.payment', memo: item.number, day, subject: { kind: 'payment', id: item.id } },
      lines: [
        { accountId: from.accountId, amount: item.amount },
        { accountId: from.bankAccountId, amount: -item.amount },
      ],
      ...{ authorisationId: item.authorisationId, orderId: item.id },
    });
    if (!posted.ok) return posted;
    await change(scope, item.id, {
      ...{ state: 'paid', entry_id: posted.value.entryId, paid_by: actorId(scope), paid_on: day },
      ...{ bank_reference: input.bankReference, receipt_file_id: receipt.value },
    });
    await audit(scope, { kind: 'payment', id: item.id, detail: { paid: item.amount.toString() } });
    await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.pay', 'done');
    return ok({ id: item.id });
  },
});

/** The payee's receipt comes later. Refuses `funds.payment_not_found`, `funds.not_paid`, and the codes of stored files. */
export const attachReceipt = command({
  name: 'funds.attachReceipt',
  permission: permissions.pay,
  input: PaymentReceipt,
  run: async (scope, input) => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.state !== 'paid') return fail('funds.not_paid');
    const receipt = await keepPaper(scope, input.receiptFile, { kind: 'payment', id: item.id }, 'office');
    if (!receipt.ok) return receipt;
    if (receipt.value === null) return fail('input.required', { field: 'receiptFile' });
    await change(scope, item.id, { receipt_file_id: receipt.value });
    await audit(scope, { kind: 'payment', id: item.id, detail: { receipt: true } });
    return ok({ id: item.id });
  },
});

async function end(scope: Inside, item: Payment, state: 'refused' | 'withdrawn', reason: string) {
  if (item.state !== 'asked' && item.state !== 'approved') return fail('funds.not_asked');
  await change(scope, item.id, { state, reason });
  await audit(scope, { kind: 'payment', id: item.id, detail: { state } });
  await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.approve', 'dropped', reason);
  await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.pay', 'dropped', reason);
  return ok({ id: item.id });
}

/** Someone who may approve says no, with a reason. Refuses `funds.payment_not_found`, `funds.not_allowed`, `funds.not_asked`. */
export const refusePayment = command({
  name: 'funds.refuse',
  permission: permissions.refuse,
  input: WithReason,
  run: async (scope, input) => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    const hand = await mayJudge(scope, item);
    return hand.ok ? end(scope, item, 'refused', input.reason) : hand;
  },
});

/** Who asked takes it back, with a reason. Refuses `funds.payment_not_found`, `funds.not_allowed`, `funds.not_asked`. */
export const withdrawPayment = command({
  name: 'funds.withdraw',
  permission: permissions.ask,
  input: WithReason,
  run: async (scope, input) => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    return item.requestedBy === actorId(scope)
      ? end(scope, item, 'withdrawn', input.reason)
      : fail('funds.not_allowed');
  },
});

/** The bank sent the money back: the entry is reversed and the money waits under its decision again. Refuses `funds.payment_not_found`, `funds.not_paid`. */
export const reversePayment = command({
  name: 'funds.reversePayment',
  permission: permissions.reverse,
  input: WithReason,
  run: async (scope, input) => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.state !== 'paid' || item.entryId === null) return fail('funds.not_paid');
    const reversed = await reverseEntry(scope, item.entryId, input.reason);
    if (!reversed.ok) return reversed;
    await change(scope, item.id, { state: 'reversed', reason: input.reason });
    await audit(scope, { kind: 'payment', id: item.id, detail: { reversed: true } });
    return ok({ id: item.id });
  },
});
