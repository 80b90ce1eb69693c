import type { LocalDate } from '#kernel/dates';
import { type Fund, funds, openAdvances, waitingPayments } from '#modules/funds';
import { waitingGifts } from '#modules/gifts';
import { closedMonths, monthlyFlow, moves, openMonths, statementOf } from '#modules/ledger';
import type { Scope } from '#platform/scope';
import { lines, outsides, tally } from './queries.ts';
import { onlyHere } from './queries-here.ts';
import { lastDayOf } from './rules.ts';
import type { Here, Line, Outside } from './schema.ts';

/** What was given to a fund in a month, in fen, less what was given back: the base of the host's fee. */
export async function feeBase(scope: Scope, of: Fund, first: LocalDate): Promise<bigint> {
  if (of.accountId === null) return 0n;
  const found = await moves(scope, { accountIds: [of.accountId], from: first, until: lastDayOf(first) });
  return found.filter((one) => one.kind.startsWith('gifts.')).reduce((sum, one) => sum + one.amount, 0n);
}

/** One account outside at the end of a month, beside the books. */
export interface Compare {
  readonly account: Outside;
  /** Fen in the books at the end of the month. */
  readonly books: bigint;
  /** The last balance a statement shows up to then; null where its file has none. */
  readonly statement: bigint | null;
  readonly statementDay: LocalDate | null;
  /** Lines that are not settled, and their sums: in the statement only, and differing or waiting for a hand. */
  readonly there: number;
  readonly differs: number;
  readonly proposed: number;
  readonly matched: number;
  readonly notOurs: number;
  /** What on the account up to then belongs to none of these funds, in fen. */
  readonly othersMoney: bigint;
  readonly here: readonly Here[];
}

/** A month as its closing page shows it. */
export interface MonthView {
  readonly month: LocalDate;
  readonly compared: readonly Compare[];
  /** Bank accounts of the books that no account outside covers. */
  readonly uncovered: readonly string[];
  readonly counting: number;
  readonly unpaid: number;
  readonly receipts: number;
  /** Advances given up to the end of the month whose bills are not there yet. */
  readonly advances: Awaited<ReturnType<typeof openAdvances>>;
  readonly closed: ClosingView | null;
  /** Whether this is the month that can be closed next. */
  readonly next: boolean;
  readonly ended: boolean;
}

/** What stood open when a month was closed, as everybody may read it. */
export interface OpenItem {
  readonly what: 'there' | 'differs' | 'proposed' | 'here' | 'transit';
  readonly day: LocalDate;
  /** Fen as text, signed. */
  readonly amount: string;
  readonly id: string;
}

/** A closed month with what it showed. */
export interface ClosingView {
  readonly month: LocalDate;
  readonly bankBooks: bigint;
  readonly bankStatement: bigint | null;
  readonly open: readonly OpenItem[];
  readonly note: string;
  readonly seal: string;
  readonly at: Date;
}

/** How each account outside stands against the books over a month. */
export async function compareMonth(scope: Scope, month: LocalDate): Promise<Compare[]> {
  const until = lastDayOf(month);
  const found: Compare[] = [];
  for (const account of await outsides(scope)) {
    const counted = await tally(scope, { outsideId: account.id, from: month, until });
    const books = account.side === 'bank' ? await balanceOn(scope, account.accountIds, until) : 0n;
    const ever = await tally(scope, { outsideId: account.id, until });
    const shown = await lastBalance(scope, account.id, until);
    // A channel that never sent a bill has nothing to compare with.
    const brought = account.side === 'bank' || Object.values(counted).some((one) => one.count > 0);
    found.push({
      ...{ account, books, statement: shown?.balance ?? null, statementDay: shown?.day ?? null },
      ...{ there: counted.there.count, differs: counted.differs.count, proposed: counted.proposed.count },
      ...{ matched: counted.matched.count, notOurs: counted.not_ours.count },
      othersMoney: ever.not_ours.sum,
      here: brought ? await onlyHere(scope, account, month, until) : [],
    });
  }
  return found;
}

async function balanceOn(scope: Scope, accountIds: readonly string[], day: LocalDate): Promise<bigint> {
  let sum = 0n;
  for (const id of accountIds) {
    const had = await statementOf(scope, id, { from: day, until: day, limit: 1, offset: 0 });
    sum += had?.closing ?? 0n;
  }
  return sum;
}

