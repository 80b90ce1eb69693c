import { sql } from 'kysely';
import { type Procedure, procedure } from '#modules/decisions';
import { type Authorisation, authorisation, liveAuthorisations } from '#modules/ledger';
import { countOf, escapeLike, oneOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { funds, paymentRows, promisedOn, toPayments } from './queries.ts';
import { type Payment, type PaymentState, paymentStates } from './schema.ts';

/** Payments for the desk: filter `state`; words find number, payee and purpose. */
export async function listPayments(scope: Scope, asked: ListQuery): Promise<{ rows: Payment[]; total: number }> {
  let query = paymentRows(scope);
  const state = oneOf(paymentStates, asked.filters['state']);
  if (state !== undefined) query = query.where('state', '=', state);
  if (asked.q !== '') {
    const like = `%${escapeLike(asked.q)}%`;
    query = query.where((where) =>
      where.or([
        where('number', 'ilike', like),
        where('payee_name', 'ilike', like),
        where('what_for', 'ilike', like),
        where('invoice_number', 'ilike', like),
      ]),
    );
  }
  const total = await countOf(query);
  const order = asked.sort?.desc === false ? 'asc' : 'desc';
  const sorted = asked.sort?.key === 'amount' ? query.orderBy('amount', order) : query.orderBy('at', order);
  const rows = await sorted
    .orderBy('id', order)
    .limit(asked.size)
    .offset((asked.page - 1) * asked.size)
    .execute();
  return { rows: await toPayments(scope, rows), total };
}

/** Payments that wait at the money desk; each list holds at most thirty, oldest first. */
export interface WaitingPayments {
  readonly toApprove: readonly Payment[];
  readonly toPay: readonly Payment[];
  readonly noReceipt: readonly Payment[];
  /** How many there are of each, beyond the thirty too. */
  readonly counts: Readonly<Record<'toApprove' | 'toPay' | 'noReceipt', number>>;
}

/** What of payments waits for a hand at the money desk. */
export async function waitingPayments(scope: Scope): Promise<WaitingPayments> {
  const payments = (state: PaymentState) => paymentRows(scope).where('state', '=', state).orderBy('at').limit(30);
  const { rows } = await sql<{ asked: bigint; approved: bigint; bare: bigint }>`
    select count(*) filter (where state = 'asked') as asked, count(*) filter (where state = 'approved') as approved,
      count(*) filter (where state = 'paid' and receipt_file_id is null) as bare
    from payment where space_id = ${scope.spaceId}`.execute(scope.db);
  const [all] = rows;
  return {
    counts: {
      ...{ toApprove: Number(all?.asked ?? 0n), toPay: Number(all?.approved ?? 0n) },
      noReceipt: Number(all?.bare ?? 0n),
    },
    toApprove: await toPayments(scope, await payments('asked').execute()),
    toPay: await toPayments(scope, await payments('approved').execute()),
    noReceipt: await toPayments(scope, await payments('paid').where('receipt_file_id', 'is', null).execute()),
  };
}

/** Something decided for which money is set aside, and how much of it can still be asked for. */
export interface Payable {
  readonly authorisation: Authorisation;
  readonly decision: Procedure;
  readonly left: bigint;
}

/** What payments can be asked for now. */
export async function payables(scope: Scope): Promise<Payable[]> {
  const accounts = (await funds(scope)).flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const live = (await liveAuthorisations(scope, accounts)).filter((one) => one.state === 'held');
  const found: Payable[] = [];
  for (const one of live) {
    const decision = await procedure(scope, one.decisionId);
    const left = one.amount - one.spent - (await promisedOn(scope, one.id));
    if (decision !== null && left > 0n) found.push({ authorisation: one, decision, left });
  }
  return found;
}

/** The decision a payment stands on, or null. */
export async function decisionOf(scope: Scope, payment: Payment): Promise<Procedure | null> {
  const allowance = await authorisation(scope, payment.authorisationId);
  return allowance === null ? null : procedure(scope, allowance.decisionId);
}
