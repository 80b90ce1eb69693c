import { type Flow, minCostFlow, type Network } from './network-simplex.ts';

/**
 * Everything open at once: needs that want, resources that have, and the pairs that fit, each with its points. The
 * first tier counts before all others, the second before the third: no gain further down outweighs a loss above.
 */
export interface Market {
  readonly tiers: number;
  /** How much each need still wants, in whole units. */
  readonly wanted: Float64Array;
  /** The tier of each need, from 0. */
  readonly tier: Int32Array;
  /** 1 where a need takes all it wants from one giver, or nothing. */
  readonly whole: Uint8Array;
  /** How much each resource has. */
  readonly left: Float64Array;
  /** Pairs: need, resource, and what one unit between them counts (at least 1). */
  readonly need: Int32Array;
  readonly resource: Int32Array;
  readonly points: Float64Array;
}

/**
 * Prices that prove a plan: what one more unit would be worth, by tier, at each need and at each resource. No pair that
 * can be counts more than its two prices together, and what is left over has none, so no plan is worth more than the prices.
 */
export interface Prices {
  /** Per tier, per need. */
  readonly needs: readonly Float64Array[];
  /** Per tier, per resource. */
  readonly resources: readonly Float64Array[];
}

/** The best plan where everything may be given in part, with the prices that prove it. */
export interface Tiered {
  /** Per pair. */
  readonly flow: Float64Array;
  readonly prices: Prices;
}

/** A pair that can't be: the need takes all or nothing, and the resource has less than all. */
export function isTooLarge(market: Market, pair: number): boolean {
  const need = market.need[pair] ?? 0;
  return market.whole[need] === 1 && (market.wanted[need] ?? 0) > (market.left[market.resource[pair] ?? 0] ?? 0);
}

/** Pairs still in play, then one way each for what a need goes without and what a resource keeps. */
function networkOf(market: Market, alive: Int32Array, tier: number): Network {
  const { wanted, left, need, resource, points } = market;
  const needs = wanted.length;
  const root = needs + left.length;
  const pairs = need.length;
  const source = new Int32Array(alive.length);
  const target = new Int32Array(alive.length);
  const cost = new Float64Array(alive.length);
  alive.forEach((e, at) => {
    const isPair = e < pairs;
    const node = e - pairs;
    source[at] = isPair ? (need[e] ?? 0) : node < needs ? node : root;
    target[at] = isPair ? needs + (resource[e] ?? 0) : node < needs ? root : node;
    cost[at] = isPair && market.tier[need[e] ?? 0] === tier ? 0 - (points[e] ?? 0) : 0;
  });
  const supply = new Float64Array(root + 1);
  supply.set(wanted);
  left.forEach((one, j) => {
    supply[needs + j] = 0 - one;
  });
  supply[root] = 0 - supply.reduce((sum, one) => sum + one, 0);
  const capacity = new Float64Array(alive.length).fill(Number.POSITIVE_INFINITY);
  return { nodes: root + 1, source, target, cost, capacity, supply, disposal: false };
}

/** What costs nothing at these prices may still be used: every best plan of the tier lies in these ways alone. */
function tight(network: Network, alive: Int32Array, { potential }: Flow): Int32Array {
  const { source, target, cost } = network;
  return alive.filter(
    (_, at) => (cost[at] ?? 0) + (potential[source[at] ?? 0] ?? 0) - (potential[target[at] ?? 0] ?? 0) === 0,
  );
}

/**
 * The exact best plan, tier after tier: once a tier is solved, only what belongs to one of its best plans stays in
 * play for the next. Needs that take all or nothing are treated here as if they took parts, but of a resource that has all.
 */
export function solveTiers(market: Market): Tiered {
  const needs = market.wanted.length;
  const nodes = needs + market.left.length;
  const pairs = market.need.length;
  const prices: { needs: Float64Array[]; resources: Float64Array[] } = { needs: [], resources: [] };
  const flow = new Float64Array(pairs);
  // A pair that no lawful plan uses needs no price.
  let alive = new Int32Array(pairs + nodes).map((_, e) => e).filter((e) => e >= pairs || !isTooLarge(market, e));
  for (let tier = 0; tier < market.tiers; tier++) {
    const network = networkOf(market, alive, tier);
    const found = minCostFlow(network);
    const root = found.potential[nodes] ?? 0;
    prices.needs.push(found.potential.slice(0, needs).map((one) => one - root));
    prices.resources.push(found.potential.slice(needs, nodes).map((one) => root - one));
    flow.fill(0);
    alive.forEach((e, at) => {
      if (e < pairs) flow[e] = found.flow[at] ?? 0;
    });
    alive = Int32Array.from(tight(network, alive, found));
  }
  return { flow, prices };
}

/** What a plan is worth, tier by tier. */
export function worthOf(market: Market, flow: Float64Array): bigint[] {
  const worth = Array.from({ length: market.tiers }, () => 0n);
  flow.forEach((amount, e) => {
    if (amount === 0) return;
    const tier = market.tier[market.need[e] ?? 0] ?? 0;
    worth[tier] = (worth[tier] ?? 0n) + BigInt(amount) * BigInt(market.points[e] ?? 0);
  });
  return worth;
}
