import type { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { type Procedure, procedure } from '#modules/decisions';
import { approveOrder, authorisation, balances } from '#modules/ledger';
import { parameter } from '#modules/parameters';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { actorId, type Inside, today } from '#platform/scope';
import { changePayment, lockPayment, paymentTask } from './commands-loading.ts';
import { claimInvoices, freeInvoices, keepPapers, payeeKey, usedInvoice } from './commands-papers.ts';
import { mayAsk, mayJudge, type Payee, payeeDecided, payeeOf, related, tieTo } from './commands-relations.ts';
import { permissions } from './permissions.ts';
import { fundOfAccount, promisedOn } from './queries.ts';
import { refuseBooking } from './rules.ts';
import { approvalsFor, readInvoices, refuseAdvance, refuseOffers, type Tiers } from './rules-payments.ts';
import { ById, type Fund, NewPayment, type Payment, PaymentReceipt, WithReason } from './schema.ts';

const invoiceConflict = { payment_invoice_once: 'funds.invoice_used' } as const;

interface Ask {
  readonly fund: Fund;
  readonly decision: Procedure;
  readonly payee: Payee;
  readonly approvalsNeeded: number;
  readonly purpose: { readonly kind: string; readonly id: string };
}

type Asked = z.output<typeof NewPayment>;

/** How many approve, as the parameters in force have it (rules §3.4). */
async function tiersOf(scope: Inside): Promise<Tiers> {
  const [usual, largeFrom, large, hugeFrom, huge] = await Promise.all([
    parameter(scope, 'payment.approvals'),
    parameter(scope, 'payment.largeFrom'),
    parameter(scope, 'payment.approvalsLarge'),
    parameter(scope, 'payment.hugeFrom'),
    parameter(scope, 'payment.approvalsHuge'),
  ]);
  return { usual, largeFrom: BigInt(largeFrom), large, hugeFrom: BigInt(hugeFrom), huge };
}

async function checkPapers(scope: Inside, input: Asked, decided: boolean): Promise<Result<null>> {
  const late = refuseAdvance(input.kind, input.settleBy, today(scope));
  if (late !== null) return { ok: false, fault: late };
  if (input.kind === 'reimbursement' && input.invoiceFile.length === 0)
    return fail('funds.receipts_missing', { field: 'invoiceFile' });
  const rule = {
    from: BigInt(await parameter(scope, 'payment.quotesFrom')),
    quotes: await parameter(scope, 'payment.quotes'),
  };
  const offers = { amount: input.amount, quotes: input.quoteFile.length, reason: input.quotesReason };
  const few = input.kind === 'bill' ? refuseOffers({ ...offers, payeeDecided: decided }, rule) : null;
  return few === null ? ok(null) : { ok: false, fault: few };
}

/** Whom a form pays: for a reimbursement oneself where it says so. */
function typedPayee(scope: Inside, input: Asked) {
  return input.payeeSelf && input.kind !== 'bill' ? { payeePersonId: actorId(scope), payeeName: '' } : input;
}

async function checkAsk(scope: Inside, input: Asked): Promise<Result<Ask>> {
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
  const only = from.purposeProjectId;
  if (only !== null && allowance.purpose.id !== only)
    return fail('funds.other_purpose', { params: { fund: from.name } });
  const payee = await payeeOf(scope, typedPayee(scope, input));
  if (payee === null) return fail('funds.payee_missing', { field: 'payeeName' });
  const decided = payeeDecided(decision, payee);
  // What a person laid out is their own money: it is paid back on receipts, and they have no voice in approving it.
  const ownMoney = input.kind === 'reimbursement' && payee.personId !== null;
  if (!ownMoney && (await related(scope, decision, payee))) return fail('funds.payee_related', { field: 'payeeName' });
  const papers = await checkPapers(scope, input, decided);
  if (!papers.ok) return papers;
  const used = await usedInvoice(scope, payeeKey(payee), input.invoiceNumber);
  if (used !== null) return used;
  const promised = await promisedOn(scope, allowance.id);
  if (input.amount > allowance.amount - allowance.spent - promised)
    return fail('funds.over_authorised', { field: 'amount' });
  const standing = (await balances(scope, [allowance.accountId])).get(allowance.accountId);
  if (standing === undefined || input.amount > standing.balance)
    return fail('funds.over_available', { field: 'amount' });
  const approvalsNeeded = approvalsFor(input.amount, await tiersOf(scope), allowance.approvalsNeeded);
  return ok({ fund: from, decision, payee, approvalsNeeded, purpose: allowance.purpose });
}

interface Row extends Ask {
  readonly id: string;
  readonly number: string;
  readonly invoices: readonly string[];
  readonly invoiceFileId: string | null;
}

function rowOf(scope: Inside, input: Asked, row: Row, requestedBy: string) {
  const { payee, purpose } = row;
  const bank = input.bankDetails;
  const sealed = () => Buffer.from(sealText(scope.platform.keys, bank, `${scope.spaceId}/payment/${row.id}`));
  return {
    ...{ space_id: scope.spaceId, id: row.id, number: row.number, fund_id: row.fund.id, amount: input.amount },
    authorisation_id: input.authorisationId,
    project_id: purpose.kind === 'project' ? purpose.id : null,
    activity_id: purpose.kind === 'activity' ? purpose.id : null,
    payee_organisation_id: payee.organisationId,
    payee_person_id: payee.personId,
    payee_name: payee.name,
    bank_sealed: bank === '' ? null : sealed(),
    what_for: input.whatFor,
    invoice_number: row.invoices.length === 0 ? null : row.invoices.join(' '),
    invoice_file_id: row.invoiceFileId,
    kind: input.kind,
    settle_by: input.settleBy ?? null,
    project_line: input.projectLine === undefined ? null : Number(input.projectLine),
    quotes_reason: input.quotesReason,
    requested_by: requestedBy,
    approvals_needed: row.approvalsNeeded,
    at: scope.now(),
    updated_at: scope.now(),
  };
}

/** Writes a payment that has been checked, with its papers and its task; `advance` is the one it makes up for. */
async function writeAsk(scope: Inside, input: Asked, checked: Ask & { number: string }, advance: Payment | null) {
  const id = newId(scope.now());
  const { number, decision, payee } = checked;
  const row = { ...checked, id, invoices: readInvoices(input.invoiceNumber) };
  // Whoever spent the advance asks for the rest of it, so that finance, who settles it, may still pay.
  const requestedBy = advance?.requestedBy ?? actorId(scope);
  const base = rowOf(scope, input, { ...row, invoiceFileId: null }, requestedBy);
  await scope.db
    .insertInto('payment')
    .values({ ...base, tops_up_id: advance?.id ?? null })
    .execute();
  const claimed = await claimInvoices(scope, id, payeeKey(payee), input.invoiceNumber);
  if (!claimed.ok) return claimed;
  const invoices = await keepPapers(scope, id, 'invoice', input.invoiceFile);
  if (!invoices.ok) return invoices;
  const quotes = await keepPapers(scope, id, 'quote', input.quoteFile);
  if (!quotes.ok) return quotes;
  const [first] = invoices.value;
  if (first !== undefined) await changePayment(scope, id, { invoice_file_id: first });
  await audit(scope, { kind: 'payment', id, detail: { amount: input.amount.toString(), number, kind: input.kind } });
  await because(scope, { kind: 'procedure', id: decision.id }, { kind: 'payment', id });
  await because(scope, { kind: 'authorisation', id: input.authorisationId }, { kind: 'payment', id });
  await paymentTask(scope, id, 'approve', number);
  return ok({ id, number });
}

/** Asks for what an advance fell short of, inside the command that settles it. */
export async function askTopUp(scope: Inside, advance: Payment, owed: bigint): Promise<Result<{ id: string }>> {
  const number = await nextNumber(scope, 'payment');
  const input = NewPayment.parse({
    ...{ kind: 'bill', authorisationId: advance.authorisationId, amount: owed, whatFor: advance.whatFor },
    payeeOrganisationId: advance.payeeOrganisationId ?? undefined,
    payeePersonId: advance.payeePersonId ?? undefined,
    payeeName: advance.payeeOrganisationId === null && advance.payeePersonId === null ? advance.payeeName : '',
    quotesReason: advance.number,
  });
  const checked = await checkAsk(scope, input);
  if (!checked.ok) return checked;
  const asked = await writeAsk(scope, input, { ...checked.value, number }, advance);
  if (!asked.ok) return asked;
  await because(scope, { kind: 'payment', id: advance.id }, { kind: 'payment', id: asked.value.id });
  return asked;
}

/**
 * Asks for a payment under a decision: a bill, what a person laid out, or an advance with the day it is settled by.
 * Refuses, in order: `funds.no_decision`, `funds.not_allowed`, `funds.not_found`, `funds.not_open`,
 * `funds.agreement_over`, `funds.not_held`, `funds.other_purpose` (a pot for one project), `funds.payee_missing`,
 * `funds.payee_related` (a recused or deciding member's firm that the decision was not about), `funds.not_an_advance`,
 * `funds.settle_by_missing`, `funds.settle_by_past`, `funds.receipts_missing`, `funds.quotes_missing`,
 * `funds.invoice_used` (naming the payment that has it), `funds.over_authorised`, `funds.over_available`, and the
 * codes of stored files.
 */
export const askPayment = command({
  name: 'funds.ask',
  permission: permissions.ask,
  input: NewPayment,
  conflicts: invoiceConflict,
  run: async (scope, input): Promise<Result<{ id: string; number: string }>> => {
    // The number's row also makes two who ask at once wait for each other, so that together they ask for no more than
    // is allowed; a refusal gives the number back.
    const number = await nextNumber(scope, 'payment');
    const checked = await checkAsk(scope, input);
    return checked.ok ? writeAsk(scope, input, { ...checked.value, number }, null) : checked;
  },
});

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
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    const hand = await mayJudge(scope, item.fundId);
    if (!hand.ok) return hand;
    if (item.state !== 'asked' && item.state !== 'approved') return fail('funds.not_asked');
    if (item.requestedBy === actorId(scope)) return fail('funds.own_request');
    const tie = await tieTo(scope, item);
    if (tie !== null) return fail('funds.approver_recused', { params: { tie } });
    const { authorisationId, amount } = item;
    const approved = await approveOrder(scope, { authorisationId, orderId: item.id, amount });
    if (!approved.ok) return approved;
    await audit(scope, { kind: 'payment', id: item.id, detail: { approvals: approved.value.approvals } });
    if (item.state === 'asked' && approved.value.approvals >= item.approvalsNeeded) {
      await changePayment(scope, item.id, { state: 'approved' });
      await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.approve', 'done');
      await paymentTask(scope, item.id, 'pay', item.number);
    }
    return ok({ id: item.id });
  },
});

