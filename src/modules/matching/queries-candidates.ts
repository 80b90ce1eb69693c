import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { classDistance, type Wanted } from '#algorithms/match-score';
import type { Scope } from '#platform/scope';
import type { Ground } from './queries-ground.ts';

/** How many of the best are looked at closely. What is on the shelf and on loan is asked of these alone. */
const closely = 80;
/** How many of those left out are named, of the need's own class and of others. */
const named = 20;

/** The hard filters that a row alone can answer, as the database asks them; the same as in `match-score`. */
function hardFilters(asked: Wanted, ground: Ground): RawBuilder<SqlBool> {
  const from = asked.from === null || asked.from < ground.today ? ground.today : asked.from;
  const code = asked.classPath.at(-1) ?? '';
  const codes = asked.sorted ? ground.related(code).filter(ground.sorted) : [];
  const estate = ground.estatePlaces(asked.places[0] ?? null);
  return sql<SqlBool>`r.state = 'open' and r.class_code = any(${codes}::text[])
    and (${asked.personId}::uuid is null or r.owner_person_id is distinct from ${asked.personId}::uuid)
    and r.eligible = any(${asked.groups}::text[])
    and (r.visible <> 'residents' or 'residents' = any(${asked.groups}::text[]))
    and (r.reach = 'space' or r.reach = 'estate' and r.place_id = any(${estate}::uuid[])
      or r.reach = 'building' and r.place_id = any(${asked.places}::uuid[]))
    and (r.available_from is null or ${asked.until}::date is null or r.available_from <= ${asked.until}::date)
    and (r.valid_until is null or r.valid_until >= ${from}::date)
    and (r.expires_on is null or r.expires_on >= ${from}::date)
    and (not ${asked.homeVisit}::boolean or r.home_visits and r.vetted)
    and (${asked.divisible}::boolean or r.unit <> ${asked.unit} or r.quantity >= ${asked.missing}::bigint)`;
}

/** The parts of the score that differ between resources, in the same whole numbers as `match-score`. */
function points(asked: Wanted, ground: Ground): RawBuilder<number> {
  const { most, staleDays } = ground.weights;
  const code = asked.classPath.at(-1) ?? '';
  const codes = ground.related(code);
  const near = codes.map((one) => {
    const away = classDistance(asked.classPath, ground.classPath(one)) ?? 9;
    return Math.max(0, Math.trunc((most.fit * (10 - 3 * away)) / 10));
  });
  const place = asked.places[0] ?? null;
  const estate = ground.estatePlaces(place);
  return sql<number>`(${near}::int[])[array_position(${codes}::text[], r.class_code)]
    * case when r.unit <> ${asked.unit} then 8 when r.quantity < ${asked.missing}::bigint then 9 else 10 end / 10
    + case when r.place_id = ${place}::uuid then ${most.distance}::int
           when r.place_id = any(${estate}::uuid[]) then ${most.distance}::int * 3 / 4 else ${most.distance}::int / 3 end
    + ${most.fresh}::int * greatest(0, ${staleDays}::int - greatest(0, ${ground.today}::date
        - (coalesce(r.confirmed_at, r.created_at) at time zone ${ground.timeZone})::date)) / greatest(1, ${staleDays}::int)`;
}

/**
 * The resources worth a closer look: those that pass what a row alone can answer, the most telling first; then some that
 * do not, of the need's own kind; then some of any other. The branch of the classification is read once.
 */
export async function candidates(scope: Scope, asked: Wanted, ground: Ground): Promise<string[]> {
  const codes = ground.related(asked.classPath.at(-1) ?? '');
  const open = sql<SqlBool>`r.space_id = ${scope.spaceId} and r.state in ('open', 'paused')`;
  const { rows } = await sql<{ id: string }>`
    with near as materialized (
      select r.id, ${hardFilters(asked, ground)} as fits, ${points(asked, ground)} as points
      from resource r where ${open} and r.class_code = any(${codes}::text[]))
    (select id from near where fits order by points desc, id limit ${closely})
    union all (select id from near where fits is not true limit ${named})
    union all (select r.id from resource r where ${open} and r.class_code <> all(${codes}::text[]) limit ${named})`.execute(
    scope.db,
  );
  return rows.map((row) => row.id);
}
