import { clearWords } from '#kernel/hits';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bySlip, markMatter, matterFor, personsBehind, type Slip, say, undoStep } from '#modules/intake';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import { clearances } from './commands-clearance.ts';
import { loadNeed, needFor } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { appealRefusal, hitsText, type PublicWords, refusal } from './rules.ts';
import { AttachVisit, BySlip, JoinNeed, OneNeed, PartNeed, Speak } from './schema.ts';

/** One voice: a matter, a person, or both. */
interface Voice {
  readonly matterId: string | null;
  readonly personId: string | null;
}

/** Adds a voice; false when it already stands behind the need. */
export async function addVoice(scope: Inside, needId: string, voice: Voice): Promise<boolean> {
  const known = await scope.db
    .selectFrom('need_voice')
    .select(['id', 'matter_id', 'person_id'])
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .where('left_at', 'is', null)
    .where((where) =>
      where.or([
        ...(voice.matterId === null ? [] : [where('matter_id', '=', voice.matterId)]),
        ...(voice.personId === null ? [] : [where('person_id', '=', voice.personId)]),
      ]),
    )
    .execute();
  if (known.some((row) => row.matter_id === voice.matterId || voice.matterId === null)) return false;
  // The same person spoke twice: the second matter counts as a matter, the person only once.
  const personId = known.some((row) => row.person_id === voice.personId) ? null : voice.personId;
  await scope.db
    .insertInto('need_voice')
    .values({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      need_id: needId,
      matter_id: voice.matterId,
      person_id: personId,
      at: scope.now(),
    })
    .execute();
  return true;
}

/** One more voice from a matter. */
export async function joinTo(scope: Inside, matterId: string, needId: string): Promise<Result<{ id: string }>> {
  const loaded = await matterFor(scope, matterId, 'join');
  if (!loaded.ok) return loaded;
  const need = await needFor(scope, needId, 'voice');
  if (!need.ok) return need;
  const [behind] = await personsBehind(scope, [matterId]);
  const added = await addVoice(scope, needId, { matterId, personId: behind?.personId ?? behind?.spokenForId ?? null });
  if (!added) return fail('needs.already_joined');
  await because(scope, { kind: 'matter', id: matterId }, { kind: 'need', id: needId });
  await markMatter(scope, matterId, 'joined', { kind: 'joined', text: need.value.number ?? '', outcome: needId });
  await audit(scope, { kind: 'need', id: needId, detail: { step: 'joined' } });
  return ok({ id: needId });
}

/** The need that somebody names by its number or its id. */
async function named(scope: Inside, text: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('need')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where((where) => where.or([where('number', '=', text), where(where.cast<string>('id', 'text'), '=', text)]))
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * "Mine too": a matter is one more voice for a need that is already there. Can be undone. Refusals:
 * `needs.other_unknown`, `intake.not_found`, `intake.state`, `needs.state`, `needs.already_joined`.
 */
export const joinNeed = command({
  name: 'needs.join',
  permission: permissions.keep,
  input: JoinNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const needId = await named(scope, input.need);
    return needId === null ? fail('needs.other_unknown', { field: 'need' }) : joinTo(scope, input.matter, needId);
  },
});

