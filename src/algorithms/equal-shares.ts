import { byName, compareFractions, type Election, type Fraction, type Support } from './election.ts';
import { asDouble, Purses } from './purses.ts';

/**
 * The method of equal shares, exact (Peters, Pierczyński, Skowron 2021; equalshares.net). Everybody gets an equal share
 * of the money; of the projects that their supporters can pay, the one that costs them least per satisfaction is
 * bought, its supporters paying equally or all they have left; and again until none can be paid.
 *
 * Whatever is bought is paid in exact fractions. Doubles only scout: a price is first computed with a bound on its
 * error, and wherever two prices, or a price and a purse, come closer than their bounds, exact numbers decide.
 */

/** What a project is worth to a supporter: its cost, one, or the points given. */
export type Utility = 'cost' | 'cardinality' | 'points';

/** One purchase, for the explanation. */
export interface Purchase {
  readonly project: number;
  /** What a supporter pays in full: this times the points where they count. */
  readonly payment: Fraction;
  /** Price per satisfaction: what the choice was made by. */
  readonly rate: Fraction;
  /** How many supporters paid in full, and how many gave their last. */
  readonly full: number;
  readonly last: number;
  /** Others that would have been as cheap; the published order decided. */
  readonly tied: readonly number[];
}

export interface Outcome {
  readonly winners: readonly number[];
  readonly cost: bigint;
  readonly purchases: readonly Purchase[];
  /** What the people of each ballot have left, each. */
  readonly left: () => readonly Fraction[];
}

/** What stays the same when the count is run again with more money. */
export interface Prepared {
  readonly election: Election;
  readonly support: readonly Support[];
  readonly utility: Utility;
}

/** Points stay below this, so that sums of them over all people are exact. */
export const mostPoints = 4_194_304;

/** Beyond this part of a payment a purse is clearly more than is asked. */
const wide = 2 ** -30;

/** How far a sum of doubles may be off, per unit: each addition rounds once, with room. */
const slack = (terms: number): number => (terms + 16) * 2 ** -51;

interface Candidate {
  readonly project: number;
  readonly cost: bigint;
  /** The cost as a double. */
  readonly nearly: number;
  readonly ballots: Int32Array;
  readonly shares: Float64Array;
  readonly people: number;
  /** The sum of shares over all supporters. */
  readonly total: number;
  /** By what the payment is divided to give the rate. */
  readonly worth: bigint;
  readonly nearWorth: number;
  /** No later rate is below this one: purses only shrink. */
  bound: number;
}

/** A rate between two doubles. */
interface Scouted {
  readonly candidate: Candidate;
  readonly low: number;
  readonly high: number;
}

interface Price {
  readonly candidate: Candidate;
  /** `over` of a denominator that is `grow` times the purses'. */
  readonly over: bigint;
  readonly grow: bigint;
  readonly near: number;
  readonly rate: Fraction;
  /** Places in the candidate's list of those who give their last. */
  readonly short: Uint8Array;
}

class Count {
  readonly #weights: Float64Array;
  readonly #purses: Purses;
  readonly #order: (a: number, b: number) => number;
  #open: Candidate[];
  /** The projects in the order in which they were bought. */
  readonly #bought: number[] = [];

