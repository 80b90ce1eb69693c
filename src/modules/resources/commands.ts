import { addDays, type LocalDate } from '#kernel/dates';
import { newId, shortCode } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { organisationNames, represents } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { person as personOf } from '#modules/people';
import { placeNames } from '#modules/places';
import { audit, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { subjectPerson, today } from '#platform/scope';
import { keepParts } from './commands-kits.ts';
import {
  atDesk,
  type LoadedResource,
  loadResource,
  refuseOther,
  resourceFor,
  resourceTokens,
  tellPerson,
} from './commands-loading.ts';
import { giveBackStock, openShelf } from './commands-stock.ts';
import { dismissLine } from './commands-waits.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { offerRefusal } from './rules.ts';
import { readParts } from './rules-kits.ts';
import { OfferResource, OneResource, OpenResource, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date that has a new offer looked at. */
const lookTask = 'resources.look';
/** Kind of the due date that asks whether a resource is still there. */
export const staleTask = 'resources.stale';
/** A new offer is looked at within so many days. */
const lookDays = 3;

interface Owner {
  readonly person: string | null;
  readonly organisation: string | null;
}

/** Whose offer it is: one's own, of an organisation one speaks for, or of whoever the desk writes it down for. */
async function ownerOf(
  scope: Scope,
  input: { readonly person?: string | undefined; readonly organisation?: string | undefined },
): Promise<Result<Owner>> {
  const self = scope.actor?.way === 'system' ? null : subjectPerson(scope);
  if (input.organisation !== undefined) {
    if (!(await organisationNames(scope, [input.organisation])).has(input.organisation))
      return fail('resources.organisation_unknown', { field: 'organisation' });
    const speaks = self !== null && (await represents(scope, self, input.organisation));
    return speaks || atDesk(scope)
      ? ok({ person: null, organisation: input.organisation })
      : fail('resources.not_yours', { field: 'organisation' });
  }
  if (input.person !== undefined && input.person !== self) {
    if (!atDesk(scope)) return fail('resources.not_yours', { field: 'person' });
    if ((await personOf(scope, input.person)) === null) return fail('resources.person_unknown', { field: 'person' });
    return ok({ person: input.person, organisation: null });
  }
  return self === null ? fail('resources.whose', { field: 'person' }) : ok({ person: self, organisation: null });
}

/**
 * Offers something: goods to give, a thing or room to lend, a skill, a service, knowledge, or a post to fill. It waits
 * for the desk to look at it. Refusals: `resources.class_unknown`, `place_unknown`, `organisation_unknown`,
 * `person_unknown`, `not_yours` (for an organisation one does not speak for), `whose`, `personal_data`,
 * `money_appeal`, `expired`, `days_crossed`, `reach_without_place`.
 */
export const offerResource = command({
  name: 'resources.offer',
  permission: permissions.offer,
  input: OfferResource,
  conflicts: { resource_class_code_fkey: 'resources.class_unknown' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const owner = await ownerOf(scope, input);
    if (!owner.ok) return owner;
    const wrong = offerRefusal(input, today(scope));
    if (wrong !== null) return fail(wrong.code, { field: wrong.field, params: wrong.params ?? {} });
    if (input.place !== undefined && !(await placeNames(scope, [input.place])).has(input.place))
      return fail('resources.place_unknown', { field: 'place' });
    const parts = input.kind === 'loan' ? readParts(input.parts) : [];
    if (parts === null) return fail('resources.parts_shape', { field: 'parts' });
    const id = newId(scope.now());
    const { organisation: _o, person: _p, place, expires_on, available_from, valid_until, ...rest } = input;
    const { capacity, parts: _parts, ...facts } = rest;
    await scope.db
      .insertInto('resource')
      .values({
        ...facts,
        space_id: scope.spaceId,
        id,
        owner_person_id: owner.value.person,
        owner_organisation_id: owner.value.organisation,
        place_id: place ?? null,
        capacity: capacity === undefined ? null : Number(capacity),
        expires_on: expires_on ?? null,
        available_from: available_from ?? null,
        valid_until: valid_until ?? null,
        label_code: shortCode(8),
        tokens: resourceTokens(input),
        created_by: scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null),
        created_at: scope.now(),
        updated_at: scope.now(),
      })
      .execute();
    await keepParts(scope, id, parts);
    await openTask(scope, {
      kind: lookTask,
      subject: { kind: 'resource', id },
      title: pick('zh', { zh, en }).tasks.look(input.title),
      dueOn: addDays(today(scope), lookDays),
      ownerRole: 'worker',
      escalateToRole: 'admin',
    });
    await audit(scope, { kind: 'resource', id, detail: { step: 'offered', kind: input.kind } });
    return ok({ id });
  },
});

async function setState(
  scope: Inside,
  one: LoadedResource,
  state: LoadedResource['state'],
  more: { readonly reason?: string; readonly number?: string; readonly vetted?: boolean; readonly confirmed?: boolean },
): Promise<void> {
  await scope.db
    .updateTable('resource')
    .set({
      state,
      state_reason: more.reason ?? null,
      ...(more.number === undefined ? {} : { number: more.number }),
      ...(more.vetted === undefined ? {} : { vetted: more.vetted }),
      ...(more.confirmed === true ? { confirmed_at: scope.now(), asked_at: null } : {}),
      updated_at: scope.now(),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', one.id)
    .execute();
  await audit(scope, { kind: 'resource', id: one.id, detail: { step: state, from: one.state } });
}

/** Asks the owner again after the space's span: an entry nobody has confirmed for long is no offer. */
export async function watchFreshness(
  scope: Inside,
  one: Pick<LoadedResource, 'id' | 'title' | 'owner_person_id'>,
): Promise<void> {
  const days = await parameter(scope, 'resource.staleDays');
  await openTask(scope, {
    kind: staleTask,
    subject: { kind: 'resource', id: one.id },
    title: pick('zh', { zh, en }).tasks.stale(one.title),
    dueOn: addDays(today(scope), days),
    ...(one.owner_person_id === null
      ? { ownerRole: 'worker' as const }
      : { ownerPersonId: one.owner_person_id, escalateToRole: 'worker' as const }),
    rule: 'resource.staleDays',
  });
}

/**
 * Opens an offer to everybody with its number; goods are put on their shelf in the books. Refusals:
 * `resources.not_found`, `resources.state`, and what `offerResource` says of words and dates that are over by now.
 */
export const openResource = command({
  name: 'resources.open',
  permission: permissions.open,
  input: OpenResource,
  run: async (scope, input): Promise<Result<{ id: string; number: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'open');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.valid_until !== null && one.valid_until < today(scope)) return fail('resources.days_crossed');
    const number = await nextNumber(scope, 'resource');
    await setState(scope, one, 'open', { number, vetted: input.vetted, confirmed: true });
    if (one.secondhand) await collectWishes(scope, one.id);
    if (one.kind === 'goods') {
      const shelved = await openShelf(scope, one, number);
      if (!shelved.ok) return shelved;
    }
    await closeTask(scope, { kind: 'resource', id: one.id }, lookTask, 'done');
    await watchFreshness(scope, one);
    const giver = one.owner_person_id ?? one.created_by;
    await tellPerson(scope, giver, { kind: 'resource', id: one.id }, (w) => w.told.opened(one.title, number));
    return ok({ id: one.id, number });
  },
});

/** For the space's days wishes for a second-hand thing are only collected, so that it needs no quick finger (F128). */
async function collectWishes(scope: Inside, id: string): Promise<void> {
  const until = addDays(today(scope), await parameter(scope, 'market.collectDays'));
  await scope.db
    .updateTable('resource')
    .set({ collects_until: until })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Puts an offer of goods on the second-hand market before it is opened; within the market's own command. */
export async function markSecondhand(scope: Inside, id: string): Promise<void> {
  await scope.db
    .updateTable('resource')
    .set({ secondhand: true })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .where('state', '=', 'offered')
    .execute();
}

/** Does not take an offer, and says why; whoever offered is told. */
export const refuseResource = command({
  name: 'resources.refuse',
  permission: permissions.open,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'refuse');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    await setState(scope, one, 'refused', { reason: input.reason });
    await closeTask(scope, { kind: 'resource', id: one.id }, lookTask, 'done');
    const giver = one.owner_person_id ?? one.created_by;
    await tellPerson(scope, giver, { kind: 'resource', id: one.id }, (w) => w.told.refused(one.title, input.reason));
    return ok({ id: one.id });
  },
});

