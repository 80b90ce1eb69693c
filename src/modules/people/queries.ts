import { sql } from 'kysely';
import { normalisePhone } from '#kernel/checks';
import { isId } from '#kernel/ids';
import { pick } from '#kernel/words';
import { auditRead, type Thing } from '#modules/record';
import { escapeLike } from '#platform/asked';
import type { Scope } from '#platform/scope';
import { subjectPerson, today } from '#platform/scope';
import { openPhone, openSealedFacts, phoneHash } from './commands.ts';
import { en } from './en.ts';
import { consentStands, inForce, insideName, publicName } from './rules.ts';
import type { Contact, Display, Purpose, SensitiveFacts } from './schema.ts';
import { Sensitive } from './schema.ts';
import { zh } from './zh.ts';

/** A person as the desk sees them, without number and sensitive part. */
export interface Person {
  readonly id: string;
  readonly spaceId: string;
  readonly name: string;
  readonly display: Display;
  readonly alias: string | null;
  readonly birthYear: number | null;
  readonly householdId: string | null;
  readonly placeId: string | null;
  readonly preferredContact: Contact;
  readonly lang: 'zh' | 'en';
  readonly resident: boolean;
  readonly formerResident: boolean;
  readonly hasPhone: boolean;
  readonly hasSensitive: boolean;
  readonly servedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly createdAt: Date;
}

const columns = [
  'id',
  'space_id',
  'name',
  'display',
  'alias',
  'birth_year',
  'household_id',
  'place_id',
  'preferred_contact',
  'lang',
  'resident',
  'former_resident',
  'served_at',
  'erased_at',
  'created_at',
] as const;

/** Persons by id, in no order; those of spaces the scope may not read are absent. */
export async function persons(scope: Scope, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await scope.db
    .selectFrom('person')
    .select([
      ...columns,
      sql<boolean>`phone_hash is not null`.as('has_phone'),
      sql<boolean>`sensitive_sealed is not null`.as('has_sensitive'),
    ])
    .where('space_id', 'in', [...scope.spaces])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    spaceId: row.space_id,
    name: row.name,
    display: row.display,
    alias: row.alias,
    birthYear: row.birth_year,
    householdId: row.household_id,
    placeId: row.place_id,
    preferredContact: row.preferred_contact,
    lang: row.lang,
    resident: row.resident,
    formerResident: row.former_resident,
    hasPhone: row.has_phone,
    hasSensitive: row.has_sensitive,
    servedAt: row.served_at,
    erasedAt: row.erased_at,
    createdAt: row.created_at,
  }));
}

/** One person, or null; the key may come straight from an address. */
export async function person(scope: Scope, id: string): Promise<Person | null> {
  return isId(id) ? ((await persons(scope, [id]))[0] ?? null) : null;
}

/** What a name is to the public (masked unless the person chose otherwise) and to the desk (in full). */
export interface Names {
  readonly public: string;
  readonly inside: string;
}

/** The names of persons by id. Whoever was erased has a word in place of a name; an unknown id is absent. */
export async function personNames(scope: Scope, given: readonly string[]): Promise<Map<string, Names>> {
  // Jobs act under a key of no person, and pages ask for what stands in their address.
  const ids = given.filter(isId);
  if (ids.length === 0 || scope.spaces.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('person')
    .select(['id', 'name', 'display', 'alias', 'erased_at'])
    .where('space_id', 'in', [...scope.spaces])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  const { gone } = pick(scope.lang, { zh, en });
  return new Map(
    rows.map((row) => {
      const shown = { name: row.name, display: row.display, alias: row.alias, erased: row.erased_at !== null };
      return [row.id, { public: publicName(shown, gone), inside: insideName(shown, gone) }];
    }),
  );
}

/** A person found at the desk. */
export interface Found {
  readonly id: string;
  readonly name: string;
  readonly placeName: string | null;
  /** What tells them from others of their name: their place and household, as far as known. */
  readonly where: string;
}

/** Persons whose name holds the text, or whose number it is; at most twenty, for the desk. */
export async function findPersons(scope: Scope, text: string): Promise<Found[]> {
  const wanted = text.normalize('NFKC').trim();
  if (wanted === '') return [];
  const number = normalisePhone(wanted);
  const rows = await scope.db
    .selectFrom('person as p')
    .leftJoin('place', (on) => on.onRef('place.space_id', '=', 'p.space_id').onRef('place.id', '=', 'p.place_id'))
    .leftJoin('household', (on) =>
      on.onRef('household.space_id', '=', 'p.space_id').onRef('household.id', '=', 'p.household_id'),
    )
    .select(['p.id', 'p.name', 'place.name as place_name', 'household.name as household_name'])
    .where('p.space_id', '=', scope.spaceId)
    .where('p.erased_at', 'is', null)
    .where((where) =>
      number.ok
        ? where('p.phone_hash', '=', phoneHash(scope, number.value))
        : where('p.name', 'ilike', `%${escapeLike(wanted)}%`),
    )
    .orderBy('p.name')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    placeName: row.place_name,
    where: [row.place_name, row.household_name].filter((part) => part !== null).join(' · '),
  }));
}

