import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { id, text } from '#platform/input';

/** How far up something late has gone: to the community's administrator, or to the street. */
export const levels = ['community', 'street'] as const;
export type Level = (typeof levels)[number];

/** How an escalation ended. */
export type Ended = 'kept' | 'answered' | 'moved' | 'broken' | 'withdrawn';

/** The street's word on something that came up to it. */
export const SayWord = z.object({ id: id(), word: text(500, 'intake.word_missing') });

/** Something late that is to be passed on: a promise, or a limit of its class (whose subject is the matter). */
export interface Late {
  readonly kind: 'promise' | 'limit';
  readonly subjectId: string;
  readonly matterId: string;
  readonly number: string;
  readonly missedOn: LocalDate;
  /** Days late after which it goes up to the street; the space's own rule unless given. */
  readonly streetAfter?: number;
}

/** One escalation as the office reads it: number and days, no word of the resident's. */
export interface Escalation {
  readonly id: string;
  readonly kind: 'promise' | 'limit';
  readonly matterId: string;
  readonly number: string;
  readonly level: Level;
  readonly missedOn: LocalDate;
  readonly at: Date;
  readonly handlerId: string | null;
  readonly classCode: string | null;
  readonly word: string;
  readonly wordAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedHow: Ended | null;
}
