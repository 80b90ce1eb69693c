import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { accounts } from './queries.ts';
import type { AccountStatement, StatementLine, StatementQuery } from './schema.ts';

/** A statement over one account, or over several that are read as one book (a fund with those inside it). */
export async function statement(
  scope: Scope,
  accountIds: string | readonly string[],
  query: StatementQuery,
): Promise<{ lines: StatementLine[]; total: number }> {
  const ids = typeof accountIds === 'string' ? [accountIds] : [...accountIds];
  if (ids.length === 0) return { lines: [], total: 0 };
  const { lines, ins, outs } = await read(scope, ids, query);
  const total = query.way === 'in' ? ins : query.way === 'out' ? outs : ins + outs;
  return { lines, total };
}

/** Any account over any period: what was there, what came and went line by line, what is there. Null where unknown. */
export async function statementOf(
  scope: Scope,
  accountId: string,
  query: StatementQuery & { readonly from: LocalDate; readonly until: LocalDate },
): Promise<AccountStatement | null> {
  const [account] = await accounts(scope, [accountId]);
  if (account === undefined) return null;
  const { lines, opening, income, outgo, ins, outs } = await read(scope, [accountId], query);
  return {
    ...{ account, from: query.from, until: query.until, lines, opening },
    ...{ in: income, out: outgo, closing: opening + income - outgo },
    total: query.way === 'in' ? ins : query.way === 'out' ? outs : ins + outs,
  };
}

interface Figures {
  readonly opening: bigint;
  readonly income: bigint;
  readonly outgo: bigint;
  readonly ins: bigint;
  readonly outs: bigint;
}

interface StatementRow extends Figures {
  readonly entry_id: string | null;
  readonly account_id: string;
  readonly change: bigint;
  readonly running: bigint | null;
  readonly day: string;
  readonly fact_day: string | null;
  readonly at: Date;
  readonly kind: string;
  readonly memo: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly reverses_id: string | null;
  readonly reversed_by: string | null;
  readonly reason: string | null;
}

/**
 * Figures and lines in one statement, so that both are of one moment. The figures come from kept month totals; the
 * lines are read from one end of the period, as many as the page needs, and the balance runs along from that end. So
 * neither grows with the history.
 */
async function read(scope: Scope, ids: readonly string[], query: StatementQuery) {
  const { rows } = await sql<StatementRow>`
    with account as materialized (
      select space_id, id, normal from ledger_account
      where space_id = any (${[...scope.spaces]}::uuid[]) and id = any (${[...ids]}::uuid[])),
    figure as materialized (${figures(query)}),
    page as (${page(query)})
    select f.opening, f.income, f.outgo, f.ins, f.outs, l.entry_id, l.account_id, l.change, l.running, e.day, e.fact_day,
      e.at, e.kind, e.memo, e.subject_kind, e.subject_id, e.reverses_id, e.reason,
      (select r.id from ledger_entry r where r.space_id = e.space_id and r.reverses_id = e.id) as reversed_by
    from figure f left join page l on true
    left join ledger_entry e on e.space_id = l.space_id and e.id = l.entry_id
    order by ${order(query, 'l')}`.execute(scope.db);
  const [first] = rows;
  if (first === undefined) throw new Error('figures come as one row always');
  const { opening, income, outgo } = first;
  const lines = rows.flatMap((row) => (row.entry_id === null ? [] : [asLine(row, row.entry_id)]));
  return { lines, opening, income, outgo, ins: Number(first.ins), outs: Number(first.outs) };
}

function figures(query: StatementQuery): RawBuilder<unknown> {
  const from = sql`${query.from ?? null}::date`;
  return sql`
    select coalesce(sum(case when a.normal = 'credit' then b.credit - b.debit else b.debit - b.credit end), 0)::bigint as opening,
      coalesce(sum(case when a.normal = 'credit' then f.credit else f.debit end), 0)::bigint as income,
      coalesce(sum(case when a.normal = 'credit' then f.debit else f.credit end), 0)::bigint as outgo,
      coalesce(sum(case when a.normal = 'credit' then f.credits else f.debits end), 0)::bigint as ins,
      coalesce(sum(case when a.normal = 'credit' then f.debits else f.credits end), 0)::bigint as outs
    from account a
    left join lateral ledger_flow(a.space_id, a.id, null, ${from} - 1) b on ${from} is not null
    cross join lateral ledger_flow(a.space_id, a.id, ${from}, ${query.until ?? null}::date) f`;
}

/** The lines from the page's end of the period, each account's by its index, with the balance running along. */
function page(query: StatementQuery): RawBuilder<unknown> {
  const running =
    query.way !== undefined
      ? sql`null::bigint`
      : query.oldestFirst === true
        ? sql`f.opening + sum(l.change) over (order by ${order(query, 'l')} rows unbounded preceding)`
        : sql`f.opening + f.income - f.outgo - coalesce(sum(l.change)
            over (order by ${order(query, 'l')} rows between unbounded preceding and 1 preceding), 0)`;
  return sql`
    select l.*, (${running})::bigint as running from (
      select a.space_id, a.id as account_id, l.entry_id, l.line, l.day,
        case when a.normal = 'credit' then -l.amount else l.amount end as change
      from account a cross join lateral (${linesOf(query, 'debit')} union all ${linesOf(query, 'credit')}) l
      order by ${order(query, 'l')} limit ${query.limit + query.offset}::bigint) l cross join figure f
    order by ${order(query, 'l')} limit ${query.limit}::bigint offset ${query.offset}::bigint`;
}