/** The balance beside the last line of an account up to a day; null where its files show none. */
async function lastBalance(scope: Scope, outsideId: string, until: LocalDate) {
  const row = await scope.db
    .selectFrom('statement_line')
    .select(['balance', 'day'])
    .where('space_id', '=', scope.spaceId)
    .where('outside_id', '=', outsideId)
    .where('day', '<=', until)
    .where('balance', 'is not', null)
    .orderBy('day', 'desc')
    .orderBy('at', 'desc')
    .orderBy('line', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined || row.balance === null ? null : { balance: row.balance, day: row.day };
}

/** Everything the closing of a month looks at. */
export async function monthView(scope: Scope, month: LocalDate, today: LocalDate): Promise<MonthView> {
  const all = await funds(scope);
  const compared = await compareMonth(scope, month);
  const covered = new Set(compared.flatMap((one) => (one.account.side === 'bank' ? one.account.accountIds : [])));
  const uncovered = all.filter((one) => one.bankAccountId !== null && !covered.has(one.bankAccountId));
  const gifts = await waitingGifts(scope);
  const payments = await waitingPayments(scope);
  const [firstOpen] = await openMonths(scope);
  const ended = lastDayOf(month) < today;
  return {
    ...{ month, compared, uncovered: uncovered.map((one) => one.name) },
    ...{ counting: gifts.counts.toCount, unpaid: payments.counts.toPay, receipts: gifts.counts.receipts },
    advances: await openAdvances(scope, lastDayOf(month)),
    closed: await closing(scope, month),
    ...{ next: firstOpen === month && ended, ended },
  };
}

/** What is still open of a month, as the public may read it once the month is closed with it. */
export async function openItems(scope: Scope, compared: readonly Compare[], month: LocalDate): Promise<OpenItem[]> {
  const items: OpenItem[] = [];
  const until = lastDayOf(month);
  for (const one of compared) {
    for (const state of ['there', 'differs', 'proposed'] as const) {
      if (one[state] === 0) continue;
      const found = await lines(
        scope,
        { outsideId: one.account.id, state, from: month, until },
        { limit: 1000, offset: 0, desc: false },
      );
      items.push(
        ...found.rows.map((row: Line) => ({ what: state, day: row.day, amount: row.amount.toString(), id: row.id })),
      );
    }
    for (const here of one.here)
      items.push({
        ...{ what: here.link === null ? ('here' as const) : ('transit' as const), day: here.day },
        ...{ amount: here.amount.toString(), id: here.entryId },
      });
  }
  return items;
}

/** One closing, or null while the month is open. */
export async function closing(scope: Scope, month: LocalDate): Promise<ClosingView | null> {
  return (await closings(scope)).find((one) => one.month === month) ?? null;
}

/** The closed months with what they showed, the latest first. Months closed elsewhere than here show no differences. */
export async function closings(scope: Scope): Promise<ClosingView[]> {
  const rows = await scope.db
    .selectFrom('month_closing')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('month', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ month: row.month, bankBooks: row.bank_books, bankStatement: row.bank_statement, note: row.note },
    // Only closeBooks writes this column.
    ...{ open: row.open as unknown as OpenItem[], seal: row.seal, at: row.at },
  }));
}

/** A month of the money as everybody sees it. */
export interface PublicMonth {
  readonly closing: ClosingView;
  readonly in: bigint;
  readonly out: bigint;
  readonly balance: bigint;
}

/** A closed month with what came, went and was there at its end, over all funds. */
export async function publicMonth(scope: Scope, month: LocalDate): Promise<PublicMonth | null> {
  const closed = await closing(scope, month);
  if (closed === null) return null;
  const accounts = (await funds(scope)).flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const [flow] = (await monthlyFlow(scope, accounts, month)).filter((one) => one.month === month);
  return {
    closing: closed,
    ...{ in: flow?.in ?? 0n, out: flow?.out ?? 0n, balance: await balanceOn(scope, accounts, lastDayOf(month)) },
  };
}

/** Every month of the books, the latest first: whether it is closed, and with how much open. */
export async function months(scope: Scope) {
  const closed = new Map((await closedMonths(scope)).map((one) => [one.month, one]));
  const shown = new Map((await closings(scope)).map((one) => [one.month, one]));
  const open = await openMonths(scope);
  return [...closed.keys(), ...open]
    .sort()
    .toReversed()
    .map((month) => ({
      ...{ month, closed: closed.has(month), next: !closed.has(month) && open[0] === month },
      open: shown.get(month)?.open.length ?? null,
    }));
}

/** What of the items of a closed month has been settled since: ids of lines and entries that are no longer open. */
export async function settledSince(scope: Scope, items: readonly OpenItem[]): Promise<ReadonlySet<string>> {
  const ids = items.filter((one) => one.what !== 'here' && one.what !== 'transit').map((one) => one.id);
  const entries = items.filter((one) => one.what === 'here' || one.what === 'transit').map((one) => one.id);
  const settled = new Set<string>();
  if (ids.length > 0) {
    const found = await lines(scope, { ids }, { limit: ids.length, offset: 0 });
    for (const row of found.rows) if (row.state === 'matched' || row.state === 'not_ours') settled.add(row.id);
  }
  if (entries.length > 0) {
    const rows = await scope.db
      .selectFrom('statement_link')
      .select('entry_id')
      .where('space_id', '=', scope.spaceId)
      .where('entry_id', 'in', entries)
      .where('line_id', 'is not', null)
      .where('state', '=', 'confirmed')
      .execute();
    for (const row of rows) if (row.entry_id !== null) settled.add(row.entry_id);
    // What was taken back since needs no line any more.
    for (const one of await moves(scope, { entryIds: entries })) if (one.reversedBy !== null) settled.add(one.entryId);
  }
  return settled;
}
