import type { LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/result';

/** How many approve, by amount, as the parameters in force have it. */
export interface Tiers {
  readonly usual: number;
  /** In fen; from this amount on `large` persons approve. */
  readonly largeFrom: bigint;
  readonly large: number;
  readonly hugeFrom: bigint;
  readonly huge: number;
}

/** How many different persons approve a payment: its tier's number, never fewer than the decision or two ask for. */
export function approvalsFor(amount: bigint, tiers: Tiers, byDecision: number): number {
  const tier = amount >= tiers.hugeFrom ? tiers.huge : amount >= tiers.largeFrom ? tiers.large : tiers.usual;
  return Math.max(2, byDecision, tier);
}

/** The numbers of invoices in what was typed: letters and figures belong to a number, everything else parts two. */
export function readInvoices(typed: string): string[] {
  const numbers = typed
    .normalize('NFKC')
    .toUpperCase()
    .split(/[^\p{L}\p{N}\-_/.#]+/u)
    .filter((one) => one !== '');
  return [...new Set(numbers)];
}

/** What a payment brings with it, for the rule of several quotes. */
export interface Offers {
  readonly amount: bigint;
  readonly quotes: number;
  readonly reason: string;
  /** Whether the committee chose this payee itself when it decided. */
  readonly payeeDecided: boolean;
}

/** From a set amount on there are several offers to choose from, or a reason why not; null when it is as it should be. */
export function refuseOffers(offers: Offers, rule: { readonly from: bigint; readonly quotes: number }): Fault | null {
  if (offers.payeeDecided || offers.amount < rule.from || offers.quotes >= rule.quotes || offers.reason !== '')
    return null;
  return { code: 'funds.quotes_missing', field: 'quoteFile', params: { needed: rule.quotes, have: offers.quotes } };
}

/** When an advance is settled by, or what is wrong with the day. */
export function refuseAdvance(kind: string, settleBy: LocalDate | undefined, today: LocalDate): Fault | null {
  if (kind !== 'advance') return settleBy === undefined ? null : { code: 'funds.not_an_advance', field: 'settleBy' };
  if (settleBy === undefined) return { code: 'funds.settle_by_missing', field: 'settleBy' };
  return settleBy < today ? { code: 'funds.settle_by_past', field: 'settleBy' } : null;
}

/** What settling an advance comes to: exactly, the rest comes back, or what was laid out besides is still owed. */
export interface Settlement {
  readonly back: bigint;
  readonly owed: bigint;
}

/** Compares what was given ahead with what the bills came to; what already came back counts. */
export function settle(given: bigint, returned: bigint, spent: bigint): Settlement {
  const difference = given - returned - spent;
  return difference >= 0n ? { back: difference, owed: 0n } : { back: 0n, owed: -difference };
}
