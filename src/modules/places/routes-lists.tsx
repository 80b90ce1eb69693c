import { fail, ok } from '#kernel/result';
import { sheetListById, sheetLists, waitingSheet } from '#modules/record';
import { largestList } from '#platform/sheet';
import { sheetRoutes } from '#platform/sheet-routes';
import { type Context, form, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { reportWords } from '#ui/sheet-pages';
import { landPlaces, mapPlaces, uploadPlaces } from './commands-lists.ts';
import { wordsOf } from './pages.tsx';
import { LandedPlacesPage, UploadPlacesPage, WaitingPlacesPage } from './pages-lists.tsx';
import { permissions } from './permissions.ts';
import { places } from './queries.ts';
import { placeLists, previewPlaces } from './queries-lists.ts';
import { listFields } from './schema-lists.ts';

async function showUpload({ scope, view, key }: Context, state?: FormState) {
  return <UploadPlacesPage {...{ view, state, keyValue: key }} lists={await sheetLists(scope, placeLists)} />;
}

/** A list with what waits in it, null once it has landed. */
async function listIn({ scope, params }: Context) {
  const list = await sheetListById(scope, placeLists, params['list'] ?? '');
  if (list === null) return fail('places.list_not_found');
  return ok({ list, sheet: list.state === 'open' ? await waitingSheet(scope, placeLists, list.id) : null });
}

async function showList(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = await listIn(context);
  if (!found.ok) return found;
  const { list, sheet } = found.value;
  if (sheet === null) return <LandedPlacesPage view={view} list={list} />;
  return (
    <WaitingPlacesPage
      {...{ view, state, keyValue: key, list, sheet, places: await places(scope) }}
      {...(await previewPlaces(scope, list, sheet))}
    />
  );
}

const address = '/desk/:space/places/lists';
const at = ({ params }: Context, { id }: { readonly id: string }) =>
  `/desk/${params['space'] ?? ''}/places/lists/${id}`;

/** Bringing estates, grids, cells and buildings in from a spreadsheet. */
export const listRoutes: readonly Route[] = [
  form(address, {
    permission: permissions.add,
    ...{ name: 'upload', command: uploadPlaces, show: showUpload, done: at, maxBytes: largestList },
  }),
  ...sheetRoutes(address, {
    ...{
      permission: permissions.add,
      key: 'list',
      field: 'id',
      name: 'places',
      map: mapPlaces,
      land: landPlaces,
      show: showList,
    },
    done: (context, value, notice) => `${at(context, value)}?done=${notice}`,
    template: async ({ view }) => {
      const t = wordsOf(view).sheet;
      return ok([listFields.map((field) => t.fields[field]), ...t.examples]);
    },
    report: async (context) => {
      const found = await listIn(context);
      if (!found.ok) return found;
      const { list, sheet } = found.value;
      const { lang } = context.view;
      const bad = sheet === null ? list.report : (await previewPlaces(context.scope, list, sheet)).bad;
      return ok({ bad, words: reportWords(lang, wordsOf(context.view).sheet) });
    },
  }),
];