/** The payee's receipt comes later. Refuses `funds.payment_not_found`, `funds.not_paid`, and the codes of stored files. */
export const attachReceipt = command({
  name: 'funds.attachReceipt',
  permission: permissions.pay,
  input: PaymentReceipt,
  run: async (scope, input) => {
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.state !== 'paid') return fail('funds.not_paid');
    const papers = input.receiptFile === undefined ? [] : [input.receiptFile];
    const kept = await keepPapers(scope, item.id, 'receipt', papers);
    if (!kept.ok) return kept;
    const [receipt] = kept.value;
    if (receipt === undefined) return fail('input.required', { field: 'receiptFile' });
    await changePayment(scope, item.id, { receipt_file_id: receipt });
    await audit(scope, { kind: 'payment', id: item.id, detail: { receipt: true } });
    return ok({ id: item.id });
  },
});

async function end(scope: Inside, item: Payment, state: 'refused' | 'withdrawn', reason: string) {
  if (item.state !== 'asked' && item.state !== 'approved') return fail('funds.not_asked');
  await changePayment(scope, item.id, { state, reason });
  await freeInvoices(scope, item.id);
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
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    const hand = await mayJudge(scope, item.fundId);
    return hand.ok ? end(scope, item, 'refused', input.reason) : hand;
  },
});

/** Who asked takes it back, with a reason. Refuses `funds.payment_not_found`, `funds.not_allowed`, `funds.not_asked`. */
export const withdrawPayment = command({
  name: 'funds.withdraw',
  permission: permissions.ask,
  input: WithReason,
  run: async (scope, input) => {
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    return item.requestedBy === actorId(scope)
      ? end(scope, item, 'withdrawn', input.reason)
      : fail('funds.not_allowed');
  },
});
