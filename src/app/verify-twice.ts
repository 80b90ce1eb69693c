import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle, tilePath, tileWidth, widthAt } from '#algorithms/merkle-tiles';
import { type Books, mirrors } from './verify-books.ts';
import type { Report } from './verify-report.ts';

const filterBits = 2 ** 27;
const filterHashes = 6;

/**
 * Finds what is in the log twice without keeping every id: a filter of fixed size lets through everything seen for the
 * first time but for a few by chance, and a second pass looks at those few exactly.
 */
export class Twice {
  readonly #seen = new Uint32Array(filterBits / 32);
  readonly #suspects = new Map<string, number>();

  /** Takes the id of the next leaf. */
  take(kind: string, id: string): void {
    const digits = id.replaceAll('-', '');
    const [one, other] = [Number.parseInt(digits.slice(-8), 16), Number.parseInt(digits.slice(-16, -8), 16)];
    const own = one ^ (kind.charCodeAt(0) * 2_654_435_761) ^ (kind.charCodeAt(1) * 40_503);
    let fresh = false;
    for (let n = 0; n < filterHashes; n += 1) {
      const bit = ((own + Math.imul(n, other | 1)) >>> 0) & (filterBits - 1);
      const word = bit >>> 5;
      const mask = 1 << (bit & 31);
      const before = this.#seen[word] ?? 0;
      if ((before & mask) === 0) fresh = true;
      this.#seen[word] = before | mask;
    }
    if (!fresh) this.#suspects.set(`${kind} ${id}`, 0);
  }

  /** The second pass, only where there is something to look at: suspects, and what reversals must mirror. */
  check(folder: string, size: number, report: Report, books: Books): void {
    if (this.#suspects.size === 0 && books.reversals.size === 0) return;
    const mirrored = new Set<string>();
    for (let index = 0; index * tileWidth < size; index += 1) {
      for (const [at, body] of bodies(folder, index, widthAt(size, 0, index)).entries()) {
        const [, kind = '', id = ''] = /^\{"kind":"([a-z]+)","id":"([0-9a-f-]{36})"/.exec(body) ?? [];
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