/** Takes a resource out of sight of matching for a while. Owner or desk. */
export const pauseResource = command({
  name: 'resources.pause',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'pause');
    if (!loaded.ok) return loaded;
    const foreign = await refuseOther(scope, loaded.value);
    if (foreign !== null) return fail(foreign);
    await setState(scope, loaded.value, 'paused', {});
    return ok({ id: input.id });
  },
});

/** Brings it back; that counts as a word that it is there. Owner or desk. */
export const resumeResource = command({
  name: 'resources.resume',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'resume');
    if (!loaded.ok) return loaded;
    const foreign = await refuseOther(scope, loaded.value);
    if (foreign !== null) return fail(foreign);
    await setState(scope, loaded.value, 'open', { confirmed: true });
    return ok({ id: input.id });
  },
});

/** Says that a resource is still there; the clock starts anew (F015). Owner or desk. */
export const confirmResource = command({
  name: 'resources.confirm',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'confirm');
    if (!loaded.ok) return loaded;
    const foreign = await refuseOther(scope, loaded.value);
    if (foreign !== null) return fail(foreign);
    await setState(scope, loaded.value, loaded.value.state, { confirmed: true });
    await closeTask(scope, { kind: 'resource', id: input.id }, staleTask, 'done');
    await watchFreshness(scope, loaded.value);
    return ok({ id: input.id });
  },
});

