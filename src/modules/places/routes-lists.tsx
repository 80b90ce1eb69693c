import { fail } from '#kernel/result';
import { type BadRow, badRowsCsv, cellsCsv } from '#platform/sheet';
import { type Body, type Context, form, get, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { landPlaces, mapPlaces, mostListRows, uploadPlaces } from './commands-lists.ts';
import { wordsOf } from './pages.tsx';
import { cellReason, LandedPlacesPage, UploadPlacesPage, WaitingPlacesPage } from './pages-lists.tsx';
import { permissions } from './permissions.ts';
import { places } from './queries.ts';
import { type PlaceList, placeListById, placeLists, previewPlaces, waitingPlaces } from './queries-lists.ts';
import { listFields } from './schema-lists.ts';

/** The largest list that is taken. */
const largestList = 12 * 1024 * 1024;

async function showUpload({ scope, view, key }: Context, state?: FormState) {
  return (
    <UploadPlacesPage
      view={view}
      state={state}
      keyValue={key}
      lists={await placeLists(scope)}
      mostRows={mostListRows}
    />
  );
}

async function listIn({ scope, params }: Context): Promise<PlaceList | null> {
  return placeListById(scope, params['list'] ?? '');
}

async function showList(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const list = await listIn(context);
  if (list === null) return fail('places.list_not_found');
  const sheet = list.state === 'open' ? await waitingPlaces(scope, list.id) : null;
  if (sheet === null) return <LandedPlacesPage view={view} list={list} />;
  return (
    <WaitingPlacesPage
      {...{ view, state, keyValue: key, list, sheet, places: await places(scope) }}
      {...(await previewPlaces(scope, list, sheet))}
    />
  );
}

/** The cells that keep rows out: of a waiting list as it is mapped now, of a landed one as it was. */
async function badRowsOf({ scope }: Context, list: PlaceList): Promise<readonly BadRow[]> {
  const sheet = list.state === 'open' ? await waitingPlaces(scope, list.id) : null;
  return sheet === null ? list.report : (await previewPlaces(scope, list, sheet)).bad;
}

function csv(name: string, text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
  });
}

const lists = '/desk/:space/places/lists';
const withList = ({ params }: Context, body: Body): Body => ({ ...body, id: params['list'] });

function done(word?: string) {
  return (context: Context, value: { readonly id: string }) =>
    `/desk/${context.params['space'] ?? ''}/places/lists/${value.id}${word === undefined ? '' : `?done=${word}`}`;
}

/** Bringing estates, grids, cells and buildings in from a spreadsheet. */
export const listRoutes: readonly Route[] = [
  form(lists, {
    permission: permissions.add,
    ...{ name: 'upload', command: uploadPlaces, show: showUpload, done: done(), maxBytes: largestList },
  }),
  raw('GET', `${lists}/template`, {
    permission: permissions.add,
    respond: async ({ view }) => {
      const t = wordsOf(view).sheet;
      return csv('places', cellsCsv([listFields.map((field) => t.fields[field]), ...t.examples]));
    },
  }),
  get(`${lists}/:list`, { permission: permissions.add, show: (context) => showList(context) }),
  post(`${lists}/:list/map`, {
    permission: permissions.add,
    ...{ name: 'map', command: mapPlaces, input: withList, show: showList, done: done('list_mapped') },
  }),
  post(`${lists}/:list/land`, {
    permission: permissions.add,
    ...{ name: 'land', command: landPlaces, input: withList, show: showList, done: done('list_landed') },
  }),
  raw('GET', `${lists}/:list/report`, {
    permission: permissions.add,
    respond: async (context) => {
      const list = await listIn(context);
      if (list === null) return fail('places.list_not_found');
      const t = wordsOf(context.view).sheet;
      const bad = await badRowsOf(context, list);
      return csv('places-report', badRowsCsv(bad, { ...t.report, say: (row) => cellReason(context.view, row) }));
    },
  }),
];
