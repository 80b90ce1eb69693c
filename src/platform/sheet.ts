import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { CsvError, parse } from 'csv-parse/sync';
import { type CellValue, readXlsx } from 'hucre';
import iconv from 'iconv-lite';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { countChars, foldForSearch, normalise } from '#kernel/text';
import type { Upload } from './input.ts';

/** A list as read: its header and its rows of text, each with its line in the file. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Columns beyond these are not looked at: lists that wide are no lists of matters. */
const mostColumns = 100;

/** How much of a list is taken. */
export interface SheetLimits {
  readonly rows: number;
  /** What an XLSX, which is an archive, may hold once unpacked. */
  readonly unpackedBytes: number;
}

/**
 * Reads an XLSX or CSV file. CSV may be UTF-8 or GB 18030, with commas, semicolons or tabs, line ends inside quotes
 * included. The first row that holds anything is the header. Refusals: `sheet.kind`, `sheet.broken`,
 * `sheet.rows` (with `max`), `sheet.empty`. Rows beyond the limits are not read, except one that shows that
 * there are more; without limits it reads whatever there is, for the command line.
 */
export async function readSheet(file: Upload, limits?: SheetLimits): Promise<Result<Sheet>> {
  const table = isZip(file.bytes) ? await readXlsxTable(file.bytes, limits) : csvTable(file.bytes, limits);
  if (!table.ok) return table;
  const rows = table.value.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  const [header, ...rest] = rows;
  if (header === undefined || rest.length === 0) return fail('sheet.empty');
  return ok({ header: header.cells.slice(0, mostColumns).map((cell) => cell.trim()), rows: rest });
}

/** The most rows of one list that somebody brings in; longer ones are cut in two. */
export const mostListRows = 2000;

/** The largest file of such a list, in bytes. */
export const largestList = 12 * 1024 * 1024;

/** Reads a list that somebody brought in with a form. Refuses `sheet.missing`, those of `readSheet`, `sheet.rows`. */
export async function readUpload(file: Upload | undefined): Promise<Result<Sheet>> {
  if (file === undefined) return fail('sheet.missing', { field: 'file' });
  const read = await readSheet(file, { rows: mostListRows, unpackedBytes: 32 * 1024 * 1024 });
  if (!read.ok) return fail(read.fault.code, { ...read.fault, field: 'file' });
  if (read.value.rows.length > mostListRows)
    return fail('sheet.rows', { field: 'file', params: { max: mostListRows } });
  return read;
}

/** Rows of text as they stand in a file, each with its line. */
export type Table = { readonly line: number; readonly cells: readonly string[] }[];

/** The rows of a spreadsheet as they stand, each with its line. Refuses `sheet.rows`, `sheet.empty`, `sheet.broken`. */
export async function readXlsxTable(bytes: Uint8Array, limits?: SheetLimits): Promise<Result<Table>> {
  if (limits !== undefined && !unpacksWithin(bytes, limits.unpackedBytes))
    return fail('sheet.rows', { params: { max: limits.rows } });
  return xlsxTable(bytes, limits);
}

/** Whether these bytes are an archive, as every XLSX is. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Whether the parts of an archive, unpacked one after the other, stay within so many bytes. What its table says of their
 * size is not believed. An archive whose table cannot be read is left to the reader, which refuses it.
 */
function unpacksWithin(bytes: Uint8Array, most: number): boolean {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) return true;
  let left = most;
  try {
    let entry = archive.readUInt32LE(end + 16);
    for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
      const part = archive.readUInt32LE(entry + 42);
      const from = part + 30 + archive.readUInt16LE(part + 26) + archive.readUInt16LE(part + 28);
      const packed = archive.subarray(from, from + archive.readUInt32LE(entry + 20));
      const deflated = archive.readUInt16LE(entry + 10) === 8;
      left -= deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) }).byteLength : packed.byteLength;
      if (left < 0) return false;
      entry += 46 + [28, 30, 32].reduce((sum, at) => sum + archive.readUInt16LE(entry + at), 0);
    }
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE');
  }
}

async function xlsxTable(bytes: Uint8Array, limits?: SheetLimits): Promise<Result<Table>> {
  try {
    const book = await readXlsx(bytes, {
      sheets: (info) => !(info.hidden ?? false),
      ...(limits === undefined ? {} : { maxRows: limits.rows + 2 }),
    });
    const filled = book.sheets.find((sheet) => sheet.rows.length > 1) ?? book.sheets[0];
    if (filled === undefined) return fail('sheet.empty');
    return ok(filled.rows.map((row, at) => ({ line: at + 1, cells: row.slice(0, mostColumns).map(cellText) })));
  } catch {
    return fail('sheet.broken');
  }
}

/** A spreadsheet's time is a wall clock without a zone; the library gives it as if it were UTC. */
function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return String(value);
}

