import type { LocalDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { postEntry, reverseEntry } from '#modules/ledger';
import { audit } from '#modules/record';
import { obstacleTo } from '#modules/supervision';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Upload } from '#platform/input';
import { actorId, type Inside, today } from '#platform/scope';
import { changePayment, lockPayment, paymentTask } from './commands-loading.ts';
import { claimInvoices, freeInvoices, keepPapers, payeeKey } from './commands-papers.ts';
import { askTopUp } from './commands-payments.ts';
import { permissions } from './permissions.ts';
import { fund } from './queries.ts';
import { settle } from './rules-payments.ts';
import { MoneyReturned, PaidPayment, PaperKept, type Payment, PaymentBack, SettleAdvance } from './schema.ts';

/** The accounts a payment moves between. */
async function accountsOf(scope: Inside, item: Payment): Promise<{ fund: string; bank: string } | null> {
  const from = await fund(scope, item.fundId);
  const [account, bank] = [from?.accountId ?? null, from?.bankAccountId ?? null];
  return account === null || bank === null ? null : { fund: account, bank };
}

/** What supervisors may have spoken of: the payment, its project, its fund. */
function watchedIn(item: Payment) {
  const project = item.projectId === null ? [] : [{ kind: 'project' as const, id: item.projectId }];
  return [{ kind: 'payment' as const, id: item.id }, ...project, { kind: 'fund' as const, id: item.fundId }];
}

/**
 * Finance pays an approved payment: money leaves the fund and the bank account, under the decision's authorisation.
 * An advance then waits to be settled by its day. Refuses `funds.payment_not_found`, `funds.own_request`,
 * `funds.not_approved`, what supervision holds back (`supervision.objection_open`, `supervision.waiting`, F079),
 * `funds.future`, and the ledger's codes.
 */
export const payPayment = command({
  name: 'funds.pay',
  permission: permissions.pay,
  input: PaidPayment,
  run: async (scope, input) => {
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.requestedBy === actorId(scope)) return fail('funds.own_request');
    if (item.state !== 'approved') return fail('funds.not_approved');
    const obstacle = await obstacleTo(scope, watchedIn(item), item.at);
    if (obstacle !== null) return { ok: false as const, fault: obstacle };
    const day = input.paidOn ?? today(scope);
    if (day > today(scope)) return fail('funds.future', { field: 'paidOn' });
    const accounts = await accountsOf(scope, item);
    if (accounts === null) return fail('funds.not_open');
    const papers = input.receiptFile === undefined ? [] : [input.receiptFile];
    const receipt = await keepPapers(scope, item.id, 'receipt', papers);
    if (!receipt.ok) return receipt;
    const posted = await postEntry(scope, {
      ...{ kind: 'funds.payment', memo: item.number, day, subject: { kind: 'payment', id: item.id } },
      lines: [
        { accountId: accounts.fund, amount: item.amount },
        { accountId: accounts.bank, amount: -item.amount },
      ],
      ...{ authorisationId: item.authorisationId, orderId: item.id },
    });
    if (!posted.ok) return posted;
    await changePayment(scope, item.id, {
      ...{ state: 'paid', entry_id: posted.value.entryId, paid_by: actorId(scope), paid_on: day },
      ...{ bank_reference: input.bankReference, receipt_file_id: receipt.value[0] ?? null },
    });
    await audit(scope, { kind: 'payment', id: item.id, detail: { paid: item.amount.toString() } });
    await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.pay', 'done');
    if (item.settleBy !== null) await paymentTask(scope, item.id, 'settle', item.number, item.settleBy);
    return ok({ id: item.id });
  },
});

/**
 * Takes a payment out of the books that came back whole: the entry is reversed, the money waits under its decision again,
 * and its invoices are free for the next try. For `reversePayment`, and for a line of the bank, which is its own evidence.
 * Refuses `funds.payment_not_found`, `funds.not_paid`, `funds.came_back` (a part was already returned by the payee), the
 * ledger's codes.
 */
