import type { Scope } from '#platform/scope';
import { giftRows, pledgeRows, toGifts, toPledges } from './queries.ts';
import type { Gift, Pledge } from './schema.ts';

/** Promises by id, for what they fell due from. */
export async function pledgesById(scope: Scope, ids: readonly string[]): Promise<Pledge[]> {
  if (ids.length === 0) return [];
  return toPledges(
    scope,
    await pledgeRows(scope)
      .where('id', 'in', [...ids])
      .execute(),
  );
}

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
