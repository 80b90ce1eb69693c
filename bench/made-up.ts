/** Needs that want, resources that have, pairs and what each is worth. */
export interface Pairs {
  readonly d: readonly number[];
  readonly s: readonly number[];
  readonly ai: readonly number[];
  readonly aj: readonly number[];
  readonly w: readonly number[];
}

const perNeed = 20;

/** The same made-up needs and resources on every machine: a linear congruential generator with a fixed seed. */
export function madeUp(size: number): Pairs {
  let state = 12_345;
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.trunc((state / 2 ** 32) * end);
  };
  const d = Array.from({ length: size }, () => 1 + below(5));
  const s = Array.from({ length: size }, () => 1 + below(5));
  const ai = Array.from({ length: size * perNeed }, (_, e) => Math.trunc(e / perNeed));
  const aj = ai.map(() => below(size));
  return { d, s, ai, aj, w: ai.map(() => 1 + below(1000)) };
}
