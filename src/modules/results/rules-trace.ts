import type { Verdict } from './schema.ts';
import type { Allowance, Trace } from './schema-trace.ts';

/** The close of a trace, in fen: granted − paid − returned = left, always. */
export interface TraceSums {
  readonly granted: bigint;
  readonly paid: bigint;
  readonly returned: bigint;
  readonly left: bigint;
}

/** Adds up what the ledger says of every decision on the thread. */
export function traceSums(allowances: readonly Allowance[]): TraceSums {
  const sum = (pick: (one: Allowance) => bigint) => allowances.reduce((all, one) => all + pick(one), 0n);
  return {
    granted: sum((one) => one.amount),
    paid: sum((one) => one.spent),
    returned: sum((one) => one.returned),
    left: sum((one) => one.left),
  };
}

/** Certified hours of neighbours on the thread, in minutes. */
export function traceMinutes(trace: Pick<Trace, 'led'>): bigint {
  const standing = trace.led.hours.filter((line) => line.takenBack === null);
  return (
    standing.reduce((sum, line) => sum + line.minutes, 0n) +
    trace.led.activities.reduce((sum, one) => sum + one.minutes, 0n)
  );
}

/** Verdicts alike said on one day, told as one step. */
export interface VerdictGroup {
  readonly verdict: Verdict;
  readonly count: number;
}

/** Puts verdicts of the same word, way and reason on the same day together, in the order they came. */
export function groupVerdicts(verdicts: readonly Verdict[]): VerdictGroup[] {
  const groups = new Map<string, VerdictGroup>();
  for (const one of verdicts) {
    const key = `${one.at.toISOString().slice(0, 10)} ${one.verdict} ${one.way} ${one.reason}`;
    const known = groups.get(key);
    groups.set(
      key,
      known === undefined ? { verdict: one, count: 1 } : { verdict: known.verdict, count: known.count + 1 },
    );
  }
  return [...groups.values()];
}
