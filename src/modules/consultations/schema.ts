import { z } from 'zod';
import type { Thing } from '#modules/record';
import { blank, choice, day, id, name, optionalText, text, ticked } from '#platform/input';

/** Being written, open for comments, being answered, answered in public, or taken back before that. */
export const consultationStates = ['draft', 'open', 'answering', 'published', 'withdrawn'] as const;
export type ConsultationState = (typeof consultationStates)[number];

/** What was made of a comment. */
export const outcomes = ['adopted', 'partly', 'declined'] as const;
export type Outcome = (typeof outcomes)[number];

/** How a comment came: typed by whose it is, by a helper or worker in their name, or written down by the office. */
export const ways = ['web', 'helper', 'paper', 'meeting', 'phone'] as const;
export type Way = (typeof ways)[number];
/** What the office writes down; each names the sheet, the meeting or the call. */
export const writtenWays = ['paper', 'meeting', 'phone'] as const;

/** What a draft may be a draft of, or come from. */
export const sources = [
  ...['procedure', 'pact', 'rule', 'amendment', 'statute', 'budget', 'project', 'round'],
  ...['topic', 'meeting', 'problem'],
] as const;

/** The most sections a draft is divided into. */
export const mostSections = 60;

/** One section of a text. Its key stays with it from version to version. */
export interface Section {
  readonly key: number;
  readonly heading: string;
  readonly text: string;
}

/** A version of a draft; `outAt` is since when everybody can read it. */
export interface Text {
  readonly id: string;
  readonly version: number;
  readonly sections: readonly Section[];
  readonly outAt: Date | null;
}

/** A consultation as its pages see it. */
export interface Consultation {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly about: string;
  readonly forWhom: string;
  readonly paperAt: string;
  readonly anonymous: boolean;
  readonly subject: Thing | null;
  readonly state: ConsultationState;
  readonly closesOn: string;
  readonly answerBy: string | null;
  readonly openedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly stateReason: string | null;
  readonly comments: number;
}

/** A comment; its words are empty once they were taken back. */
export interface Comment {
  readonly id: string;
  readonly ordinal: number;
  /** The key of its section; null: about the whole. */
  readonly section: number | null;
  readonly personId: string | null;
  readonly unnamed: boolean;
  readonly way: Way;
  readonly source: string;
  readonly saidOn: string;
  readonly text: string;
  readonly hiddenReason: string | null;
  readonly takenBack: boolean;
  readonly supports: number;
}

/** An answer to one or several comments. */
export interface Answer {
  readonly id: string;
  readonly outcome: Outcome;
  readonly gist: string;
  readonly reason: string;
  readonly section: number | null;
  readonly thing: Thing | null;
  readonly at: Date;
}

/** What was published, and when. */
export interface Report {
  readonly id: string;
  readonly version: number;
  readonly textId: string | null;
  readonly summary: string;
  readonly note: string;
  readonly publishedOn: string;
}

/** A closing day that was moved. */
export interface Extension {
  readonly id: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly reason: string;
}

/** A section as it is kept in a text. */
export const StoredSections = z.array(z.object({ key: z.number(), heading: z.string(), text: z.string() }));

const WrittenSection = z.object({
  key: blank(z.string().regex(/^\d{1,4}$/, 'input.invalid')),
  heading: optionalText(80),
  text: optionalText(8000),
});
const closing = day('consultations.closing_missing');
const heads = {
  title: name(60),
  about: text(1000, 'consultations.about_missing'),
  forWhom: text(120, 'consultations.for_whom_missing'),
  paperAt: optionalText(120),
  closesOn: closing,
  anonymous: ticked(),
};
/** A whole draft as it was pasted. */
const whole = optionalText(60_000);

export const WriteConsultation = z.object({ ...heads, whole, kind: blank(choice(sources)), about_id: blank(id()) });
export const CorrectConsultation = z.object({ id: id(), ...heads });
export const WriteText = z.object({ id: id(), whole, sections: z.array(WrittenSection).max(mostSections + 5) });
export const ById = z.object({ id: id() });
export const Extend = z.object({ id: id(), closesOn: closing, reason: text(300, 'consultations.reason_missing') });
export const Withdraw = z.object({ id: id(), reason: text(300, 'consultations.reason_missing') });

const sectionKey = blank(z.string().regex(/^\d{1,4}$/, 'consultations.section_unknown'));
const said = {
  id: id(),
  section: sectionKey,
  text: text(2000, 'consultations.words_missing'),
  /** What looks like somebody's own data was looked at and may stand. */
  looked: ticked(),
};
export const Say = z.object({ ...said, unnamed: ticked() });
export const WriteDown = z.object({
  ...said,
  way: choice(writtenWays),
  source: text(120, 'consultations.source_missing'),
  saidOn: day(),
  personId: blank(id()),
  unnamed: ticked(),
});
export const OfComment = z.object({ id: id(), commentId: id() });
export const Hide = z.object({ id: id(), commentId: id(), reason: text(300, 'consultations.reason_missing') });
export const AnswerComments = z.object({
  id: id(),
  comments: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(id(), 'consultations.choose_comments').min(1, 'consultations.choose_comments').max(500),
  ),
  outcome: choice(outcomes),
  gist: optionalText(300),
  reason: text(2000, 'consultations.answer_missing'),
  section: sectionKey,
  /** The address of a page of the space on which something changed. */
  page: optionalText(300),
});
export const Publish = z.object({
  id: id(),
  summary: text(2000, 'consultations.summary_missing'),
  note: optionalText(300),
});
export const Tend = z.object({});
