import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Inside } from '#platform/scope';
import { itemsOf, meeting } from './queries.ts';
import type { Item, Meeting, MeetingState } from './schema.ts';

/** What `setMeeting` may write. */
type Change = Partial<{
  state: MeetingState;
  title: string;
  text: string;
  starts_at: Date;
  place_text: string;
  remote_text: string;
  turn_seconds: number | null;
  turn_times: number | null;
  answers_by: string;
  called_at: Date;
  late_reason: string | null;
  opened_at: Date;
  ended_at: Date;
  minutes: string;
  minutes_by: string | null;
  minutes_at: Date;
  approved_by: string | null;
  closed_at: Date;
  state_reason: string;
}>;

/** One meeting, held against others who would change it at the same moment; null when it is not there. */
export async function lockMeeting(scope: Inside, id: string): Promise<Meeting | null> {
  const row = await scope.db
    .selectFrom('meeting')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : meeting(scope, row.id);
}

/** A meeting in one of these states; `meetings.not_found`, or the code that says why not now. */
export async function meetingIn(
  scope: Inside,
  id: string,
  states: readonly MeetingState[],
  otherwise:
    | 'meetings.not_preparing'
    | 'meetings.not_called'
    | 'meetings.not_open'
    | 'meetings.not_ended'
    | 'meetings.ended',
): Promise<Result<Meeting>> {
  const found = await lockMeeting(scope, id);
  if (found === null) return fail('meetings.not_found');
  return states.includes(found.state) ? ok(found) : fail(otherwise);
}

/** An item of an open meeting; refuses `meetings.not_found`, `meetings.not_open`, `meetings.item_not_found`. */
export async function itemIn(
  scope: Inside,
  id: string,
  itemId: string,
): Promise<Result<{ readonly of: Meeting; readonly item: Item; readonly items: readonly Item[] }>> {
  const of = await meetingIn(scope, id, ['open'], 'meetings.not_open');
  if (!of.ok) return of;
  const items = await itemsOf(scope, id);
  const item = items.find((one) => one.id === itemId);
  return item === undefined ? fail('meetings.item_not_found') : ok({ of: of.value, item, items });
}

/** Writes to a meeting. */
export async function setMeeting(scope: Inside, id: string, change: Change): Promise<void> {
  await scope.db
    .updateTable('meeting')
    .set(change)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Writes to an item. */
export async function setItem(
  scope: Inside,
  id: string,
  change: Partial<{
    state: Item['state'];
    outcome: string;
    started_at: Date;
    debate_closed_at: Date;
    ended_at: Date;
  }>,
): Promise<void> {
  await scope.db
    .updateTable('meeting_item')
    .set(change)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Whoever has the floor on an item has ended. */
export async function endTurns(scope: Inside, itemId: string): Promise<void> {
  await scope.db
    .updateTable('meeting_turn')
    .set({ ended_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('item_id', '=', itemId)
    .where('began_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();
}
