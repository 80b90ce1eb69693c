import { sql } from 'kysely';
import type { Scope } from '#platform/scope';

/**
 * How many pieces stand on these shelves: only accounts of goods answer, so that the rooms of help can ask for what
 * is there without ever seeing money or hours (F100). An unknown id, or an account of another kind, is absent.
 */
export async function stocks(scope: Scope, accountIds: readonly string[]): Promise<Map<string, bigint>> {
  if (accountIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('ledger_account as a')
    .select(['a.id', 'a.normal'])
    .select(sql<bigint>`ledger_balance(a.space_id, a.id)`.as('pieces'))
    .where('a.space_id', 'in', [...scope.spaces])
    .where('a.id', 'in', [...new Set(accountIds)])
    .where('a.commodity', 'like', 'GOODS:%')
    .execute();
  return new Map(rows.map((row) => [row.id, row.normal === 'credit' ? -row.pieces : row.pieces]));
}
