import { fail, ok, type Result } from '#kernel/result';
import { count, type Settings } from './count.ts';
import { type Election, type Fraction, reduced } from './election.ts';
import { explainLosers } from './explain-count.ts';
import { readPabulib } from './pabulib.ts';

/** The settings of a count as text, so that they travel between threads and stand in files. */
export interface WrittenSettings {
  readonly rule: Settings['rule'];
  readonly utility: Settings['utility'];
  readonly completion: Settings['completion'];
  readonly stop: Settings['stop'];
  /** In fen. */
  readonly increment: string;
}

/** What came out of a count, in fen as text and names as in the file: to be kept, compared and read by people. */
export interface Recounted {
  readonly winners: readonly string[];
  readonly cost: string;
  readonly voters: number;
  /** Fen added to each purse in the run that counts. */
  readonly added: string;
  readonly purchases: readonly {
    readonly project: string;
    /** What a supporter pays in full, exactly: "1234/5". */
    readonly payment: string;
    readonly full: number;
    readonly last: number;
    readonly tied: readonly string[];
  }[];
  readonly steps: readonly {
    readonly project: string;
    readonly score: number;
    readonly result: 'won' | 'does_not_fit' | 'excluded' | 'below_threshold';
    readonly left: string;
  }[];
  readonly rounds: readonly { readonly project: string; readonly at: string }[];
  readonly lost: readonly {
    readonly project: string;
    readonly supporters: number;
    readonly had: string;
    readonly spent: readonly { readonly project: string; readonly amount: string }[];
    readonly more: number | null;
  }[];
  /** People on whose ballot something won. */
  readonly served: number;
  /** What taking those with the most votes would have chosen. */
  readonly greedy: { readonly winners: readonly string[]; readonly cost: string; readonly served: number };
}

/** Fen in a yuan: files are read in this unit, whatever their decimals. */
const fenPerYuan = 100n;

const text = (one: Fraction): string => {
  const { over, under } = reduced(one);
  return under === 1n ? `${over}` : `${over}/${under}`;
};

function served(election: Election, winners: readonly number[]): number {
  const won = new Set(winners);
  return election.ballots
    .filter((one) => one.projects.some((project, at) => won.has(project) && (one.points[at] ?? 0) > 0))
    .reduce((sum, one) => sum + one.weight, 0);
}

function readInFen(file: string): Result<Election> {
  const first = readPabulib(file);
  if (!first.ok) return first;
  const { unit } = first.value.election;
  if (unit === fenPerYuan) return ok(first.value.election);
  if (fenPerYuan % unit !== 0n) return fail('count.field');
  const read = readPabulib(file, fenPerYuan / unit);
  return read.ok ? ok(read.value.election) : read;
}

/**
 * Counts a file of ballots by published settings and explains the outcome: the one code that the server runs beside its
 * requests and a reader's browser runs to count along. Refuses as `readPabulib` and `count`.
 */
export function recount(input: {
  readonly file: string;
  readonly settings: WrittenSettings;
  /** False leaves out why each loser lost: hundreds of counts of their own, which whoever only compares need not do. */
  readonly explain?: boolean;
}): Result<Recounted> {
  const read = readInFen(input.file);
  if (!read.ok) return read;
  const election = read.value;
  const settings: Settings = { ...input.settings, increment: BigInt(input.settings.increment) };
  const counted = count(election, settings);
  if (!counted.ok) return counted;
  const simple = count(election, { ...settings, rule: 'greedy', utility: 'cost', completion: 'none' });
  if (!simple.ok) return simple;
  const { winners, cost, added, purchases, steps, rounds } = counted.value;
  const id = (at: number): string => election.projects[at]?.id ?? '';
  return ok({
    ...{ winners: winners.map(id), cost: `${cost}`, voters: election.voters, added: `${added}` },
    purchases: purchases.map(({ project, payment, full, last, tied }) => ({
      ...{ project: id(project), payment: text(payment), full, last, tied: tied.map(id) },
    })),
    steps: steps.map((one) => ({ ...one, project: id(one.project), left: `${one.left}` })),
    rounds: rounds.map(({ project, at }) => ({ project: id(project), at: text(at) })),
    lost: (input.explain === false ? [] : explainLosers(election, settings, counted.value, election.voters)).map(
      (one) => ({
        ...{ project: id(one.project), supporters: one.supporters, had: `${one.had}`, more: one.more },
        spent: one.spent.map(({ project, amount }) => ({ project: id(project), amount: `${amount}` })),
      }),
    ),
    served: served(election, winners),
    greedy: {
      ...{ winners: simple.value.winners.map(id), cost: `${simple.value.cost}` },
      served: served(election, simple.value.winners),
    },
  });
}
