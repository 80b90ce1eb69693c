import { type Hash, hashBytes, type NodeReader, pairHash } from './merkle.ts';

/**
 * Tiles of a log as C2SP tlog-tiles: 256 hashes of one level side by side, each of them the root of a full tile one
 * level below. Their names are paths, so that a log is a folder of files that never change.
 */

/** Hashes in a full tile. */
export const tileWidth = 256;
const tileHeight = 8;

/** One tile: its level (or `entries` for the leaves themselves), its place in the level, and how many it holds. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** 256 when full. */
  readonly width: number;
}

/** The path of a tile below the log's prefix: `tile/0/x001/x234/067.p/8`. */
export function tilePath(tile: Tile): string {
  let rest = Math.trunc(tile.index / 1000);
  let path = String(tile.index % 1000).padStart(3, '0');
  for (; rest > 0; rest = Math.trunc(rest / 1000)) path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  return `tile/${tile.level}/${path}${tile.width === tileWidth ? '' : `.p/${tile.width}`}`;
}

const pathShape = /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads a tile's path; null for anything that is not exactly as the specification writes it. */
export function parseTilePath(path: string): Tile | null {
  const [, levelText, places = '', widthText] = pathShape.exec(path) ?? [];
  if (levelText === undefined) return null;
  const level = levelText === 'entries' ? levelText : Number(levelText);
  const index = Number(places.replace(/[x/]/g, ''));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if ((level !== 'entries' && level > 63) || !Number.isSafeInteger(index)) return null;
  if (widthText !== undefined && width >= tileWidth) return null;
  // The shortest way to write a place is the only one.
  return tilePath({ level, index, width }) === path ? { level, index, width } : null;
}

/** How many hashes the tile at this place holds in a tree of `size` leaves; 0 where there is none. */
export function widthAt(size: number, level: number | 'entries', index: number): number {
  const hashes = Math.trunc(size / tileWidth ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

/** Every tile of hashes that a tree of `size` leaves consists of, lowest level first. */
export function tilesOf(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; tileWidth ** level <= size; level += 1)
    for (let index = 0; widthAt(size, level, index) > 0; index += 1)
      tiles.push({ level, index, width: widthAt(size, level, index) });
  return tiles;
}

/** Root of the complete subtree that the first 2^n hashes of `bytes` are the leaves of. */
export function subtreeRoot(bytes: Uint8Array, start: number, count: number): Hash {
  // Each row is written over the one below it, so that a tile leaves nothing behind but its root.
  const row = new Uint8Array(count * hashBytes);
  row.set(bytes.subarray(start * hashBytes, (start + count) * hashBytes));
  for (let width = count; width > 1; width >>= 1)
    for (let at = 0; at + 1 < width; at += 2)
      row.set(pairHash(row.subarray(at * hashBytes, (at + 2) * hashBytes)), (at / 2) * hashBytes);
  return row.slice(0, hashBytes);
}

/** The tile of hashes that a node of the tree is computed from, and which of its hashes. */
export function tileOfNode(
  level: number,
  index: number,
): { readonly level: number; readonly index: number; readonly start: number; readonly count: number } {
  const tileLevel = Math.trunc(level / tileHeight);
  const count = 2 ** (level - tileLevel * tileHeight);
  const first = index * count;
  return { level: tileLevel, index: Math.trunc(first / tileWidth), start: first % tileWidth, count };
}

/** Reads nodes out of tiles; `tile` gives a tile's bytes, at least as wide as the tree in question needs. */
export function nodesFromTiles(tile: (level: number, index: number) => Uint8Array): NodeReader {
  return (level, index) => {
    const place = tileOfNode(level, index);
    const bytes = tile(place.level, place.index);
    if (bytes.length < (place.start + place.count) * hashBytes)
      throw new RangeError(`the tile ${place.level}/${place.index} is too short`);
    return subtreeRoot(bytes, place.start, place.count);
  };
}

/** The tiles of hashes needed for the nodes that `read` asks for: run once to learn what to fetch, then again. */
export function tilesNeeded(work: (read: NodeReader) => unknown): { readonly level: number; readonly index: number }[] {
  const needed = new Map<string, { readonly level: number; readonly index: number }>();
  const nothing = new Uint8Array(hashBytes);
  work((level, index) => {
    const place = tileOfNode(level, index);
    needed.set(`${place.level}/${place.index}`, { level: place.level, index: place.index });
    return nothing;
  });
  return [...needed.values()];
}

/** Longest entry that a bundle can carry. */
export const longestEntry = 65_535;

/** Writes entries one after another, each with its length before it (big-endian uint16). */
export function bundleEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > longestEntry) throw new RangeError('an entry longer than a bundle can carry');
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 255;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Reads a bundle apart; null where a length leads beyond its end. */
export function readBundle(bytes: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at + 2;
    at = start + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (start > bytes.length || at > bytes.length) return null;
    entries.push(bytes.subarray(start, at));
  }
  return entries;
}
