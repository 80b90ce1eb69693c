import type { LocalDate } from '#kernel/dates';
import type { Fund } from './schema.ts';

/** Why a fund can not take or spend money today, or null (F033: no income before host and agreement). */
export function refuseBooking(
  fund: Pick<Fund, 'state' | 'agreementFrom' | 'agreementUntil'>,
  day: LocalDate,
): string | null {
  if (fund.state !== 'open') return 'funds.not_open';
  if (fund.agreementFrom === null || fund.agreementFrom > day) return 'funds.agreement_over';
  if (fund.agreementUntil !== null && fund.agreementUntil < day) return 'funds.agreement_over';
  return null;
}

/** What is still missing before a fund may open, or null. */
export function refuseOpening(fund: {
  readonly state: Fund['state'];
  readonly hostOrganisationId: string | null;
  readonly agreementNumber: string | null;
  readonly agreementFrom: LocalDate | null;
}): string | null {
  if (fund.state !== 'preparing') return 'funds.already_open';
  if (fund.hostOrganisationId === null) return 'funds.no_host';
  if (fund.agreementNumber === null || fund.agreementFrom === null) return 'funds.no_agreement';
  return null;
}
