import { type LocalDate, localDate } from '#kernel/dates';
import { readSession } from '#platform/auth';
import type { Platform } from '#platform/platform';
import type { Actor, HeldMandate, OnBehalf, Role } from '#platform/scope';
import { moneyRoles } from '#platform/scope';
import { inForce } from './rules.ts';
import { roles } from './schema.ts';

/** How an actor came in; the demo and tests say so themselves. */
export interface ActorOptions {
  readonly accountId?: string | null;
  readonly way?: Actor['way'];
  readonly secondFactor?: boolean;
  readonly onBehalfOf?: OnBehalf | null;
}

/**
 * The person as they act in a space today: their name and the mandates in force. Throws for an unknown or erased
 * person: whoever asks has the id from us. Acting for another drops what must stay personal: a helper acts as the
 * one they help, and nobody touches money in another's name.
 */
export async function actorFor(
  platform: Platform,
  spaceId: string,
  personId: string,
  options: ActorOptions = {},
): Promise<Actor> {
  const actor = await findActor(platform, spaceId, personId, options);
  if (actor === null) throw new Error(`no person ${personId} in space ${spaceId}`);
  return actor;
}

/** The same, null where there is no such person (any more). */
export async function findActor(
  platform: Platform,
  spaceId: string,
  personId: string,
  options: ActorOptions,
): Promise<Actor | null> {
  const rows = await platform.database
    .scoped(spaceId, [spaceId])
    .selectFrom('person')
    .innerJoin('space', 'space.id', 'person.space_id')
    .leftJoin('mandate', (on) =>
      on.onRef('mandate.space_id', '=', 'person.space_id').onRef('mandate.person_id', '=', 'person.id'),
    )
    .select(['person.name', 'person.erased_at', 'space.time_zone'])
    .select([
      'mandate.id',
      'mandate.role',
      'mandate.organisation_id',
      'mandate.body_id',
      'mandate.starts_on',
      'mandate.ends_on',
    ])
    .where('person.space_id', '=', spaceId)
    .where('person.id', '=', personId)
    .execute();
  const [first] = rows;
  if (first === undefined || first.erased_at !== null) return null;
  const day = localDate(platform.now(), first.time_zone);
  const onBehalfOf = options.onBehalfOf ?? null;
  const held = rows.flatMap((row) => heldMandate(row, day)).filter((mandate) => keptFor(onBehalfOf, mandate));
  return {
    accountId: options.accountId ?? null,
    personId,
    name: first.name,
    mandates: held,
    way: options.way ?? 'password',
    secondFactor: options.secondFactor ?? false,
    onBehalfOf,
  };
}

interface MandateColumns {
  readonly id: string | null;
  readonly role: string | null;
  readonly organisation_id: string | null;
  readonly body_id: string | null;
  readonly starts_on: LocalDate | null;
  readonly ends_on: LocalDate | null;
}

function heldMandate(row: MandateColumns, day: LocalDate): HeldMandate[] {
  const role: Role | undefined = roles.find((one) => one === row.role);
  if (row.id === null || row.starts_on === null || role === undefined) return [];
  if (!inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, day)) return [];
  return [{ id: row.id, role, organisationId: row.organisation_id, bodyId: row.body_id }];
}

function keptFor(onBehalfOf: OnBehalf | null, mandate: HeldMandate): boolean {
  if (onBehalfOf === null) return true;
  return onBehalfOf.as !== 'helper' && !moneyRoles.includes(mandate.role);
}

/** Where an account is at home. */
export interface Membership {
  readonly spaceId: string;
  readonly personId: string;
}

/** What a request's cookie opens. */
export interface FoundSession {
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly way: 'phone' | 'password' | 'card';
  readonly secondFactor: boolean;
  /** Whether a mandate or a seat opens the desk of this space. */
  readonly desk: boolean;
  /** Whether the account has set up a second factor at all. */
  readonly hasSecond: boolean;
  readonly memberships: readonly Membership[];
  /**
   * The person in the space asked for; null where the account is nobody there. Without a space (the pages of one's
   * account) an actor without person and mandates, who may do nothing but look after the account.
   */
  readonly actor: Actor | null;
}

