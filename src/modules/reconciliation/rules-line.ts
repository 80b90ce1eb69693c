import { createHash } from 'node:crypto';
import { isRealDate, type LocalDate, parseLocalDate } from '#kernel/dates';
import { formatFen, parseFen } from '#kernel/money';
import { normalise } from '#kernel/text';
import type { BadRow } from '#platform/sheet';
import type { Columns, Foot, Format, LineDraft, Record, StatementField } from './schema.ts';
import { marks } from './zh.ts';

/** What reading a row needs to know beside its cells. */
export interface LineContext {
  readonly columns: Columns;
  readonly format: Format;
  readonly zone: string;
  /** A statement does not know the future. */
  readonly today: LocalDate;
}

/** A row as a line of the account, or why it is none. */
export function readLine(record: Record, context: LineContext): LineDraft | BadRow {
  const { line, cells } = record;
  const cell = (field: StatementField): string => (cells[context.columns[field] ?? -1] ?? '').trim();
  const bad = (code: string, params?: BadRow['params']): BadRow =>
    params === undefined ? { line, code } : { line, code, params };
  if (cells.some((one) => one.includes('\uFFFD'))) return bad('line.encoding');
  const needed = Math.max(-1, ...['day', 'amount', 'income', 'outgo'].map((field) => columnOf(context.columns, field)));
  if (cells.length <= needed) return bad('line.columns', { found: cells.length, needed: needed + 1 });
  const day = readDay(cell('day'), context.zone);
  if (day === null) return bad(cell('day') === '' ? 'line.no_day' : 'line.day');
  if (day > context.today) return bad('line.future');
  if (marks.notFinal.includes(cell('state').toUpperCase())) return bad('line.not_final');
  const moved = readMovement(cell, context.format);
  if (typeof moved === 'string') return bad(moved);
  const balance = cell('balance') === '' ? null : readSigned(cell('balance'));
  const drafted = {
    ...{ line, day, amount: moved.amount, number: moved.number, orderNumber: moved.order },
    balance: typeof balance === 'bigint' ? balance : null,
    payer: normalise(cell('payer')).slice(0, 80),
    payerAccount: normalise(cell('payer_account')).slice(0, 60),
    memo: normalise([cell('kind'), cell('memo')].filter((part) => part !== '').join(' · ')).slice(0, 200),
    cells,
  };
  return drafted;
}

function columnOf(columns: Columns, field: string): number {
  // Only fields that a file must have are asked for by name.
  return columns[field as StatementField] ?? -1;
}

interface Movement {
  readonly amount: bigint;
  readonly number: string;
  readonly order: string;
}

/** How much, which way, and under which number; the code of what is wrong. A refund has a number and amount of its own. */
function readMovement(cell: (field: StatementField) => string, format: Format): Movement | string {
  const number = tidyNumber(cell('number'));
  const order = tidyNumber(cell('order'));
  const back = cell('refund_amount') === '' ? 0n : readSigned(cell('refund_amount'));
  if (typeof back === 'string') return back;
  const isRefund = marks.refund.includes(cell('state').toUpperCase());
  if (back !== 0n || isRefund) {
    if (back === 0n) return 'line.zero';
    return {
      amount: back > 0n ? -back : back,
      number: tidyNumber(cell('refund_number')) || `${number}-R`,
      order: number,
    };
  }
  const amount = readAmount(cell, format);
  if (typeof amount === 'string') return amount;
  if (amount === 0n) return 'line.zero';
  const refundNumber = tidyNumber(cell('refund_number'));
  // Alipay writes a refund as a row of its own with a negative amount under the number of the payment.
  if (amount < 0n && refundNumber !== '') return { amount, number: refundNumber, order: number };
  return { amount, number, order };
}

function readAmount(cell: (field: StatementField) => string, format: Format): bigint | string {
  const income = cell('income') === '' ? 0n : readSigned(cell('income'));
  const outgo = cell('outgo') === '' ? 0n : readSigned(cell('outgo'));
  if (typeof income === 'string') return income;
  if (typeof outgo === 'string') return outgo;
  if (income !== 0n && outgo !== 0n) return 'line.both';
  if (income !== 0n) return income;
  // In a bank's column of outgoings a minus takes an outgoing back; Alipay writes every outgoing with one.
  if (outgo !== 0n) return format === 'alipay' && outgo < 0n ? outgo : -outgo;
  if (cell('amount') === '') return cell('income') + cell('outgo') === '' ? 'line.no_amount' : 0n;
  const amount = readSigned(cell('amount'));
  if (typeof amount === 'string') return amount;
  const way = normalise(cell('way')).toLowerCase();
  if (marks.out.includes(way)) return amount > 0n ? -amount : amount;
  return amount;
}

/** A signed amount as banks write it: a minus before or behind, or brackets; the code of what is wrong. */
export function readSigned(text: string): bigint | string {
  const plain = /^(-?)(\d{1,11})\.(\d\d)$/.exec(text);
  if (plain !== null) {
    const size = BigInt(`${plain[2] ?? ''}${plain[3] ?? ''}`);
    return plain[1] === '-' ? -size : size;
  }
  const tidy = text
    .normalize('NFKC')
    .replace(/[\s\u00a0]/g, '')
    .replace(/^\+/, '');
  const minus = /^-|-$|^\(.*\)$/.test(tidy);
  const read = parseFen(tidy.replace(/^[-(]|[-)]$/g, ''), { zero: true, max: 10n ** 15n });
  if (!read.ok) return read.fault.code === 'money.too_fine' ? 'line.too_fine' : 'line.amount';
  return minus ? -read.value : read.value;
}

