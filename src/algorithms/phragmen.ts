import { byName, compareFractions, type Election, type Fraction, type Support } from './election.ts';

/** A project bought when its supporters together had earned its cost. */
export interface Earned {
  readonly project: number;
  /** The moment, in money earned by everybody: what each supporter has then paid in all. */
  readonly at: Fraction;
  readonly tied: readonly number[];
}

/**
 * Sequential Phragmén with costs, exact (Los, Christoff, Grossi 2022): everybody earns evenly; whenever the supporters
 * of a project hold its cost together, it is bought and their purses are empty. It ends with the first that is over the
 * money left.
 */
export function sequentialPhragmen(
  election: Election,
  support: readonly Support[],
): { readonly winners: readonly number[]; readonly cost: bigint; readonly rounds: readonly Earned[] } {
  const name = byName(election.projects);
  const ledger = new Loads(election, support);
  const within = (at: number): boolean => (support[at]?.score ?? 0) >= (election.threshold ?? 0);
  const [wanted, unwanted] = [true, false].map((is) =>
    election.projects.flatMap((_, at) => (within(at) && (support[at]?.people ?? 0) > 0 === is ? [at] : [])),
  );
  let open = wanted ?? [];
  const winners: number[] = [];
  const rounds: Earned[] = [];
  let cost = 0n;
  while (open.length > 0) {
    const moments = open.map((at) => ({ at, moment: ledger.momentOf(at) }));
    const first = moments.reduce((a, b) => (compareFractions(b.moment, a.moment) < 0 ? b : a));
    const tied = moments.filter((one) => compareFractions(one.moment, first.moment) === 0).map((one) => one.at);
    if (tied.some((at) => cost + (election.projects[at]?.cost ?? 0n) > election.budget)) break;
    const [project = first.at, ...others] = tied.toSorted(name);
    rounds.push({ project, at: ledger.momentOf(project), tied: others });
    ledger.buy(project);
    winners.push(project);
    cost += election.projects[project]?.cost ?? 0n;
    open = open.filter((at) => at !== project);
  }
  // Those nobody named would wait for ever: they come last, as far as the money goes, unless the round sets a threshold.
  const rest = open.length > 0 ? [] : (unwanted ?? []).toSorted(name);
  for (const project of rest) {
    const price = election.projects[project]?.cost ?? 0n;
    if (cost + price > election.budget) break;
    winners.push(project);
    cost += price;
  }
  return { winners, cost, rounds };
}

/** What everybody has paid in all, one number for each moment of paying, over one common denominator. */
class Loads {
  readonly #election: Election;
  readonly #support: readonly Support[];
  readonly #weights: Int32Array;
  readonly #loadOf: Int32Array;
  #loads: bigint[] = [0n];
  #under = 1n;

  constructor(election: Election, support: readonly Support[]) {
    this.#election = election;
    this.#support = support;
    this.#weights = Int32Array.from(election.ballots, (one) => one.weight);
    this.#loadOf = new Int32Array(election.ballots.length);
  }

  /** When the supporters of a project will hold its cost: what they paid and its cost, spread over them. */
  momentOf(project: number): Fraction {
    const support = this.#support[project];
    const people = new Float64Array(this.#loads.length);
    for (const g of support?.ballots ?? []) {
      const load = this.#loadOf[g] ?? 0;
      people[load] = (people[load] ?? 0) + (this.#weights[g] ?? 0);
    }
    let over = (this.#election.projects[project]?.cost ?? 0n) * this.#under;
    this.#loads.forEach((load, at) => {
      const count = people[at] ?? 0;
      if (count > 0) over += load * BigInt(count);
    });
    return { over, under: this.#under * BigInt(support?.people ?? 1) };
  }

  buy(project: number): void {
    const support = this.#support[project];
    const { over, under } = this.momentOf(project);
    const grow = BigInt(support?.people ?? 1);
    this.#loads = [...this.#loads.map((load) => load * grow), over];
    this.#under = under;
    for (const g of support?.ballots ?? []) this.#loadOf[g] = this.#loads.length - 1;
  }
}
