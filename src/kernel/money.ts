import { en } from './en.ts';
import { groupDigits } from './numbers.ts';
import { fail, ok, type Result } from './result.ts';
import { type Lang, pick } from './words.ts';
import { moneyMarks, zh } from './zh.ts';

/** Money, in fen (1/100 yuan). Never a float: the tidy test refuses one. */
export type Fen = bigint;

/** The most that is taken at once unless a parameter says otherwise: 99,999,999.99 yuan. */
export const largestFen: Fen = 9_999_999_999n;

/** What a sum must meet beyond being readable. */
export interface MoneyLimits {
  /** The most that is accepted, in fen. */
  readonly max?: Fen;
  /** Whether 0 is an answer, as in a budget line that costs nothing. */
  readonly zero?: boolean;
}

const longestAmount = 200;

function alternatives(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}

const amountShape = new RegExp(
  [
    `^(?<sign>[-+]|${alternatives(moneyMarks.minus)})?`,
    `(?:${alternatives(moneyMarks.before)})?`,
    '(?<sign2>[-+])?',
    '(?<whole>\\d+|\\d{1,3}(?:,\\d{3})+|)',
    '(?:\\.(?<decimals>\\d*))?',
    '(?:e\\+?(?<exponent>\\d{1,4}))?',
    `(?<unit>${alternatives(Object.keys(moneyMarks.units))})?`,
    `(?:${alternatives(moneyMarks.after)})?$`,
  ].join(''),
);

const wholeYuan = `(?<yuan>\\d+|\\d{1,3}(?:,\\d{3})+)(?:${alternatives(moneyMarks.yuan)})`;
const nought = `(?:${alternatives(moneyMarks.nought)})?`;
const [jiao, fen] = [`(?:${alternatives(moneyMarks.jiao)})`, `(?:${alternatives(moneyMarks.fen)})`];
const beforeParts = `^(?<sign>[-+]|${alternatives(moneyMarks.minus)})?(?:${alternatives(moneyMarks.before)})?`;
const afterParts = `(?:${alternatives(moneyMarks.even)})?$`;

/**
 * Yuan, tenths and hundredths one after another, as they are spoken: what stands behind a larger part is one digit, what
 * stands alone may be more. After the spoken words for yuan and tenth a bare digit is the part that comes next.
 */
const partShapes = [
  `${wholeYuan}(?:${nought}(?<jiao>\\d)${jiao})?(?:${nought}(?<fen>\\d)${fen})?`,
  `(?<yuan>\\d+)(?:${alternatives(moneyMarks.spokenYuan)})(?<jiao>\\d)(?<fen>\\d)?`,
  `(?<jiao>\\d+)${jiao}(?:(?<fen>\\d)${fen})?`,
  `(?<jiao>\\d+)(?:${alternatives(moneyMarks.spokenJiao)})(?<fen>\\d)`,
  `(?<fen>\\d+)${fen}`,
].map((shape) => new RegExp(`${beforeParts}${shape}${afterParts}`));

interface Read {
  readonly minus: number;
  readonly digits: bigint;
  /** The digits count this power of ten in fen; below nought they are finer than a fen. */
  readonly power: number;
}

function readParts(text: string): Read | null {
  for (const shape of partShapes) {
    const parts = shape.exec(text)?.groups;
    if (parts === undefined) continue;
    const of = (name: string): bigint => BigInt((parts[name] ?? '0').replaceAll(',', ''));
    const minus = parts['sign'] === undefined || parts['sign'] === '+' ? 0 : 1;
    return { minus, digits: of('yuan') * 100n + of('jiao') * 10n + of('fen'), power: 0 };
  }
  return null;
}

function readDecimal(text: string): Read | null {
  const parts = amountShape.exec(text)?.groups;
  const whole = (parts?.['whole'] ?? '').replaceAll(',', '');
  const decimals = parts?.['decimals'] ?? '';
  if (parts === undefined || whole + decimals === '') return null;
  const minus = [parts['sign'], parts['sign2']].filter((sign) => sign !== undefined && sign !== '+').length;
  const power = 2 + unitPower(parts['unit']) + Number(parts['exponent'] ?? '0') - decimals.length;
  return { minus, digits: BigInt(whole + decimals), power };
}

/** Spaces are forgiven around signs and units, and between groups of three digits, nowhere else. */
function tidyAmount(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\u2212\u2013\u2014\uFE63]/g, '-')
    .replace(/(?<=^\D*\d{1,3}(?: \d{3})*) (?=\d{3}(?!\d))/g, '')
    .replace(/(?<!\d)\s+|\s+(?!\d)/g, '');
}

