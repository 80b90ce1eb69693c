import { addDays, type LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/result';
import type { Standing, Statute } from './schema.ts';

/** Days before its end or its review in which an entry is called to mind. */
export const noticeDays = 30;

/** Where an entry of the register stands on a day. */
export function standingOf(
  one: Pick<Statute, 'inForceFrom' | 'validUntil' | 'reviewOn' | 'struckReason'>,
  on: LocalDate,
): Standing {
  if (one.struckReason !== null) return 'struck';
  if (one.validUntil !== null && one.validUntil < on) return 'over';
  if (one.inForceFrom > on) return 'later';
  const next = [one.validUntil, one.reviewOn].filter((day) => day !== null);
  return next.some((day) => day <= addDays(on, noticeDays)) ? 'ending' : 'valid';
}

/** Why an entry may not be written so, or null. */
export function statuteFault(one: {
  readonly inForceFrom: LocalDate;
  readonly validUntil?: LocalDate | undefined;
}): Fault | null {
  const wrong = one.validUntil !== undefined && one.validUntil < one.inForceFrom;
  return wrong ? { code: 'statutes.days_crossed', field: 'validUntil' } : null;
}
