import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, guessClasses, learnClasses } from '#algorithms/classify';
import { SimilarTexts } from '#algorithms/similar';
import { foldText, type Passage } from '#algorithms/text-grams';
import { importMessages } from '#app/import';
import { must } from '#kernel/result';
import type { Platform } from '#platform/platform';
import { projectRoot } from '#platform/root';
import { readSheet } from '#platform/sheet';
import { makeVillage, onData } from '#tests/crash/village';
import { asOwner, databaseCpu } from './database-cpu.ts';
import { type Bench, type Figure, figureOf, megabytes, milliseconds, perSecond } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const folder = join(projectRoot, '../shared/data/messages');
const rounds = 3;

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

/** Milliseconds of processor: alone on a machine it is the time that passes, and it does not depend on who else works there. */
function used(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const before = process.cpuUsage();
  const value = work();
  return { ms: used(before), value };
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
        ...{ against: 'scikit-learn, character 1–2-grams, linear SVM', target: { least: 1.083 }, unit: share },
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

/**
 * How well classes are told that a person gave to messages which had no part in the learning. Only which rows they are and what
 * they were called stands in the project.
 */
async function heldBack(list: string, when: string): Promise<Figure> {
  const taught: readonly Example[] = await messagesOf('labelled.csv');
  const ids = await idsOf('messages.csv');
  const messages = await messagesOf('messages.csv');
  const marked = await marksOf(list);
  const model = learnClasses(taught, 5)?.model;
  if (model === undefined) throw new Error('nothing was learned');
  const told = marked.flatMap(([id = '', label = '']) => {
    const message = messages[ids.indexOf(id)];
    return message === undefined ? [] : [{ label, told: guessClasses(model, message.passage)[0]?.label ?? '' }];
  });
  const f1 = model.labels.map((label) => {
    const both = told.filter((one) => one.label === label && one.told === label).length;
    const either = told.filter((one) => one.label === label).length + told.filter((one) => one.told === label).length;
    return (2 * both) / Math.max(either, 1);
  });
  return figureOf([{ ours: f1.reduce((sum, one) => sum + one, 0) / f1.length, theirs: 0.8 }], {
    what: `macro-F1 of ${told.length} other messages, marked by hand (${when})`,
    ...{ against: 'asked for', target: { least: 1 }, unit: (value) => value.toFixed(3) },
  });
}

/** Two lists: words were added with the first in sight; the second was marked before the classifier was asked, once. */
async function heldBacks(): Promise<Figure[]> {
  return [
    await heldBack('class-marks.csv', 'at first sight, before anything was bettered: 0.784'),
    await heldBack('class-marks-later.csv', 'with nothing bettered by them'),
  ];
}

/** Rows of a list of marks in this folder: ids of messages, and what a person said of them. */
async function marksOf(name: string): Promise<readonly (readonly string[])[]> {
  const bytes = readFileSync(join(projectRoot, 'bench', name));
  return must(await readSheet({ bytes, name })).rows.map((row) => row.cells);
}

async function idsOf(name: string): Promise<readonly string[]> {
  return must(await readSheet({ bytes: readFileSync(join(folder, name)), name })).rows.map(
    ({ cells }) => cells[0] ?? '',
  );
}

/** Messages that a person marked as of the same matter: how many of them are among the ten nearest of the one that was asked. */
async function marked(): Promise<Figure> {
  const ids = await idsOf('messages.csv');
  const messages = await messagesOf('messages.csv');
  const marks = await marksOf('same-matter.csv');
  const texts = new SimilarTexts();
  for (const { passage } of messages) texts.add(passage);
  const shares = marks.map(([asked = '', list = '']) => {
    const same = new Set(list.split(' '));
    const at = ids.indexOf(asked);
    const near = texts.nearest(messages[at]?.passage ?? { title: '', body: '' }, 10, at);
    return near.filter((one) => same.has(ids[one.at] ?? '')).length / Math.min(same.size, 10);
  });
  return figureOf([{ ours: shares.reduce((sum, one) => sum + one, 0) / shares.length, theirs: 0.88 }], {
    what: `same matter found among the ten nearest of ${messages.length}, for ${marks.length} marked by hand (as measured at first sight)`,
    ...{ against: 'asked for', target: { least: 1 }, unit: (value) => value.toFixed(3) },
  });
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

interface Brought {
  readonly rate: number;
  readonly memory: number;
  /** Milliseconds of processor for one message: this program's own thread, all of its threads, PostgreSQL. */
  readonly own: number;
  readonly node: number;
  readonly database: number;
}

/** A part of a table as a file of its own. */
async function partOf(name: string, share: number): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
  const sheet = must(await readSheet({ bytes: readFileSync(join(folder, name)), name }));
  const kept = sheet.rows.slice(0, Math.trunc(sheet.rows.length * share));
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const bytes = new TextEncoder().encode([sheet.header, ...kept.map((row) => row.cells)].map(quoted).join('\n'));
  return { bytes, rows: kept.length };
}

async function bringIn(
  platform: Platform,
  ownerUrl: string,
  order: { readonly slug: string; readonly name: string; readonly share: number },
): Promise<Brought> {
  const { bytes, rows } = await partOf(order.name, order.share);
  const base = await asOwner(ownerUrl, databaseCpu);
  const begun = performance.now();
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
  let memory = 0;
  const progress = {
    step: () => {
      memory = Math.max(memory, process.memoryUsage().rss);
    },
  };
  const done = await importMessages(platform, { bytes, fileName: order.name, slug: order.slug, progress });
  const seconds = (performance.now() - begun) / 1000;
  if (done.kind !== 'done' || done.landed !== rows) throw new Error('not everything landed');
  const ownUsed = process.threadCpuUsage(own);
  return {
    ...{ rate: rows / seconds, memory, node: used(all) / rows },
    own: (ownUsed.user + ownUsed.system) / 1000 / rows,
    database: ((await asOwner(ownerUrl, databaseCpu)) - base) / rows,
  };
}

/** What a message takes of the busiest processor, where Node works out the next messages while PostgreSQL writes the last. */
function busiest(what: string, { own, database }: Brought): Figure {
  return figureOf([{ ours: Math.max(own, database), theirs: 1 }], {
    what: `processor time of a ${what}, the busier of Node's thread (${own.toFixed(2)}) and PostgreSQL (${database.toFixed(2)})`,
    ...{ against: 'what 1,000 a second leave', target: { most: 1 }, unit: milliseconds },
  });
}

async function onPostgres(): Promise<Figure[]> {
  return onData(temporaryFolder(), async (platform, { ownerUrl }) => {
    const bring = async (slug: string, name: string, share: number): Promise<Brought> => {
      await makeVillage(platform, slug);
      return bringIn(platform, ownerUrl, { slug, name, share });
    };
    const third = await bring('third', 'messages.csv', 1 / 3);
    const whole = await bring('whole', 'messages.csv', 1);
    const answered = await bring('answered', 'replies.csv', 1);
    const asked = { against: 'asked for', target: { least: 1 }, unit: perSecond };
    return [
      figureOf([{ ours: whole.rate, theirs: 1000 }], { what: 'messages brought in with class and joins', ...asked }),
      busiest('message', whole),
      figureOf([{ ours: answered.rate, theirs: 1000 }], { what: 'messages brought in with their answers', ...asked }),
      busiest('message with its answer', answered),
      figureOf([{ ours: whole.memory, theirs: third.memory }], {
        ...{ what: 'memory with all of them', against: 'with a third', target: { most: 1.2 }, unit: megabytes },
      }),
    ];
  });
}

async function run(): Promise<readonly Figure[]> {
  // The messages lie beside the clone where they are given; without them there is nothing to measure.
  return existsSync(folder)
    ? [...(await classes()), ...(await heldBacks()), await nearest(), await marked(), ...(await onPostgres())]
    : [];
}

export const bench: Bench = {
  title: 'Understanding text',
  how: 'Classes and likeness of published messages from residents, in one thread of plain TypeScript with nothing learned elsewhere; the cross-validation learns everything anew for each part. Times of computing are the processor’s. Then the same messages brought into a space with class, joins and everything a matter has.',
  run,
};
