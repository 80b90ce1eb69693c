import { fail } from '#kernel/result';
import { bodies } from '#modules/bodies';
import { mattersByPlace } from '#modules/intake';
import { contactOf, findPersons, personNames } from '#modules/people';
import { movePlace, placeOptions, placePoints, places, pointPlace } from '#modules/places';
import { allowed } from '#platform/permission';
import type { Body, Context, Route } from '#platform/web';
import { get, post } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { addEntry, endCharge, endEntry, linkBody, putInCharge } from './commands.ts';
import { assignShape, dropShape, replaceShape, uploadMap } from './commands-map.ts';
import { DeskGridPage, type ShownCharge } from './pages-charge.tsx';
import { MattersByGridPage } from './pages-counts.tsx';
import { DeskGridsPage, DeskMapPage } from './pages-desk.tsx';
import type { GridRow } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { charges, entries, shapes, unregistered } from './queries.ts';
import { mayReachCharges } from './queries-own.ts';
import { gridRows, placeBodies } from './routes-parts.ts';
import { type Level, netOf } from './rules.ts';
import { type Overlap, overlaps } from './rules-shapes.ts';
import type { Shape } from './schema.ts';

/** Larger files are refused by our own rule, with a sentence; beyond this the connection is. */
const mapBytes = 8 * 1024 * 1024;

const common = (context: Context, state: FormState | undefined) => ({
  view: context.view,
  keyValue: context.key,
  state,
  mayKeep: allowed(context.scope, permissions.keep).ok,
  tiles: context.scope.platform.tiles,
});

const levels: readonly Level[] = ['estate', 'net', 'cell', 'building'];

/** Areas of the same level that lie over one another. */
function overlapsOf(rows: readonly GridRow[], all: readonly Shape[]): Overlap[] {
  const levelAt = new Map(rows.map((row) => [row.id, row.level]));
  return levels.flatMap((level) => overlaps(all.filter((shape) => levelAt.get(shape.placeId ?? '') === level)));
}

async function showGrids(context: Context, state?: FormState) {
  const { scope } = context;
  const [rows, all] = [await gridRows(scope), await shapes(scope)];
  return (
    <DeskGridsPage
      {...common(context, state)}
      rows={rows}
      shapes={all}
      overlaps={overlapsOf(rows, all)}
      places={await placeOptions(scope, ['estate', 'grid', 'building'])}
    />
  );
}

/** Those in charge with name and number, each reading recorded; of another's grid the roles alone. */
async function shownCharges({ scope }: Context, placeId: string): Promise<ShownCharge[]> {
  const held = await charges(scope, placeId);
  if (!(await mayReachCharges(scope, placeId)))
    return held.map(({ id, role, since }) => ({ id, role, since, personId: null, name: '', phone: '' }));
  const names = await personNames(
    scope,
    held.map((one) => one.personId).filter((id): id is string => id !== null),
  );
  const others = await unregistered(scope, placeId);
  return Promise.all(
    held.map(async (one) => {
      const { id, role, personId, since } = one;
      const who = others.get(id);
      const phone = personId === null ? (who?.phone ?? '') : ((await contactOf(scope, personId))?.phone ?? '');
      const name = personId === null ? (who?.name ?? '') : (names.get(personId)?.inside ?? '');
      return { id, role, personId, since, name, phone };
    }),
  );
}

async function showGrid(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const id = context.params['id'] ?? '';
  const rows = await gridRows(scope);
  const row = rows.find((one) => one.id === id);
  if (row === undefined) return fail('grids.place_unknown');
  const find = url.searchParams.get('who') ?? '';
  const inside = rows.filter((one) => one.parentId === id);
  const all = await shapes(scope);
  const drawn = inside.some((one) => all.some((shape) => shape.placeId === one.id));
  return (
    <DeskGridPage
      {...common(context, state)}
      row={row}
      find={find}
      mayEdit={allowed(scope, permissions.edit).ok}
      charges={await shownCharges(context, id)}
      bodies={await placeBodies(scope, view.lang, id)}
      allBodies={(await bodies(scope)).map((one) => ({ value: one.id, label: one.name }))}
      within={inside}
      around={drawn ? [row, ...inside] : rows.filter((one) => one.level === row.level)}
      shapes={all}
      nets={rows.filter((one) => one.level === 'net').map((one) => ({ value: one.id, label: one.name }))}
      people={(await findPersons(scope, find)).map((one) => ({
        value: one.id,
        label: one.name,
        ...(one.placeName === null ? {} : { hint: one.placeName }),
      }))}
    />
  );
}

async function showMap(context: Context, state?: FormState) {
  const { scope } = context;
  return (
    <DeskMapPage
      {...common(context, state)}
      entries={await entries(scope)}
      places={await placeOptions(scope, ['estate', 'grid', 'site'])}
    />
  );
}