/** Lines of one side of the account, so that each side's index answers; the other way's side is not looked at. */
function linesOf(query: StatementQuery, side: 'debit' | 'credit'): RawBuilder<unknown> {
  const parts = [side === 'debit' ? sql`p.amount > 0` : sql`p.amount < 0`];
  if (query.way !== undefined) {
    const raises = query.way === 'in' ? sql`a.normal = ${side}` : sql`a.normal <> ${side}`;
    parts.push(raises);
  }
  if (query.from !== undefined) parts.push(sql`p.day >= ${query.from}::date`);
  if (query.until !== undefined) parts.push(sql`p.day <= ${query.until}::date`);
  return sql`(select p.entry_id, p.line, p.day, p.amount from ledger_posting p
    where p.space_id = a.space_id and p.account_id = a.id and ${sql.join(parts, sql` and `)}
    order by ${order(query, 'p')} limit ${query.limit + query.offset}::bigint)`;
}

function order(query: StatementQuery, table: 'l' | 'p'): RawBuilder<unknown> {
  const way = query.oldestFirst === true ? 'asc' : 'desc';
  return sql.raw(`${table}.day ${way}, ${table}.entry_id ${way}, ${table}.line ${way}`);
}

function asLine(row: StatementRow, entryId: string): StatementLine {
  return {
    entryId,
    day: row.day,
    factDay: row.fact_day,
    at: row.at,
    kind: row.kind,
    memo: row.memo,
    subject: { kind: row.subject_kind, id: row.subject_id },
    accountId: row.account_id,
    change: row.change,
    running: row.running,
    reverses: row.reverses_id,
    reversedBy: row.reversed_by,
    reason: row.reason,
  };
}

/** What came into and went out of some accounts in one month, in their own sense. Reversals count where they happened. */
export interface MonthFlow {
  /** First day of the month. */
  readonly month: LocalDate;
  readonly in: bigint;
  readonly out: bigint;
}

/** What moved in each of some accounts by month and facet, kept totals and what is not folded yet together. */
function moved(scope: Scope, accountIds: readonly string[], from: LocalDate): RawBuilder<unknown> {
  const account = sql`a.space_id = any (${[...scope.spaces]}::uuid[]) and a.id = any (${[...accountIds]}::uuid[])`;
  return sql`
    select m.month, m.facet, a.normal, m.debit, m.credit, m.debits, m.credits
    from ledger_account a join ledger_month m on m.space_id = a.space_id and m.account_id = a.id
    where ${account} and m.month >= ledger_month_of(${from}::date)
    union all
    select ledger_month_of(t.day), t.facet, a.normal, greatest(t.amount, 0), greatest(-t.amount, 0),
      (t.amount > 0)::integer, (t.amount < 0)::integer
    from ledger_account a join ledger_tail t on t.space_id = a.space_id and t.account_id = a.id
    where ${account} and t.day >= ledger_month_of(${from}::date)`;
}

/**
 * Flow by month from the month of a day on, oldest first; months without any entry are absent. An entry that takes
 * from one of the accounts and gives to another counts with what is left of it.
 */
export async function monthlyFlow(scope: Scope, accountIds: readonly string[], from: LocalDate): Promise<MonthFlow[]> {
  if (accountIds.length === 0) return [];
  const rows = await sql<{ month: string; income: bigint; outgo: bigint }>`
    with total as (
      select x.month, sum(case when x.normal = 'credit' then x.credit else x.debit end) as income,
        sum(case when x.normal = 'credit' then x.debit else x.credit end) as outgo
      from (${moved(scope, accountIds, from)}) x group by 1),
    within as (
      select ledger_month_of(p.day) as month,
        least(coalesce(sum(abs(p.amount)) filter (where (p.amount > 0) = (a.normal = 'debit')), 0),
              coalesce(sum(abs(p.amount)) filter (where (p.amount > 0) = (a.normal = 'credit')), 0)) as both
      from ledger_account a join ledger_posting p on p.space_id = a.space_id and p.account_id = a.id and p.crossing
      where a.space_id = any (${[...scope.spaces]}::uuid[]) and a.id = any (${[...accountIds]}::uuid[])
        and p.day >= ledger_month_of(${from}::date)
      group by p.space_id, p.entry_id, 1)
    select t.month, (t.income - n.both)::bigint as income, (t.outgo - n.both)::bigint as outgo
    from total t cross join lateral (
      select coalesce(sum(w.both), 0) as both from within w where w.month = t.month) n
    order by 1`.execute(scope.db);
  return rows.rows.map((row) => ({ month: row.month, in: row.income, out: row.outgo }));
}

/** What came in by one facet since a month, in the accounts' own sense; what was taken back is no longer in it. */
export interface FacetFlow {
  readonly facet: string;
  readonly amount: bigint;
  readonly entries: number;
}

/** What came into some accounts since the month of a day, by facet, the most first; entries without one are left out. */
export async function facetFlow(scope: Scope, accountIds: readonly string[], from: LocalDate): Promise<FacetFlow[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await sql<{ facet: string; amount: bigint; entries: bigint }>`
    select x.facet, sum(case when x.normal = 'credit' then x.credit - x.debit else x.debit - x.credit end)::bigint as amount,
      sum(case when x.normal = 'credit' then x.credits - x.debits else x.debits - x.credits end)::bigint as entries
    from (${moved(scope, accountIds, from)}) x where x.facet <> ''
    group by 1 having sum(x.credits - x.debits) <> 0 order by 2 desc, 1`.execute(scope.db);
  return rows.map((row) => ({ facet: row.facet, amount: row.amount, entries: Number(row.entries) }));
}
