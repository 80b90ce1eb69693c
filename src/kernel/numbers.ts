import { fail, ok, type Result } from './result.ts';
import { countMarks } from './zh.ts';

/** Groups the digits of a whole number by three: 12,345. */
export function groupDigits(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

const longestCount = 40;
const marks = [...countMarks].sort((a, b) => b.length - a.length).join('|');
const countShape = new RegExp(`^(?<minus>-)?\\+?(?<whole>\\d+|\\d{1,3}(?:,\\d{3})+)(?<rest>\\.\\d+)?(?:${marks})?$`);

/**
 * Reads a count of people or things as people type it: full-width digits, separators and a measure word are
 * forgiven. Refuses by code: `count.empty`, `count.not_a_number`, `count.not_positive`, `count.not_whole`,
 * `count.too_large` (with `max`).
 */
export function parseCount(text: string, max = 1_000_000): Result<number> {
  const tidy = text
    .normalize('NFKC')
    .replace(/\u2212/g, '-')
    .replace(/(?<!\d)\s+|\s+(?!\d)/g, '');
  if (tidy === '') return fail('count.empty');
  const parts = tidy.length > longestCount ? undefined : countShape.exec(tidy)?.groups;
  if (parts === undefined) return fail('count.not_a_number');
  const value = Number((parts['whole'] ?? '').replaceAll(',', ''));
  if (parts['minus'] !== undefined || (value === 0 && parts['rest'] === undefined)) return fail('count.not_positive');
  if (parts['rest'] !== undefined) return fail('count.not_whole');
  return value > max ? fail('count.too_large', { params: { max: groupDigits(BigInt(max)) } }) : ok(value);
}
