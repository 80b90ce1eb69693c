import fc from 'fast-check';
import { expect, it } from 'vitest';
import { must } from '#kernel/result';
import { completions, count, type Settings, stops, utilities } from './count.ts';
import { type Election, groupBallots } from './election.ts';
import { explainLosers } from './explain-count.ts';

/** Small elections, with points or without, with a threshold or without, some projects that nobody wants. */
const elections = fc
  .record({
    costs: fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 6 }),
    ballots: fc.array(fc.array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 0, max: 3 })), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 9,
    }),
    budget: fc.integer({ min: 1, max: 30 }),
    graded: fc.boolean(),
    ranked: fc.boolean(),
    threshold: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  .map(({ costs, ballots, budget, graded, ranked, threshold }): Election => {
    const cast = ballots.map((marks) => {
      const own = [...new Map(marks.filter(([project]) => project < costs.length))];
      return { projects: own.map(([project]) => project), points: own.map(([, points]) => (graded ? points : 1)) };
    });
    return {
      ...{ projects: costs.map((cost, at) => ({ id: `p${at}`, cost: BigInt(cost) })), ballots: groupBallots(cast) },
      ...{ voters: ballots.length, budget: BigInt(budget), unit: 1n, graded, ranked: graded && ranked, threshold },
    };
  });

const settings = fc.record({
  rule: fc.constantFrom('equal-shares' as const, 'equal-shares' as const, 'greedy' as const, 'phragmen' as const),
  utility: fc.constantFrom(...utilities),
  completion: fc.constantFrom(...completions),
  stop: fc.constantFrom(...stops),
  increment: fc.constantFrom(1n, 2n),
});

/** The slow way: a whole election with the added people in it, counted from the start for every number that is tried. */
function slowly(election: Election, asked: Settings, project: number, most: number): number | null {
  const points = election.graded ? Math.max(1, ...election.ballots.flatMap((one) => one.points)) : 1;
  const wins = (people: number): boolean => {
    const more = { weight: people, projects: [project], points: [points] };
    const whole = { ...election, ballots: [...election.ballots, more], voters: election.voters + people };
    const counted = count(whole, asked);
    return counted.ok && counted.value.winners.includes(project);
  };
  let [low, high] = [0, 1];
  while (!wins(high)) {
    if (high >= most) return null;
    low = high;
    high = Math.min(most, high * 2);
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (wins(middle)) high = middle;
    else low = middle;
  }
  return high;
}

it('the votes that a loser lacks are those that counting everything again for each number finds, under every rule', () => {
  fc.assert(
    fc.property(elections, settings, (election, asked) => {
      const counted = must(count(election, asked));
      for (const { project, more } of explainLosers(election, asked, counted, 12)) {
        const cost = election.projects[project]?.cost ?? 0n;
        expect(more).toBe(cost > election.budget ? null : slowly(election, asked, project, 12));
      }
    }),
    { numRuns: 1500 },
  );
});
