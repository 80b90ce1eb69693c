import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#kernel/result';
import { count, type Settings } from './count.ts';
import type { Ballot, Election } from './election.ts';
import { groupBallots, supportOf } from './election.ts';
import { explainLosers } from './explain-count.ts';
import { recount } from './recount.ts';

const shares: Settings = {
  ...{ rule: 'equal-shares', utility: 'cost', completion: 'none', stop: 'exhaustive', increment: 100n },
};

/** Small elections: up to five projects, seven people. */
const elections = fc
  .record({
    costs: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
    ballots: fc.array(fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 4 }), { minLength: 1, maxLength: 7 }),
    budget: fc.integer({ min: 1, max: 24 }),
  })
  .map(({ costs, ballots, budget }) => {
    const cast = ballots.map((one) => one.filter((project) => project < costs.length));
    return electionOf(costs.map(BigInt), cast, BigInt(budget));
  });

function electionOf(costs: readonly bigint[], ballots: readonly (readonly number[])[], budget: bigint): Election {
  const cast = ballots.map((projects) => ({ projects, points: projects.map(() => 1) }));
  return {
    ...{ projects: costs.map((cost, at) => ({ id: `p${at}`, cost })), ballots: groupBallots(cast) },
    ...{ voters: ballots.length, budget, unit: 1n, graded: false, ranked: false, threshold: null },
  };
}

const apart = (election: Election): Ballot[] =>
  election.ballots.flatMap((one) => Array.from({ length: one.weight }, () => ({ ...one, weight: 1 })));

const outcome = (election: Election, settings: Settings) => {
  const { winners, cost } = must(count(election, settings));
  return { winners, cost };
};

const everyRule: Settings[] = [
  shares,
  { ...shares, utility: 'cardinality' },
  { ...shares, completion: 'add1', increment: 1n },
  { ...shares, rule: 'greedy' },
  { ...shares, rule: 'greedy-stop' },
  { ...shares, rule: 'phragmen' },
];

describe('what may not change a count', () => {
  it('is the order of ballots, whether equal ones stand together, and money in another unit', () => {
    fc.assert(
      fc.property(elections, fc.constantFrom(...everyRule), (election, settings) => {
        const plain = outcome(election, settings);
        const single = { ...election, ballots: apart(election) };
        expect(outcome(single, settings)).toEqual(plain);
        expect(outcome({ ...single, ballots: single.ballots.toReversed() }, settings)).toEqual(plain);
        const finer = {
          ...election,
          budget: election.budget * 100n,
          projects: election.projects.map((one) => ({ ...one, cost: one.cost * 100n })),
        };
        const again = outcome(finer, { ...settings, increment: settings.increment * 100n });
        expect(again).toEqual({ winners: plain.winners, cost: plain.cost * 100n });
      }),
      { numRuns: 400 },
    );
  });
});

/** All subsets of 0 … n−1. */
const subsets = (n: number): number[][] =>
  Array.from({ length: 2 ** n }, (_, bits) =>
    Array.from({ length: n }, (_no, at) => at).filter((at) => (bits >> at) & 1),
  );

