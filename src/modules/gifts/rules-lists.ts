import { type LocalDate, localDate, parseWhen } from '#kernel/dates';
import { type Fen, parseFen, splitLargestRemainder } from '#kernel/money';
import { foldForSearch, normalise } from '#kernel/text';
import { type BadRow, type ColumnMap, guessColumns, type Sheet } from '#platform/sheet';
import { type NumberField, numberFields, type OrderField, orderFields } from './schema.ts';
import { feeWords, numberHeaders, orderHeaders } from './zh.ts';

/** One order of a platform as it would be booked. */
export interface OrderRow {
  readonly line: number;
  readonly order: string;
  readonly day: LocalDate;
  /** What the giver gave, in fen. */
  readonly amount: Fen;
  /** What the platform kept of it. */
  readonly fee: Fen;
  readonly giver: string;
  readonly words: string;
}

/** What the reading of rows needs to know. */
export interface ReadingContext {
  readonly zone: string;
  readonly now: Date;
}

/** Guesses what the columns of a platform's export mean by the words in their headers. */
export function guessOrderColumns(header: readonly string[]): ColumnMap<OrderField> {
  return guessColumns(header, orderFields, orderHeaders);
}

/** Guesses what the columns of a list of receipt numbers mean. */
export function guessNumberColumns(header: readonly string[]): ColumnMap<NumberField> {
  return guessColumns(header, numberFields, numberHeaders);
}

type Bad = Omit<BadRow, 'line'>;

interface Cells {
  readonly line: number;
  readonly cell: (field: OrderField) => string;
}

/** Whether a row is no gift but what the platform took for all of them. */
function isFee(row: Cells): boolean {
  const said = foldForSearch(`${row.cell('kind')} ${row.cell('words')} ${row.cell('giver')}`);
  return feeWords.some((word) => said.includes(word));
}

function readFee(text: string, amount: Fen): Fen | Bad {
  if (text === '') return 0n;
  const read = parseFen(text.replace(/^-/, ''), { zero: true });
  if (!read.ok) return { code: 'row.fee' };
  return read.value < amount ? read.value : { code: 'row.fee' };
}

function readOrder(row: Cells, context: ReadingContext): OrderRow | Bad {
  const order = row.cell('order').slice(0, 80);
  if (order === '') return { code: 'row.no_order' };
  if (/^[-\u2212\u2013]/.test(row.cell('amount'))) return { code: 'row.refund' };
  const amount = parseFen(row.cell('amount'));
  if (!amount.ok) return amount.fault.params === undefined ? { code: 'row.amount' } : { code: 'row.too_large' };
  const fee = readFee(row.cell('fee'), amount.value);
  if (typeof fee !== 'bigint') return fee;
  const when = parseWhen(row.cell('day'), context.zone);
  if (!when.ok) return { code: 'row.day' };
  if (when.value > context.now) return { code: 'row.future' };
  const giver = row
    .cell('giver')
    .replace(/[<>\n]/g, '')
    .slice(0, 80);
  const day = localDate(when.value, context.zone);
  return { line: row.line, order, day, amount: amount.value, fee, giver, words: row.cell('words').slice(0, 200) };
}

/**
 * The rows of a platform's export as orders ready to book, and those that can't with the reason. The same order number
 * twice is one order: the second is bad and names the line of the first. A line that is the platform's fee for all of
 * them is shared over the orders by what they gave, exactly, the largest remainders first.
 */
