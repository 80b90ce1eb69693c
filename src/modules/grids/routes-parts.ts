import { formatDate } from '#kernel/dates';
import { bodies as allBodies } from '#modules/bodies';
import { meetings } from '#modules/meetings';
import { type Place, places } from '#modules/places';
import type { Scope } from '#platform/scope';
import type { GridRow, PlaceBody } from './pages.tsx';
import { bodiesOf, charges } from './queries.ts';
import { levelOf } from './rules.ts';

/** The net as its pages show it: nets first, each followed by its cells; then buildings. */
export async function gridRows(scope: Scope): Promise<GridRow[]> {
  const all = await places(scope);
  const held = await charges(scope);
  const rows: GridRow[] = [];
  const add = (place: Place) => {
    const level = levelOf(place, all);
    if (level === null) return;
    rows.push({
      id: place.id,
      name: place.name,
      level,
      inside: all.find((one) => one.id === place.parentId)?.name ?? '',
      residents: place.residents,
      households: place.households,
      asOf: place.asOf,
      source: place.source,
      filled: held.filter((one) => one.placeId === place.id).map((one) => one.role),
    });
    if (level === 'net') for (const cell of all.filter((one) => one.parentId === place.id)) add(cell);
  };
  for (const place of all.filter((one) => levelOf(one, all) === 'net')) add(place);
  for (const place of all.filter((one) => one.kind === 'building'))
    if (!rows.some((row) => row.id === place.id)) add(place);
  return rows;
}

/** What lies directly in a place. */
export async function rowsWithin(scope: Scope, rows: readonly GridRow[], id: string): Promise<GridRow[]> {
  const inside = new Set((await places(scope)).filter((one) => one.parentId === id).map((one) => one.id));
  return rows.filter((row) => inside.has(row.id));
}

const latest = 3;

/** The bodies of a place with their latest meetings that have minutes everybody may read. */
export async function placeBodies(scope: Scope, lang: 'zh' | 'en', placeId: string): Promise<PlaceBody[]> {
  const ids = await bodiesOf(scope, placeId);
  if (ids.length === 0) return [];
  const known = new Map((await allBodies(scope)).map((one) => [one.id, one.name]));
  return Promise.all(
    ids.map(async (id) => {
      const held = await meetings(scope, { bodyId: id, states: ['closed'], limit: latest, offset: 0 });
      return {
        id,
        name: known.get(id) ?? '',
        meetings: held.rows.map((one) => ({ id: one.id, title: one.title, day: formatDate(one.startsAt, lang) })),
      };
    }),
  );
}