describe('equal shares', () => {
  it('keep their guarantee, EJR up to one project, on every group of small elections (Peters, Pierczyński, Skowron 2021)', () => {
    fc.assert(
      fc.property(elections, fc.constantFrom('cost' as const, 'cardinality' as const), (election, utility) => {
        const { winners } = must(count(election, { ...shares, utility }));
        const worth = (project: number): bigint => (utility === 'cost' ? (election.projects[project]?.cost ?? 0n) : 1n);
        const people = apart(election);
        const value = (of: Ballot, projects: readonly number[]): bigint =>
          projects.filter((one) => of.projects.includes(one)).reduce((sum, one) => sum + worth(one), 0n);
        for (const wanted of subsets(election.projects.length).filter((one) => one.length > 0)) {
          const cost = wanted.reduce((sum, one) => sum + (election.projects[one]?.cost ?? 0n), 0n);
          const group = people.filter((one) => wanted.every((project) => one.projects.includes(project)));
          // The group deserves these projects when its share of the money pays for them.
          if (BigInt(group.length) * election.budget < cost * BigInt(election.voters)) continue;
          const all = wanted.reduce((sum, one) => sum + worth(one), 0n);
          const kept = group.some((one) => {
            const have = value(one, winners);
            const best = wanted.filter((project) => !winners.includes(project)).map(worth);
            const most = best.reduce((a, b) => (b > a ? b : a), 0n);
            return have >= all || have + most > all;
          });
          expect(kept || group.length === 0).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('explain a loser: what its supporters had left, and on what they spent the rest', () => {
    // Six people, 12 each: four buy p0 for 40; two of them and one more want p1 for 30.
    const election = electionOf([40n, 30n], [[0], [0], [0, 1], [0, 1], [1], []], 72n);
    const counted = must(count(election, shares));
    expect(counted.winners).toEqual([0]);
    const [lost] = explainLosers(election, shares, counted, 6);
    expect(lost).toMatchObject({ project: 1, supporters: 3, had: 16n, spent: [{ project: 0, amount: 20n }] });
    const more = lost?.more ?? 0;
    expect(more).toBeGreaterThan(0);
    const wins = (people: number) =>
      must(
        count(
          {
            ...election,
            voters: election.voters + people,
            ballots: [...election.ballots, { weight: people, projects: [1], points: [1] }],
          },
          shares,
        ),
      ).winners.includes(1);
    expect(wins(more)).toBe(true);
    expect(more === 1 || !wins(more - 1)).toBe(true);
  });

  it('explain every sum: what supporters paid and have left is what they began with', () => {
    fc.assert(
      fc.property(elections, (election) => {
        const counted = must(count(election, shares));
        const support = supportOf(election);
        for (const one of explainLosers(election, shares, counted, 1)) {
          const begun = (election.budget * BigInt(support[one.project]?.people ?? 0)) / BigInt(election.voters);
          const told = one.had + one.spent.reduce((sum, each) => sum + each.amount, 0n);
          // Each part is rounded down.
          expect(told <= begun && begun - told <= BigInt(counted.purchases.length + 1)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a recount', () => {
  it('reads a file in fen whatever its decimals and says who paid, who lost and what greedy would have done', () => {
    const rows = (votes: string[]) => votes.map((vote, at) => `${at + 1};${vote}`).join('\n');
    const file = `META\nkey;value\nbudget;72\nvote_type;approval\nPROJECTS\nproject_id;cost\n1-1;40\n2-2;30.5\nVOTES\nvoter_id;vote\n${rows(['1-1', '1-1', '1-1,2-2', '1-1,2-2', '2-2', ''])}\n`;
    const { increment: _increment, ...settings } = shares;
    const made = must(recount({ file, settings: { ...settings, increment: '100' } }));
    expect(made).toMatchObject({
      ...{ winners: ['1-1'], cost: '4000', voters: 6, served: 4 },
      purchases: [{ project: '1-1', payment: '1000', full: 4, last: 0 }],
      lost: [{ project: '2-2', supporters: 3, had: '1600', spent: [{ project: '1-1', amount: '2000' }] }],
      greedy: { winners: ['1-1', '2-2'], cost: '7050', served: 5 },
    });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('is in the thread what it is beside it', async () => {
    const { inThread } = await import('#platform/thread');
    const file = readFileSync(new URL('recount.test.ts', import.meta.url), 'utf8').slice(0, 20);
    const settings = {
      rule: 'greedy',
      utility: 'cost',
      completion: 'none',
      stop: 'exhaustive',
      increment: '1',
    } as const;
    expect(await inThread('recount', 'recount', { file, settings })).toEqual(recount({ file, settings }));
  });
});
