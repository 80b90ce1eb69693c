/** How soon a matter was first answered, by the calendar. */
export const answeredWithin = ['sameDay', 'three', 'seven', 'fifteen', 'later', 'none'] as const;
export type AnsweredWithin = (typeof answeredWithin)[number];

/** Into which column so many days fall; null is no answer yet. */
export function withinOf(days: number | null): AnsweredWithin {
  if (days === null) return 'none';
  if (days <= 0) return 'sameDay';
  if (days <= 3) return 'three';
  if (days <= 7) return 'seven';
  return days <= 15 ? 'fifteen' : 'later';
}

/** What became of the matters of one line of a month's form; the columns after the first add up to it. */
export interface MonthLine<K extends string> {
  readonly key: K;
  readonly came: number;
  readonly solved: number;
  /** Became a need, or joined to another matter. */
  readonly led: number;
  /** Closed with a reason, or taken back. */
  readonly ended: number;
  readonly answered: number;
  readonly open: number;
}

export const monthColumns = ['came', 'solved', 'led', 'ended', 'answered', 'open'] as const;

/** The lines of a form added up. */
export function monthSum(lines: readonly MonthLine<string>[]): Omit<MonthLine<string>, 'key'> {
  const sum = (column: (typeof monthColumns)[number]) => lines.reduce((all, line) => all + line[column], 0);
  return {
    ...{ came: sum('came'), solved: sum('solved'), led: sum('led') },
    ...{ ended: sum('ended'), answered: sum('answered'), open: sum('open') },
  };
}
