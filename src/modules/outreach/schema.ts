import { z } from 'zod';
import { blank, choice, count, day, id, name, optionalText, text } from '#platform/input';

/** What a visit found: something is offered, not now, nothing, or nobody was met. */
export const visitResults = ['offers', 'later', 'nothing', 'not_met'] as const;
/** One of these results. */
export type VisitResult = (typeof visitResults)[number];

/** What a partner answers to a call. */
export const answers = ['yes', 'part', 'later', 'no'] as const;
/** One of these answers. */
export type Answer = (typeof answers)[number];

/** What a firm asks the service window for. */
export const requestKinds = ['registration', 'tax', 'talent', 'premises', 'money', 'other'] as const;
/** One of these kinds. */
export type RequestKind = (typeof requestKinds)[number];

/** Where a request stands. */
export const requestStates = ['filed', 'taken', 'done', 'declined', 'withdrawn'] as const;
/** One of these states. */
export type RequestState = (typeof requestStates)[number];

export const OpenRound = z.object({
  title: name(60),
  goal_text: optionalText(600),
  starts_on: day(),
  ends_on: day(),
});

/** Units to visit: some of the register, and one that is not in it yet. */
export const PlanVisits = z.object({
  id: id(),
  organisations: z.union([id().transform((one) => [one]), z.array(id())]).optional(),
  unit_text: optionalText(60),
  planned_on: blank(day()),
});
export const NoteVisit = z.object({
  id: id(),
  result: choice(visitResults),
  result_text: optionalText(600),
  visited_on: blank(day()),
});

const classCode = z.string('outreach.class_missing').min(1, 'outreach.class_missing').max(40, 'outreach.class_missing');
/** What a resource found outside can be; posts and second-hand things have ways of their own. */
export const foundKinds = ['goods', 'loan', 'room', 'skill', 'service', 'knowledge', 'technology', 'network'] as const;
const resourceFacts = {
  kind: choice(foundKinds),
  title: name(60),
  class_code: classCode,
  quantity: count(),
  unit: name(12),
  conditions: optionalText(300),
};
export const EnterResource = z.object({ id: id(), ...resourceFacts });
export const CloseRound = z.object({ id: id(), closing_text: text(600, 'outreach.closing_missing') });

export const OpenCall = z.object({
  title: name(60),
  text: text(1000),
  class_code: classCode,
  quantity: count(),
  unit: name(12),
  answer_by: day(),
  need: blank(id()),
  organisations: z.union([id().transform((one) => [one]), z.array(id())], 'outreach.nobody_asked'),
});
export const AskMore = z.object({
  id: id(),
  organisations: z.union([id().transform((one) => [one]), z.array(id())], 'outreach.nobody_asked'),
});
export const AnswerCall = z.object({
  id: id(),
  organisation: id('outreach.organisation_missing'),
  answer: choice(answers),
  quantity: blank(count()),
  answer_text: optionalText(300),
});
export const TakeUp = z.object({ id: id(), organisation: id(), kind: choice(foundKinds), title: name(60) });
export const CloseCall = z.object({ id: id(), closing_text: text(600, 'outreach.closing_missing') });

export const KeepProfile = z.object({
  organisation: id('outreach.organisation_missing'),
  offers_text: optionalText(600),
  needs_text: optionalText(600),
});
export const FileRequest = z.object({
  organisation: id('outreach.organisation_missing'),
  kind: choice(requestKinds),
  title: name(60),
  text: optionalText(1000),
});
export const OneRequest = z.object({ id: id() });
export const SettleRequest = z.object({
  id: id(),
  outcome: choice(['done', 'declined']),
  result_text: text(600, 'outreach.result_missing'),
});
export const WithdrawRequest = z.object({ id: id(), result_text: text(300, 'outreach.result_missing') });

/** A round of visits that finds out what units have to give (F017). */
export interface Round {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly goalText: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: 'running' | 'closed';
  readonly closingText: string;
  readonly closedOn: string | null;
}

/** One unit of a round: planned, or visited with its result and what was entered because of it. */
export interface Visit {
  readonly id: string;
  readonly roundId: string;
  readonly organisationId: string | null;
  /** The unit's name, of the register or as it was typed. */
  readonly unit: string;
  readonly plannedOn: string | null;
  readonly visitedOn: string | null;
  readonly result: VisitResult | null;
  readonly resultText: string;
  readonly entries: readonly string[];
}

/** A call for a resource to chosen partners (F119). */
export interface Call {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly classCode: string;
  readonly quantity: bigint;
  readonly unit: string;
  readonly needId: string | null;
  readonly answerBy: string;
  readonly state: 'open' | 'closed';
  readonly closingText: string;
  readonly closedOn: string | null;
}

/** A partner who was asked, and what they said. */
export interface Asked {
  readonly callId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly answer: Answer | null;
  readonly quantity: bigint | null;
  readonly answerText: string;
  readonly answeredAt: Date | null;
  readonly resourceId: string | null;
}

/** A request of a firm at the service window (F064). */
export interface FirmRequest {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  readonly firm: string;
  readonly kind: RequestKind;
  readonly title: string;
  readonly text: string;
  readonly state: RequestState;
  readonly resultText: string;
  readonly dueOn: string;
  readonly at: Date;
}

/** A firm with what it offers and needs (F065). */
export interface Firm {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly offersText: string;
  readonly needsText: string;
}
