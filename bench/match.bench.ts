import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import loadHighs from 'highs';
import { solve } from '#algorithms/best-match';
import { readInstance } from '#algorithms/match-instance';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { type Bench, type Figure, figureOf, milliseconds } from './figure.ts';
import { madeUp, type Pairs } from './made-up.ts';
import { pagesWhileSolving } from './match-pages.ts';
import { proposalsAmongMany } from './match-proposals.ts';

const published = join(projectRoot, '../shared/data/matching/synthetic/t10000.json');
const large = 50_000;
const rounds = 3;

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
    await pagesWhileSolving(),
    await proposalsAmongMany(),
  ];
}

export const bench: Bench = {
  title: 'The best matching',
  how: 'The exact optimum with its certificate, in one thread of plain TypeScript; both solvers must agree on the objective (3 rounds in turn). Then the front page of the server as `npm start` runs it, one request after the other, while its worker solves 50,000 needs and resources in three tiers, against the same server at rest. Last the ranked proposals for one need, with their reasons and those left out, against the bare SQL of its hard filters.',
  run,
};
