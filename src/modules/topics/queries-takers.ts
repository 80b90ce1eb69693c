import type { Scope } from '#platform/scope';

/** Who put a topic forward, supported one or argued about one since a moment, each once. */
export async function discussantsSince(scope: Scope, since: Date): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('topic')
    .select('proposer_id as who')
    .where('space_id', '=', scope.spaceId)
    .where('by_office', '=', false)
    .where('created_at', '>=', since)
    .union(
      scope.db
        .selectFrom('topic_support')
        .select('person_id as who')
        .where('space_id', '=', scope.spaceId)
        .where('at', '>=', since),
    )
    .union(
      scope.db
        .selectFrom('topic_argument')
        .select('person_id as who')
        .where('space_id', '=', scope.spaceId)
        .where('at', '>=', since),
    )
    .execute();
  return rows.map((row) => row.who);
}
