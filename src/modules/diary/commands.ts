import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { solveMatter, writeDown } from '#modules/intake';
import { audit, because, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { storeFile } from '#platform/files';
import { actorId, type Inside } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { itemsOf, momentRefusal, type Said, waited } from './rules.ts';
import { KeepVisit } from './schema.ts';
import { zh } from './zh.ts';

/** What came of a visit: its number to tell, and the slip of each matter. */
export interface KeptVisit {
  readonly id: string;
  readonly number: string;
  readonly slips: readonly { readonly number: string; readonly code: string }[];
}

type Who = Pick<
  Parameters<typeof writeDown>[1],
  'person' | 'not_named' | 'contact_name' | 'phone' | 'place' | 'place_text'
>;

async function writeItem(
  scope: Inside,
  visitId: string,
  said: Said & { readonly position: number },
  who: Who,
): Promise<Result<{ id: string; number: string; code: string }>> {
  const written = await writeDown(scope, { ...who, channel: 'visit', words: said.words });
  if (!written.ok) return written;
  const { id: matterId } = written.value;
  await scope.db
    .insertInto('visit_item')
    .values({
      space_id: scope.spaceId,
      visit_id: visitId,
      position: said.position,
      matter_id: matterId,
      way: said.way,
    })
    .execute();
  await because(scope, { kind: 'matter', id: matterId }, { kind: 'visit', id: visitId });
  if (said.way !== null) {
    const solved = await solveMatter(scope, { id: matterId, way: said.way });
    if (!solved.ok) return solved;
  }
  return written;
}

/**
 * Writes a visit into the diary: each thing said becomes a numbered matter, what was done at once is done (F169). Sent
 * again with the same key it is the same visit. Refusals: `diary.not_yours` (kept on the phone for somebody else),
 * `diary.nothing_said`, `diary.ahead`, `diary.too_old`, those of `intake.write`.
 */
export const keepVisit = command({
  name: 'diary.keep',
  permission: permissions.keep,
  input: KeepVisit,
  run: async (scope, input): Promise<Result<KeptVisit>> => {
    if (input.owner !== undefined && input.owner !== actorId(scope)) return fail('diary.not_yours');
    const { topics } = pick(scope.lang, { zh, en });
    const said = itemsOf(input, (topic) => topics[topic]);
    if (said.length === 0) return fail('diary.nothing_said', { field: 'words' });
    const written =
      input.written_at === undefined || input.written_at === '' ? scope.now() : new Date(input.written_at);
    const refused = momentRefusal(written, scope.now());
    if (refused !== null) return fail(refused);
    const onPhone = waited(written, scope.now());
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'visit');
    await scope.db
      .insertInto('visit')
      .values({
        space_id: scope.spaceId,
        id,
        number,
        worker_person_id: actorId(scope),
        person_id: input.person ?? null,
        place_id: input.place ?? null,
        place_text: input.place_text,
        visited_at: written > scope.now() ? scope.now() : written,
        kept_on_phone: onPhone,
        at: scope.now(),
      })
      .execute();
    const who: Who = {
      person: input.person,
      not_named: input.person === undefined && input.contact_name === '',
      contact_name: input.contact_name,
      phone: input.phone,
      place: input.place,
      place_text: input.place_text,
    };
    const slips: { id: string; number: string; code: string }[] = [];
    for (const [at, one] of said.entries()) {
      const item = await writeItem(scope, id, { ...one, position: at + 1 }, who);
      if (!item.ok) return item;
      slips.push(item.value);
    }
    const about = slips[0]?.id;
    if (input.photo !== undefined && about !== undefined) {
      const stored = await storeFile(scope, {
        bytes: input.photo.bytes,
        name: input.photo.name,
        kind: 'image',
        visibility: 'sensitive',
        about: { kind: 'matter', id: about },
      });
      if (!stored.ok) return fail(stored.fault.code, { ...stored.fault, field: 'photo' });
    }
    await audit(scope, { kind: 'visit', id, detail: { items: slips.length, kept_on_phone: onPhone } });
    return ok({ id, number, slips: slips.map((slip) => ({ number: slip.number, code: slip.code })) });
  },
});
