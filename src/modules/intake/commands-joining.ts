import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { hasConsent, recordConsent } from '#modules/people';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { addStep, isSpeaker, loadMatter, matterFor, type NewStep } from './commands-steps.ts';
import { permissions } from './permissions.ts';
import { AllowWords, JoinMatter, type MatterState, OneMatter } from './schema.ts';

/** This is the same as another matter: it goes on there, and the one who spoke hears of it. Can be undone. */
export const joinMatter = command({
  name: 'intake.join',
  permission: permissions.handle,
  input: JoinMatter,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'join');
    if (!loaded.ok) return loaded;
    const other = await scope.db
      .selectFrom('matter')
      .select(['id', 'number', 'joined_to_id', 'channel'])
      .where('space_id', '=', scope.spaceId)
      .where('number', '=', input.into)
      .executeTakeFirst();
    if (other === undefined) return fail('intake.other_unknown', { field: 'into' });
    if (other.id === input.id) return fail('intake.same_matter', { field: 'into' });
    // Whoever petitions is answered for themselves: a petition is joined to nothing and nothing to it (F188).
    if (other.channel === 'petition' || (await isPetition(scope, input.id))) return fail('intake.petition_apart');
    if (other.joined_to_id !== null) return fail('intake.joined_elsewhere', { field: 'into' });
    await setJoined(scope, input.id, other.id);
    await because(scope, { kind: 'matter', id: input.id }, { kind: 'matter', id: other.id });
    await addStep(scope, loaded.value, { kind: 'joined', text: other.number }, 'joined');
    return ok({ id: input.id });
  },
});

async function isPetition(scope: Inside, id: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('matter')
    .select('channel')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.channel === 'petition';
}

/** Undoes a joining: the matter stands on its own again, as it did before. */
export const partMatter = command({
  name: 'intake.part',
  permission: permissions.handle,
  input: OneMatter,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await matterFor(scope, input.id, 'part');
    if (!loaded.ok) return loaded;
    if (loaded.value.joined_to_id === null) return fail('intake.state', { params: { state: 'joined', number: '' } });
    await undoStep(scope, input.id, 'joined');
    return ok({ id: input.id });
  },
});

async function setJoined(scope: Inside, id: string, into: string | null): Promise<void> {
  await scope.db
    .updateTable('matter')
    .set({ joined_to_id: into })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Takes the last step of a kind back: the matter stands where it stood before that step. */
export async function undoStep(scope: Inside, matterId: string, kind: 'joined' | 'need'): Promise<void> {
  const loaded = await loadMatter(scope, matterId);
  if (!loaded.ok) return;
  const step = await scope.db
    .selectFrom('matter_step')
    .select(['id', 'from_state'])
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', '=', matterId)
    .where('kind', '=', kind)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  await setJoined(scope, matterId, null);
  const back = step?.from_state ?? 'taken';
  const undoes = step === undefined ? {} : { undoes: step.id };
  // The column holds only what addStep wrote into it, which is a state.
  await addStep(scope, loaded.value, { kind: 'parted', ...undoes }, back as MatterState);
}

/**
 * Marks what became of a matter in a later room: a need was made of it, it was joined to one, a verdict was given, or
 * it has to be opened again. `state` null leaves the state as it is. Returns false when there is no such matter.
 */
export async function markMatter(
  scope: Inside,
  id: string,
  state: MatterState | null,
  step: NewStep,
): Promise<boolean> {
  const loaded = await loadMatter(scope, id);
  if (!loaded.ok) return false;
  await addStep(scope, loaded.value, step, state ?? loaded.value.state);
  return true;
}

/**
 * Consent, or its withdrawal, that the public trace shows one's own words (PIPL Art. 25: separate consent). Only the
 * one who spoke can give it. Refusals: `intake.not_found`, `intake.not_yours`, `intake.no_person`.
 */
export const allowWords = command({
  name: 'intake.allow',
  permission: permissions.voice,
  input: AllowWords,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadMatter(scope, input.id);
    if (!loaded.ok) return loaded;
    if (!isSpeaker(scope, loaded.value)) return fail('intake.not_yours');
    const personId = loaded.value.person_id ?? loaded.value.spoken_for_person_id;
    if (personId === null) return fail('intake.no_person');
    const recorded = await recordConsent(scope, {
      personId,
      purpose: wordsPurpose,
      aboutKind: 'matter',
      aboutId: input.id,
      given: input.allow,
    });
    if (!recorded.ok) return recorded;
    await scope.db
      .updateTable('matter')
      .set({ publish_words: input.allow })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'matter', id: input.id, detail: { publish_words: input.allow } });
    return ok({ id: input.id });
  },
});

/** Purpose of the consent under which own words may be shown. */
const wordsPurpose = 'publish_words';

/** Whether the words of a matter may be shown publicly: the mark and a consent that still stands. */
export async function wordsAllowed(
  scope: Scope,
  matter: { readonly id: string; readonly person_id: string | null; readonly publish_words: boolean },
): Promise<boolean> {
  if (!matter.publish_words || matter.person_id === null) return false;
  return hasConsent(scope, matter.person_id, wordsPurpose, { kind: 'matter', id: matter.id });
}
