import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Frontier, sameHash } from '#algorithms/merkle';
import { subtreeRoot, tilePath, tileWidth, widthAt } from '#algorithms/merkle-tiles';
import type { Report } from './verify-report.ts';

/** A head whose root must appear on the way up to the newest one. */
export interface Mark {
  readonly size: number;
  readonly root: Uint8Array;
  /** Called when the first leaves up to its size have another root. */
  readonly broken: () => void;
}

/** A leaf as it lies in its bundle. */
export type OnLeaf = (index: number, bundle: Buffer, start: number, end: number) => void;

const hashBytes = 32;

/** Reads one small file after another into the same memory; what it gives is good until the next one. */
class Pieces {
  #memory: Buffer = Buffer.allocUnsafe(1 << 18);

  read(folder: string, path: string, report: Report): Buffer | null {
    let file: number;
    try {
      file = openSync(join(folder, path), 'r');
    } catch {
      report.found('tile_missing', { path });
      return null;
    }
    try {
      const { size } = fstatSync(file);
      if (size > this.#memory.length) this.#memory = Buffer.allocUnsafe(2 * size);
      let at = 0;
      for (let read = 1; at < size && read > 0; at += read) read = readSync(file, this.#memory, at, size - at, at);
      return this.#memory.subarray(0, at);
    } finally {
      closeSync(file);
    }
  }
}

/** The hash of a leaf without copying it: the byte before it is lent to the prefix for a moment. */
function hashInPlace(bundle: Buffer, start: number, end: number): Buffer {
  const lent = bundle[start - 1] ?? 0;
  bundle[start - 1] = 0;
  const hashed = hash('sha256', bundle.subarray(start - 1, end), 'buffer');
  bundle[start - 1] = lent;
  return hashed;
}

/**
 * Computes the whole tree of `size` leaves from the entries, piece by piece in constant memory: every leaf against its
 * hash, every tile against the tiles below it, every mark against the root at its size, and the root at the end.
 */
export class TreeCheck {
  readonly #folder: string;
  readonly #size: number;
  readonly #report: Report;
  readonly #onLeaf: OnLeaf;
  readonly #marks: Mark[];
  readonly #frontier = new Frontier();
  readonly #bundles = new Pieces();
  readonly #tiles = new Pieces();
  /** Where the leaves of the bundle at hand lie; written again for each, what is beyond a tile falls off the end. */
  readonly #starts = new Uint32Array(tileWidth);
  readonly #ends = new Uint32Array(tileWidth);
  /** Hashes of the tile now growing on each level above the leaves. */
  readonly #growing: { index: number; bytes: Buffer; width: number }[] = [];

  constructor(folder: string, size: number, marks: readonly Mark[], report: Report, onLeaf: OnLeaf) {
    this.#folder = folder;
    this.#size = size;
    this.#report = report;
    this.#onLeaf = onLeaf;
    this.#marks = marks.filter((mark) => mark.size > 0 && mark.size <= size).sort((a, b) => a.size - b.size);
  }

  /** Runs to the end and gives the root; `progress` is told the leaves done. */
  run(progress: (done: number) => void): Uint8Array {
    for (let index = 0; index * tileWidth < this.#size; index += 1) {
      const width = widthAt(this.#size, 0, index);
      this.#bundle(index, width);
      progress(Math.min(this.#size, (index + 1) * tileWidth));
    }
    for (const [at, tile] of this.#growing.entries()) if (tile.width > 0) this.#compare(at + 1, tile);
    return this.#frontier.root();
  }

  #bundle(index: number, width: number): void {
    const path = tilePath({ level: 'entries', index, width });
    const tilePlace = tilePath({ level: 0, index, width });
    const bundle = this.#bundles.read(this.#folder, path, this.#report);
    const given = this.#tiles.read(this.#folder, tilePlace, this.#report);
    const tile = given?.length === width * hashBytes ? given : null;
    if (given !== null && tile === null)
      this.#report.found('tile_short', { path: tilePlace, expected: width * hashBytes, found: given.length });
    const hashes = Buffer.alloc(width * hashBytes);
    if (bundle !== null) {
      const found = Math.min(width, this.#span(bundle, path));
      this.#leaves(bundle, found, index, width, found < width ? tile : null, hashes);
      if (tile !== null && found === width) this.#against(hashes, tile, index, width);
    }
    this.#grow(hashes, index, width);
  }

  /** Hashes the leaves and hands them on. Where some are gone, the tile tells which: the others keep their places. */
  #leaves(bundle: Buffer, found: number, index: number, width: number, guide: Buffer | null, hashes: Buffer): void {
    const gone = (place: number): void => {
      // The tree goes on with what the tile says stood there, so that what is missing is told once.
      guide?.copy(hashes, place * hashBytes, place * hashBytes, (place + 1) * hashBytes);
      this.#report.found('leaf_missing', {
        ...{ index: index * tileWidth + place, found, expected: width },
        path: tilePath({ level: 'entries', index, width }),
      });
    };
    let place = 0;
    for (let one = 0; one < found; one += 1) {
      const [start, end] = [this.#starts[one] ?? 0, this.#ends[one] ?? 0];
      const hashed = hashInPlace(bundle, start, end);
      const known = guide === null ? place : guide.indexOf(hashed, place * hashBytes) / hashBytes;
      if (Number.isInteger(known)) for (; place < known; place += 1) gone(place);
      hashed.copy(hashes, place * hashBytes);
      this.#onLeaf(index * tileWidth + place, bundle, start, end);
      place += 1;
    }
    for (; place < width; place += 1) gone(place);
  }

  /** Finds where the leaves of a bundle lie, as many as a tile has; gives their number. */
  #span(bundle: Buffer, path: string): number {
    let [found, at] = [0, 0];
    while (at + 2 <= bundle.length) {
      const start = at + 2;
      const end = start + (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
      if (end > bundle.length) break;
      this.#starts[found] = start;
      this.#ends[found] = end;
      found += 1;
      at = end;
    }
    if (at !== bundle.length) this.#report.found('bundle_broken', { path });
    return found;
  }

  /** Compares the computed hashes with the tile's; two that stand in each other's place were swapped. */
  #against(hashes: Buffer, tile: Buffer, index: number, width: number): void {
    if (hashes.equals(tile)) return;
    const differs: number[] = [];
    const part = (bytes: Buffer, at: number): Buffer => bytes.subarray(at * hashBytes, (at + 1) * hashBytes);
    for (let at = 0; at < width; at += 1) if (!part(hashes, at).equals(part(tile, at))) differs.push(at);
    // Where hardly anything fits, the tile is another one, and not every leaf another.
    if (differs.length > 2 && differs.length > width / 2) {
      this.#report.found('tile_wrong', { path: tilePath({ level: 0, index, width }) });
      return;
    }
    const told = new Set<number>();
    for (const at of differs) {
      if (told.has(at)) continue;
      const other = differs.find(
        (one) => one > at && part(hashes, at).equals(part(tile, one)) && part(hashes, one).equals(part(tile, at)),
      );
      const first = index * tileWidth;
      if (other === undefined) this.#report.found('leaf_changed', { index: first + at });
      else this.#report.found('leaves_swapped', { index: first + at, other: first + other });
      told.add(at).add(other ?? at);
    }
  }

  #grow(hashes: Buffer, index: number, width: number): void {
    const first = index * tileWidth;
    const marked = this.#marks.filter((mark) => mark.size > first && mark.size <= first + width);
    if (marked.length > 0) this.#passMarks(hashes, first, width, marked);
    if (width === tileWidth) {
      const root = subtreeRoot(hashes, 0, tileWidth);
      this.#frontier.addSubtree(root, tileWidth);
      this.#add(1, root);
      return;
    }
    for (let at = 0; at < width; at += 1) this.#frontier.add(hashes.subarray(at * hashBytes, (at + 1) * hashBytes));
  }

  #passMarks(hashes: Buffer, first: number, width: number, marked: readonly Mark[]): void {
    const tree = this.#frontier.copy();
    for (let at = 0; at < width; at += 1) {
      tree.add(hashes.subarray(at * hashBytes, (at + 1) * hashBytes));
      for (const mark of marked) if (mark.size === first + at + 1 && !sameHash(tree.root(), mark.root)) mark.broken();
    }
  }

  /** One more hash on a level above the leaves; a full tile is compared and carried up. */
  #add(level: number, hashed: Uint8Array): void {
    this.#growing[level - 1] ??= { index: 0, bytes: Buffer.alloc(tileWidth * hashBytes), width: 0 };
    const tile = this.#growing[level - 1];
    if (tile === undefined) return;
    tile.bytes.set(hashed, tile.width * hashBytes);
    tile.width += 1;
    if (tile.width < tileWidth) return;
    this.#compare(level, tile);
    const root = subtreeRoot(tile.bytes, 0, tileWidth);
    tile.index += 1;
    tile.width = 0;
    this.#add(level + 1, root);
  }

  #compare(level: number, tile: { readonly index: number; readonly bytes: Buffer; readonly width: number }): void {
    const path = tilePath({ level, index: tile.index, width: tile.width });
    const given = this.#tiles.read(this.#folder, path, this.#report);
    const expected = tile.width * hashBytes;
    if (given === null) return;
    if (given.length !== expected) this.#report.found('tile_short', { path, expected, found: given.length });
    else if (!given.equals(tile.bytes.subarray(0, expected))) this.#report.found('tile_wrong', { path });
  }
}
