import type { LocalDate } from '#kernel/dates';
import { type Fund, funds } from '#modules/funds';
import { accounts, type Move, moves, trialBalance } from '#modules/ledger';
import type { Scope } from '#platform/scope';
import { chartCodes, chartKeyOf, lastDayOf } from './rules.ts';
import type { ChartKey } from './schema.ts';

/** One of the charity's own accounts. */
export interface Chart {
  readonly code: string;
  /** Empty where it still has the default name, which the pages say in the reader's language. */
  readonly title: string;
}

/** To which of the charity's accounts each kind of entry goes: as changed, else the common codes. */
export async function chart(scope: Scope): Promise<ReadonlyMap<ChartKey, Chart>> {
  const rows = await scope.db
    .selectFrom('chart_line')
    .select(['key', 'code', 'title'])
    .where('space_id', '=', scope.spaceId)
    .execute();
  const own = new Map(rows.map((row) => [row.key, row]));
  // The keys of the codes are exactly the chart's keys.
  const keys = Object.keys(chartCodes) as ChartKey[];
  return new Map(
    keys.map((key) => [key, { code: own.get(key)?.code ?? chartCodes[key], title: own.get(key)?.title ?? '' }]),
  );
}

/** One line of a voucher. */
export interface VoucherLine {
  /** Its place in the month, from 1. */
  readonly number: number;
  readonly day: LocalDate;
  readonly kind: string;
  readonly key: ChartKey;
  readonly chart: Chart;
  /** The fund, as the charity keeps it beside the account. */
  readonly fund: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly entryId: string;
  readonly reversal: boolean;
}

interface Books {
  readonly codes: ReadonlyMap<ChartKey, Chart>;
  readonly paths: ReadonlyMap<string, string>;
  readonly byAccount: ReadonlyMap<string, Fund>;
}

async function booksOf(scope: Scope): Promise<Books> {
  const all = await funds(scope);
  const byAccount = new Map<string, Fund>();
  for (const one of all.toReversed())
    for (const id of [one.accountId, one.bankAccountId, one.cashAccountId]) if (id !== null) byAccount.set(id, one);
  const known = await accounts(scope);
  return { codes: await chart(scope), paths: new Map(known.map((one) => [one.id, one.path])), byAccount };
}

function keyOf(books: Books, move: Pick<Move, 'accountId' | 'kind' | 'facet'>): ChartKey {
  const path = books.paths.get(move.accountId) ?? '';
  if (path.startsWith('bank/')) return 'bank';
  if (path.startsWith('cash/')) return 'cash';
  return chartKeyOf(move.kind, move.facet);
}

/** The entries of a month as vouchers in the charity's own accounts, numbered in the order of the books. */
export async function vouchers(scope: Scope, month: LocalDate): Promise<VoucherLine[]> {
  const books = await booksOf(scope);
  const found = await moves(scope, { from: month, until: lastDayOf(month) });
  const numbers = new Map<string, number>();
  return found.map((one) => {
    const number = numbers.get(one.entryId) ?? numbers.size + 1;
    numbers.set(one.entryId, number);
    const key = keyOf(books, one);
    const path = books.paths.get(one.accountId) ?? '';
    // What is owned grows on the debit side, what it was given for on the credit side.
    const debit = path.startsWith('fund/') ? -one.amount : one.amount;
    return {
      ...{ number, day: one.day, kind: one.kind, key, chart: books.codes.get(key) ?? { code: '', title: '' } },
      ...{
        fund: books.byAccount.get(one.accountId)?.name ?? '',
        entryId: one.entryId,
        reversal: one.reverses !== null,
      },
      ...{ debit: debit > 0n ? debit : 0n, credit: debit < 0n ? -debit : 0n },
    };
  });
}

/** One line of the charity's balance of accounts for a month, in fen; debit and credit of the month. */
export interface CodeBalance {
  readonly key: ChartKey;
  readonly chart: Chart;
  readonly fund: string;
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly closing: bigint;
}

/**
 * The balances of what is owned (bank and cash, from the sealed trial balance) and the movements of income and outgo of
 * the month, by the charity's codes and by fund.
 */
export async function codeBalances(scope: Scope, month: LocalDate): Promise<CodeBalance[]> {
  const books = await booksOf(scope);
  const trial = await trialBalance(scope, month);
  const found: CodeBalance[] = [];
  for (const { account, opening, debit, credit, closing } of trial.lines) {
    const key = account.path.startsWith('bank/') ? 'bank' : account.path.startsWith('cash/') ? 'cash' : null;
    if (key === null || account.commodity !== 'CNY') continue;
    const line = books.codes.get(key) ?? { code: '', title: '' };
    found.push({
      key,
      chart: line,
      fund: books.byAccount.get(account.id)?.name ?? '',
      opening,
      debit,
      credit,
      closing,
    });
  }
  const moved = new Map<string, CodeBalance>();
  for (const line of await vouchers(scope, month)) {
    if (line.key === 'bank' || line.key === 'cash') continue;
    const at = `${line.key} ${line.fund}`;
    const known = moved.get(at) ?? {
      ...{ key: line.key, chart: line.chart, fund: line.fund, opening: 0n, debit: 0n, credit: 0n, closing: 0n },
    };
    const debit = known.debit + line.debit;
    const credit = known.credit + line.credit;
    moved.set(at, { ...known, debit, credit, closing: debit - credit });
  }
  return [...found, ...[...moved.values()].sort((a, b) => (a.chart.code < b.chart.code ? -1 : 1))];
}
