import { addDays, addWorkingDays, localDate, startOfLocalDay } from '#kernel/dates';
import type { Length, Rule } from './schema.ts';

const hour = 3_600_000;

/** What a length means; null for one's own, which brings its days. */
export const lengthOf: Readonly<Record<Length, { readonly hours?: number; readonly days?: number } | null>> = {
  '2h': { hours: 2 },
  '24h': { hours: 24 },
  '7d': { days: 7 },
  '15d': { days: 15 },
  own: null,
};

/** The rule for a class: the finest that names it or one above, else the one for everything. */
export function ruleFor(rules: readonly Rule[], classCode: string | null): Rule | null {
  const fits = rules.filter(
    (rule) =>
      rule.classCode === null ||
      (classCode !== null && (classCode === rule.classCode || classCode.startsWith(`${rule.classCode}.`))),
  );
  const depth = (rule: Rule): number => (rule.classCode === null ? 0 : rule.classCode.split('.').length);
  return [...fits].sort((one, other) => depth(other) - depth(one))[0] ?? null;
}

/** When a limit ends: hours run through the night; days end with the day, working ones by the calendar of the state. */
export function dueAt(rule: Pick<Rule, 'hours' | 'days' | 'working'>, saidAt: Date, zone: string): Date {
  if (rule.hours !== null) return new Date(saidAt.getTime() + rule.hours * hour);
  const day = localDate(saidAt, zone);
  const last = rule.working ? addWorkingDays(day, rule.days ?? 0) : addDays(day, rule.days ?? 0);
  return new Date(startOfLocalDay(addDays(last, 1), zone).getTime() - 1000);
}

/** A limit goes on where it was stopped: it ends later by as long as it stood still. */
export function resumed(due: Date, pausedAt: Date, now: Date): Date {
  return new Date(due.getTime() + Math.max(0, now.getTime() - pausedAt.getTime()));
}

/** A share as people read it: of a hundred, cut and not rounded, so that 100 means all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.trunc((part * 1000) / whole) / 10}%`;
}
