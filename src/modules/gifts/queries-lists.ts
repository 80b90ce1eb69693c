import { sql } from 'kysely';
import { countOf, escapeLike, oneOf } from '#platform/asked';
import { type Scope, today } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { giftRows, toGifts } from './queries.ts';
import { openNotices } from './queries-notices.ts';
import { pledgeRows, toPledges } from './queries-pledges.ts';
import { type Gift, giftKinds, type Notice, type Pledge, receiptStates, sourceClasses } from './schema.ts';

/** Gifts for the desk: filters `state`, `kind`, `source`, `receipt`, `fund`; words find names, codes and references. */
export async function listGifts(scope: Scope, asked: ListQuery): Promise<{ rows: Gift[]; total: number }> {
  let query = giftRows(scope);
  const state = oneOf(['counting', 'booked', 'reversed'], asked.filters['state']);
  const kind = oneOf(giftKinds, asked.filters['kind']);
  const source = oneOf(sourceClasses, asked.filters['source']);
  const receipt = oneOf(receiptStates, asked.filters['receipt']);
  if (state !== undefined) query = query.where('state', '=', state);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (source !== undefined) query = query.where('source_class', '=', source);
  if (receipt !== undefined) query = query.where('receipt_state', '=', receipt);
  if (asked.q !== '') {
    const like = `%${escapeLike(asked.q)}%`;
    query = query.where((where) =>
      where.or([
        where('donor_name', 'ilike', like),
        where('alias', 'ilike', like),
        where('bank_reference', 'ilike', like),
        where('receipt_number', 'ilike', like),
        where('look_code', 'ilike', like),
        where('goods_title', 'ilike', like),
      ]),
    );
  }
  const total = await countOf(query);
  const order = asked.sort?.desc === false ? 'asc' : 'desc';
  const sorted = asked.sort?.key === 'amount' ? query.orderBy('amount', order) : query.orderBy('received_on', order);
  const rows = await sorted
    .orderBy('id', order)
    .limit(asked.size)
    .offset((asked.page - 1) * asked.size)
    .execute();
  return { rows: await toGifts(scope, rows), total };
}

/** Gifts whose receipt is pending, the first due first; only overdue ones where `late`. */
export async function listPendingReceipts(
  scope: Scope,
  asked: ListQuery,
  late: boolean,
): Promise<{ rows: Gift[]; total: number }> {
  let query = giftRows(scope).where('state', '=', 'booked').where('receipt_state', '=', 'pending');
  if (late) query = query.where('receipt_due_on', '<', today(scope));
  if (asked.q !== '') {
    const like = `%${escapeLike(asked.q)}%`;
    query = query.where((where) =>
      where.or([
        where('donor_name', 'ilike', like),
        where('look_code', 'ilike', like),
        where('purpose_text', 'ilike', like),
      ]),
    );
  }
  const total = await countOf(query);
  const rows = await query
    .orderBy('receipt_due_on')
    .orderBy('id')
    .limit(asked.size)
    .offset((asked.page - 1) * asked.size)
    .execute();
  return { rows: await toGifts(scope, rows), total };
}

/** Pledges for the desk, the next due first: filter `state`. */
export async function listPledges(scope: Scope, asked: ListQuery): Promise<{ rows: Pledge[]; total: number }> {
  let query = pledgeRows(scope);
  const state = oneOf(['promised', 'paid', 'released'], asked.filters['state']);
  if (state !== undefined) query = query.where('state', '=', state);
  if (asked.q !== '') query = query.where('text', 'ilike', `%${escapeLike(asked.q)}%`);
  const total = await countOf(query);
  const rows = await query
    .orderBy('due_on', asked.sort?.desc === true ? 'desc' : 'asc')
    .orderBy('id')
    .limit(asked.size)
    .offset((asked.page - 1) * asked.size)
    .execute();
  return { rows: await toPledges(scope, rows), total };
}

/** Gifts and promises that wait at the money desk; each list holds at most thirty, oldest first. */
export interface WaitingGifts {
  readonly toCount: readonly Gift[];
  readonly receipts: readonly Gift[];
  readonly pledgesDue: readonly Pledge[];
  readonly notices: readonly Notice[];
  /** How many there are of each, beyond the thirty too. */
  readonly counts: Readonly<Record<'toCount' | 'receipts' | 'pledgesDue' | 'notices', number>>;
}

/** What of gifts and promises waits for a hand at the money desk. */
export async function waitingGifts(scope: Scope): Promise<WaitingGifts> {
  const counting = giftRows(scope).where('state', '=', 'counting').orderBy('at').limit(30);
  const pending = giftRows(scope).where('state', '=', 'booked').where('receipt_state', '=', 'pending');
  const pledges = pledgeRows(scope)
    .where('state', '=', 'promised')
    .where('due_on', '<=', today(scope))
    .orderBy('due_on')
    .limit(30);
  const { rows } = await sql<{ counting: bigint; pending: bigint; due: bigint; open: bigint }>`select
    (select count(*) from gift where space_id = ${scope.spaceId} and state = 'counting') as counting,
    (select count(*) from gift where space_id = ${scope.spaceId} and state = 'booked' and receipt_state = 'pending') as pending,
    (select count(*) from pledge where space_id = ${scope.spaceId} and state = 'promised' and due_on <= ${today(scope)}) as due,
    (select count(*) from gift_notice where space_id = ${scope.spaceId} and state = 'open') as open`.execute(scope.db);
  const [all] = rows;
  return {
    counts: {
      ...{ toCount: Number(all?.counting ?? 0n), receipts: Number(all?.pending ?? 0n) },
      ...{ pledgesDue: Number(all?.due ?? 0n), notices: Number(all?.open ?? 0n) },
    },
    toCount: await toGifts(scope, await counting.execute()),
    receipts: await toGifts(scope, await pending.orderBy('at').limit(30).execute()),
    pledgesDue: await toPledges(scope, await pledges.execute()),
    notices: await openNotices(scope),
  };
}
