import { hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 over SHA-256: hashing, growing, proving and checking. An odd node is carried up as it
 * is, never doubled; the tree of no leaves has the hash of nothing. Sizes and indexes are whole numbers below 2^53.
 */
export type Hash = Uint8Array;

/** Bytes of every hash. */
export const hashBytes = 32;

const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer');

/** Root of the tree without leaves. */
export const emptyRoot: Hash = sha256(new Uint8Array(0));

/** Hash of a leaf: SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array): Hash {
  const prefixed = new Uint8Array(data.length + 1);
  prefixed.set(data, 1);
  return sha256(prefixed);
}

/** Used for every inner node, since the hash of it is taken before the next one is written. */
const scratch = new Uint8Array(1 + 2 * hashBytes);
scratch[0] = 1;

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  scratch.set(left, 1);
  scratch.set(right, 1 + hashBytes);
  return sha256(scratch);
}

/** As `nodeHash`, of two hashes that lie beside each other. */
export function pairHash(pair: Uint8Array): Hash {
  scratch.set(pair, 1);
  return sha256(scratch);
}

/** Whether two hashes are equal; other lengths than 32 never are. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== hashBytes || other.length !== hashBytes) return false;
  for (let at = 0; at < hashBytes; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const half = (value: number): number => Math.trunc(value / 2);

/** The largest power of two below `size` (2 or more): where RFC 6962 splits a tree. */
function splitOf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/**
 * A tree that only grows: it keeps the roots of the complete subtrees that its size is made of (at most 53 hashes),
 * which is all that is needed to append and to know the root.
 */
export class Frontier {
  #size = 0;
  readonly #roots: Hash[] = [];

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Appends a leaf by its hash. */
  add(leaf: Hash): void {
    this.addSubtree(leaf, 1);
  }

  /** Appends the root of a complete subtree of `leaves` (a power of two that divides the size so far). */
  addSubtree(root: Hash, leaves: number): void {
    if (this.#size % leaves !== 0) throw new RangeError(`a subtree of ${leaves} does not fit at ${this.#size}`);
    let joined = root;
    // Where a left neighbour of the same width waits alone, the two become one of twice the width.
    for (let left = this.#size / leaves; left % 2 === 1; left = half(left)) {
      const neighbour = this.#roots.pop();
      if (neighbour === undefined) throw new Error('a frontier without its left side');
      joined = nodeHash(neighbour, joined);
    }
    this.#roots.push(joined);
    this.#size += leaves;
  }

  /** The same tree, to grow on its own. */
  copy(): Frontier {
    const copied = new Frontier();
    copied.#size = this.#size;
    copied.#roots.push(...this.#roots);
    return copied;
  }

  /** The root at the present size. */
  root(): Hash {
    const last = this.#roots.at(-1);
    if (last === undefined) return emptyRoot;
    return this.#roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
  }
}

/** Gives the hash of the complete subtree of 2^level leaves that begins at leaf index × 2^level. */
export type NodeReader = (level: number, index: number) => Hash;

/** Hash of the leaves from `start` to `end`, read from complete subtrees. */
function rangeHash(read: NodeReader, start: number, end: number): Hash {
  const size = end - start;
  const level = Math.log2(size);
  // RFC 6962 only ever splits where the left part begins at a multiple of its own width.
  if (Number.isInteger(level)) return read(level, start / size);
  const split = splitOf(size);
  return nodeHash(rangeHash(read, start, start + split), rangeHash(read, start + split, end));
}

/** Root of the first `size` leaves. */
export function rootOf(read: NodeReader, size: number): Hash {
  return size === 0 ? emptyRoot : rangeHash(read, 0, size);
}

/** Inclusion proof of leaf `index` in the tree of `size` leaves, from the leaf's sibling up. */
export function inclusionProof(read: NodeReader, index: number, size: number): Hash[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} in ${size}`);
  const proof: Hash[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      proof.push(rangeHash(read, middle, end));
      end = middle;
    } else {
      proof.push(rangeHash(read, start, middle));
      start = middle;
    }
  }
  return proof.reverse();
}

/** Proof that the tree of `size` leaves begins with the tree of `old` leaves; empty where they are the same. */
export function consistencyProof(read: NodeReader, old: number, size: number): Hash[] {
  if (!isCount(old) || !isCount(size) || old < 1 || old > size) throw new RangeError(`no proof from ${old} to ${size}`);
  const proof: Hash[] = [];
  let [start, end, whole] = [0, size, true];
  while (end !== old) {
    const middle = start + splitOf(end - start);
    if (old <= middle) {
      proof.push(rangeHash(read, middle, end));
      end = middle;
    } else {
      proof.push(rangeHash(read, start, middle));
      start = middle;
      whole = false;
    }
  }
  if (!whole) proof.push(rangeHash(read, start, end));
  return proof.reverse();
}

const wellFormed = (hashes: readonly Uint8Array[]): boolean => hashes.every((one) => one.length === hashBytes);

/** The root that an inclusion proof leads to; null where it is malformed or has the wrong length (RFC 9162, 2.1.3.2). */
export function rootFromInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Hash | null {
  if (!isCount(index) || !isCount(size) || index >= size || !wellFormed([leaf, ...proof])) return null;
  let [node, last, hashed] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hashed = nodeHash(sibling, hashed);
      for (; node % 2 === 0 && node !== 0; node = half(node)) last = half(last);
    } else {
      hashed = nodeHash(hashed, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 ? hashed : null;
}

/** Whether the leaf is at `index` of the tree of `size` leaves with this root. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const reached = rootFromInclusion(leaf, index, size, proof);
  return reached !== null && sameHash(reached, root);
}

/**
 * Whether the tree of `size` leaves with `root` begins with the tree of `old` leaves with `oldRoot` (RFC 9162, 2.1.4.2).
 * A tree of no leaves proves nothing: from size 0 it is refused, and whoever begins there needs no proof.
 */
export function verifyConsistency(
  old: number,
  size: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!isCount(old) || !isCount(size) || old < 1 || old > size) return false;
  if (old === size) return proof.length === 0 && Buffer.from(oldRoot).equals(root);
  if (!wellFormed([oldRoot, root, ...proof])) return false;
  const path = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined || proof.length === 0) return false;
  let [node, last] = [old - 1, size - 1];
  for (; node % 2 === 1; node = half(node)) last = half(last);
  let [before, now] = [first, first];
  for (const hashed of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      before = nodeHash(hashed, before);
      now = nodeHash(hashed, now);
      for (; node % 2 === 0 && node !== 0; node = half(node)) last = half(last);
    } else {
      now = nodeHash(now, hashed);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameHash(before, oldRoot) && sameHash(now, root);
}
