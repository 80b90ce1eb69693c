import { z } from 'zod';
import type { Up } from '#modules/intake';
import { choice, count, id, optionalText, text, ticked } from '#platform/input';

/** The usual limits of the hotlines, and one's own. */
export const lengths = ['2h', '24h', '7d', '15d', 'own'] as const;
/** Why a limit stands still: the part that everybody reads. */
export const causes = ['material', 'weather', 'other_office', 'speaker', 'works', 'other'] as const;
/** One of these causes. */
export type Cause = (typeof causes)[number];

/** One of these lengths. */
export type Length = (typeof lengths)[number];

export const AddRule = z.object({
  class_code: optionalText(40),
  length: choice(lengths),
  days: z.union([count(), z.literal('').transform(() => undefined)]).optional(),
  working: ticked(),
  source: text(120),
});
const reason = text(300, 'limits.reason_missing');
export const EndRule = z.object({ id: id(), reason });
export const PauseLimit = z.object({ id: id(), cause: choice(causes), reason });
export const ResumeLimit = z.object({ id: id() });

/** A limit by class; without a class, for everything else. */
export interface Rule {
  readonly id: string;
  readonly classCode: string | null;
  readonly hours: number | null;
  readonly days: number | null;
  readonly working: boolean;
  readonly source: string;
  /** Set then; what was said before counts from then on. */
  readonly at: Date;
}

/** The limit of one matter, in one round: opened again, it has another. */
export interface Limit {
  readonly matterId: string;
  readonly round: number;
  readonly number: string;
  readonly classCode: string | null;
  readonly dueAt: Date;
  readonly metAt: Date | null;
  readonly pausedAt: Date | null;
  /** Why it stands still, or null where it runs. */
  readonly cause: Cause | null;
  /** In the desk's words; for the desk and the one who spoke. */
  readonly pauseReason: string;
}

/** How a limit stands: running, standing still, over its time, met in time, met late. */
export const stands = ['running', 'paused', 'overdue', 'kept', 'late'] as const;
/** One of these. */
export type Stand = (typeof stands)[number];

/** A limit as the public ledger shows it: number, moments, how late, how far up; no word. */
export interface Ledgered extends Limit {
  readonly stand: Stand;
  /** Whole hours late, 0 in time. */
  readonly hoursLate: number;
  readonly up: Up | null;
}