/** The voice of a matter leaves its need on this day; the matter stands on its own as before. */
async function partMatter(scope: Inside, matterId: string): Promise<Result<{ id: string; matterId: string }>> {
  const loaded = await matterFor(scope, matterId, 'part');
  if (!loaded.ok) return loaded;
  const left = await scope.db
    .updateTable('need_voice')
    .set({ left_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', '=', matterId)
    .where('left_at', 'is', null)
    .returning('need_id')
    .executeTakeFirst();
  if (left === undefined) return fail('needs.not_joined');
  await undoStep(scope, matterId, 'joined');
  await audit(scope, { kind: 'need', id: left.need_id, detail: { step: 'parted' } });
  return ok({ id: left.need_id, matterId });
}

/** Undoes a joining at the desk. Refuses `needs.not_joined` and as intake does. */
export const partNeed = command({
  name: 'needs.part',
  permission: permissions.keep,
  input: PartNeed,
  run: (scope, input): Promise<Result<{ id: string; matterId: string }>> => partMatter(scope, input.matter),
});

/**
 * Undoes a joining with nothing but the slip: what was said turns out to be something else after all, and stands on its
 * own again. Refuses `needs.slip_unknown`, `needs.not_joined` and as intake does.
 */
export const partBySlip = command({
  name: 'needs.part_slip',
  permission: permissions.speak,
  input: BySlip,
  run: async (scope, input): Promise<Result<{ number: string; code: string }>> => {
    const slip = await bySlip(scope, input.number, input.code);
    if (slip === null) return fail('needs.slip_unknown');
    const { number, slipCode: code } = slip.matter;
    const parted = await partMatter(scope, slip.matter.id);
    return parted.ok ? ok({ number, code }) : parted;
  },
});

/** A signed-in resident says "mine too" on a public need; the second time it changes nothing. */
export const meToo = command({
  name: 'needs.me_too',
  permission: permissions.voice,
  input: OneNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const need = await needFor(scope, input.id, 'voice');
    if (!need.ok) return need;
    if (need.value.state === 'draft') return fail('needs.not_found');
    const added = await addVoice(scope, input.id, { matterId: null, personId: subjectPerson(scope) });
    if (!added) return fail('needs.already_joined');
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'voice' } });
    return ok({ id: input.id });
  },
});

/** Takes one's "mine too" back. Refuses `needs.not_joined`. */
export const notMe = command({
  name: 'needs.not_me',
  permission: permissions.voice,
  input: OneNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const left = await scope.db
      .updateTable('need_voice')
      .set({ left_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('need_id', '=', input.id)
      .where('person_id', '=', subjectPerson(scope))
      .where('matter_id', 'is', null)
      .where('left_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (left === undefined) return fail('needs.not_joined');
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'voice_left' } });
    return ok({ id: input.id });
  },
});

/**
 * Says something at the public door, and where it is the same as a need already public, adds the voice to that need.
 * Refusals: those of `intake.say`; a need that has ended meanwhile is no reason to lose the words.
 */
export const speak = command({
  name: 'needs.speak',
  permission: permissions.speak,
  input: Speak,
  run: async (scope, input): Promise<Result<Slip>> => {
    const { same, ...said } = input;
    const slip = await say(scope, said);
    if (!slip.ok || same === undefined || same === '' || same === 'none') return slip;
    const need = await loadNeed(scope, same);
    if (!need.ok || need.value.state === 'draft' || refusal('voice', need.value.state) !== null) return slip;
    const joined = await joinTo(scope, slip.value.id, same);
    return joined.ok ? slip : joined;
  },
});

/** A crux written on the spot is public at once: what points to a person is left out of it, or put right in the edit. */
async function cruxRefusal(scope: Inside, needId: string, crux: string): Promise<Result<never> | null> {
  const words: PublicWords = { title: '', summary: '', group_text: '', urgency_reason: '', crux };
  const appeal = appealRefusal(words);
  if (appeal !== null) return fail(appeal, { field: 'crux' });
  const { open } = clearWords({ crux }, [], await clearances(scope, needId));
  return open === null ? null : fail('needs.crux_personal', { field: 'crux', params: { hits: hitsText([crux]) } });
}

/**
 * Attaches a visit note to a need and writes down the crux it found, in public words (F020). Refusals:
 * `needs.visit_unknown`, `needs.not_found`, `needs.state`, `needs.money_appeal`, `needs.crux_personal`.
 */
export const attachVisit = command({
  name: 'needs.attach_visit',
  permission: permissions.keep,
  input: AttachVisit,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const need = await needFor(scope, input.id, 'visit');
    if (!need.ok) return need;
    const visit = await scope.db
      .selectFrom('matter')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('number', '=', input.visit)
      .where('channel', '=', 'visit')
      .executeTakeFirst();
    if (visit === undefined) return fail('needs.visit_unknown', { field: 'visit' });
    if (need.value.state !== 'draft') {
      const wrong = await cruxRefusal(scope, input.id, input.crux);
      if (wrong !== null) return wrong;
    }
    await because(scope, { kind: 'matter', id: visit.id }, { kind: 'need', id: input.id });
    await scope.db
      .updateTable('need')
      .set({ crux: input.crux, updated_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'visited', number: input.visit } });
    return ok({ id: input.id });
  },
});
