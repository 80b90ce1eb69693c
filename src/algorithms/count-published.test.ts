import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { type Counted, count, type Settings } from './count.ts';
import { type Election, type Fraction, groupBallots, reduced, supportOf } from './election.ts';
import { equalShares, startOf } from './equal-shares.ts';
import { readPabulib } from './pabulib.ts';
import { prepare } from './wanted.ts';

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

const idsOf = (election: Election, counted: Pick<Counted, 'winners'>): string[] =>
  counted.winners.map((at) => election.projects[at]?.id ?? '');

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
      const { left } = equalShares(prepare(election, supportOf(election), 'cost'), startOf(election, 0n));
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
    'equal-shares-with-increment-completion': { completion: 'add1u', stop: 'cut' },
  };

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
      if (settings === undefined) continue;
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
