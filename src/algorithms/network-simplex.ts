/**
 * The exact minimum-cost flow by the primal network simplex method, with block search for the entering arc and
 * strongly feasible trees, so that it can't cycle. The tree is kept in the thread index of
 * Király and Kovács, "Efficient implementations of minimum-cost flow algorithms" (Acta Univ. Sapientiae, 2012).
 *
 * Everything is whole numbers inside the safe range of a double, so that no sum is ever rounded.
 */

import { down, SpanningTree, up } from './spanning-tree.ts';

/** A network: arc `e` leads from `source[e]` to `target[e]`, carries 0…`capacity[e]` at `cost[e]` each. */
export interface Network {
  readonly nodes: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly cost: Float64Array;
  readonly capacity: Float64Array;
  /** What each node sends (above zero) or takes (below zero). */
  readonly supply: Float64Array;
  /**
   * True: a node may keep what it can't send or go without what it can't get, at no cost.
   * False: every node sends and takes exactly its supply.
   */
  readonly disposal: boolean;
}

export interface Flow {
  /** Per arc; of an infeasible network, what could be sent at most cheaply. */
  readonly flow: Float64Array;
  /** Per node: the dual price. `cost + potential[source] - potential[target]` is an arc's reduced cost. */
  readonly potential: Float64Array;
  /** False when supplies and demands can't be met; never with disposal. */
  readonly feasible: boolean;
  readonly pivots: number;
}

/** How far the root's own price may wander: with the spread of the others it stays a safe integer. */
const farthest = 2 ** 50;

const upper = -1;
const tree = 0;
const lower = 1;

type Numbers = Int32Array | Float64Array;

/** The same numbers with room for one artificial arc per node behind them. */
function withRoom<T extends Numbers>(into: T, from: Numbers): T {
  into.set(from);
  return into;
}

/** The state of the method: arcs of the network first, then one artificial arc between each node and the root. */
class Simplex {
  readonly #arcs: number;
  /** How many arcs may enter: with disposal the artificial ones as well, for keeping what was once sent. */
  readonly #search: number;
  readonly #source: Int32Array;
  readonly #target: Int32Array;
  readonly #cost: Float64Array;
  readonly #capacity: Float64Array;
  readonly #flow: Float64Array;
  readonly #state: Int8Array;
  readonly #potential: Float64Array;
  readonly #tree: SpanningTree;
  readonly #block: number;
  #next = 0;
  #entering = 0;
  #join = 0;
  #uIn = 0;
  #vIn = 0;
  #uOut = 0;
  #delta = 0;

  constructor(network: Network, penalty: number) {
    const { nodes } = network;
    const arcs = network.source.length;
    this.#arcs = arcs;
    this.#search = network.disposal ? arcs + nodes : arcs;
    this.#block = Math.max(10, Math.ceil(Math.sqrt(arcs)));
    this.#source = withRoom(new Int32Array(arcs + nodes), network.source);
    this.#target = withRoom(new Int32Array(arcs + nodes), network.target);
    this.#cost = withRoom(new Float64Array(arcs + nodes), network.cost);
    this.#capacity = withRoom(new Float64Array(arcs + nodes), network.capacity);
    this.#flow = new Float64Array(arcs + nodes);
    this.#state = new Int8Array(arcs + nodes).fill(lower);
    this.#potential = new Float64Array(nodes + 1);
    this.#tree = new SpanningTree(nodes, arcs);
    this.#plant(network, penalty);
  }

