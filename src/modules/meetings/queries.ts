import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { bodies, body, seatsNamedFor, seatsToday } from '#modules/bodies';
import { escapeLike } from '#platform/asked';
import type { Scope } from '#platform/scope';
import { actorId, holds } from '#platform/scope';
import type { Followup, Item, Meeting, MeetingKind, MeetingState, Motion, Presence, Turn } from './schema.ts';
import { StoredCount } from './schema.ts';

const meetingColumns = [
  'm.id',
  'm.number',
  'm.body_id as bodyId',
  'b.name as bodyName',
  'm.kind',
  'm.title',
  'm.text',
  'm.starts_at as startsAt',
  'm.place_text as placeText',
  'm.remote_text as remoteText',
  'm.turn_seconds as turnSeconds',
  'm.turn_times as turnTimes',
  'm.way',
  'm.answers_by as answersBy',
  'm.month',
  'm.state',
  'm.called_at as calledAt',
  'm.late_reason as lateReason',
  'm.opened_at as openedAt',
  'm.ended_at as endedAt',
  'm.minutes',
  'm.minutes_by as minutesBy',
  'm.approved_by as approvedBy',
  'm.closed_at as closedAt',
  'm.state_reason as stateReason',
] as const;

function meetingsOf(scope: Scope) {
  return scope.db
    .selectFrom('meeting as m')
    .leftJoin('body as b', (on) => on.onRef('b.space_id', '=', 'm.space_id').onRef('b.id', '=', 'm.body_id'))
    .where('m.space_id', '=', scope.spaceId);
}

