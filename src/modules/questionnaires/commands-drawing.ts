import { sql } from 'kysely';
import { type Inside, today } from '#platform/scope';
import type { Questionnaire } from './schema.ts';

/** The age band of a person `p` on the day `r.day`. */
export const bandSql = sql`case when p.birth_year is null then 'unknown'
  when extract(year from r.day) - p.birth_year < 35 then 'young'
  when extract(year from r.day) - p.birth_year < 60 then 'middle'
  when extract(year from r.day) - p.birth_year < 75 then 'older' else 'old' end`;

/**
 * Writes the roll of a questionnaire as of today: residents of the space, those of one place with everything inside it, or
 * whoever was helped before. Beside each the estate they live in, nothing finer, and the age band. Whoever's year of birth
 * nobody wrote down is on it. Gives how many are.
 */
export async function drawRoll(scope: Inside, of: Questionnaire): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    with recursive up as (
      select id as start, id, kind, parent_id from place where space_id = ${scope.spaceId}
      union all
      select up.start, o.id, o.kind, o.parent_id from place o join up on o.id = up.parent_id
      where o.space_id = ${scope.spaceId} and up.kind <> 'estate'
    ), inside as (
      select id from place where space_id = ${scope.spaceId} and id = ${of.placeId}
      union all
      select o.id from place o join inside i on o.parent_id = i.id where o.space_id = ${scope.spaceId}
    ), drawn as (
      insert into questionnaire_person (space_id, questionnaire_id, person_id, place_id, band)
      select p.space_id, ${of.id}, p.id, e.id, ${bandSql}
      from person p
        cross join (select ${today(scope)}::date as day) r
        left join household h on h.space_id = p.space_id and h.id = p.household_id
        left join up e on e.start = coalesce(p.place_id, h.place_id) and e.kind = 'estate'
      where p.space_id = ${scope.spaceId} and p.erased_at is null
        and (p.birth_year is null or extract(year from r.day) - p.birth_year >= ${of.minAge})
        and case when ${of.audience} = 'served' then p.served_at is not null
          else p.resident and not p.former_resident end
        and (${of.placeId}::uuid is null or coalesce(p.place_id, h.place_id) in (select id from inside))
      on conflict do nothing returning 1
    ) select count(*) as count from drawn`.execute(scope.db);
  return Number(rows[0]?.count ?? 0n);
}
