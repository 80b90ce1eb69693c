import { sql } from 'kysely';
import type { Inside } from '#platform/scope';
import { residentsChecked } from './queries-residence.ts';
import type { Poll } from './schema.ts';

const bandSql = sql`case when p.birth_year is null then 'unknown'
  when extract(year from r.day) - p.birth_year < 35 then 'young'
  when extract(year from r.day) - p.birth_year < 60 then 'middle'
  when extract(year from r.day) - p.birth_year < 75 then 'older' else 'old' end`;

/**
 * Writes the roll of a vote as of its cut-off day: residents of the space or of one place with everything inside it, old
 * enough, whose residence was checked by then. Whoever's year of birth nobody wrote down is on it, and is struck where
 * that is wrong. The register of owners was entered before. Gives how many are on the roll.
 */
export async function drawRoll(scope: Inside, of: Poll): Promise<number> {
  if (of.electorate !== 'owners')
    await sql`
      with recursive inside as (
        select id from place where space_id = ${scope.spaceId} and id = ${of.placeId}
        union all
        select o.id from place o join inside i on o.parent_id = i.id where o.space_id = ${scope.spaceId}
      )
      insert into poll_voter (space_id, poll_id, person_id, place_id, band, way)
      select p.space_id, ${of.id}, p.id, p.place_id, ${bandSql}, c.way
      from person p
        cross join (select ${of.cutOff}::date as day) r
        join (${residentsChecked}) c on c.space_id = p.space_id and c.person_id = p.id and c.since <= r.day
      where p.space_id = ${scope.spaceId} and p.resident and not p.former_resident and p.erased_at is null
        and (p.birth_year is null or extract(year from r.day) - p.birth_year >= ${of.minAge})
        and (${of.placeId}::uuid is null or p.place_id in (select id from inside))
      on conflict do nothing`.execute(scope.db);
  const { count } = await scope.db
    .selectFrom('poll_voter')
    .select((e) => e.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', of.id)
    .where('struck_reason', '=', '')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Adds one person to a roll; false where they are on it already. */
export async function addToRoll(
  scope: Inside,
  pollId: string,
  one: { readonly personId: string; readonly area: bigint | null; readonly reason: string; readonly cutOff: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into poll_voter (space_id, poll_id, person_id, place_id, band, way, area, added_reason)
    select p.space_id, ${pollId}, p.id, p.place_id, ${bandSql}, 'register', ${one.area}, ${one.reason}
    from person p cross join (select ${one.cutOff}::date as day) r
    where p.space_id = ${scope.spaceId} and p.id = ${one.personId} and p.erased_at is null
    on conflict do nothing returning person_id`.execute(scope.db);
  return rows.length > 0;
}
