import { normalisePhone } from '#kernel/checks';
import { parseWhen } from '#kernel/dates';
import { countChars, foldForSearch, normalise } from '#kernel/text';
import { type BadRow, type ColumnMap, fingerprint, guessColumns, type Sheet } from '#platform/sheet';
import { type LandingRow, longestWords, type SheetField, sheetFields } from './schema.ts';
import { headerWords } from './zh.ts';
import { answerWords } from './zh-seeds.ts';

/** Which column, from 0, means what. */
export type Mapping = ColumnMap<SheetField>;

/** What the reading of rows needs to know of the space. */
export interface ReadingContext {
  readonly zone: string;
  /** Rows without a time were said now; rows from the future are bad. */
  readonly now: Date;
  /** Places by the name they are offered under. */
  readonly places: ReadonlyMap<string, string>;
  /** Class codes by code and by their word in either language. */
  readonly classes: ReadonlyMap<string, string>;
}

/** Guesses what the columns mean by the words in their headers. */
export function guessMatterColumns(header: readonly string[]): Mapping {
  return guessColumns(header, sheetFields, headerWords);
}

/** The rows of a sheet as matters ready to land, and those that can't with the reason. */
export function readRows(
  sheet: Sheet,
  mapping: Mapping,
  context: ReadingContext,
): { readonly good: readonly LandingRow[]; readonly bad: readonly BadRow[] } {
  const good: LandingRow[] = [];
  const bad: BadRow[] = [];
  for (const { line, cells } of sheet.rows) {
    const read = readRow(cells, mapping, context);
    if ('origin' in read) good.push(read);
    else bad.push({ line, ...read });
  }
  return { good, bad };
}

function readRow(
  cells: readonly string[],
  mapping: Mapping,
  context: ReadingContext,
): LandingRow | Omit<BadRow, 'line'> {
  const cell = (field: SheetField) => normalise(cells[mapping[field] ?? -1] ?? '');
  const words = [cell('subject'), cell('words')].filter((part) => part !== '').join('\n');
  if (words === '') return { code: 'row.no_words' };
  const length = countChars(words);
  if (length > longestWords) return { code: 'row.too_long', params: { max: longestWords, length } };
  const said = readTime(cell('said_at'), context);
  if (!(said instanceof Date)) return said;
  const phone = readPhone(cell('phone'));
  if (phone === null) return { code: 'row.phone' };
  const place = cell('place');
  const name = cell('name').slice(0, 40);
  return {
    origin: `sheet:${fingerprint([words, cell('said_at'), name, phone])}`,
    words,
    saidAt: said,
    placeId: context.places.get(place) ?? null,
    placeText: place.slice(0, 120),
    classCode: context.classes.get(cell('class')) ?? null,
    name,
    phone,
    reply: null,
  };
}

/** The time of a row; a code when it can't be read or lies ahead. */
export function readTime(text: string, context: Pick<ReadingContext, 'now' | 'zone'>): Date | Omit<BadRow, 'line'> {
  if (text === '') return context.now;
  const when = parseWhen(text, context.zone);
  if (!when.ok) return { code: 'row.time' };
  // A list made today may carry this evening's time; tomorrow's is a mistake.
  return when.value.getTime() > context.now.getTime() + 86_400_000 ? { code: 'row.future' } : when.value;
}

/** Landlines and short numbers are kept as written; only what cannot be a number is refused. */
function readPhone(text: string): string | null {
  if (text === '') return '';
  const mobile = normalisePhone(text);
  if (mobile.ok) return mobile.value;
  const digits = text.replace(/[^\d]/g, '');
  return digits.length >= 5 && digits.length <= 13 ? digits : null;
}

/** A table of messages as it was read. */
export interface ReadMessages {
  readonly good: readonly LandingRow[];
  readonly bad: readonly BadRow[];
  /** Rows that come in, and what could not be believed of them. */
  readonly notes: readonly BadRow[];
}

/**
 * Reads a table of messages with an `id` column (any letter case) as matters: the origin is `messages:<id>`, the other
 * columns are found by their headers. A row with another number of cells than the header is bad: its text has run
 * into its neighbours. A row of an answer alone belongs to a message that came in before. An answer without a day that can
 * be believed comes in without one and is noted. Null when there is no id column or nothing that holds words.
 */
export function readMessages(sheet: Sheet, context: ReadingContext): ReadMessages | null {
  const idColumn = sheet.header.findIndex((title) => foldForSearch(title) === 'id');
  const mapping = guessMatterColumns(sheet.header);
  const answers = answerColumns(sheet.header);
  if (idColumn < 0) return null;
  if (mapping.words === undefined && mapping.subject === undefined && answers.words < 0) return null;
  const read: { good: LandingRow[]; bad: BadRow[]; notes: BadRow[] } = { good: [], bad: [], notes: [] };
  for (const { line, cells } of sheet.rows) {
    const id = (cells[idColumn] ?? '').trim();
    const one = id === '' ? { code: 'row.no_id' } : readMessage(cells, { sheet, mapping, answers, context });
    if (!('row' in one)) {
      read.bad.push({ line, ...one });
      continue;
    }
    read.good.push({ ...one.row, origin: `messages:${id.slice(0, 80)}`, line });
    if (one.note !== null) read.notes.push({ line, code: one.note });
  }
  return read;
}

interface MessageColumns {
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  readonly answers: AnswerColumns;
  readonly context: ReadingContext;
}

function readMessage(
  cells: readonly string[],
  { sheet, mapping, answers, context }: MessageColumns,
): { readonly row: LandingRow; readonly note: string | null } | Omit<BadRow, 'line'> {
  if (cells.length !== sheet.header.length) return { code: 'row.columns' };
  const read = readRow(cells, mapping, context);
  const words = normalise(cells[answers.words] ?? '').slice(0, longestWords);
  if ('origin' in read && words === '') return { row: read, note: null };
  if (!('origin' in read) && (words === '' || read.code !== 'row.no_words')) return read;
  const row = 'origin' in read ? read : answerAlone(context);
  const { at, note } = replyDay(cells[answers.at] ?? '', row.words === '' ? null : row.saidAt, context);
  return { row: { ...row, reply: { words, at } }, note };
}

/** A row that only answers. */
function answerAlone(context: ReadingContext): LandingRow {
  return {
    ...{ origin: '', words: '', saidAt: context.now, placeId: null, placeText: '', classCode: null },
    ...{ name: '', phone: '', reply: null },
  };
}

interface AnswerColumns {
  readonly words: number;
  readonly at: number;
}

function answerColumns(header: readonly string[]): AnswerColumns {
  const titles = header.map((title) => foldForSearch(title).replaceAll(' ', ''));
  const find = (names: readonly string[]): number => titles.findIndex((title) => names.includes(title));
  return { words: find(answerWords.reply), at: find(answerWords.replyTime) };
}

/**
 * When it was answered. A day that is missing, can't be read, lies ahead or before the words is not made up: what is not
 * known counts neither as kept nor as late.
 */
function replyDay(
  text: string,
  saidAt: Date | null,
  context: ReadingContext,
): { readonly at: Date | null; readonly note: string | null } {
  const cell = normalise(text);
  const at = cell === '' ? null : readTime(cell, context);
  if (!(at instanceof Date)) return { at: null, note: 'row.reply_time' };
  return saidAt !== null && at < saidAt ? { at: null, note: 'row.reply_before' } : { at, note: null };
}
