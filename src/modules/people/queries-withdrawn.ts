import type { Scope } from '#platform/scope';
import type { Purpose } from './schema.ts';

/** Of these persons those whose last word in general on a purpose was a withdrawal. */
export async function withdrawnConsents(
  scope: Scope,
  personIds: readonly string[],
  purpose: Purpose,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await scope.db
    .selectFrom('consent')
    .distinctOn('person_id')
    .select(['person_id', 'given'])
    .where('space_id', 'in', [...scope.spaces])
    .where('person_id', 'in', [...new Set(personIds)])
    .where('purpose', '=', purpose)
    .where('about_id', 'is', null)
    .orderBy('person_id')
    .orderBy('id', 'desc')
    .execute();
  return new Set(rows.flatMap((row) => (row.given ? [] : [row.person_id])));
}
