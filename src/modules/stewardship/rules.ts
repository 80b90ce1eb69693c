import { addMonths, type LocalDate } from '#kernel/dates';
import { compare, type Fraction, fraction } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import type { WatchState } from './schema.ts';

/** After how many months without anything going out a fund is looked at, dormant, cleared (F110). */
export interface QuietMonths {
  readonly watch: number;
  readonly dormant: number;
  readonly zombie: number;
}

/** How quiet a fund is on a day: counted in whole months from the last payment, or from its opening. */
export function watchState(lastOutflow: LocalDate, today: LocalDate, months: QuietMonths): WatchState {
  if (addMonths(lastOutflow, months.zombie) <= today) return 'zombie';
  if (addMonths(lastOutflow, months.dormant) <= today) return 'dormant';
  return addMonths(lastOutflow, months.watch) <= today ? 'watch' : 'active';
}

/** The last answer of the giver of each gift, or none yet. */
export interface Answered {
  readonly giftId: string;
  readonly answer: 'yes' | 'no' | null;
}

/**
 * Why money may not be put to the vote for another purpose, or null. A giver's no stands (Charity Law art. 56). By
 * consent everyone has said yes; by notice the days are over and every objection is answered.
 */
export function refuseVote(move: {
  readonly way: 'consent' | 'notice' | null;
  readonly noticeUntil: LocalDate | null;
  readonly answers: readonly Answered[];
  readonly openObjections: number;
  readonly today: LocalDate;
}): Fault | null {
  const refused = move.answers.filter((one) => one.answer === 'no').length;
  if (refused > 0) return { code: 'stewardship.giver_refused', params: { count: refused } };
  const silent = move.answers.filter((one) => one.answer === null).length;
  if (move.way === 'consent' && silent > 0) return { code: 'stewardship.givers_open', params: { count: silent } };
  if (move.noticeUntil !== null && move.today <= move.noticeUntil)
    return { code: 'stewardship.notice_running', params: { until: move.noticeUntil } };
  return move.openObjections > 0
    ? { code: 'stewardship.objections_open', params: { count: move.openObjections } }
    : null;
}

/** A whole number and one decimal, cut off and never rounded up: reserves are not made to look longer. */
export interface Tenths {
  readonly whole: bigint;
  readonly tenth: bigint;
}

/** `over / under` cut after one decimal; null where there is nothing to divide by. */
export function tenths(over: bigint, under: bigint): Tenths | null {
  if (under <= 0n) return null;
  const all = ((over < 0n ? 0n : over) * 10n) / under;
  return { whole: all / 10n, tenth: all % 10n };
}

/** The largest whole number whose square is not above. */
export function wholeRoot(square: bigint): bigint {
  if (square < 2n) return square < 0n ? 0n : square;
  let at = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (at + square / at) >> 1n;
    if (next >= at) return at;
    at = next;
  }
}

/** How unlike one another some months are. */
export interface Spread {
  readonly months: number;
  readonly sum: bigint;
  /** Sum ÷ months, cut to whole fen. */
  readonly mean: bigint;
  readonly least: bigint;
  readonly most: bigint;
  /** The standard deviation, cut to whole fen: the root of the mean of the squared distances from the mean. */
  readonly deviation: bigint;
}

/** The spread of monthly sums, exactly: distances are taken from the exact mean, and only the last root is cut. */
export function spread(sums: readonly bigint[]): Spread | null {
  const n = BigInt(sums.length);
  const [first] = sums;
  if (first === undefined) return null;
  const sum = sums.reduce((all, one) => all + one, 0n);
  const squares = sums.reduce((all, one) => all + (one * n - sum) ** 2n, 0n);
  return {
    ...{ months: sums.length, sum, mean: sum / n },
    least: sums.reduce((low, one) => (one < low ? one : low), first),
    most: sums.reduce((high, one) => (one > high ? one : high), first),
    deviation: wholeRoot(squares / n ** 3n),
  };
}

/** A part of a whole, exactly; null where the whole is nothing. */
export function share(part: bigint, whole: bigint): Fraction | null {
  return whole <= 0n ? null : fraction(part, whole);
}

/** Whether a share reaches the bound at which one is told. */
export function reaches(part: Fraction | null, bound: Fraction): boolean {
  return part !== null && compare(part, bound) >= 0;
}

/** A share in tenths of a percent, cut off: 333 is 33.3 %. */
export function permille(part: Fraction): bigint {
  return (part.over * 1000n) / part.under;
}

/** What a year needs and what there is for it (F031), in fen. */
export interface Gap {
  readonly planned: bigint;
  readonly spent: bigint;
  readonly need: bigint;
  readonly inHand: bigint;
  readonly promised: bigint;
  readonly gap: bigint;
}

/** Need is what is planned less what is spent; the gap is what neither the money in hand nor promises cover. */
export function gapOf(planned: bigint, spent: bigint, inHand: bigint, promised: bigint): Gap {
  const need = planned > spent ? planned - spent : 0n;
  const open = need - inHand - promised;
  return { planned, spent, need, inHand, promised, gap: open > 0n ? open : 0n };
}
