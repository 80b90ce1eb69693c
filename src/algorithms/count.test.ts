import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { type Counted, count, type Settings } from './count.ts';
import { compareFractions, type Election, type Fraction, groupBallots, reduced, supportOf } from './election.ts';
import { equalShares, startOf } from './equal-shares.ts';
import { readPabulib } from './pabulib.ts';
import { prepare, type Utility } from './wanted.ts';

const plain: Settings = {
  rule: 'equal-shares',
  utility: 'cost',
  completion: 'none',
  stop: 'exhaustive',
  increment: 1n,
};

interface Drawn {
  readonly budget: number;
  readonly costs: readonly number[];
  /** Points per person and project; nothing is no support. */
  readonly points: readonly (readonly number[])[];
}

function electionOf({ budget, costs, points }: Drawn, graded = false): Election {
  const ballots = points.map((row) => {
    const projects = row.flatMap((one, at) => (one > 0 ? [at] : []));
    return { projects, points: projects.map((at) => (graded ? (row[at] ?? 0) : 1)) };
  });
  return {
    projects: costs.map((cost, at) => ({ id: `p${at}`, cost: BigInt(cost) })),
    ballots: groupBallots(ballots),
    ...{ voters: points.length, budget: BigInt(budget), unit: 1n, graded, ranked: false, threshold: null },
  };
}

const drawn = (mostVoters: number, mostProjects: number): fc.Arbitrary<Drawn> =>
  fc.integer({ min: 1, max: mostProjects }).chain((projects) =>
    fc.record({
      budget: fc.integer({ min: 1, max: 40 }),
      costs: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: projects, maxLength: projects }),
      points: fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: projects, maxLength: projects }), {
        minLength: 1,
        maxLength: mostVoters,
      }),
    }),
  );

