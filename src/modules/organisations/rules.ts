import { readCreditCode } from '#kernel/checks';
import type { LocalDate } from '#kernel/dates';
import { addMonths } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { admissionChecks, type Standing } from './schema.ts';

/** A registered organisation has a credit code; a filed one names who filed it and needs none (F121). */
export function refusePapers(standing: Standing, creditCode: string, filingBody: string): Result<null> {
  if (standing === 'filed' && filingBody === '')
    return fail('organisations.filing_body_missing', { field: 'filingBody' });
  if (standing === 'registered' && creditCode === '')
    return fail('organisations.credit_code_missing', { field: 'creditCode' });
  return ok(null);
}

/** How a credit code is kept: as its 18 characters when it reads as one, otherwise as it was typed. */
export function keptCode(typed: string): string | null {
  if (typed === '') return null;
  const read = readCreditCode(typed);
  return read.ok ? read.value.code : typed.toUpperCase().slice(0, 18);
}

/** Whether a credit code looks wrong; it warns and never blocks, since registers hold odd ones. */
export function oddCode(code: string | null): boolean {
  if (code === null) return false;
  const read = readCreditCode(code);
  return !read.ok || read.value.warning !== undefined;
}

/** How long ago an organisation was last known to be there (F106). */
export function checkAge(
  known: LocalDate,
  today: LocalDate,
  months: { readonly watch: number; readonly dormant: number },
): 'fresh' | 'due' | 'dormant' {
  if (addMonths(known, months.dormant) <= today) return 'dormant';
  return addMonths(known, months.watch) <= today ? 'due' : 'fresh';
}

/** Whether every point of the admission was looked at (F082). */
export function checksOpen(ticked: readonly string[]): boolean {
  return admissionChecks.some((check) => !ticked.includes(check));
}
