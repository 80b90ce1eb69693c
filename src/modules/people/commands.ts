import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { hashCode, openText, sealText } from '#platform/crypto';
import type { Inside, Scope } from '#platform/scope';
import { joinByPhone } from './commands-accounts.ts';
import { mayCorrect, mayOpen, mayOwn, mayRegister, maySeal } from './permissions.ts';
import { refuseOther } from './queries-access.ts';
import {
  AddHousehold,
  CorrectHousehold,
  CorrectPerson,
  KeepSensitive,
  OpenSensitive,
  RegisterPerson,
  ShowAs,
} from './schema.ts';

/** The keyed hash under which a person of this space is found by number. */
export function phoneHash(scope: Scope, phone: string): string {
  return hashCode(scope.platform.keys, `person phone ${scope.spaceId} ${phone}`);
}

function phoneContext(scope: Scope, personId: string): string {
  return `${scope.spaceId}/person/${personId}/phone`;
}

/** The columns that keep a number: findable, not readable. */
function phoneColumns(scope: Scope, personId: string, phone: string | undefined) {
  if (phone === undefined) return { phone_hash: null, phone_sealed: null };
  return {
    phone_hash: phoneHash(scope, phone),
    phone_sealed: Buffer.from(sealText(scope.platform.keys, phone, phoneContext(scope, personId))),
  };
}

/** Opens a sealed number. Whoever calls it has the right and has audited the read. */
export function openPhone(
  scope: Scope,
  row: { readonly id: string; readonly phone_sealed: Buffer | null },
): string | null {
  return row.phone_sealed === null
    ? null
    : openText(scope.platform.keys, row.phone_sealed, phoneContext(scope, row.id));
}

function sensitiveContext(scope: Scope, personId: string): string {
  return `${scope.spaceId}/person/${personId}/sensitive`;
}

/** Opens the sensitive part. Whoever calls it has seen that the opening was recorded. */
export function openSealedFacts(
  scope: Scope,
  row: { readonly id: string; readonly sensitive_sealed: Buffer | null },
): string | null {
  return row.sensitive_sealed === null
    ? null
    : openText(scope.platform.keys, row.sensitive_sealed, sensitiveContext(scope, row.id));
}

const conflicts = {
  person_space_id_household_id_fkey: 'people.household_not_found',
  person_space_id_place_id_fkey: 'people.unknown_place',
  household_space_id_place_id_fkey: 'people.unknown_place',
};

/**
 * Registers a person of the space; who leaves a number can from then on sign in with a code sent to it. Refuses:
 * `people.household_not_found`, `people.unknown_place`, and the codes of the fields.
 */
export const registerPerson = command({
  name: 'people.register',
  permission: mayRegister,
  input: RegisterPerson,
  conflicts,
  run: async (scope, input) => {
    const id = newId(scope.now());
    await scope.db
      .insertInto('person')
      .values({
        space_id: scope.spaceId,
        id,
        name: input.name,
        birth_year: input.birthYear ?? null,
        household_id: input.householdId ?? null,
        place_id: input.placeId ?? null,
        preferred_contact: input.preferredContact ?? 'none',
        former_resident: input.former_resident,
        resident: !input.former_resident,
        created_at: scope.now(),
        ...phoneColumns(scope, id, input.phone),
      })
      .execute();
    if (input.phone !== undefined) await joinByPhone(scope, id, input.name, input.phone);
    await audit(scope, { kind: 'person', id });
    return ok({ id });
  },
});

/**
 * Puts facts right. A new number is where the office reaches the person; it becomes a way in only for somebody who
 * has none yet, so that correcting a record never opens an account. Refuses: `people.not_found`, `people.erased`.
 */
