import type { SelectQueryBuilder } from 'kysely';
import type { DB } from './schema.generated.ts';

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
