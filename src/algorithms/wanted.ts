import type { Election, Support } from './election.ts';
import { asDouble } from './purses.ts';

/** What a project is worth to a supporter: its cost, one, or the points given. */
export type Utility = 'cost' | 'cardinality' | 'points';

/** A project with those who want it, as equal shares look at it. */
export interface Wanted {
  readonly project: number;
  readonly cost: bigint;
  /** The cost as a double. */
  readonly nearly: number;
  readonly ballots: Int32Array;
  /** How many people stand behind each of these ballots, and by how much each multiplies a payment. */
  readonly weights: Float64Array;
  readonly shares: Float64Array;
  readonly people: number;
  /** The sum of shares over all supporters. */
  readonly total: number;
  /** By what the payment is divided to give the rate. */
  readonly worth: bigint;
  readonly nearWorth: number;
}

/** What stays the same when the count is run again with more money. */
export interface Prepared {
  readonly election: Pick<Election, 'ballots' | 'projects'>;
  readonly utility: Utility;
  /** People behind each ballot. */
  readonly weights: Float64Array;
  readonly wanted: readonly Wanted[];
}

/** Makes ready what every run of a count shares. */
export function prepare(
  election: Pick<Election, 'ballots' | 'projects'>,
  support: readonly Support[],
  utility: Utility,
): Prepared {
  const weights = Float64Array.from(election.ballots, (one) => one.weight);
  const wanted = support.flatMap((one, project) => {
    const found = wantedOf({ election, utility, weights }, project, one);
    return found === null ? [] : [found];
  });
  return { election, utility, weights, wanted };
}

/** Whether equal shares can ever buy a project: what is worth nothing to anybody never, a free one under cost utility among them. */
export function isWanted(
  election: Pick<Election, 'projects'>,
  utility: Utility,
  project: number,
  { people }: Support,
): boolean {
  return people > 0 && (utility !== 'cost' || (election.projects[project]?.cost ?? 0n) > 0n);
}

/** One project; null where it is not wanted. */
export function wantedOf(
  { election, utility, weights }: Omit<Prepared, 'wanted'>,
  project: number,
  support: Support,
): Wanted | null {
  if (!isWanted(election, utility, project, support)) return null;
  const cost = election.projects[project]?.cost ?? 0n;
  const { ballots, people, sum } = support;
  const graded = utility === 'points';
  const worth = utility === 'cost' ? cost : 1n;
  return {
    ...{ project, cost, nearly: asDouble(cost), ballots, people, worth, nearWorth: asDouble(worth) },
    weights: Float64Array.from(ballots, (g) => weights[g] ?? 0),
    shares: graded ? support.points : new Float64Array(ballots.length).fill(1),
    total: graded ? sum : people,
  };
}
