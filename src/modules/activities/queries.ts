import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { isId } from '#kernel/ids';
import { escapeLike } from '#platform/asked';
import type { ActivityTable, DB, InvitationTable, SignupTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Activity, ActivityState, Invitation, Signup } from './schema.ts';

type Row = Selectable<ActivityTable> & {
  readonly joining: bigint;
  readonly helping: bigint;
  readonly came: bigint;
  readonly minutes: bigint;
};

function toActivity(row: Row): Activity {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    text: row.text,
    series: row.series,
    placeId: row.place_id,
    placeText: row.place_text,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    capacity: row.capacity,
    leaderId: row.leader_person_id,
    invitationId: row.invitation_id,
    projectId: row.project_id,
    fundId: row.fund_id,
    budget: row.budget,
    budgetText: row.budget_text,
    procedureId: row.procedure_id,
    authorisationId: row.authorisation_id,
    risk: row.risk,
    insurancePolicy: row.insurance_policy,
    hazardous: row.hazardous,
    state: row.state,
    stateReason: row.state_reason,
    resultText: row.result_text,
    createdAt: row.created_at,
    joining: Number(row.joining),
    helping: Number(row.helping),
    came: Number(row.came),
    minutes: row.minutes,
  };
}

/** Every activity with its counts, to be narrowed. */
function every(scope: Scope) {
  return scope.db
    .selectFrom('activity')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('signup as s')
          .whereRef('s.space_id', '=', 'activity.space_id')
          .whereRef('s.activity_id', '=', 'activity.id')
          .select([
            sql<bigint>`count(*) filter (where s.part = 'join' and s.state <> 'out')`.as('joining'),
            sql<bigint>`count(*) filter (where s.part = 'help' and s.state <> 'out')`.as('helping'),
            sql<bigint>`count(*) filter (where s.state = 'came')`.as('came'),
            sql<bigint>`coalesce(sum(s.minutes), 0)::bigint`.as('minutes'),
          ])
          .as('counted'),
      (on) => on.onTrue(),
    )
    .where('activity.space_id', '=', scope.spaceId);
}

const counts = [
  sql<bigint>`counted.joining`.as('joining'),
  sql<bigint>`counted.helping`.as('helping'),
  sql<bigint>`counted.came`.as('came'),
  sql<bigint>`counted.minutes`.as('minutes'),
] as const;

