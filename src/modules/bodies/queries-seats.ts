import { type Kysely, sql } from 'kysely';
import { isId } from '#kernel/ids';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { acting, isHeld } from './rules.ts';
import type { Seat } from './schema.ts';

/** Seats with their substitute and, where the holder is away today, until when. */
function seatRows(scope: Scope) {
  const db: Pick<Kysely<DB>, 'selectFrom'> = scope.db;
  const on = today(scope);
  return db
    .selectFrom('seat as s')
    .leftJoin('seat_substitute as u', (join) =>
      join.onRef('u.space_id', '=', 's.space_id').onRef('u.seat_id', '=', 's.id').on('u.ended_at', 'is', null),
    )
    .select([
      's.id',
      's.body_id as bodyId',
      's.kind',
      's.votes',
      's.person_id as personId',
      's.organisation_id as organisationId',
      's.starts_on as startsOn',
      's.ends_on as endsOn',
      's.ended_at as endedAt',
      's.ended_reason as endedReason',
      'u.person_id as substituteId',
      (value) =>
        value
          .selectFrom('seat_absence as a')
          .select((each) => each.fn.max('a.until_on').as('until'))
          .whereRef('a.space_id', '=', 's.space_id')
          .whereRef('a.seat_id', '=', 's.id')
          .where('a.ended_at', 'is', null)
          .where('a.from_on', '<=', on)
          .where('a.until_on', '>=', on)
          .as('awayUntil'),
      sql<null>`null`.as('standsFor'),
    ])
    .where('s.space_id', '=', scope.spaceId);
}

/** Every seat a body ever had, oldest first, ended ones too. */
export async function seatsOf(scope: Scope, bodyId: string): Promise<Seat[]> {
  return seatRows(scope).where('s.body_id', '=', bodyId).orderBy('s.at').orderBy('s.id').execute();
}

/** The seats held on a body today, under their holders' names. */
export async function seatsToday(scope: Scope, bodyId: string): Promise<Seat[]> {
  const on = today(scope);
  return (await seatsOf(scope, bodyId)).filter((seat) => isHeld(seat, on));
}

/**
 * The seats of a body as they are sat on today for one item: a substitute in the place of whoever is away or stands aside
 * (`aside`), visibly by `standsFor`.
 */
export async function actingSeats(scope: Scope, bodyId: string, aside: ReadonlySet<string>): Promise<Seat[]> {
  return acting(await seatsToday(scope, bodyId), aside);
}

const nobody: ReadonlySet<string> = new Set();

/** The seat a person sits on today, as its holder or in the place of one who is away; or null. */
export async function seatOf(scope: Scope, bodyId: string, personId: string): Promise<Seat | null> {
  return (await actingSeats(scope, bodyId, nobody)).find((seat) => seat.personId === personId) ?? null;
}

/** Every seat a person sits on today on whatever body, those among them in whose place they act. */
export async function seatsHeldBy(scope: Scope, personId: string): Promise<Seat[]> {
  return acting(await seatsNamedFor(scope, personId), nobody).filter((seat) => seat.personId === personId);
}

/** Every seat a person holds today or is named substitute for, whether they act or not; under the holder's name. */
export async function seatsNamedFor(scope: Scope, personId: string): Promise<Seat[]> {
  if (personId === '') return [];
  const rows = await seatRows(scope)
    .where((where) => where.or([where('s.person_id', '=', personId), where('u.person_id', '=', personId)]))
    .execute();
  const on = today(scope);
  return rows.filter((seat) => isHeld(seat, on));
}

/** One seat, ended or not, or null. */
export async function seat(scope: Scope, id: string): Promise<Seat | null> {
  if (!isId(id)) return null;
  return (await seatRows(scope).where('s.id', '=', id).executeTakeFirst()) ?? null;
}
