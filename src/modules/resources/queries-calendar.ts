import { sql } from 'kysely';
import { addDays, type LocalDate, localDate, startOfLocalDay } from '#kernel/dates';
import { personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { seenBy } from './queries-circle.ts';

/** A booking as a calendar shows it: on each day of the span that it touches. */
export interface Taken {
  readonly id: string;
  readonly resourceId: string;
  readonly title: string;
  readonly kind: 'loan' | 'room';
  readonly from: Date;
  readonly until: Date;
  readonly days: readonly LocalDate[];
  /** In full; empty where nobody may read it. */
  readonly who: string;
}

function daysOf(scope: Scope, from: Date, until: Date, first: LocalDate, end: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  const last = localDate(new Date(until.getTime() - 1), scope.timeZone);
  let day = localDate(from, scope.timeZone);
  if (day < first) day = first;
  for (; day <= last && day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * What is taken from a day until before another: of one resource, or of all that are open and may be seen by the
 * audience. Names only for the desk. What is out and late is taken until today.
 */
export async function takenBetween(
  scope: Scope,
  span: { readonly from: LocalDate; readonly end: LocalDate },
  which: {
    readonly audience: 'public' | 'desk';
    readonly resourceId?: string;
    readonly personId?: string;
    readonly kind?: 'loan' | 'room' | null;
  },
): Promise<Taken[]> {
  const from = startOfLocalDay(span.from, scope.timeZone);
  const end = startOfLocalDay(span.end, scope.timeZone);
  const until = sql<Date>`case when booking.state = 'out' and upper(booking.during) < ${scope.now()}::timestamptz
    then ${scope.now()}::timestamptz else upper(booking.during) end`;
  let query = scope.db
    .selectFrom('booking')
    .innerJoin('resource', (join) =>
      join.onRef('resource.space_id', '=', 'booking.space_id').onRef('resource.id', '=', 'booking.resource_id'),
    )
    .select(['booking.id', 'booking.resource_id', 'booking.person_id', 'resource.title', 'resource.kind'])
    .select([sql<Date>`lower(booking.during)`.as('from'), until.as('until')])
    .where('booking.space_id', '=', scope.spaceId)
    .where('booking.state', '<>', 'cancelled')
    .where(sql<boolean>`lower(booking.during) < ${end}::timestamptz`)
    .where(until, '>', from);
  if (which.resourceId !== undefined) query = query.where('booking.resource_id', '=', which.resourceId);
  if (which.personId !== undefined) query = query.where('booking.person_id', '=', which.personId);
  if (which.kind !== undefined && which.kind !== null) query = query.where('resource.kind', '=', which.kind);
  if (which.audience === 'public') query = query.where('resource.visible', 'in', [...seenBy(scope)]);
  const rows = await query.orderBy(sql`lower(booking.during)`).limit(1000).execute();
  const names =
    which.audience === 'desk'
      ? await personNames(
          scope,
          rows.map((row) => row.person_id),
        )
      : new Map<string, { readonly inside: string }>();
  return rows.map((row) => ({
    id: row.id,
    resourceId: row.resource_id,
    title: row.title,
    kind: row.kind === 'room' ? 'room' : 'loan',
    from: row.from,
    until: row.until,
    days: daysOf(scope, row.from, row.until, span.from, span.end),
    who: names.get(row.person_id)?.inside ?? '',
  }));
}