/** One activity in any state, or null. */
export async function activity(scope: Scope, id: string): Promise<Activity | null> {
  if (!isId(id)) return null;
  const row = await every(scope).selectAll('activity').select(counts).where('activity.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toActivity(row);
}

/** Which activities are wanted. */
export interface ActivityFilter {
  readonly ids?: readonly string[];
  readonly states?: readonly ActivityState[];
  readonly when?: 'ahead' | 'past';
  readonly leaderId?: string;
  /** Led by this person, or signed up to by them and not taken back. */
  readonly personId?: string;
  readonly projectId?: string;
  readonly fundId?: string;
  readonly procedureId?: string;
  readonly q?: string;
  readonly sort?: { readonly key: string; readonly desc: boolean } | null;
  readonly limit?: number;
  readonly offset?: number;
}

function within(scope: Scope, filter: ActivityFilter) {
  return (where: ExpressionBuilder<DB, 'activity'>) => {
    const all: Expression<SqlBool>[] = [];
    if (filter.ids !== undefined) all.push(where('activity.id', 'in', [...filter.ids, noId]));
    if (filter.states !== undefined) all.push(where('activity.state', 'in', [...filter.states]));
    if (filter.when === 'ahead') all.push(where('activity.ends_at', '>', scope.now()));
    if (filter.when === 'past') all.push(where('activity.ends_at', '<=', scope.now()));
    if (filter.leaderId !== undefined) all.push(where('activity.leader_person_id', '=', filter.leaderId));
    if (filter.projectId !== undefined) all.push(where('activity.project_id', '=', filter.projectId));
    if (filter.fundId !== undefined) all.push(where('activity.fund_id', '=', filter.fundId));
    if (filter.procedureId !== undefined) all.push(where('activity.procedure_id', '=', filter.procedureId));
    if (filter.personId !== undefined)
      all.push(
        sql<SqlBool>`(activity.leader_person_id = ${filter.personId} or exists (select 1 from signup s
          where s.space_id = activity.space_id and s.activity_id = activity.id and s.person_id = ${filter.personId}
            and s.state <> 'out'))`,
      );
    if (filter.q !== undefined && filter.q !== '') {
      const like = `%${escapeLike(filter.q)}%`;
      all.push(
        where.or([
          where('activity.title', 'ilike', like),
          where('activity.series', 'ilike', like),
          where('activity.number', 'like', like),
        ]),
      );
    }
    return where.and(all);
  };
}

/** Matches nothing; an `in` of nothing is no SQL. */
const noId = '00000000-0000-0000-0000-000000000000';
const sortKeys: Readonly<
  Record<string, 'activity.title' | 'activity.starts_at' | 'activity.state' | 'activity.budget'>
> = { title: 'activity.title', when: 'activity.starts_at', state: 'activity.state', budget: 'activity.budget' };

/** Activities by filter, the latest first unless told otherwise; at most `limit` (500). */
export async function activities(scope: Scope, filter: ActivityFilter = {}): Promise<Activity[]> {
  const key = sortKeys[filter.sort?.key ?? 'when'] ?? 'activity.starts_at';
  const rows = await every(scope)
    .selectAll('activity')
    .select(counts)
    .where(within(scope, filter))
    .orderBy(key, (filter.sort?.desc ?? true) ? 'desc' : 'asc')
    .orderBy('activity.id')
    .limit(filter.limit ?? 500)
    .offset(filter.offset ?? 0)
    .execute();
  return rows.map(toActivity);
}

/** How many activities fit a filter. */
export async function activityCount(scope: Scope, filter: ActivityFilter): Promise<number> {
  const row = await scope.db
    .selectFrom('activity')
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .where('activity.space_id', '=', scope.spaceId)
    .where(within(scope, filter))
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** The next open activities, the soonest first; for the front page. */
export async function upcoming(scope: Scope, most: number): Promise<Activity[]> {
  return activities(scope, { states: ['open'], when: 'ahead', sort: { key: 'when', desc: false }, limit: most });
}

function toSignup(row: Selectable<SignupTable>): Signup {
  return {
    id: row.id,
    activityId: row.activity_id,
    personId: row.person_id,
    part: row.part,
    broughtBy: row.brought_by,
    state: row.state,
    minutes: row.minutes,
    at: row.at,
  };
}

/** Who signed up to an activity, helpers first, then in the order they came; those who took it back too. */
export async function signupsOf(scope: Scope, activityId: string): Promise<Signup[]> {
  const rows = await scope.db
    .selectFrom('signup')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('activity_id', '=', activityId)
    .orderBy(sql`part = 'join'`)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(toSignup);
}

/** A person's sign-up to one activity, or null. */
export async function signupOf(scope: Scope, activityId: string, personId: string): Promise<Signup | null> {
  if (!isId(personId)) return null;
  const row = await scope.db
    .selectFrom('signup')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('activity_id', '=', activityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row === undefined ? null : toSignup(row);
}

function toInvitation(row: Selectable<InvitationTable>): Invitation {
  const { because_kind: kind, because_id: id } = row;
  return {
    id: row.id,
    personId: row.person_id,
    invitedBy: row.invited_by,
    purpose: row.purpose,
    activityId: row.activity_id,
    because: kind === null || id === null ? null : { kind, id },
    state: row.state,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    stateReason: row.state_reason,
    at: row.at,
  };
}

/** Rows of invitations, to be narrowed. */
function invitationRows(scope: Scope) {
  return scope.db.selectFrom('invitation').selectAll().where('space_id', '=', scope.spaceId);
}

/** One invitation, or null. */
export async function invitation(scope: Scope, id: string): Promise<Invitation | null> {
  if (!isId(id)) return null;
  const row = await invitationRows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

/** Invitations to one person, newest first. */
export async function invitationsFor(scope: Scope, personId: string): Promise<Invitation[]> {
  if (!isId(personId)) return [];
  const rows = await invitationRows(scope).where('person_id', '=', personId).orderBy('at', 'desc').limit(200).execute();
  return rows.map(toInvitation);
}

/** Invitations by their ids or what they were sent because of, oldest first. */
export async function invitationsBecause(scope: Scope, ids: readonly string[]): Promise<Invitation[]> {
  if (ids.length === 0) return [];
  const rows = await invitationRows(scope)
    .where((where) => where.or([where('id', 'in', [...ids]), where('because_id', 'in', [...ids])]))
    .orderBy('at')
    .limit(500)
    .execute();
  return rows.map(toInvitation);
}

/** Invitations of the space for the desk's list. */
export async function invitationList(
  scope: Scope,
  wanted: {
    readonly state?: Invitation['state'] | undefined;
    readonly purpose?: Invitation['purpose'] | undefined;
    readonly desc?: boolean;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ rows: Invitation[]; total: number }> {
  let query = scope.db.selectFrom('invitation').where('space_id', '=', scope.spaceId);
  if (wanted.state !== undefined) query = query.where('state', '=', wanted.state);
  if (wanted.purpose !== undefined) query = query.where('purpose', '=', wanted.purpose);
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('at', wanted.desc === false ? 'asc' : 'desc')
    .orderBy('id')
    .limit(wanted.limit)
    .offset(wanted.offset)
    .execute();
  return { rows: rows.map(toInvitation), total: Number(total) };
}
