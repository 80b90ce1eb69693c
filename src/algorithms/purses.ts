import type { Fraction } from './election.ts';

/** By how much the payment of a purchase was multiplied for a ballot: its points for the project, or one. */
export type ShareOf = (ballot: number, purchase: number) => number;

/**
 * What everybody has left in a count of equal shares. A purse is its start less the payments it made in full: a sum
 * over few purchases that many share. So exact numbers are kept per purchase and not per person, and what many people
 * have together is one short sum. Beside it each ballot's purse is kept as a double with a bound on its error.
 */
export class Purses {
  readonly start: Fraction;
  /** Doubles, within `error` of the exact purse. */
  readonly near: Float64Array;
  readonly #weights: Float64Array;
  /** Ballots whose people have given their last. */
  readonly #gone: Uint8Array;
  /** Which payments each ballot made in full: a bit for each purchase, `#words` numbers of 32 bits to a ballot. */
  readonly #made: Int32Array;
  readonly #words: number;
  readonly #shareOf: ShareOf;
  /** Start and payments over today's denominator. */
  #startNow: bigint;
  #paid: bigint[] = [];
  denominator: bigint;
  #scale: Scale;
  error: number;

  /** At most `purchases` payments will be made; `shareOf` says by how much each was multiplied. */
  constructor(start: Fraction, weights: Float64Array, purchases: number, shareOf: ShareOf) {
    this.start = start;
    this.#weights = weights;
    this.#startNow = start.over;
    this.denominator = start.under;
    this.#scale = scaleOf(start.under, start.under.toString(2).length);
    this.near = new Float64Array(weights.length).fill(this.ratio(start.over));
    this.#gone = new Uint8Array(weights.length);
    this.#words = Math.max(1, Math.ceil(purchases / 32));
    this.#made = new Int32Array(weights.length * this.#words);
    this.#shareOf = shareOf;
    this.error = this.ratio(start.over) * 2 ** -49;
  }

  isGone(ballot: number): boolean {
    return this.#gone[ballot] === 1;
  }

  /** What the people of some ballots have together, exactly, over today's denominator. */
  together(ballots: ArrayLike<number>): bigint {
    const times = new Float64Array(this.#paid.length);
    let people = 0;
    for (let i = 0; i < ballots.length; i++) {
      const g = ballots[i] ?? 0;
      if (this.#gone[g] === 1) continue;
      const weight = this.#weights[g] ?? 0;
      people += weight;
      for (let word = 0; word < this.#words; word++) {
        let bits = this.#made[g * this.#words + word] ?? 0;
        while (bits !== 0) {
          const purchase = word * 32 + 31 - Math.clz32(bits & -bits);
          times[purchase] = (times[purchase] ?? 0) + weight * this.#shareOf(g, purchase);
          bits &= bits - 1;
        }
      }
    }
    let sum = BigInt(people) * this.#startNow;
    times.forEach((count, purchase) => {
      if (count !== 0) sum -= BigInt(count) * (this.#paid[purchase] ?? 0n);
    });
    return sum;
  }

  /** What one person with this ballot has, exactly, over today's denominator. */
  exact(ballot: number): bigint {
    if (this.#gone[ballot] === 1) return 0n;
    let purse = this.#startNow;
    for (const purchase of this.#paymentsOf(ballot))
      purse -= BigInt(this.#shareOf(ballot, purchase)) * (this.#paid[purchase] ?? 0n);
    return purse;
  }

  #paymentsOf(ballot: number): number[] {
    const list: number[] = [];
    for (let word = 0; word < this.#words; word++) {
      let bits = this.#made[ballot * this.#words + word] ?? 0;
      while (bits !== 0) {
        const lowest = bits & -bits;
        list.push(word * 32 + 31 - Math.clz32(lowest));
        bits ^= lowest;
      }
    }
    return list;
  }

  /** A new payment per share, `over` of a denominator that is `grow` times today's. */
  record(over: bigint, grow: bigint): void {
    this.denominator *= grow;
    this.#startNow *= grow;
    this.#paid = this.#paid.map((one) => one * grow);
    this.#paid.push(over);
    this.#scale = scaleOf(this.denominator, this.#scale.bits + Math.log2(Number(grow)));
    // A double loses at most two roundings of the size of the first purse with each payment.
    this.error += this.ratio(this.#startNow) * 2 ** -50;
  }

  /** The people of a ballot make the newest payment in full; `asked` is its double. */
  pay(ballot: number, share: number, asked: number): void {
    const purchase = this.#paid.length - 1;
    const word = ballot * this.#words + (purchase >> 5);
    this.#made[word] = (this.#made[word] ?? 0) | (1 << (purchase & 31));
    this.near[ballot] = Math.max(0, (this.near[ballot] ?? 0) - asked * share);
  }

  /** The people of a ballot give their last. */
  empty(ballot: number): void {
    this.#gone[ballot] = 1;
    this.near[ballot] = 0;
  }

  /** A number over today's denominator as a double, to within four units in the last place. */
  ratio(over: bigint): number {
    const { shift, near } = this.#scale;
    const high = over >> shift;
    // Enough of it must be left for a double; the tiniest are divided in full.
    if (shift === 0n || high > enough) return Number(high) / near;
    return Number((over << 200n) / this.denominator) / 2 ** 200;
  }
}

/** A whole number as a double, for scouting alone: nothing is bought by it. */
export const asDouble = (value: bigint): number => Number(value);

const enough = 2n ** 70n;

/** How a denominator is cut so that it fits a double, and what is left of it. */
interface Scale {
  readonly bits: number;
  readonly shift: bigint;
  readonly near: number;
}

function scaleOf(denominator: bigint, bits: number): Scale {
  const shift = BigInt(Math.max(0, Math.floor(bits) - 200));
  return { bits, shift, near: Number(denominator >> shift) };
}
