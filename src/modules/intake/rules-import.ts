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

/**
 * Reads a table of messages with an `id` column (any letter case) as matters: the origin is `messages:<id>`, the other
 * columns are found by their headers. A row with another number of cells than the header is bad: its text has run
 * into its neighbours. Null when there is no id column or nothing that holds words.
 */
export function readMessages(
  sheet: Sheet,
  context: ReadingContext,
): { readonly good: readonly LandingRow[]; readonly bad: readonly BadRow[] } | null {
  const idColumn = sheet.header.findIndex((title) => foldForSearch(title) === 'id');
  const mapping = guessMatterColumns(sheet.header);
  const answers = answerColumns(sheet.header);
  if (idColumn < 0 || (mapping.words === undefined && mapping.subject === undefined)) return null;
  const good: LandingRow[] = [];
  const bad: BadRow[] = [];
  for (const { line, cells } of sheet.rows) {
    const id = (cells[idColumn] ?? '').trim();
    const read = cells.length === sheet.header.length ? readRow(cells, mapping, context) : { code: 'row.columns' };
    if (id === '') bad.push({ line, code: 'row.no_id' });
    else if ('origin' in read)
      good.push({
        ...read,
        origin: `messages:${id.slice(0, 80)}`,
        reply: readReply(cells, answers, read.saidAt, context),
      });
    else bad.push({ line, ...read });
  }
  return { good, bad };
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

/** What was answered; without a time that can be read, or with one before the words, it was answered when they were said. */
function readReply(
  cells: readonly string[],
  columns: AnswerColumns,
  saidAt: Date,
  context: Pick<ReadingContext, 'now' | 'zone'>,
): LandingRow['reply'] {
  const words = normalise(cells[columns.words] ?? '').slice(0, longestWords);
  if (words === '') return null;
  const at = readTime(normalise(cells[columns.at] ?? ''), context);
  return { words, at: at instanceof Date && at > saidAt ? at : saidAt };
}
