import type { Scope } from '#platform/scope';
import { type PaperEntry, StoredSheet } from './schema-paper.ts';

/** Every typing of a meeting's sheets, in order. */
export async function entriesOf(scope: Scope, meetingId: string): Promise<PaperEntry[]> {
  const rows = await scope.db
    .selectFrom('meeting_entry')
    .select(['turn', 'typed_by', 'sheet'])
    .where('space_id', '=', scope.spaceId)
    .where('meeting_id', '=', meetingId)
    .orderBy('turn')
    .execute();
  return rows.map((row) => ({ turn: row.turn, typedBy: row.typed_by, sheet: StoredSheet.parse(row.sheet) }));
}