/** Matters by net; those whose place lies in none stand apart. */
async function showMatters({ scope, view }: Context) {
  const [rows, all] = [await gridRows(scope), await shapes(scope)];
  const [known, points] = [await places(scope), await placePoints(scope)];
  const nets = rows.filter((row) => row.level === 'net');
  const counts = new Map(nets.map((row) => [row.id, { count: 0, more: 0 }]));
  let rest = { count: 0, more: 0 };
  for (const one of await mattersByPlace(scope)) {
    const net = netOf(one.placeId, known, points, all);
    const before = counts.get(net ?? '');
    if (net === null || before === undefined) rest = { count: rest.count + one.count, more: rest.more + one.open };
    else counts.set(net, { count: before.count + one.count, more: before.more + one.open });
  }
  const told = new Map([...counts].map(([id, one]) => [id, one.count === 0 ? null : one]));
  return <MattersByGridPage {...{ view, rows: nets, shapes: all, counts: told, rest, tiles: scope.platform.tiles }} />;
}

const withId = ({ params }: Context, body: Body): Body => ({ ...body, id: params['id'] });
const withPlaceId = ({ params }: Context, body: Body): Body => ({ ...body, placeId: params['id'] });

/** The net, the map and the inventory at the desk. */
export const deskRoutes: Route[] = [
  get('/desk/:space/grids', { permission: permissions.read, show: (context) => showGrids(context) }),
  post('/desk/:space/grids', {
    permission: permissions.keep,
    name: 'map',
    command: uploadMap,
    show: showGrids,
    done: ({ view }, { waiting, closed }) =>
      `${deskRoot(view)}/grids?done=${closed > 0 ? 'closed' : waiting === 0 ? 'drawn' : 'waiting'}`,
    maxBytes: mapBytes,
  }),
  post('/desk/:space/shapes/:id/assign', {
    permission: permissions.keep,
    name: 'assign',
    command: assignShape,
    input: withId,
    show: showGrids,
    done: ({ view }) => `${deskRoot(view)}/grids?done=drawn`,
  }),
  post('/desk/:space/shapes/:id/drop', {
    permission: permissions.keep,
    name: 'drop',
    command: dropShape,
    input: withId,
    show: showGrids,
    done: ({ view }) => `${deskRoot(view)}/grids?done=dropped`,
  }),
  get('/desk/:space/grids/:id', { permission: permissions.read, show: (context) => showGrid(context) }),
  post('/desk/:space/grids/:id', {
    permission: permissions.keep,
    name: 'charge',
    command: putInCharge,
    input: withId,
    show: showGrid,
    done: ({ view }, { id }) => `${deskRoot(view)}/grids/${id}?done=charged`,
  }),
  post('/desk/:space/grids/:id/body', {
    permission: permissions.keep,
    name: 'body',
    command: linkBody,
    input: withId,
    show: showGrid,
    done: ({ view }, { id }) => `${deskRoot(view)}/grids/${id}?done=linked`,
  }),
  post('/desk/:space/grids/:id/shape', {
    permission: permissions.keep,
    name: 'shape',
    command: replaceShape,
    input: withId,
    show: showGrid,
    done: ({ view }, { id, closed }) => `${deskRoot(view)}/grids/${id}?done=${closed > 0 ? 'closed' : 'drawn'}`,
    maxBytes: mapBytes,
  }),
  post('/desk/:space/grids/:id/point', {
    permission: permissions.edit,
    name: 'point',
    command: pointPlace,
    input: withPlaceId,
    show: showGrid,
    done: ({ view }, { id }) => `${deskRoot(view)}/grids/${id}?done=pointed`,
  }),
  post('/desk/:space/grids/:id/move', {
    permission: permissions.edit,
    name: 'move',
    command: movePlace,
    input: withPlaceId,
    show: showGrid,
    done: ({ view }, { id }) => `${deskRoot(view)}/grids/${id}?done=moved`,
  }),
  get('/desk/:space/map/matters', { permission: permissions.read, show: showMatters }),
  post('/desk/:space/charges/:id/end', {
    permission: permissions.keep,
    name: 'end',
    command: endCharge,
    input: withId,
    show: showGrids,
    done: ({ view }, { id }) => `${deskRoot(view)}/grids/${id}?done=ended`,
  }),
  get('/desk/:space/map', { permission: permissions.read, show: (context) => showMap(context) }),
  post('/desk/:space/map', {
    permission: permissions.keep,
    name: 'entry',
    command: addEntry,
    show: showMap,
    done: ({ view }) => `${deskRoot(view)}/map?done=entered`,
  }),
  post('/desk/:space/entries/:id/end', {
    permission: permissions.keep,
    name: 'end-entry',
    command: endEntry,
    input: withId,
    show: showMap,
    done: ({ view }) => `${deskRoot(view)}/map?done=ended`,
  }),
];
