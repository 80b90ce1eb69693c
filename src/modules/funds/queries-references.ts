import { sql } from 'kysely';
import type { Scope } from '#platform/scope';

/** What the comparing of statements needs to know of a payment in the books. */
export interface BookedPayment {
  readonly id: string;
  readonly entryId: string;
  readonly number: string;
  readonly reference: string;
}

/** Paid payments by their numbers at the bank; one query whatever there is. */
export async function paymentsByReference(scope: Scope, references: readonly string[]): Promise<BookedPayment[]> {
  if (references.length === 0) return [];
  const rows = await scope.db
    .selectFrom('payment')
    .select(['id', 'entry_id', 'number', 'bank_reference'])
    .where('space_id', '=', scope.spaceId)
    .where('bank_reference', '=', sql<string>`any (${[...references]}::text[])`)
    .where('entry_id', 'is not', null)
    .execute();
  return rows.flatMap((row) =>
    row.entry_id === null || row.bank_reference === null
      ? []
      : [{ id: row.id, entryId: row.entry_id, number: row.number, reference: row.bank_reference }],
  );
}
