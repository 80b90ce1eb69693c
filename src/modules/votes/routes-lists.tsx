import { fail, ok } from '#kernel/result';
import { placeNames } from '#modules/places';
import { sheetListById, sheetLists, waitingSheet } from '#modules/record';
import { largestList } from '#platform/sheet';
import { sheetRoutes } from '#platform/sheet-routes';
import { type Context, form, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { reportWords } from '#ui/sheet-pages';
import { landList, mapList, uploadOwners, uploadResidents } from './commands-lists.ts';
import { LandedListPage, type ListsView, listsRoot, UploadListPage, WaitingListPage } from './pages-lists.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { poll } from './queries.ts';
import { previewList, rollLists } from './queries-lists.ts';
import type { Poll } from './schema.ts';
import { type ListKind, listFields } from './schema-lists.ts';

/** The vote in the address, null where there is none in it, undefined where there is no such vote. */
async function voteOf({ scope, params }: Context): Promise<Poll | null | undefined> {
  const id = params['id'];
  return id === undefined ? null : ((await poll(scope, id)) ?? undefined);
}

/** A list with its vote and what waits in it, null once it has landed. */
async function listOf(context: Context) {
  const of = await voteOf(context);
  const list = await sheetListById(context.scope, rollLists, context.params['list'] ?? '');
  if (of === undefined || list === null || list.pollId !== (of?.id ?? null)) return fail('votes.list_not_found');
  return ok({ of, list, sheet: list.state === 'open' ? await waitingSheet(context.scope, rollLists, list.id) : null });
}

const common = ({ view, key }: Context, of: Poll | null, state?: FormState): ListsView => ({
  ...{ view, state, keyValue: key, of },
});

async function showUpload(context: Context, state?: FormState): Promise<Shown> {
  const of = await voteOf(context);
  if (of === undefined) return fail('votes.not_found');
  if (of !== null && of.electorate !== 'owners') return fail('votes.owners_only');
  const lists = await sheetLists(context.scope, rollLists, { poll_id: of?.id ?? null });
  return <UploadListPage {...common(context, of, state)} lists={lists} />;
}

async function showList(context: Context, state?: FormState): Promise<Shown> {
  const { scope } = context;
  const found = await listOf(context);
  if (!found.ok) return found;
  const { of, list, sheet } = found.value;
  if (sheet === null) return <LandedListPage {...common(context, of, state)} list={list} />;
  const read = await previewList(scope, list, sheet);
  const ids = read.fresh.flatMap((row) => [row.placeId, ...(row.person?.placeIds ?? [])]).filter((id) => id !== null);
  const shown = { list, sheet, placeNames: await placeNames(scope, [...new Set(ids)]) };
  return <WaitingListPage {...{ ...common(context, of, state), ...read, ...shown }} />;
}

const at = ({ view, params }: Context, { list }: { readonly list: string }) =>
  `${listsRoot(view, params['id'] === undefined ? null : { id: params['id'] })}/${list}`;

/** The pages of one kind of list under one address. */
function listPages(base: string, kind: ListKind): readonly Route[] {
  return sheetRoutes(base, {
    ...{ permission: permissions.list, key: 'list', field: 'list', name: kind, show: showList },
    ...{ map: mapList, land: landList },
    done: (context, value, notice) => `${at(context, value)}?done=${notice}`,
    template: async (context) => {
      if ((await voteOf(context)) === undefined) return fail('votes.not_found');
      const w = wordsOf(context.view).lists;
      return ok([listFields[kind].map((field) => w.fields[field]), ...w[kind].examples]);
    },
    report: async (context) => {
      const found = await listOf(context);
      if (!found.ok) return found;
      const { list, sheet } = found.value;
      const bad = sheet === null ? list.report : (await previewList(context.scope, list, sheet)).bad;
      const { lang } = context.view;
      return ok({ bad, words: reportWords(lang, wordsOf(context.view).lists) });
    },
  });
}

const owners = '/desk/:space/votes/:id/lists';
const residents = '/desk/:space/residence/lists';

/** Owners and residents from spreadsheets. */
export const listRoutes: readonly Route[] = [
  form(owners, {
    permission: permissions.list,
    ...{ name: 'upload', command: uploadOwners, show: showUpload, done: at, maxBytes: largestList },
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
  }),
  form(residents, {
    permission: permissions.list,
    ...{ name: 'upload', command: uploadResidents, show: showUpload, done: at, maxBytes: largestList },
  }),
  ...listPages(owners, 'owners'),
  ...listPages(residents, 'residents'),
];
