import { en } from './en.ts';
import { groupDigits } from './numbers.ts';
import { fail, ok, type Result } from './result.ts';
import { type Lang, pick } from './words.ts';
import { hourMarks, zh } from './zh.ts';

/** A length of time in whole minutes; volunteer hours are kept this way in the ledger. */
export type Minutes = bigint;

/** The most that one entry may count unless a parameter says otherwise: 1,000 hours. */
export const largestMinutes: Minutes = 60_000n;

const longestLength = 40;

function any(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}

const number = '\\d+(?:\\.\\d+)?';
const clockShape = /^(?<hours>\d+):(?<minutes>[0-5]\d)$/;
const halfShape = new RegExp(`^(?:${any(hourMarks.half)})$`);
const andHalfShape = new RegExp(`^(?<hours>\\d+)(?:${any(hourMarks.andHalf)})$`);
const wordShape = new RegExp(
  `^(?:(?<hours>${number})(?:${any(hourMarks.hour)}))?(?:(?<minutes>${number})(?:${any(hourMarks.minute)})?)?$`,
);

/** Minutes of a decimal number of hours or minutes, or undefined when it isn't a whole number of minutes. */
function wholeMinutes(decimal: string | undefined, each: bigint): bigint | undefined {
  const [whole = '0', decimals = ''] = (decimal ?? '0').split('.');
  const scaled = BigInt(whole + decimals) * each;
  const scale = 10n ** BigInt(decimals.length);
  return scaled % scale === 0n ? scaled / scale : undefined;
}

function readLength(text: string, bare: 'hours' | 'minutes'): bigint | undefined | 'unreadable' {
  if (halfShape.test(text)) return 30n;
  const half = andHalfShape.exec(text)?.groups?.['hours'];
  if (half !== undefined) return BigInt(half) * 60n + 30n;
  if (new RegExp(`^${number}$`).test(text)) return wholeMinutes(text, bare === 'hours' ? 60n : 1n);
  const parts = (clockShape.exec(text) ?? wordShape.exec(text))?.groups;
  if (parts === undefined) return 'unreadable';
  const hours = wholeMinutes(parts['hours'], 60n);
  const minutes = wholeMinutes(parts['minutes'], 1n);
  return hours === undefined || minutes === undefined ? undefined : hours + minutes;
}

/**
 * Reads a length of time as people type it: `90` with a unit, `1:30`, `2h`, `1h30m`; a bare number is hours unless
 * `bare` says minutes. Refuses by code: `hours.empty`, `hours.not_a_number`, `hours.not_positive`,
 * `hours.too_fine` (not whole minutes), `hours.too_large` (with `hours`, the most).
 */
export function parseMinutes(
  text: string,
  options: { readonly bare?: 'hours' | 'minutes'; readonly max?: Minutes } = {},
): Result<Minutes> {
  const tidy = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u2212/g, '-')
    .replace(/\s+/g, '');
  if (tidy === '') return fail('hours.empty');
  if (tidy.length > longestLength) return fail('hours.not_a_number');
  const negative = tidy.startsWith('-');
  const minutes = readLength(negative ? tidy.slice(1) : tidy, options.bare ?? 'hours');
  if (minutes === 'unreadable') return fail('hours.not_a_number');
  if (negative || minutes === 0n) return fail('hours.not_positive');
  if (minutes === undefined) return fail('hours.too_fine');
  const max = options.max ?? largestMinutes;
  return minutes > max ? fail('hours.too_large', { params: { hours: groupDigits(max / 60n) } }) : ok(minutes);
}

/** A length of time in words: hours, and minutes where there are any. */
export function formatMinutes(minutes: Minutes, lang: Lang): string {
  const words = pick(lang, { zh, en });
  const size = minutes < 0n ? -minutes : minutes;
  const minus = minutes < 0n ? '\u2212' : '';
  const hours = groupDigits(size / 60n);
  const rest = (size % 60n).toString();
  if (size < 60n) return minus + words.minutes(rest);
  return minus + (size % 60n === 0n ? words.hours(hours) : words.hoursAndMinutes(hours, rest));
}
