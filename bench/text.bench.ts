import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Example, guessClasses, learnClasses } from '#algorithms/classify';
import { SimilarTexts } from '#algorithms/similar';
import { foldText, type Passage } from '#algorithms/text-grams';
import { importMessages } from '#app/import';
import { must } from '#kernel/result';
import { type LandingRow, landBatch, matterList, pairTokens, similarHits, similarMatters } from '#modules/intake';
import { tokenMemory } from '#modules/record';
import type { Platform } from '#platform/platform';
import { projectRoot } from '#platform/root';
import { makeScope, type Scope, systemActor } from '#platform/scope';
import { readSheet } from '#platform/sheet';
import { makeVillage, onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, megabytes, milliseconds, perSecond } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const folder = join(projectRoot, '../shared/data/messages');
const rounds = 3;
const many = 100_000;
const few = 1000;
const asks = 200;

interface Message {
  readonly passage: Passage;
  readonly label: string;
}

async function messagesOf(name: string): Promise<readonly Message[]> {
  const sheet = must(await readSheet({ bytes: readFileSync(join(folder, name)), name }));
  const at = (title: string): number => sheet.header.indexOf(title);
  return sheet.rows.map(({ cells }) => ({
    passage: { title: cells[at('subject')] ?? '', body: cells[at('body')] ?? '' },
    label: cells[at('level1')] ?? '',
  }));
}

/** Another order each round, from a fixed seed, so that the parts of the cross-validation are others. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const keyed = list.map((one) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { one, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const begun = performance.now();
  const value = work();
  return { ms: performance.now() - begun, value };
}

async function classes(): Promise<Figure[]> {
  const labelled: readonly Example[] = await messagesOf('labelled.csv');
  const messages = (await messagesOf('messages.csv')).slice(0, 1000);
  const told = Array.from({ length: rounds }, (_, round) => {
    const learned = timed(() => learnClasses(shuffled(labelled, round + 1), 5));
    const model = learned.value?.model;
    if (model === undefined) throw new Error('nothing was learned');
    const guessed = timed(() => messages.map(({ passage }) => guessClasses(model, passage)[0]));
    return { f1: learned.value?.report.macroF1 ?? 0, learning: learned.ms, guessing: guessed.ms };
  });
  const share = (value: number): string => value.toFixed(3);
  return [
    figureOf(
      told.map((one) => ({ ours: one.f1, theirs: 0.72 })),
      {
        ...{ what: `macro-F1 of ${labelled.length} messages in seven classes, 5-fold cross-validation, three times` },
        ...{ against: 'scikit-learn, character 1–2-grams, linear SVM', target: { least: 0.78 / 0.72 }, unit: share },
      },
    ),
    figureOf(
      told.map((one) => ({ ours: one.learning, theirs: 5000 })),
      { what: 'learning them, with that test', against: 'what it may take', target: { most: 1 }, unit: milliseconds },
    ),
    figureOf(
      told.map((one) => ({ ours: one.guessing, theirs: 1000 })),
      { what: 'classes of 1,000 messages', against: 'what it may take', target: { most: 1 }, unit: milliseconds },
    ),
  ];
}

/** The reference: cosine of character 2–3-grams, TF-IDF, as scikit-learn has it out of the box. */
function plainNearest(bodies: readonly string[]): (at: number) => readonly number[] {
  const places = new Map<string, Map<number, number>>();
  bodies.forEach((body, at) => {
    const text = foldText(body);
    for (let from = 0; from < text.length; from += 1)
      for (const length of [2, 3]) {
        if (from + length > text.length) continue;
        const gram = text.slice(from, from + length);
        const list = places.get(gram) ?? new Map<number, number>();
        list.set(at, (list.get(at) ?? 0) + 1);
        places.set(gram, list);
      }
  });
  const lengths = new Float64Array(bodies.length);
  const own: (readonly [string, number])[][] = bodies.map(() => []);
  for (const [gram, list] of places) {
    const rarity = Math.log((1 + bodies.length) / (1 + list.size)) + 1;
    for (const [at, count] of list) {
      lengths[at] = (lengths[at] ?? 0) + (count * rarity) ** 2;
      own[at]?.push([gram, count * rarity * rarity]);
    }
  }
  return (at) => {
    const scores = new Float64Array(bodies.length);
    for (const [gram, weight] of own[at] ?? [])
      for (const [other, count] of places.get(gram) ?? []) scores[other] = (scores[other] ?? 0) + weight * count;
    const ranked = Array.from(scores, (score, other) => ({ other, score: score / Math.sqrt(lengths[other] ?? 1) }));
    return ranked
      .filter(({ other, score }) => other !== at && score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, 10)
      .map(({ other }) => other);
  };
}

