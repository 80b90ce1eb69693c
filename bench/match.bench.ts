import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import loadHighs from 'highs';
import { solve } from '#algorithms/best-match';
import { readInstance } from '#algorithms/match-instance';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { type Bench, type Figure, figureOf, milliseconds } from './figure.ts';

interface Pairs {
  readonly d: readonly number[];
  readonly s: readonly number[];
  readonly ai: readonly number[];
  readonly aj: readonly number[];
  readonly w: readonly number[];
}

const published = join(projectRoot, '../shared/data/matching/synthetic/t10000.json');
const large = 50_000;
const perNeed = 20;
const rounds = 3;

/** The same made-up needs and resources on every machine: a linear congruential generator with a fixed seed. */
function madeUp(size: number): Pairs {
  let state = 12_345;
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.trunc((state / 2 ** 32) * end);
  };
  const d = Array.from({ length: size }, () => 1 + below(5));
  const s = Array.from({ length: size }, () => 1 + below(5));
  const ai = Array.from({ length: size * perNeed }, (_, e) => Math.trunc(e / perNeed));
  const aj = ai.map(() => below(size));
  return { d, s, ai, aj, w: ai.map(() => 1 + below(1000)) };
}

/** Milliseconds of solving alone, and the optimum. */
function ours(pairs: Pairs): { readonly ms: number; readonly objective: number } {
  const answer = must(solve(must(readInstance(JSON.stringify(pairs), 'json')), () => performance.now()));
  if (!answer.verified) throw new Error('the optimum was not proven');
  return { ms: answer.seconds * 1000, objective: answer.objective };
}

/** The rows of one side: which arcs end at each of its members. */
function rowsOf(name: string, bounds: readonly number[], ends: readonly number[]): string[] {
  const members: string[][] = bounds.map(() => []);
  ends.forEach((end, e) => {
    members[end]?.push(`x${e}`);
  });
  return members.flatMap((list, at) =>
    list.length === 0 ? [] : [` ${name}${at}: ${list.join(' + ')} <= ${bounds[at]}`],
  );
}

async function theirs(pairs: Pairs): Promise<{ readonly ms: number; readonly objective: number }> {
  const highs = await loadHighs();
  const goal = pairs.w.map((w, e) => `+ ${w} x${e}`).join(' ');
  const rows = [...rowsOf('d', pairs.d, pairs.ai), ...rowsOf('s', pairs.s, pairs.aj)];
  const text = `Maximize\n obj: ${goal}\nSubject To\n${rows.join('\n')}\nEnd\n`;
  const begun = performance.now();
  const { ObjectiveValue } = highs.solve(text, { output_flag: false });
  return { ms: performance.now() - begun, objective: Math.round(ObjectiveValue) };
}

async function run(): Promise<readonly Figure[]> {
  const pairs: Pairs = existsSync(published) ? JSON.parse(readFileSync(published, 'utf8')) : madeUp(10_000);
  const against = [];
  for (let round = 0; round < rounds; round++) {
    const [mine, reference] = [ours(pairs), await theirs(pairs)];
    if (mine.objective !== reference.objective) throw new Error('the two solvers disagree');
    against.push({ ours: reference.ms / mine.ms, theirs: 1, ms: mine.ms, referenceMs: reference.ms });
  }
  const speed = figureOf(against, {
    ...{
      what: 'how many times faster: 10,000 needs and resources, 200,000 pairs',
      against: 'HiGHS (wasm), reading included',
    },
    ...{ target: { least: 10 }, unit: (value: number) => `${value.toFixed(0)}×` },
  });
  const many = madeUp(large);
  const big = Array.from({ length: rounds }, () => ({ ours: ours(many).ms, theirs: 8000 }));
  return [
    {
      ...speed,
      measured: milliseconds(Math.min(...against.map((one) => one.ms))),
      reference: milliseconds(Math.min(...against.map((one) => one.referenceMs))),
    },
    figureOf(big, {
      ...{ what: '50,000 needs and resources, 1,000,000 pairs', against: 'what it may take' },
      ...{ target: { most: 1 }, unit: milliseconds },
    }),
  ];
}

export const bench: Bench = {
  title: 'The best matching',
  how: 'The exact optimum with its certificate, in one thread of plain TypeScript; both solvers must agree on the objective (3 rounds in turn).',
  run,
};
