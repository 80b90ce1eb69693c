import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { sheetListById, sheetLists, waitingSheet } from '#modules/record';
import { largestList } from '#platform/sheet';
import { sheetRoutes } from '#platform/sheet-routes';
import { type Context, form, idIn, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { reportWords } from '#ui/sheet-pages';
import { landNeeds, mapNeeds, uploadNeeds } from './commands-list.ts';
import { en } from './en.ts';
import { LandedNeedsPage, UploadNeedsPage, WaitingNeedsPage } from './pages-list.tsx';
import { permissions } from './permissions.ts';
import { needLists, previewNeeds } from './queries-list.ts';
import { classNames } from './queries-more.ts';
import { listFields } from './schema.ts';
import { zh } from './zh.ts';

async function showUpload({ scope, view, key }: Context, state?: FormState) {
  return <UploadNeedsPage {...{ view, state, keyValue: key }} lists={await sheetLists(scope, needLists)} />;
}

/** A list with what waits in it, null once it has landed. */
async function listIn(context: Context) {
  const list = await sheetListById(context.scope, needLists, idIn(context));
  if (list === null) return fail('needs.list_not_found');
  return ok({ list, sheet: list.state === 'open' ? await waitingSheet(context.scope, needLists, list.id) : null });
}

async function showList(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = await listIn(context);
  if (!found.ok) return found;
  const { list, sheet } = found.value;
  if (sheet === null) return <LandedNeedsPage view={view} list={list} />;
  return (
    <WaitingNeedsPage
      {...{ view, state, keyValue: key, list, sheet }}
      {...(await previewNeeds(scope, list, sheet))}
      classes={await classNames(scope, view.lang)}
    />
  );
}

const address = '/desk/:space/needs/lists';
const at = ({ params }: Context, { id }: { readonly id: string }) => `/desk/${params['space'] ?? ''}/needs/lists/${id}`;

/** Bringing hundreds of needs in from a spreadsheet. */
export const listRoutes: readonly Route[] = [
  form(address, {
    permission: permissions.list,
    ...{ name: 'upload', command: uploadNeeds, show: showUpload, done: at, maxBytes: largestList },
  }),
  ...sheetRoutes(address, {
    ...{
      permission: permissions.list,
      key: 'id',
      field: 'id',
      name: 'needs',
      map: mapNeeds,
      land: landNeeds,
      show: showList,
    },
    done: (context, value, notice) => `${at(context, value)}?done=${notice}`,
    template: async ({ view }) => {
      const t = pick(view.lang, { zh, en }).sheet;
      return ok([listFields.map((field) => t.fields[field]), ...t.examples]);
    },
    report: async (context) => {
      const found = await listIn(context);
      if (!found.ok) return found;
      const { list, sheet } = found.value;
      const { lang } = context.view;
      const bad = sheet === null ? list.report : (await previewNeeds(context.scope, list, sheet)).bad;
      return ok({ bad, words: reportWords(lang, pick(lang, { zh, en }).sheet) });
    },
  }),
];
