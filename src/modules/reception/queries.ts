import { isId } from '#kernel/ids';
import { auditRead } from '#modules/record';
import { openText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { noteContext } from './commands-notes.ts';
import type { Reception, VoiceNote } from './schema.ts';

/** Reception days, the latest first, each with the matters taken on it. */
export async function receptions(scope: Scope): Promise<Reception[]> {
  const rows = await scope.db
    .selectFrom('reception')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('held_on', 'desc')
    .limit(100)
    .execute();
  const taken = await scope.db
    .selectFrom('reception_matter')
    .select(['reception_id', 'matter_id'])
    .where('space_id', '=', scope.spaceId)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    leaderId: row.leader_person_id,
    duty: row.duty_text,
    heldOn: row.held_on,
    hours: row.hours_text,
    place: row.place_text,
    state: row.state,
    closing: row.closing_text,
    matterIds: taken.filter((one) => one.reception_id === row.id).map((one) => one.matter_id),
  }));
}

/** Voice notes, those that wait first. */
export async function voiceNotes(scope: Scope): Promise<VoiceNote[]> {
  const rows = await scope.db
    .selectFrom('voice_note')
    .select(['id', 'matter_id', 'media_type', 'state', 'delete_on', 'at'])
    .where('space_id', '=', scope.spaceId)
    .orderBy((order) => order('state', '=', 'waiting'), 'desc')
    .orderBy((order) => order('state', '=', 'forgotten'))
    .orderBy('at')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    matterId: row.matter_id,
    mediaType: row.media_type,
    state: row.state,
    deleteOn: row.delete_on,
    at: row.at,
  }));
}

/** The sound of a note; listening is recorded. Null where it is not there any more. */
export async function soundOf(
  scope: Scope,
  id: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string } | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('voice_note')
    .select(['sealed', 'media_type'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.sealed === null) return null;
  await auditRead(scope, { kind: 'voice_note', id, command: 'reception.listen' });
  const opened = openText(scope.platform.keys, row.sealed, noteContext(scope.spaceId, id));
  return { bytes: new Uint8Array(Buffer.from(opened, 'base64')), mediaType: row.media_type };
}
