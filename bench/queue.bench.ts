import { matterList, pairTokens, similarHits, similarMatters } from '#modules/intake';
import { makeScope, type Scope, systemActor } from '#platform/scope';
import { makeVillage, onData } from '#tests/crash/village';
import { asOwner } from './database-cpu.ts';
import { type Bench, type Figure, figureOf, milliseconds } from './figure.ts';
import { fillSpace, madeUp } from './many-matters.ts';
import { temporaryFolder } from './processes.ts';

const rounds = 3;
const many = 100_000;
const few = 1000;
const asks = 60;

async function times(count: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const begun = performance.now();
    await work(turn);
    all.push(performance.now() - begun);
  }
  return all.toSorted((a, b) => a - b);
}

const p95 = (sorted: readonly number[]): number => sorted[Math.trunc(sorted.length * 0.95)] ?? 0;

async function amongMany(worker: Scope): Promise<Figure> {
  const texts = madeUp(asks * 37).filter((_, at) => at % 37 === 0);
  const compared = [];
  for (let round = 0; round <= rounds; round += 1) {
    const tokens = texts.map(({ words }) => pairTokens(worker, words));
    const bare = await times(asks, (turn) => similarHits(worker, tokens[turn] ?? [], 20));
    const whole = await times(asks, (turn) => similarMatters(worker, texts[turn]?.words ?? ''));
    if (round > 0) compared.push({ ours: p95(whole), theirs: p95(bare) });
  }
  return figureOf(compared, {
    what: `similar among ${many.toLocaleString('en')} matters, whole, p95`,
    against: 'the bare query that finds them',
    target: { most: 3 },
    unit: milliseconds,
  });
}

const queue = { q: '', filters: {}, sort: { key: 'said', desc: true }, page: 1, size: 50 };
const asked = [
  ['those that wait, newest first', { ...queue, filters: { state: 'open' } }],
  [
    'those that wait, page 2 by number',
    { ...queue, filters: { state: 'open' }, sort: { key: 'number', desc: false }, page: 2 },
  ],
  [
    'one class with its finer ones, by state',
    { ...queue, filters: { class: 'service' }, sort: { key: 'state', desc: false } },
  ],
  ['by telephone, by the day promised', { ...queue, filters: { channel: 'phone' }, sort: { key: 'due', desc: true } }],
  [
    'past their day, the longest first',
    { ...queue, filters: { state: 'open', due: 'late' }, sort: { key: 'due', desc: false } },
  ],
  ['all, page 18, oldest first', { ...queue, sort: { key: 'said', desc: false }, page: 18 }],
] as const;
const turns = 40;

const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;

/** Both are asked in turn, so that whatever else the machine does meets them alike. */
async function deskQueue(large: Scope, small: Scope): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, query] of asked) {
    const compared = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < turns; turn += 1) {
        theirs.push(...(await times(1, () => matterList(small, query))));
        ours.push(...(await times(1, () => matterList(large, query))));
      }
      if (round > 0) compared.push({ ours: middle(ours), theirs: middle(theirs) });
    }
    const full = (await matterList(small, query)).rows.length === (await matterList(large, query)).rows.length;
    if (!full) throw new Error(`${what}: the pages are not equally long`);
    const words = {
      what: `desk queue of ${many.toLocaleString('en')}: ${what}`,
      against: `of ${few.toLocaleString('en')}`,
    };
    figures.push(figureOf(compared, { ...words, target: { most: 1.5 }, unit: milliseconds }));
  }
  return figures;
}

async function run(): Promise<readonly Figure[]> {
  return onData(temporaryFolder(), async (platform, { ownerUrl }) => {
    const system = (spaceId: string): Scope =>
      makeScope({ platform, spaceId, actor: systemActor('import'), requestId: 'queue', timeZone: 'Asia/Shanghai' });
    const [large, small] = [await makeVillage(platform, 'large'), await makeVillage(platform, 'small')];
    await fillSpace(system(large.spaceId), many);
    await fillSpace(system(small.spaceId), few);
    // What autovacuum does within minutes.
    await asOwner(ownerUrl, (owner) => owner.query('vacuum analyze'));
    return [await amongMany(large.worker), ...(await deskQueue(large.worker, small.worker))];
  });
}

export const bench: Bench = {
  title: 'The desk with 100,000 matters',
  how: 'Made-up matters, one space with 100,000 and one with 1,000: similar matters for the words of one, found by keyed tokens, beginnings opened and the opening recorded, against the bare query for them (p95 of 60, one at a time); and the desk’s list filtered and ordered in six ways, 50 a page, with the beginnings opened and the opening recorded, against the same in the small space (the median of 40, in turn). Matters stand as at a desk of some years: of a hundred twelve wait, five of them past their day.',
  run,
};
