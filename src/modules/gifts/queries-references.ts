import { sql } from 'kysely';
import type { Scope } from '#platform/scope';

/** What the comparing of statements needs to know of a gift in the books. */
export interface BookedGift {
  readonly id: string;
  readonly entryId: string;
  readonly fundId: string;
  /** The number of the bank's line or of the order in the channel. */
  readonly reference: string | null;
}

/** Booked gifts by their numbers at the bank or in the channel; one query whatever there is. */
export async function giftsByReference(scope: Scope, references: readonly string[]): Promise<BookedGift[]> {
  if (references.length === 0) return [];
  return booked(scope, 'bank_reference', references);
}

/** Booked gifts by the entries that booked them. */
export async function giftsByEntry(scope: Scope, entryIds: readonly string[]): Promise<BookedGift[]> {
  if (entryIds.length === 0) return [];
  return booked(scope, 'entry_id', entryIds);
}

async function booked(
  scope: Scope,
  by: 'bank_reference' | 'entry_id',
  values: readonly string[],
): Promise<BookedGift[]> {
  const rows = await scope.db
    .selectFrom('gift')
    .select(['id', 'entry_id', 'fund_id', 'bank_reference'])
    .where('space_id', '=', scope.spaceId)
    .where(
      by,
      '=',
      by === 'entry_id' ? sql<string>`any (${[...values]}::uuid[])` : sql<string>`any (${[...values]}::text[])`,
    )
    .where('entry_id', 'is not', null)
    .where('state', '=', 'booked')
    .execute();
  return rows.flatMap((row) =>
    row.entry_id === null
      ? []
      : [{ id: row.id, entryId: row.entry_id, fundId: row.fund_id, reference: row.bank_reference }],
  );
}