/** What a text of two bytes a character begins with; Excel writes it as "Unicode text". */
function twoByteText(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/**
 * Decodes a text file: UTF-16 where its first bytes say so, UTF-8 where it is valid UTF-8, else GB 18030, which every older
 * Excel of the mainland writes.
 */
export function decodeText(bytes: Uint8Array): string {
  const twoByte = twoByteText(bytes);
  if (twoByte !== null) return new TextDecoder(twoByte).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}

function csvTable(bytes: Uint8Array, limits?: SheetLimits): Result<Table> {
  // Zero bytes are in no text; pictures and old .xls files are full of them.
  if (twoByteText(bytes) === null && bytes.subarray(0, 4096).includes(0)) return fail('sheet.kind');
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
      // Lists that were put together from several have several kinds of line ends.
      record_delimiter: ['\r\n', '\n', '\r'],
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      ...(limits === undefined ? {} : { to: limits.rows + 2 }),
    });
    return ok(Array.isArray(records) ? records.flatMap(csvRow) : []);
  } catch (error) {
    if (error instanceof CsvError) return fail('sheet.broken');
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

/** A row that can't land, by its line in the file and the code of the reason. */
export interface BadRow {
  readonly line: number;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** In how many lines of the file something keeps a row out. */
export function linesOf(bad: readonly BadRow[]): number {
  return new Set(bad.map((row) => row.line)).size;
}

/** The way words of a list are compared. */
export function foldWord(text: string): string {
  return foldForSearch(text).replaceAll(' ', '');
}

/** Which column, from 0, holds which field. */
export type ColumnMap<F extends string> = Partial<Record<F, number>>;

/**
 * Guesses what the columns mean by the words in their headers: exact ones first, then those that contain one. The words
 * are in small letters without blanks, the likeliest first; no column is taken twice.
 */
export function guessColumns<F extends string>(
  header: readonly string[],
  fields: readonly F[],
  words: Readonly<Record<F, readonly string[]>>,
): ColumnMap<F> {
  const folded = header.map(foldWord);
  const mapping: ColumnMap<F> = {};
  const taken = new Set<number>();
  for (const fits of [same, contains]) {
    for (const field of fields) {
      if (mapping[field] !== undefined) continue;
      const at = folded.findIndex(
        (title, column) => !taken.has(column) && words[field].some((word) => fits(title, word)),
      );
      if (at < 0) continue;
      mapping[field] = at;
      taken.add(at);
    }
  }
  return mapping;
}

function same(title: string, word: string): boolean {
  return title === word;
}

function contains(title: string, word: string): boolean {
  return [...word].length > 1 && title.includes(word);
}

/** Reads one row cell by cell and remembers every cell that can't be read, by its column. */
export class RowReader<F extends string> {
  readonly faults: BadRow[] = [];
  readonly #line: number;
  readonly #cells: readonly string[];
  readonly #mapping: ColumnMap<F>;
  readonly #longest: Readonly<Partial<Record<F, number>>>;

  /** What a field may hold at most stands in `longest`, in characters; 200 where nothing does. */
  constructor(
    { line, cells }: Sheet['rows'][number],
    mapping: ColumnMap<F>,
    longest: Readonly<Partial<Record<F, number>>>,
  ) {
    this.#line = line;
    this.#cells = cells;
    this.#mapping = mapping;
    this.#longest = longest;
  }

  /** Whether the list has a column for it. */
  has(field: F): boolean {
    return this.#mapping[field] !== undefined;
  }

  /** What stands there; empty where there is no such column. */
  cell(field: F): string {
    return normalise(this.#cells[this.#mapping[field] ?? -1] ?? '');
  }

  /** Notes that a cell can't be read, and why. */
  wrong(code: string, field: F, more: Readonly<Record<string, string>> = {}): void {
    this.faults.push({ line: this.#line, code, params: { field, cell: this.cell(field).slice(0, 20), ...more } });
  }

  /** What stands there as text. */
  words(field: F, needed = false): string {
    const text = this.cell(field);
    if (needed && text === '') this.wrong('row.missing', field);
    if (countChars(text) > (this.#longest[field] ?? 200)) this.wrong('row.too_long', field);
    return text;
  }
}

/** The same row in a later version of the list has the same fingerprint. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 24);
}

/** The words of a report: the heads of its columns and the sentence of each reason. */
export interface ReportWords {
  readonly line: string;
  readonly reason: string;
  readonly code: string;
  readonly say: (bad: BadRow) => string;
}

/** The rows that did not come in as CSV, with a byte order mark so that Excel reads it: line, reason, code. */
export function badRowsCsv(bad: readonly BadRow[], words: ReportWords): string {
  const lines = bad.map((row) => `${row.line},${quoted(words.say(row))},${row.code}`);
  return `\uFEFF${[[words.line, words.reason, words.code].map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
}

/** Rows of cells as CSV as they are, with a byte order mark so that Excel reads it. */
export function cellsCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

/** A table that a browser saves as a file of this name, without ending. */
export function csvFile(name: string, text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
  });
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
