import type { Scope } from '#platform/scope';

/** Who said how something turned out since a moment, each once. */
export async function judgesSince(scope: Scope, since: Date): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('verdict')
    .select('person_id')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('at', '>=', since)
    .where('person_id', 'is not', null)
    .execute();
  return rows.flatMap((row) => row.person_id ?? []);
}
