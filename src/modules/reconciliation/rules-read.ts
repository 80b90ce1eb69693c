import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { foldForSearch } from '#kernel/text';
import { guessColumns } from '#platform/sheet';
import { type Columns, type Format, type Record, statementFields } from './schema.ts';
import { headerWords, marks } from './zh.ts';

/** In which letters a file is written; null where it is no text at all. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * Finds the encoding of a text file: by its byte order mark, else UTF-8 where every byte fits, else GB 18030, which
 * Alipay and older banks write. Null for what holds zero bytes and is no UTF-16: a picture, an old .xls.
 */
export function encodingOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.subarray(0, 4096).includes(0)) return null;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes)
      decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

const pieceBytes = 256 * 1024;

/** The text of a file piece by piece, without its byte order mark, so that a long file is never held as one string. */
export function* decoded(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const piece = decoder.write(
      Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(pieceBytes, bytes.length - from)),
    );
    yield from === 0 ? piece.replace(/^\uFEFF/, '') : piece;
  }
  yield decoder.end() ?? '';
}

/** Which bill a file is, by its first lines: a payment channel's own layout, or any bank's table. */
export function formatOf(beginning: string): Format {
  const [first = ''] = beginning.split('\n', 1);
  if (/\n`/.test(beginning) && marks.wechat.some((word) => beginning.includes(word))) return 'wechat';
  if (first.startsWith('#') && marks.alipay.some((word) => beginning.includes(word))) return 'alipay';
  return 'sheet';
}

/** Thrown where a quotation mark is opened and never closed: everything behind it would be one cell. */
export class OpenQuote extends Error {
  readonly line: number;
  constructor(line: number) {
    super('open quote');
    this.line = line;
  }
}

/** The records of a text file one by one, footers told from rows; lines are counted as an editor counts them. */
export async function* readRecords(bytes: Uint8Array, encoding: Encoding, format: Format): AsyncGenerator<Record> {
  const mark = footMarker(format);
  const rows = format === 'wechat' ? backtickRows(bytes, encoding) : csvRows(bytes, encoding);
  for await (const row of rows) {
    const marked = mark(row);
    if (marked !== null) yield marked;
  }
}

/** Rows of a table that is there already, as the cells of a spreadsheet are. */
export function* markRows(rows: readonly Record[]): Generator<Record> {
  const mark = footMarker('sheet');
  for (const row of rows) {
    const marked = mark(row);
    if (marked !== null) yield marked;
  }
}

/**
 * WeChat Pay puts a backtick before every field, so that names may hold commas: rows split on comma and backtick. Its
 * heads have none; the second head and the row below it are the footer.
 */
async function* backtickRows(bytes: Uint8Array, encoding: Encoding): AsyncGenerator<Record> {
  let rest = '';
  let line = 0;
  for (const piece of decoded(bytes, encoding)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line += 1;
      yield { line, cells: backtickCells(text.replace(/\r$/, '')) };
    }
  }
  if (rest !== '') yield { line: line + 1, cells: backtickCells(rest.replace(/\r$/, '')) };
}

function backtickCells(text: string): string[] {
  return text.startsWith('`') ? ['`', ...text.slice(1).split(',`')] : text.split(',');
}

async function* csvRows(bytes: Uint8Array, encoding: Encoding): AsyncGenerator<Record> {
  const { value } = decoded(bytes, encoding).next();
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(typeof value === 'string' ? value : ''),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1024 * 1024,
  });
  Readable.from(decoded(bytes, encoding)).pipe(parser);
  try {
    for await (const each of parser) {
      // With `info` the library gives every record beside where it ends.
      const { record, info } = each as { record: string[]; info: { lines: number } };
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new OpenQuote(typeof error['lines'] === 'number' ? error['lines'] : 0);
    throw error;
  }
}

function delimiterOf(text: string): string {
  const beginning = text.split('\n', 40).join('\n');
  const count = (mark: string): number => beginning.split(mark).length;
  return ['\t', ';', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** Tells rows from footers; null for decoration. Keeps in mind what a footer's own head said. */
function footMarker(format: Format): (row: Record) => Record | null {
  let heads: readonly string[] | null = null;
  let seen = 0;
  return (row) => {
    const first = row.cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
    if (first === '') return null;
    if (format === 'wechat') {
      if (row.cells[0] !== '`') {
        seen += 1;
        if (seen > 1) heads = row.cells;
        return seen > 1 ? null : row;
      }
      const cells = row.cells.slice(1);
      return heads === null ? { line: row.line, cells } : { line: row.line, cells, foot: [...heads] };
    }
    const bare = first.replace(/^[#\s-]+/, '');
    if (
      marks.total.some((word) => bare.startsWith(word)) ||
      (format === 'alipay' && /^#/.test(first) && marks.sum.test(first))
    )
      return { ...row, foot: [] };
    return first.startsWith('#') && format === 'alipay' ? null : row;
  };
}

/** Rows before the head of a table: the bank's name, the account, the period. A head later than this is none. */
const deepestHead = 40;

/** Finds the head among the first records: the first row in which a day and an amount are named. */
export function findHead(first: readonly Record[]): { readonly at: number; readonly columns: Columns } | null {
  for (const [at, row] of first.slice(0, deepestHead).entries()) {
    if (row.foot !== undefined) continue;
    const columns = guessStatementColumns(row.cells);
    if (columns.day !== undefined && hasAmount(columns)) return { at, columns };
  }
  return null;
}

/** The widest of the first rows: what is shown as the head when none is recognised. */
export function widestRow(first: readonly Record[]): number {
  let best = 0;
  for (const [at, row] of first.slice(0, deepestHead).entries())
    if (row.cells.length > (first[best]?.cells.length ?? 0)) best = at;
  return best;
}

/** Whether the columns say how much came in or went out. */
export function hasAmount(columns: Columns): boolean {
  return columns.amount !== undefined || columns.income !== undefined || columns.outgo !== undefined;
}

/** What the columns mean, by their heads. */
export function guessStatementColumns(header: readonly string[]): Columns {
  return guessColumns(
    header.map((title) => foldForSearch(title.trim())),
    statementFields,
    headerWords,
  );
}
