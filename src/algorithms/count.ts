import { fail, ok, type Result } from '#kernel/result';
import { type Election, type Support, supportOf } from './election.ts';
import { equalShares, type Outcome, type Purchase, startOf } from './equal-shares.ts';
import { type GreedyStep, greedy } from './greedy-count.ts';
import { type Earned, sequentialPhragmen } from './phragmen.ts';
import { isWanted, prepare, type Utility } from './wanted.ts';

export const rules = ['equal-shares', 'greedy', 'greedy-stop', 'phragmen'] as const;
export const utilities = ['cost', 'cardinality', 'points'] as const;
export const completions = ['none', 'add1', 'add1u', 'utilitarian'] as const;
export const stops = ['exhaustive', 'overspend', 'cut'] as const;

/** The published settings of a count. */
export interface Settings {
  readonly rule: (typeof rules)[number];
  readonly utility: Utility;
  /** What is done with money that equal shares leave. */
  readonly completion: (typeof completions)[number];
  /**
   * When adding to the purses ends: with the first outcome to which nothing more fits (`exhaustive`), or with the last
   * one before more than the budget is spent (`overspend`), or as `exhaustive`, but of a run that spends too much taking
   * what the budget pays (`cut`: how committees of equal cost are completed).
   */
  readonly stop: (typeof stops)[number];
  /** Smallest units added to every purse from one run to the next. */
  readonly increment: bigint;
  /** Of each of these sets at most one can win; greedy rules only. */
  readonly exclusive?: readonly (readonly number[])[];
}

/** What came out, and the steps that explain it. */
export interface Counted {
  /** Places in `Election.projects`, in the order in which they won. */
  readonly winners: readonly number[];
  readonly cost: bigint;
  /** Equal shares: how many units were added to each purse in the run that counts. */
  readonly added: bigint;
  readonly purchases: readonly Purchase[];
  readonly steps: readonly GreedyStep[];
  readonly rounds: readonly Earned[];
}

const nothing = { added: 0n, purchases: [], steps: [], rounds: [] } as const;

/** The most satisfaction for the money, in the utility of the round: where a project is worth its cost, the most votes. */
const densest = { cost: 'score', cardinality: 'votes_per_cost', points: 'points_per_cost' } as const;

/** Counts an election. Errors: `count.no_budget`, `count.no_increment`, `count.too_many_runs`. */
export function count(election: Election, settings: Settings): Result<Counted> {
  if (election.budget <= 0n) return fail('count.no_budget');
  const support = supportOf(election);
  if (settings.rule === 'phragmen') return ok({ ...nothing, ...sequentialPhragmen(election, support) });
  if (settings.rule !== 'equal-shares') {
    const { exclusive = [], utility } = settings;
    const rule = { by: densest[utility], stop: settings.rule === 'greedy-stop', exclusive };
    return ok({ ...nothing, ...greedy(election, support, rule) });
  }
  return countEqualShares(election, support, settings);
}

function countEqualShares(election: Election, support: readonly Support[], settings: Settings): Result<Counted> {
  const within = withinThreshold(election, support);
  const prepared = prepare(election, within, settings.utility);
  return countRuns(election, within, settings, (added) => equalShares(prepared, startOf(election, added)));
}

/** A project under the threshold is out before the count; its supporters keep their shares. */
export function withinThreshold({ threshold }: Election, support: readonly Support[]): Support[] {
  return support.map((one) => (threshold !== null && one.score < threshold ? { ...one, people: 0 } : one));
}

/** One run of equal shares from scratch, with so many units added to each purse. */
export type Run = (added: bigint) => Outcome;

/** Equal shares with their completion; how each run comes about is the caller's. Errors as `count`. */
export function countRuns(
  election: Election,
  within: readonly Support[],
  settings: Settings,
  run: Run,
): Result<Counted> {
  const { utility, completion } = settings;
  const ended =
    completion === 'add1' || completion === 'add1u'
      ? addToPurses(election, within, settings, run)
      : ok({ outcome: run(0n), added: 0n });
  if (!ended.ok) return ended;
  const { outcome, added } = ended.value;
  const { winners, cost, purchases } = outcome;
  if (completion === 'none' || completion === 'add1') return ok({ ...nothing, winners, cost, added, purchases });
  const filled = greedy(election, within, { by: densest[utility], stop: false }, winners);
  return ok({ ...nothing, ...filled, added, purchases });
}

const mostRuns = 1_000_000;

/** Runs the count again and again with more in every purse, each run from scratch, until the stop rule ends it. */
function addToPurses(
  election: Election,
  within: readonly Support[],
  { increment, stop, utility }: Settings,
  run: Run,
): Result<{ readonly outcome: Outcome; readonly added: bigint }> {
  if (increment <= 0n) return fail('count.no_increment');
  const wanted = within.filter((one, at) => isWanted(election, utility, at, one)).length;
  let before: { readonly outcome: Outcome; readonly added: bigint } | null = null;
  for (let turn = 0; turn < mostRuns; turn++) {
    const added = increment * BigInt(turn);
    const outcome = run(added);
    if (outcome.cost > election.budget)
      return ok(stop === 'cut' ? { outcome: cutToBudget(election, outcome), added } : (before ?? { outcome, added }));
    // With everything bought that anybody wants, more money changes nothing.
    if (outcome.winners.length === wanted || (stop !== 'overspend' && isExhaustive(election, outcome)))
      return ok({ outcome, added });
    before = { outcome, added };
  }
  return fail('count.too_many_runs');
}

/** The purchases of a run up to the first that the budget can't pay. */
function cutToBudget(election: Election, { purchases, left }: Outcome): Outcome {
  const kept: Purchase[] = [];
  let cost = 0n;
  for (const one of purchases) {
    const price = election.projects[one.project]?.cost ?? 0n;
    if (cost + price > election.budget) break;
    kept.push(one);
    cost += price;
  }
  return { winners: kept.map((one) => one.project), cost, purchases: kept, left };
}

/** Whether nothing more fits into the budget. */
function isExhaustive(election: Election, { winners, cost }: Outcome): boolean {
  const won = new Set(winners);
  return election.projects.every((project, at) => won.has(at) || cost + project.cost > election.budget);
}
