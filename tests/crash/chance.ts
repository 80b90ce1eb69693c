import { randomInt } from 'node:crypto';

/** Numbers that come again with the same seed, so that a failure can be played once more. */
export interface Chance {
  readonly seed: number;
  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number;
}

/** Takes the seed from `LINLI_SEED`, or draws one and prints it. */
export function makeChance(what: string): Chance {
  const seed = Number(process.env['LINLI_SEED'] ?? randomInt(2 ** 31));
  console.info(`${what}: LINLI_SEED=${seed}`);
  let state = seed;
  // Mulberry32: small, and good enough to choose moments and places.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { seed, below: (end) => next() % end };
}
