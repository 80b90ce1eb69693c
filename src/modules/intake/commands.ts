import { newId, shortCode } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { person as personOf } from '#modules/people';
import { audit, because, nextNumber, seal } from '#modules/record';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { storeFile } from '#platform/files';
import type { Inside, Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import { settlePromises, tellSpeaker } from './commands-promises.ts';
import { addStep, handles, isSpeaker, loadMatter, matterFor } from './commands-steps.ts';
import { permissions } from './permissions.ts';
import { guessClass } from './queries-classes.ts';
import { appealRefusal } from './rules.ts';
import type { Channel, ContactWay } from './schema.ts';
import { Note, OneMatter, Say, Solve, Sort, WithReason, WriteDown } from './schema.ts';

/** What one gets for one's words: the number everybody may hear, and the code that only the slip carries. */
export interface Slip {
  readonly id: string;
  readonly number: string;
  readonly code: string;
}

interface NewMatter {
  readonly channel: Channel;
  readonly words: string;
  readonly personId: string | null;
  readonly spokenForId?: string | null;
  readonly takenById?: string | null;
  readonly anonymous: boolean;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly classCode: string | null;
  /** The speaker chose the class: it stands until the desk decides, and teaches nothing. */
  readonly classBySpeaker?: boolean;
  readonly contactWay: ContactWay;
  readonly contact: { readonly name: string; readonly phone: string };
}

/** Whether a place and a class named by a form exist in this space. */
export async function knownPlaceAndClass(
  scope: Scope,
  placeId: string | null,
  classCode: string | null,
): Promise<'intake.place_unknown' | 'intake.class_unknown' | null> {
  if (placeId !== null) {
    const place = await scope.db
      .selectFrom('place')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', placeId)
      .executeTakeFirst();
    if (place === undefined) return 'intake.place_unknown';
  }
  if (classCode === null) return null;
  const known = await scope.db
    .selectFrom('classification')
    .select('code')
    .where('code', '=', classCode)
    .executeTakeFirst();
  return known === undefined ? 'intake.class_unknown' : null;
}

/** Writes a new matter with its sealed words, number and slip code. */
async function newMatter(scope: Inside, made: NewMatter): Promise<Result<Slip>> {
  const unknown = await knownPlaceAndClass(scope, made.placeId, made.classCode);
  if (unknown !== null) return fail(unknown);
  const id = newId(scope.now());
  const number = await nextNumber(scope, 'matter');
  const code = shortCode(6);
  const guess = await guessClass(scope, made.words);
  const reach = made.contact.phone !== '' || made.contact.name !== '';
  await scope.db
    .insertInto('matter')
    .values({
      space_id: scope.spaceId,
      id,
      number,
      channel: made.channel,
      person_id: made.personId,
      spoken_for_person_id: made.spokenForId ?? null,
      taken_by_person_id: made.takenById ?? null,
      anonymous: made.anonymous,
      place_id: made.placeId,
      place_text: made.placeText,
      class_code: made.classCode,
      class_at: made.classCode === null || made.classBySpeaker === true ? null : scope.now(),
      class_guess: guess?.code ?? null,
      class_confidence: guess?.percent ?? null,
      contact_way: made.contactWay,
      contact_sealed: reach ? sealContact(scope, id, made.contact) : null,
      slip_code: code,
      said_at: scope.now(),
      created_at: scope.now(),
      updated_at: scope.now(),
    })
    .execute();
  await seal(scope, {
    about: { kind: 'matter', id },
    kind: 'words',
    personId: made.personId,
    text: made.words,
    searchable: true,
  });
  await addStep(scope, { id, state: 'new', person_id: made.personId }, { kind: 'said', outcome: made.channel });
  return ok({ id, number, code });
}

/**
 * Puts a comment that came with other answers into the one queue, inside that room's command, which audits. Nobody's name
 * stands beside it, so nobody is told; its number can be asked for at the counter.
 */
export function commentMatter(scope: Inside, words: string): Promise<Result<Slip>> {
  return newMatter(scope, {
    ...{ channel: 'questionnaire', words, personId: null, takenById: scope.actor?.personId ?? null, anonymous: true },
    ...{ placeId: null, placeText: '', classCode: null, contactWay: 'none', contact: { name: '', phone: '' } },
  });
}

/** Name and number of whoever wants to hear, sealed with the matter as context. */
export function sealContact(
  scope: Scope,
  matterId: string,
  contact: { readonly name: string; readonly phone: string },
): Buffer {
  return Buffer.from(sealText(scope.platform.keys, JSON.stringify(contact), `${scope.spaceId}/matter/${matterId}`));
}

/**
 * Says something: numbered, sealed, with a slip. With an account or card it is the person's own; without one, or
 * anonymous, it belongs to whoever holds the slip. Refusals: `intake.money_appeal` (Charity Law Art. 124),
 * `intake.contact_way_missing`, `intake.phone_missing`, `intake.door_missing`, `input.too_long` with how many
 * characters are allowed.
 */
export const say = command({
  name: 'intake.say',
  permission: permissions.say,
  input: Say,
  run: async (scope, input): Promise<Result<Slip>> => {
    const appeal = appealRefusal(input.words);
    if (appeal !== null) return fail(appeal, { field: 'words' });
    const person = input.anonymous || scope.actor?.way === 'system' ? null : subjectPerson(scope);
    const helper = scope.actor?.onBehalfOf == null ? null : scope.actor.personId;
    // Nor does the trail of deeds name somebody who says it without a name.
    const heard: Inside = input.anonymous ? { ...scope, actor: null } : scope;
    const said = await newMatter(heard, {
      channel: scope.actor?.way === 'card' ? 'card' : 'web',
      words: input.words,
      personId: person,
      takenById: helper,
      anonymous: input.anonymous,
      placeId: input.place ?? null,
      placeText: input.place_text,
      classCode: input.class_code === '' ? null : input.class_code,
      classBySpeaker: true,
      contactWay: input.anonymous ? 'none' : input.contact_way,
      contact: input.anonymous ? { name: '', phone: '' } : { name: input.contact_name, phone: input.phone },
    });
    if (!said.ok || input.photo === undefined) return said;
    const stored = await storeFile(heard, {
      bytes: input.photo.bytes,
      name: input.photo.name,
      kind: 'image',
      visibility: 'sensitive',
      about: { kind: 'matter', id: said.value.id },
    });
    return stored.ok ? said : fail(stored.fault.code, { ...stored.fault, field: 'photo' });
  },
});

/**
 * Writes words down for someone who rang, came or was visited; the worker is recorded beside the speaker. Of a
 * visit, each further suggestion becomes a matter of its own, caused by the visit's (F169). Refusals:
 * `intake.person_or_not_named`, `intake.person_unknown`, `intake.place_unknown`, `intake.class_unknown`.
 */
export const writeDown = command({
  name: 'intake.write',
  permission: permissions.write,
  input: WriteDown,
  run: async (scope, input): Promise<Result<Slip & { readonly more: readonly Slip[] }>> => {
    if (input.person === undefined && !input.not_named && input.contact_name === '')
      return fail('intake.person_or_not_named', { field: 'contact_name' });
    if (input.person !== undefined && (await personOf(scope, input.person)) === null)
      return fail('intake.person_unknown', { field: 'person' });
    const about = {
      channel: input.channel,
      personId: input.person ?? null,
      takenById: scope.actor?.personId ?? null,
      anonymous: input.person === undefined && input.contact_name === '',
      placeId: input.place ?? null,
      placeText: input.place_text,
      classCode: input.class_code === '' ? null : input.class_code,
      contactWay: input.contact_way ?? 'none',
      contact: { name: input.contact_name, phone: input.phone },
    };
    const first = await newMatter(scope, { ...about, words: input.words });
    if (!first.ok) return first;
    const more: Slip[] = [];
    for (const line of input.suggestions.split('\n').filter((each) => each.trim() !== '')) {
      const next = await newMatter(scope, { ...about, words: line.trim(), classCode: null });
      if (!next.ok) return next;
      await because(scope, { kind: 'matter', id: first.value.id }, { kind: 'matter', id: next.value.id });
      more.push(next.value);
    }
    return ok({ ...first.value, more });
  },
});

/** Takes a matter on: from now on one person answers for it. Taking another's over is allowed and recorded. */
export const takeMatter = command({
  name: 'intake.take',
  permission: permissions.handle,
  input: OneMatter,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'take');
    if (!loaded.ok) return loaded;
    await scope.db
      .updateTable('matter')
      .set({ handler_person_id: scope.actor?.personId ?? null })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    const to = loaded.value.state === 'new' ? 'taken' : loaded.value.state;
    await addStep(scope, loaded.value, { kind: 'taken' }, to);
    return ok({ id: input.id });
  },
});

