import type { Rates } from './schema-rates.ts';

const nothing: Rates = {
  ...{ unit: '', due: 0, inTime: 0, promised: 0, kept: 0, asked: 0, solved: 0, partly: 0, not: 0 },
  ...{ unanswered: 0, own: 0, recorded: 0 },
};

/** Two units' figures in one. */
export function together(one: Rates, other: Rates): Rates {
  return {
    unit: one.unit,
    due: one.due + other.due,
    inTime: one.inTime + other.inTime,
    promised: one.promised + other.promised,
    kept: one.kept + other.kept,
    asked: one.asked + other.asked,
    solved: one.solved + other.solved,
    partly: one.partly + other.partly,
    not: one.not + other.not,
    unanswered: one.unanswered + other.unanswered,
    own: one.own + other.own,
    recorded: one.recorded + other.recorded,
  };
}

const counted = (one: Rates): number => Math.max(one.due, one.asked, one.promised);

/**
 * What the public reads: units with fewer than `least` are counted with the rest, and when the rest is still smaller, with
 * the smallest unit that is not. So nobody is found among a few, nor by subtraction. Nothing where all are fewer.
 */
export function publicRates(rows: readonly Rates[], least: number): Rates[] {
  const large = rows.filter((one) => one.unit !== '' && counted(one) >= least).sort((a, b) => counted(a) - counted(b));
  const small = rows.filter((one) => !large.includes(one));
  let rest = small.reduce(together, nothing);
  if (counted(rest) > 0)
    while (counted(rest) < least && large.length > 0) rest = together(rest, large.shift() ?? nothing);
  const units = large.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return counted(rest) < Math.max(least, 1) ? units : [...units, rest];
}

/** A share as people read it: of a hundred, cut and not rounded, so that 100 means all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.trunc((part * 1000) / whole) / 10}%`;
}
