import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';

/** One entry as a journal writes it; amounts with debit positive. */
export interface JournalEntry {
  readonly id: string;
  readonly day: LocalDate;
  readonly kind: string;
  readonly memo: string;
  readonly reverses: string | null;
  readonly lines: readonly { readonly path: string; readonly commodity: string; readonly amount: bigint }[];
}

/** An account with what its postings come to, debit positive. */
export interface JournalAccount {
  readonly path: string;
  readonly commodity: string;
  readonly title: string;
  readonly balance: bigint;
}

interface Row {
  readonly id: string;
  readonly day: LocalDate;
  readonly kind: string;
  readonly memo: string;
  readonly reverses_id: string | null;
  readonly lines: readonly { readonly path: string; readonly commodity: string; readonly amount: string }[];
}

/** How many entries are read at a time, so that memory stays flat whatever the length of the books. */
const atOnce = 1000;

/**
 * Reads the whole journal of the scope's space at one moment: accounts with their balances first, then every entry by
 * day, in batches. What is booked meanwhile is not in it, so balances and entries agree.
 */
export async function readJournal(
  scope: Scope,
  read: {
    readonly accounts: (all: readonly JournalAccount[]) => Promise<void> | void;
    readonly entries: (some: readonly JournalEntry[]) => Promise<void> | void;
  },
): Promise<void> {
  await scope.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      const accounts = await sql<JournalAccount>`
        select a.path, a.commodity, a.title, ledger_balance(a.space_id, a.id) as balance from ledger_account a
        where a.space_id = ${scope.spaceId} order by a.commodity, a.path`.execute(db);
      await read.accounts(accounts.rows);
      let last: { readonly day: LocalDate; readonly id: string } | undefined;
      for (;;) {
        const after = last === undefined ? sql`true` : sql`(e.day, e.id) > (${last.day}::date, ${last.id}::uuid)`;
        const { rows } = await sql<Row>`
          select e.id, e.day, e.kind, e.memo, e.reverses_id, (
            select json_agg(json_build_object('path', a.path, 'commodity', p.commodity, 'amount', p.amount::text) order by p.line)
            from ledger_posting p join ledger_account a on a.space_id = p.space_id and a.id = p.account_id
            where p.space_id = e.space_id and p.entry_id = e.id) as lines
          from ledger_entry e where e.space_id = ${scope.spaceId} and ${after}
          order by e.day, e.id limit ${atOnce}`.execute(db);
        if (rows.length === 0) return;
        await read.entries(rows.map(toEntry));
        const end = rows.at(-1);
        if (end === undefined || rows.length < atOnce) return;
        last = { day: end.day, id: end.id };
      }
    });
}

function toEntry(row: Row): JournalEntry {
  return {
    ...{ id: row.id, day: row.day, kind: row.kind, memo: row.memo, reverses: row.reverses_id },
    lines: row.lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
  };
}
