import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { blank, choice, count, day, id, name, optionalText, text, ticked } from '#platform/input';

export const audiences = ['residents', 'place', 'served', 'invited'] as const;
/** Everybody who lives here, those of one place, those who were helped before, or whoever holds an invitation. */
export type Audience = (typeof audiences)[number];

export const states = ['draft', 'ready', 'closed', 'withdrawn'] as const;
/** `ready`: opened, its roll drawn; it can be answered between its days. `closed`: its results are public. */
export type State = (typeof states)[number];

export const kinds = ['one', 'many', 'scale', 'number', 'text'] as const;
/** How a question is answered; a scale goes from 1 to 5. */
export type QuestionKind = (typeof kinds)[number];

export const channels = ['web', 'card', 'kiosk', 'paper', 'assisted'] as const;
/** By which way somebody answered. */
export type Channel = (typeof channels)[number];

export const bands = ['young', 'middle', 'older', 'old', 'unknown'] as const;
/** Under 35, 35 to 59, 60 to 74, from 75 on, or nobody wrote the year down. */
export type Band = (typeof bands)[number];

/** Points of a scale. */
export const scalePoints = 5;
/** As many questions as anybody answers in one go. */
export const mostQuestions = 40;
export const mostOptions = 12;
export const longestAnswer = 1000;
/** Invitation codes of one questionnaire. */
export const mostCodes = 2000;

/** Where one goes on: the key of a later question, or `end`. */
export type Target = string;

/** One question of a questionnaire. */
export interface Question {
  readonly id: string;
  /** Its place, from 1. */
  readonly number: number;
  readonly kind: QuestionKind;
  readonly title: string;
  readonly note: string;
  readonly required: boolean;
  readonly options: readonly string[];
  /** What the two ends of a scale mean. */
  readonly low: string;
  readonly high: string;
  /** Limits of a number. */
  readonly least: number | null;
  readonly most: number | null;
  /** Option or point, from 1, to where one goes on. */
  readonly skips: Readonly<Record<string, Target>>;
  /** Where everybody goes on after it; '' for the next question. */
  readonly thenTo: Target | '';
}

/** A questionnaire. */
export interface Questionnaire {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly text: string;
  readonly audience: Audience;
  readonly placeId: string | null;
  readonly minAge: number;
  readonly byBand: boolean;
  readonly byPlace: boolean;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly state: State;
  readonly stateReason: string;
  readonly codes: number;
  readonly copiedFromId: string | null;
  readonly closedAt: Date | null;
  readonly questions: readonly Question[];
}

/** What somebody answered: a number, some options, or words. */
export type Answer = number | readonly number[] | string;
/** Answers by the number of the question. */
export type Answers = Readonly<Record<string, Answer>>;

/** One sheet as it came out of the box: without words, without a name. */
export interface Sheet {
  readonly answers: Readonly<Record<string, number | readonly number[]>>;
  readonly band: Band | null;
  readonly placeId: string | null;
}

/** Somebody on the roll, and that they answered. Never what. */
export interface OnRoll {
  readonly personId: string;
  readonly band: Band;
  readonly placeId: string | null;
  readonly channel: Channel | null;
  readonly answeredOn: LocalDate | null;
}

const wholeOrZero = z.union([z.string(), z.number()]).transform((value, context): number => {
  const read = /^-?\d{1,6}$/.exec(String(value).normalize('NFKC').trim());
  if (read !== null) return Number.parseInt(read[0], 10);
  context.addIssue({ code: 'custom', message: 'questionnaires.not_a_number' });
  return z.NEVER;
});

export const NewQuestionnaire = z.object({
  title: name(80),
  text: text(2000),
  audience: choice(audiences),
  place: blank(id()),
  min_age: blank(count()),
  by_band: ticked(),
  by_place: ticked(),
  opens_on: day(),
  closes_on: day(),
  /** An older one whose questions are taken over. */
  from: blank(id()),
});
export const EditedQuestionnaire = NewQuestionnaire.extend({ id: id() });

const target = z.union([z.literal('end'), id()]);
export const NewQuestion = z.object({
  id: id(),
  kind: choice(kinds),
  title: text(200),
  note: optionalText(300),
  required: ticked(),
  /** One option a line. */
  options: optionalText(2000),
  low: optionalText(20),
  high: optionalText(20),
  least: blank(wholeOrZero),
  most: blank(wholeOrZero),
});
export const EditedQuestion = NewQuestion.extend({
  questionId: id(),
  skips: z.record(z.string().regex(/^\d{1,2}$/), target),
  onward: blank(target),
});
export const OneQuestion = z.object({ id: id(), questionId: id() });
export const ById = z.object({ id: id() });
export const CloseInput = z.object({ id: id(), reason: optionalText(500) });
export const WithReason = z.object({ id: id(), reason: text(500, 'questionnaires.reason_missing') });
export const MoreCodes = z.object({ id: id(), count: count() });
export const AddPerson = z.object({
  id: id(),
  personId: id('questionnaires.choose_person'),
  reason: text(300, 'questionnaires.reason_missing'),
});

/** What was typed by the number of its question; how long words may be is said at their question. */
const typed = z.record(z.string().max(4), z.union([z.string(), z.array(z.string()).max(100)]));
export const AnswerInput = z.object({
  id: id(),
  answers: typed,
  kiosk: z.union([z.literal('yes'), z.literal('')]).optional(),
});
export const InvitedInput = z.object({ id: id(), answers: typed, code: text(40, 'questionnaires.code_missing') });
export const PaperInput = z.object({
  id: id(),
  paper: text(20, 'questionnaires.paper_missing'),
  personId: blank(id('questionnaires.choose_person')),
  code: optionalText(40),
  answers: typed,
});
/** Keys of texts are random: one of ours would tell when it was written. */
export const OneText = z.object({ id: id(), textId: z.uuid('input.not_an_id') });
export const ReleaseInput = OneText.extend({
  public_text: text(longestAnswer, 'questionnaires.public_missing'),
  looked: ticked(),
});
