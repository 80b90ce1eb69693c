import { addDays, addWorkingDays, localDate, startOfLocalDay } from '#kernel/dates';
import type { Length, Limit, Rule, Stand } from './schema.ts';

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

/** The later of two moments. */
export function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** When somebody is reminded: once three quarters of the time have passed. */
export function reminder(since: Date, due: Date): Date {
  return new Date(due.getTime() - Math.max(0, Math.trunc((due.getTime() - since.getTime()) / 4)));
}

/** How a limit stands now, and how many whole hours it is or was late; what stands still is not late. */
export function standOf(
  limit: Pick<Limit, 'dueAt' | 'metAt' | 'pausedAt'>,
  now: Date,
): { readonly stand: Stand; readonly hoursLate: number } {
  if (limit.pausedAt !== null) return { stand: 'paused', hoursLate: 0 };
  const over = Math.trunc(((limit.metAt ?? now).getTime() - limit.dueAt.getTime()) / hour);
  const isLate = (limit.metAt ?? now) > limit.dueAt;
  if (limit.metAt === null) return { stand: isLate ? 'overdue' : 'running', hoursLate: isLate ? over : 0 };
  return { stand: isLate ? 'late' : 'kept', hoursLate: isLate ? over : 0 };
}
