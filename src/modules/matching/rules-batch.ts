import type { SolvedMarket } from '#algorithms/market';
import type { Exclusion } from '#algorithms/match-score';
import { type Market, worthOf } from '#algorithms/tiered-match';

/** Why a need is not served, or only in part. */
export type Why =
  /** No resource of its class passed; the filter that left out most, or `class` where there is none of its kind. */
  | { readonly why: 'filter'; readonly filter: Exclusion }
  /**
   * What came nearest went where it counts more, went to a more urgent tier, or could not be given in whole; or the need
   * got what there was, and it is too little.
   */
  | {
      readonly why: 'outbid' | 'urgent' | 'whole' | 'short';
      readonly resource: number;
      readonly points: bigint;
      readonly price: bigint;
    };

/** The filter that left out most resources; the first of equals. */
function widest(filters: ReadonlyMap<Exclusion, number>): Exclusion {
  let found: Exclusion = 'class';
  let most = 0;
  for (const [name, count] of filters)
    if (count > most) {
      found = name;
      most = count;
    }
  return found;
}

/**
 * Why a need lacks something in the plan, from the prices that prove it: whatever it would have counted at its best
 * resource, what is there went for at least as much.
 */
export function whyOf(
  market: Market,
  plan: Pick<SolvedMarket, 'flow' | 'prices' | 'corners'>,
  need: number,
  own: { readonly pairs: readonly number[]; readonly filters: ReadonlyMap<Exclusion, number> },
): Why {
  const [first] = own.pairs;
  if (first === undefined) return { why: 'filter', filter: widest(own.filters) };
  const best = own.pairs.reduce((a, e) => ((market.points[e] ?? 0) > (market.points[a] ?? 0) ? e : a), first);
  const resource = market.resource[best] ?? 0;
  const tier = market.tier[need] ?? 0;
  const prices = plan.prices.resources.map((of) => of[resource] ?? 0);
  const paidIn = prices.findIndex((one) => one > 0);
  const points = BigInt(market.points[best] ?? 0);
  const price = BigInt(prices[tier] ?? 0);
  if (own.pairs.some((e) => (plan.flow[e] ?? 0) > 0)) return { why: 'short', resource, points, price };
  if (paidIn >= 0 && paidIn < tier) return { why: 'urgent', resource, points, price };
  const isWhole = plan.corners.some((corner) => corner.needs.includes(need)) && price < points;
  return { why: isWhole || market.whole[need] === 1 ? 'whole' : 'outbid', resource, points, price };
}

/** What one way of sharing reaches in one tier. */
export interface Reached {
  /** Needs met in full, and in part. */
  readonly full: number;
  readonly part: number;
  readonly points: string;
}

function reachedBy(market: Market, flow: Float64Array): Reached[] {
  const got = new Float64Array(market.wanted.length);
  flow.forEach((amount, e) => {
    const i = market.need[e] ?? 0;
    got[i] = (got[i] ?? 0) + amount;
  });
  const worth = worthOf(market, flow);
  return worth.map((points, tier) => {
    const own = [...market.tier.keys()].filter((i) => market.tier[i] === tier);
    const full = own.filter((i) => (got[i] ?? 0) >= (market.wanted[i] ?? 0)).length;
    return { full, part: own.filter((i) => (got[i] ?? 0) > 0).length - full, points: points.toString() };
  });
}

/** One line of who is served: how many asked, how many got all or a part. Null counts are held back. */
export interface GroupLine {
  readonly key: string;
  readonly needs: number | null;
  readonly served: number | null;
}

/** The line in which small groups stand together. */
export const together = 'together';

/**
 * Who is served by group. Groups with fewer than `least` needs stand together in one line, and where that line would
 * be small itself the next smallest joins it, so that nothing can be told by subtracting from the total.
 */
export function groupLines(keys: readonly string[], served: readonly boolean[], least: number): GroupLine[] {
  const counts = new Map<string, { needs: number; served: number }>();
  keys.forEach((key, at) => {
    const line = counts.get(key) ?? { needs: 0, served: 0 };
    counts.set(key, { needs: line.needs + 1, served: line.served + Number(served[at]) });
  });
  const sorted = [...counts].sort(([a, x], [b, y]) => y.needs - x.needs || (a < b ? -1 : 1));
  const pool = { needs: 0, served: 0 };
  const shown: GroupLine[] = [];
  for (const [key, line] of sorted.toReversed()) {
    const isSmall = line.needs < least || (pool.needs > 0 && pool.needs < least);
    if (isSmall) {
      pool.needs += line.needs;
      pool.served += line.served;
    } else shown.unshift({ key, ...line });
  }
  if (pool.needs === 0) return shown;
  const enough = pool.needs >= least;
  return [...shown, { key: together, needs: enough ? pool.needs : null, served: enough ? pool.served : null }];
}

/** What everybody may see of a run. */
export interface Figures {
  readonly needs: number;
  readonly resources: number;
  readonly pairs: number;
  readonly tiers: readonly {
    readonly needs: number;
    readonly best: Reached;
    readonly firstCome: Reached;
    readonly greedy: Reached;
  }[];
  readonly groups: {
    readonly class: readonly GroupLine[];
    readonly estate: readonly GroupLine[];
    readonly age: readonly GroupLine[];
  };
  /** Corners with all-or-nothing needs whose bound is not reached, and whether the solver calls them best. */
  readonly corners: { readonly all: number; readonly open: number; readonly solved: boolean };
}

/** The public figures of a solved market. `keys` name the group of each need. */
export function figuresOf(
  market: Market,
  plan: SolvedMarket,
  keys: { readonly class: readonly string[]; readonly estate: readonly string[]; readonly age: readonly string[] },
  least: number,
): Figures {
  const [best, first, plain] = [plan.flow, plan.firstCome, plan.greedy].map((flow) => reachedBy(market, flow));
  const none: Reached = { full: 0, part: 0, points: '0' };
  const got = new Set<number>();
  plan.flow.forEach((amount, e) => {
    if (amount > 0) got.add(market.need[e] ?? 0);
  });
  const served = Array.from(market.wanted, (_, i) => got.has(i));
  const open = plan.corners.filter((one) => one.worth.some((worth, tier) => worth !== one.bound[tier]));
  return {
    ...{ needs: market.wanted.length, resources: market.left.length, pairs: market.need.length },
    tiers: Array.from({ length: market.tiers }, (_, tier) => ({
      needs: market.tier.reduce((sum, one) => sum + Number(one === tier), 0),
      best: best?.[tier] ?? none,
      firstCome: first?.[tier] ?? none,
      greedy: plain?.[tier] ?? none,
    })),
    groups: {
      class: groupLines(keys.class, served, least),
      estate: groupLines(keys.estate, served, least),
      age: groupLines(keys.age, served, least),
    },
    corners: { all: plan.corners.length, open: open.length, solved: plan.corners.every((one) => one.solved) },
  };
}
