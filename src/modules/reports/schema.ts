import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { choice, day, id, optionalText, text } from '#platform/input';

export const spans = ['month', 'quarter'] as const;
/** How long a report is. */
export type Span = (typeof spans)[number];

export const showingPlaces = ['board', 'web', 'social', 'meeting'] as const;
/** Where a report was shown. */
export type ShowingPlace = (typeof showingPlaces)[number];

export const Publish = z.object({
  period: text(7, 'reports.not_found'),
  summary: optionalText(1000),
  reason: optionalText(300),
});
export const Show = z.object({ id: id(), place: choice(showingPlaces), day: day() });

/** A stretch of time that is reported on: `2026-10` or `2026-Q3`. */
export interface Period {
  readonly span: Span;
  /** As in an address. */
  readonly key: string;
  readonly from: LocalDate;
  readonly until: LocalDate;
}

const fen = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const Sum = z.object({ fen, times: z.number() });

/** The figures of a report as they are kept; sums are whole fen as text. */
export const Content = z.object({
  opening: fen,
  in: fen,
  out: fen,
  closing: fen,
  held: fen,
  sources: z.array(Sum.extend({ source: z.string() })),
  uses: z.array(z.object({ title: z.string(), decisionId: z.string(), fen })),
  decisions: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), state: z.string() })),
  projects: z.array(z.object({ id: z.string(), title: z.string(), state: z.string(), percent: z.number() })),
  funds: z.array(z.object({ id: z.string(), name: z.string(), fen })),
  goodsGifts: z.number(),
  minutes: fen,
  activities: z.number(),
  differences: z.array(z.object({ what: z.string(), day: z.string(), fen })),
});
/** The figures of a report. */
export type ReportContent = z.output<typeof Content>;

/** A version that was published. */
export interface Version {
  readonly id: string;
  readonly period: Period;
  readonly version: number;
  readonly content: ReportContent;
  readonly summary: string;
  readonly reason: string;
  readonly publishedOn: LocalDate;
  /** Where and when it was shown. */
  readonly showings: readonly { readonly place: ShowingPlace; readonly day: LocalDate }[];
}
