import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';

/** What one entry moves on one account. */
export interface Move {
  readonly entryId: string;
  readonly accountId: string;
  readonly day: LocalDate;
  /** The day it happened where its month was closed already. */
  readonly factDay: LocalDate | null;
  readonly kind: string;
  readonly memo: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** The class of the entry: where a gift came from. */
  readonly facet: string;
  /** In the account's own sense: what came in is positive. Several lines of an entry on one account are one move. */
  readonly amount: bigint;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
}

/** Which moves are asked for; all that is given must fit. */
export interface MoveQuery {
  readonly accountIds?: readonly string[];
  readonly entryIds?: readonly string[];
  readonly from?: LocalDate;
  readonly until?: LocalDate;
  /** Only moves of these sizes, in the account's own sense. */
  readonly amounts?: readonly bigint[];
}

/** What entries move on accounts of the scope's space, in the order of days and entries; in yuan. */
export async function moves(scope: Scope, query: MoveQuery): Promise<Move[]> {
  const parts = [sql`p.space_id = ${scope.spaceId}`, sql`p.commodity = 'CNY'`];
  if (query.accountIds !== undefined) parts.push(sql`p.account_id = any (${[...query.accountIds]}::uuid[])`);
  if (query.from !== undefined) parts.push(sql`p.day >= ${query.from}::date`);
  if (query.until !== undefined) parts.push(sql`p.day <= ${query.until}::date`);
  const fits = sql.join(parts, sql` and `);
  // Long lists are joined, not searched: a plan that is kept for all lists would compare every row with every member.
  const postings =
    query.entryIds === undefined
      ? // Lines that raise and lines that lower an account each have an index of their own.
        sql`select p.* from ledger_posting p where ${fits} and p.amount > 0
          union all select p.* from ledger_posting p where ${fits} and p.amount < 0`
      : sql`select p.* from unnest(${[...new Set(query.entryIds)]}::uuid[]) u(entry_id)
          join ledger_posting p on p.entry_id = u.entry_id where ${fits}`;
  // Written so that PostgreSQL hashes the list once instead of joining it, which it does row by row where it expects few.
  const sizes =
    query.amounts === undefined
      ? sql`true`
      : sql`(m.amount in (select unnest(${query.amounts.map((amount) => amount.toString())}::bigint[]))) is true`;
  const { rows } = await sql<MoveRow>`
    select m.entry_id, m.account_id, e.day, e.fact_day, e.kind, e.memo, e.subject_kind, e.subject_id, e.facet, m.amount,
      e.reverses_id, (select r.id from ledger_entry r where r.space_id = e.space_id and r.reverses_id = e.id) as reversed_by
    from (select p.space_id, p.entry_id, p.account_id, p.day,
        sum(case when a.normal = 'credit' then -p.amount else p.amount end)::bigint as amount
      from (${postings}) p
      join ledger_account a on a.space_id = p.space_id and a.id = p.account_id
      group by p.space_id, p.entry_id, p.account_id, p.day) m
    join ledger_entry e on e.space_id = m.space_id and e.id = m.entry_id
    where m.amount <> 0 and ${sizes}
    order by m.day, m.entry_id, m.account_id`.execute(scope.db);
  return rows.map((row) => ({
    ...{ entryId: row.entry_id, accountId: row.account_id, day: row.day, factDay: row.fact_day, kind: row.kind },
    ...{ memo: row.memo, subject: { kind: row.subject_kind, id: row.subject_id }, facet: row.facet },
    ...{ amount: row.amount, reverses: row.reverses_id, reversedBy: row.reversed_by },
  }));
}

interface MoveRow {
  readonly entry_id: string;
  readonly account_id: string;
  readonly day: string;
  readonly fact_day: string | null;
  readonly kind: string;
  readonly memo: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly facet: string;
  readonly amount: bigint;
  readonly reverses_id: string | null;
  readonly reversed_by: string | null;
}
