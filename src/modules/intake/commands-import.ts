import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { placeOptions } from '#modules/places';
import { audit, seal, type TokenMemory, tokenMemory, unseal } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { type BadRow, readSheet, type Sheet, type SheetLimits } from '#platform/sheet';
import { type ImportCounts, landRows } from './commands-landing.ts';
import { permissions } from './permissions.ts';
import { currentModel } from './queries-classes.ts';
import { guessMatterColumns, type Mapping, readRows } from './rules-import.ts';
import { understander } from './rules-understand.ts';
import { type LandingRow, MapSheet, OneMatter, sheetFields, UploadSheet } from './schema.ts';

/** The import of one file: found again by its content, so that an interrupted one goes on. */
async function runOf(
  scope: Inside,
  kind: string,
  name: string,
  hash: string,
  mapping: Mapping,
  total: number,
): Promise<string> {
  const id = newId(scope.now());
  const made = await scope.db
    .insertInto('import_run')
    .values({
      space_id: scope.spaceId,
      id,
      kind,
      file_name: name,
      file_hash: hash,
      mapping: JSON.stringify(mapping),
      total,
      started_by: scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null),
      at: scope.now(),
    })
    .onConflict((conflict) => conflict.columns(['space_id', 'kind', 'file_hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) {
    await audit(scope, { kind: 'import', id, detail: { kind, total } });
    return id;
  }
  const earlier = await scope.db
    .selectFrom('import_run')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', kind)
    .where('file_hash', '=', hash)
    .executeTakeFirstOrThrow();
  return earlier.id;
}

/** One batch of a long import: everything in it lands, or nothing. */
export interface Batch {
  readonly file: { readonly name: string; readonly hash: string; readonly total: number };
  readonly rows: readonly LandingRow[];
  readonly memory: TokenMemory;
  /** What is to be said of rows of the whole file; given with the last batch, which closes the run. */
  readonly last?: { readonly bad: readonly BadRow[]; readonly notes: readonly BadRow[] };
}

/** Lands one batch for the command line; an interruption between two batches loses nothing and doubles nothing. */
export const landBatch = command({
  name: 'intake.land',
  permission: permissions.land,
  // The command line builds batches from rows that the reading rules have already checked.
  input: z.custom<Batch>((value) => typeof value === 'object' && value !== null && 'rows' in value, 'input.invalid'),
  run: async (scope, batch): Promise<Result<ImportCounts & { runId: string }>> => {
    const { file } = batch;
    const runId = await runOf(scope, 'messages', file.name, file.hash, {}, file.total);
    const counts = await landRows(scope, batch.rows, batch.memory);
    await countRun(scope, runId, counts, batch.last);
    return ok({ ...counts, runId });
  },
});

/** Adds to a run's counts; says nothing new when nothing landed, so that a second run changes nothing. */
async function countRun(scope: Inside, runId: string, counts: ImportCounts, last: Batch['last']): Promise<void> {
  const row = await scope.db
    .selectFrom('import_run')
    .select(['landed', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  await audit(scope, { kind: 'import', id: runId, detail: { landed: counts.landed, skipped: counts.skipped } });
  const closes = last !== undefined && row.state === 'open';
  if (counts.landed === 0 && !closes) return;
  if (row.landed === 0 && !closes) await renewStatistics(scope);
  await scope.db
    .updateTable('import_run')
    .set({
      landed: row.landed + counts.landed,
      ...(closes
        ? {
            state: 'done' as const,
            failed: last.bad.length + counts.unknown.length,
            report: JSON.stringify([...last.bad, ...unknownRows(counts), ...last.notes]),
            finished_at: scope.now(),
          }
        : {}),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', runId)
    .execute();
}

/** The lines that answer nothing that is here, as rows of a report. */
export function unknownRows({ unknown }: Pick<ImportCounts, 'unknown'>): BadRow[] {
  return unknown.map((line) => ({ line, code: 'row.id_unknown' }));
}

/** Lets the database see how many matters there are, for the rows that follow the first of many. */
async function renewStatistics(scope: Inside): Promise<void> {
  await sql`select renew_matter_statistics()`.execute(scope.db);
}

/** The most rows that one upload on screen takes; longer lists are cut or come through the command line. */
export const mostSheetRows = 5000;

/** An archive of a megabyte can unpack to a thousand; reading that would keep everybody waiting. */
const uploadLimits: SheetLimits = { rows: mostSheetRows, unpackedBytes: 32 * 1024 * 1024 };

/** Sheets wait sealed between the screens, so that nothing is half imported and nothing lies open meanwhile. */
const sheetKind = 'sheet';

/**
 * Takes a worker's list in: reads XLSX or CSV (UTF-8 or GB 18030), guesses what the columns mean, keeps it sealed for
 * the next screen. Refusals: `sheet.missing`, `sheet.kind`, `sheet.broken`, `sheet.empty`,
 * `sheet.rows` (with `max`).
 */
export const uploadSheet = command({
  name: 'intake.upload',
  permission: permissions.import,
  input: UploadSheet,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.file === undefined) return fail('sheet.missing', { field: 'file' });
    const read = await readSheet(input.file, uploadLimits);
    if (!read.ok) return fail(read.fault.code, { ...read.fault, field: 'file' });
    const sheet = read.value;
    if (sheet.rows.length > mostSheetRows) return fail('sheet.rows', { field: 'file', params: { max: mostSheetRows } });
    const hash = createHash('sha256').update(input.file.bytes).digest('hex');
    const mapping = guessMatterColumns(sheet.header);
    const id = await runOf(scope, sheetKind, input.file.name.slice(0, 120), hash, mapping, sheet.rows.length);
    const kept = await unseal(scope, { kind: 'import', ids: [id] }, sheetKind);
    if (!kept.has(id))
      await seal(scope, {
        about: { kind: 'import', id },
        kind: sheetKind,
        personId: null,
        text: JSON.stringify(sheet),
      });
    await audit(scope, { kind: 'import', id, detail: { rows: sheet.rows.length } });
    return ok({ id });
  },
});

/** Opens the list that waits; null when it has landed or never was. */
export async function waitingSheet(scope: Scope, runId: string): Promise<Sheet | null> {
  const text = (await unseal(scope, { kind: 'import', ids: [runId] }, sheetKind)).get(runId);
  // What is sealed here was written by uploadSheet, from a Sheet.
  return text === undefined ? null : (JSON.parse(text) as Sheet);
}

/** Says what the columns mean; the next screen shows what would land. Refusals: `intake.import_not_found`, `intake.import_done`. */
export const mapSheet = command({
  name: 'intake.map',
  permission: permissions.import,
  input: MapSheet,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const run = await openRun(scope, input.id);
    if (!run.ok) return run;
    const mapping: Record<string, number> = {};
    for (const field of sheetFields) {
      const column = input[field];
      if (column !== undefined) mapping[field] = Number.parseInt(column, 10);
    }
    if (mapping['words'] === undefined && mapping['subject'] === undefined)
      return fail('intake.words_column', { field: 'words' });
    await scope.db
      .updateTable('import_run')
      .set({ mapping: JSON.stringify(mapping) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'import', id: input.id, detail: { mapped: Object.keys(mapping).join(' ') } });
    return ok({ id: input.id });
  },
});

async function openRun(scope: Inside, id: string): Promise<Result<{ mapping: Mapping }>> {
  const run = await scope.db
    .selectFrom('import_run')
    .select(['mapping', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .where('kind', '=', sheetKind)
    .forUpdate()
    .executeTakeFirst();
  if (run === undefined) return fail('intake.import_not_found');
  // Only guessColumns and mapSheet write this column.
  return run.state === 'done' ? fail('intake.import_done') : ok({ mapping: run.mapping as Mapping });
}

/** Lands the good rows of a waiting list in one go, reports the bad ones, and forgets the list. */
export const landSheet = command({
  name: 'intake.land_sheet',
  permission: permissions.import,
  input: OneMatter,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const run = await openRun(scope, input.id);
    if (!run.ok) return run;
    const sheet = await waitingSheet(scope, input.id);
    if (sheet === null) return fail('intake.import_not_found');
    const read = readRows(sheet, run.value.mapping, await readingContext(scope));
    if (read.good.length === 0) return fail('intake.nothing_to_land');
    const memory = tokenMemory();
    const understand = understander(await currentModel(scope));
    let counts: ImportCounts = { landed: 0, skipped: 0, unknown: [] };
    for (let from = 0; from < read.good.length; from += batchSize) {
      const part = await landRows(scope, read.good.slice(from, from + batchSize).map(understand), memory);
      counts = { ...counts, landed: counts.landed + part.landed, skipped: counts.skipped + part.skipped };
      if (from === 0 && read.good.length > batchSize) await renewStatistics(scope);
    }
    await scope.db
      .updateTable('import_run')
      .set({ skipped: counts.skipped })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await countRun(scope, input.id, counts, { bad: read.bad, notes: [] });
    await scope.db
      .deleteFrom('sealed_body')
      .where('space_id', '=', scope.spaceId)
      .where('about_kind', '=', 'import')
      .where('about_id', '=', input.id)
      .execute();
    return ok({ id: input.id });
  },
});

/** Rows per transaction of the command line and per statement of a sheet. */
export const batchSize = 200;

/** What reading rows needs to know of the space: its zone, the moment, its places and the classes by their words. */
export async function readingContext(scope: Scope): Promise<Parameters<typeof readRows>[2]> {
  const places = await placeOptions(scope);
  const classes = await scope.db.selectFrom('classification').select(['code', 'zh', 'en']).execute();
  return {
    zone: scope.timeZone,
    now: scope.now(),
    // A name that several places go by says nothing certain: the words are kept, and a person decides.
    places: new Map(
      places
        .filter((one) => places.every((other) => other === one || other.label !== one.label))
        .map((place) => [place.label, place.value]),
    ),
    classes: new Map(
      classes.flatMap((row) => [
        [row.zh, row.code],
        [row.en, row.code],
        [row.code, row.code],
      ]),
    ),
  };
}
