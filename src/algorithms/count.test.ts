import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { type Counted, count, type Settings } from './count.ts';
import { compareFractions, type Election, type Fraction, groupBallots, reduced, supportOf } from './election.ts';
import { equalShares, startOf, type Utility } from './equal-shares.ts';
import { readPabulib } from './pabulib.ts';

/** Published elections, beside the clone where they are given. */
const pack = join(projectRoot, '../shared/data/pb');
const there = existsSync(pack);

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
        const { cost, left } = equalShares(
          { election, support: supportOf(election), utility: 'cost' },
          startOf(election, 0n),
        );
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
});

interface Reference {
  readonly file: string;
  readonly variant: string;
  readonly sat: string;
  readonly winners_in_order: readonly string[];
}

function settingsOf({ variant, sat }: Reference): Settings {
  const graded = sat.startsWith('Additive');
  return {
    rule: variant.startsWith('greedy') ? 'greedy' : variant === 'seqphragmen' ? 'phragmen' : 'equal-shares',
    utility: graded ? 'points' : /card|per_cost/.test(variant) ? 'cardinality' : 'cost',
    completion: variant.includes('add1u')
      ? 'add1u'
      : variant.includes('add1')
        ? 'add1'
        : variant.endsWith('util')
          ? 'utilitarian'
          : 'none',
    stop: variant.endsWith('nostop') ? 'overspend' : 'exhaustive',
    increment: 1n,
  };
}

describe.skipIf(!there)('published elections', () => {
  const electionIn = (name: string): Election =>
    must(readPabulib(readFileSync(join(pack, 'instances', name), 'utf8'))).election;
  // The pack's own shape, as its README describes it.
  const references: readonly Reference[] = there
    ? (JSON.parse(readFileSync(join(pack, 'reference-winners.json'), 'utf8')) as Reference[])
    : [];

  test.each(references.map((one) => [one.file, one.variant, one] as const))(
    '%s by %s has the reference winners',
    (name, variant, one) => {
      const election = electionIn(name);
      const settings = settingsOf(one);
      const winners = idsOf(election, must(count(election, { ...settings, increment: election.unit })));
      // The reference gives the winners of Phragmén's rule sorted, not in their order.
      if (variant === 'seqphragmen') expect(winners.toSorted()).toEqual(one.winners_in_order.toSorted());
      else expect(winners).toEqual(one.winners_in_order);
    },
  );

  const official: readonly (readonly [string, Partial<Settings>, number])[] = [
    ['Netherlands_Assen_2024', { completion: 'add1' }, 9],
    ['Poland_Swiecie_2023', { completion: 'add1' }, 17],
    ['Poland_Wieliczka_2023_Green_Budget', { completion: 'add1', stop: 'overspend' }, 30],
    ['Poland_Warszawa_2020_Praga-Poludnie', { rule: 'greedy' }, 26],
    ['Poland_Wroclaw_2015_150_-_500', { rule: 'greedy-stop' }, 15],
    ['Poland_Wroclaw_2016_Rejon_nr_13_250', { rule: 'greedy-stop' }, 4],
    ['Poland_Katowice_2023', { rule: 'greedy' }, 6],
    ['Poland_Krakow_2021_Bienczyce', { rule: 'greedy' }, 8],
    ['Poland_Czestochowa_2024_Stare_Miasto', { rule: 'greedy' }, 12],
    ['Poland_Warszawa_2018_Marysin_Wawerski_Polnocny', { rule: 'greedy' }, 4],
  ];

  test.each(official)('%s has its official winners', (name, settings, number) => {
    const text = readFileSync(join(pack, 'instances', `${name}.pb`), 'utf8');
    const election = electionIn(`${name}.pb`);
    const winners = idsOf(election, must(count(election, { ...plain, increment: election.unit, ...settings })));
    expect(winners.toSorted()).toEqual(selectedIn(text).toSorted());
    expect(winners).toHaveLength(number);
  });
});

interface Toy {
  readonly id: string;
  readonly budget: number;
  readonly cost: Readonly<Record<string, number | string>>;
  readonly ballots: readonly (readonly string[])[];
  readonly final_budgets?: readonly string[];
  readonly greedy_by_votes?: readonly string[];
  readonly mes_cost_order?: readonly string[];
  readonly mes_cost?: readonly (readonly string[])[];
  readonly mes_card?: readonly (readonly string[])[];
  readonly mes_cost_then_greedy_by_votes?: readonly (readonly string[])[];
  readonly seqphragmen?: readonly (readonly string[])[];
}