export async function sendBack(
  scope: Inside,
  of: { readonly id: string; readonly reason: string },
): Promise<Result<{ id: string }>> {
  const item = await lockPayment(scope, of.id);
  if (item === null) return fail('funds.payment_not_found');
  if (item.state !== 'paid' || item.entryId === null) return fail('funds.not_paid');
  if (item.returned > 0n) return fail('funds.came_back');
  const reversed = await reverseEntry(scope, item.entryId, of.reason);
  if (!reversed.ok) return reversed;
  await changePayment(scope, item.id, { state: 'reversed', reason: of.reason });
  await freeInvoices(scope, item.id);
  await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.settle', 'dropped', of.reason);
  await audit(scope, { kind: 'payment', id: item.id, detail: { reversed: true } });
  return ok({ id: item.id });
}

/**
 * The bank did not carry a payment out, or sent the money back, and said so on paper. Refuses as `sendBack`, then
 * `funds.bank_slip_missing` and those of stored files.
 */
export const reversePayment = command({
  name: 'funds.reversePayment',
  permission: permissions.reverse,
  input: PaymentBack,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const back = await sendBack(scope, input);
    if (!back.ok) return back;
    if (input.proof === undefined) return fail('funds.bank_slip_missing', { field: 'proof' });
    const kept = await keepPapers(scope, input.id, 'proof', [input.proof]);
    return kept.ok ? back : kept;
  },
});

interface Back {
  readonly kind: 'rest' | 'returned' | 'clawed_back';
  readonly amount: bigint;
  readonly reason: string;
  readonly bankReference: string;
  readonly proof?: Upload | undefined;
  readonly day: LocalDate;
}

/** Money of a payment comes back into the fund: booked at once, with its evidence. */
async function bookReturn(scope: Inside, item: Payment, back: Back): Promise<Result<null>> {
  if (back.day > today(scope)) return fail('funds.future', { field: 'day' });
  if (item.paidOn !== null && back.day < item.paidOn) return fail('funds.before_paid', { field: 'day' });
  if (back.proof === undefined) return fail('funds.proof_missing', { field: 'proof' });
  const accounts = await accountsOf(scope, item);
  if (accounts === null) return fail('funds.not_open');
  const kept = await keepPapers(scope, item.id, 'proof', [back.proof]);
  if (!kept.ok) return kept;
  const [proof] = kept.value;
  if (proof === undefined) return fail('funds.proof_missing', { field: 'proof' });
  const posted = await postEntry(scope, {
    ...{ kind: `funds.${back.kind}`, memo: item.number, day: back.day, subject: { kind: 'payment', id: item.id } },
    lines: [
      { accountId: accounts.bank, amount: back.amount },
      { accountId: accounts.fund, amount: -back.amount },
    ],
  });
  if (!posted.ok) return posted;
  await scope.db
    .insertInto('payment_return')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), payment_id: item.id, kind: back.kind },
      ...{ amount: back.amount, reason: back.reason, bank_reference: back.bankReference, file_id: proof },
      ...{ entry_id: posted.value.entryId, booked_by: actorId(scope), day: back.day, at: scope.now() },
    })
    .execute();
  await changePayment(scope, item.id, { returned: item.returned + back.amount });
  return ok(null);
}

const returnConflict = { payment_return_reference: 'funds.return_used' } as const;

/**
 * The payee gives money back: paid too much, or asked back because the work was not done (Charity Law art. 60). It
 * goes to the fund, and the line of the year's budget has it again. Refuses `funds.payment_not_found`,
 * `funds.not_paid`, `funds.over_returned`, `funds.future`, `funds.before_paid`, `funds.proof_missing`,
 * `funds.return_used`, the ledger's codes and those of stored files.
 */