/** Solved on the spot: one tap says how, words are welcome. Promises still open on it are kept by this. */
export const solveMatter = command({
  name: 'intake.solve',
  permission: permissions.handle,
  input: Solve,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'solve');
    if (!loaded.ok) return loaded;
    const step = {
      kind: 'solved' as const,
      outcome: input.way ?? 'fixed',
      words: input.how,
      ...(input.minutes === undefined ? {} : { minutes: input.minutes }),
    };
    await addStep(scope, loaded.value, step, 'solved');
    await settlePromises(scope, input.id);
    await tellSpeaker(scope, loaded.value, (words, number) => words.told.solved(number));
    return ok({ id: input.id });
  },
});

/** Ends a matter for which the community can do no more, with the reason; the speaker is told. */
export const closeMatter = command({
  name: 'intake.close',
  permission: permissions.handle,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'close');
    if (!loaded.ok) return loaded;
    await addStep(scope, loaded.value, { kind: 'closed', words: input.reason }, 'closed');
    await settlePromises(scope, input.id);
    await tellSpeaker(scope, loaded.value, (words, number) => words.told.closed(number));
    return ok({ id: input.id });
  },
});

/** A note for colleagues; only the desk reads it. */
export const noteMatter = command({
  name: 'intake.note',
  permission: permissions.handle,
  input: Note,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadMatter(scope, input.id);
    if (!loaded.ok) return loaded;
    await addStep(scope, loaded.value, { kind: 'note', words: input.note });
    return ok({ id: input.id });
  },
});

