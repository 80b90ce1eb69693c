import { byName, compareFractions, type Election, type Fraction } from './election.ts';
import { Purses } from './purses.ts';
import type { Prepared, Wanted } from './wanted.ts';

/**
 * The method of equal shares, exact (Peters, Pierczyński, Skowron 2021; equalshares.net). Everybody gets an equal share
 * of the money; of the projects that their supporters can pay, the one that costs them least per satisfaction is
 * bought, its supporters paying equally or all they have left; and again until none can be paid.
 *
 * Whatever is bought is paid in exact fractions. Doubles only scout: a price is first computed with a bound on its
 * error, and wherever two prices, or a price and a purse, come closer than their bounds, exact numbers decide.
 */

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

/** Points stay below this, so that sums of them over all people are exact. */
export const mostPoints = 4_194_304;

/** Beyond this part of a payment a purse is clearly more than is asked. */
const wide = 2 ** -30;

/** How far a sum of doubles may be off, per unit: each addition rounds once, with room. */
const slack = (terms: number): number => (terms + 16) * 2 ** -51;

/** A project in a count under way. */
interface Candidate {
  readonly of: Wanted;
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

  constructor({ election, utility, weights, wanted }: Prepared, start: Fraction) {
    this.#weights = weights;
    this.#purses = new Purses(start, weights, election.projects.length, (ballot, purchase) => {
      if (utility !== 'points') return 1;
      const cast = election.ballots[ballot];
      return cast?.points[cast.projects.indexOf(this.#bought[purchase] ?? -1)] ?? 0;
    });
    this.#order = byName(election.projects);
    this.#open = wanted.map(candidateOf);
  }

