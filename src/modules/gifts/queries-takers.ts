import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';

/** Who gave since a day, each once; whoever gave without a name is nobody here. */
export async function giversSince(scope: Scope, since: LocalDate): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('gift')
    .select('donor_person_id')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('received_on', '>=', since)
    .where('donor_person_id', 'is not', null)
    .execute();
  return rows.flatMap((row) => row.donor_person_id ?? []);
}