export function readOrders(
  sheet: Sheet,
  mapping: ColumnMap<OrderField>,
  context: ReadingContext,
): { readonly good: readonly OrderRow[]; readonly bad: readonly BadRow[]; readonly feeLines: Fen } {
  const good: OrderRow[] = [];
  const bad: BadRow[] = [];
  const seen = new Map<string, number>();
  let feeLines = 0n;
  for (const { line, cells } of sheet.rows) {
    const cell = (field: OrderField) => normalise(cells[mapping[field] ?? -1] ?? '');
    if (isFee({ line, cell })) {
      const fee = parseFen(cell('amount').replace(/^[-\u2212\u2013]/, ''));
      if (fee.ok) feeLines += fee.value;
      else bad.push({ line, code: 'row.fee' });
      continue;
    }
    const read = readOrder({ line, cell }, context);
    if ('code' in read) bad.push({ line, ...read });
    else if (seen.has(read.order)) bad.push({ line, code: 'row.twice', params: { line: seen.get(read.order) ?? 0 } });
    else good.push(read);
    if ('order' in read && !seen.has(read.order)) seen.set(read.order, line);
  }
  return { ...shareFee(good, bad, feeLines), feeLines };
}

/** Shares a fee line over the orders; an order it would eat up whole is bad. */
function shareFee(good: readonly OrderRow[], bad: readonly BadRow[], fee: Fen) {
  if (fee === 0n || good.length === 0) return { good, bad };
  const parts = splitLargestRemainder(
    fee,
    good.map((one) => one.amount),
  );
  const shared = good.map((one, at) => ({ ...one, fee: one.fee + (parts[at] ?? 0n) }));
  const eaten = shared.filter((one) => one.fee >= one.amount);
  return eaten.length === 0
    ? { good: shared, bad }
    : { good: [], bad: [...bad, ...eaten.map((one) => ({ line: one.line, code: 'row.fee' }))] };
}

/** A receipt's number as the charity's system gave it back. */
export interface NumberRow {
  readonly line: number;
  /** The gift's look code. */
  readonly code: string;
  readonly number: string;
}

/** What a gift on the request sheet is, for what comes back to be compared with. */
export interface Requested {
  readonly id: string;
  readonly amount: Fen | null;
  readonly state: 'pending' | 'issued' | 'waived' | 'anonymous' | 'not_due';
}

/** The rows that came back, each with the gift it belongs to, and those that fit none with the reason. */
export function readNumbers(
  sheet: Sheet,
  mapping: ColumnMap<NumberField>,
  asked: ReadonlyMap<string, Requested>,
): { readonly good: readonly (NumberRow & { readonly id: string })[]; readonly bad: readonly BadRow[] } {
  const good: (NumberRow & { readonly id: string })[] = [];
  const bad: BadRow[] = [];
  const numbers = new Map<string, number>();
  const codes = new Map<string, number>();
  for (const { line, cells } of sheet.rows) {
    const cell = (field: NumberField) => normalise(cells[mapping[field] ?? -1] ?? '');
    const code = cell('code').toUpperCase().replace(/[\s-]/g, '');
    const number = cell('number');
    // A line without a number is one the system has not issued yet; it is left as it is.
    if (number === '') continue;
    const gift = asked.get(code);
    const wrong = refuseNumber(gift, { number, amount: cell('amount') });
    const before = numbers.get(number) ?? codes.get(code);
    if (wrong !== null) bad.push({ line, code: wrong });
    else if (before !== undefined) bad.push({ line, code: 'row.twice', params: { line: before } });
    else if (gift !== undefined) good.push({ line, code, number, id: gift.id });
    if (!numbers.has(number)) numbers.set(number, line);
    if (!codes.has(code)) codes.set(code, line);
  }
  return { good, bad };
}

function refuseNumber(
  gift: Requested | undefined,
  row: { readonly number: string; readonly amount: string },
): string | null {
  if (gift === undefined) return 'row.no_gift';
  if (row.number.length > 40) return 'row.number';
  if (gift.state === 'issued') return 'row.issued';
  if (gift.state !== 'pending' && gift.state !== 'waived') return 'row.not_due';
  if (row.amount === '' || gift.amount === null) return null;
  const amount = parseFen(row.amount);
  return amount.ok && amount.value === gift.amount ? null : 'row.other_amount';
}
