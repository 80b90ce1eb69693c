import { fail } from '#kernel/result';
import { placeNames } from '#modules/places';
import { badRowsCsv, cellsCsv } from '#platform/sheet';
import { type Body, type Context, form, get, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { landList, mapList, mostListRows, uploadOwners, uploadResidents } from './commands-lists.ts';
import {
  cellReason,
  LandedListPage,
  type ListsView,
  listsRoot,
  UploadListPage,
  WaitingListPage,
} from './pages-lists.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { poll } from './queries.ts';
import { previewList, rollList, rollLists, waitingSheet } from './queries-lists.ts';
import type { Poll } from './schema.ts';
import { type ListKind, listFields, type RollList } from './schema-lists.ts';

/** The largest list that is taken. */
const largestList = 12 * 1024 * 1024;

/** The vote in the address, null where there is none in it, undefined where there is no such vote. */
async function voteOf({ scope, params }: Context): Promise<Poll | null | undefined> {
  const id = params['id'];
  return id === undefined ? null : ((await poll(scope, id)) ?? undefined);
}

async function listOf(context: Context): Promise<{ of: Poll | null; list: RollList } | null> {
  const of = await voteOf(context);
  const list = await rollList(context.scope, context.params['list'] ?? '');
  return of === undefined || list === null || list.pollId !== (of?.id ?? null) ? null : { of, list };
}

const common = ({ view, key }: Context, of: Poll | null, state?: FormState): ListsView => ({
  ...{ view, state, keyValue: key, of },
});

async function showUpload(context: Context, state?: FormState): Promise<Shown> {
  const of = await voteOf(context);
  if (of === undefined) return fail('votes.not_found');
  if (of !== null && of.electorate !== 'owners') return fail('votes.owners_only');
  const lists = await rollLists(context.scope, of?.id ?? null);
  return <UploadListPage {...common(context, of, state)} lists={lists} mostRows={mostListRows} />;
}

async function showList(context: Context, state?: FormState): Promise<Shown> {
  const { scope } = context;
  const found = await listOf(context);
  if (found === null) return fail('votes.list_not_found');
  const { of, list } = found;
  const sheet = list.state === 'open' ? await waitingSheet(scope, list.id) : null;
  if (sheet === null) return <LandedListPage {...common(context, of, state)} list={list} />;
  const read = await previewList(scope, list, sheet);
  const ids = read.fresh.flatMap((row) => [row.placeId, ...(row.person?.placeIds ?? [])]).filter((id) => id !== null);
  const shown = { list, sheet, placeNames: await placeNames(scope, [...new Set(ids)]) };
  return <WaitingListPage {...{ ...common(context, of, state), ...read, ...shown }} />;
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

const withList = ({ params }: Context, fields: Body) => ({ ...fields, list: params['list'] });

const done =
  (word?: string) =>
  (context: Context, { list }: { readonly list: string }) =>
    `${listsRoot(context.view, context.params['id'] === undefined ? null : { id: context.params['id'] })}/${list}${
      word === undefined ? '' : `?done=${word}`
    }`;

/** The pages of one kind of list under one address. */
function listPages(base: string, kind: ListKind): readonly Route[] {
  const { list: permission } = permissions;
  return [
    // Before the key of a list, or the word would be taken for one.
    raw('GET', `${base}/template`, {
      permission,
      respond: async (context) => {
        if ((await voteOf(context)) === undefined) return fail('votes.not_found');
        const w = wordsOf(context.view).lists;
        return csv(kind, cellsCsv([listFields[kind].map((field) => w.fields[field]), ...w[kind].examples]));
      },
    }),
    get(`${base}/:list`, { permission, show: (context) => showList(context) }),
    post(`${base}/:list/map`, {
      permission,
      ...{ name: 'map', command: mapList, input: withList, show: showList, done: done('list_mapped') },
    }),
    post(`${base}/:list/land`, {
      permission,
      ...{ name: 'land', command: landList, input: withList, show: showList, done: done('list_landed') },
    }),
    raw('GET', `${base}/:list/report`, {
      permission,
      respond: async (context) => {
        const found = await listOf(context);
        if (found === null) return fail('votes.list_not_found');
        const { list } = found;
        const sheet = list.state === 'open' ? await waitingSheet(context.scope, list.id) : null;
        const bad = sheet === null ? list.report : (await previewList(context.scope, list, sheet)).bad;
        const w = wordsOf(context.view).lists;
        return csv(`${kind}-report`, badRowsCsv(bad, { ...w.report, say: (row) => cellReason(context.view, row) }));
      },
    }),
  ];
}

const owners = '/desk/:space/votes/:id/lists';
const residents = '/desk/:space/residence/lists';

/** Owners and residents from spreadsheets. */
export const listRoutes: readonly Route[] = [
  form(owners, {
    permission: permissions.list,
    ...{ name: 'upload', command: uploadOwners, show: showUpload, done: done(), maxBytes: largestList },
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
  }),
  form(residents, {
    permission: permissions.list,
    ...{ name: 'upload', command: uploadResidents, show: showUpload, done: done(), maxBytes: largestList },
  }),
  ...listPages(owners, 'owners'),
  ...listPages(residents, 'residents'),
];
