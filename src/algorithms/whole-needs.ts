import { isTooLarge, type Market, type Prices, solveTiers, worthOf } from './tiered-match.ts';
import { programOf, usable } from './whole-program.ts';

/**
 * Needs that take all or nothing can't be proven by prices. Where the plan in parts gives one of them a part, its
 * corner of the market (all it is connected with) is solved anew by a solver for whole numbers; everything else stays.
 */

/** Values that a solver found for a program, and whether it says that there are none better. */
export interface WholeValues {
  readonly values: ReadonlyMap<string, number>;
  readonly best: boolean;
}

/** Solves a program in the CPLEX LP format; null where it found nothing within its time. */
export type WholeSolver = (program: string) => Promise<WholeValues | null>;

/** A corner of the market that was solved in whole. */
export interface Corner {
  readonly needs: readonly number[];
  readonly resources: readonly number[];
  /** What its plan is worth, and what no plan can pass: the prices of the plan in parts. By tier. */
  readonly worth: readonly bigint[];
  readonly bound: readonly bigint[];
  /** Whether the solver for whole numbers said that its plan is the best. */
  readonly solved: boolean;
}

/** A plan in which nobody who takes all or nothing got a part. */
export interface WholePlan {
  readonly flow: Float64Array;
  readonly corners: readonly Corner[];
}

/** The corner each node belongs to: needs first, then resources. */
function cornersOf(market: Market): Int32Array {
  const needs = market.wanted.length;
  const parent = new Int32Array(needs + market.left.length).map((_, at) => at);
  const rootOf = (from: number): number => {
    let at = from;
    while (parent[at] !== at) {
      const up = parent[parent[at] ?? 0] ?? 0;
      parent[at] = up;
      at = up;
    }
    return at;
  };
  market.need.forEach((i, e) => {
    if (!isTooLarge(market, e)) parent[rootOf(i)] = rootOf(needs + (market.resource[e] ?? 0));
  });
  return parent.map((_, at) => rootOf(at));
}

/** Needs that take all or nothing and were given a part, or from several. */
function torn(market: Market, flow: Float64Array): Set<number> {
  const found = new Set<number>();
  flow.forEach((amount, e) => {
    const i = market.need[e] ?? 0;
    if (amount > 0 && market.whole[i] === 1 && amount !== market.wanted[i]) found.add(i);
  });
  return found;
}

/** Pairs of a corner, in the market's own numbers. */
interface Part {
  readonly market: Market;
  readonly needs: readonly number[];
  readonly resources: readonly number[];
  readonly pairs: readonly number[];
}

function partOf(market: Market, corner: Int32Array, name: number): Part {
  const count = market.wanted.length;
  const needs: number[] = [];
  const resources: number[] = [];
  corner.forEach((one, node) => {
    if (one !== name) return;
    if (node < count) needs.push(node);
    else resources.push(node - count);
  });
  const pairs: number[] = [];
  market.need.forEach((i, e) => {
    if (corner[i] === name && !isTooLarge(market, e)) pairs.push(e);
  });
  const needAt = new Map(needs.map((i, at) => [i, at]));
  const resourceAt = new Map(resources.map((j, at) => [j, at]));
  const own: Market = {
    tiers: market.tiers,
    wanted: Float64Array.from(needs, (i) => market.wanted[i] ?? 0),
    tier: Int32Array.from(needs, (i) => market.tier[i] ?? 0),
    whole: Uint8Array.from(needs, (i) => market.whole[i] ?? 0),
    left: Float64Array.from(resources, (j) => market.left[j] ?? 0),
    need: Int32Array.from(pairs, (e) => needAt.get(market.need[e] ?? 0) ?? 0),
    resource: Int32Array.from(pairs, (e) => resourceAt.get(market.resource[e] ?? 0) ?? 0),
    points: Float64Array.from(pairs, (e) => market.points[e] ?? 0),
  };
  return { market: own, needs, resources, pairs };
}