  run(watched: readonly Wanted[] = []): { readonly purchases: Purchase[]; readonly near: ReadonlySet<number> } {
    const purchases: Purchase[] = [];
    const near = new Set<number>();
    let watching = watched.map(candidateOf);
    for (;;) {
      const best = this.#best();
      watching = watching.filter((one) => this.#isFar(one, best?.high ?? Number.POSITIVE_INFINITY, near));
      if (best === null) return { purchases, near };
      purchases.push(this.#buy(best.price, best.tied));
      this.#open = this.#open.filter((one) => one !== best.price.candidate);
    }
  }

  /** Whether a watched project is certainly not cheaper than what is bought now; what is near, or never will be, is left alone. */
  #isFar(candidate: Candidate, high: number, near: Set<number>): boolean {
    if (candidate.bound > high) return true;
    const scouted = this.#scout(candidate);
    if (scouted === null) return false;
    candidate.bound = scouted.low;
    if (scouted.low > high) return true;
    near.add(candidate.of.project);
    return false;
  }

  left(): Fraction[] {
    return Array.from(this.#weights, (_, g) => ({ over: this.#purses.exact(g), under: this.#purses.denominator }));
  }

  /** The cheapest per satisfaction, by doubles where they can tell and exactly where they can't. */
  #best(): { readonly price: Price; readonly tied: readonly number[]; readonly high: number } | null {
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
    return near.length === 0 ? null : { ...this.#decide(near), high: ceiling };
  }

  #decide(near: readonly Scouted[]): { readonly price: Price; readonly tied: readonly number[] } {
    const prices = near.map(({ candidate, high }) => this.#price(candidate, high));
    const cheapest = prices.reduce((a, b) => (compareFractions(b.rate, a.rate) < 0 ? b : a));
    const [first = cheapest, ...others] = prices
      .filter((one) => compareFractions(one.rate, cheapest.rate) === 0)
      .toSorted((a, b) => this.#order(a.candidate.of.project, b.candidate.of.project));
    return { price: first, tied: others.map((one) => one.candidate.of.project) };
  }

  /** The rate within bounds; null when the supporters can't pay. */
  #scout(candidate: Candidate): Scouted | null {
    const { ballots, shares, weights, nearly, nearWorth, people, total } = candidate.of;
    const { near, error: off } = this.#purses;
    const slip = slack(ballots.length);
    const doubt = slip * nearly + off * people;
    // Nobody pays less than was found before. With a first guess above everybody's even part it is not yet known who can't.
    const known = candidate.bound * nearWorth * (1 - 2 ** -50);
    let payment = Math.max(nearly / total, known);
    let full = payment > known ? total : -1;
    // Whoever can't pay the payment gives the last; the others pay more; until nobody else falls short.
    for (;;) {
      let poor = 0;
      let rich = 0;
      let still = 0;
      let clear = 0;
      let least = Number.POSITIVE_INFINITY;
      const clearly = payment * (1 + wide);
      for (let i = 0; i < ballots.length; i++) {
        const purse = near[ballots[i] ?? 0] ?? 0;
        const share = shares[i] ?? 0;
        const weight = weights[i] ?? 0;
        if (purse < payment * share) poor += weight * purse;
        else {
          rich += weight * purse;
          still += weight * share;
          if (purse < least * share) least = purse / share;
          if (purse - 2 * off > clearly * share) clear += weight * share;
        }
      }
      if (poor + rich < nearly - doubt) return null;
      if (still === 0) return this.#scoutExactly(candidate);
      let settled = still === full;
      if (!settled) {
        full = still;
        // A payment only grows; a rounding must not take it back and the search round in a circle.
        payment = Math.max(payment, (nearly - poor) / full);
        // Where even the least of those who pay clearly has as much, nobody else falls short.
        settled = least - 2 * off > payment * (1 + 2 * wide);
        if (settled) clear = still;
      }
      if (settled) {
        // Those who clearly can pay more bound how far a small error carries; without them only exact numbers tell.
        const error = (doubt + slip * poor) / clear + payment * slip;
        if (poor + rich < nearly + doubt || !(error < payment * wide)) return this.#scoutExactly(candidate);
        return { candidate, low: (payment - error) / nearWorth, high: (payment + error) / nearWorth };
      }
    }
  }

  #scoutExactly(candidate: Candidate): Scouted | null {
    if (this.#purses.together(candidate.of.ballots) < candidate.of.cost * this.#purses.denominator) return null;
    const value = this.#price(candidate, Number.POSITIVE_INFINITY).near / candidate.of.nearWorth;
    return { candidate, low: value * (1 - 2 ** -48), high: value * (1 + 2 ** -48) };
  }

  /**
   * The payment in exact numbers: those who fall short give their last, until the others can pay the rest. Whoever is
   * clearly below or above what was scouted is not asked exactly; `high` is the rate's bound from above.
   */
  #price(candidate: Candidate, high: number): Price {
    const { ballots, shares, weights, cost, worth, nearWorth, total } = candidate.of;
    const purses = this.#purses;
    const { near } = purses;
    const off = 2 * purses.error;
    const short = new Uint8Array(ballots.length);
    let missing = cost * purses.denominator;
    let full = total;
    let payment = candidate.bound * nearWorth * (1 - 2 ** -40);
    let most = high * nearWorth * (1 + 2 ** -40);
    for (let isBound = true; ; isBound = false) {
      const falls: number[] = [];
      // All are asked the same in one pass; what the fallen leave to pay is asked in the next.
      const before = full;
      let doubtful = false;
      for (let i = 0; i < ballots.length; i++) {
        const g = ballots[i] ?? 0;
        const purse = near[g] ?? 0;
        const share = shares[i] ?? 0;
        const asked = payment * share;
        const doubt = off + asked * 2 ** -48;
        if (purse - most * share > doubt || short[i] === 1) continue;
        if (purse - asked >= -doubt && (isBound || !this.#fallsShort(g, share, missing, before))) {
          doubtful = true;
          continue;
        }
        short[i] = 1;
        falls.push(g);
        full -= (weights[i] ?? 0) * share;
      }
      missing -= purses.together(falls);
      payment = full === 0 ? 0 : purses.ratio(missing) / full;
      most = payment;
      if (isBound ? !doubtful : falls.length === 0) break;
    }
    // Nobody is left to pay only where nothing is missing either.
    const [over, grow] = full === 0 ? [0n, 1n] : [missing, BigInt(full)];
    const rate = { over, under: purses.denominator * grow * worth };
    return { candidate, over, grow, near: payment, rate, short };
  }

  /** Whether a purse is below what would be asked of it, where doubles can't tell. */
  #fallsShort(ballot: number, share: number, missing: bigint, full: number): boolean {
    return this.#purses.isGone(ballot) || this.#purses.exact(ballot) * BigInt(full) < missing * BigInt(share);
  }

  #buy({ candidate, over, grow, near, rate, short }: Price, tied: readonly number[]): Purchase {
    const { ballots, shares, weights, project } = candidate.of;
    this.#purses.record(over, grow);
    this.#bought.push(project);
    let full = 0;
    let last = 0;
    for (let i = 0; i < ballots.length; i++) {
      const g = ballots[i] ?? 0;
      const weight = weights[i] ?? 0;
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

const candidateOf = (of: Wanted): Candidate => ({
  of,
  bound: (of.nearly / of.total / of.nearWorth) * (1 - 2 ** -40),
});

/** Equal shares once, with a start in everybody's purse. */
export function equalShares(prepared: Prepared, start: Fraction): Outcome {
  return watchShares(prepared, start, []).outcome;
}

/**
 * Equal shares once, and beside it which of some `watched` projects come near: those that might be bought somewhere on the
 * way if they stood among the others. Without them the outcome is the same for certain, however many of the others are
 * watched. What is watched may have supporters of its own, who have a purse like everybody and pay for nothing else.
 */
export function watchShares(
  prepared: Prepared,
  start: Fraction,
  watched: readonly Wanted[],
): { readonly outcome: Outcome; readonly near: ReadonlySet<number> } {
  const count = new Count(prepared, start);
  const { purchases, near } = count.run(watched);
  const winners = purchases.map((one) => one.project);
  const cost = winners.reduce((sum, at) => sum + (prepared.election.projects[at]?.cost ?? 0n), 0n);
  return { outcome: { winners, cost, purchases, left: () => count.left() }, near };
}

/** Everybody's share of the money, with `more` units added to each purse. */
export function startOf(election: Election, more: bigint): Fraction {
  const voters = BigInt(Math.max(1, election.voters));
  return { over: election.budget + more * voters, under: voters };
}
