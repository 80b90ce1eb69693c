/** Participatory budgeting: what every counting rule reads. Sums of money are whole numbers of a smallest unit. */

export interface Project {
  readonly id: string;
  readonly cost: bigint;
}

/** Equal ballots stand once, with how many people cast them. */
export interface Ballot {
  readonly weight: number;
  /** Places in `Election.projects`, in the order of the ballot. */
  readonly projects: readonly number[];
  /** Points beside each project; 1 each where people only approve. */
  readonly points: readonly number[];
}

export interface Election {
  readonly projects: readonly Project[];
  /** Without the empty ones, which count in `voters` alone. */
  readonly ballots: readonly Ballot[];
  /** Everybody who voted: an empty ballot has its share of the money too. */
  readonly voters: number;
  readonly budget: bigint;
  /** How many smallest units are one of the currency. */
  readonly unit: bigint;
  /** Whether ballots say points or ranks rather than only yes. */
  readonly graded: boolean;
  /**
   * Ranks are points by Borda's count: as many as stand behind it. A project's score counts one more for each ballot
   * that names it, so that being last is still more than not being named.
   */
  readonly ranked: boolean;
  /** Projects with a score below this are out; null where the round sets none. */
  readonly threshold: number | null;
}

/** One project with who wants it: places in `Election.ballots`, and the points each gives. */
export interface Support {
  readonly ballots: Int32Array;
  readonly points: Float64Array;
  /** How many people, and their points together. */
  readonly people: number;
  readonly sum: number;
  /** What greedy rules and thresholds look at: votes, points, or ranks turned into points. */
  readonly score: number;
}

interface Found {
  readonly ballots: number[];
  readonly points: number[];
  people: number;
  sum: number;
  score: number;
}

/** Who wants each project, in one pass over the ballots. Points of nothing or less are no support. */
export function supportOf(election: Election): Support[] {
  const lists = election.projects.map((): Found => ({ ballots: [], points: [], people: 0, sum: 0, score: 0 }));
  const bonus = election.ranked ? 1 : 0;
  election.ballots.forEach((ballot, at) => {
    ballot.projects.forEach((project, place) => {
      const list = lists[project];
      const points = ballot.points[place] ?? 0;
      if (list === undefined) return;
      list.score += (points + bonus) * ballot.weight;
      if (points <= 0) return;
      list.ballots.push(at);
      list.points.push(points);
      list.people += ballot.weight;
      list.sum += points * ballot.weight;
    });
  });
  return lists.map((list) => ({
    ...list,
    ballots: Int32Array.from(list.ballots),
    points: Float64Array.from(list.points),
  }));
}

/** Puts equal ballots together; the order of ballots changes nothing. */
export function groupBallots(ballots: Iterable<Omit<Ballot, 'weight'>>): Ballot[] {
  const groups = new Map<string, { weight: number; projects: readonly number[]; points: readonly number[] }>();
  for (const { projects, points } of ballots) {
    if (projects.length === 0) continue;
    const pairs = projects.map((project, at) => [project, points[at] ?? 0] as const).toSorted(([a], [b]) => a - b);
    const key = pairs.join(';');
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { weight: 1, projects: pairs.map(([p]) => p), points: pairs.map(([, q]) => q) });
    else group.weight += 1;
  }
  return [...groups.values()];
}

/** An exact fraction, not necessarily in lowest terms; the denominator is above zero. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Which of two fractions is smaller: below, at or above zero. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** In lowest terms, for people to read. */
export function reduced({ over, under }: Fraction): Fraction {
  let [a, b] = [over < 0n ? -over : over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { over: 0n, under: 1n } : { over: over / a, under: under / a };
}

/** A tie is broken by the published order of names, as most round rules say: numbers in names are not special. */
export function byName(projects: readonly Project[]): (a: number, b: number) => number {
  return (a, b) => {
    const [one, other] = [projects[a]?.id ?? '', projects[b]?.id ?? ''];
    return one < other ? -1 : one > other ? 1 : 0;
  };
}
