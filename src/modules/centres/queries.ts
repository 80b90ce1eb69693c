import { addDays, type LocalDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Opening } from './rules.ts';
import type { Centre, OpenThing, OpenThingKind, Purpose, Span, Visits } from './schema.ts';

const noWeek: readonly (readonly Span[])[] = [[], [], [], [], [], [], []];

/** A thing nobody has given hours. */
const unkept: Opening = { week: noWeek, exceptions: [] };

/** The hours of things of one kind, by id: the week, and the days from today on that differ. */
export async function openingsOf(
  scope: Scope,
  kind: OpenThingKind,
  ids: readonly string[],
  from: LocalDate = today(scope),
): Promise<Map<string, Opening>> {
  if (ids.length === 0) return new Map();
  const spans = await scope.db
    .selectFrom('opening_span')
    .select(['about_id', 'weekday', 'opens', 'closes'])
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', kind)
    .where('about_id', 'in', [...ids])
    .orderBy('opens')
    .execute();
  const days = await scope.db
    .selectFrom('opening_exception')
    .select(['about_id', 'day', 'opens', 'closes', 'note'])
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', kind)
    .where('about_id', 'in', [...ids])
    .where('day', '>=', from)
    .orderBy('day')
    .execute();
  return new Map(
    ids.map((id) => [
      id,
      {
        week: noWeek.map((_none, at) =>
          spans
            .filter((one) => one.about_id === id && one.weekday === at + 1)
            .map(({ opens, closes }) => ({ opens, closes })),
        ),
        exceptions: days
          .filter((one) => one.about_id === id)
          .map((one) => ({
            day: one.day,
            spans: one.opens === null || one.closes === null ? [] : [{ opens: one.opens, closes: one.closes }],
            note: one.note,
          })),
      },
    ]),
  );
}

/** The hours of one thing. */
export async function openingOf(scope: Scope, thing: OpenThing, from?: LocalDate): Promise<Opening> {
  return (await openingsOf(scope, thing.kind, [thing.id], from)).get(thing.id) ?? unkept;
}

const columns = ['id', 'title', 'place_id', 'about_text', 'address_text', 'phone', 'created_at'] as const;

/** The centres of the space that are open, by name. */
export async function centres(scope: Scope): Promise<Centre[]> {
  const rows = await scope.db
    .selectFrom('centre')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'open')
    .orderBy('title')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    placeId: row.place_id,
    aboutText: row.about_text,
    addressText: row.address_text,
    phone: row.phone,
    createdAt: row.created_at,
  }));
}

/** One centre, or null. */
export async function centre(scope: Scope, id: string): Promise<Centre | null> {
  return isId(id) ? ((await centres(scope)).find((one) => one.id === id) ?? null) : null;
}

/** The last counts of a centre, newest first, with those taken back. */
export async function lastVisits(scope: Scope, centreId: string, most = 30): Promise<Visits[]> {
  const rows = await scope.db
    .selectFrom('centre_visit')
    .select(['id', 'day', 'purpose', 'people', 'at', 'dropped_reason'])
    .where('space_id', '=', scope.spaceId)
    .where('centre_id', '=', centreId)
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ dropped_reason, ...row }) => ({ ...row, droppedReason: dropped_reason }));
}

/** How many came, by month and purpose, for the months from a day on; counts taken back are left out. */
export async function visitSums(
  scope: Scope,
  centreIds: readonly string[],
  from: LocalDate,
): Promise<
  { readonly centreId: string; readonly month: LocalDate; readonly purpose: Purpose; readonly people: bigint }[]
> {
  if (centreIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('centre_visit')
    .select(['centre_id', 'day', 'purpose', 'people'])
    .where('space_id', '=', scope.spaceId)
    .where('centre_id', 'in', [...centreIds])
    .where('day', '>=', from)
    .where('dropped_reason', 'is', null)
    .execute();
  const sums = new Map<string, { centreId: string; month: LocalDate; purpose: Purpose; people: bigint }>();
  for (const row of rows) {
    const month = `${row.day.slice(0, 7)}-01`;
    const key = `${row.centre_id} ${month} ${row.purpose}`;
    const sum = sums.get(key) ?? { centreId: row.centre_id, month, purpose: row.purpose, people: 0n };
    sum.people += BigInt(row.people);
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** The day a year ago, for sums. */
export function yearBefore(scope: Scope): LocalDate {
  return `${addDays(today(scope), -365).slice(0, 7)}-01`;
}

/** The centre a count belongs to, or null. */
export async function centreOfVisits(scope: Scope, id: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('centre_visit')
    .select('centre_id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.centre_id ?? null;
}
