import { addMonths, type LocalDate } from '#kernel/dates';
import type { Pledge, PledgePart, Rhythm } from './schema.ts';

const monthsOf: Readonly<Record<Exclude<Rhythm, 'once'>, number>> = { month: 1, quarter: 3, year: 12 };

/** More parts than these are no plan that anybody keeps: ten years of months. */
export const mostParts = 120;

/** What is wrong with the days of a promise, with its field, or null. */
export function refuseSchedule(
  every: Rhythm,
  from: LocalDate,
  until: LocalDate | undefined,
): { readonly code: string; readonly field: string } | null {
  if (every === 'once') return null;
  if (until === undefined) return { code: 'gifts.until_missing', field: 'untilOn' };
  if (until < from) return { code: 'gifts.until_before', field: 'untilOn' };
  return addMonths(from, monthsOf[every] * mostParts) <= until
    ? { code: 'gifts.too_many_parts', field: 'untilOn' }
    : null;
}

/**
 * The parts of a promise, each reckoned from the first day so that the 31st stays the last of the month where it can.
 */
export function partsOf(amount: bigint, every: Rhythm, from: LocalDate, until: LocalDate = from): PledgePart[] {
  if (every === 'once') return [{ part: 1, dueOn: from, amount, upTo: amount }];
  const parts: PledgePart[] = [];
  for (let part = 1; part <= mostParts; part += 1) {
    const dueOn = addMonths(from, monthsOf[every] * (part - 1));
    if (dueOn > until) break;
    parts.push({ part, dueOn, amount, upTo: amount * BigInt(part) });
  }
  return parts;
}

/** Where a part stands: what of it is paid, and whether it is kept, due, overdue or still to come. */
export interface PartStand extends PledgePart {
  readonly paid: bigint;
  readonly state: 'kept' | 'overdue' | 'due' | 'coming' | 'released';
}

/** Where each part stands: what came pays the oldest part first. */
export function standOf(
  parts: readonly PledgePart[],
  pledge: Pick<Pledge, 'paid' | 'state'>,
  today: LocalDate,
): PartStand[] {
  return parts.map((one) => {
    const before = one.upTo - one.amount;
    const reached = pledge.paid <= before ? 0n : pledge.paid - before;
    const paid = reached > one.amount ? one.amount : reached;
    if (paid === one.amount) return { ...one, paid, state: 'kept' };
    if (pledge.state === 'released') return { ...one, paid, state: 'released' };
    const state = one.dueOn < today ? 'overdue' : one.dueOn === today ? 'due' : 'coming';
    return { ...one, paid, state };
  });
}

/** What is due up to a day and not paid, in fen. */
export function owedOn(parts: readonly PledgePart[], paid: bigint, day: LocalDate): bigint {
  const due = parts.reduce((most, one) => (one.dueOn <= day && one.upTo > most ? one.upTo : most), 0n);
  return due > paid ? due - paid : 0n;
}

/** The first part that is not paid in full, or null when all are. */
export function nextPart(parts: readonly PledgePart[], paid: bigint): PledgePart | null {
  return parts.find((one) => one.upTo > paid) ?? null;
}

/**
 * Why nobody may be reminded of a promise, or null: only an organisation, only under a signed agreement, only when a
 * part is overdue, and once for each part (F072). A person is never reminded of anything.
 */
export function refuseReminder(
  pledge: Pick<Pledge, 'organisationId' | 'agreementNumber' | 'state' | 'dueOn' | 'remindedOn'>,
  today: LocalDate,
): string | null {
  if (pledge.state !== 'promised') return 'gifts.pledge_settled';
  if (pledge.organisationId === null) return 'gifts.never_a_person';
  if (pledge.agreementNumber === null) return 'gifts.no_agreement';
  if (pledge.dueOn >= today) return 'gifts.not_overdue';
  return pledge.remindedOn !== null && pledge.remindedOn > pledge.dueOn ? 'gifts.reminded' : null;
}
