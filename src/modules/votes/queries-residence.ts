import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';

/** How many residents of a place were found to live there, by way. */
export interface ResidenceLine {
  readonly placeId: string | null;
  readonly placeName: string;
  readonly persons: number;
  readonly checked: number;
  readonly list: number;
  readonly card: number;
  readonly neighbours: number;
}

/**
 * Whoever counts as a resident, with the way in which it was found. The list goes before the card and the card before
 * neighbours; an identity number is asked for by none of them.
 */
export const residentsChecked = sql<{ person_id: string; way: 'list' | 'card' | 'neighbours'; since: string }>`
  select distinct on (space_id, person_id) space_id, person_id, way, since from (
    select c.space_id, c.person_id, c.way, c.checked_on as since, case c.way when 'list' then 1 else 3 end as rank
      from residence_check c
    union all
    select h.space_id, h.person_id, 'card', h.issued_at::date, 2 from household_card h where h.revoked_at is null
  ) found order by space_id, person_id, rank, since`;

/** What is known of where people live, place by place. */
export async function residence(scope: Scope): Promise<ResidenceLine[]> {
  const { rows } = await sql<{
    place_id: string | null;
    name: string | null;
    persons: number;
    list: number;
    card: number;
    neighbours: number;
  }>`
    select p.place_id, o.name, count(*)::int as persons, (count(*) filter (where c.way = 'list'))::int as list,
      (count(*) filter (where c.way = 'card'))::int as card, (count(*) filter (where c.way = 'neighbours'))::int as neighbours
    from person p left join place o on o.space_id = p.space_id and o.id = p.place_id
      left join (${residentsChecked}) c on c.space_id = p.space_id and c.person_id = p.id
    where p.space_id = ${scope.spaceId} and p.resident and not p.former_resident and p.erased_at is null
    group by p.place_id, o.name order by o.name nulls last`.execute(scope.db);
  return rows.map((row) => ({
    ...{ placeId: row.place_id, placeName: row.name ?? '', persons: row.persons },
    ...{ list: row.list, card: row.card, neighbours: row.neighbours, checked: row.list + row.card + row.neighbours },
  }));
}

/** Whether somebody's residence was checked, by whatever way. */
export async function isChecked(scope: Scope, personId: string): Promise<boolean> {
  if (!isId(personId)) return false;
  const { rows } = await sql`select 1 from (${residentsChecked}) c
    where c.space_id = ${scope.spaceId} and c.person_id = ${personId}`.execute(scope.db);
  return rows.length > 0;
}
