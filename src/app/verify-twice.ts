import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle, tilePath, tileWidth, widthAt } from '#algorithms/merkle-tiles';
import { type Books, mirrors } from './verify-books.ts';
import type { Report } from './verify-report.ts';

const filterBits = 2 ** 27;
const blockBits = 512;
const filterHashes = 6;
/** In `{"kind":"…","id":"…"`: where the kind begins, how far behind its end the id begins, and how long an id is. */
const [kindAt, idAfter, idBytes] = [9, 8, 36];
const leafStart = /^\{"kind":"([a-z]+)","id":"([0-9a-f-]{36})"/;

/**
 * Finds what is in the log twice without keeping every id: a filter of fixed size lets through everything seen for the
 * first time but for a few by chance, and a second pass looks at those few exactly.
 */
export class Twice {
  readonly #seen = new Uint32Array(filterBits / 32);
  readonly #suspects = new Map<string, number>();

  /** Takes the next leaf by the bytes it begins with: `{"kind":"…","id":"…"`. */
  take(bundle: Buffer, start: number, end: number): void {
    const kindEnd = bundle.indexOf(34, start + kindAt);
    const [idStart, idEnd] = [kindEnd + idAfter, kindEnd + idAfter + idBytes];
    // Another shape is told where leaves are read.
    if (kindEnd < 0 || idEnd >= end) return;
    let [one, other] = [bundle.readInt32LE(kindEnd - 4), kindEnd - start];
    for (let at = idStart; at < idEnd; at += 4) {
      const four = bundle.readInt32LE(at);
      one = Math.imul(one ^ four, 0x01000193);
      one ^= one >>> 15;
      other = Math.imul(other ^ four, 0x85ebca6b);
      other ^= other >>> 13;
    }
    one = Math.imul(one, 0x2c1b3c6d);
    one ^= one >>> 12;
    // All bits of one id lie beside each other, so that memory is waited for once and not six times.
    const block = ((one >>> 0) % (filterBits / blockBits)) * (blockBits / 32);
    let fresh = false;
    for (let n = 0; n < filterHashes; n += 1) {
      const word = block + ((other >>> 5) & (blockBits / 32 - 1));
      const mask = 1 << (other & 31);
      const before = this.#seen[word] ?? 0;
      if ((before & mask) === 0) fresh = true;
      this.#seen[word] = before | mask;
      other = Math.imul(other, 0x9e3779b1) ^ (other >>> 15);
    }
    if (fresh) return;
    const [, kind = '', id = ''] = leafStart.exec(bundle.toString('latin1', start, idEnd + 1)) ?? [];
    this.#suspects.set(`${kind} ${id}`, 0);
  }

  /** The second pass, only where there is something to look at: suspects, and what reversals must mirror. */
  check(folder: string, size: number, report: Report, books: Books): void {
    if (this.#suspects.size === 0 && books.reversals.size === 0) return;
    const mirrored = new Set<string>();
    for (let index = 0; index * tileWidth < size; index += 1) {
      for (const [at, body] of bodies(folder, index, widthAt(size, 0, index)).entries()) {
        const [, kind = '', id = ''] = leafStart.exec(body) ?? [];
        this.#suspect(`${kind} ${id}`, index * tileWidth + at, kind, id, report);
        const reversal = kind === 'entry' ? books.reversals.get(id) : undefined;
        if (reversal !== undefined && mirrors(reversal.entry, body)) mirrored.add(id);
      }
    }
    for (const [id, { index, entry }] of books.reversals)
      if (!mirrored.has(id)) report.found('reversal_wrong', { index, id: entry.id });
  }

  #suspect(key: string, index: number, kind: string, id: string, report: Report): void {
    const times = this.#suspects.get(key);
    if (times === undefined) return;
    this.#suspects.set(key, times + 1);
    if (times > 0) report.found('doubled', { index, kind, id });
  }
}

function bodies(folder: string, index: number, width: number): string[] {
  try {
    const bytes = readFileSync(join(folder, tilePath({ level: 'entries', index, width })));
    return (readBundle(bytes) ?? []).map((one) => Buffer.from(one.buffer, one.byteOffset, one.length).toString());
  } catch {
    // That it is missing has been said.
    return [];
  }
}
