import { type SelectQueryBuilder, sql } from 'kysely';
import type { DB } from './schema.generated.ts';
import type { Scope } from './scope.ts';

/** What every list does with what its reader typed or chose. */

/** The word of a closed list that was chosen; undefined where it is none of them. */
export function oneOf<const T extends string>(words: readonly T[], value: string | undefined): T | undefined {
  return words.find((word) => word === value);
}

/** Text to be found as it stands: the signs of LIKE mean themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** How many rows a list has in all, whatever page of it is shown. */
export async function countOf<T extends keyof DB, O>(query: SelectQueryBuilder<DB, T, O>): Promise<number> {
  const row = await query
    .clearSelect()
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** The months of the space's own calendar, as 2026-11, in which a table has a moment; the latest first, three years at most. */
export async function monthsWith(scope: Scope, table: keyof DB, moment: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select to_char(${sql.ref(moment)} at time zone ${scope.timeZone}, 'YYYY-MM') as month from ${sql.table(table)}
    where space_id = ${scope.spaceId} group by 1 order by 1 desc limit 36`.execute(scope.db);
  return rows.map((row) => row.month);
}
