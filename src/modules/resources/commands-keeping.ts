import { sql } from 'kysely';
import { addDays, startOfLocalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, because } from '#modules/record';
import type { Inside } from '#platform/scope';
import type { LoadedResource } from './commands-loading.ts';
import { freePiece, type Held } from './rules.ts';
import { bookedKinds } from './schema.ts';

/** A booking about to be made. */
export interface NewBooking {
  readonly resourceId: string;
  readonly personId: string;
  readonly needId?: string | null;
  readonly during: { readonly from: Date; readonly until: Date };
  /** Already handed over, and how it went out. */
  readonly out?: { readonly condition: string };
}

/** The end of the day on which something is due back. */
export function endOfDay(scope: Inside, day: string): Date {
  return startOfLocalDay(addDays(day, 1), scope.timeZone);
}

/** Live bookings of a resource, for the choice of a free piece. */
export async function held(scope: Inside, resourceId: string): Promise<(Held & { readonly id: string })[]> {
  const rows = await scope.db
    .selectFrom('booking')
    .select(['id', 'piece', 'state', sql<Date>`lower(during)`.as('from'), sql<Date>`upper(during)`.as('until')])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', resourceId)
    .where('state', 'in', ['reserved', 'out'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    piece: row.piece,
    from: row.from,
    until: row.until,
    out: row.state === 'out',
  }));
}

/** Keeps a free piece of a thing for somebody. Refuses `resources.not_lent`, `resources.taken`. */
export async function keep(
  scope: Inside,
  one: LoadedResource,
  wanted: NewBooking,
): Promise<Result<{ bookingId: string }>> {
  if (!bookedKinds.includes(one.kind)) return fail('resources.not_lent');
  const { from, until } = wanted.during;
  const piece = freePiece(Number(one.quantity), await held(scope, one.id), from, until, scope.now());
  if (piece === null) return fail('resources.taken');
  const id = newId(scope.now());
  const by = scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null);
  await scope.db
    .insertInto('booking')
    .values({
      space_id: scope.spaceId,
      id,
      resource_id: one.id,
      piece,
      person_id: wanted.personId,
      need_id: wanted.needId ?? null,
      during: sql<string>`tstzrange(${from}::timestamptz, ${until}::timestamptz)`,
      made_by: by,
      at: scope.now(),
    })
    .execute();
  await because(scope, { kind: 'resource', id: one.id }, { kind: 'booking', id });
  await audit(scope, { kind: 'booking', id, detail: { step: 'reserved', resource: one.id } });
  return ok({ bookingId: id });
}

/** Gives a reservation up without a word to anybody: the time is free again. */
export async function giveUp(scope: Inside, bookingId: string, reason: string): Promise<void> {
  await scope.db
    .updateTable('booking')
    .set({ state: 'cancelled', reason })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', bookingId)
    .where('state', '=', 'reserved')
    .execute();
  await audit(scope, { kind: 'booking', id: bookingId, detail: { step: 'cancelled' } });
}
