import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';

/** The day of each fund's last payment; absent where nothing was ever paid. */
export async function lastPaid(scope: Scope, fundIds: readonly string[]): Promise<Map<string, LocalDate>> {
  if (fundIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('payment')
    .select(['fund_id', sql<LocalDate>`max(paid_on)`.as('day')])
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', 'in', [...fundIds])
    .where('state', '=', 'paid')
    .groupBy('fund_id')
    .execute();
  return new Map(rows.map((row) => [row.fund_id, row.day]));
}

/** Whether payments of a fund wait to be approved or paid, or an advance of it to be settled. */
export async function paymentsWaiting(scope: Scope, fundId: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('payment')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where((where) =>
      where.or([
        where('state', 'in', ['asked', 'approved']),
        where.and([where('state', '=', 'paid'), where('kind', '=', 'advance'), where('settled_at', 'is', null)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Advances paid out up to a day whose bills are not settled, the oldest first; at most thirty. */
export async function openAdvances(
  scope: Scope,
  until: LocalDate,
): Promise<{ id: string; number: string; amount: bigint; settleBy: LocalDate | null }[]> {
  const rows = await scope.db
    .selectFrom('payment')
    .select(['id', 'number', 'amount', 'settle_by'])
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', 'advance')
    .where('state', '=', 'paid')
    .where('settled_at', 'is', null)
    .where('paid_on', '<=', until)
    .orderBy('paid_on')
    .orderBy('id')
    .limit(30)
    .execute();
  return rows.map((row) => ({ id: row.id, number: row.number, amount: row.amount, settleBy: row.settle_by }));
}

/** What was paid under one decision in a year, what came back in it, and what of the decision is still set aside. */
export interface YearPaid {
  readonly authorisationId: string;
  readonly paid: bigint;
  readonly back: bigint;
}

/** By decision, what a fund paid in a year and what came back in it, in fen; for budgets beside their lines. */
export async function paidInYear(scope: Scope, fundIds: readonly string[], year: number): Promise<YearPaid[]> {
  if (fundIds.length === 0) return [];
  const [from, until] = [`${year}-01-01`, `${year}-12-31`];
  const { rows } = await sql<YearPaid>`
    select x.authorisation_id as "authorisationId", sum(x.paid)::bigint as paid, sum(x.back)::bigint as back from (
      select p.authorisation_id, p.amount as paid, 0::bigint as back from payment p
        where p.space_id = ${scope.spaceId} and p.fund_id = any (${[...fundIds]}::uuid[]) and p.state = 'paid'
          and p.paid_on between ${from}::date and ${until}::date
      union all
      select p.authorisation_id, 0::bigint, r.amount from payment_return r
        join payment p on p.space_id = r.space_id and p.id = r.payment_id
        where r.space_id = ${scope.spaceId} and p.fund_id = any (${[...fundIds]}::uuid[])
          and r.day between ${from}::date and ${until}::date) x
    group by 1`.execute(scope.db);
  return rows;
}