/** Puts class and place right, so that lists and figures can count it (F170); what a person decides teaches. */
export const sortMatter = command({
  name: 'intake.sort',
  permission: permissions.handle,
  input: Sort,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadMatter(scope, input.id);
    if (!loaded.ok) return loaded;
    const classCode = input.class_code === '' ? null : input.class_code;
    const unknown = await knownPlaceAndClass(scope, input.place ?? null, classCode);
    if (unknown !== null) return fail(unknown);
    await scope.db
      .updateTable('matter')
      .set({
        class_code: classCode,
        class_by: 'person',
        class_at: classCode === null ? null : scope.now(),
        place_id: input.place ?? null,
        updated_at: scope.now(),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'matter', id: input.id, detail: { class: classCode, place: input.place ?? null } });
    return ok({ id: input.id });
  },
});

/** Opens an ended matter again, by the desk or by the one who spoke; never without a reason. */
export const reopenMatter = command({
  name: 'intake.reopen',
  permission: permissions.voice,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'reopen');
    if (!loaded.ok) return loaded;
    if (!(isSpeaker(scope, loaded.value) || handles(scope))) return fail('intake.not_yours');
    const to = loaded.value.handler_person_id === null ? 'new' : 'taken';
    await addStep(scope, loaded.value, { kind: 'reopened', words: input.reason }, to);
    return ok({ id: input.id });
  },
});

/** Takes one's words back, or notes for the speaker that they were taken back. */
export const withdrawMatter = command({
  name: 'intake.withdraw',
  permission: permissions.voice,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'withdraw');
    if (!loaded.ok) return loaded;
    if (!(isSpeaker(scope, loaded.value) || handles(scope))) return fail('intake.not_yours');
    await addStep(scope, loaded.value, { kind: 'withdrawn', words: input.reason }, 'withdrawn');
    await settlePromises(scope, input.id, 'withdrawn');
    return ok({ id: input.id });
  },
});
