import type { Flow, Network } from './network-simplex.ts';

/**
 * Why a flow can't be cheaper: prices at the nodes whose value equals its cost (linear programming duality).
 * This checker knows nothing of how the flow was found; whoever downloads flow and prices can run it.
 */
export interface Certificate {
  /** The flow is lawful, the prices are lawful, and the gap between them is zero: nothing can be better. */
  readonly verified: boolean;
  /** Cost of the flow less the value of the prices; both exact. */
  readonly gap: bigint;
  readonly cost: bigint;
}

/** A sum of products of whole numbers: in doubles while it is safe, carried over into a big one before it is not. */
class ExactSum {
  #big = 0n;
  #small = 0;

  add(a: number, b: number): void {
    const product = a * b;
    if (!Number.isSafeInteger(product)) {
      this.#big += BigInt(a) * BigInt(b);
      return;
    }
    const sum = this.#small + product;
    if (Number.isSafeInteger(sum)) this.#small = sum;
    else {
      this.#big += BigInt(this.#small) + BigInt(product);
      this.#small = 0;
    }
  }

  total(): bigint {
    return this.#big + BigInt(this.#small);
  }
}

/** Whether so much may be left over: nothing, or with disposal some of the node's own. */
function mayBe(network: Network, node: number, left: number): boolean {
  const own = network.disposal ? (network.supply[node] ?? 0) : 0;
  if (own === 0) return left === 0;
  return own > 0 ? left >= 0 : left <= 0;
}

/** Whether every arc stays within its bounds in whole numbers, and every node sends and takes what it should. */
function isLawful(network: Network, flow: Float64Array): boolean {
  const net = new Float64Array(network.nodes);
  for (let e = 0; e < network.source.length; e++) {
    const carried = flow[e] ?? -1;
    if (carried < 0 || carried > (network.capacity[e] ?? 0)) return false;
    if (carried === 0) continue;
    const from = network.source[e] ?? 0;
    const to = network.target[e] ?? 0;
    net[from] = (net[from] ?? 0) + carried;
    net[to] = (net[to] ?? 0) - carried;
  }
  for (let node = 0; node < network.nodes; node++) {
    const left = (network.supply[node] ?? 0) - (net[node] ?? 0);
    // A node that sends may keep some of its own, never send more or receive; one that takes the other way round.
    if (!mayBe(network, node, left)) return false;
  }
  return true;
}

/** Whether a node's price allows keeping its rest at no cost. */
function areLawfulPrices(network: Network, potential: Float64Array): boolean {
  for (let node = 0; node < network.nodes; node++) {
    const price = potential[node] ?? 0;
    // What may be kept for nothing has no price below nothing.
    if (network.disposal && network.supply[node] !== 0 && !mayBe(network, node, price)) return false;
  }
  return true;
}

/** Checks a flow against its prices, from the network alone. */
export function certify(network: Network, found: Pick<Flow, 'flow' | 'potential'>): Certificate {
  const { flow, potential } = found;
  const cost = new ExactSum();
  const value = new ExactSum();
  let bounded = flow.every((one) => Number.isSafeInteger(one)) && potential.every((one) => Number.isSafeInteger(one));
  if (!bounded) return { verified: false, gap: 0n, cost: 0n };
  for (let e = 0; e < network.source.length; e++) {
    const price = network.cost[e] ?? 0;
    if (flow[e] !== 0) cost.add(price, flow[e] ?? 0);
    const reduced = price + (potential[network.source[e] ?? 0] ?? 0) - (potential[network.target[e] ?? 0] ?? 0);
    if (reduced >= 0) continue;
    // An arc worth more than its ends cost must be full; one without a bound would pay without end.
    const capacity = network.capacity[e] ?? 0;
    if (Number.isFinite(capacity)) value.add(reduced, capacity);
    else bounded = false;
  }
  for (let node = 0; node < network.nodes; node++) value.add(-(potential[node] ?? 0), network.supply[node] ?? 0);
  const gap = cost.total() - value.total();
  const lawful = isLawful(network, flow) && areLawfulPrices(network, potential);
  return { verified: lawful && bounded && gap === 0n, gap, cost: cost.total() };
}