  /** The first tree is a star: every node hangs on the root by its artificial arc. */
  #plant({ supply, disposal }: Network, penalty: number): void {
    const { root } = this.#tree;
    for (let u = 0; u < root; u++) {
      const arc = this.#arcs + u;
      const own = supply[u] ?? 0;
      const sends = own >= 0;
      // Keeping is free where it is allowed; a node with nothing of its own has nothing to keep.
      const price = disposal ? (own === 0 ? penalty : 0) : sends ? 0 : penalty;
      this.#tree.direction[u] = sends ? up : down;
      this.#source[arc] = sends ? u : root;
      this.#target[arc] = sends ? root : u;
      this.#cost[arc] = price;
      this.#potential[u] = sends ? 0 - price : price;
      this.#capacity[arc] = Number.POSITIVE_INFINITY;
      this.#flow[arc] = Math.abs(own);
      this.#state[arc] = tree;
    }
  }

  run(): number {
    let pivots = 0;
    while (this.#findEntering()) {
      this.#pivot();
      pivots++;
    }
    return pivots;
  }

  result(pivots: number, disposal: boolean): Flow {
    const kept = this.#flow.subarray(this.#arcs);
    return {
      flow: this.#flow.slice(0, this.#arcs),
      // As differences from the root, which is what an artificial arc's end costs.
      potential: this.#potential.slice(0, this.#tree.root).map((one) => one - (this.#potential[this.#tree.root] ?? 0)),
      feasible: disposal || kept.every((one) => one === 0),
      pivots,
    };
  }

  #pivot(): void {
    this.#join = this.#tree.join(this.#source[this.#entering] ?? 0, this.#target[this.#entering] ?? 0);
    const leaves = this.#findLeaving();
    this.#changeFlow(leaves);
    if (!leaves) return;
    this.#changeTree();
    this.#changePotential();
  }

  /** The dearest violation in the next block of arcs that has one. */
  #findEntering(): boolean {
    const source = this.#source;
    const target = this.#target;
    const cost = this.#cost;
    const state = this.#state;
    const potential = this.#potential;
    const arcs = this.#search;
    const block = this.#block;
    let worst = 0;
    let found = -1;
    let left = block;
    let e = this.#next;
    for (let seen = 0; seen < arcs; seen++) {
      if (e >= arcs) e = 0;
      const reduced =
        (state[e] ?? 0) * ((cost[e] ?? 0) + (potential[source[e] ?? 0] ?? 0) - (potential[target[e] ?? 0] ?? 0));
      if (reduced < worst) {
        worst = reduced;
        found = e;
      }
      e++;
      left--;
      if (left === 0) {
        if (found >= 0) break;
        left = block;
      }
    }
    this.#next = e;
    this.#entering = found;
    return found >= 0;
  }

  /**
   * The arc of the cycle that first has no room left. Of equals, the last one met along the cycle from the join keeps
   * the tree strongly feasible. False: the entering arc itself goes from one bound to the other.
   */
  #findLeaving(): boolean {
    const { first, second } = this.#ends();
    const parent = this.#tree.parent;
    const pred = this.#tree.pred;
    const direction = this.#tree.direction;
    const flow = this.#flow;
    const capacity = this.#capacity;
    let delta = capacity[this.#entering] ?? 0;
    let out = -1;
    let onFirst = true;
    for (let u = first; u !== this.#join; u = parent[u] ?? 0) {
      const e = pred[u] ?? 0;
      const room = direction[u] === down ? (capacity[e] ?? 0) - (flow[e] ?? 0) : (flow[e] ?? 0);
      if (room < delta) {
        delta = room;
        out = u;
      }
    }
    for (let u = second; u !== this.#join; u = parent[u] ?? 0) {
      const e = pred[u] ?? 0;
      const room = direction[u] === up ? (capacity[e] ?? 0) - (flow[e] ?? 0) : (flow[e] ?? 0);
      if (room <= delta) {
        delta = room;
        out = u;
        onFirst = false;
      }
    }
    this.#delta = delta;
    this.#uOut = out;
    this.#uIn = onFirst ? first : second;
    this.#vIn = onFirst ? second : first;
    return out >= 0;
  }

  #ends(): { readonly first: number; readonly second: number } {
    const from = this.#source[this.#entering] ?? 0;
    const to = this.#target[this.#entering] ?? 0;
    return this.#state[this.#entering] === lower ? { first: from, second: to } : { first: to, second: from };
  }

  #changeFlow(leaves: boolean): void {
    const e = this.#entering;
    if (this.#delta > 0) {
      const change = (this.#state[e] ?? 0) * this.#delta;
      this.#flow[e] = (this.#flow[e] ?? 0) + change;
      this.#along(this.#source[e] ?? 0, -change);
      this.#along(this.#target[e] ?? 0, change);
    }
    if (leaves) {
      const out = this.#tree.pred[this.#uOut] ?? 0;
      this.#state[e] = tree;
      this.#state[out] = this.#flow[out] === 0 ? lower : upper;
    } else this.#state[e] = -(this.#state[e] ?? 0);
  }

  #along(from: number, change: number): void {
    const parent = this.#tree.parent;
    const pred = this.#tree.pred;
    const direction = this.#tree.direction;
    const flow = this.#flow;
    for (let u = from; u !== this.#join; u = parent[u] ?? 0) {
      const e = pred[u] ?? 0;
      flow[e] = (flow[e] ?? 0) + (direction[u] ?? 0) * change;
    }
  }

  #changeTree(): void {
    const inner = this.#uIn;
    this.#tree.move({
      out: this.#uOut,
      inner,
      outer: this.#vIn,
      join: this.#join,
      arc: this.#entering,
      direction: this.#source[this.#entering] === inner ? up : down,
    });
  }

  /** Prices count from the root; where it has wandered far, all come back, so that none leaves the safe range. */
  #steady(): void {
    const potential = this.#potential;
    const base = potential[this.#tree.root] ?? 0;
    if (Math.abs(base) < farthest) return;
    for (let node = 0; node < potential.length; node++) potential[node] = (potential[node] ?? 0) - base;
  }

  #changePotential(): void {
    const potential = this.#potential;
    const thread = this.#tree.thread;
    const u = this.#uIn;
    const cost = this.#cost[this.#entering] ?? 0;
    const change = (potential[this.#vIn] ?? 0) - (potential[u] ?? 0) - (this.#tree.direction[u] ?? 0) * cost;
    const behind = thread[this.#tree.last[u] ?? 0] ?? 0;
    // Only differences count: where most nodes were cut off, the fewer others are moved the other way.
    const most = 2 * (this.#tree.size[u] ?? 0) > this.#tree.root;
    const start = most ? behind : u;
    const end = most ? u : behind;
    const by = most ? -change : change;
    let node = start;
    do {
      potential[node] = (potential[node] ?? 0) + by;
      node = thread[node] ?? 0;
    } while (node !== end);
    if (most) this.#steady();
  }
}

/** The cheapest flow, exact. Costs times nodes must stay inside the safe integers; the caller has checked. */
export function minCostFlow(network: Network): Flow {
  let dearest = 0;
  for (const one of network.cost) dearest = Math.max(dearest, Math.abs(one));
  const simplex = new Simplex(network, (dearest + 1) * (network.nodes + 1));
  return simplex.result(simplex.run(), network.disposal);
}