/** One meeting, or null. */
export async function meeting(scope: Scope, id: string): Promise<Meeting | null> {
  if (!isId(id)) return null;
  const row = await meetingsOf(scope).select(meetingColumns).where('m.id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** The title of a meeting the public may see; null where there is none. */
export async function meetingTitle(scope: Scope, id: string): Promise<string | null> {
  const of = await meeting(scope, id);
  return of === null || of.state === 'preparing' ? null : of.title;
}

/** A meeting on whose agenda a topic stands. */
export interface OnAgenda {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly outcome: string | null;
  /** Which item it is, from 1. */
  readonly ordinal: number;
}

/** The meetings on whose agenda a topic stands or stood, the latest first; for the public those it may see. */
export async function agendasOf(scope: Scope, topicId: string, audience: 'public' | 'inside'): Promise<OnAgenda[]> {
  let query = meetingsOf(scope)
    .innerJoin('meeting_item as i', (on) =>
      on.onRef('i.space_id', '=', 'm.space_id').onRef('i.meeting_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.number', 'm.title', 'm.starts_at as startsAt', 'i.outcome', 'i.ordinal'])
    .where('i.subject_kind', '=', 'topic')
    .where('i.subject_id', '=', topicId);
  if (audience === 'public') query = query.where('m.state', '<>', 'preparing').where('m.called_at', 'is not', null);
  return query.orderBy('m.starts_at', 'desc').orderBy('i.ordinal').execute();
}

/** How often these procedures were dealt with at a meeting. */
export async function sittingsOn(scope: Scope, procedureIds: readonly string[]): Promise<number> {
  if (procedureIds.length === 0) return 0;
  const { count } = await scope.db
    .selectFrom('meeting_item')
    .select((value) => value.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .where('procedure_id', 'in', [...procedureIds])
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What a list of meetings may be narrowed by. */
export interface MeetingFilter {
  readonly q?: string;
  readonly kind?: MeetingKind;
  readonly bodyId?: string;
  readonly states?: readonly MeetingState[];
  readonly limit: number;
  readonly offset: number;
}

/** Meetings, the latest day first, and how many there are in all. */
export async function meetings(
  scope: Scope,
  filter: MeetingFilter,
): Promise<{ readonly rows: Meeting[]; readonly total: number }> {
  let query = meetingsOf(scope);
  const { q = '', kind, bodyId, states } = filter;
  if (kind !== undefined) query = query.where('m.kind', '=', kind);
  if (bodyId !== undefined) query = query.where('m.body_id', '=', bodyId);
  if (states !== undefined) query = query.where('m.state', 'in', [...states]);
  if (q !== '')
    query = query.where((where) =>
      where.or([where('m.title', 'ilike', `%${escapeLike(q)}%`), where('m.number', '=', q)]),
    );
  const counted = await query.select((value) => value.fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow();
  const rows = await query
    .select(meetingColumns)
    .orderBy('m.starts_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows, total: Number(counted.count) };
}

/** The agenda of a meeting, in order. */
export async function itemsOf(scope: Scope, meetingId: string): Promise<Item[]> {
  const rows = await scope.db
    .selectFrom('meeting_item')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('meeting_id', '=', meetingId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    meetingId: row.meeting_id,
    ordinal: row.ordinal,
    title: row.title,
    text: row.text,
    papers: row.papers,
    organisationId: row.organisation_id,
    procedureId: row.procedure_id,
    topicId: row.subject_kind === 'topic' ? row.subject_id : null,
    state: row.state,
    outcome: row.outcome,
    startedAt: row.started_at,
    debateClosedAt: row.debate_closed_at,
    endedAt: row.ended_at,
  }));
}

/** Who was there and how, the last word about each. */
export async function presenceOf(scope: Scope, meetingId: string): Promise<Presence[]> {
  const rows = await scope.db
    .selectFrom('meeting_presence')
    .distinctOn('person_id')
    .select(['person_id', 'way', 'recorded_by'])
    .where('space_id', '=', scope.spaceId)
    .where('meeting_id', '=', meetingId)
    .orderBy('person_id')
    .orderBy('turn', 'desc')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, way: row.way, own: row.recorded_by === null }));
}

/** Everybody who wished to speak at a meeting and did not take it back, in the order in which they asked. */
export async function turnsOf(scope: Scope, meetingId: string): Promise<Turn[]> {
  return scope.db
    .selectFrom('meeting_turn as t')
    .innerJoin('meeting_item as i', (on) => on.onRef('i.space_id', '=', 't.space_id').onRef('i.id', '=', 't.item_id'))
    .select([
      't.id',
      't.item_id as itemId',
      't.person_id as personId',
      't.side',
      't.began_at as beganAt',
      't.ended_at as endedAt',
    ])
    .where('t.space_id', '=', scope.spaceId)
    .where('i.meeting_id', '=', meetingId)
    .where('t.withdrawn_at', 'is', null)
    .orderBy('t.asked_at')
    .orderBy('t.id')
    .execute();
}

/** Motions on the items of a meeting, in order. */
export async function motionsOf(scope: Scope, meetingId: string): Promise<Motion[]> {
  const rows = await scope.db
    .selectFrom('meeting_motion as o')
    .innerJoin('meeting_item as i', (on) => on.onRef('i.space_id', '=', 'o.space_id').onRef('i.id', '=', 'o.item_id'))
    .select([
      'o.id',
      'o.item_id as itemId',
      'o.ordinal',
      'o.text',
      'o.mover_id as moverId',
      'o.second_id as secondId',
      'o.amends_id as amendsId',
      'o.state',
      'o.way',
      'o.count',
    ])
    .where('o.space_id', '=', scope.spaceId)
    .where('i.meeting_id', '=', meetingId)
    .orderBy('i.ordinal')
    .orderBy('o.ordinal')
    .execute();
  return rows.map((row) => ({ ...row, count: row.count === null ? null : StoredCount.parse(row.count) }));
}

const followupColumns = [
  'id',
  'meeting_id as meetingId',
  'item_id as itemId',
  'title',
  'owner_person_id as ownerId',
  'due_on as dueOn',
  'state',
  'report',
  'reported_at as reportedAt',
] as const;

/** What was promised at one meeting; without one, everything promised anywhere that is still open. */
export async function followups(scope: Scope, meetingId: string | null): Promise<Followup[]> {
  let query = scope.db.selectFrom('meeting_followup').select(followupColumns).where('space_id', '=', scope.spaceId);
  query = meetingId === null ? query.where('state', '=', 'open') : query.where('meeting_id', '=', meetingId);
  return query.orderBy('due_on').orderBy('id').execute();
}

/** What is still open of what was promised at earlier meetings of the same body. */
export async function openBefore(scope: Scope, of: Meeting): Promise<Followup[]> {
  if (of.bodyId === null) return [];
  const rows = await scope.db
    .selectFrom('meeting_followup as f')
    .innerJoin('meeting as m', (on) => on.onRef('m.space_id', '=', 'f.space_id').onRef('m.id', '=', 'f.meeting_id'))
    .select([
      'f.id',
      'f.meeting_id as meetingId',
      'f.item_id as itemId',
      'f.title',
      'f.owner_person_id as ownerId',
      'f.due_on as dueOn',
      'f.state',
      'f.report',
      'f.reported_at as reportedAt',
    ])
    .where('f.space_id', '=', scope.spaceId)
    .where('m.body_id', '=', of.bodyId)
    .where('m.id', '<>', of.id)
    .where('m.starts_at', '<', of.startsAt)
    .where('f.state', '=', 'open')
    .orderBy('f.due_on')
    .execute();
  return rows;
}

/** The monthly meetings of a body, by month. */
export async function monthly(scope: Scope, bodyId: string): Promise<Meeting[]> {
  return meetingsOf(scope)
    .select(meetingColumns)
    .where('m.body_id', '=', bodyId)
    .where('m.month', 'is not', null)
    .where('m.state', '<>', 'cancelled')
    .orderBy('m.month')
    .execute();
}

/** Whether a body with a monthly meeting has one for a month already, cancelled ones too. */
export async function hasMonth(scope: Scope, bodyId: string, month: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('meeting')
    .select(sql<number>`1`.as('there'))
    .where('space_id', '=', scope.spaceId)
    .where('body_id', '=', bodyId)
    .where('month', '=', month)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Bodies that meet every month: joint conferences at work. */
export async function monthlyBodies(scope: Scope) {
  return bodies(scope, { kind: 'joint_conference', state: 'active' });
}

/** The body of a meeting with those who sit on it today; null where it belongs to none. */
export async function circle(scope: Scope, of: Meeting) {
  if (of.bodyId === null) return null;
  const found = await body(scope, of.bodyId);
  return found === null ? null : { body: found, seats: await seatsToday(scope, found.id) };
}

/** Whether the reader may take part: a member or their substitute, or anybody where everybody may come. */
export async function takesPart(scope: Scope, of: Meeting, personId: string): Promise<boolean> {
  if (personId === '') return false;
  if (of.bodyId === null || of.kind === 'symposium' || of.kind === 'reception') return true;
  return (await seatsNamedFor(scope, personId)).some((seat) => seat.bodyId === of.bodyId);
}

/** Who may look at the desk pages of meetings: holders of the desk's roles, and whoever holds a seat. */
export async function mayEnter(scope: Scope): Promise<boolean> {
  if (
    holds(scope, 'admin', 'worker', 'grid_worker', 'hub', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer')
  )
    return true;
  return (await seatsNamedFor(scope, actorId(scope))).length > 0;
}