/**
 * Ends a resource with the reason: what is left of goods goes back to whoever gave it. Refuses `resources.still_out`
 * while somebody has or has reserved it. Owner or desk.
 */
export const endResource = command({
  name: 'resources.end',
  permission: permissions.own,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'end');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    const foreign = await refuseOther(scope, one);
    if (foreign !== null) return fail(foreign);
    const live = await scope.db
      .selectFrom('booking')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('resource_id', '=', one.id)
      .where('state', 'in', ['reserved', 'out'])
      .executeTakeFirst();
    if (live !== undefined) return fail('resources.still_out');
    await dismissLine(scope, one);
    const returned = await giveBackStock(scope, one);
    if (!returned.ok) return returned;
    await setState(scope, one, 'ended', { reason: input.reason });
    await closeTask(scope, { kind: 'resource', id: one.id }, staleTask, 'dropped', input.reason);
    await closeTask(scope, { kind: 'resource', id: one.id }, lookTask, 'dropped', input.reason);
    return ok({ id: one.id });
  },
});

/** Goods that arrive with a gift: already looked at by whoever took them in, so they are open and on the shelf at once. */
export interface GivenGoods {
  readonly title: string;
  readonly quantity: bigint;
  readonly unit: string;
  readonly classCode: string;
  readonly condition?: string;
  readonly expiresOn?: LocalDate | null;
  readonly ownerPersonId?: string | null;
  readonly ownerOrganisationId?: string | null;
  readonly placeId?: string | null;
}

/** Puts given goods into stock, for the room of funds; returns the resource's id. Throws on an unknown class or place. */
export async function addGoods(scope: Inside, goods: GivenGoods): Promise<{ readonly id: string }> {
  const id = newId(scope.now());
  const at = scope.now();
  const number = await nextNumber(scope, 'resource');
  await scope.db
    .insertInto('resource')
    .values({
      space_id: scope.spaceId,
      id,
      number,
      kind: 'goods',
      title: goods.title,
      class_code: goods.classCode,
      owner_person_id: goods.ownerPersonId ?? null,
      owner_organisation_id: goods.ownerOrganisationId ?? null,
      place_id: goods.placeId ?? null,
      quantity: goods.quantity,
      unit: goods.unit,
      condition_text: goods.condition ?? '',
      expires_on: goods.expiresOn ?? null,
      state: 'open',
      label_code: shortCode(8),
      tokens: resourceTokens({ title: goods.title, description: '', conditions: '' }),
      confirmed_at: at,
      created_by: scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null),
      created_at: at,
      updated_at: at,
    })
    .execute();
  await audit(scope, { kind: 'resource', id, detail: { step: 'open', kind: 'goods' } });
  const loaded = await loadResource(scope, id);
  const shelved = loaded.ok ? await openShelf(scope, loaded.value, number) : loaded;
  if (!shelved.ok) throw new Error(`goods could not be put into stock: ${shelved.fault.code}`);
  return { id };
}
