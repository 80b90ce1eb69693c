import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { compare, type Fraction, fraction } from '#kernel/fraction';
import type { ChartKey } from './schema.ts';

/** The last day of a day's month. */
export function lastDayOf(day: LocalDate): LocalDate {
  return addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1);
}

/** A percentage as people type it, read exactly: `3`, `2.5 %`, full-width digits; null where it is none or above 100. */
export function readPercent(text: string): Fraction | null {
  const read = /^(\d{1,3})(?:\.(\d{1,6}))?%?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (read === null) return null;
  const decimals = read[2] ?? '';
  const share = fraction(BigInt(`${read[1] ?? '0'}${decimals}`), 100n * 10n ** BigInt(decimals.length));
  return compare(share, fraction(1n)) > 0 ? null : share;
}

/** A fraction as parameters keep it: `1/20`. */
export function asFraction(text: string): Fraction {
  const [over = '0', under = '1'] = text.split('/');
  return fraction(BigInt(over), BigInt(under));
}

/** A fraction in percent, exactly where it has an end and else as it is: `2.5 %`, `1/3`. */
export function percentText(share: Fraction): string {
  for (let places = 0; places <= 6; places += 1) {
    const scaled = share.over * 100n * 10n ** BigInt(places);
    if (scaled % share.under !== 0n) continue;
    const digits = (scaled / share.under).toString().padStart(places + 1, '0');
    const whole = digits.slice(0, digits.length - places);
    return places === 0 ? `${whole} %` : `${whole}.${digits.slice(-places)} %`;
  }
  return `${share.over}/${share.under}`;
}

/** What an entry is to the charity's bookkeeping, from its kind and, for a gift, its source. */
export function chartKeyOf(kind: string, facet: string): ChartKey {
  if (kind.startsWith('gifts.') || kind.startsWith('funds.gift'))
    return facet === 'government' ? 'gift_government' : 'gift';
  if (kind === 'reconciliation.host_fee') return 'fee';
  if (kind === 'reconciliation.charge') return 'charge';
  if (kind === 'reconciliation.interest') return 'interest';
  if (kind === 'ledger.opening') return 'opening';
  return kind.startsWith('funds.') ? 'payment' : 'other';
}

/** Codes of the accounting system for non-profit organisations in the civil sector, as a charity commonly has them. */
export const chartCodes: Readonly<Record<ChartKey, string>> = {
  bank: '1002',
  cash: '1001',
  gift: '410102',
  gift_government: '4401',
  payment: '5101',
  fee: '5201',
  charge: '5401',
  interest: '4901',
  opening: '3102',
  other: '4901',
};
/** The keys of the chart, in the order of the page. */
export const chartKeys = [
  'bank',
  'cash',
  'gift',
  'gift_government',
  'interest',
  'payment',
  'fee',
  'charge',
  'opening',
  'other',
] as const satisfies readonly ChartKey[];
