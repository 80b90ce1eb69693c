import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { personNames } from '#modules/people';
import { escapeLike } from '#platform/asked';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import type { BookingState, ResourceKind } from './schema.ts';

/** A booking as the desk and its two sides see it. */
export interface Booking {
  readonly id: string;
  readonly resourceId: string;
  readonly title: string;
  readonly kind: ResourceKind;
  readonly piece: number;
  readonly personId: string;
  /** In full: only for the desk and the owner. */
  readonly who: string;
  readonly needId: string | null;
  readonly from: Date;
  readonly until: Date;
  readonly state: BookingState;
  readonly late: boolean;
  readonly conditionOut: string;
  readonly conditionIn: string;
  readonly reason: string | null;
}

function bookings(scope: Scope) {
  return scope.db
    .selectFrom('booking')
    .innerJoin('resource', (join) =>
      join.onRef('resource.space_id', '=', 'booking.space_id').onRef('resource.id', '=', 'booking.resource_id'),
    )
    .where('booking.space_id', '=', scope.spaceId);
}

function shown(scope: Scope) {
  return bookings(scope)
    .select(['booking.id', 'booking.resource_id', 'resource.title', 'resource.kind', 'booking.piece'])
    .select(['booking.person_id', 'booking.need_id', 'booking.state', 'booking.condition_out', 'booking.condition_in'])
    .select([
      'booking.reason',
      sql<Date>`lower(booking.during)`.as('from'),
      sql<Date>`upper(booking.during)`.as('until'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number];

async function named(scope: Scope, rows: readonly Row[]): Promise<Booking[]> {
  const names = await personNames(
    scope,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({
    id: row.id,
    resourceId: row.resource_id,
    title: row.title,
    kind: row.kind,
    piece: row.piece,
    personId: row.person_id,
    who: names.get(row.person_id)?.inside ?? '',
    needId: row.need_id,
    from: row.from,
    until: row.until,
    state: row.state,
    late: row.state === 'out' && row.until <= scope.now(),
    conditionOut: row.condition_out,
    conditionIn: row.condition_in,
    reason: row.reason,
  }));
}

/** One booking, or null. */
export async function booking(scope: Scope, id: string): Promise<Booking | null> {
  const row = await shown(scope).where(sql<SqlBool>`booking.id::text = ${id}`).executeTakeFirst();
  return row === undefined ? null : ((await named(scope, [row]))[0] ?? null);
}

/** The bookings of these resources that are live or were, by their time; the live ones first. */
export async function bookingsOf(scope: Scope, resourceIds: readonly string[], most = 50): Promise<Booking[]> {
  if (resourceIds.length === 0) return [];
  const rows = await shown(scope)
    .where('booking.resource_id', 'in', [...resourceIds])
    .orderBy(sql`booking.state not in ('reserved', 'out')`)
    .orderBy(sql`lower(booking.during)`)
    .limit(most)
    .execute();
  return named(scope, rows);
}

/** What a person has or has reserved, and had; newest first. */
export async function bookingsOfPerson(scope: Scope, personId: string): Promise<Booking[]> {
  const rows = await shown(scope)
    .where('booking.person_id', '=', personId)
    .orderBy(sql`booking.state not in ('reserved', 'out')`)
    .orderBy(sql`lower(booking.during)`, 'desc')
    .limit(100)
    .execute();
  return named(scope, rows);
}

/** When these resources are taken from now on, without saying by whom; for public calendars and for matching. */
export async function takenTimes(
  scope: Scope,
  resourceIds: readonly string[],
): Promise<
  {
    readonly resourceId: string;
    readonly piece: number;
    readonly from: Date;
    readonly until: Date;
    readonly out: boolean;
  }[]
> {
  if (resourceIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('booking')
    .select([
      'resource_id',
      'piece',
      'state',
      sql<Date>`lower(during)`.as('from'),
      sql<Date>`upper(during)`.as('until'),
    ])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', 'in', [...resourceIds])
    .where('state', 'in', ['reserved', 'out'])
    .orderBy(sql`lower(during)`)
    .execute();
  return rows.map((row) => ({
    resourceId: row.resource_id,
    piece: row.piece,
    from: row.from,
    until: row.until,
    out: row.state === 'out',
  }));
}

/**
 * How long a room has been used, in whole minutes, and how often (F059). Only what passed counts: from the hour booked
 * or an earlier handing over, to the return or to now, and never past the booked hour, since a late note is no use.
 */
export async function usage(
  scope: Scope,
  resourceId: string,
): Promise<{ readonly times: number; readonly minutes: bigint }> {
  const row = await scope.db
    .selectFrom('booking')
    .select((select) => [
      select.fn.countAll<bigint>().as('times'),
      sql<bigint>`coalesce(sum(greatest(0, extract(epoch from
        least(upper(during), coalesce(returned_at, ${scope.now()}::timestamptz)) - least(lower(during), handed_at)) / 60)), 0)::bigint`.as(
        'minutes',
      ),
    ])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', resourceId)
    .where('state', 'in', ['out', 'returned'])
    .executeTakeFirstOrThrow();
  return { times: Number(row.times), minutes: row.minutes };
}

type Where = ExpressionBuilder<DB, 'booking' | 'resource'>;

function filtered(scope: Scope, where: Where, query: ListQuery) {
  const { filters, q } = query;
  const conditions: Expression<SqlBool>[] = [where('booking.space_id', '=', scope.spaceId)];
  const state = filters['state'] ?? 'live';
  if (state === 'live') conditions.push(where('booking.state', 'in', ['reserved', 'out']));
  else if (state === 'late')
    conditions.push(
      where('booking.state', '=', 'out'),
      sql<SqlBool>`upper(booking.during) <= ${scope.now()}::timestamptz`,
    );
  else if (state !== 'all') conditions.push(where(sql`booking.state`, '=', state));
  if (filters['kind'] !== undefined) conditions.push(where(sql`resource.kind`, '=', filters['kind']));
  if (q !== '') conditions.push(where('resource.title', 'like', `%${escapeLike(q)}%`));
  return where.and(conditions);
}

/** The calendar of things and rooms as a list. Filters: state (`live`, `late`, `all` or one state), kind. */
export async function bookingList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Booking[]; readonly total: number }> {
  const counted = await bookings(scope)
    .where((where) => filtered(scope, where, query))
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const order = query.sort?.key === 'until' ? sql`upper(booking.during)` : sql`lower(booking.during)`;
  const rows = await shown(scope)
    .where((where) => filtered(scope, where, query))
    .orderBy(order, query.sort?.desc === true ? 'desc' : 'asc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: await named(scope, rows), total: Number(counted.total) };
}