function unitPower(unit: string | undefined): number {
  for (const [name, power] of Object.entries(moneyMarks.units)) if (name === unit) return power;
  return 0;
}

/**
 * Reads an amount of yuan exactly as people type it (full-width digits, separators, currency marks, units of ten
 * thousand, yuan with tenths and hundredths by name) and returns fen, or refuses by code: `money.empty`, `money.not_a_number`, `money.not_positive`,
 * `money.too_fine`, `money.too_large` (with `max`, formatted). Nothing is rounded.
 */
export function parseFen(text: string, limits: MoneyLimits = {}): Result<Fen> {
  if (text.trim() === '') return fail('money.empty');
  if (text.length > longestAmount) return fail('money.not_a_number');
  const tidy = tidyAmount(text);
  const read = readDecimal(tidy) ?? readParts(tidy);
  if (read === null || read.minus > 1) return fail('money.not_a_number');
  if (read.minus === 1) return fail('money.not_positive');
  const { digits, power } = read;
  // A third decimal is refused even when it is 0: 1.200 may be meant as one thousand two hundred.
  if (power < 0) return fail('money.too_fine');
  if (digits === 0n && limits.zero !== true) return fail('money.not_positive');
  const fen = digits === 0n ? 0n : digits * 10n ** BigInt(power);
  const max = limits.max ?? largestFen;
  return fen > max ? fail('money.too_large', { params: { max: formatFen(max) } }) : ok(fen);
}

/** How a sum is written out. */
export interface FenStyle {
  /** Puts a plus before what comes in, so that a list of movements reads both ways. */
  readonly sign?: boolean;
  /** Without separators and with an ASCII minus: for form fields, CSV and other programs. */
  readonly plain?: boolean;
}

/** An amount of fen in yuan with two decimals: `12,345.00`, negative with a true minus sign. */
export function formatFen(fen: Fen, style: FenStyle = {}): string {
  const size = fen < 0n ? -fen : fen;
  const whole = style.plain === true ? (size / 100n).toString() : groupDigits(size / 100n);
  const minus = style.plain === true ? '-' : '\u2212';
  const mark = fen < 0n ? minus : style.sign === true && fen > 0n ? '+' : '';
  return `${mark}${whole}.${(size % 100n).toString().padStart(2, '0')}`;
}

/** Divides, to the nearest, halves away from zero; for showing only, never for booking. */
function nearest(value: bigint, divisor: bigint): bigint {
  return (value * 2n + divisor) / (divisor * 2n);
}

/**
 * An amount short enough to be read at a glance beside the exact one: `1.23` with the language's unit for large
 * numbers, rounded to two decimals. Amounts below the smallest unit are written out.
 */
export function formatShort(fen: Fen, lang: Lang): string {
  const size = fen < 0n ? -fen : fen;
  const minus = fen < 0n ? '\u2212' : '';
  const units = pick(lang, { zh, en }).shortUnits;
  for (const [place, unit] of units.entries()) {
    // In hundredths of the unit: the unit is 10^power yuan = 10^(power+2) fen.
    const hundredths = nearest(size, 10n ** BigInt(unit.power));
    // Rounding may lift a sum into a larger unit, but never one that is written out exactly anyway.
    const smallest = place === units.length - 1;
    if (hundredths < 100n || (smallest && size < 10n ** BigInt(unit.power + 2))) continue;
    const decimals = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
    return `${minus}${groupDigits(hundredths / 100n)}${decimals === '' ? '' : `.${decimals}`}${unit.name}`;
  }
  return formatFen(fen).replace(/\.00$/, '');
}

/** The short form in Chinese units of ten thousand. */
export function formatWan(fen: Fen): string {
  return formatShort(fen, 'zh');
}

/**
 * Splits a total by weights into whole parts that add up to it exactly: everyone gets the whole of their share,
 * and what is left goes one by one to the largest remainders, ties to whoever stands first. A negative total is
 * split like the positive one. Throws when a weight is negative, or when there is something to split and no weight.
 */
export function splitLargestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return splitLargestRemainder(-total, weights).map((part) => -part);
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight is negative');
  if (sum === 0n) {
    if (total === 0n) return weights.map(() => 0n);
    throw new RangeError('nothing to split by: every weight is 0');
  }
  const shares = weights.map((weight, place) => ({
    place,
    part: (total * weight) / sum,
    rest: (total * weight) % sum,
  }));
  const left = total - shares.reduce((a, share) => a + share.part, 0n);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1));
  const lucky = new Set(byRest.slice(0, Number(left)).map((share) => share.place));
  return shares.map((share) => share.part + (lucky.has(share.place) ? 1n : 0n));
}
