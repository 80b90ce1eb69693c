/** The same numbers with room for more. */
export function roomier<T extends Int32Array | Float64Array | Uint8Array>(
  numbers: T,
  make: (length: number) => T,
  least = 0,
): T {
  const more = make(Math.max(numbers.length * 2, least));
  more.set(numbers);
  return more;
}

export const integers = (length: number): Int32Array => new Int32Array(length);
export const floats = (length: number): Float64Array => new Float64Array(length);
export const bytes = (length: number): Uint8Array => new Uint8Array(length);

/** As many steps as a number of texts has binary digits. */
export const rarenesses = 32;

/** The pairs of a text that is asked for, step by step from the rarest on; one room for all questions. */
export class Question {
  #pairs = integers(256);
  #weights = floats(256);
  #steps = bytes(256);
  #order = integers(256);
  readonly #ends = integers(rarenesses + 1);
  readonly #squares = floats(rarenesses);
  #size = 0;

  begin(most: number): void {
    this.#size = 0;
    this.#ends.fill(0);
    this.#squares.fill(0);
    if (most <= this.#pairs.length) return;
    this.#pairs = roomier(this.#pairs, integers, most);
    this.#weights = roomier(this.#weights, floats, most);
    this.#steps = roomier(this.#steps, bytes, most);
    this.#order = roomier(this.#order, integers, most);
  }

  add(step: number, pair: number, weight: number, square: number): void {
    this.#pairs[this.#size] = pair;
    this.#weights[this.#size] = weight;
    this.#steps[this.#size] = step;
    this.#size += 1;
    this.#ends[step + 1] = (this.#ends[step + 1] ?? 0) + 1;
    this.#squares[step] = (this.#squares[step] ?? 0) + square;
  }

  /** Puts the pairs into the order of their steps, within a step as they came. */
  sort(): void {
    const next = this.#ends;
    for (let step = 0; step < rarenesses; step += 1) next[step + 1] = (next[step + 1] ?? 0) + (next[step] ?? 0);
    for (let at = 0; at < this.#size; at += 1) {
      const step = this.#steps[at] ?? 0;
      const place = next[step] ?? 0;
      this.#order[place] = at;
      next[step] = place + 1;
    }
    // Each step's start has become its end, which is the start of the next.
    next.copyWithin(1, 0);
    next[0] = 0;
  }

  get size(): number {
    return this.#size;
  }

  /** What all pairs weigh together, squared. */
  get squares(): number {
    return this.#squares.reduce((sum, one) => sum + one, 0);
  }

  squaresOf(step: number): number {
    return this.#squares[step] ?? 0;
  }

  startOf(step: number): number {
    return this.#ends[step] ?? 0;
  }

  pair(at: number): number {
    return this.#pairs[this.#order[at] ?? 0] ?? 0;
  }

  weight(at: number): number {
    return this.#weights[this.#order[at] ?? 0] ?? 0;
  }
}
