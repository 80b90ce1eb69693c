import { fail } from '#kernel/result';
import { pick } from '#kernel/words';
import { type BadRow, badRowsCsv, cellsCsv } from '#platform/sheet';
import { type Context, form, get, post, type Route, raw, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { landNeeds, mapNeeds, mostListRows, uploadNeeds } from './commands-list.ts';
import { en } from './en.ts';
import { cellReason, LandedNeedsPage, UploadNeedsPage, WaitingNeedsPage } from './pages-list.tsx';
import { permissions } from './permissions.ts';
import { type NeedList, needListById, needLists, previewNeeds, waitingNeeds } from './queries-list.ts';
import { classNames } from './queries-more.ts';

import { listFields } from './schema.ts';
import { zh } from './zh.ts';

/** The largest list that is taken. */
const largestList = 12 * 1024 * 1024;

async function showUpload(context: Context, state?: FormState) {
  const lists = await needLists(context.scope);
  return (
    <UploadNeedsPage view={context.view} state={state} keyValue={context.key} lists={lists} mostRows={mostListRows} />
  );
}

async function listIn(context: Context): Promise<NeedList | null> {
  return needListById(context.scope, context.params['id'] ?? '');
}

async function showList(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const list = await listIn(context);
  if (list === null) return fail('needs.list_not_found');
  const sheet = list.state === 'open' ? await waitingNeeds(scope, list.id) : null;
  if (sheet === null) return <LandedNeedsPage view={view} list={list} />;
  return (
    <WaitingNeedsPage
      {...{ view, state, keyValue: key, list, sheet }}
      {...(await previewNeeds(scope, list, sheet))}
      classes={await classNames(scope, view.lang)}
    />
  );
}

/** The cells that keep rows out: of a waiting list as it is mapped now, of a landed one as it was. */
async function badRowsOf(context: Context, list: NeedList): Promise<readonly BadRow[]> {
  const sheet = list.state === 'open' ? await waitingNeeds(context.scope, list.id) : null;
  return sheet === null ? list.report : (await previewNeeds(context.scope, list, sheet)).bad;
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

function done(word?: string) {
  return (context: Context, value: { readonly id: string }) =>
    `/desk/${context.params['space'] ?? ''}/needs/lists/${value.id}${word === undefined ? '' : `?done=${word}`}`;
}

const lists = '/desk/:space/needs/lists';

/** Bringing hundreds of needs in from a spreadsheet. */
export const listRoutes: readonly Route[] = [
  form(lists, {
    permission: permissions.list,
    ...{ name: 'upload', command: uploadNeeds, show: showUpload, done: done(), maxBytes: largestList },
  }),
  raw('GET', `${lists}/template`, {
    permission: permissions.list,
    respond: async ({ view }) => {
      const t = pick(view.lang, { zh, en }).sheet;
      return csv('needs', cellsCsv([listFields.map((field) => t.fields[field]), ...t.examples]));
    },
  }),
  get(`${lists}/:id`, { permission: permissions.list, show: (context) => showList(context) }),
  post(`${lists}/:id/map`, {
    permission: permissions.list,
    ...{ name: 'map', command: mapNeeds, input: withId, show: showList, done: done('list_mapped') },
  }),
  post(`${lists}/:id/land`, {
    permission: permissions.list,
    ...{ name: 'land', command: landNeeds, input: withId, show: showList, done: done('list_landed') },
  }),
  raw('GET', `${lists}/:id/report`, {
    permission: permissions.list,
    respond: async (context) => {
      const list = await listIn(context);
      if (list === null) return fail('needs.list_not_found');
      const t = pick(context.view.lang, { zh, en }).sheet;
      const bad = await badRowsOf(context, list);
      return csv('needs-report', badRowsCsv(bad, { ...t.report, say: (row) => cellReason(context.view, row) }));
    },
  }),
];
