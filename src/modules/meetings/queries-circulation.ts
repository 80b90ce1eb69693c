import type { Scope } from '#platform/scope';
import type { Answer } from './rules-circulation.ts';

/** Every answer in writing to the items of a meeting, earlier ones of the same seat too, in order. */
export async function answersAt(scope: Scope, meetingId: string): Promise<Answer[]> {
  const rows = await scope.db
    .selectFrom('meeting_answer as a')
    .innerJoin('meeting_item as i', (on) => on.onRef('i.space_id', '=', 'a.space_id').onRef('i.id', '=', 'a.item_id'))
    .select(['a.item_id', 'a.seat_id', 'a.person_id', 'a.turn', 'a.choice', 'a.remark', 'a.recorded_by'])
    .where('a.space_id', '=', scope.spaceId)
    .where('i.meeting_id', '=', meetingId)
    .orderBy('a.turn')
    .execute();
  return rows.map((row) => ({
    ...{ itemId: row.item_id, seatId: row.seat_id, personId: row.person_id, turn: row.turn },
    ...{ choice: row.choice, remark: row.remark, own: row.recorded_by === null },
  }));
}
