import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';

/** Who voted since a day, whatever about and however, each once. */
export async function votersSince(scope: Scope, since: LocalDate): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('poll_voter')
    .select('person_id')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('voted_on', '>=', since)
    .execute();
  return rows.map((row) => row.person_id);
}