/** The plan once it is settled which all-or-nothing pairs go: the rest is solved in parts, exactly. */
function completed(market: Market, chosen: ReadonlySet<number>): Float64Array {
  const left = market.left.slice();
  const wanted = market.wanted.map((one, i) => (market.whole[i] === 1 ? 0 : one));
  for (const e of chosen) {
    const j = market.resource[e] ?? 0;
    left[j] = (left[j] ?? 0) - (market.wanted[market.need[e] ?? 0] ?? 0);
  }
  if (left.some((one) => one < 0)) return new Float64Array(market.need.length);
  const { flow } = solveTiers({ ...market, left, wanted });
  for (const e of chosen) flow[e] = market.wanted[market.need[e] ?? 0] ?? 0;
  return flow;
}

/**
 * Where no solver answers: whole needs keep what the plan in parts gave them in whole, and take what else is whole, the
 * most telling pair first.
 */
function taken(market: Market, parts: Float64Array): Set<number> {
  const left = market.left.slice();
  const served = new Set<number>();
  const chosen = new Set<number>();
  const isKept = (e: number) => Number(parts[e] === market.wanted[market.need[e] ?? 0]);
  const order = [...market.need.keys()].sort(
    (a, b) =>
      isKept(b) - isKept(a) ||
      (market.tier[market.need[a] ?? 0] ?? 0) - (market.tier[market.need[b] ?? 0] ?? 0) ||
      (market.points[b] ?? 0) - (market.points[a] ?? 0) ||
      a - b,
  );
  for (const e of order) {
    const i = market.need[e] ?? 0;
    const j = market.resource[e] ?? 0;
    const size = market.wanted[i] ?? 0;
    if (market.whole[i] !== 1 || served.has(i) || (left[j] ?? 0) < size) continue;
    left[j] = (left[j] ?? 0) - size;
    served.add(i);
    chosen.add(e);
  }
  return chosen;
}

/** Whether a plan is worth more than another, the first tier that differs deciding. */
function isBetter(a: readonly bigint[], b: readonly bigint[]): boolean {
  const tier = a.findIndex((one, at) => one !== b[at]);
  return tier >= 0 && (a[tier] ?? 0n) > (b[tier] ?? 0n);
}

/** Whether two plans are worth the same in the first tiers. */
const isEqual = (a: readonly bigint[], b: readonly bigint[], tiers: number): boolean =>
  a.slice(0, tiers).every((one, tier) => one === b[tier]);

/** The all-or-nothing pairs that a solver found to go. */
function chosenIn(market: Market, found: WholeValues | null): number[] {
  const isWhole = (e: number) => market.whole[market.need[e] ?? 0] === 1;
  return [...market.need.keys()].filter((e) => isWhole(e) && (found?.values.get(`x${e}`) ?? 0) > 0.5);
}

/** A tier for itself on what the tiers before it leave, where the solver could not see through them all together. */
async function afterwards(
  market: Market,
  flow: Float64Array,
  tier: number,
  solver: WholeSolver,
): Promise<Float64Array> {
  const tierOf = (e: number) => market.tier[market.need[e] ?? 0] ?? 0;
  const left = market.left.slice();
  const before = new Set<number>();
  flow.forEach((amount, e) => {
    if (amount === 0 || tierOf(e) >= tier) return;
    const j = market.resource[e] ?? 0;
    left[j] = (left[j] ?? 0) - amount;
    if (market.whole[market.need[e] ?? 0] === 1) before.add(e);
  });
  const own = [...market.need.keys()].filter((e) => tierOf(e) === tier);
  const pick = (of: Int32Array | Float64Array, at: number): number => of[own[at] ?? 0] ?? 0;
  const rest: Market = {
    ...{ ...market, left },
    need: Int32Array.from(own, (_, at) => pick(market.need, at)),
    resource: Int32Array.from(own, (_, at) => pick(market.resource, at)),
    points: Float64Array.from(own, (_, at) => pick(market.points, at)),
  };
  const chosen = chosenIn(rest, await solver(programOf(rest, tier, [])));
  return completed(market, new Set([...before, ...chosen.map((at) => own[at] ?? 0)]));
}

