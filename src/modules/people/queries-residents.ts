import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';

/** A resident as figures need one: no name, only what groups are made of. */
export interface ResidentFact {
  readonly id: string;
  readonly birthYear: number | null;
  readonly placeId: string | null;
  /** Whether a duty of the community's own is held today. */
  readonly hasDuty: boolean;
}

/** Everybody who lives here as far as is known, for counting alone. */
export async function residentFacts(scope: Scope): Promise<ResidentFact[]> {
  const day = today(scope);
  const rows = await scope.db
    .selectFrom('person')
    .leftJoin('household', (join) =>
      join.onRef('household.space_id', '=', 'person.space_id').onRef('household.id', '=', 'person.household_id'),
    )
    .select(['person.id', 'person.birth_year'])
    .select((select) => [
      select.fn.coalesce('person.place_id', 'household.place_id').as('place_id'),
      select
        .exists(
          select
            .selectFrom('mandate')
            .select('mandate.id')
            .whereRef('mandate.space_id', '=', 'person.space_id')
            .whereRef('mandate.person_id', '=', 'person.id')
            .where('mandate.starts_on', '<=', day)
            .where((where) => where.or([where('mandate.ends_on', 'is', null), where('mandate.ends_on', '>=', day)])),
        )
        .as('duty'),
    ])
    .where('person.space_id', '=', scope.spaceId)
    .where('person.resident', '=', true)
    .where('person.former_resident', '=', false)
    .where('person.erased_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    birthYear: row.birth_year,
    placeId: row.place_id,
    hasDuty: Boolean(row.duty),
  }));
}
