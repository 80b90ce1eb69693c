import type { Market } from './tiered-match.ts';

/**
 * What a notice board would reach, to be held against the best plan: needs in the order they came, or pairs by their
 * points. Both know nothing of tiers, and nobody takes back what was given.
 */
function give(market: Market, pairs: Iterable<number>): Float64Array {
  const flow = new Float64Array(market.need.length);
  const wanted = market.wanted.slice();
  const left = market.left.slice();
  for (const e of pairs) {
    const i = market.need[e] ?? 0;
    const j = market.resource[e] ?? 0;
    const amount = Math.min(wanted[i] ?? 0, left[j] ?? 0);
    if (amount <= 0 || (market.whole[i] === 1 && amount < (market.wanted[i] ?? 0))) continue;
    flow[e] = amount;
    wanted[i] = (wanted[i] ?? 0) - amount;
    left[j] = (left[j] ?? 0) - amount;
  }
  return flow;
}

/** Whoever came first takes what fits best; the market's needs stand in the order they came. */
export function firstCome(market: Market): Float64Array {
  const { need, points } = market;
  const order = [...need.keys()].sort(
    (a, b) => (need[a] ?? 0) - (need[b] ?? 0) || (points[b] ?? 0) - (points[a] ?? 0) || a - b,
  );
  return give(market, order);
}

/** The pair with the most points first. */
export function greedy(market: Market): Float64Array {
  const { points } = market;
  return give(
    market,
    [...points.keys()].sort((a, b) => (points[b] ?? 0) - (points[a] ?? 0) || a - b),
  );
}