export const takeReturn = command({
  name: 'funds.takeReturn',
  permission: permissions.pay,
  input: MoneyReturned,
  conflicts: returnConflict,
  run: async (scope, input) => {
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.state !== 'paid') return fail('funds.not_paid');
    if (input.amount > item.amount - item.returned) return fail('funds.over_returned', { field: 'amount' });
    const booked = await bookReturn(scope, item, { ...input, day: input.day ?? today(scope) });
    if (!booked.ok) return booked;
    await audit(scope, { kind: 'payment', id: item.id, detail: { [input.kind]: input.amount.toString() } });
    return ok({ id: item.id });
  },
});

/** The last sentence of an advance: settled exactly, with the rest back, or with more still owed. */
export interface Settled {
  readonly id: string;
  readonly back: bigint;
  readonly topUpId: string | null;
}

/**
 * An advance is settled by its bills: exactly, or what was not spent comes back at once, or what was laid out besides
 * is asked for as a payment of its own. Refuses `funds.payment_not_found`, `funds.not_an_advance`, `funds.not_paid`,
 * `funds.settled`, `funds.receipts_missing`, `funds.rest_missing` (less was spent, and the bank's reference is absent),
 * `funds.proof_missing`, `funds.invoice_used`, those of asking where more is owed, and those of stored files.
 */
export const settleAdvance = command({
  name: 'funds.settle',
  permission: permissions.pay,
  input: SettleAdvance,
  conflicts: { ...returnConflict, payment_invoice_once: 'funds.invoice_used' },
  run: async (scope, input): Promise<Result<Settled>> => {
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    if (item.kind !== 'advance') return fail('funds.not_an_advance');
    if (item.state !== 'paid') return fail('funds.not_paid');
    if (item.settledAt !== null) return fail('funds.settled');
    if (input.spent > 0n && input.receipts.length === 0) return fail('funds.receipts_missing', { field: 'receipts' });
    const claimed = await claimInvoices(scope, item.id, payeeKeyOf(item), input.invoiceNumber);
    if (!claimed.ok) return claimed;
    const kept = await keepPapers(scope, item.id, 'receipt', input.receipts);
    if (!kept.ok) return kept;
    const { back, owed } = settle(item.amount, item.returned, input.spent);
    if (back > 0n) {
      if (input.bankReference === '') return fail('funds.rest_missing', { field: 'bankReference' });
      const { bankReference, proof } = input;
      const rest = {
        kind: 'rest',
        amount: back,
        reason: item.number,
        bankReference,
        proof,
        day: today(scope),
      } as const;
      const booked = await bookReturn(scope, item, rest);
      if (!booked.ok) return booked;
    }
    const more = owed > 0n ? await askTopUp(scope, item, owed) : null;
    if (more !== null && !more.ok) return more;
    const papers = kept.value[0] === undefined ? {} : { receipt_file_id: kept.value[0] };
    await changePayment(scope, item.id, {
      ...{ settled_amount: input.spent, settled_at: scope.now(), settled_by: actorId(scope), ...papers },
    });
    await closeTask(scope, { kind: 'payment', id: item.id }, 'funds.settle', 'done');
    await audit(scope, { kind: 'payment', id: item.id, detail: { settled: input.spent.toString() } });
    return ok({ id: item.id, back, topUpId: more === null ? null : more.value.id });
  },
});

function payeeKeyOf(item: Payment): string {
  return payeeKey({
    ...{ organisationId: item.payeeOrganisationId, personId: item.payeePersonId, name: item.payeeName },
  });
}

/** More papers for a payment, whenever they come. Refuses `funds.payment_not_found`, `input.required`, those of files. */
export const addPapers = command({
  name: 'funds.addPapers',
  permission: permissions.papers,
  input: PaperKept,
  run: async (scope, input) => {
    const item = await lockPayment(scope, input.id);
    if (item === null) return fail('funds.payment_not_found');
    const kept = await keepPapers(scope, item.id, input.kind, input.file);
    if (!kept.ok) return kept;
    if (kept.value.length === 0) return fail('input.required', { field: 'file' });
    await audit(scope, { kind: 'payment', id: item.id, detail: { papers: kept.value.length } });
    return ok({ id: item.id });
  },
});
