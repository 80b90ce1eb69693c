import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  batchSize,
  currentModel,
  type LandingRow,
  landBatch,
  type ReadMessages,
  readingContext,
  readMessages,
  reportCsv,
  sealedAhead,
  understander,
  unknownRows,
} from '#modules/intake';
import { tokenMemory } from '#modules/record';
import type { Config } from '#platform/config';
import type { Platform } from '#platform/platform';
import type { Scope } from '#platform/scope';
import { type BadRow, readSheet } from '#platform/sheet';
import { readOptions } from './arguments.ts';
import { openGround } from './ground.ts';
import { systemScope } from './jobs.ts';
import { openPlatform } from './platform.ts';
import { type Progress, showProgress } from './progress.ts';
import { both } from './say.ts';

/** What an import of messages did, or why it could not begin. */
export type Imported =
  | {
      readonly kind: 'done' | 'stopped';
      readonly landed: number;
      readonly skipped: number;
      readonly bad: readonly BadRow[];
      /** Rows that came in, and what could not be believed of them. */
      readonly notes: readonly BadRow[];
    }
  | { readonly kind: 'refused'; readonly why: 'importNoSpace' | 'importNoColumns' | Unread };

/** Why a file is no table: it holds no rows, is of another kind, or breaks off. */
type Unread = 'importEmpty' | 'importKind' | 'importBroken';

function unread(code: string): Unread {
  if (code === 'sheet.empty') return 'importEmpty';
  return code === 'sheet.kind' ? 'importKind' : 'importBroken';
}

/** What the import is told. */
export interface ImportOrder {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly slug: string;
  /** Asked between two batches: whether to leave off here. */
  readonly stop?: () => boolean;
  readonly progress?: Pick<Progress, 'step'>;
}

/**
 * Imports a table of messages into a space, batch by batch, each in one transaction. What has landed is known by its
 * id, so a second run changes nothing and an interrupted one is gone on with by running it again.
 */
export async function importMessages(platform: Platform, order: ImportOrder): Promise<Imported> {
  const space = await platform.database
    .scoped(null, [])
    .selectFrom('space')
    .select(['id', 'time_zone'])
    .where('slug', '=', order.slug)
    .executeTakeFirst();
  if (space === undefined) return { kind: 'refused', why: 'importNoSpace' };
  const scope = systemScope(platform, space.id, 'import', space.time_zone);
  const sheet = await readSheet({ bytes: order.bytes, name: order.fileName });
  if (!sheet.ok) return { kind: 'refused', why: unread(sheet.fault.code) };
  const read = readMessages(sheet.value, await readingContext(scope));
  if (read === null) return { kind: 'refused', why: 'importNoColumns' };
  return landAll(scope, order, read);
}

async function landAll(scope: Scope, order: ImportOrder, { good, notes, ...read }: ReadMessages): Promise<Imported> {
  const bad = [...read.bad];
  const total = good.length + bad.length;
  const hash = createHash('sha256').update(order.bytes).digest('hex');
  const file = { name: order.fileName, hash, total };
  const memory = tokenMemory();
  const understand = understander(await currentModel(scope));
  let landed = 0;
  let skipped = 0;
  const ahead = async (from: number): Promise<readonly LandingRow[]> => {
    const rows = good.slice(from, from + batchSize);
    const sealed = await sealedAhead(scope, rows);
    return inSlices(rows, (row) => sealed(understand(row), memory));
  };
  let next = ahead(0);
  // At least one batch, so that a file of bad rows only still leaves its report.
  for (let from = 0; from === 0 || from < good.length; from += batchSize) {
    const isLast = from + batchSize >= good.length;
    const rows = await next;
    // While the database writes one batch, the next is looked at.
    next = ahead(from + batchSize);
    const result = await landBatch(scope, { file, rows, memory, ...(isLast ? { last: { bad, notes } } : {}) });
    if (!result.ok) throw new Error(`the import was refused: ${result.fault.code}`);
    landed += result.value.landed;
    skipped += result.value.skipped;
    bad.push(...unknownRows(result.value));
    order.progress?.step(from + rows.length, good.length);
    if (!isLast && order.stop?.() === true) return { kind: 'stopped', landed, skipped, bad, notes };
  }
  return { kind: 'done', landed, skipped, bad, notes };
}

/** Goes through rows a few at a time, so that whatever waits for the database goes on in between. */
async function inSlices(
  rows: readonly LandingRow[],
  each: (row: LandingRow) => LandingRow,
): Promise<readonly LandingRow[]> {
  const done: LandingRow[] = [];
  for (const row of rows) {
    done.push(each(row));
    if (done.length % slice === 0) await setImmediate();
  }
  return done;
}

const slice = 5;

interface Asked {
  readonly file: string;
  readonly slug: string;
  readonly report: string;
}

function readArguments(args: readonly string[]): Asked | null {
  const read = readOptions(args, { space: { type: 'string' }, report: { type: 'string' } });
  if (read === null) return null;
  const [what, file] = read.positionals;
  const { space: slug = '', report } = read.values;
  if (what !== 'messages' || file === undefined || slug === '' || read.positionals.length > 2) return null;
  return { file, slug, report: report ?? `${basename(file)}.report.csv` };
}

/** `linli import messages FILE.csv --space SLUG`: 0 when all is in, 1 when it can't begin, 130 when stopped by Ctrl-C. */
export async function importCommand(config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    both('importUsage');
    return 1;
  }
  const bytes = await readFile(asked.file).catch(() => null);
  if (bytes === null) {
    both('importNoFile', { file: asked.file });
    return 1;
  }
  const ground = await openGround(config, { share: true });
  try {
    const live = await openPlatform(config, ground.database.appUrl);
    try {
      return await runImport(live.platform, asked, bytes);
    } finally {
      await live.close();
    }
  } finally {
    await ground.close();
  }
}

async function runImport(platform: Platform, asked: Asked, bytes: Uint8Array): Promise<number> {
  let stopping = false;
  const onSignal = () => {
    stopping = true;
  };
  process.on('SIGINT', onSignal);
  const file = basename(asked.file);
  const progress = showProgress(file);
  const begun = performance.now();
  try {
    const order = { bytes, fileName: file, slug: asked.slug, stop: () => stopping, progress };
    const done = await importMessages(platform, order);
    progress.end();
    if (done.kind === 'refused') {
      both(done.why, { file, slug: asked.slug });
      return 1;
    }
    if (done.kind === 'stopped') {
      both('importStopped', { landed: done.landed });
      return 130;
    }
    const seconds = (performance.now() - begun) / 1000;
    const rate = Math.trunc((done.landed + done.skipped) / Math.max(seconds, 0.001));
    const { landed, skipped, bad, notes } = done;
    both('imported', { file, landed, skipped, failed: bad.length, rate });
    if (bad.length + notes.length > 0) await writeReport(asked.report, [...bad, ...notes]);
    return 0;
  } finally {
    process.off('SIGINT', onSignal);
  }
}

/** Reasons in Chinese, the first language, with the code beside them for everybody else. */
async function writeReport(path: string, bad: readonly BadRow[]): Promise<void> {
  await writeFile(path, reportCsv(bad, 'zh'));
  both('importReport', { path });
}
