import { z } from 'zod';
import { choice, id, name, text, ticked } from '#platform/input';

/** What a topic is about: daily life (a dance team, a library, a garden: F054), a place, money, a rule, a service. */
export const topicKinds = ['daily', 'place', 'money', 'rule', 'service', 'other'] as const;
export type TopicKind = (typeof topicKinds)[number];

/** Gathering support, enough of it and due for an agenda, on one, answered, or taken back. */
export const topicStates = ['gathering', 'due', 'agenda', 'answered', 'withdrawn'] as const;
export type TopicState = (typeof topicStates)[number];

/** What was made of it. */
export const outcomes = ['adopted', 'partly', 'declined'] as const;
export type Outcome = (typeof outcomes)[number];

/** A topic as its pages see it. */
export interface Topic {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly kind: TopicKind;
  readonly proposerId: string;
  readonly byOffice: boolean;
  readonly needed: number;
  readonly supporters: number;
  readonly state: TopicState;
  readonly reachedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly answer: string;
  readonly answeredAt: Date | null;
  readonly stateReason: string | null;
  readonly createdAt: Date;
}

/** An argument on one side. */
export interface Argument {
  readonly id: string;
  readonly personId: string;
  readonly side: 'for' | 'against';
  readonly text: string;
  readonly hiddenReason: string | null;
  readonly at: Date;
}

export const ProposeTopic = z.object({
  title: name(40),
  text: text(1000, 'topics.text_missing'),
  kind: choice(topicKinds),
  /** What looks like somebody's own data was looked at and may stand. */
  looked: ticked(),
});
export const ById = z.object({ id: id() });
export const Argue = z.object({
  id: id(),
  side: choice(['for', 'against']),
  text: text(500, 'topics.argument_missing'),
  looked: ticked(),
});
export const HideArgument = z.object({ id: id(), argumentId: id(), reason: text(300, 'topics.reason_missing') });
export const AnswerTopic = z.object({
  id: id(),
  outcome: choice(outcomes),
  answer: text(2000, 'topics.answer_missing'),
});
export const WithdrawTopic = z.object({ id: id(), reason: text(300, 'topics.reason_missing') });
