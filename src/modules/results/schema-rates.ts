/** What is rated: words said as matters, needs with those behind them, or both. */
export const rated = ['matter', 'need'] as const;
export type Rated = (typeof rated)[number];

/** The spans for which rates are told. */
export const spans = ['month', 'quarter', 'year'] as const;
export type Span = (typeof spans)[number];

/** One unit's figures; each rate has one denominator, silence included. */
export interface Rates {
  /** Name of the grid or estate; empty for everything else together. */
  readonly unit: string;
  /** Limits that were met or are over their time; those that stand still are neither. */
  readonly due: number;
  readonly inTime: number;
  /** Promises whose day has come, and those of them kept by it. */
  readonly promised: number;
  readonly kept: number;
  /** Everybody asked what came of it. */
  readonly asked: number;
  readonly solved: number;
  readonly partly: number;
  readonly not: number;
  readonly unanswered: number;
  /** Of those heard: in their own words, and written down by staff from a call or paper. */
  readonly own: number;
  readonly recorded: number;
}
