import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { blank, choice, day, id, optionalText, text } from '#platform/input';

/** What the community looks at once a year (F107): purpose, thrift, openness, what came of it, and residents' say. */
export const criteria = ['purpose', 'thrift', 'openness', 'results', 'say'] as const;
/** One criterion. */
export type Criterion = (typeof criteria)[number];

/** From 1, not at all, to 5, fully. */
export const marks = ['1', '2', '3', '4', '5'] as const;

/** A year's card of an organisation. */
export interface Assessment {
  readonly id: string;
  readonly organisationId: string;
  readonly year: number;
  readonly version: number;
  readonly scores: Readonly<Record<Criterion, number>>;
  /** Of at most 25. */
  readonly total: number;
  readonly text: string;
  readonly bodyId: string;
  /** Which meeting or decision approved its activities of the year; empty where none has. */
  readonly approvedBy: string;
  readonly approvedOn: LocalDate | null;
  readonly at: Date;
}

/** Why an organisation is red (F104): nobody assessed it within a year, or the community approved nothing it does. */
export type AssessmentGap = 'unassessed' | 'unapproved';

const score = choice(marks, 'partners.score_missing');
export const Assess = z.object({
  organisationId: id(),
  year: z.coerce.number().int().min(2000).max(2999),
  body: id('partners.body_missing'),
  purpose: score,
  thrift: score,
  openness: score,
  results: score,
  say: score,
  text: text(4000, 'partners.assessment_text_missing'),
  approvedBy: optionalText(200),
  approvedOn: blank(day()),
});

/** The scores as they are stored. */
export const StoredScores = z.object({
  purpose: z.number(),
  thrift: z.number(),
  openness: z.number(),
  results: z.number(),
  say: z.number(),
});
