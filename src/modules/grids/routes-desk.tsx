import { fail } from '#kernel/result';
import { bodies } from '#modules/bodies';
import { contactOf, findPersons, personNames } from '#modules/people';
import { placeOptions } from '#modules/places';
import { allowed } from '#platform/permission';
import type { Body, Context, Route } from '#platform/web';
import { get, post } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { addEntry, assignShape, dropShape, endCharge, endEntry, linkBody, putInCharge, uploadMap } from './commands.ts';
import { DeskGridPage, DeskGridsPage, DeskMapPage, type ShownCharge } from './pages-desk.tsx';
import { permissions } from './permissions.ts';
import { charges, entries, shapes, unregistered } from './queries.ts';
import { gridRows, placeBodies, rowsWithin } from './routes-parts.ts';

const mapBytes = 5 * 1024 * 1024;

const common = (context: Context, state: FormState | undefined) => ({
  view: context.view,
  keyValue: context.key,
  state,
  mayKeep: allowed(context.scope, permissions.keep).ok,
});

async function showGrids(context: Context, state?: FormState) {
  const { scope } = context;
  return (
    <DeskGridsPage
      {...common(context, state)}
      rows={await gridRows(scope)}
      shapes={await shapes(scope)}
      places={await placeOptions(scope, ['estate', 'grid', 'building'])}
    />
  );
}

/** Those in charge with name and number, each reading recorded. */
async function shownCharges({ scope }: Context, placeId: string): Promise<ShownCharge[]> {
  const held = await charges(scope, placeId);
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
  return (
    <DeskGridPage
      {...common(context, state)}
      row={row}
      find={find}
      charges={await shownCharges(context, id)}
      bodies={await placeBodies(scope, view.lang, id)}
      allBodies={(await bodies(scope)).map((one) => ({ value: one.id, label: one.name }))}
      within={await rowsWithin(scope, rows, id)}
      shape={(await shapes(scope)).find((one) => one.placeId === id) ?? null}
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

const withId = ({ params }: Context, body: Body): Body => ({ ...body, id: params['id'] });

/** The net, the map and the inventory at the desk. */
export const deskRoutes: Route[] = [
  get('/desk/:space/grids', { permission: permissions.read, show: (context) => showGrids(context) }),
  post('/desk/:space/grids', {
    permission: permissions.keep,
    name: 'map',
    command: uploadMap,
    show: showGrids,
    done: ({ view }, { waiting }) => `${deskRoot(view)}/grids?done=${waiting === 0 ? 'drawn' : 'waiting'}`,
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
