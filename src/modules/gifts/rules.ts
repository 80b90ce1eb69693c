import type { LocalDate } from '#kernel/dates';
import type { FromWhom } from './schema.ts';

/** A refusal with the field it is about. */
export interface FieldRefusal {
  readonly code: string;
  readonly field: string;
}

/** What is wrong with what a gift says of its giver, or null. */
export function refuseGiver(from: FromWhom, today: LocalDate): FieldRefusal | null {
  if (from.receivedOn !== undefined && from.receivedOn > today) return { code: 'gifts.future', field: 'receivedOn' };
  const named = [from.donorPersonId !== undefined, from.donorOrganisationId !== undefined, from.donorName !== ''];
  if (named.filter((one) => one).length > 1) return { code: 'gifts.two_givers', field: 'donorName' };
  if (from.publicity === 'alias' && from.alias === '') return { code: 'gifts.alias_missing', field: 'alias' };
  const nameless = named.every((one) => !one);
  if (nameless && from.publicity !== 'anonymous' && from.publicity !== 'alias')
    return { code: 'gifts.giver_missing', field: 'donorName' };
  return null;
}

/**
 * In which state the receipt of a gift begins: every gift ends as issued, waived, anonymous or not due, and none stays
 * open unnoticed (Charity Law art. 38). A sponsorship, which gets something in return, gets an invoice, not a receipt.
 */
export function firstReceiptState(from: FromWhom): 'pending' | 'waived' | 'anonymous' | 'not_due' {
  if (from.nature === 'sponsorship') return 'not_due';
  if (from.donorPersonId === undefined && from.donorOrganisationId === undefined && from.donorName === '')
    return 'anonymous';
  return from.waived ? 'waived' : 'pending';
}

/** The second count of a cash box: who may count, and what a difference needs. */
export function refuseSecondCount(
  gift: { readonly state: string; readonly countedBy: string | null; readonly firstCount: bigint | null },
  counted: { readonly by: string; readonly amount: bigint; readonly reason: string },
): string | null {
  if (gift.state !== 'counting') return 'gifts.not_counting';
  if (gift.countedBy === counted.by) return 'gifts.counted_by_same';
  if (gift.firstCount !== counted.amount && counted.reason === '') return 'gifts.difference_unexplained';
  return null;
}