const plus = (a: Fraction, b: Fraction): Fraction =>
  reduced({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
const times = (a: Fraction, by: bigint): Fraction => reduced({ over: a.over * by, under: a.under });
const least = (a: Fraction, b: Fraction): Fraction => (compareFractions(a, b) <= 0 ? a : b);

/** The definition word by word, with a fraction for everybody: what the quick count is compared with. */
function byDefinition({ budget, costs, points }: Drawn, utility: Utility): number[] {
  const worth = (voter: number, project: number): bigint => {
    const given = points[voter]?.[project] ?? 0;
    if (given === 0) return 0n;
    return utility === 'points' ? BigInt(given) : utility === 'cost' ? BigInt(costs[project] ?? 0) : 1n;
  };
  const purses = points.map((): Fraction => reduced({ over: BigInt(budget), under: BigInt(points.length) }));
  const winners: number[] = [];
  for (;;) {
    let best: { readonly project: number; readonly rate: Fraction } | null = null;
    for (let project = 0; project < costs.length; project++) {
      if (winners.includes(project)) continue;
      const rate = rateOf(purses, (voter) => worth(voter, project), BigInt(costs[project] ?? 0));
      if (rate !== null && (best === null || compareFractions(rate, best.rate) < 0)) best = { project, rate };
    }
    if (best === null) return winners;
    const { project, rate } = best;
    purses.forEach((purse, voter) => {
      const paid = least(purse, times(rate, worth(voter, project)));
      purses[voter] = plus(purse, times(paid, -1n));
    });
    winners.push(project);
  }
}

/** The smallest rate at which the supporters can pay, found at each purse in turn. */
function rateOf(purses: readonly Fraction[], worth: (voter: number) => bigint, cost: bigint): Fraction | null {
  const supporters = purses.map((purse, voter) => ({ purse, worth: worth(voter) })).filter((one) => one.worth > 0n);
  const total = supporters.reduce((sum, one) => plus(sum, one.purse), { over: 0n, under: 1n });
  if (supporters.length === 0 || compareFractions(total, { over: cost, under: 1n }) < 0) return null;
  const limit = (one: { readonly purse: Fraction; readonly worth: bigint }) =>
    reduced({ over: one.purse.over, under: one.purse.under * one.worth });
  const sorted = supporters.toSorted((a, b) => compareFractions(limit(a), limit(b)));
  let missing: Fraction = { over: cost, under: 1n };
  let sum = sorted.reduce((all, one) => all + one.worth, 0n);
  for (const one of sorted) {
    const rate = reduced({ over: missing.over, under: missing.under * sum });
    if (compareFractions(rate, limit(one)) <= 0) return rate;
    missing = plus(missing, times(one.purse, -1n));
    sum -= one.worth;
  }
  throw new Error('the supporters can pay, so some rate fits');
}

const idsOf = (election: Election, counted: Pick<Counted, 'winners'>): string[] =>
  counted.winners.map((at) => election.projects[at]?.id ?? '');

describe('equal shares', () => {
  test.each(['cost', 'cardinality', 'points'] as const)('are what the definition says, with %s', (utility) => {
    fc.assert(
      fc.property(drawn(7, 6), (one) => {
        const election = electionOf(one, utility === 'points');
        expect(must(count(election, { ...plain, utility })).winners).toEqual(byDefinition(one, utility));
      }),
      { numRuns: 1500 },
    );
  });

  test('what was paid and what is left is the budget, exactly, and nobody pays what they do not have', () => {
    fc.assert(
      fc.property(drawn(8, 6), (one) => {
        const election = electionOf(one);
        const { cost, left } = equalShares(prepare(election, supportOf(election), 'cost'), startOf(election, 0n));
        const purses = left();
        expect(purses.every((purse) => purse.over >= 0n)).toBe(true);
        const empty = election.voters - election.ballots.reduce((sum, ballot) => sum + ballot.weight, 0);
        const kept = purses.reduce(
          (sum, purse, g) => plus(sum, times(purse, BigInt(election.ballots[g]?.weight ?? 0))),
          times(startOf(election, 0n), BigInt(empty)),
        );
        expect(reduced(plus(kept, { over: cost, under: 1n }))).toEqual(reduced({ over: election.budget, under: 1n }));
      }),
      { numRuns: 500 },
    );
  });

  test('the order of ballots, putting equal ones together and counting in hundredths change nothing', () => {
    fc.assert(
      fc.property(drawn(9, 6), fc.constantFrom('none', 'add1', 'add1u', 'utilitarian'), (one, completion) => {
        const settings: Settings = { ...plain, completion };
        const election = electionOf(one);
        const straight = must(count(election, settings)).winners;
        const turned = electionOf({ ...one, points: one.points.toReversed() });
        expect(must(count(turned, settings)).winners).toEqual(straight);
        const apart = {
          ...election,
          ballots: election.ballots.flatMap((ballot) =>
            Array.from({ length: ballot.weight }, () => ({ ...ballot, weight: 1 })),
          ),
        };
        expect(must(count(apart, settings)).winners).toEqual(straight);
        const projects = election.projects.map((project) => ({ ...project, cost: project.cost * 100n }));
        const fine = { ...election, projects, budget: election.budget * 100n, unit: 100n };
        expect(must(count(fine, { ...settings, increment: 100n })).winners).toEqual(straight);
      }),
      { numRuns: 600 },
    );
  });

  test('every group that deserves projects gets them, up to one: extended justified representation', () => {
    fc.assert(
      fc.property(drawn(5, 5), (one) => {
        const election = electionOf(one);
        const won = new Set(must(count(election, { ...plain, utility: 'cardinality' })).winners);
        const voters = one.points.map((_, at) => at);
        for (let group = 1; group < 2 ** voters.length; group++) {
          const members = voters.filter((at) => (group >> at) & 1);
          for (let set = 1; set < 2 ** one.costs.length; set++) {
            const projects = one.costs.map((_, at) => at).filter((at) => (set >> at) & 1);
            const cost = projects.reduce((sum, at) => sum + (one.costs[at] ?? 0), 0);
            const agreed = projects.every((at) => members.every((voter) => (one.points[voter]?.[at] ?? 0) > 0));
            if (!agreed || cost * voters.length > one.budget * members.length) continue;
            // Somebody of the group has as many of their projects as all agree on, or would with one more of them.
            const enough = members.some((voter) => {
              const own = [...won].filter((at) => (one.points[voter]?.[at] ?? 0) > 0).length;
              return own >= projects.length || (own + 1 >= projects.length && projects.some((at) => !won.has(at)));
            });
            expect(enough).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('the other rules', () => {
  const election = electionOf({
    budget: 10,
    costs: [6, 5, 4, 1],
    points: [
      [1, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [0, 1, 1, 0],
      [1, 0, 0, 1],
    ],
  });

  test('greedy goes by votes and passes over what does not fit, or stops there', () => {
    const passing = must(count(election, { ...plain, rule: 'greedy' }));
    expect(idsOf(election, passing)).toEqual(['p0', 'p2']);
    expect(passing.steps.map((step) => step.result)).toEqual(['won', 'does_not_fit', 'won', 'does_not_fit']);
    expect(idsOf(election, must(count(election, { ...plain, rule: 'greedy-stop' })))).toEqual(['p0']);
  });

  test('votes per cost take the cheap one first', () => {
    const cheap = must(count(election, { ...plain, rule: 'greedy', utility: 'cardinality' }));
    expect(idsOf(election, cheap)).toEqual(['p3', 'p0']);
  });

  test('of projects that exclude each other one wins; one below the threshold never does', () => {
    const exclusive = must(count(election, { ...plain, rule: 'greedy', exclusive: [[0, 2]] }));
    expect(idsOf(election, exclusive)).toEqual(['p0', 'p3']);
    const strict = { ...election, threshold: 3 };
    expect(idsOf(strict, must(count(strict, { ...plain, rule: 'greedy' })))).toEqual(['p0']);
  });

  test('no budget and no increment are refused', () => {
    expect(count({ ...election, budget: 0n }, plain)).toMatchObject({ ok: false, fault: { code: 'count.no_budget' } });
    expect(count(election, { ...plain, completion: 'add1', increment: 0n })).toMatchObject({
      ok: false,
      fault: { code: 'count.no_increment' },
    });
  });
});

const file = (votes: string, projects = '1;50\n2;60.50', meta = 'budget;100\nvote_type;approval') =>
  `META\nkey;value\n${meta}\nPROJECTS\nproject_id;cost\n${projects}\nVOTES\nvoter_id;vote;points\n${votes}\n`;

const refusals: readonly (readonly [string, string, string, Readonly<Record<string, unknown>>])[] = [
  ['no sections', 'hello;you\n', 'count.section', { line: 1 }],
  ['no votes', 'META\nkey;value\nbudget;1\nPROJECTS\nproject_id;cost\n', 'count.section', { name: 'VOTES' }],
  ['no budget', file('a;1', '1;5', 'vote_type;approval'), 'count.column', { name: 'budget' }],
  ['a cost that is no sum', file('a;1', '1;5\n2;x'), 'count.field', { line: 8, column: 2, found: 'x' }],
  ['a project twice', file('a;1', '1;5\n1;6'), 'count.duplicate', { line: 8, column: 1, found: '1' }],
  ['a voter twice', file('a;1\na;2'), 'count.duplicate', { line: 12, column: 1, found: 'a' }],
  ['a project that is not there', file('a;1\nb;1,7'), 'count.unknown_project', { line: 12, column: 2, found: '7' }],
  ['a project twice on a ballot', file('a;1,1'), 'count.duplicate', { line: 11, column: 2, found: '1' }],
  [
    'fewer points than projects',
    file('a;1,2;3', '1;5\n2;6', 'budget;9\nvote_type;cumulative'),
    'count.points',
    { line: 11, column: 3, found: '3' },
  ],
  [
    'a budget said twice and not the same',
    file('a;1', '1;5', 'budget;9\nbudget;90\nvote_type;approval'),
    'count.duplicate',
    { line: 4, column: 1, found: 'budget' },
  ],
  [
    'a threshold that is no number',
    file('a;1', '1;5', 'budget;9\nvote_type;approval\nmin_project_score_threshold;ten'),
    'count.field',
    { line: 5, column: 2, found: 'ten' },
  ],
  ['points without a word on what they are', file('a;1;5', '1;5', 'budget;9'), 'count.column', { name: 'vote_type' }],
  ['a cost below nothing', file('a;1', '1;5\n2;-60'), 'count.field', { line: 8, column: 2, found: '-60' }],
  ['a cost with a comma', file('a;1', '1;1,000'), 'count.field', { line: 7, column: 2, found: '1,000' }],
  ['a cost in powers', file('a;1', '1;1e3'), 'count.field', { line: 7, column: 2, found: '1e3' }],
  ['a ballot cut off', file('a;1\nb'), 'count.field', { line: 12, column: 1, found: 'b' }],
  ['a project without a name', file('a;1', '1;5\n ;6'), 'count.field', { line: 8, column: 1, found: '' }],
  [
    'two projects where one may be chosen',
    file('a;1,2', '1;5\n2;6', 'budget;9\nvote_type;choose-1'),
    'count.field',
    { line: 11, column: 2, found: '1,2' },
  ],
  [
    'a column of costs twice',
    file('a;1').replace('project_id;cost\n', 'project_id;cost;cost\n'),
    'count.duplicate',
    { line: 6, column: 3, found: 'cost' },
  ],
  ['a section twice', `${file('a;1')}VOTES\nvoter_id;vote\n`, 'count.section', { name: 'VOTES' }],
  ['facts without their section', 'key;value\nbudget;1\n', 'count.section', { line: 1, name: 'META' }],
  ['a quote that never ends', file('a;"1'), 'count.csv', {}],
  [
    'a way of voting nobody knows',
    file('a;1', '1;5', 'budget;9\nvote_type;guess'),
    'count.column',
    { name: 'vote_type guess' },
  ],
];

describe('election files', () => {
  test.each(refusals)('%s is refused with line and column', (_, text, code, params) => {
    expect(readPabulib(text)).toMatchObject({ ok: false, fault: { code, params } });
  });

  test('cents, a byte order mark, line ends of Windows and an empty ballot are read', () => {
    const { election, remarks } = must(readPabulib(`\uFEFF${file('a;1,2\nb;\nc;2').replaceAll('\n', '\r\n')}`));
    expect(election).toMatchObject({ budget: 1000n, unit: 10n, voters: 3 });
    expect(election.projects.map((one) => one.cost)).toEqual([500n, 605n]);
    expect(remarks).toEqual([]);
  });

  test('what a file says of itself and is not so is remarked', () => {
    const { remarks } = must(readPabulib(file('a;1', '1;5', 'budget;9\nvote_type;approval\nnum_votes;2')));
    expect(remarks).toEqual([{ what: 'num_votes', said: '2', found: 1 }]);
  });

  test('names with blanks, quotes and signs, facts without their head line, and line ends of three kinds are read as they stand', () => {
    const text = `META\r\nbudget; 12.50 \nvote_type;approval\rPROJECTS\ncost;project_id;name\n3.25; P 1 ;"A ""new"" lamp; bright"\n0.5;P-2;bench\nVOTES\nvoter_id;age;vote\nx;40;"P 1, P-2"\ny;;\n`;
    const { election } = must(readPabulib(text));
    expect(election.projects).toEqual([
      { id: 'P 1', cost: 325n },
      { id: 'P-2', cost: 50n },
    ]);
    expect(election).toMatchObject({ budget: 1250n, unit: 100n, voters: 2 });
    expect(election.ballots).toEqual([{ weight: 1, projects: [0, 1], points: [1, 1] }]);
  });

  const whole = file('a;1,2;1,1\nb;2;4\nc;;\nd;1;3', '1;50\n2;60.50', 'budget;100.25\nvote_type;cumulative');
  const lines = whole.split('\n');
  /** What somebody might do to a file: take a line away, write one twice, change a cell, cut it off, put signs in between. */
  const harm = fc.oneof(
    fc.nat({ max: lines.length - 1 }).map((at) => lines.toSpliced(at, 1).join('\n')),
    fc.nat({ max: lines.length - 1 }).map((at) => lines.toSpliced(at, 0, lines[at] ?? '').join('\n')),
    fc.nat({ max: whole.length }).map((at) => whole.slice(0, at)),
    fc
      .tuple(
        fc.nat({ max: whole.length }),
        fc.constantFrom(';', '"', ',', '-', '\n', '\r', ' ', 'é', '０', '\uFEFF', '.', '9', 'x'),
      )
      .map(([at, sign]) => whole.slice(0, at) + sign + whole.slice(at)),
    fc
      .tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 9 }))
      .map(([at, length]) => whole.slice(0, at) + whole.slice(at + length)),
  );

  test('whatever happened to a file, it is refused by its line, or read for what it says: no number comes from nowhere', () => {
    fc.assert(
      fc.property(harm, (text) => {
        const read = readPabulib(text);
        if (!read.ok) {
          expect(read.fault.code).toMatch(/^count\./);
          expect(Number(read.fault.params?.['line'])).toBeGreaterThan(0);
          return;
        }
        const { projects, budget, unit, voters, ballots } = read.value.election;
        const cells = text
          .replaceAll('\uFEFF', '')
          .split(/[\r\n]+/)
          .map((line) => line.split(';').map((cell) => cell.replaceAll('"', '').trim()));
        const said = (key: string) => cells.find(([first]) => first === key)?.[1];
        const money = (units: bigint) => Number(units) / Number(unit);
        expect(money(budget)).toBe(Number(said('budget')));
        for (const one of projects) {
          const row = cells.find((line) => line[0] === one.id && Number(line[1]) === money(one.cost));
          expect(row, `${one.id} costs ${money(one.cost)}`).toBeDefined();
        }
        const from = cells.findIndex(([first]) => first === 'VOTES');
        expect(voters).toBe(cells.slice(from + 2).filter((line) => line.some((cell) => cell !== '')).length);
        expect(ballots.reduce((sum, one) => sum + one.weight, 0)).toBeLessThanOrEqual(voters);
      }),
      { numRuns: 4000 },
    );
  });
});
