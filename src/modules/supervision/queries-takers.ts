import type { Scope } from '#platform/scope';

/** Who gave an opinion for a watching body since a moment, each once. */
export async function watchersSince(scope: Scope, since: Date): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('opinion')
    .select('person_id')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('at', '>=', since)
    .execute();
  return rows.map((row) => row.person_id);
}