/** The session behind a cookie header, and who it is in a space. Null when the cookie opens nothing. */
export async function sessionFromRequest(
  platform: Platform,
  request: Request,
  spaceId: string | null,
): Promise<FoundSession | null> {
  const open = await readSession(platform, request.headers.get('cookie') ?? '');
  if (open === null) return null;
  const rows = await platform.database
    .scoped(null, [])
    .selectFrom('auth.session_note as note')
    .leftJoin('auth.membership as member', (on) => on.on('member.account_id', '=', open.accountId))
    .select(['note.way', 'note.second_factor_at', 'note.space_id as acting_in', 'note.acting_for', 'note.acting_as'])
    .select(['member.space_id', 'member.person_id'])
    .where('note.session_id', '=', open.sessionId)
    .execute();
  const [note] = rows;
  if (note === undefined) return null;
  const memberships = rows.flatMap((row) =>
    row.space_id === null || row.person_id === null ? [] : [{ spaceId: row.space_id, personId: row.person_id }],
  );
  const found = {
    accountId: open.accountId,
    sessionId: open.sessionId,
    name: open.name,
    way: note.way,
    secondFactor: note.second_factor_at !== null,
    hasSecond: open.twoFactorEnabled,
    memberships,
  };
  if (spaceId === null) return { ...found, desk: await anyDesk(platform, memberships), actor: accountActor(found) };
  const here = memberships.find((one) => one.spaceId === spaceId);
  if (here === undefined) return { ...found, desk: false, actor: null };
  const onBehalfOf =
    note.acting_in === spaceId && note.acting_for !== null && note.acting_as !== null
      ? { personId: note.acting_for, as: note.acting_as }
      : null;
  const known = await findActor(platform, spaceId, here.personId, { ...found, onBehalfOf });
  if (known === null) return { ...found, desk: false, actor: null };
  const actor = await stillActing(platform, spaceId, known);
  const name = actor.onBehalfOf === null ? actor.name : await bothNames(platform, spaceId, actor);
  return { ...found, name, desk: await opensDesk(platform, spaceId, actor), actor };
}

/** Both names in the masthead, so that nobody forgets in whose name they act: who does it, an arrow, for whom. */
async function bothNames(platform: Platform, spaceId: string, actor: Actor): Promise<string> {
  const row = await platform.database
    .scoped(spaceId, [spaceId])
    .selectFrom('person')
    .select('name')
    .where('space_id', '=', spaceId)
    .where('id', '=', actor.onBehalfOf?.personId ?? actor.personId)
    .executeTakeFirst();
  return `${actor.name} \u2192 ${row?.name ?? ''}`;
}

async function opensDesk(platform: Platform, spaceId: string, actor: Actor): Promise<boolean> {
  return (
    actor.mandates.length > 0 || (actor.onBehalfOf === null && (await holdsSeat(platform, spaceId, actor.personId)))
  );
}

async function anyDesk(platform: Platform, memberships: readonly Membership[]): Promise<boolean> {
  for (const { spaceId, personId } of memberships) {
    const actor = await findActor(platform, spaceId, personId, {});
    if (actor !== null && (await opensDesk(platform, spaceId, actor))) return true;
  }
  return false;
}

/** Whether a person sits on a body today. Seats belong to a later room; only whether there is one is asked here. */
async function holdsSeat(platform: Platform, spaceId: string, personId: string): Promise<boolean> {
  const rows = await platform.database
    .scoped(spaceId, [spaceId])
    .selectFrom('seat')
    .innerJoin('space', 'space.id', 'seat.space_id')
    .select(['seat.starts_on', 'seat.ends_on', 'space.time_zone'])
    .where('seat.space_id', '=', spaceId)
    .where('seat.person_id', '=', personId)
    .where('seat.ended_at', 'is', null)
    .execute();
  return rows.some((row) =>
    inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, localDate(platform.now(), row.time_zone)),
  );
}

function accountActor(found: Omit<FoundSession, 'actor' | 'desk'>): Actor {
  return {
    accountId: found.accountId,
    personId: '',
    name: found.name,
    mandates: [],
    way: found.way,
    secondFactor: found.secondFactor,
    onBehalfOf: null,
  };
}

/** Acting for somebody ends with the naming or the mandate it rests on, whatever the session still says. */
async function stillActing(platform: Platform, spaceId: string, actor: Actor): Promise<Actor> {
  const { onBehalfOf } = actor;
  if (onBehalfOf === null) return actor;
  const alone = async () =>
    (await findActor(platform, spaceId, actor.personId, { ...actor, onBehalfOf: null })) ?? actor;
  if (onBehalfOf.as !== 'helper') {
    const office: readonly Role[] = onBehalfOf.as === 'hub' ? ['hub'] : ['admin', 'worker', 'grid_worker'];
    return actor.mandates.some((mandate) => office.includes(mandate.role)) ? actor : alone();
  }
  const rows = await platform.database
    .scoped(spaceId, [spaceId])
    .selectFrom('family_helper')
    .innerJoin('space', 'space.id', 'family_helper.space_id')
    .select(['family_helper.starts_on', 'family_helper.ends_on', 'space.time_zone'])
    .where('family_helper.space_id', '=', spaceId)
    .where('family_helper.person_id', '=', onBehalfOf.personId)
    .where('family_helper.helper_person_id', '=', actor.personId)
    .execute();
  const named = rows.some((row) =>
    inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, localDate(platform.now(), row.time_zone)),
  );
  return named ? actor : alone();
}

/** Whether the account holds a mandate over money in any space today: then the second factor is asked for. */
export async function holdsMoney(platform: Platform, memberships: readonly Membership[]): Promise<boolean> {
  for (const { spaceId, personId } of memberships) {
    const actor = await findActor(platform, spaceId, personId, {});
    if (actor?.mandates.some((mandate) => moneyRoles.includes(mandate.role)) === true) return true;
  }
  return false;
}
