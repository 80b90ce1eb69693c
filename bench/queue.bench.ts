import pg from 'pg';
import { must } from '#kernel/result';
import { type LandingRow, landBatch, matterList, pairTokens, similarHits, similarMatters } from '#modules/intake';
import { tokenMemory } from '#modules/record';
import { makeScope, type Scope, systemActor } from '#platform/scope';
import { makeVillage, onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, milliseconds } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const rounds = 3;
const many = 100_000;
const few = 1000;
const asks = 60;

const things = '路灯 电梯 水管 垃圾桶 井盖 门禁 健身器材 长椅 监控 楼道窗 消防栓 充电桩 护栏 树枝 下水道 信箱'.split(
  ' ',
);
const troubles = '坏了好几天 一直没人修 半夜响个不停 又漏水了 被人占了 松动了很危险 满了没人清 打不开'.split(' ');

/** Made-up messages about so many houses and things; one in forty of them is about the same house and thing. */
function madeUp(count: number): LandingRow[] {
  return Array.from({ length: count }, (_, at) => {
    const house = `${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${'东西南北中'[Math.trunc(at / 10) % 5]}${'兰竹梅菊松柏桂柳'[Math.trunc(at / 50) % 8]}苑`;
    const words = `${house}${(at * 7) % 97}幢的${things[(at * 13) % things.length]}${troubles[(at * 29) % troubles.length]}，请社区来看一看`;
    return {
      ...{ origin: `made:${at}`, words, saidAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000), placeId: null },
      ...{ placeText: '', classCode: null, name: '', phone: '', reply: null },
    };
  });
}

async function fillSpace(scope: Scope, count: number): Promise<void> {
  const rows = madeUp(count);
  const memory = tokenMemory();
  const file = { name: 'made.csv', hash: `${count}`, total: count };
  for (let from = 0; from < count; from += 500)
    must(await landBatch(scope, { file, rows: rows.slice(from, from + 500), memory }));
}

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

const queue = { q: '', filters: { state: 'open' }, sort: { key: 'said', desc: true }, page: 1, size: 50 };
const asked = [
  ['first page, newest first', queue],
  ['page 3 by number', { ...queue, sort: { key: 'number', desc: false }, page: 3 }],
  ['one class, by state', { ...queue, filters: { state: 'open', class: 'none' }, sort: { key: 'state', desc: false } }],
] as const;

async function deskQueue(large: Scope, small: Scope): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, query] of asked) {
    const compared = [];
    for (let round = 0; round <= rounds; round += 1) {
      const theirs = await times(20, () => matterList(small, query));
      const ours = await times(20, () => matterList(large, query));
      if (round > 0) compared.push({ ours: ours[10] ?? 0, theirs: theirs[10] ?? 0 });
    }
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
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query('vacuum analyze');
    await owner.end();
    return [await amongMany(large.worker), ...(await deskQueue(large.worker, small.worker))];
  });
}

export const bench: Bench = {
  title: 'The desk with 100,000 matters',
  how: 'Made-up matters, one space with 100,000 and one with 1,000: similar matters for the words of one, found by keyed tokens, beginnings opened and the opening recorded, against the bare query for them (p95 of 60, one at a time); and the list of open matters in three orders, 50 a page, against the same in the small space (the median of 20, in turn).',
  run,
};