/** One corner tier by tier, from the best plan known; whether what came out is the best. */
async function solveConnected(
  market: Market,
  known: Float64Array,
  solver: WholeSolver,
): Promise<{ flow: Float64Array; solved: boolean }> {
  const reached: bigint[] = [];
  let flow = known;
  let solved = true;
  const take = (plan: Float64Array) => {
    if (isBetter(worthOf(market, plan), worthOf(market, flow))) flow = plan;
  };
  for (let tier = 0; tier < market.tiers; tier++) {
    const found = await solver(programOf(market, tier, reached));
    const plan = completed(market, new Set(chosenIn(market, found)));
    // A solver out of time may know less than we do already, and one that rounds may lose what was reached.
    if (found !== null) take(plan);
    if (found?.best !== true && tier > 0) take(await afterwards(market, flow, tier, solver));
    const worth = worthOf(market, flow);
    solved &&= found?.best === true && isEqual(worth, worthOf(market, plan), tier + 1);
    reached.push(worth[tier] ?? 0n);
  }
  return { flow, solved };
}

/**
 * A corner by its own parts: what no plan could use of a resource is taken off it, and pairs that can't be any more are dropped.
 * Often it falls apart then, or the plan in parts tears nobody any more; only the rest is for the solver for whole numbers.
 */
async function solveCorner(given: Market, solver: WholeSolver): Promise<{ flow: Float64Array; solved: boolean }> {
  const market: Market = { ...given, left: usable(given) };
  const { flow: parts } = solveTiers(market);
  const corner = cornersOf(market);
  const hurt = new Set([...torn(market, parts)].map((i) => corner[i] ?? 0));
  const flow = parts.slice();
  let solved = true;
  for (const name of hurt) {
    const part = partOf(market, corner, name);
    const from = Float64Array.from(part.pairs, (e) => parts[e] ?? 0);
    const found = await solveConnected(part.market, completed(part.market, taken(part.market, from)), solver);
    part.pairs.forEach((e, at) => {
      flow[e] = found.flow[at] ?? 0;
    });
    solved &&= found.solved;
  }
  return { flow, solved };
}

function boundOf(market: Market, prices: Prices, needs: readonly number[], resources: readonly number[]): bigint[] {
  return prices.needs.map((ofNeeds, tier) => {
    const ofResources = prices.resources[tier];
    const value = (one: number | undefined, size: number | undefined) => BigInt(one ?? 0) * BigInt(size ?? 0);
    return (
      needs.reduce((sum, i) => sum + value(ofNeeds[i], market.wanted[i]), 0n) +
      resources.reduce((sum, j) => sum + value(ofResources?.[j], market.left[j]), 0n)
    );
  });
}

/** Makes the plan in parts lawful for those who take all or nothing. */
export async function solveWhole(
  market: Market,
  parts: { readonly flow: Float64Array; readonly prices: Prices },
  solver: WholeSolver,
): Promise<WholePlan> {
  const corner = cornersOf(market);
  const flow = parts.flow.slice();
  const corners: Corner[] = [];
  const names = new Set([...torn(market, flow)].map((i) => corner[i] ?? 0));
  for (const name of names) {
    const part = partOf(market, corner, name);
    const found = await solveCorner(part.market, solver);
    part.pairs.forEach((e, at) => {
      flow[e] = found.flow[at] ?? 0;
    });
    const worth = worthOf(part.market, found.flow);
    const bound = boundOf(market, parts.prices, part.needs, part.resources);
    const { needs, resources } = part;
    corners.push({ needs, resources, worth, bound, solved: found.solved });
  }
  return { flow, corners };
}