/** Messages with the same subject are of the same matter; the subject is hidden, and the body has to find them. */
async function nearest(): Promise<Figure> {
  const messages = await messagesOf('messages.csv');
  const subjects = messages.map(({ passage }) => foldText(passage.title).replace(/[^\p{L}\p{N}]/gu, ''));
  const groups = Map.groupBy(subjects.keys(), (at) => subjects[at] ?? '');
  const asked = [...groups.values()].filter((group) => group.length > 1).flat();
  const texts = new SimilarTexts();
  for (const { passage } of messages) texts.add({ title: '', body: passage.body });
  const plain = plainNearest(messages.map(({ passage }) => passage.body));
  const found = (at: number, near: readonly number[]): number => {
    const wanted = Math.min((groups.get(subjects[at] ?? '')?.length ?? 1) - 1, 10);
    return near.filter((other) => subjects[other] === subjects[at]).length / wanted;
  };
  const mean = (find: (at: number) => readonly number[]): number =>
    asked.reduce((sum, at) => sum + found(at, find(at)), 0) / asked.length;
  const ours = mean((at) =>
    texts.nearest({ title: '', body: messages[at]?.passage.body ?? '' }, 10, at).map((one) => one.at),
  );
  return figureOf([{ ours, theirs: mean(plain) }], {
    what: `same matter found among the ten nearest of ${messages.length} (${asked.length} that share a hidden subject)`,
    against: 'cosine of character 2–3-grams, TF-IDF',
    target: { least: 1 },
    unit: (value) => value.toFixed(3),
  });
}

async function bringIn(platform: Platform, slug: string, share: number): Promise<{ rate: number; memory: number }> {
  const lines = readFileSync(join(folder, 'messages.csv'));
  const sheet = must(await readSheet({ bytes: lines, name: 'messages.csv' }));
  const kept = sheet.rows.slice(0, Math.trunc(sheet.rows.length * share));
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const bytes = new TextEncoder().encode([sheet.header, ...kept.map((row) => row.cells)].map(quoted).join('\n'));
  const begun = performance.now();
  let memory = 0;
  const progress = {
    step: () => {
      memory = Math.max(memory, process.memoryUsage().rss);
    },
  };
  const done = await importMessages(platform, { bytes, fileName: 'messages.csv', slug, progress });
  if (done.kind !== 'done' || done.landed !== kept.length) throw new Error('not everything landed');
  return { rate: kept.length / ((performance.now() - begun) / 1000), memory };
}

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

async function onPostgres(): Promise<Figure[]> {
  return onData(temporaryFolder(), async (platform, { ownerUrl }) => {
    const system = (spaceId: string) =>
      makeScope({ platform, spaceId, actor: systemActor('import'), requestId: 'text', timeZone: 'Asia/Shanghai' });
    const brought = [];
    for (const [slug, share] of existsSync(folder)
      ? ([
          ['third', 1 / 3],
          ['whole', 1],
        ] as const)
      : []) {
      await makeVillage(platform, slug);
      brought.push(await bringIn(platform, slug, share));
    }
    const [third, whole] = brought;
    const [large, small] = [await makeVillage(platform, 'large'), await makeVillage(platform, 'small')];
    await fillSpace(system(large.spaceId), many);
    await fillSpace(system(small.spaceId), few);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query('vacuum analyze');
    await owner.end();
    const landed =
      third === undefined || whole === undefined
        ? []
        : [
            figureOf([{ ours: whole.rate, theirs: 1000 }], {
              ...{ what: 'messages brought in with class and joins', against: 'asked for', target: { least: 1 } },
              unit: perSecond,
            }),
            figureOf([{ ours: whole.memory, theirs: third.memory }], {
              ...{ what: 'memory with all of them', against: 'with a third', target: { most: 1.2 }, unit: megabytes },
            }),
          ];
    return [...landed, await amongMany(large.worker), ...(await deskQueue(large.worker, small.worker))];
  });
}

async function run(): Promise<readonly Figure[]> {
  const there = existsSync(folder);
  const learned = there ? [...(await classes()), await nearest()] : [];
  return [...learned, ...(await onPostgres())];
}

export const bench: Bench = {
  title: 'Understanding text',
  how: 'Classes and likeness of published messages from residents, in one thread of plain TypeScript with nothing learned elsewhere; the cross-validation learns everything anew for each part. Then in PostgreSQL: bringing them in with class and joins, finding similar matters among made-up ones by keyed tokens, and the desk’s queue.',
  run,
};
