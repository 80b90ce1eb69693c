import { firstCome, greedy } from './plain-plans.ts';
import { type Market, type Prices, solveTiers } from './tiered-match.ts';
import { type Corner, solveWhole } from './whole-needs.ts';
import { wholeSolver } from './whole-solver.ts';

/** The best plan of a market, and what a notice board would have reached. */
export interface SolvedMarket {
  /** Per pair, how much of it the plan gives. */
  readonly flow: Float64Array;
  readonly prices: Prices;
  readonly corners: readonly Corner[];
  /** The same by whoever came first, and by the most telling pair first. */
  readonly firstCome: Float64Array;
  readonly greedy: Float64Array;
}

/** Solves a market whole: parts by flow, all or nothing by corners, and the two plain ways beside it. */
export async function solveMarket(market: Market): Promise<SolvedMarket> {
  const { flow: parts, prices } = solveTiers(market);
  const { flow, corners } = await solveWhole(market, { flow: parts, prices }, wholeSolver());
  return { flow, prices, corners, firstCome: firstCome(market), greedy: greedy(market) };
}
