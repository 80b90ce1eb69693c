/**
 * The spanning tree of the network simplex method, rooted, in the thread index of Király and Kovács ("Efficient
 * implementations of minimum-cost flow algorithms", Acta Univ. Sapientiae, 2012): a preorder list of the nodes, with the
 * size of each subtree and its last node, so that a pivot touches only the cycle and the part that moves.
 */

export const up = 1;
export const down = -1;

/** What the tree knew of the part that is cut off, before it is changed. */
interface Cut {
  readonly back: number;
  readonly size: number;
  readonly last: number;
  readonly vOut: number;
}

/** One pivot: the subtree below `out` loses its arc to above and hangs by `arc` from its node `inner` on `outer`. */
export interface Move {
  readonly out: number;
  readonly inner: number;
  readonly outer: number;
  readonly join: number;
  readonly arc: number;
  /** Whether the arc leads from `inner` up to `outer`. */
  readonly direction: number;
}

export class SpanningTree {
  readonly root: number;
  readonly parent: Int32Array;
  /** The arc to the parent, and whether it leads up to it or down from it. */
  readonly pred: Int32Array;
  readonly direction: Int8Array;
  /** The tree in preorder, both ways; how many nodes hang below each (itself too), and the last of them. */
  readonly thread: Int32Array;
  readonly size: Int32Array;
  readonly last: Int32Array;
  readonly #back: Int32Array;
  readonly #dirty: Int32Array;

  /** A star: every node 0…nodes−1 hangs on the root, node `nodes`, by the arc of its number after `firstArc`. */
  constructor(nodes: number, firstArc: number) {
    this.root = nodes;
    this.parent = new Int32Array(nodes + 1).fill(nodes);
    this.pred = new Int32Array(nodes + 1).map((_, u) => firstArc + u);
    this.direction = new Int8Array(nodes + 1).fill(up);
    this.thread = new Int32Array(nodes + 1).map((_, u) => (u === nodes ? 0 : u + 1));
    this.size = new Int32Array(nodes + 1).fill(1);
    this.last = new Int32Array(nodes + 1).map((_, u) => u);
    this.#back = new Int32Array(nodes + 1).map((_, u) => (u === 0 ? nodes : u - 1));
    this.#dirty = new Int32Array(nodes + 2);
    this.parent[nodes] = -1;
    this.pred[nodes] = -1;
    this.size[nodes] = nodes + 1;
    this.last[nodes] = nodes - 1;
  }

  /** Where the ways of two nodes to the root meet. */
  join(one: number, other: number): number {
    const { parent, size } = this;
    let u = one;
    let v = other;
    while (u !== v) {
      if ((size[u] ?? 0) < (size[v] ?? 0)) u = parent[u] ?? 0;
      else v = parent[v] ?? 0;
    }
    return u;
  }

  /** Takes the leaving arc out of the tree and hangs its lower part on by the entering arc. */
  move(move: Move): void {
    const { out } = move;
    const cut: Cut = {
      back: this.#back[out] ?? 0,
      size: this.size[out] ?? 0,
      last: this.last[out] ?? 0,
      vOut: this.parent[out] ?? 0,
    };
    if (move.inner === out) this.#rehang(move, cut);
    else {
      this.#turnStem(move, cut);
      this.#nameStem(move, cut);
    }
    this.#updateLast(move, cut);
    this.#updateSizes(move, cut);
  }

  #nameEntering(move: Move): void {
    this.pred[move.inner] = move.arc;
    this.direction[move.inner] = move.direction;
  }

  /** The lower part keeps its root: it is only moved behind its new parent. */
  #rehang(move: Move, cut: Cut): void {
    const thread = this.thread;
    const back = this.#back;
    const u = move.inner;
    const v = move.outer;
    this.parent[u] = v;
    this.#nameEntering(move);
    if (thread[v] === u) return;
    const behind = thread[cut.last] ?? 0;
    thread[cut.back] = behind;
    back[behind] = cut.back;
    const after = thread[v] ?? 0;
    thread[v] = u;
    back[u] = v;
    thread[cut.last] = after;
    back[after] = cut.last;
  }

  /** The way from the entering arc up to the leaving one (the stem) is turned round, node by node. */
  #turnStem(move: Move, cut: Cut): void {
    const thread = this.thread;
    const back = this.#back;
    const parent = this.parent;
    const lastOf = this.last;
    const dirty = this.#dirty;
    const vIn = move.outer;
    const goesOn = cut.back === vIn ? (thread[cut.last] ?? 0) : (thread[vIn] ?? 0);
    let stem = move.inner;
    let above = vIn;
    let last = lastOf[stem] ?? 0;
    let after = thread[last] ?? 0;
    let touched = 0;
    thread[vIn] = stem;
    dirty[touched++] = vIn;
    while (stem !== move.out) {
      const next = parent[stem] ?? 0;
      thread[last] = next;
      dirty[touched++] = last;
      const before = back[stem] ?? 0;
      thread[before] = after;
      back[after] = before;
      parent[stem] = above;
      above = stem;
      stem = next;
      last = (lastOf[stem] === lastOf[above] ? back[above] : lastOf[stem]) ?? 0;
      after = thread[last] ?? 0;
    }
    parent[stem] = above;
    thread[last] = goesOn;
    back[goesOn] = last;
    lastOf[stem] = last;
    if (cut.back !== vIn) {
      thread[cut.back] = after;
      back[after] = cut.back;
    }
    for (let i = 0; i < touched; i++) {
      const u = dirty[i] ?? 0;
      back[thread[u] ?? 0] = u;
    }
  }

  #nameStem(move: Move, cut: Cut): void {
    const size = this.size;
    const uIn = move.inner;
    const lastOut = this.last[move.out] ?? 0;
    let sum = 0;
    let u = move.out;
    while (u !== uIn) {
      const p = this.parent[u] ?? 0;
      this.pred[u] = this.pred[p] ?? 0;
      this.direction[u] = -(this.direction[p] ?? 0);
      sum += (size[u] ?? 0) - (size[p] ?? 0);
      size[u] = sum;
      this.last[p] = lastOut;
      u = p;
    }
    this.#nameEntering(move);
    size[uIn] = cut.size;
  }

  #updateLast(move: Move, cut: Cut): void {
    const last = this.last;
    const vIn = move.outer;
    const join = move.join;
    const limit = last[join] === vIn ? join : -1;
    const lastOut = last[move.out] ?? 0;
    this.#rename(vIn, -1, vIn, lastOut);
    if (join !== cut.back && vIn !== cut.back) this.#rename(cut.vOut, limit, cut.last, cut.back);
    else if (lastOut !== cut.last) this.#rename(cut.vOut, limit, cut.last, lastOut);
  }

  #updateSizes(move: Move, cut: Cut): void {
    const size = this.size;
    for (let u = move.outer; u !== move.join; u = this.parent[u] ?? 0) size[u] = (size[u] ?? 0) + cut.size;
    for (let u = cut.vOut; u !== move.join; u = this.parent[u] ?? 0) size[u] = (size[u] ?? 0) - cut.size;
  }

  #rename(from: number, limit: number, old: number, now: number): void {
    for (let u = from; u !== -1 && u !== limit && this.last[u] === old; u = this.parent[u] ?? -1) this.last[u] = now;
  }
}
