import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { classDistance, type Wanted } from '#algorithms/match-score';
import type { Scope } from '#platform/scope';
import type { Ground } from './queries-ground.ts';

/** How many of the best are looked at closely. What is on the shelf and on loan is asked of these alone. */
const closely = 200;
/** How many of those left out are named, of the need's own class and of others. */
const named = 60;

/** The hard filters that a row alone can answer, as the database asks them; the same as in `match-score`. */
export function hardFilters(asked: Wanted, ground: Ground): RawBuilder<SqlBool> {
  const from = asked.from === null || asked.from < ground.today ? ground.today : asked.from;
  const code = asked.classPath.at(-1) ?? '';
  const codes = asked.sorted ? ground.related(code).filter(ground.sorted) : [];
  const estate = ground.estatePlaces(asked.places[0] ?? null);
  return sql<SqlBool>`r.state = 'open' and r.class_code = any(${codes}::text[])
    and (${asked.personId}::uuid is null or r.owner_person_id is distinct from ${asked.personId}::uuid)
    and r.eligible = any(${asked.groups}::text[])
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
  return sql<number>`(select c.near from unnest(${codes}::text[], ${near}::int[]) c (code, near) where c.code = r.class_code)
    * case when r.unit <> ${asked.unit} then 8 when r.quantity < ${asked.missing}::bigint then 9 else 10 end / 10
    + case when r.place_id = ${place}::uuid then ${most.distance}::int
           when r.place_id = any(${estate}::uuid[]) then ${most.distance}::int * 3 / 4 else ${most.distance}::int / 3 end
    + ${most.fresh}::int * greatest(0, ${staleDays}::int - greatest(0, ${ground.today}::date
        - (coalesce(r.confirmed_at, r.created_at) at time zone ${ground.timeZone})::date)) / greatest(1, ${staleDays}::int)`;
}

async function ids(scope: Scope, rest: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select r.id from resource r where r.space_id = ${scope.spaceId} and ${rest}`.execute(scope.db);
  return rows.map((row) => row.id);
}

/** The resources that pass what a row alone can answer, the most telling first. */
export function candidates(scope: Scope, asked: Wanted, ground: Ground): Promise<string[]> {
  return ids(scope, sql`${hardFilters(asked, ground)} order by ${points(asked, ground)} desc, r.id limit ${closely}`);
}

/** Some that do not pass: first of the need's own kind, then of any other. */
export async function leftOut(scope: Scope, asked: Wanted, ground: Ground): Promise<string[]> {
  const codes = ground.related(asked.classPath.at(-1) ?? '');
  const open = sql<SqlBool>`r.state in ('open', 'paused')`;
  return [
    ...(await ids(
      scope,
      sql`${open} and r.class_code = any(${codes}::text[]) and (${hardFilters(asked, ground)}) is not true limit ${named}`,
    )),
    ...(await ids(scope, sql`${open} and r.class_code <> all(${codes}::text[]) limit ${named}`)),
  ];
}
