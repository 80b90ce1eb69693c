import { sql } from 'kysely';
import { addMonths, type LocalDate } from '#kernel/dates';
import { places } from '#modules/places';
import { type Scope, today } from '#platform/scope';
import { type GroupCount, type MonthCounts, risen } from './rules-figures.ts';

/** The class by which figures count: a member's members are one line with it, so that years stay comparable. */
const countedClass = sql<string>`split_part(class_code, '.', 1) || coalesce('.' || nullif(split_part(class_code, '.', 2), ''), '')`;

function counted(scope: Scope) {
  return scope.db
    .selectFrom('need')
    .where('space_id', '=', scope.spaceId)
    .where('state', 'not in', ['draft', 'merged']);
}

const localDay = (scope: Scope) => sql<string>`to_char(created_at at time zone ${scope.timeZone}, 'YYYY-MM-DD')`;

/** How many public needs there are by class and year (F009, F010). */
export async function needFigures(
  scope: Scope,
): Promise<{ readonly classCode: string; readonly year: string; readonly count: number; readonly met: number }[]> {
  const rows = await scope.db
    .selectFrom(
      counted(scope)
        .select([countedClass.as('class_code'), 'state', sql<string>`left(${localDay(scope)}, 4)`.as('year')])
        .as('counted'),
    )
    .select((select) => [
      'class_code',
      'year',
      select.fn.countAll<bigint>().as('count'),
      sql<bigint>`count(*) filter (where state = 'met')`.as('met'),
    ])
    .groupBy(['class_code', 'year'])
    .orderBy('class_code')
    .orderBy('year')
    .execute();
  return rows.map((row) => ({
    classCode: row.class_code,
    year: row.year,
    count: Number(row.count),
    met: Number(row.met),
  }));
}

/** The first day of a day's month. */
function monthOf(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01`;
}

/** How many months the trend shows, this one included. */
const trendMonths = 12;

/** Needs by month, this one last; months without any are there too. */
export async function needsByMonth(scope: Scope): Promise<{ readonly month: LocalDate; readonly count: number }[]> {
  const now = monthOf(today(scope));
  const months = Array.from({ length: trendMonths }, (_, at) => addMonths(now, at - trendMonths + 1));
  const rows = await counted(scope)
    .select((select) => [
      sql<string>`left(${localDay(scope)}, 7) || '-01'`.as('month'),
      select.fn.countAll<bigint>().as('count'),
    ])
    .where(localDay(scope), '>=', months[0] ?? now)
    .groupBy(sql`1`)
    .execute();
  const known = new Map(rows.map((row) => [row.month, Number(row.count)]));
  return months.map((month) => ({ month, count: known.get(month) ?? 0 }));
}

/** Classes of which more needs came in this month than in the mean of the three before (F018). */
export async function needRises(scope: Scope): Promise<MonthCounts[]> {
  const now = monthOf(today(scope));
  const rows = await scope.db
    .selectFrom(
      counted(scope)
        .select([countedClass.as('class_code'), localDay(scope).as('day')])
        .where(localDay(scope), '>=', addMonths(now, -3))
        .as('counted'),
    )
    .select([
      'class_code',
      sql<bigint>`count(*) filter (where day >= ${now})`.as('now'),
      sql<bigint>`count(*) filter (where day < ${now})`.as('before'),
    ])
    .groupBy('class_code')
    .execute();
  return risen(rows.map((row) => ({ classCode: row.class_code, now: Number(row.now), before: Number(row.before) })));
}

/** What needs are grouped by; a grid is the office's, since it is finer than the estate. */
export type GroupedBy = 'age_group' | 'urgency' | 'estate' | 'grid';

/** Needs by group, uncut; whoever shows them to everybody folds small groups first. An empty key says "nowhere said". */
export async function needGroups(scope: Scope, by: GroupedBy): Promise<GroupCount[]> {
  const column = by === 'estate' || by === 'grid' ? 'place_id' : by;
  const rows = await counted(scope)
    .select((select) => [
      sql<string>`coalesce(${sql.ref(column)}::text, '')`.as('key'),
      select.fn.countAll<bigint>().as('count'),
      sql<bigint>`count(*) filter (where state = 'met')`.as('met'),
    ])
    .groupBy(sql`1`)
    .execute();
  const above = by === 'estate' || by === 'grid' ? await ancestors(scope, by) : (key: string) => key;
  const groups = new Map<string, GroupCount>();
  for (const row of rows) {
    const key = above(row.key);
    const known = groups.get(key) ?? { key, count: 0, met: 0 };
    groups.set(key, { key, count: known.count + Number(row.count), met: known.met + Number(row.met) });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

/** From a place to the estate or grid it lies in; to nothing where it lies in none. */
async function ancestors(scope: Scope, kind: 'estate' | 'grid'): Promise<(placeId: string) => string> {
  const byId = new Map((await places(scope)).map((place) => [place.id, place]));
  return (placeId) => {
    let place = byId.get(placeId);
    while (place !== undefined && place.kind !== kind) place = byId.get(place.parentId ?? '');
    return place?.id ?? '';
  };
}

/** How far needs got (F149): all public ones, those met at least in part or under way, those met, and the usual wait. */
export interface Reach {
  readonly all: number;
  readonly answered: number;
  readonly met: number;
  /** Days from being said to being met, of the middle one; null when none was met. */
  readonly medianDays: number | null;
}

/** How far needs got. */
export async function needReach(scope: Scope): Promise<Reach> {
  const row = await counted(scope)
    .select((select) => [
      select.fn.countAll<bigint>().as('all'),
      sql<bigint>`count(*) filter (where state in ('matched', 'project', 'part_met', 'met'))`.as('answered'),
      sql<bigint>`count(*) filter (where state = 'met')`.as('met'),
      sql<number | null>`percentile_disc(0.5) within group (order by extract(day from updated_at - created_at)::int)
        filter (where state = 'met')`.as('median'),
    ])
    .where('state', '<>', 'withdrawn')
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), answered: Number(row.answered), met: Number(row.met), medianDays: row.median };
}

/** The ids of needs that were met, for what they cost. */
export async function metNeedIds(scope: Scope): Promise<string[]> {
  const rows = await counted(scope).select('id').where('state', '=', 'met').execute();
  return rows.map((row) => row.id);
}
