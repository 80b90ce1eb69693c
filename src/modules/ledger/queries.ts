import { sql } from 'kysely';
import type { Scope } from '#platform/scope';
import type { Account, Authorisation, Commodity, Standing } from './schema.ts';

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

/** Accounts of the spaces that may be read: those asked for, or all, in the order of commodity and path. */
export async function accounts(scope: Scope, ids?: readonly string[]): Promise<Account[]> {
  if (ids?.length === 0) return [];
  let rows = scope.db
    .selectFrom('ledger_account')
    .select(['id', 'path', 'commodity', 'normal', 'guarded', 'title'])
    .where('space_id', 'in', [...scope.spaces]);
  if (ids !== undefined) rows = rows.where('id', 'in', [...ids]);
  return rows.orderBy('commodity').orderBy('path').execute();
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
