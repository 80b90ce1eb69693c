import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { choice, id, text } from '#platform/input';

/** What is watched (F087). */
export const watchedKinds = ['project', 'payment', 'procedure', 'fund'] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** One of those things. */
export interface Watched {
  readonly kind: WatchedKind;
  readonly id: string;
}

/** Agreed, with something to do better, or against it. */
export const stances = ['agree', 'suggest', 'object'] as const;
export type Stance = (typeof stances)[number];

/** Kinds of bodies that watch, one party each (F079): both committees, the residents' council, the supervisory committee. */
export const watchingKinds = ['two_committees', 'council', 'supervisory'] as const;

/** An opinion with its answer. */
export interface Opinion {
  readonly id: string;
  readonly number: string;
  readonly subject: Watched;
  readonly bodyId: string;
  readonly bodyName: string;
  readonly personId: string;
  readonly stance: Stance;
  readonly text: string;
  /** By when an answer is owed; null where none is. */
  readonly dueOn: LocalDate | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly at: Date;
}

export const GiveOpinion = z.object({
  kind: choice(watchedKinds),
  about: id(),
  stance: choice(stances),
  text: text(2000, 'supervision.text_missing'),
});
export const AnswerOpinion = z.object({ id: id(), answer: text(2000, 'supervision.answer_missing') });