function readDay(text: string, zone: string): LocalDate | null {
  const plain = /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[ T]|$)/.exec(text);
  if (plain !== null) {
    const day = `${plain[1]}-${plain[2]}-${plain[3]}`;
    return isRealDate(day) ? day : null;
  }
  // Some banks run day and time together without a separator.
  const read = parseLocalDate(/^\d{14}$/.test(text) ? text.slice(0, 8) : text, zone);
  return read.ok ? read.value : null;
}

/** A number as two files may write it differently: without blanks, quotes and the apostrophe that keeps it text. */
export function tidyNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s'"`=]/g, '')
    .slice(0, 64);
}

/** Counts equal rows without a number, so that two equal gifts of one day are two lines. */
export interface Occurrences {
  next(key: string, day: LocalDate): number;
  /** The counts of one day, to go on with in the next piece of the file. */
  of(day: LocalDate | null): { readonly [key: string]: number };
}

/** Begins to count, from what an earlier piece of the same file left. */
export function occurrences(carried: { readonly [key: string]: number }): Occurrences {
  const counts = new Map<string, { day: LocalDate | null; count: number }>();
  for (const [key, count] of Object.entries(carried)) counts.set(key, { day: null, count });
  return {
    next: (key, day) => {
      const count = (counts.get(key)?.count ?? 0) + 1;
      counts.set(key, { day, count });
      return count;
    },
    of: (day) => Object.fromEntries([...counts].flatMap(([key, one]) => (one.day === day ? [[key, one.count]] : []))),
  };
}

/**
 * What makes a line the same line in another file: its number and way where it has a number; else everything it says,
 * and which of several equal ones of its day it is.
 */
export function fingerprintOf(draft: LineDraft, equal: Occurrences): string {
  if (draft.number !== '') return hash(['n', draft.number, draft.amount > 0n ? 'in' : 'out']);
  const { day, amount, balance, orderNumber, payer, payerAccount, memo } = draft;
  const key = hash(['c', day, amount.toString(), balance?.toString() ?? '', orderNumber, payer, payerAccount, memo]);
  return `${key}.${equal.next(key, day)}`;
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 32);
}

/** What a footer claims, or null where it claims nothing that can be compared. */
export function readFoot(record: Record, columns: Columns): Foot | null {
  const { line, cells, foot = [] } = record;
  if (foot.length > 0) return channelFoot(line, cells, foot);
  const text = cells.join(',');
  const said = marks.sum.exec(text);
  if (said !== null) {
    const sum = readSigned((said[3] ?? '').replaceAll(',', ''));
    if (typeof sum === 'string') return null;
    const out = marks.outSums.includes(said[1] ?? '');
    return { line, count: null, in: out ? null : sum, out: out ? absolute(sum) : null };
  }
  const at = (field: StatementField): bigint | null => {
    const column = columns[field];
    const read =
      column === undefined || (cells[column] ?? '').trim() === '' ? null : readSigned((cells[column] ?? '').trim());
    return typeof read === 'bigint' ? read : null;
  };
  const came = at('income');
  const went = at('outgo');
  return came === null && went === null
    ? null
    : { line, count: null, in: came, out: went === null ? null : absolute(went) };
}

function channelFoot(line: number, cells: readonly string[], heads: readonly string[]): Foot {
  const at = (words: readonly string[]): bigint | null => {
    const column = heads.findIndex((head) => words.includes(head.trim()));
    const read = column < 0 ? null : readSigned((cells[column] ?? '').trim());
    return typeof read === 'bigint' ? read : null;
  };
  const count = heads.findIndex((head) => marks.footCount.includes(head.trim()));
  const counted = count < 0 ? null : Number((cells[count] ?? '').trim());
  return {
    ...{ line, in: at(marks.footIn), out: at(marks.footOut) },
    count: counted === null || Number.isNaN(counted) ? null : counted,
  };
}

function absolute(fen: bigint): bigint {
  return fen < 0n ? -fen : fen;
}

/** Where a footer and the rows above it disagree, by line; the rows stand, the file is marked. */
export function footFaults(
  foot: Foot,
  counted: { readonly rows: number; readonly in: bigint; readonly out: bigint },
): BadRow[] {
  const faults: BadRow[] = [];
  if (foot.count !== null && foot.count !== counted.rows)
    faults.push({ line: foot.line, code: 'foot.count', params: { said: foot.count, found: counted.rows } });
  for (const side of ['in', 'out'] as const) {
    const said = foot[side];
    if (said !== null && said !== counted[side])
      faults.push({
        ...{ line: foot.line, code: side === 'in' ? 'foot.in' : 'foot.out' },
        params: { said: formatFen(said), found: formatFen(counted[side]) },
      });
  }
  return faults;
}
