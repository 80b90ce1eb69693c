import { type Payment, paidStretches, paymentsById } from '#modules/funds';
import type { Scope } from '#platform/scope';
import { giftRows, giftsById } from './queries.ts';
import { type Share, type Stretch, shared } from './rules.ts';
import type { Gift } from './schema.ts';

/** What a gift bought: payments with the share of it that each took, and what is still there. */
export interface GiftTrace {
  readonly parts: readonly { readonly payment: Payment; readonly amount: bigint }[];
  /** Not yet spent, in fen. */
  readonly left: bigint;
}

const sum = (stretches: readonly (Share | Stretch)[]): bigint => stretches.reduce((all, one) => all + one.amount, 0n);

/** Every gift of money to a fund that is in the books, in the order in which it came. */
async function gaveStretches(scope: Scope, fundId: string): Promise<Stretch[]> {
  const rows = await scope.db
    .selectFrom('gift')
    .select(['id', 'amount'])
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where('state', '=', 'booked')
    .where('entry_id', 'is not', null)
    .orderBy('entry_id')
    .execute();
  return rows.map((row) => ({ id: row.id, amount: row.amount ?? 0n }));
}

function before(stretches: readonly Stretch[], id: string): bigint {
  const at = stretches.findIndex((one) => one.id === id);
  return sum(stretches.slice(0, at));
}

/**
 * Follows one gift of money to what it bought, first in, first out within its fund: what was booked earlier is spent
 * earlier (F045). A gift not in the books has bought nothing.
 */
export async function giftTrace(scope: Scope, giftId: string): Promise<GiftTrace> {
  const [row] = await giftRows(scope).where('id', '=', giftId).execute();
  const amount = row?.amount ?? null;
  if (row === undefined || amount === null || row.entry_id === null || row.state !== 'booked')
    return { parts: [], left: 0n };
  const gave = await gaveStretches(scope, row.fund_id);
  const parts = shared(before(gave, row.id), amount, await paidStretches(scope, row.fund_id));
  const known = new Map(
    (
      await paymentsById(
        scope,
        parts.map((one) => one.id),
      )
    ).map((one) => [one.id, one]),
  );
  const found = parts.flatMap((part) => {
    const payment = known.get(part.id);
    return payment === undefined ? [] : [{ payment, amount: part.amount }];
  });
  return { parts: found, left: amount - sum(parts) };
}

/** Which gifts a payment was made from, first in, first out; at most `most`, and how many more there are. */
export async function paymentSources(
  scope: Scope,
  payment: Payment,
  most = 20,
): Promise<{ parts: { gift: Gift; amount: bigint }[]; more: number }> {
  if (payment.state !== 'paid' || payment.entryId === null) return { parts: [], more: 0 };
  const paid = await paidStretches(scope, payment.fundId);
  const parts = shared(before(paid, payment.id), payment.amount, await gaveStretches(scope, payment.fundId));
  const shown = parts.slice(0, most);
  const known = new Map(
    (
      await giftsById(
        scope,
        shown.map((one) => one.id),
      )
    ).map((one) => [one.id, one]),
  );
  const found = shown.flatMap((part) => {
    const gift = known.get(part.id);
    return gift === undefined ? [] : [{ gift, amount: part.amount }];
  });
  return { parts: found, more: parts.length - shown.length };
}
