import type { LocalDate } from '#kernel/dates';
import { startOfLocalDay } from '#kernel/dates';
import type { Scope } from '#platform/scope';

/** Who came to an activity, helped with one or gave hours since a day, each once. */
export async function takersSince(scope: Scope, since: LocalDate): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('signup')
    .select('person_id as who')
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'came')
    .where('at', '>=', startOfLocalDay(since, scope.timeZone))
    .union(
      scope.db
        .selectFrom('service_hours')
        .select('person_id as who')
        .where('space_id', '=', scope.spaceId)
        .where('served_on', '>=', since)
        .where('taken_back', 'is', null),
    )
    .execute();
  return rows.map((row) => row.who);
}
