import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { openText, sealText } from '#platform/crypto';
import type { Upload } from '#platform/input';
import { actorId, type Inside, type Scope } from '#platform/scope';
import { fingerprint, isZip, readXlsxTable } from '#platform/sheet';
import { permissions } from './permissions.ts';
import { outside, statementFile, templateFor } from './queries.ts';
import {
  decoded,
  type Encoding,
  encodingOf,
  findHead,
  formatOf,
  hasAmount,
  markRows,
  OpenQuote,
  readRecords,
  widestRow,
} from './rules-read.ts';
import {
  BringStatement,
  ById,
  type Columns,
  type Format,
  MapStatement,
  type Record,
  type StatementFile,
  statementFields,
} from './schema.ts';

/** Records per sealed piece, which is also how many land in one transaction. */
export const pieceRecords = 2000;

/** A spreadsheet is read whole; longer statements come as CSV, which is read as it flows. */
const spreadsheetLimits = { rows: 20_000, unpackedBytes: 64 * 1024 * 1024 };

/** A file opened for reading: how it is written, and its records one after the other. */
interface Opened {
  readonly encoding: Encoding | 'xlsx';
  readonly format: Format;
  readonly records: AsyncIterable<Record> | Iterable<Record>;
}

async function openFile(file: Upload): Promise<Result<Opened>> {
  if (isZip(file.bytes)) {
    const table = await readXlsxTable(file.bytes, spreadsheetLimits);
    if (!table.ok) return table;
    if (table.value.length > spreadsheetLimits.rows)
      return fail('sheet.rows', { params: { max: spreadsheetLimits.rows } });
    return ok({ encoding: 'xlsx', format: 'sheet', records: markRows(table.value) });
  }
  const encoding = encodingOf(file.bytes);
  if (encoding === null) return fail('sheet.kind');
  const { value } = decoded(file.bytes, encoding).next();
  const format = formatOf(typeof value === 'string' ? value : '');
  return ok({ encoding, format, records: readRecords(file.bytes, encoding, format) });
}

/**
 * Takes a statement in: any bank's CSV or XLSX, a WeChat Pay or an Alipay bill. It is read as it flows, kept sealed in
 * pieces, and its columns are guessed or taken from the template its headings have; nothing is in the books or among
 * the lines yet. Refuses `reconciliation.not_found`, `sheet.missing`, `reconciliation.file_known` (this very file came
 * before), `sheet.kind`, `sheet.broken`, `sheet.rows`, `reconciliation.quote_open` (with `line`), `reconciliation.no_rows`.
 */
export const bringStatement = command({
  name: 'reconciliation.bring',
  permission: permissions.bring,
  input: BringStatement,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const account = await outside(scope, input.outsideId);
    if (account === null) return fail('reconciliation.not_found');
    if (input.file === undefined) return fail('sheet.missing', { field: 'file' });
    const sha256 = createHash('sha256').update(input.file.bytes).digest('hex');
    const known = await knownFile(scope, input.outsideId, sha256);
    if (known !== null) {
      if (known.state !== 'dropped') return fail('reconciliation.file_known', { field: 'file' });
      await forget(scope, known.id);
    }
    const opened = await openFile(input.file);
    if (!opened.ok) return fail(opened.fault.code, { ...opened.fault, field: 'file' });
    return keepFile(
      scope,
      { outsideId: input.outsideId, name: input.file.name.slice(0, 120), sha256 },
      opened.value,
      known?.id,
    );
  },
});

