import { sql } from 'kysely';
import { type Payment, paymentsOf } from '#modules/funds';
import type { Thing } from '#modules/record';
import type { Scope } from '#platform/scope';
import { activities, invitationsBecause } from './queries.ts';
import type { Activity, HourLine, Invitation } from './schema.ts';

interface Raw {
  readonly id: string;
  readonly person_id: string;
  readonly minutes: bigint;
  readonly day: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly text: string;
  readonly certified_by: string;
  readonly taken_back: string | null;
  readonly source: 'signup' | 'hours';
  readonly at: Date;
}

/** Certified service from both sources, in one shape. */
function served(scope: Scope) {
  return sql`
    select s.id, s.person_id, s.minutes, (a.starts_at at time zone ${scope.timeZone})::date as day,
      'activity' as subject_kind, s.activity_id as subject_id, a.title as text, s.certified_by,
      null::text as taken_back, 'signup' as source, s.updated_at as at
    from signup s join activity a on a.space_id = s.space_id and a.id = s.activity_id
    where s.space_id = ${scope.spaceId} and s.minutes is not null
    union all
    select h.id, h.person_id, h.minutes, h.served_on, h.subject_kind, h.subject_id, h.text, h.certified_by,
      h.taken_back, 'hours', h.at
    from service_hours h where h.space_id = ${scope.spaceId}`;
}

function toLine(row: Raw): HourLine {
  return {
    id: row.id,
    personId: row.person_id,
    minutes: row.minutes,
    day: row.day,
    subject: { kind: row.subject_kind, id: row.subject_id },
    text: row.text,
    certifiedBy: row.certified_by,
    takenBack: row.taken_back,
    source: row.source,
    at: row.at,
  };
}

/** Service given by somebody or for something. */
export interface HoursOf {
  /** In all, what was taken back left out. */
  readonly minutes: bigint;
  /** How many different people. */
  readonly people: number;
  readonly lines: readonly HourLine[];
}

function sumUp(lines: readonly HourLine[]): HoursOf {
  const standing = lines.filter((line) => line.takenBack === null);
  return {
    minutes: standing.reduce((sum, line) => sum + line.minutes, 0n),
    people: new Set(standing.map((line) => line.personId)).size,
    lines,
  };
}

async function linesOf(scope: Scope, ids: readonly string[], of: 'person' | 'subject'): Promise<HourLine[]> {
  if (ids.length === 0) return [];
  const column = of === 'person' ? sql`x.person_id` : sql`x.subject_id`;
  const found = await sql<Raw>`select * from (${served(scope)}) x where ${column} = any (${[...ids]}::uuid[])
    order by x.day desc, x.id desc limit 2000`.execute(scope.db);
  return found.rows.map(toLine);
}

/** Certified service of a person, or for an activity, project, need or other thing; newest first. */
export async function hoursOf(scope: Scope, subject: Thing): Promise<HoursOf> {
  return sumUp(await linesOf(scope, [subject.id], subject.kind === 'person' ? 'person' : 'subject'));
}

/** Certified service of the space for the desk's list, newest first unless told otherwise. */
export async function hoursList(
  scope: Scope,
  wanted: { readonly source?: string; readonly oldestFirst?: boolean; readonly limit: number; readonly offset: number },
): Promise<{ rows: HourLine[]; total: number; minutes: bigint }> {
  const kept = sql`from (${served(scope)}) x where ${wanted.source === undefined ? sql`true` : sql`x.source = ${wanted.source}`}`;
  const order = wanted.oldestFirst === true ? sql`asc` : sql`desc`;
  const rows = await sql<Raw>`select x.* ${kept} order by x.day ${order}, x.id ${order}
    limit ${wanted.limit} offset ${wanted.offset}`.execute(scope.db);
  const all = await sql<{ total: bigint; minutes: bigint }>`select count(*) as total,
    coalesce(sum(x.minutes) filter (where x.taken_back is null), 0)::bigint as minutes ${kept}`.execute(scope.db);
  const [sum] = all.rows;
  return { rows: rows.rows.map(toLine), total: Number(sum?.total ?? 0n), minutes: sum?.minutes ?? 0n };
}

/** An activity as the trace tells it: what it was, the service given for it, the payments made from its money. */
export interface TracedActivity {
  readonly activity: Activity;
  readonly minutes: bigint;
  readonly people: number;
  readonly payments: readonly Payment[];
}

/** What some things led to here: invitations, the activities they became, and hours given for the things themselves. */
export interface Led {
  readonly invitations: readonly Invitation[];
  readonly activities: readonly TracedActivity[];
  readonly hours: readonly HourLine[];
}

const mostTraced = 50;

/**
 * For the trace: from needs, projects, invitations or activities to invitations, activities with hours and payments.
 * A fixed number of queries, whatever there is, but one for the payments of each activity that had money.
 */
export async function activitiesBecause(scope: Scope, things: readonly Thing[]): Promise<Led> {
  const ids = things.map((thing) => thing.id);
  if (ids.length === 0) return { invitations: [], activities: [], hours: [] };
  const invitations = await invitationsBecause(scope, ids);
  const invited = [...ids, ...invitations.map((one) => one.id)];
  const rows = await scope.db
    .selectFrom('activity')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where((where) =>
      where.or([where('id', 'in', ids), where('project_id', 'in', ids), where('invitation_id', 'in', invited)]),
    )
    .where('state', 'not in', ['checking', 'declined'])
    .orderBy('starts_at')
    .limit(mostTraced)
    .execute();
  const found = await activities(scope, {
    ids: rows.map((row) => row.id),
    sort: { key: 'when', desc: false },
  });
  const lines = await linesOf(scope, [...ids, ...found.map((one) => one.id)], 'subject');
  const traced = await Promise.all(
    found.map(async (one) => {
      const sum = sumUp(lines.filter((line) => line.subject.id === one.id));
      const payments = one.authorisationId === null ? [] : await paymentsOf(scope, { activityId: one.id });
      return { activity: one, minutes: sum.minutes, people: sum.people, payments };
    }),
  );
  const own = new Set(found.map((one) => one.id));
  return { invitations, activities: traced, hours: lines.filter((line) => !own.has(line.subject.id)) };
}
