import { addMonths, type LocalDate } from '#kernel/dates';
import { type Fraction, floor, fraction, multiply } from '#kernel/fraction';
import type { Agreement, Sums } from './schema.ts';

/** How many unused codes of one shop a neighbour may hold, so that nobody carries a bundle about. */
export const mostOwnCodes = 2;
/** How many codes are printed at once: two sheets. */
export const mostPrinted = 40n;
/** How long a code is good on a phone, and on paper, which takes its time. */
export const codeDays = 14;
export const printedDays = 90;
/** How long a shop has to pay after its statement. */
export const daysToPay = 15;

const rate = /^(\d{1,2})(?:\.(\d{1,2}))?%?$/;

/** Reads "2" or "1.5" percent as an exact fraction; null for what is none, or not more than nothing. */
export function readRate(typed: string): Fraction | null {
  const match = rate.exec(typed.replace(/\s/g, '').replace('\uff05', '%'));
  const [, whole = '', part = ''] = match ?? [];
  if (match === null) return null;
  const hundredths = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return hundredths === 0n ? null : fraction(hundredths, 10_000n);
}

/** Whether neighbours can use an agreement on a day. */
export function isRunning(one: Pick<Agreement, 'startsOn' | 'endsOn' | 'endedOn'>, day: LocalDate): boolean {
  return one.startsOn <= day && day <= one.endsOn && (one.endedOn === null || day < one.endedOn);
}

/** What is wrong with the parts of a new agreement that depend on each other, with the field, or null. */
export function refuseTerms(terms: {
  readonly discountPercent: bigint | undefined;
  readonly discountOff: bigint | undefined;
  readonly shareKind: 'use' | 'turnover';
  readonly sharePerUse: bigint | undefined;
  readonly shareRate: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly publicity: string;
  readonly alias: string;
}): { code: string; field: string } | null {
  const { discountPercent: percent } = terms;
  if ((percent === undefined) === (terms.discountOff === undefined) || (percent !== undefined && percent > 99n))
    return { code: 'partners.one_discount', field: 'discountPercent' };
  if (terms.shareKind === 'use' && terms.sharePerUse === undefined)
    return { code: 'partners.share_missing', field: 'sharePerUse' };
  if (terms.shareKind === 'turnover' && terms.shareRate === '')
    return { code: 'partners.share_missing', field: 'shareRate' };
  if (terms.shareKind === 'turnover' && readRate(terms.shareRate) === null)
    return { code: 'partners.share_not_a_rate', field: 'shareRate' };
  if (terms.endsOn < terms.startsOn) return { code: 'partners.ends_before', field: 'endsOn' };
  if (terms.publicity === 'alias' && terms.alias === '') return { code: 'partners.alias_missing', field: 'alias' };
  return null;
}

/** Whether the till must type what was bought: where something is reckoned from it. */
export function asksPurchase(one: Pick<Agreement, 'discountPercent' | 'shareKind'>): boolean {
  return one.discountPercent !== null || one.shareKind === 'turnover';
}

/** What is taken off at the till: whole fen, never more than was bought. */
export function discountFor(
  one: Pick<Agreement, 'discountPercent' | 'discountOff'>,
  purchase: bigint | undefined,
): bigint {
  if (one.discountPercent !== null) return ((purchase ?? 0n) * BigInt(one.discountPercent)) / 100n;
  const off = one.discountOff ?? 0n;
  return purchase !== undefined && purchase < off ? purchase : off;
}

/**
 * The share of one month, exact to the fen over the life of the agreement: what all months up to this one come to,
 * whole fen, less what earlier months were asked for. So no month's fraction of a fen is lost or asked for twice.
 */
export function shareOf(
  one: Pick<Agreement, 'shareKind' | 'sharePerUse' | 'shareRate'>,
  allSoFar: Pick<Sums, 'uses' | 'turnover'>,
  askedBefore: bigint,
): bigint {
  const owed =
    one.shareKind === 'use'
      ? (one.sharePerUse ?? 0n) * allSoFar.uses
      : floor(multiply(fraction(allSoFar.turnover), one.shareRate ?? fraction(0n)));
  return owed - askedBefore;
}

/** First day of the month a day lies in. */
export function monthOf(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01`;
}

/** The months of an agreement that are over and have no statement yet, oldest first. */
export function monthsToState(
  one: Pick<Agreement, 'startsOn' | 'endsOn' | 'endedOn'>,
  stated: ReadonlySet<LocalDate>,
  today: LocalDate,
): LocalDate[] {
  const last = one.endedOn !== null && one.endedOn < one.endsOn ? one.endedOn : one.endsOn;
  const months: LocalDate[] = [];
  for (let month = monthOf(one.startsOn); month < monthOf(today) && month <= last; month = addMonths(month, 1))
    if (!stated.has(month)) months.push(month);
  return months;
}
