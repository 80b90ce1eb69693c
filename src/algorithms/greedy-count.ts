import { byName, compareFractions, type Election, type Fraction, type Support } from './election.ts';

/** By the score alone, or by votes or points for each unit of money. */
export type GreedyBy = 'score' | 'votes_per_cost' | 'points_per_cost';

export interface GreedyRule {
  readonly by: GreedyBy;
  /** True: one that does not fit ends the count; false: it is passed over. */
  readonly stop: boolean;
  /** Of each of these sets of projects at most one can win. */
  readonly exclusive?: readonly (readonly number[])[];
}

/** Where a project stood when the greedy count came to it. */
export interface GreedyStep {
  readonly project: number;
  readonly score: number;
  readonly result: 'won' | 'does_not_fit' | 'excluded' | 'below_threshold';
  /** Money left after this step. */
  readonly left: bigint;
}

function standing(election: Election, support: readonly Support[], by: GreedyBy): number[] {
  const places = election.projects.map((_, at) => at);
  const name = byName(election.projects);
  const worth = (at: number): Fraction => {
    const one = support[at];
    const score = BigInt((by === 'score' ? one?.score : by === 'votes_per_cost' ? one?.people : one?.sum) ?? 0);
    const cost = election.projects[at]?.cost ?? 1n;
    // What is free and wanted goes first however little it is wanted.
    if (by === 'score' || score === 0n) return { over: score, under: 1n };
    return cost === 0n ? { over: score * 10n ** 30n, under: 1n } : { over: score, under: cost };
  };
  const worths = places.map(worth);
  const nothing: Fraction = { over: 0n, under: 1n };
  return places.toSorted((a, b) => compareFractions(worths[b] ?? nothing, worths[a] ?? nothing) || name(a, b));
}

/**
 * Takes projects in the order of their score as far as the money goes, beside `already` chosen ones (which makes it the
 * utilitarian completion of another rule). Money left at the end goes to projects nobody named as well, unless the round
 * sets a threshold.
 */
export function greedy(
  election: Election,
  support: readonly Support[],
  rule: GreedyRule,
  already: readonly number[] = [],
): { readonly winners: readonly number[]; readonly cost: bigint; readonly steps: readonly GreedyStep[] } {
  const winners = [...already];
  const taken = new Set(already);
  let cost = already.reduce((sum, at) => sum + (election.projects[at]?.cost ?? 0n), 0n);
  const steps: GreedyStep[] = [];
  for (const project of standing(election, support, rule.by)) {
    if (taken.has(project)) continue;
    const score = support[project]?.score ?? 0;
    const price = election.projects[project]?.cost ?? 0n;
    const excluded =
      rule.exclusive?.some((set) => set.includes(project) && set.some((other) => taken.has(other))) === true;
    const fits = cost + price <= election.budget;
    const below = election.threshold !== null && score < election.threshold;
    const result = below ? 'below_threshold' : excluded ? 'excluded' : fits ? 'won' : 'does_not_fit';
    if (result === 'won') {
      winners.push(project);
      taken.add(project);
      cost += price;
    }
    steps.push({ project, score, result, left: election.budget - cost });
    if (result === 'does_not_fit' && rule.stop) break;
  }
  return { winners, cost, steps };
}