async function knownFile(scope: Inside, outsideId: string, sha256: string) {
  const row = await scope.db
    .selectFrom('statement_file')
    .select(['id', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('outside_id', '=', outsideId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row ?? null;
}

async function keepFile(
  scope: Inside,
  file: { readonly outsideId: string; readonly name: string; readonly sha256: string },
  opened: Opened,
  again: string | undefined,
): Promise<Result<{ id: string }>> {
  const id = again ?? newId(scope.now());
  const fresh = {
    ...{ outside_id: file.outsideId, sha256: file.sha256, name: file.name, format: opened.format },
    ...{ encoding: opened.encoding, header: '[]', header_line: 1, header_key: '', columns: '{}', total: 0 },
    ...({ state: 'waiting', done: 0, landed: 0, repeated: 0, refused: 0, report: '[]' } as const),
    ...{ brought_by: actorId(scope), at: scope.now() },
  };
  if (again === undefined)
    await scope.db
      .insertInto('statement_file')
      .values({ ...fresh, space_id: scope.spaceId, id })
      .execute();
  else await change(scope, id, fresh);
  const kept = await keepPieces(scope, id, opened.records);
  if (!kept.ok) return kept;
  const { first, total } = kept.value;
  const head = findHead(first);
  const at = head?.at ?? widestRow(first);
  const header = (first[at]?.cells ?? []).slice(0, 100).map((cell) => cell.trim());
  const rows = total - at - 1;
  if (rows < 1) return fail('reconciliation.no_rows', { field: 'file' });
  const headerKey = fingerprint(header);
  const columns = (await templateFor(scope, headerKey)) ?? head?.columns ?? {};
  await change(scope, id, {
    ...{ header: JSON.stringify(header), header_line: first[at]?.line ?? 1, header_key: headerKey },
    ...{ columns: JSON.stringify(columns), total, done: at + 1 },
  });
  await audit(scope, { kind: 'bank_statement', id, detail: { rows, hash: file.sha256.slice(0, 16) } });
  return ok({ id });
}

/** Changes what is kept of a file. */
export async function change(scope: Inside, id: string, to: object): Promise<void> {
  await scope.db
    .updateTable('statement_file')
    .set(to)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Reads the file through once and keeps it piece by piece; only one piece is in memory at a time. */
async function keepPieces(scope: Inside, id: string, records: Opened['records']) {
  let first: readonly Record[] = [];
  let piece: Record[] = [];
  let total = 0;
  let part = 0;
  const close = async (): Promise<void> => {
    if (part === 0) first = piece.slice(0, 60);
    const sealed = Buffer.from(sealText(scope.platform.keys, JSON.stringify(piece), partContext(scope, id, part)));
    await scope.db
      .insertInto('statement_part')
      .values({ space_id: scope.spaceId, file_id: id, part, sealed })
      .execute();
    part += 1;
    piece = [];
  };
  try {
    for await (const record of records) {
      piece.push(record);
      total += 1;
      if (piece.length === pieceRecords) await close();
    }
  } catch (error) {
    if (error instanceof OpenQuote)
      return fail('reconciliation.quote_open', { field: 'file', params: { line: error.line } });
    throw error;
  }
  if (piece.length > 0) await close();
  return ok({ first, total });
}

function partContext(scope: Scope, fileId: string, part: number): string {
  return `${scope.spaceId}/statement_part/${fileId}/${part}`;
}

/** One piece of a waiting file; empty where there is none (any more). */
export async function pieceOf(scope: Scope, fileId: string, part: number): Promise<readonly Record[]> {
  const row = await scope.db
    .selectFrom('statement_part')
    .select('sealed')
    .where('space_id', '=', scope.spaceId)
    .where('file_id', '=', fileId)
    .where('part', '=', part)
    .executeTakeFirst();
  if (row === undefined) return [];
  const text = openText(scope.platform.keys, row.sealed, partContext(scope, fileId, part));
  // What is sealed here was written by `keepPieces`, from records.
  return JSON.parse(text) as Record[];
}

/** Takes the pieces of a file away, once it has landed or was dropped. */
export async function forget(scope: Inside, fileId: string): Promise<void> {
  await scope.db
    .deleteFrom('statement_part')
    .where('space_id', '=', scope.spaceId)
    .where('file_id', '=', fileId)
    .execute();
}

/** The file while it can still be changed, locked against a second hand. */
export async function openStatement(
  scope: Inside,
  id: string,
  states: readonly StatementFile['state'][],
): Promise<Result<StatementFile>> {
  await scope.db
    .selectFrom('statement_file')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const file = await statementFile(scope, id);
  if (file === null) return fail('reconciliation.not_found');
  return states.includes(file.state) ? ok(file) : fail('reconciliation.file_done');
}

/**
 * Says what the columns of a waiting file mean and keeps it as the template of files with these headings. Refuses
 * `reconciliation.not_found`, `reconciliation.file_done`, `reconciliation.columns_missing` (a day, and an amount or a
 * pair of columns for in and out, are needed).
 */
export const mapStatement = command({
  name: 'reconciliation.map',
  permission: permissions.bring,
  input: MapStatement,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const file = await openStatement(scope, input.id, ['waiting']);
    if (!file.ok) return file;
    const columns: Columns = {};
    for (const field of statementFields) {
      const chosen = input[field];
      if (chosen !== undefined) columns[field] = Number.parseInt(chosen, 10);
    }
    if (columns.day === undefined) return fail('reconciliation.columns_missing', { field: 'day' });
    if (!hasAmount(columns)) return fail('reconciliation.columns_missing', { field: 'amount' });
    await change(scope, input.id, { columns: JSON.stringify(columns) });
    const template = { title: file.value.outsideTitle, columns: JSON.stringify(columns), changed_at: scope.now() };
    await scope.db
      .insertInto('statement_template')
      .values({ space_id: scope.spaceId, header_key: fingerprint(file.value.header), ...template })
      .onConflict((conflict) => conflict.columns(['space_id', 'header_key']).doUpdateSet(template))
      .execute();
    await audit(scope, { kind: 'bank_statement', id: input.id, detail: { mapped: Object.keys(columns).join(' ') } });
    return ok({ id: input.id });
  },
});

/** Puts a waiting file aside; the same file can be brought again. Refuses `reconciliation.not_found`, `reconciliation.file_done`. */
export const dropStatement = command({
  name: 'reconciliation.drop',
  permission: permissions.bring,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const file = await openStatement(scope, input.id, ['waiting']);
    if (!file.ok) return file;
    await forget(scope, input.id);
    await change(scope, input.id, { state: 'dropped' });
    await audit(scope, { kind: 'bank_statement', id: input.id, detail: { dropped: true } });
    return ok({ id: input.id });
  },
});
