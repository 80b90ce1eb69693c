import { sql } from 'kysely';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import type { Kind } from './schema.ts';

/**
 * The next public number of a kind in this space and year, for example `2026-0142`. The counter's row is locked
 * until the command commits, so it is never used where gifts would queue.
 */
export async function nextNumber(scope: Inside, kind: Kind): Promise<string> {
  const year = Number(today(scope).slice(0, 4));
  const row = await scope.db
    .insertInto('public_number')
    .values({ space_id: scope.spaceId, kind, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['space_id', 'kind', 'year']).doUpdateSet({ last: sql`public_number.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${year}-${row.last.toString().padStart(4, '0')}`;
}