/** Those found as choices of a form, each with what tells them from others of their name. */
export async function personOptions(scope: Scope, text: string) {
  return (await findPersons(scope, text)).map((one) => ({ value: one.id, label: one.name, hint: one.where }));
}

/** Most numbers that one search by ending opens. */
const mostOpened = 20_000;

/**
 * Whose number ends in these digits, four at least: for a call that shows its number. The numbers are sealed, so each is
 * opened and closed again; the search is recorded once, with how many it found.
 */
export async function findByPhoneEnd(scope: Scope, digits: string): Promise<Found[]> {
  const wanted = digits.normalize('NFKC').replace(/\D/g, '');
  if (wanted.length < 4 || wanted.length > 11) return [];
  const rows = await scope.db
    .selectFrom('person as p')
    .leftJoin('place', (on) => on.onRef('place.space_id', '=', 'p.space_id').onRef('place.id', '=', 'p.place_id'))
    .select(['p.id', 'p.name', 'p.phone_sealed', 'place.name as place_name'])
    .where('p.space_id', '=', scope.spaceId)
    .where('p.erased_at', 'is', null)
    .where('p.phone_sealed', 'is not', null)
    .orderBy('p.name')
    .limit(mostOpened)
    .execute();
  const found = rows.filter((row) => (openPhone(scope, row) ?? '').endsWith(wanted)).slice(0, 10);
  await auditRead(scope, {
    kind: 'space',
    id: scope.spaceId,
    command: 'people.find_by_phone_end',
    detail: { found: found.length },
  });
  return found.map((row) => ({ id: row.id, name: row.name, placeName: row.place_name, where: row.place_name ?? '' }));
}

/** How a person is reached: the number in clear and the wish; the read is recorded. Null for an unknown or erased person. */
export async function contactOf(
  scope: Scope,
  personId: string,
): Promise<{ phone: string | null; preferred: Contact } | null> {
  const row = await scope.db
    .selectFrom('person')
    .select(['id', 'phone_sealed', 'preferred_contact'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.phone_sealed !== null)
    await auditRead(scope, { kind: 'person', id: personId, command: 'people.read_contact' });
  return { phone: openPhone(scope, row), preferred: row.preferred_contact };
}

const openFor = 10 * 60_000;

/** The sensitive part, to whoever opened it with a reason in the last ten minutes; null to everybody else. */
export async function sensitiveOf(scope: Scope, personId: string): Promise<SensitiveFacts | null> {
  const opened = await scope.db
    .selectFrom('audit_event')
    .select('at')
    .where('space_id', '=', scope.spaceId)
    .where('command', 'in', ['people.open_sensitive', 'people.keep_sensitive'])
    .where('subject_kind', '=', 'person')
    .where('subject_id', '=', personId)
    .where('person_id', '=', scope.actor?.personId ?? null)
    .where('at', '>', new Date(scope.now().getTime() - openFor))
    .executeTakeFirst();
  if (opened === undefined) return null;
  const row = await scope.db
    .selectFrom('person')
    .select(['id', 'sensitive_sealed'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return Sensitive.parse(JSON.parse(openSealedFacts(scope, row) ?? '{}'));
}

/** Whether a person's consent to a purpose stands today, for one thing or in general. */
export async function hasConsent(scope: Scope, personId: string, purpose: Purpose, about?: Thing): Promise<boolean> {
  const rows = await scope.db
    .selectFrom('consent')
    .select(['given', 'about_kind as aboutKind', 'about_id as aboutId', 'at'])
    .where('space_id', 'in', [...scope.spaces])
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .orderBy('id', 'desc')
    .execute();
  return consentStands(rows, about ?? null);
}

/** The household of a person, with who lives in it. */
export interface Household {
  readonly id: string;
  readonly name: string;
  readonly placeId: string | null;
  readonly door: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

/** A household by its id, or null. */
export async function household(scope: Scope, id: string): Promise<Household | null> {
  const row = await scope.db
    .selectFrom('household')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const members = await scope.db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('space_id', '=', scope.spaceId)
    .where('household_id', '=', id)
    .where('erased_at', 'is', null)
    .orderBy('created_at')
    .execute();
  return { id: row.id, name: row.name, placeId: row.place_id, door: row.door, members };
}

/** The household a person lives in, or null. */
export async function householdOf(scope: Scope, personId: string): Promise<Household | null> {
  const found = await person(scope, personId);
  return found?.householdId === undefined || found.householdId === null ? null : household(scope, found.householdId);
}

/** Whether the actor is this person's named helper today. */
export async function isHelperOf(scope: Scope, personId: string): Promise<boolean> {
  const own = scope.actor?.personId;
  if (own === undefined) return false;
  const rows = await scope.db
    .selectFrom('family_helper')
    .select(['starts_on', 'ends_on'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('helper_person_id', '=', own)
    .execute();
  return rows.some((row) => inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, today(scope)));
}

/** The person whose pages these are: the one acted for, else oneself. Empty for a visitor. */
export function ownPerson(scope: Scope): string {
  return subjectPerson(scope) ?? '';
}
