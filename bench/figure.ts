/** One thing that was measured, against something everybody can run. */
export interface Figure {
  readonly what: string;
  /** As read: a number with its unit. */
  readonly measured: string;
  /** The named reference, measured in the same run, and what it came to. */
  readonly against: string;
  readonly reference: string;
  /** Ours by theirs, the median of the rounds. */
  readonly ratio: number;
  readonly rounds: readonly number[];
  /** What the ratio should be; without it the figure is only watched. */
  readonly target?: { readonly least: number } | { readonly most: number };
}

/** One file `*.bench.ts`: what it measures and how. */
export interface Bench {
  /** Its heading in the report. */
  readonly title: string;
  /** How it is measured, in a sentence or two. */
  readonly how: string;
  run(): Promise<readonly Figure[]>;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Makes a figure of rounds in which ours and the reference were measured one after the other. */
export function figureOf(
  rounds: readonly { readonly ours: number; readonly theirs: number }[],
  words: Pick<Figure, 'what' | 'against' | 'target'> & { readonly unit: (value: number) => string },
): Figure {
  const ratios = rounds.map(({ ours, theirs }) => ours / theirs);
  const { what, against, target, unit } = words;
  return {
    ...{ what, against, rounds: ratios, ratio: median(ratios) },
    measured: unit(median(rounds.map((round) => round.ours))),
    reference: unit(median(rounds.map((round) => round.theirs))),
    ...(target === undefined ? {} : { target }),
  };
}

/** Whether the figure keeps its target; null where there is none. */
export function keepsTarget({ ratio, target }: Figure): boolean | null {
  if (target === undefined) return null;
  return 'least' in target ? ratio >= target.least : ratio <= target.most;
}

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const megabytes = (value: number): string => `${(value / 1024 / 1024).toFixed(0)} MB`;
export const kilobytes = (value: number): string => `${(value / 1024).toFixed(1)} KB`;
