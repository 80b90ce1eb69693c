import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;
const [newline, brace] = [10, 125];

/** Reads a file line by line without ever holding more of it than a piece. */
export class Lines {
  readonly #file: number;
  /** One piece of memory, filled again and again; it grows only for a line that is longer than it. */
  #memory: Buffer = Buffer.allocUnsafe(2 * chunkBytes);
  #filled = 0;
  #at = 0;
  #ended = false;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  /** The next line without its newline; null at the end. What it gives is good until the next call. */
  next(): Buffer | null {
    for (;;) {
      const end = this.#memory.indexOf(newline, this.#at);
      if (end >= 0 && end < this.#filled) {
        const line = this.#memory.subarray(this.#at, end);
        this.#at = end + 1;
        return line;
      }
      if (this.#ended) return null;
      this.#more();
    }
  }

  /**
   * Passes over the next line where it is exactly `before`, some bytes of `body` and a closing brace; says whether it did.
   * The line need not even be looked for then.
   */
  passes(before: Uint8Array, length: number, body: Buffer, start: number, end: number): boolean {
    const whole = length + end - start + 2;
    while (this.#at + whole > this.#filled && !this.#ended) this.#more();
    const stop = this.#at + whole - 2;
    if (stop + 2 > this.#filled) return false;
    const memory = this.#memory;
    if (memory[stop] !== brace || memory[stop + 1] !== newline) return false;
    for (let n = 0; n < length; n += 1) if (memory[this.#at + n] !== before[n]) return false;
    if (memory.compare(body, start, end, this.#at + length, stop) !== 0) return false;
    this.#at = stop + 2;
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }

  #more(): void {
    const rest = this.#filled - this.#at;
    const larger = rest + chunkBytes > this.#memory.length ? Buffer.allocUnsafe(2 * this.#memory.length) : this.#memory;
    this.#memory.copy(larger, 0, this.#at, this.#filled);
    const read = readSync(this.#file, larger, rest, chunkBytes, null);
    this.#memory = larger;
    this.#ended = read === 0;
    this.#filled = rest + read;
    this.#at = 0;
  }
}
