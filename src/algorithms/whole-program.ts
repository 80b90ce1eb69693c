import { isTooLarge, type Market } from './tiered-match.ts';

/** How many times a point of one tier counts in the goal of the next: enough to lead the way, little enough to add up. */
const lead = 100;

/** Pairs by a node of theirs. */
function byNode(count: number, of: Int32Array, pairs: readonly number[]): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const e of pairs) lists[of[e] ?? 0]?.push(e);
  return lists;
}

/**
 * The most of a resource that can be given at all: where those who take all or nothing want two or four, five are as good
 * as four. No plan loses by it, and the plan in parts comes nearer to what can be.
 */
export function usable(market: Market): Float64Array {
  const all = [...market.need.keys()].filter((e) => !isTooLarge(market, e));
  const own = byNode(market.left.length, market.resource, all);
  return market.left.map((left, j) => {
    const pairs = own[j] ?? [];
    // Who takes parts takes anything, and beyond a few hundred the sums are too many to be worth it.
    if (left > 400 || pairs.some((e) => market.whole[market.need[e] ?? 0] !== 1)) return left;
    let sums = 1n;
    for (const e of pairs) sums |= sums << BigInt(market.wanted[market.need[e] ?? 0] ?? 0);
    let most = left;
    while (most > 0 && ((sums >> BigInt(most)) & 1n) === 0n) most -= 1;
    return most;
  });
}

const sumOf = (terms: readonly string[]): string => (terms.length === 0 ? '0 x0' : terms.join(' + '));

/**
 * The program of one tier in the CPLEX LP format, over the pairs of this tier and those before it: what each carries, a part
 * of what is wanted or yes and no. What the tiers before it reached may not be lost; they stand in the goal besides, which
 * changes no optimum and shows the way to it.
 */
export function programOf(market: Market, tier: number, reached: readonly bigint[]): string {
  const isWhole = (e: number) => market.whole[market.need[e] ?? 0] === 1;
  const tierOf = (e: number) => market.tier[market.need[e] ?? 0] ?? 0;
  const size = (e: number) => (isWhole(e) ? (market.wanted[market.need[e] ?? 0] ?? 0) : 1);
  const worth = (e: number) => size(e) * (market.points[e] ?? 0);
  const all = [...market.need.keys()].filter((e) => tierOf(e) <= tier && !isTooLarge(market, e));
  const needs = byNode(market.wanted.length, market.need, all).flatMap((of, i) => {
    const most = market.whole[i] === 1 ? 1 : (market.wanted[i] ?? 0);
    return of.length === 0 ? [] : [` n${i}: ${sumOf(of.map((e) => `x${e}`))} <= ${most}`];
  });
  const resources = byNode(market.left.length, market.resource, all).flatMap((of, j) =>
    of.length === 0 ? [] : [` r${j}: ${sumOf(of.map((e) => `${size(e)} x${e}`))} <= ${market.left[j]}`],
  );
  // Worth is a whole number, so half a point less is the same demand and no rounding can refuse it.
  const kept = reached.map((value, of) => {
    const own = all.filter((e) => tierOf(e) === of);
    return ` t${of}: ${sumOf(own.map((e) => `${worth(e)} x${e}`))} >= ${value - 1n}.5`;
  });
  const whole = all.filter(isWhole).map((e) => `x${e}`);
  const bounds = all.filter((e) => !isWhole(e)).map((e) => ` 0 <= x${e} <= ${market.wanted[market.need[e] ?? 0]}`);
  return [
    `Maximize\n obj: ${sumOf(all.map((e) => `${lead ** (tier - tierOf(e)) * worth(e)} x${e}`))}`,
    `Subject To\n${[...needs, ...resources, ...kept].join('\n')}`,
    ...(bounds.length === 0 ? [] : [`Bounds\n${bounds.join('\n')}`]),
    ...(whole.length === 0 ? [] : [`Binary\n ${whole.join(' ')}`]),
    'End\n',
  ].join('\n');
}
