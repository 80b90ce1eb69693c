import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, type Settings } from '#algorithms/count';
import { type Election, groupBallots } from '#algorithms/election';
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

function electionIn(name: string, projects: number, people: number): Election {
  const file = join(published, name);
  return existsSync(file) ? must(readPabulib(readFileSync(file, 'utf8'))).election : madeUp(projects, people);
}

function timed(
  election: Election,
  more: Partial<Settings>,
  most: number,
): { readonly ours: number; readonly theirs: number } {
  const increment = election.unit;
  const begun = performance.now();
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
  return { ours: performance.now() - begun, theirs: most };
}

async function run(): Promise<readonly Figure[]> {
  const district = electionIn('Poland_Warszawa_2020_Praga-Poludnie.pb', 134, 14_897);
  const city = electionIn('Poland_Wroclaw_2015_150_-_500.pb', 197, 131_778);
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
  ];
}

export const bench: Bench = {
  title: 'Counting a budgeting vote',
  how: 'Counting without reading, exact, in one thread of plain TypeScript (5 rounds).',
  run,
};
