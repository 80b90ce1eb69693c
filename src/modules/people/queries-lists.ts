import { normalisePhone } from '#kernel/checks';
import type { LocalDate } from '#kernel/dates';
import { escapeLike } from '#platform/asked';
import type { Role, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { phoneHash } from './commands.ts';
import { inForce } from './rules.ts';
import { type ConsentWay, consentWays, type Purpose, purposes, roles } from './schema.ts';

/** A line of the list of people: nothing sensitive, so that it may be exported. */
export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly placeName: string | null;
  readonly householdName: string | null;
  readonly birthYear: number | null;
  readonly preferredContact: 'call' | 'sms' | 'knock' | 'family' | 'none';
  readonly formerResident: boolean;
  readonly served: boolean;
  readonly createdAt: Date;
}

/** The people the words and filters of a list mean. */
function matching(scope: Scope, query: ListQuery) {
  const number = normalisePhone(query.q);
  const { place, kind } = query.filters;
  let base = scope.db
    .selectFrom('person as p')
    .leftJoin('place', (on) => on.onRef('place.space_id', '=', 'p.space_id').onRef('place.id', '=', 'p.place_id'))
    .leftJoin('household', (on) =>
      on.onRef('household.space_id', '=', 'p.space_id').onRef('household.id', '=', 'p.household_id'),
    )
    .where('p.space_id', '=', scope.spaceId)
    .where('p.erased_at', 'is', null);
  if (query.q !== '') {
    const like = `%${escapeLike(query.q)}%`;
    base = number.ok
      ? base.where('p.phone_hash', '=', phoneHash(scope, number.value))
      : base.where((where) => where.or([where('p.name', 'ilike', like), where('household.name', 'ilike', like)]));
  }
  if (place !== undefined) base = base.where('place.name', '=', place);
  if (kind === 'former') base = base.where('p.former_resident', '=', true);
  if (kind === 'resident') base = base.where('p.resident', '=', true);
  if (kind === 'served') base = base.where('p.served_at', 'is not', null);
  if (kind !== 'mandate') return base;
  return base.where((where) =>
    where.exists(
      where
        .selectFrom('mandate')
        .select('mandate.id')
        .whereRef('mandate.space_id', '=', 'p.space_id')
        .whereRef('mandate.person_id', '=', 'p.id')
        .where('mandate.starts_on', '<=', today(scope))
        .where((inner) =>
          inner.or([inner('mandate.ends_on', 'is', null), inner('mandate.ends_on', '>=', today(scope))]),
        ),
    ),
  );
}

const personOrder = { name: 'p.name', birth: 'p.birth_year', since: 'p.created_at' } as const;

/** The people of the space, by words (a name, or a whole number), place and kind. */
export async function listPersons(scope: Scope, query: ListQuery): Promise<{ rows: PersonLine[]; total: number }> {
  const base = matching(scope, query);
  const count = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const key = query.sort?.key;
  const order = key === 'name' || key === 'birth' ? personOrder[key] : personOrder.since;
  const rows = await base
    .select([
      'p.id',
      'p.name',
      'p.birth_year',
      'p.preferred_contact',
      'p.former_resident',
      'p.served_at',
      'p.created_at',
    ])
    .select(['place.name as place_name', 'household.name as household_name'])
    .orderBy(order, query.sort === null || query.sort.desc ? 'desc' : 'asc')
    .orderBy('p.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return {
    total: Number(count.total),
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      placeName: row.place_name,
      householdName: row.household_name,
      birthYear: row.birth_year,
      preferredContact: row.preferred_contact,
      formerResident: row.former_resident,
      served: row.served_at !== null,
      createdAt: row.created_at,
    })),
  };
}

/** A mandate with where it stands today. */
export interface MandateLine {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly organisationId: string | null;
  readonly bodyId: string | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly endedReason: string | null;
  readonly state: 'in_force' | 'future' | 'ended';
}

/** Mandates of the space, or of one person, newest first. */
export async function mandates(scope: Scope, personId?: string): Promise<MandateLine[]> {
  let base = scope.db
    .selectFrom('mandate as m')
    .innerJoin('person as p', (on) => on.onRef('p.space_id', '=', 'm.space_id').onRef('p.id', '=', 'm.person_id'))
    .where('m.space_id', '=', scope.spaceId);
  if (personId !== undefined) base = base.where('m.person_id', '=', personId);
  const rows = await base
    .select([
      'm.id',
      'm.person_id',
      'p.name',
      'm.role',
      'm.organisation_id',
      'm.body_id',
      'm.starts_on',
      'm.ends_on',
      'm.ended_reason',
    ])
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .execute();
  const day = today(scope);
  return rows.flatMap((row) => {
    const role = roles.find((one) => one === row.role);
    if (role === undefined) return [];
    const now = inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, day);
    const cut = row.ends_on !== null && row.ends_on < row.starts_on;
    return {
      id: row.id,
      personId: row.person_id,
      name: row.name,
      role,
      organisationId: row.organisation_id,
      bodyId: row.body_id,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      endedReason: row.ended_reason,
      state: now ? ('in_force' as const) : row.starts_on > day && !cut ? ('future' as const) : ('ended' as const),
    };
  });
}

