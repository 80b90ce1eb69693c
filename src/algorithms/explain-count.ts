import type { Counted, Settings } from './count.ts';
import { type Election, type Fraction, supportOf } from './election.ts';
import { startOf } from './equal-shares.ts';
import { votesMissing } from './votes-missing.ts';

/** Why a project did not win, in smallest units of money, each rounded down. */
export interface Lost {
  readonly project: number;
  readonly supporters: number;
  /** What its supporters have left together when the count ends. */
  readonly had: bigint;
  /** What they paid for projects that won, those that took most first. */
  readonly spent: readonly { readonly project: number; readonly amount: bigint }[];
  /** So many more people naming it alone, nothing else changed, would have made it win; null where none that were tried would. */
  readonly more: number | null;
}

/** What everybody paid for every purchase, over one common denominator. */
interface Paid {
  readonly under: bigint;
  /** By purchase, then by ballot: of one person. */
  readonly by: readonly (readonly bigint[])[];
  readonly left: readonly bigint[];
}

const over = ({ over: top, under }: Fraction, common: bigint): bigint => top * (common / under);

/** Plays the purchases once more, person by person: everybody pays in full or gives their last. */
function play(election: Election, settings: Settings, counted: Counted): Paid {
  const start = startOf(election, counted.added);
  const common = counted.purchases.at(-1)?.payment.under ?? start.under;
  // Denominators only ever grow by a factor, so each divides the last.
  const purses = election.ballots.map(() => over(start, common));
  const by = counted.purchases.map(({ project, payment }) => {
    const asked = over(payment, common);
    return election.ballots.map((ballot, at) => {
      const place = ballot.projects.indexOf(project);
      const points = ballot.points[place] ?? 0;
      if (place < 0 || points <= 0) return 0n;
      const share = settings.utility === 'points' ? BigInt(points) : 1n;
      const purse = purses[at] ?? 0n;
      const pays = asked * share < purse ? asked * share : purse;
      purses[at] = purse - pays;
      return pays;
    });
  });
  return { under: common, by, left: purses };
}

/** Why each project that did not win did not, in the order of the file. `most` limits how many more votes are tried. */
export function explainLosers(election: Election, settings: Settings, counted: Counted, most: number): Lost[] {
  const paid = play(election, settings, counted);
  const won = new Set(counted.winners);
  const support = supportOf(election);
  const payable = election.projects.flatMap(({ cost }, project) =>
    won.has(project) || cost > election.budget ? [] : [project],
  );
  const missing = votesMissing(election, settings, payable, most);
  return election.projects.flatMap((_, project) => {
    if (won.has(project)) return [];
    const of = support[project];
    const sum = (amounts: readonly bigint[]): bigint =>
      [...(of?.ballots ?? [])].reduce(
        (total, at) => total + (amounts[at] ?? 0n) * BigInt(election.ballots[at]?.weight ?? 0),
        0n,
      ) / paid.under;
    const spent = counted.purchases
      .map((purchase, at) => ({ project: purchase.project, amount: sum(paid.by[at] ?? []) }))
      .filter((one) => one.amount > 0n)
      .toSorted((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0));
    const had = settings.rule === 'equal-shares' ? sum(paid.left) : 0n;
    return [{ project, supporters: of?.people ?? 0, had, spent, more: missing.get(project) ?? null }];
  });
}
