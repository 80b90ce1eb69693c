import { z } from 'zod';
import { choice, count, id, optionalText, text, ticked } from '#platform/input';

/** The usual limits of the hotlines, and one's own. */
export const lengths = ['2h', '24h', '7d', '15d', 'own'] as const;
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
export const PauseLimit = z.object({ id: id(), reason });
export const ResumeLimit = z.object({ id: id() });

/** A limit by class; without a class, for everything else. */
export interface Rule {
  readonly id: string;
  readonly classCode: string | null;
  readonly hours: number | null;
  readonly days: number | null;
  readonly working: boolean;
  readonly source: string;
}

/** The limit of one matter. */
export interface Limit {
  readonly matterId: string;
  readonly number: string;
  readonly classCode: string | null;
  readonly dueAt: Date;
  readonly metAt: Date | null;
  readonly pausedAt: Date | null;
  readonly pauseReason: string;
}

/** One unit's figures, each a part of one denominator. */
export interface Rates {
  readonly unit: string;
  /** Limits that were due, or were met before. */
  readonly due: number;
  readonly inTime: number;
  /** Speakers who were asked what came of it. */
  readonly asked: number;
  readonly solved: number;
  readonly partly: number;
  readonly unanswered: number;
}
