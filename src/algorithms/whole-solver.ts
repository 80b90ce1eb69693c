import loadHighs from 'highs';
import type { WholeSolver } from './whole-needs.ts';

/** Seconds for one tier of one corner; beyond it the plan says that it is not known to be the best. */
const patience = 10;

/** HiGHS in WebAssembly, a solver for whole numbers. It is loaded when the first program comes. */
export function wholeSolver(): WholeSolver {
  let loading: ReturnType<typeof loadHighs> | null = null;
  return async (program) => {
    loading ??= loadHighs();
    const highs = await loading;
    const { Status, Columns } = highs.solve(program, {
      ...{ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.4, time_limit: patience },
    });
    // Out of time it may have a plan all the same; only a better one is not ruled out.
    if (Status !== 'Optimal' && Status !== 'Time limit reached') return null;
    const values = new Map(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal]));
    return [...values.values()].every(Number.isFinite) ? { values, best: Status === 'Optimal' } : null;
  };
}
