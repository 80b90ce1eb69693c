import type { Updateable } from 'kysely';
import type { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { type Command, type CommandSpec, command } from '#platform/command';
import { hashCode, openText, sealText } from '#platform/crypto';
import type { PersonTable } from '#platform/schema.generated';
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

/** What a record says of a person, as the table keeps it; the same whether it is begun or put right. */
function personColumns(scope: Scope, id: string, facts: z.output<typeof RegisterPerson>) {
  return {
    name: facts.name,
    birth_year: facts.birthYear ?? null,
    household_id: facts.householdId ?? null,
    place_id: facts.placeId ?? null,
    preferred_contact: facts.preferredContact ?? 'none',
    former_resident: facts.former_resident,
    resident: !facts.former_resident,
    ...phoneColumns(scope, id, facts.phone),
  } as const;
}

function householdColumns(facts: z.output<typeof AddHousehold>) {
  return { name: facts.name, place_id: facts.placeId ?? null, door: facts.door };
}

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
      .values({ space_id: scope.spaceId, id, created_at: scope.now(), ...personColumns(scope, id, input) })
      .execute();
    if (input.phone !== undefined) await joinByPhone(scope, id, input.name, input.phone);
    await audit(scope, { kind: 'person', id });
    return ok({ id });
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

type OfPerson = z.ZodType<{ readonly personId: string }>;

/**
 * A deed on one person's record: the record is of this space and not forgotten, what changes in it is one row, and
 * what the audit says besides is the deed's own. Refuses first: `people.not_found`, `people.erased`.
 */
function onRecord<S extends OfPerson>(
  spec: Pick<CommandSpec<S, { id: string }>, 'name' | 'permission' | 'input'> & {
    readonly change: (
      scope: Inside,
      input: z.output<S>,
    ) => Promise<Result<{ readonly set: Updateable<PersonTable> | null; readonly detail?: Record<string, string> }>>;
  },
): Command<S, { id: string }> {
  const { name, permission, input } = spec;
  const run = async (scope: Inside, given: z.output<S>): Promise<Result<{ id: string }>> => {
    const id = given.personId;
    const refused = await refuseGone(scope, id);
    if (refused !== null) return fail(refused);
    const changed = await spec.change(scope, given);
    if (!changed.ok) return changed;
    const { set, detail } = changed.value;
    if (set !== null) {
      const row = scope.db.updateTable('person').set(set).where('space_id', '=', scope.spaceId);
      await row.where('id', '=', id).execute();
    }
    await audit(scope, { kind: 'person', id, ...(detail === undefined ? {} : { detail }) });
    return ok({ id });
  };
  return command({ name, permission, input, conflicts, run });
}

/**
 * Puts facts right. A new number is where the office reaches the person; it becomes a way in only for somebody who
 * has none yet, so that correcting a record never opens an account. Refuses as `registerPerson` besides.
 */
export const correctPerson = onRecord({
  name: 'people.correct',
  permission: mayCorrect,
  input: CorrectPerson,
  change: async (scope, input) => {
    if (input.phone !== undefined) await joinByPhone(scope, input.personId, input.name, input.phone);
    return ok({ set: personColumns(scope, input.personId, input) });
  },
});

/** Chooses how one's name is shown in public. Refuses: `people.not_yours`, `people.alias_missing`. */
export const showAs = onRecord({
  name: 'people.show_as',
  permission: mayOwn,
  input: ShowAs,
  change: async (scope, { personId, display, alias }) => {
    const refused = refuseOther(scope, personId);
    if (refused !== null) return fail(refused);
    if (display === 'alias' && alias === '') return fail('people.alias_missing', { field: 'alias' });
    return ok({ set: { display, alias: display === 'alias' ? alias : null }, detail: { display } });
  },
});

/** Keeps the sensitive part of a record, sealed. */
export const keepSensitive = onRecord({
  name: 'people.keep_sensitive',
  permission: maySeal,
  input: KeepSensitive,
  change: async (scope, { personId, ...facts }) => {
    const empty = Object.values(facts).every((value) => value === '');
    const sealed = () => sealText(scope.platform.keys, JSON.stringify(facts), sensitiveContext(scope, personId));
    return ok({ set: { sensitive_sealed: empty ? null : Buffer.from(sealed()) } });
  },
});

/** Opens the sensitive part for ten minutes to the one who asks, with a reason that is kept. */
export const openSensitive = onRecord({
  name: 'people.open_sensitive',
  permission: mayOpen,
  input: OpenSensitive,
  change: async (_scope, { reason }) => ok({ set: null, detail: { reason } }),
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
      .values({ space_id: scope.spaceId, id, created_at: scope.now(), ...householdColumns(input) })
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
      .set(householdColumns(input))
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
