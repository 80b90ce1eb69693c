import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import type { Period, Span } from './schema.ts';

const written = /^(20\d\d)-(?:(0[1-9]|1[0-2])|Q([1-4]))$/;

/** Reads `2026-10` or `2026-Q3`; null for anything else. */
export function readPeriod(key: string): Period | null {
  const [, year, month, quarter] = written.exec(key) ?? [];
  if (year === undefined) return null;
  if (month !== undefined) return periodOf('month', `${year}-${month}-01`);
  const first = { 1: '01', 2: '04', 3: '07', 4: '10' }[quarter ?? ''];
  return first === undefined ? null : periodOf('quarter', `${year}-${first}-01`);
}

/** The period that begins on the first day of a month. */
export function periodOf(span: Span, from: LocalDate): Period {
  const until = addDays(addMonths(from, span === 'month' ? 1 : 3), -1);
  const quarter = { '01': '1', '04': '2', '07': '3', '10': '4' }[from.slice(5, 7)] ?? '1';
  return { span, key: span === 'month' ? from.slice(0, 7) : `${from.slice(0, 4)}-Q${quarter}`, from, until };
}

/** The last months and quarters that are over, the newest first. */
export function lastPeriods(today: LocalDate, months: number, since: LocalDate): Period[] {
  const first = `${today.slice(0, 7)}-01`;
  return Array.from({ length: months }, (_, at) => addMonths(first, -at - 1)).flatMap((from) => {
    if (addMonths(from, 1) <= since) return [];
    const ends = ['03', '06', '09', '12'].includes(from.slice(5, 7));
    const quarter = ends ? [periodOf('quarter', addMonths(from, -2))] : [];
    return [...quarter, periodOf('month', from)];
  });
}
