import { sql } from 'kysely';
import { addMonths, type LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { accounts } from './queries.ts';
import type { ClosedMonth, TrialBalance } from './schema.ts';

/** The closed months of the space, the latest first. */
export async function closedMonths(scope: Scope): Promise<ClosedMonth[]> {
  const rows = await periods(scope).orderBy('month', 'desc').execute();
  return rows.map(asClosed);
}

/** The closing of the month of this day, or null while it is open. */
export async function closedMonth(scope: Scope, day: LocalDate): Promise<ClosedMonth | null> {
  const row = await periods(scope).where('month', '=', firstOf(day)).executeTakeFirst();
  return row === undefined ? null : asClosed(row);
}

function periods(scope: Scope) {
  return scope.db.selectFrom('ledger_period').selectAll().where('space_id', '=', scope.spaceId);
}

function asClosed(row: Awaited<ReturnType<ReturnType<typeof periods>['executeTakeFirstOrThrow']>>): ClosedMonth {
  return {
    month: row.month,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    accounts: row.accounts,
    seal: row.seal,
    sealBefore: row.seal_before,
  };
}

/** The first day of a day's month. */
export function firstOf(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01`;
}

/**
 * The month that can be closed next: the one after the last closed, or the first that has entries. Null where nothing is
 * booked, or where that month has not ended.
 */
export async function monthToClose(scope: Scope): Promise<LocalDate | null> {
  const [first] = await openMonths(scope);
  return first === undefined || first >= firstOf(today(scope)) ? null : first;
}

/** The months that are open, from the first that has entries and is not closed until today's, the earliest first. */
export async function openMonths(scope: Scope): Promise<LocalDate[]> {
  const { rows } = await sql<{ month: string | null }>`select coalesce(
      (select (max(month) + interval '1 month')::date from ledger_period where space_id = ${scope.spaceId}),
      (select ledger_month_of(min(day)) from ledger_entry where space_id = ${scope.spaceId})) as month`.execute(
    scope.db,
  );
  const months: LocalDate[] = [];
  const last = firstOf(today(scope));
  for (let month = rows[0]?.month ?? null; month !== null && month <= last; month = addMonths(month, 1))
    months.push(month);
  return months;
}

/** The trial balance of the month of this day: as it was sealed, or as the books stand now. */
export async function trialBalance(scope: Scope, day: LocalDate): Promise<TrialBalance> {
  const month = firstOf(day);
  const closed = await closedMonth(scope, month);
  const source =
    closed === null
      ? sql`ledger_trial(${scope.spaceId}, ${month})`
      : sql`(select * from ledger_trial_line where space_id = ${scope.spaceId} and month = ${month})`;
  const { rows } = await sql<TrialRow>`select t.account_id, t.opening, t.debit, t.credit, t.closing
    from ${source} t`.execute(scope.db);
  const known = new Map((await accounts(scope)).map((one) => [one.id, one]));
  const lines = rows.flatMap(({ account_id, ...figures }) => {
    const account = known.get(account_id);
    return account === undefined ? [] : [{ account, ...figures }];
  });
  const place = ({ account }: (typeof lines)[number]): string => `${account.commodity}\t${account.path}`;
  return { month, closed, lines: lines.sort((a, b) => (place(a) < place(b) ? -1 : 1)) };
}

interface TrialRow {
  readonly account_id: string;
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly closing: bigint;
}

/** The text that the seal of a closed month is the hash of; null while the month is open. */
export async function sealedText(scope: Scope, day: LocalDate): Promise<string | null> {
  const closed = await closedMonth(scope, day);
  if (closed === null) return null;
  const { rows } = await sql<{ text: string }>`
    select ledger_trial_text(${scope.spaceId}, ${closed.month}, ${closed.sealBefore}) as text`.execute(scope.db);
  return rows[0]?.text ?? null;
}
