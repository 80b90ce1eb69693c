import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, type Settings } from '#algorithms/count';
import { type Election, groupBallots } from '#algorithms/election';
import { explainLosers } from '#algorithms/explain-count';
import { readPabulib } from '#algorithms/pabulib';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { type Bench, type Figure, figureOf, milliseconds } from './figure.ts';

const published = join(projectRoot, '../shared/data/pb/instances');
const rounds = 5;

/** A made-up district where the published one is not at hand: as many projects and people, five approvals each. */
function madeUp(projects: number, people: number): Election {
  let state = 99;
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.trunc((state / 2 ** 32) * end);
  };
  const ballots = Array.from({ length: people }, () => {
    const chosen = new Set(Array.from({ length: 5 }, () => below(projects)));
    return { projects: [...chosen], points: [...chosen].map(() => 1) };
  });
  return {
    projects: Array.from({ length: projects }, (_, at) => ({ id: `p${at}`, cost: BigInt(5000 + below(200_000)) })),
    ballots: groupBallots(ballots),
    ...{ voters: people, budget: 5_000_000n, unit: 1n, graded: false, ranked: false, threshold: null },
  };
}

/** A round of a neighbourhood: three estates, forty projects, three thousand people who choose as far as the money goes. */
function neighbourhood(): Election {
  let state = 20261;
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.trunc((state / 2 ** 32) * end);
  };
  const estates = [
    { people: 1600, wants: 13 },
    { people: 950, wants: 13 },
    { people: 450, wants: 10 },
  ];
  const budget = 24_000_000n;
  const homes = [...estates.flatMap(({ wants }, at) => Array.from({ length: wants }, () => at)), -1, -1, -1, -1];
  const costs = homes.map((_, at) => BigInt((4321 + ((at * 7919) % 41_000)) * 100 + ((at * 37) % 100)));
  const ballots = estates.flatMap(({ people }, estate) =>
    Array.from({ length: people }, () => {
      let left = budget;
      const projects = homes.flatMap((home, at) => {
        const likes = home === estate ? 45 : home < 0 ? 50 : 3;
        const cost = costs[at] ?? 0n;
        if (below(100) >= likes - ((at + 1) % 11) || cost > left) return [];
        left -= cost;
        return [at];
      });
      return { projects, points: projects.map(() => 1) };
    }),
  );
  return {
    projects: costs.map((cost, at) => ({ id: `p${at}`, cost })),
    ballots: groupBallots(ballots),
    ...{ voters: ballots.length, budget, unit: 100n, graded: false, ranked: false, threshold: null },
  };
}

/** Counting a round with everything its result page says: why each loser lost and how many more votes would have done. */
function explained(election: Election, most: number): { readonly ours: number; readonly theirs: number } {
  const settings: Settings = {
    ...{ rule: 'equal-shares', utility: 'cost', completion: 'add1u', stop: 'exhaustive', increment: 100n },
  };
  const begun = process.cpuUsage();
  explainLosers(election, settings, must(count(election, settings)), election.voters);
  return { ours: spent(begun), theirs: most };
}

function electionIn(name: string, projects: number, people: number): Election {
  const file = join(published, name);
  return existsSync(file) ? must(readPabulib(readFileSync(file, 'utf8'))).election : madeUp(projects, people);
}

/** Milliseconds of processor time since then: counting waits for nobody, and what else the machine does is not ours. */
function spent(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

function timed(
  election: Election,
  more: Partial<Settings>,
  most: number,
): { readonly ours: number; readonly theirs: number } {
  const increment = election.unit;
  const begun = process.cpuUsage();
  must(
    count(election, {
      rule: 'equal-shares',
      utility: 'cost',
      completion: 'add1',
      stop: 'exhaustive',
      increment,
      ...more,
    }),
  );
  return { ours: spent(begun), theirs: most };
}

async function run(): Promise<readonly Figure[]> {
  const district = electionIn('Poland_Warszawa_2020_Praga-Poludnie.pb', 134, 14_897);
  const city = electionIn('Poland_Wroclaw_2015_150_-_500.pb', 197, 131_778);
  const round = neighbourhood();
  const repeat = (work: () => { readonly ours: number; readonly theirs: number }) =>
    Array.from({ length: rounds }, work);
  const words = { against: 'what it may take', target: { most: 1 }, unit: milliseconds } as const;
  return [
    figureOf(
      repeat(() => timed(district, {}, 3000)),
      { what: 'equal shares with Add1, 134 projects, 14,897 voters', ...words },
    ),
    figureOf(
      repeat(() => timed(city, {}, 1000)),
      { what: 'equal shares with Add1, 197 projects, 131,778 voters', ...words },
    ),
    figureOf(
      repeat(() => timed(city, { rule: 'greedy-stop' }, 1000)),
      { what: 'greedy, 131,778 voters', ...words },
    ),
    figureOf(
      repeat(() => explained(round, 2000)),
      { what: 'a round with every loser explained, 40 projects, 3,000 voters', ...words },
    ),
  ];
}

export const bench: Bench = {
  title: 'Counting a budgeting vote',
  how: 'Counting without reading, exact, in one thread of plain TypeScript, in processor time (5 rounds).',
  run,
};
