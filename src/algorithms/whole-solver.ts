import loadHighs from 'highs';
import type { WholeSolver } from './whole-needs.ts';

/**
 * Seconds for one tier of one corner, and in vain for a market in all; beyond them the plan says that it is not known to be the best. It
 * runs on a thread of its own, so nobody waits for it. Two thousand needs that all take all or nothing, connected with each
 * other, take about half a minute.
 */
const patience = 60;
const inVain = 240;
/** What the later corners have at least, when the first ones took their time. */
const atLeast = 5;

/** HiGHS in WebAssembly, a solver for whole numbers. It is loaded when the first program comes. */
export function wholeSolver(): WholeSolver {
  let loading: ReturnType<typeof loadHighs> | null = null;
  let spent = 0;
  return async (program) => {
    loading ??= loadHighs();
    const highs = await loading;
    const seconds = Math.max(atLeast, Math.min(patience, inVain - spent));
    const { Status, Columns } = highs.solve(program, {
      ...{ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.4 },
      time_limit: seconds,
    });
    if (Status === 'Time limit reached') spent += seconds;
    // Out of time it may have a plan all the same; only a better one is not ruled out.
    if (Status !== 'Optimal' && Status !== 'Time limit reached') return null;
    const values = new Map(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal]));
    return [...values.values()].every(Number.isFinite) ? { values, best: Status === 'Optimal' } : null;
  };
}
