import type { Selectable } from 'kysely';
import { unseal } from '#modules/record';
import type { GiftImportTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { BadRow, Sheet } from '#platform/sheet';
import type { Requested } from './rules-lists.ts';

/** A list that is being brought in, or has been. */
export interface GiftList {
  readonly id: string;
  readonly kind: 'platform' | 'receipts';
  readonly state: 'open' | 'done';
  readonly fileName: string;
  readonly rows: number;
  readonly mapping: Readonly<Record<string, number>>;
  readonly fundId: string | null;
  readonly platform: string;
  readonly landed: number;
  /** Already here from an earlier list. */
  readonly skipped: number;
  readonly report: readonly BadRow[];
  readonly at: Date;
}

/** What a waiting list is sealed under. */
export const listKind = 'gifts';

function toList(row: Selectable<GiftImportTable>): GiftList {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    fileName: row.file_name,
    rows: row.rows,
    // Mapping and report are written only by the commands of these lists, in this shape.
    mapping: row.mapping as GiftList['mapping'],
    fundId: row.fund_id,
    platform: row.platform,
    landed: row.landed,
    skipped: row.skipped,
    // Likewise.
    report: row.report as unknown as GiftList['report'],
    at: row.at,
  };
}

function listRows(scope: Scope) {
  return scope.db.selectFrom('gift_import').selectAll().where('space_id', '=', scope.spaceId);
}

/** The lists of one kind, newest first. */
export async function giftLists(scope: Scope, kind: GiftList['kind']): Promise<GiftList[]> {
  const rows = await listRows(scope).where('kind', '=', kind).orderBy('at', 'desc').limit(50).execute();
  return rows.map(toList);
}

/** One list, or null. */
export async function giftListById(scope: Scope, id: string): Promise<GiftList | null> {
  const row = await listRows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toList(row);
}

/** Opens a list that waits; null when it has landed. */
export async function waitingList(scope: Scope, id: string): Promise<Sheet | null> {
  const text = (await unseal(scope, { kind: 'import', ids: [id] }, listKind)).get(id);
  // What is sealed here was written by the upload, from a Sheet.
  return text === undefined ? null : (JSON.parse(text) as Sheet);
}

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
