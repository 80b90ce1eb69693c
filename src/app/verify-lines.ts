import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;

/** Reads a file line by line without ever holding more of it than a piece. */
export class Lines {
  readonly #file: number;
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  #ended = false;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  /** The next line without its newline; null at the end. What it gives is good until the next call. */
  next(): Buffer | null {
    for (;;) {
      const end = this.#held.indexOf(10, this.#at);
      if (end >= 0) {
        const line = this.#held.subarray(this.#at, end);
        this.#at = end + 1;
        return line;
      }
      if (this.#ended) return null;
      this.#more();
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #more(): void {
    const rest = this.#held.subarray(this.#at);
    const next = Buffer.allocUnsafe(rest.length + chunkBytes);
    rest.copy(next);
    const read = readSync(this.#file, next, rest.length, chunkBytes, null);
    this.#ended = read === 0;
    this.#held = next.subarray(0, rest.length + read);
    this.#at = 0;
  }
}