/** What a person said about one purpose, the last word first. */
export interface ConsentLine {
  readonly purpose: Purpose;
  readonly given: boolean;
  readonly at: Date;
  readonly version: string;
  readonly way: ConsentWay;
}

/** The standing general word of a person on each purpose they ever spoke of. */
export async function consentsOf(scope: Scope, personId: string): Promise<ConsentLine[]> {
  const rows = await scope.db
    .selectFrom('consent')
    .select(['purpose', 'given', 'at', 'text_version', 'way'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('about_id', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return purposes.flatMap((purpose) => {
    const last = rows.find((row) => row.purpose === purpose);
    const way = consentWays.find((one) => one === last?.way) ?? 'self';
    return last === undefined ? [] : [{ purpose, given: last.given, at: last.at, version: last.text_version, way }];
  });
}

/** A household card, without its code. */
export interface CardLine {
  readonly id: string;
  readonly issuedAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
}

/** The cards of a person, newest first. */
export async function cardsOf(scope: Scope, personId: string): Promise<CardLine[]> {
  const rows = await scope.db
    .selectFrom('household_card')
    .select(['id', 'issued_at', 'last_used_at', 'revoked_at', 'revoked_reason'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .orderBy('issued_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    issuedAt: row.issued_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedReason: row.revoked_reason,
  }));
}

/** A helper of a person, or a person one helps. */
export interface HelperLine {
  readonly id: string;
  readonly personId: string;
  readonly helperPersonId: string;
  /** The other one's name, in full: they know each other. */
  readonly name: string;
  readonly scopeText: string;
  readonly endsOn: LocalDate | null;
}

async function helperLines(
  scope: Scope,
  side: 'person_id' | 'helper_person_id',
  personId: string,
): Promise<HelperLine[]> {
  const other = side === 'person_id' ? ('h.helper_person_id' as const) : ('h.person_id' as const);
  const day = today(scope);
  const rows = await scope.db
    .selectFrom('family_helper as h')
    .innerJoin('person as p', (on) => on.onRef('p.space_id', '=', 'h.space_id').onRef('p.id', '=', other))
    .select(['h.id', 'h.person_id', 'h.helper_person_id', 'p.name', 'h.scope_text', 'h.starts_on', 'h.ends_on'])
    .where('h.space_id', '=', scope.spaceId)
    .where(`h.${side}`, '=', personId)
    .where('p.erased_at', 'is', null)
    .orderBy('h.at')
    .execute();
  return rows
    .filter((row) => inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, day))
    .map((row) => ({
      id: row.id,
      personId: row.person_id,
      helperPersonId: row.helper_person_id,
      name: row.name,
      scopeText: row.scope_text,
      endsOn: row.ends_on,
    }));
}

/** Who may act for this person today. */
export function helpersOf(scope: Scope, personId: string): Promise<HelperLine[]> {
  return helperLines(scope, 'person_id', personId);
}

/** For whom this person may act today. */
export function helpedBy(scope: Scope, personId: string): Promise<HelperLine[]> {
  return helperLines(scope, 'helper_person_id', personId);
}

/** A household in the list. */
export interface HouseholdLine {
  readonly id: string;
  readonly name: string;
  readonly placeName: string | null;
  readonly door: string;
  readonly members: number;
  readonly createdAt: Date;
}

/** The households of the space. */
export async function listHouseholds(
  scope: Scope,
  query: ListQuery,
): Promise<{ rows: HouseholdLine[]; total: number }> {
  let base = scope.db
    .selectFrom('household as h')
    .leftJoin('place', (on) => on.onRef('place.space_id', '=', 'h.space_id').onRef('place.id', '=', 'h.place_id'))
    .where('h.space_id', '=', scope.spaceId)
    .where('h.name', '<>', '');
  if (query.q !== '') base = base.where('h.name', 'ilike', `%${escapeLike(query.q)}%`);
  if (query.filters['place'] !== undefined) base = base.where('place.name', '=', query.filters['place']);
  const count = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await base
    .select(['h.id', 'h.name', 'h.door', 'h.created_at', 'place.name as place_name'])
    .select((select) =>
      select
        .selectFrom('person')
        .whereRef('person.space_id', '=', 'h.space_id')
        .whereRef('person.household_id', '=', 'h.id')
        .select((inner) => inner.fn.countAll<bigint>().as('n'))
        .as('members'),
    )
    .orderBy(query.sort?.key === 'name' ? 'h.name' : 'h.created_at', query.sort?.desc === false ? 'asc' : 'desc')
    .orderBy('h.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return {
    total: Number(count.total),
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      placeName: row.place_name,
      door: row.door,
      members: Number(row.members ?? 0n),
      createdAt: row.created_at,
    })),
  };
}

/** Households to choose from in a form. */
export async function householdOptions(scope: Scope): Promise<{ value: string; label: string }[]> {
  const rows = await scope.db
    .selectFrom('household')
    .select(['id', 'name', 'door'])
    .where('space_id', '=', scope.spaceId)
    .where('name', '<>', '')
    .orderBy('name')
    .limit(500)
    .execute();
  return rows.map((row) => ({ value: row.id, label: row.door === '' ? row.name : `${row.name} ${row.door}` }));
}
