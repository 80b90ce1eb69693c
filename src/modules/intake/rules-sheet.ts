import { CsvError, parse } from 'csv-parse/sync';
import { type CellValue, readXlsx } from 'hucre';
import iconv from 'iconv-lite';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Upload } from '#platform/input';

/** A list as read: its header and its rows of text, each with its line in the file. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Columns beyond these are not looked at: lists that wide are no lists of matters. */
const mostColumns = 100;

/**
 * Reads an XLSX or CSV file. CSV may be UTF-8 or GB 18030, with commas, semicolons or tabs, line ends inside quotes
 * included. The first row that holds anything is the header. Refusals: `intake.file_kind`, `intake.file_broken`,
 * `intake.file_empty`.
 */
export async function readSheet(file: Upload): Promise<Result<Sheet>> {
  const table = isZip(file.bytes) ? await xlsxTable(file.bytes) : csvTable(file.bytes);
  if (!table.ok) return table;
  const rows = table.value.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  const [header, ...rest] = rows;
  if (header === undefined || rest.length === 0) return fail('intake.file_empty');
  return ok({ header: header.cells.slice(0, mostColumns).map((cell) => cell.trim()), rows: rest });
}

type Table = { readonly line: number; readonly cells: readonly string[] }[];

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function xlsxTable(bytes: Uint8Array): Promise<Result<Table>> {
  try {
    const book = await readXlsx(bytes, { sheets: (info) => !(info.hidden ?? false) });
    const filled = book.sheets.find((sheet) => sheet.rows.length > 1) ?? book.sheets[0];
    if (filled === undefined) return fail('intake.file_empty');
    return ok(filled.rows.map((row, at) => ({ line: at + 1, cells: row.slice(0, mostColumns).map(cellText) })));
  } catch {
    return fail('intake.file_broken');
  }
}

/** A spreadsheet's time is a wall clock without a zone; the library gives it as if it were UTC. */
function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return String(value);
}

/** Decodes a text file: UTF-8 where it is valid UTF-8, else GB 18030, which every older Excel of the mainland writes. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}

function csvTable(bytes: Uint8Array): Result<Table> {
  // Zero bytes are in no text; pictures and old .xls files are full of them.
  if (bytes.subarray(0, 4096).includes(0)) return fail('intake.file_kind');
  const text = decodeText(bytes);
  const [first = ''] = text.split('\n', 1);
  const delimiter = ['\t', ';', ','].reduce(
    (best, mark) => (count(first, mark) > count(first, best) ? mark : best),
    ',',
  );
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    return ok(Array.isArray(records) ? records.flatMap(csvRow) : []);
  } catch (error) {
    if (error instanceof CsvError) return fail('intake.file_broken');
    throw error;
  }
}

function count(line: string, mark: string): number {
  return line.split(mark).length;
}

/** One record as the library gives it with `info`. The line is where it ends; a row of several lines is named by it. */
function csvRow(each: unknown): Table {
  if (typeof each !== 'object' || each === null || !('record' in each) || !('info' in each)) return [];
  const { record, info } = each;
  if (!Array.isArray(record)) return [];
  const line = typeof info === 'object' && info !== null && 'lines' in info ? Number(info.lines) : 0;
  return [{ line, cells: record.slice(0, mostColumns).map(String) }];
}