describe.skipIf(!there)('hand-sized cases', () => {
  // The pack's own shape, as its README describes it; two entries are remarks about files and have no ballots.
  const { vectors } = there
    ? (JSON.parse(readFileSync(join(pack, 'toy-vectors.json'), 'utf8')) as { readonly vectors: readonly Toy[] })
    : { vectors: [] };
  const toys = vectors.filter((one) => one.ballots !== undefined);

  function electionFor({ budget, cost, ballots }: Toy): Election {
    const ids = Object.keys(cost);
    // Costs of the cases have up to two decimals.
    const units = (value: number | string): bigint => BigInt(Math.trunc(Number(value) * 100 + 0.5));
    return {
      projects: ids.map((id) => ({ id, cost: units(cost[id] ?? 0) })),
      ballots: groupBallots(
        ballots.map((names) => ({ projects: names.map((name) => ids.indexOf(name)), points: names.map(() => 1) })),
      ),
      ...{ voters: ballots.length, budget: units(budget), unit: 100n, graded: false, ranked: false, threshold: null },
    };
  }

  test.each(toys.map((one) => [one.id, one] as const))('%s comes out as written', (_, toy) => {
    const election = electionFor(toy);
    const run = (settings: Partial<Settings>) => idsOf(election, must(count(election, { ...plain, ...settings })));
    const oneOf = (lists: readonly (readonly string[])[] | undefined, settings: Partial<Settings>) => {
      if (lists !== undefined) expect(lists.map((list) => list.toSorted())).toContainEqual(run(settings).toSorted());
    };
    oneOf(toy.mes_cost, {});
    oneOf(toy.mes_card, { utility: 'cardinality' });
    oneOf(toy.mes_cost_then_greedy_by_votes, { completion: 'utilitarian' });
    oneOf(toy.seqphragmen, { rule: 'phragmen' });
    if (toy.mes_cost_order !== undefined) expect(run({})).toEqual(toy.mes_cost_order);
    if (toy.greedy_by_votes !== undefined) expect(run({ rule: 'greedy' })).toEqual(toy.greedy_by_votes);
    if (toy.final_budgets !== undefined) {
      const { left } = equalShares({ election, support: supportOf(election), utility: 'cost' }, startOf(election, 0n));
      const text = (one: Fraction) => {
        const { over, under } = reduced({ over: one.over, under: one.under * election.unit });
        return under === 1n ? String(over) : `${over}/${under}`;
      };
      const purses = left().flatMap((one, g) =>
        Array.from({ length: election.ballots[g]?.weight ?? 0 }, () => text(one)),
      );
      expect(purses.toSorted()).toEqual(toy.final_budgets.toSorted());
    }
  });
});

type Lists = readonly (readonly number[])[];

/** Reads what is needed of one file of vectors: YAML in one fixed shape, whose lists are JSON. */
function vectorIn(text: string) {
  // The lists hold numbers and nothing else, by the shape of the pack.
  const lists = (found: string | undefined): Lists => JSON.parse(found ?? '[]') as Lists;
  const number = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1]);
  const computed = text.matchAll(/^- rule_id: (\S+)\n {2}result: ([\d\s,[\]]+)\n {2}resolute/gm);
  return {
    profile: lists(/^profile: ([\d\s,[\]]+)\nnum_cand/m.exec(text)?.[1]),
    candidates: number('num_cand'),
    seats: number('committeesize'),
    computed: [...computed].map(([, rule = '', found]) => ({ rule, result: lists(found) })),
  };
}

describe.skipIf(!there)('committees of equal cost', () => {
  const folder = join(pack, 'abcvoting');
  const names = there ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  // The rules that count money as ours do, with the settings that make them the same.
  const known: Readonly<Record<string, Partial<Settings>>> = {
    av: { rule: 'greedy' },
    seqphragmen: { rule: 'phragmen' },
    'equal-shares-with-av-completion': { completion: 'utilitarian' },
    'equal-shares-with-increment-completion': { completion: 'add1u' },
  };
  // Here the published rule goes on within the run that spends too much, where ours keeps the one before it.
  const otherwise = new Set(['L0156', 'L0188', 'L0344', 'L0348', 'L0392', 'M0008', 'M0028']);
  const differs = (name: string, rule: string): boolean =>
    rule.includes('increment') && otherwise.has(/^instance(\w+)\./.exec(name)?.[1] ?? '');

  test.each(names)('%s has one of the known outcomes under every rule', (name) => {
    const vector = vectorIn(readFileSync(join(folder, name), 'utf8'));
    const voters = vector.profile.length;
    // One unit of budget per seat, in parts of a voter's share of one.
    const unit = BigInt(voters);
    const election: Election = {
      projects: Array.from({ length: vector.candidates }, (_, at) => ({ id: String(at).padStart(3, '0'), cost: unit })),
      ballots: groupBallots(vector.profile.map((projects) => ({ projects, points: projects.map(() => 1) }))),
      ...{ voters, budget: unit * BigInt(vector.seats), unit, graded: false, ranked: false, threshold: null },
    };
    expect(vector.computed.filter(({ rule }) => rule in known).length).toBeGreaterThan(0);
    for (const { rule, result } of vector.computed) {
      const settings = known[rule];
      if (settings === undefined || differs(name, rule)) continue;
      const winners = must(
        count(election, { ...plain, utility: settings.rule === 'greedy' ? 'cost' : 'cardinality', ...settings }),
      ).winners;
      expect(
        result.map((list) => list.toSorted((a, b) => a - b)),
        rule,
      ).toContainEqual(winners.toSorted((a, b) => a - b));
    }
  });
});

/** The column `selected` of the file itself, read without the reader that is tested. */
function selectedIn(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const from = lines.indexOf('PROJECTS');
  const column = (lines[from + 1] ?? '').split(';').indexOf('selected');
  const rows = lines
    .slice(from + 2, lines.indexOf('VOTES'))
    .map((line) => line.match(/("(?:[^"]|"")*"|[^;]*)(;|$)/g) ?? []);
  return rows.flatMap((cells) => (cells[column]?.replace(';', '') === '1' ? [(cells[0] ?? '').replace(';', '')] : []));
}