  constructor({ election, support, utility }: Prepared, start: Fraction) {
    this.#weights = Float64Array.from(election.ballots, (one) => one.weight);
    this.#purses = new Purses(start, this.#weights, election.projects.length, (ballot, purchase) => {
      if (utility !== 'points') return 1;
      const cast = election.ballots[ballot];
      return cast?.points[cast.projects.indexOf(this.#bought[purchase] ?? -1)] ?? 0;
    });
    this.#order = byName(election.projects);
    this.#open = election.projects.flatMap((project, at) => {
      const wanted = support[at];
      // What is worth nothing to anybody is never bought: a free project under cost utility among them.
      if (wanted === undefined || wanted.people === 0 || (utility === 'cost' && project.cost === 0n)) return [];
      return [candidateOf(at, project.cost, wanted, utility)];
    });
  }

  run(): Purchase[] {
    const purchases: Purchase[] = [];
    for (;;) {
      const best = this.#best();
      if (best === null) return purchases;
      purchases.push(this.#buy(best.price, best.tied));
      this.#open = this.#open.filter((one) => one !== best.price.candidate);
    }
  }

  left(): Fraction[] {
    return Array.from(this.#weights, (_, g) => ({ over: this.#purses.exact(g), under: this.#purses.denominator }));
  }

  /** The cheapest per satisfaction, by doubles where they can tell and exactly where they can't. */
  #best(): { readonly price: Price; readonly tied: readonly number[] } | null {
    this.#open.sort((a, b) => a.bound - b.bound);
    let near: Scouted[] = [];
    let ceiling = Number.POSITIVE_INFINITY;
    const gone = new Set<Candidate>();
    for (const candidate of this.#open) {
      if (candidate.bound > ceiling) break;
      const scouted = this.#scout(candidate);
      if (scouted === null) {
        gone.add(candidate);
        continue;
      }
      candidate.bound = scouted.low;
      if (scouted.low > ceiling) continue;
      ceiling = Math.min(ceiling, scouted.high);
      near = [...near.filter((one) => one.low <= ceiling), scouted];
    }
    if (gone.size > 0) this.#open = this.#open.filter((one) => !gone.has(one));
    return near.length === 0 ? null : this.#decide(near.map((one) => one.candidate));
  }

  #decide(near: readonly Candidate[]): { readonly price: Price; readonly tied: readonly number[] } {
    const prices = near.map((candidate) => this.#price(candidate));
    const cheapest = prices.reduce((a, b) => (compareFractions(b.rate, a.rate) < 0 ? b : a));
    const [first = cheapest, ...others] = prices
      .filter((one) => compareFractions(one.rate, cheapest.rate) === 0)
      .toSorted((a, b) => this.#order(a.candidate.project, b.candidate.project));
    return { price: first, tied: others.map((one) => one.candidate.project) };
  }

  /** The rate within bounds; null when the supporters can't pay. */
  #scout(candidate: Candidate): Scouted | null {
    const { ballots, shares, nearly, nearWorth, people } = candidate;
    const { near, error: off } = this.#purses;
    const weights = this.#weights;
    const slip = slack(ballots.length);
    const doubt = slip * nearly + off * people;
    let full = candidate.total;
    let payment = nearly / full;
    // Whoever can't pay the payment gives the last; the others pay more; until nobody else falls short.
    for (;;) {
      let poor = 0;
      let rich = 0;
      let still = 0;
      let clear = 0;
      const clearly = payment * (1 + wide);
      for (let i = 0; i < ballots.length; i++) {
        const g = ballots[i] ?? 0;
        const purse = near[g] ?? 0;
        const share = shares[i] ?? 0;
        const weight = weights[g] ?? 0;
        if (purse < payment * share) poor += weight * purse;
        else {
          rich += weight * purse;
          still += weight * share;
          if (purse - 2 * off > clearly * share) clear += weight * share;
        }
      }
      if (poor + rich < nearly - doubt) return null;
      if (still === full) {
        // Those who clearly can pay more bound how far a small error carries; without them only exact numbers tell.
        const error = (doubt + slip * poor) / clear + payment * slip;
        if (poor + rich < nearly + doubt || !(error < payment * wide)) return this.#scoutExactly(candidate);
        return { candidate, low: (payment - error) / nearWorth, high: (payment + error) / nearWorth };
      }
      if (still === 0) return this.#scoutExactly(candidate);
      full = still;
      // A payment only grows; a rounding must not take it back and the search round in a circle.
      payment = Math.max(payment, (nearly - poor) / full);
    }
  }

  #scoutExactly(candidate: Candidate): Scouted | null {
    if (this.#purses.together(candidate.ballots) < candidate.cost * this.#purses.denominator) return null;
    const value = this.#price(candidate).near / candidate.nearWorth;
    return { candidate, low: value * (1 - 2 ** -48), high: value * (1 + 2 ** -48) };
  }

  /** The payment in exact numbers: those who fall short give their last, until the others can pay the rest. */
  #price(candidate: Candidate): Price {
    const { ballots, shares } = candidate;
    const purses = this.#purses;
    const { near } = purses;
    const off = 2 * purses.error;
    const short = new Uint8Array(ballots.length);
    let missing = candidate.cost * purses.denominator;
    let full = candidate.total;
    let payment = 0;
    for (;;) {
      payment = full === 0 ? 0 : purses.ratio(missing) / full;
      const falls: number[] = [];
      // All are asked the same in one pass; what the fallen leave to pay is asked in the next.
      const before = full;
      for (let i = 0; i < ballots.length; i++) {
        const g = ballots[i] ?? 0;
        const share = shares[i] ?? 0;
        const asked = payment * share;
        const gap = (near[g] ?? 0) - asked;
        const doubt = off + asked * 2 ** -48;
        if (gap > doubt || short[i] === 1) continue;
        if (gap >= -doubt && !this.#fallsShort(g, share, missing, before)) continue;
        short[i] = 1;
        falls.push(g);
        full -= (this.#weights[g] ?? 0) * share;
      }
      if (falls.length === 0) break;
      missing -= purses.together(falls);
    }
    // Nobody is left to pay only where nothing is missing either.
    const [over, grow] = full === 0 ? [0n, 1n] : [missing, BigInt(full)];
    const rate = { over, under: purses.denominator * grow * candidate.worth };
    return { candidate, over, grow, near: payment, rate, short };
  }

  /** Whether a purse is below what would be asked of it, where doubles can't tell. */
  #fallsShort(ballot: number, share: number, missing: bigint, full: number): boolean {
    return this.#purses.isGone(ballot) || this.#purses.exact(ballot) * BigInt(full) < missing * BigInt(share);
  }

  #buy({ candidate, over, grow, near, rate, short }: Price, tied: readonly number[]): Purchase {
    const { ballots, shares, project } = candidate;
    this.#purses.record(over, grow);
    this.#bought.push(project);
    let full = 0;
    let last = 0;
    for (let i = 0; i < ballots.length; i++) {
      const g = ballots[i] ?? 0;
      const weight = this.#weights[g] ?? 0;
      if (short[i] !== 1) {
        this.#purses.pay(g, shares[i] ?? 0, near);
        full += weight;
      } else if (!this.#purses.isGone(g)) {
        this.#purses.empty(g);
        last += weight;
      }
    }
    return { project, payment: { over, under: this.#purses.denominator }, rate, full, last, tied };
  }
}

function candidateOf(project: number, cost: bigint, support: Support, utility: Utility): Candidate {
  const { ballots, people, sum } = support;
  const graded = utility === 'points';
  const shares = graded ? support.points : new Float64Array(ballots.length).fill(1);
  const total = graded ? sum : people;
  const worth = utility === 'cost' ? cost : 1n;
  const nearly = asDouble(cost);
  const nearWorth = asDouble(worth);
  const bound = (nearly / total / nearWorth) * (1 - 2 ** -40);
  return { project, cost, nearly, ballots, shares, people, total, worth, nearWorth, bound };
}

/** Equal shares once, with a start in everybody's purse. */
export function equalShares(prepared: Prepared, start: Fraction): Outcome {
  const count = new Count(prepared, start);
  const purchases = count.run();
  const winners = purchases.map((one) => one.project);
  const cost = winners.reduce((sum, at) => sum + (prepared.election.projects[at]?.cost ?? 0n), 0n);
  return { winners, cost, purchases, left: () => count.left() };
}

/** Everybody's share of the money, with `more` units added to each purse. */
export function startOf(election: Election, more: bigint): Fraction {
  const voters = BigInt(Math.max(1, election.voters));
  return { over: election.budget + more * voters, under: voters };
}
