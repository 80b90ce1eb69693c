import { addDays, daysBetween, type LocalDate } from '#kernel/dates';
import { isMoneyAppeal } from '#kernel/privacy';
import type { MatterState } from './schema.ts';

/** What the desk or the speaker can do with a matter. */
export type Deed = 'take' | 'answer' | 'solve' | 'close' | 'need' | 'join' | 'part' | 'reopen' | 'withdraw';

const open: readonly MatterState[] = ['new', 'taken', 'answered'];

const from: Readonly<Record<Deed, readonly MatterState[]>> = {
  take: open,
  answer: open,
  solve: open,
  close: open,
  need: open,
  join: open,
  part: ['joined'],
  reopen: ['solved', 'closed', 'withdrawn', 'answered'],
  withdraw: ['new', 'taken', 'answered', 'need', 'joined'],
};

/** Whether a deed fits where the matter stands; the code of the refusal otherwise. */
export function refusal(deed: Deed, state: MatterState): 'intake.state' | null {
  return from[deed].includes(state) ? null : 'intake.state';
}

/** Whether something still has to be done by the desk itself. */
export function isOpen(state: MatterState): boolean {
  return open.includes(state);
}

/** The longest a promise may lie ahead: beyond a year it is a plan, not a promise. */
const furthestPromise = 366;

/** Whether a promised day can be promised today. */
export function promiseDay(due: LocalDate, today: LocalDate): 'intake.day_past' | 'intake.day_far' | null {
  if (due < today) return 'intake.day_past';
  return due > addDays(today, furthestPromise) ? 'intake.day_far' : null;
}

/** How a promise stands: open ones fall late by themselves when their day has passed. */
export interface PromiseStand {
  readonly stand: 'open' | 'overdue' | 'kept' | 'late' | 'broken' | 'replaced';
  /** Days late; 0 when on time. */
  readonly days: number;
}

/** Reads the stand of a promise on a day. */
export function promiseStand(
  promise: { readonly state: string; readonly due_on: LocalDate; readonly kept_on: LocalDate | null },
  today: LocalDate,
): PromiseStand {
  const late = (until: LocalDate) => Math.max(0, daysBetween(promise.due_on, until));
  if (promise.state === 'kept' || promise.state === 'late') {
    const days = late(promise.kept_on ?? today);
    return { stand: days > 0 ? 'late' : 'kept', days };
  }
  if (promise.state === 'broken' || promise.state === 'replaced') return { stand: promise.state, days: 0 };
  return today > promise.due_on ? { stand: 'overdue', days: late(today) } : { stand: 'open', days: 0 };
}

/** To which levels what is late belongs: the community at once, the street after so many days. */
export function levelsOf(missedOn: LocalDate, today: LocalDate, streetAfter: number): ('community' | 'street')[] {
  return daysBetween(missedOn, today) >= streetAfter ? ['community', 'street'] : ['community'];
}

/**
 * Whether words ask for money for one person, which only a designated platform may publish (Charity Law Art. 124).
 * The desk may still write such words down: it is the public door that must not become a collection.
 */
export function appealRefusal(words: string): 'intake.money_appeal' | null {
  return isMoneyAppeal(words).hit ? 'intake.money_appeal' : null;
}

/** The first line or sentence of words, for lists. */
export function headlineOf(words: string, length = 60): string {
  const [line = ''] = words.split('\n');
  const letters = [...line];
  return letters.length <= length ? line : `${letters.slice(0, length - 1).join('')}\u2026`;
}
