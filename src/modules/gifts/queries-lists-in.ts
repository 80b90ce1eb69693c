import type { Selectable } from 'kysely';
import type { SheetList, SheetLists } from '#modules/record';
import type { GiftImportTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Requested } from './rules-lists.ts';

/** A list that is being brought in, or has been. */
export interface GiftList extends SheetList {
  readonly kind: 'platform' | 'receipts';
  readonly fundId: string | null;
  readonly platform: string;
}

/** The lists of orders and of receipt numbers. */
export const giftLists: SheetLists<Selectable<GiftImportTable>, GiftList> = {
  ...{ table: 'gift_import', sealedAs: 'gifts' },
  refusals: { unknown: 'gifts.import_not_found', done: 'gifts.import_done', column: 'gifts.column_missing' },
  read: (list, row) => ({ ...list, kind: row.kind, fundId: row.fund_id, platform: row.platform }),
};

/** What the columns meant the last time a list with the same header came, or null. */
export async function templateOf(scope: Scope, kind: GiftList['kind'], headerHash: string) {
  const row = await scope.db
    .selectFrom('gift_import_template')
    .select(['mapping', 'platform'])
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', kind)
    .where('header_hash', '=', headerHash)
    .executeTakeFirst();
  // Written only when a mapping is saved, in this shape.
  return row === undefined ? null : { platform: row.platform, mapping: row.mapping as GiftList['mapping'] };
}

/** Which of these order numbers are in the books already. */
export async function knownOrders(scope: Scope, orders: readonly string[]): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const rows = await scope.db
    .selectFrom('gift')
    .select('bank_reference')
    .where('space_id', '=', scope.spaceId)
    .where('state', '<>', 'reversed')
    .where('bank_reference', 'in', [...orders])
    .execute();
  return new Set(rows.flatMap((row) => (row.bank_reference === null ? [] : [row.bank_reference])));
}

/** The gifts behind the codes of a list that came back, by code. */
export async function requestedByCode(scope: Scope, codes: readonly string[]): Promise<Map<string, Requested>> {
  if (codes.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('gift')
    .select(['id', 'look_code', 'amount', 'receipt_state'])
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'booked')
    .where('look_code', 'in', [...codes])
    .execute();
  return new Map(rows.map((row) => [row.look_code, { id: row.id, amount: row.amount, state: row.receipt_state }]));
}
