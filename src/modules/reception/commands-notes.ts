import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { type Slip, say, wordsWritten } from '#modules/intake';
import { parameter } from '#modules/parameters';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { sniff } from '#platform/file-types';
import { actorId, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { soundRefusal } from './rules-sound.ts';
import { largestSound, SpeakNote, WriteNote } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which a voice note is written down. */
const noteTask = 'reception.write_note';

/** What a voice note is sealed with. */
export function noteContext(spaceId: string, id: string): string {
  return `${spaceId}/voice_note/${id}`;
}

/**
 * Takes a minute of voice: it is a matter with a slip at once, and a worker writes down what was said. The sound is sealed
 * in its row. Refusals: `reception.sound_large`, `reception.not_sound`,
 * `reception.sound_broken`, `reception.sound_long` (with `seconds`), those of `intake.say`.
 */
export const speakNote = command({
  name: 'reception.speak',
  permission: permissions.speak,
  input: SpeakNote,
  run: async (scope, input): Promise<Result<Slip>> => {
    const { sound } = input;
    if (sound === undefined) return fail('reception.sound_missing', { field: 'sound' });
    if (sound.bytes.length > largestSound) return fail('reception.sound_large', { field: 'sound' });
    const type = sniff(sound.bytes);
    if (type?.kind !== 'audio') return fail('reception.not_sound', { field: 'sound' });
    const refused = soundRefusal(sound.bytes, type.mediaType);
    if (refused !== null) return fail(refused.code, { field: 'sound', params: { seconds: refused.seconds } });
    const words = pick('zh', { zh, en });
    const said = await say(scope, {
      words: words.speak.placeholder,
      place_text: input.place_text,
      contact_way: input.phone === '' ? 'none' : 'call',
      contact_name: input.contact_name,
      phone: input.phone,
    });
    if (!said.ok) return said;
    const id = newId(scope.now());
    const sealed = sealText(
      scope.platform.keys,
      Buffer.from(sound.bytes).toString('base64'),
      noteContext(scope.spaceId, id),
    );
    await scope.db
      .insertInto('voice_note')
      .values({
        space_id: scope.spaceId,
        id,
        matter_id: said.value.id,
        media_type: type.mediaType,
        bytes: sound.bytes.length,
        sealed: Buffer.from(sealed),
        delete_on: addDays(today(scope), await parameter(scope, 'promise.voiceDays')),
        at: scope.now(),
      })
      .execute();
    await openTask(scope, {
      kind: noteTask,
      subject: { kind: 'voice_note', id },
      title: words.tasks.note(said.value.number),
      dueOn: addDays(today(scope), 1),
      ownerRole: 'worker',
      escalateToRole: 'admin',
      rule: words.tasks.noteRule,
    });
    await because(scope, { kind: 'matter', id: said.value.id }, { kind: 'voice_note', id });
    await audit(scope, { kind: 'voice_note', id, detail: { bytes: sound.bytes.length } });
    return said;
  },
});

/** Writes down what a voice note says; the words take the place of the sound in the matter. */
export const writeNote = command({
  name: 'reception.write',
  permission: permissions.take,
  input: WriteNote,
  run: async (scope, input): Promise<Result<{ id: string; matterId: string }>> => {
    const row = await scope.db
      .selectFrom('voice_note')
      .select(['matter_id', 'state'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('reception.note_unknown');
    if (row.state === 'forgotten') return fail('reception.forgotten');
    await wordsWritten(scope, row.matter_id, input.words);
    await scope.db
      .updateTable('voice_note')
      .set({ state: 'written', written_by: actorId(scope), settled_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await closeTask(scope, { kind: 'voice_note', id: input.id }, noteTask, 'done');
    await audit(scope, { kind: 'voice_note', id: input.id, detail: { written: true } });
    return ok({ id: input.id, matterId: row.matter_id });
  },
});

/** Forgets the sound of notes whose days are over, written down or not; run daily, it repeats nothing. */
export const forgetNotes = command({
  name: 'reception.forget',
  permission: permissions.system,
  input: z.object({}),
  run: async (scope): Promise<Result<{ forgotten: number }>> => {
    const gone = await scope.db
      .updateTable('voice_note')
      .set({ state: 'forgotten', sealed: null, settled_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('state', '<>', 'forgotten')
      .where('delete_on', '<', today(scope))
      .returning('id')
      .execute();
    for (const { id } of gone) await closeTask(scope, { kind: 'voice_note', id }, noteTask, 'dropped');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { forgotten: gone.length } });
    return ok({ forgotten: gone.length });
  },
});