export const correctPerson = command({
  name: 'people.correct',
  permission: mayCorrect,
  input: CorrectPerson,
  conflicts,
  run: async (scope, input) => {
    const refused = await refuseGone(scope, input.personId);
    if (refused !== null) return fail(refused);
    await scope.db
      .updateTable('person')
      .set({
        name: input.name,
        birth_year: input.birthYear ?? null,
        household_id: input.householdId ?? null,
        place_id: input.placeId ?? null,
        preferred_contact: input.preferredContact ?? 'none',
        former_resident: input.former_resident,
        resident: !input.former_resident,
        ...phoneColumns(scope, input.personId, input.phone),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.personId)
      .execute();
    if (input.phone !== undefined) await joinByPhone(scope, input.personId, input.name, input.phone);
    await audit(scope, { kind: 'person', id: input.personId });
    return ok({ id: input.personId });
  },
});

/** Why a person's record can not be changed: not of this space, or forgotten. */
export async function refuseGone(scope: Scope, personId: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('person')
    .select('erased_at')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return 'people.not_found';
  return row.erased_at === null ? null : 'people.erased';
}

/** Chooses how one's name is shown in public. Refuses: `people.not_yours`, `people.erased`, `people.alias_missing`. */
export const showAs = command({
  name: 'people.show_as',
  permission: mayOwn,
  input: ShowAs,
  run: async (scope, input) => {
    const refused = (await refuseGone(scope, input.personId)) ?? refuseOther(scope, input.personId);
    if (refused !== null) return fail(refused);
    if (input.display === 'alias' && input.alias === '') return fail('people.alias_missing', { field: 'alias' });
    await scope.db
      .updateTable('person')
      .set({ display: input.display, alias: input.display === 'alias' ? input.alias : null })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.personId)
      .execute();
    await audit(scope, { kind: 'person', id: input.personId, detail: { display: input.display } });
    return ok({ id: input.personId });
  },
});

/** Keeps the sensitive part of a record, sealed. Refuses: `people.not_found`, `people.erased`. */
export const keepSensitive = command({
  name: 'people.keep_sensitive',
  permission: maySeal,
  input: KeepSensitive,
  run: async (scope, input) => {
    const refused = await refuseGone(scope, input.personId);
    if (refused !== null) return fail(refused);
    const { personId, ...facts } = input;
    const empty = Object.values(facts).every((value) => value === '');
    const sealed = empty
      ? null
      : Buffer.from(sealText(scope.platform.keys, JSON.stringify(facts), sensitiveContext(scope, personId)));
    await scope.db
      .updateTable('person')
      .set({ sensitive_sealed: sealed })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', personId)
      .execute();
    await audit(scope, { kind: 'person', id: personId });
    return ok({ id: personId });
  },
});

/** Opens the sensitive part for ten minutes to the one who asks, with a reason that is kept. */
export const openSensitive = command({
  name: 'people.open_sensitive',
  permission: mayOpen,
  input: OpenSensitive,
  run: async (scope, input) => {
    const refused = await refuseGone(scope, input.personId);
    if (refused !== null) return fail(refused);
    await audit(scope, { kind: 'person', id: input.personId, detail: { reason: input.reason } });
    return ok({ id: input.personId });
  },
});

/** Adds a household. Refuses: `people.unknown_place`. */
export const addHousehold = command({
  name: 'people.add_household',
  permission: mayRegister,
  input: AddHousehold,
  conflicts,
  run: async (scope, input) => {
    const id = newId(scope.now());
    await scope.db
      .insertInto('household')
      .values({
        space_id: scope.spaceId,
        id,
        name: input.name,
        place_id: input.placeId ?? null,
        door: input.door,
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'household', id });
    return ok({ id });
  },
});

/** Puts a household's facts right. Refuses: `people.household_not_found`, `people.unknown_place`. */
export const correctHousehold = command({
  name: 'people.correct_household',
  permission: mayCorrect,
  input: CorrectHousehold,
  conflicts,
  run: async (scope, input) => {
    const changed = await scope.db
      .updateTable('household')
      .set({ name: input.name, place_id: input.placeId ?? null, door: input.door })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.householdId)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return fail('people.household_not_found');
    await audit(scope, { kind: 'household', id: input.householdId });
    return ok({ id: input.householdId });
  },
});

/** Remembers that a person was served (the first time counts): who was served can be invited to serve. */
export async function markServed(scope: Inside, personId: string): Promise<void> {
  await scope.db
    .updateTable('person')
    .set({ served_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .where('served_at', 'is', null)
    .execute();
}
