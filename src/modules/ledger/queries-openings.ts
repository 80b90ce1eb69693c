import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { accounts } from './queries.ts';
import type { Account } from './schema.ts';

/** What an account had when these books began. */
export interface Opening {
  readonly id: string;
  readonly account: Account;
  /** In the account's own sense. */
  readonly amount: bigint;
  readonly day: LocalDate;
  readonly note: string;
  readonly proposedBy: string;
  readonly at: Date;
  readonly state: 'proposed' | 'booked' | 'withdrawn';
  readonly settledBy: string | null;
}

async function read(scope: Scope, wanted?: string): Promise<Opening[]> {
  let query = scope.db.selectFrom('ledger_opening').selectAll().where('space_id', '=', scope.spaceId);
  if (wanted !== undefined) query = query.where('id', '=', wanted);
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').execute();
  const known = await accounts(
    scope,
    rows.map((row) => row.account_id),
  );
  return rows.flatMap((row) => {
    const account = known.find((one) => one.id === row.account_id);
    if (account === undefined) return [];
    const { id, amount, day, note, at, state } = row;
    return [{ id, account, amount, day, note, proposedBy: row.proposed_by, at, state, settledBy: row.settled_by }];
  });
}

/** All opening balances that were ever written down, the latest first. */
export function openings(scope: Scope): Promise<Opening[]> {
  return read(scope);
}

/** One of them, or null. */
export async function opening(scope: Scope, id: string): Promise<Opening | null> {
  return (await read(scope, id))[0] ?? null;
}
