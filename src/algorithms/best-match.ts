import { fail, ok, type Result } from '#kernel/result';
import { certify } from './flow-certificate.ts';
import type { Instance } from './match-instance.ts';
import { minCostFlow } from './network-simplex.ts';

/** The exact best answer to a problem, with the proof that there is none better. */
export interface Answer {
  /** In the file's own sense: the most score, or the least cost. */
  readonly objective: number;
  readonly arcs: number;
  /** Seconds of solving alone, without reading. */
  readonly seconds: number;
  readonly verified: boolean;
  readonly gap: number;
  /** Per arc, in the order of the file: how much goes that way. */
  readonly flow: Float64Array;
}

/**
 * Solves a problem to its exact optimum. `clock` gives milliseconds.
 * Errors: `match.infeasible`, `match.too_large` when the answer itself is beyond the safe integers.
 */
export function solve(instance: Instance, clock: () => number): Result<Answer> {
  const { network, floor } = instance;
  const begun = clock();
  const found = minCostFlow(network);
  const seconds = (clock() - begun) / 1000;
  if (!found.feasible) return fail('match.infeasible');
  const certificate = certify(network, found);
  let total = certificate.cost;
  if (floor !== null)
    for (let e = 0; e < floor.length; e++) total += BigInt(floor[e] ?? 0) * BigInt(network.cost[e] ?? 0);
  const objective = Number(instance.sense === 'maximise' ? -total : total);
  if (!Number.isSafeInteger(objective)) return fail('match.too_large');
  return ok({
    ...{ objective, seconds, arcs: network.source.length },
    ...{ verified: certificate.verified, gap: Number(certificate.gap) },
    flow: floor === null ? found.flow : found.flow.map((one, e) => one + (floor[e] ?? 0)),
  });
}

/** What goes from where to where, in the numbers of the file: `[from, to, amount]`. */
export function assignments(instance: Instance, flow: Float64Array): [number, number, number][] {
  const { network, firstTarget, base } = instance;
  const list: [number, number, number][] = [];
  flow.forEach((amount, e) => {
    if (amount === 0) return;
    list.push([(network.source[e] ?? 0) + base, (network.target[e] ?? 0) - firstTarget + base, amount]);
  });
  return list;
}
