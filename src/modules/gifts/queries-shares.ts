import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { giftRows, toGifts } from './queries.ts';
import type { Gift } from './schema.ts';

/** The gifts in the books that came against these promises, in the order in which they came. */
export async function giftsOfPledges(scope: Scope, ids: readonly string[]): Promise<Gift[]> {
  if (ids.length === 0) return [];
  const rows = await giftRows(scope)
    .where('pledge_id', 'in', [...ids])
    .where('state', '=', 'booked')
    .orderBy('id')
    .execute();
  return toGifts(scope, rows);
}

/** What gifts in the books came to, and how they came; goods, and what is not in the books, are absent. */
export async function amountsOfGifts(
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, { readonly amount: bigint; readonly kind: Gift['kind'] }>> {
  if (ids.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('gift')
    .select(['id', 'amount', 'kind'])
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'booked')
    .where('amount', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, { amount: row.amount ?? 0n, kind: row.kind }]));
}

/** Gifts of money to a fund received between two days, counted or still being counted, the newest first. */
export async function giftsBetween(
  scope: Scope,
  fundId: string,
  span: { readonly from: LocalDate; readonly until: LocalDate; readonly limit: number },
): Promise<Gift[]> {
  const rows = await giftRows(scope)
    .where('fund_id', '=', fundId)
    .where('state', '<>', 'reversed')
    .where('amount', 'is not', null)
    .where('received_on', '>=', span.from)
    .where('received_on', '<=', span.until)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .limit(span.limit)
    .execute();
  return toGifts(scope, rows);
}

/** What came into all funds between two days by class of source, in fen, with how many gifts. */
export async function sourcesBetween(
  scope: Scope,
  from: LocalDate,
  until: LocalDate,
): Promise<{ readonly source: Gift['sourceClass']; readonly amount: bigint; readonly gifts: bigint }[]> {
  const rows = await scope.db
    .selectFrom('gift')
    .select((e) => ['source_class', e.fn.countAll<bigint>().as('gifts')])
    .select(sql<bigint>`sum(amount)::bigint`.as('amount'))
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'booked')
    .where('amount', 'is not', null)
    .where('received_on', '>=', from)
    .where('received_on', '<=', until)
    .groupBy('source_class')
    .orderBy('amount', 'desc')
    .execute();
  return rows.map((row) => ({ source: row.source_class, amount: row.amount, gifts: row.gifts }));
}

/** How many gifts of goods came between two days. */
export async function goodsGiftsBetween(scope: Scope, from: LocalDate, until: LocalDate): Promise<number> {
  const row = await scope.db
    .selectFrom('gift')
    .select((e) => e.fn.countAll<bigint>().as('gifts'))
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', 'goods')
    .where('state', '=', 'booked')
    .where('received_on', '>=', from)
    .where('received_on', '<=', until)
    .executeTakeFirstOrThrow();
  return Number(row.gifts);
}
