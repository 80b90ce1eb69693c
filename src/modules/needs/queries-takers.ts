import type { Scope } from '#platform/scope';

/** Who said "mine too" since a moment and stands by it, each once. */
export async function voicesSince(scope: Scope, since: Date): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('need_voice')
    .select('person_id')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('at', '>=', since)
    .where('left_at', 'is', null)
    .where('person_id', 'is not', null)
    .execute();
  return rows.flatMap((row) => row.person_id ?? []);
}
