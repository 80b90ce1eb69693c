/** A text as numbers: which features it has and how much of each. */
export interface Features {
  readonly at: Uint32Array;
  readonly value: Float32Array;
}

/** The weight of every feature, and last that of the text as such. */
export type Weights = Float32Array;

/** How far a text lies on the side of a class: above zero it belongs to it. */
export function scoreOf(weights: Weights, { at, value }: Features): number {
  let sum = weights[weights.length - 1] ?? 0;
  for (let one = 0; one < at.length; one += 1) sum += (weights[at[one] ?? 0] ?? 0) * (value[one] ?? 0);
  return sum;
}

const mostRounds = 60;
const smallestStep = 1e-3;

/**
 * A linear support vector machine with squared hinge loss, by coordinate descent in the dual (Hsieh et al. 2008, as in
 * LIBLINEAR): the weights that part those inside from the others with the widest margin. `costs` says how much a
 * wrong text costs. The order of visits is drawn from a fixed seed, so the same examples give the same weights.
 */
export function separate(
  texts: readonly Features[],
  inside: readonly boolean[],
  costs: Float64Array,
  size: number,
): Weights {
  const weights = new Float32Array(size + 1);
  const duals = new Float64Array(texts.length);
  const squares = texts.map(({ value }) => value.reduce((sum, one) => sum + one * one, 1));
  const order = Uint32Array.from(texts.keys());
  let state = 7;
  for (let round = 0; round < mostRounds; round += 1) {
    state = shuffle(order, state);
    let largest = 0;
    for (const one of order) {
      const text = texts[one];
      if (text === undefined) continue;
      const sign = inside[one] === true ? 1 : -1;
      const diagonal = 0.5 / (costs[one] ?? 1);
      const before = duals[one] ?? 0;
      const slope = sign * scoreOf(weights, text) - 1 + before * diagonal;
      const after = Math.max(before - slope / ((squares[one] ?? 1) + diagonal), 0);
      if (after === before) continue;
      duals[one] = after;
      move(weights, text, (after - before) * sign);
      largest = Math.max(largest, Math.abs(after - before));
    }
    if (largest < smallestStep) break;
  }
  return weights;
}

function move(weights: Weights, { at, value }: Features, by: number): void {
  for (let one = 0; one < at.length; one += 1) {
    const feature = at[one] ?? 0;
    weights[feature] = (weights[feature] ?? 0) + by * (value[one] ?? 0);
  }
  const last = weights.length - 1;
  weights[last] = (weights[last] ?? 0) + by;
}

/** Draws a new order in place (Fisher and Yates); returns where the generator stands. */
export function shuffle(order: Uint32Array, state: number): number {
  let next = state;
  for (let end = order.length - 1; end > 0; end -= 1) {
    next = (Math.imul(next, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.trunc((next / 2 ** 32) * (end + 1));
    const [a = 0, b = 0] = [order[end], order[other]];
    order[end] = b;
    order[other] = a;
  }
  return next;
}
