import type { LocalDate } from '#kernel/dates';
import { daysBetween } from '#kernel/dates';
import type { Fault } from '#kernel/result';
import type { ActivityState, InvitationState } from './schema.ts';

/** What can be done with an activity. */
export type Deed = 'change' | 'check' | 'sign_up' | 'leave' | 'report' | 'cancel' | 'settle';

const fitting: Readonly<Record<Deed, readonly ActivityState[]>> = {
  change: ['checking', 'declined', 'open'],
  check: ['checking'],
  sign_up: ['open'],
  leave: ['open'],
  report: ['open', 'held', 'settled'],
  cancel: ['checking', 'deciding', 'declined', 'open'],
  settle: ['held', 'settled'],
};

/** Whether a deed fits the state. */
export function refusal(deed: Deed, state: ActivityState): 'activities.state' | null {
  return fitting[deed].includes(state) ? null : 'activities.state';
}

/** Whether an invitation can still be answered or taken back. */
export function invitationRefusal(state: InvitationState): 'activities.invitation_closed' | null {
  return state === 'sent' ? null : 'activities.invitation_closed';
}

/** Nobody plans a neighbours' afternoon further ahead than this. */
const furthestDays = 400;

/** What is said about time, place and safety, before anything is looked up. */
export interface Plan {
  readonly day: LocalDate;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place?: string | undefined;
  readonly place_text: string;
  readonly hazardous: boolean;
  readonly insurance_policy: string;
}

/** Refuses a plan that lies in the past or too far off, is nowhere, or is hazardous without insurance. */
export function planRefusal(plan: Plan, now: Date, today: LocalDate): Fault | null {
  if (plan.endsAt <= plan.startsAt) return { code: 'activities.times_crossed', field: 'until_time' };
  if (plan.startsAt <= now) return { code: 'activities.past', field: 'day' };
  if (daysBetween(today, plan.day) > furthestDays) return { code: 'activities.too_far', field: 'day' };
  if (plan.place === undefined && plan.place_text === '')
    return { code: 'activities.place_missing', field: 'place_text' };
  // Volunteer Service Regulations art. 17: insurance comes before hazardous service, not after.
  if (plan.hazardous && plan.insurance_policy === '')
    return { code: 'activities.insurance_missing', field: 'insurance_policy' };
  return null;
}

/** Whether one more may come; helpers need no seat. */
export function isFull(capacity: number | null, joining: number): boolean {
  return capacity !== null && joining >= capacity;
}

/** One step of who brought whom. */
export interface Bringing {
  readonly by: string;
  readonly who: string;
  readonly at: Date;
  readonly how: 'invited' | 'activity' | 'word';
}

/** A person in the tree with whom they brought. */
export interface Branch {
  readonly personId: string;
  readonly at: Date | null;
  readonly how: Bringing['how'] | null;
  readonly brought: readonly Branch[];
  /** Everyone below, at whatever depth. */
  readonly total: number;
}

/**
 * Makes the tree of who brought whom: each person hangs where they were first brought, and nobody under someone they
 * brought themselves. Whoever brought most stands first.
 */
export function growTree(steps: readonly Bringing[]): Branch[] {
  const parents = new Map<string, Bringing>();
  const isBelow = (personId: string, top: string): boolean => {
    for (let at: string | undefined = personId; at !== undefined; at = parents.get(at)?.by) if (at === top) return true;
    return false;
  };
  for (const step of [...steps].sort((a, b) => a.at.getTime() - b.at.getTime()))
    if (!parents.has(step.who) && !isBelow(step.by, step.who)) parents.set(step.who, step);
  const children = new Map<string, Bringing[]>();
  for (const step of parents.values()) children.set(step.by, [...(children.get(step.by) ?? []), step]);
  const grow = (personId: string, step: Bringing | null): Branch => {
    const brought = sorted((children.get(personId) ?? []).map((below) => grow(below.who, below)));
    const total = brought.reduce((sum, one) => sum + 1 + one.total, 0);
    return { personId, at: step?.at ?? null, how: step?.how ?? null, brought, total };
  };
  const roots = [...children.keys()].filter((personId) => !parents.has(personId));
  return sorted(roots.map((personId) => grow(personId, null)));
}

function sorted(branches: readonly Branch[]): Branch[] {
  return [...branches].sort(
    (a, b) =>
      b.total - a.total || (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0) || (a.personId < b.personId ? -1 : 1),
  );
}
