import type { Outline } from '#kernel/geo';
import { auditRead } from '#modules/record';
import { openText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import type { Charge, ChargeRole, Entry, Shape } from './schema.ts';

/** Who is in charge today, of one place or of all: roles and since when, without a name. */
export async function charges(scope: Scope, placeId?: string): Promise<Charge[]> {
  let query = scope.db
    .selectFrom('place_charge')
    .select(['id', 'place_id', 'role', 'person_id', 'starts_on'])
    .where('space_id', '=', scope.spaceId)
    .where('ends_on', 'is', null)
    .orderBy('at');
  if (placeId !== undefined) query = query.where('place_id', '=', placeId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    placeId: row.place_id,
    role: row.role,
    personId: row.person_id,
    since: row.starts_on,
  }));
}

/** The registered persons who fill a role for a place or for what it lies in, the nearest first; for routing to them. */
export async function inChargeOf(
  scope: Scope,
  placeIds: readonly string[],
  roles: readonly ChargeRole[],
): Promise<string[]> {
  const all = await charges(scope);
  return placeIds.flatMap((placeId) =>
    all
      .filter((one) => one.placeId === placeId && roles.includes(one.role))
      .map((one) => one.personId)
      .filter((id): id is string => id !== null),
  );
}

/** Names and numbers of those in charge who are not registered; opening them is recorded. */
export async function unregistered(
  scope: Scope,
  placeId: string,
): Promise<ReadonlyMap<string, { readonly name: string; readonly phone: string }>> {
  const rows = await scope.db
    .selectFrom('place_charge')
    .select(['id', 'who_sealed'])
    .where('space_id', '=', scope.spaceId)
    .where('place_id', '=', placeId)
    .where('ends_on', 'is', null)
    .where('who_sealed', 'is not', null)
    .execute();
  if (rows.length > 0) await auditRead(scope, { kind: 'place', id: placeId, command: 'grids.open_who' });
  return new Map(
    rows.map((row) => {
      const opened: unknown = JSON.parse(
        openText(scope.platform.keys, row.who_sealed ?? Buffer.alloc(0), `${scope.spaceId}/place_charge/${row.id}`),
      );
      const text = (key: string): string => {
        const value: unknown = typeof opened === 'object' && opened !== null ? Reflect.get(opened, key) : '';
        return typeof value === 'string' ? value : '';
      };
      return [row.id, { name: text('name'), phone: text('phone') }];
    }),
  );
}

/** Which bodies meet for a place. */
export async function bodiesOf(scope: Scope, placeId: string): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('place_body')
    .select('body_id')
    .where('space_id', '=', scope.spaceId)
    .where('place_id', '=', placeId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.body_id);
}

/** The shapes of the map, by name. */
export async function shapes(scope: Scope): Promise<Shape[]> {
  const rows = await scope.db
    .selectFrom('map_shape')
    .select(['id', 'place_id', 'name', 'geometry', 'datum', 'source', 'as_of'])
    .where('space_id', '=', scope.spaceId)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    placeId: row.place_id,
    name: row.name,
    // Written only by `uploadMap`, which keeps what `readShapes` found valid.
    outline: row.geometry as unknown as Outline,
    datum: row.datum,
    source: row.source,
    asOf: row.as_of,
  }));
}

/** The inventory as it stands today, by element and title. */
export async function entries(scope: Scope): Promise<Entry[]> {
  const rows = await scope.db
    .selectFrom('map_entry')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('ended_on', 'is', null)
    .orderBy('element')
    .orderBy('title')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    element: row.element,
    service: row.service,
    title: row.title,
    note: row.note,
    placeId: row.place_id,
    at: row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude],
    minutes: row.minutes,
    source: row.source,
    asOf: row.as_of,
  }));
}
