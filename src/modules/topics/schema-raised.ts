import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import type { Thing } from '#modules/record';
import { blank, choice, id, name, optionalText, text, ticked } from '#platform/input';

/** Where a raised matter lies: on its way, with the group, back with an answer, or settled here. */
export const raisedStates = ['raised', 'taken', 'returned', 'closed'] as const;
export type RaisedState = (typeof raisedStates)[number];

/** What happened to it. */
export type RaisedWhat = 'raised' | 'taken' | 'passed_on' | 'returned' | 'closed';

/** What a matter may come from. */
export const sources = ['topic', 'meeting', 'need', 'project'] as const;
export type Source = (typeof sources)[number];

/** A matter the community cannot settle by itself (F118). */
export interface Raised {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly subject: (Thing & { readonly kind: Source }) | null;
  readonly bodyId: string;
  readonly state: RaisedState;
  /** The day by which the group answers, or the community settles what came back. */
  readonly dueOn: LocalDate;
  readonly raisedBy: string;
  readonly at: Date;
}

/** One step of its way. */
export interface RaisedStep {
  readonly ordinal: number;
  readonly what: RaisedWhat;
  readonly bodyId: string;
  readonly text: string;
  readonly personId: string;
  readonly at: Date;
}

export const Raise = z.object({
  title: name(120),
  text: text(4000, 'topics.text_missing'),
  body: id('topics.choose_group'),
  kind: blank(choice(sources)),
  about: blank(id()),
  looked: ticked(),
});
export const TakeRaised = z.object({ id: id(), note: optionalText(500) });
export const PassOn = z.object({
  id: id(),
  body: id('topics.choose_group'),
  note: text(2000, 'topics.reason_missing'),
});
export const ReturnRaised = z.object({ id: id(), answer: text(4000, 'topics.answer_missing') });
export const CloseRaised = z.object({ id: id(), note: text(1000, 'topics.reason_missing') });
