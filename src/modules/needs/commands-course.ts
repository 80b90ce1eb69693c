import { clearWords } from '#kernel/hits';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { markMatter, undoStep } from '#modules/intake';
import { markServed, person as personOf } from '#modules/people';
import { audit, because, nextNumber, tell } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { clearances, copyClearances } from './commands-clearance.ts';
import { type LoadedNeed, loadNeed, needFor, needTokens } from './commands-loading.ts';
import { addVoice } from './commands-voices.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { hitsText, isLive, stateAfter } from './rules.ts';
import { MergeNeeds, type NeedState, SplitNeed, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date that asks whether an old need still stands. */
export const staleTask = 'needs.stale';

async function setState(
  scope: Inside,
  need: Pick<LoadedNeed, 'id' | 'state'>,
  state: NeedState,
  more: { readonly reason?: string; readonly mergedInto?: string } = {},
): Promise<void> {
  await scope.db
    .updateTable('need')
    .set({
      state,
      state_reason: more.reason ?? null,
      ...(more.mergedInto === undefined ? {} : { merged_into_id: more.mergedInto }),
      updated_at: scope.now(),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', need.id)
    .execute();
  if (!isLive(state)) await closeTask(scope, { kind: 'need', id: need.id }, staleTask, 'dropped', state);
  await audit(scope, { kind: 'need', id: need.id, detail: { step: state, from: need.state } });
}

/** Who stands behind a need now. */
export async function standingVoices(scope: Inside, needId: string) {
  return scope.db
    .selectFrom('need_voice')
    .select(['matter_id', 'person_id'])
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .where('left_at', 'is', null)
    .execute();
}

/** Takes a need back with the reason; the matters behind it wait for an answer again. Internal to a command. */
export async function takeBack(scope: Inside, need: LoadedNeed, reason: string): Promise<void> {
  for (const voice of await standingVoices(scope, need.id)) {
    if (voice.matter_id === null) continue;
    const behind = await scope.db
      .selectFrom('matter')
      .select('state')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', voice.matter_id)
      .executeTakeFirstOrThrow();
    if (behind.state === 'need' || behind.state === 'joined') await undoStep(scope, voice.matter_id, behind.state);
  }
  // The matters go their own way again; persons who only said "mine too" stay named with the withdrawn need.
  await scope.db
    .updateTable('need_voice')
    .set({ left_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', need.id)
    .where('matter_id', 'is not', null)
    .where('left_at', 'is', null)
    .execute();
  await setState(scope, need, 'withdrawn', { reason });
}

/** Withdraws a need with the reason; the matters behind it wait for an answer again. */
export const withdrawNeed = command({
  name: 'needs.withdraw',
  permission: permissions.keep,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await needFor(scope, input.id, 'withdraw');
    if (!loaded.ok) return loaded;
    await takeBack(scope, loaded.value, input.reason);
    return ok({ id: input.id });
  },
});

/**
 * Merges a need into another: its voices go over, its page leads there. Refusals: `needs.other_unknown`,
 * `needs.same_need`, `needs.other_closed`, `needs.state`.
 */
export const mergeNeeds = command({
  name: 'needs.merge',
  permission: permissions.keep,
  input: MergeNeeds,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await needFor(scope, input.id, 'merge');
    if (!loaded.ok) return loaded;
    const named = await scope.db
      .selectFrom('need')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('number', '=', input.into)
      .executeTakeFirst();
    if (named === undefined) return fail('needs.other_unknown', { field: 'into' });
    if (named.id === input.id) return fail('needs.same_need', { field: 'into' });
    const other = await loadNeed(scope, named.id);
    if (!other.ok) return other;
    if (!isLive(other.value.state)) return fail('needs.other_closed', { field: 'into' });
    for (const voice of await standingVoices(scope, input.id))
      await addVoice(scope, named.id, { matterId: voice.matter_id, personId: voice.person_id });
    if (input.add_quantity) {
      const rest = loaded.value.quantity - loaded.value.met_quantity;
      await scope.db
        .updateTable('need')
        .set({ quantity: other.value.quantity + rest, updated_at: scope.now() })
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', named.id)
        .execute();
    }
    await because(scope, { kind: 'need', id: input.id }, { kind: 'need', id: named.id });
    await setState(scope, loaded.value, 'merged', { reason: input.reason, mergedInto: named.id });
    return ok({ id: named.id });
  },
});

/**
 * Splits a part off: the same need in a smaller quantity, with its own number and the same voices. Refusals:
 * `needs.not_divisible`, `needs.split_size`, `needs.title_personal`, `needs.state`.
 */
export const splitNeed = command({
  name: 'needs.split',
  permission: permissions.keep,
  input: SplitNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await needFor(scope, input.id, 'split');
    if (!loaded.ok) return loaded;
    const need = loaded.value;
    if (!need.divisible) return fail('needs.not_divisible');
    const rest = need.quantity - need.met_quantity;
    if (input.quantity >= rest)
      return fail('needs.split_size', { field: 'quantity', params: { rest: rest.toString() } });
    const standing = await clearances(scope, input.id);
    if (clearWords({ title: input.title }, [], standing).open !== null)
      return fail('needs.title_personal', { field: 'title', params: { hits: hitsText([input.title]) } });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'need');
    const at = scope.now();
    const { id: _, state: __, met_quantity: ___, ...same } = need;
    await scope.db
      .insertInto('need')
      .values({
        ...same,
        space_id: scope.spaceId,
        id,
        number,
        title: input.title,
        quantity: input.quantity,
        tokens: needTokens({ number, title: input.title, summary: need.summary }),
        state: 'open',
        split_from_id: need.id,
        checked_by: scope.actor?.personId ?? null,
        checked_at: at,
        confirmed_at: at,
        opened_by: scope.actor?.personId ?? null,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await scope.db
      .updateTable('need')
      .set({ quantity: need.quantity - input.quantity, updated_at: at })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', need.id)
      .execute();
    await copyClearances(scope, need.id, id);
    for (const voice of await standingVoices(scope, need.id))
      await addVoice(scope, id, { matterId: voice.matter_id, personId: voice.person_id });
    await because(scope, { kind: 'need', id: need.id }, { kind: 'need', id });
    await audit(scope, { kind: 'need', id: need.id, detail: { step: 'split', quantity: input.quantity.toString() } });
    await audit(scope, { kind: 'need', id, detail: { step: 'checked', number } });
    return ok({ id });
  },
});

/**
 * Marks where a need stands, for later rooms: `matched` when a proposal is accepted, `project` when one is planned,
 * `open` again when it fell through or a verdict said "not solved". False when there is no such need in the space.
 */
export async function markNeed(
  scope: Inside,
  id: string,
  state: Exclude<NeedState, 'draft' | 'merged'>,
  reason?: string,
): Promise<boolean> {
  const loaded = await loadNeed(scope, id);
  if (!loaded.ok) return false;
  const need = loaded.value;
  // Falling back to open keeps sight of what was already met.
  const partly = need.met_quantity > 0n && need.met_quantity < need.quantity;
  const to = state === 'open' && partly ? 'part_met' : state;
  if (to === 'met' && need.met_quantity < need.quantity) await setMet(scope, id, need.quantity);
  await setState(scope, need, to, reason === undefined ? {} : { reason });
  if (to === 'met' && need.state !== 'met') await tellVoices(scope, need);
  return true;
}

/**
 * Counts what was delivered towards a need: met when nothing is left, else partly met. Everyone who spoke of it is
 * told when it is met. A negative quantity takes a delivery back. False when there is no such need.
 */
export async function addMet(scope: Inside, needId: string, quantity: bigint): Promise<boolean> {
  const loaded = await loadNeed(scope, needId);
  if (!loaded.ok) return false;
  const need = loaded.value;
  const sum = need.met_quantity + quantity;
  const met = sum < 0n ? 0n : sum;
  await setMet(scope, needId, met);
  const state = met === 0n ? 'open' : stateAfter(met, need.quantity);
  await setState(scope, need, state);
  if (state === 'met' && need.state !== 'met') await tellVoices(scope, need);
  return true;
}

async function setMet(scope: Inside, needId: string, met: bigint): Promise<void> {
  await scope.db
    .updateTable('need')
    .set({ met_quantity: met, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', needId)
    .execute();
}

/** Tells everyone who spoke of a need that it was met; from then on they count among those who were served. */
async function tellVoices(scope: Inside, need: LoadedNeed): Promise<void> {
  const told = new Set<string>();
  for (const voice of await standingVoices(scope, need.id)) {
    if (voice.matter_id !== null)
      await markMatter(scope, voice.matter_id, null, { kind: 'met', text: need.number ?? '', outcome: need.id });
    if (voice.person_id === null || told.has(voice.person_id)) continue;
    told.add(voice.person_id);
    await markServed(scope, voice.person_id);
    const lang = (await personOf(scope, voice.person_id))?.lang ?? 'zh';
    const body = pick(lang, { zh, en }).told.met(need.title);
    await tell(scope, { personId: voice.person_id, channel: 'desk', body, lang, about: { kind: 'need', id: need.id } });
  }
}
