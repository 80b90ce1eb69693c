import { sql } from 'kysely';
import type { Scope } from '#platform/scope';

/** Who said something since a moment, by oneself or through somebody who wrote it down; each once. */
export async function speakersSince(scope: Scope, since: Date): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('matter')
    .select(sql<string>`coalesce(spoken_for_person_id, person_id)`.as('who'))
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('said_at', '>=', since)
    .where('state', '<>', 'withdrawn')
    .where(sql<boolean>`coalesce(spoken_for_person_id, person_id) is not null`)
    .execute();
  return rows.map((row) => row.who);
}
