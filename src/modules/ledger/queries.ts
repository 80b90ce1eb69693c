import { sql } from 'kysely';
import type { Scope } from '#platform/scope';
import type { Authorisation, Commodity, Standing, StatementLine, StatementQuery } from './schema.ts';

/** What each account has, has promised, and can use, in its own sense; unknown ids are absent. Never summed over history. */
export async function balances(scope: Scope, accountIds: readonly string[]): Promise<Map<string, Standing>> {
  if (accountIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('ledger_account as a')
    .select(['a.id', 'a.normal'])
    .select(sql<bigint>`ledger_balance(a.space_id, a.id)`.as('balance'))
    .select(
      sql<bigint>`coalesce((select sum(h.remaining) from ledger_hold h
        where h.space_id = a.space_id and h.account_id = a.id and h.remaining > 0), 0)::bigint`.as('held'),
    )
    .where('a.space_id', 'in', [...scope.spaces])
    .where('a.id', 'in', [...accountIds])
    .execute();
  return new Map(
    rows.map((row) => {
      const balance = row.normal === 'credit' ? -row.balance : row.balance;
      return [row.id, { balance, held: row.held, available: balance - row.held }];
    }),
  );
}

/** The id of the account with this path in the scope's space, or null where nothing was ever booked. */
export async function accountByPath(scope: Scope, path: string, commodity: Commodity): Promise<string | null> {
  const row = await scope.db
    .selectFrom('ledger_account')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('path', '=', path)
    .where('commodity', '=', commodity)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** How many minutes neighbours have given in all; counted beside money, never added to it. */
export async function hoursGiven(scope: Scope): Promise<bigint> {
  const id = await accountByPath(scope, 'hours/given', 'HOURS');
  return id === null ? 0n : ((await balances(scope, [id])).get(id)?.balance ?? 0n);
}

/** One authorisation, or null. */
export async function authorisation(scope: Scope, id: string): Promise<Authorisation | null> {
  const row = await authorisations(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : asAuthorisation(row);
}

/** What decisions allow for these accounts and is not ended, newest first. */
export async function liveAuthorisations(scope: Scope, accountIds: readonly string[]): Promise<Authorisation[]> {
  if (accountIds.length === 0) return [];
  const rows = await authorisations(scope)
    .where('account_id', 'in', [...accountIds])
    .where('state', '<>', 'ended')
    .orderBy('at', 'desc')
    .execute();
  return rows.map(asAuthorisation);
}

function authorisations(scope: Scope) {
  return scope.db
    .selectFrom('ledger_authorisation')
    .selectAll()
    .where('space_id', 'in', [...scope.spaces]);
}

type AuthorisationRow = Awaited<ReturnType<ReturnType<typeof authorisations>['executeTakeFirstOrThrow']>>;

function asAuthorisation(row: AuthorisationRow): Authorisation {
  return {
    id: row.id,
    accountId: row.account_id,
    amount: row.amount,
    spent: row.spent,
    approvalsNeeded: row.approvals_needed,
    decisionId: row.decision_id,
    purpose: { kind: row.purpose_kind, id: row.purpose_id },
    state: row.state,
  };
}

/** An approval of an order: who, when, at what amount. */
export interface Approval {
  readonly orderId: string;
  readonly personId: string;
  readonly amount: bigint;
  readonly at: Date;
}

/** The approvals of these orders, in the order they were given. */
export async function approvalsOf(scope: Scope, orderIds: readonly string[]): Promise<Approval[]> {
  if (orderIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('ledger_approval')
    .select(['order_id', 'person_id', 'amount', 'at'])
    .where('space_id', 'in', [...scope.spaces])
    .where('order_id', 'in', [...orderIds])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ orderId: row.order_id, personId: row.person_id, amount: row.amount, at: row.at }));
}

/** A statement over one account, or over several that are read as one book (a fund with those inside it). */
export async function statement(
  scope: Scope,
  accountIds: string | readonly string[],
  query: StatementQuery,
): Promise<{ lines: StatementLine[]; total: number }> {
  const ids = typeof accountIds === 'string' ? [accountIds] : [...accountIds];
  if (ids.length === 0) return { lines: [], total: 0 };
  const standing = await balances(scope, ids);
  const now = [...standing.values()].reduce((sum, one) => sum + one.balance, 0n);
  const order = query.oldestFirst === true ? sql`asc` : sql`desc`;
  // The running balance is reckoned backwards from the maintained balance, so that a page of the newest lines never
  // sums the history before it; the window stops where the page does.
  const lines = sql`
    select p.entry_id, p.line, p.account_id, (case when a.normal = 'credit' then -p.amount else p.amount end) as change,
      ${now.toString()}::bigint - coalesce(sum(case when a.normal = 'credit' then -p.amount else p.amount end)
        over (order by p.entry_id desc, p.line desc rows between unbounded preceding and 1 preceding), 0)::bigint as running
    from ledger_posting p join ledger_account a on a.space_id = p.space_id and a.id = p.account_id
    where p.space_id = any (${[...scope.spaces]}::uuid[]) and p.account_id = any (${ids}::uuid[])`;
  const kept = sql`
    from (${lines}) l join ledger_entry e on e.space_id = any (${[...scope.spaces]}::uuid[]) and e.id = l.entry_id
    where ${within(query)}`;
  const rows = await sql<StatementRow>`
    select l.entry_id, l.account_id, l.change, l.running, e.day, e.at, e.kind, e.memo, e.subject_kind, e.subject_id,
      e.reverses_id, e.reason, (select r.id from ledger_entry r where r.space_id = e.space_id and r.reverses_id = e.id) as reversed_by
    ${kept} order by l.entry_id ${order}, l.line ${order} limit ${query.limit} offset ${query.offset}`.execute(
    scope.db,
  );
  const count = await sql<{ total: bigint }>`select count(*) as total ${kept}`.execute(scope.db);
  return { lines: rows.rows.map(asLine), total: Number(count.rows[0]?.total ?? 0n) };
}

function within(query: StatementQuery) {
  const parts = [sql`true`];
  if (query.way === 'in') parts.push(sql`l.change > 0`);
  if (query.way === 'out') parts.push(sql`l.change < 0`);
  if (query.kinds !== undefined) parts.push(sql`e.kind = any (${[...query.kinds]}::text[])`);
  if (query.from !== undefined) parts.push(sql`e.day >= ${query.from}::date`);
  if (query.until !== undefined) parts.push(sql`e.day <= ${query.until}::date`);
  return sql.join(parts, sql` and `);
}

interface StatementRow {
  readonly entry_id: string;
  readonly account_id: string;
  readonly change: bigint;
  readonly running: bigint;
  readonly day: string;
  readonly at: Date;
  readonly kind: string;
  readonly memo: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly reverses_id: string | null;
  readonly reversed_by: string | null;
  readonly reason: string | null;
}

function asLine(row: StatementRow): StatementLine {
  return {
    entryId: row.entry_id,
    day: row.day,
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
  readonly month: string;
  readonly in: bigint;
  readonly out: bigint;
}

/** Flow by month from a day on, oldest first; months without any entry are absent. */
export async function monthlyFlow(scope: Scope, accountIds: readonly string[], from: string): Promise<MonthFlow[]> {
  if (accountIds.length === 0) return [];
  const rows = await sql<{ month: string; income: bigint; outgo: bigint }>`
    select date_trunc('month', x.day)::date as month,
      coalesce(sum(x.change) filter (where x.change > 0), 0)::bigint as income,
      coalesce(-sum(x.change) filter (where x.change < 0), 0)::bigint as outgo
    from (
      select e.day, sum(case when a.normal = 'credit' then -p.amount else p.amount end)::bigint as change
      from ledger_posting p
      join ledger_account a on a.space_id = p.space_id and a.id = p.account_id
      join ledger_entry e on e.space_id = p.space_id and e.id = p.entry_id
      where p.space_id = any (${[...scope.spaces]}::uuid[]) and p.account_id = any (${[...accountIds]}::uuid[])
        and e.day >= ${from}::date
      group by e.space_id, e.id, e.day) x
    group by 1 order by 1`.execute(scope.db);
  return rows.rows.map((row) => ({ month: row.month, in: row.income, out: row.outgo }));
}
