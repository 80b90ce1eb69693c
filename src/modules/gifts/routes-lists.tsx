import { fail } from '#kernel/result';
import { sheetListById, sheetLists, waitingSheet } from '#modules/record';
import { type BadRow, badRowsCsv, csvFile, largestList, mostListRows } from '#platform/sheet';
import { type Context, form, get, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import {
  landNumbers,
  landOrders,
  mapNumbers,
  mapOrders,
  previewNumbers,
  previewOrders,
  uploadNumbers,
  uploadOrders,
} from './commands-lists.ts';
import { LandedPage, listRoot, NumbersPage, OrdersPage, UploadPage } from './pages-lists.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { type GiftList, giftLists } from './queries-lists-in.ts';
import { choicesFor, idIn, withId } from './routes-parts.ts';

type Kind = GiftList['kind'];

async function listIn(context: Context, kind: Kind): Promise<GiftList | null> {
  const found = idIn(context) === '' ? null : await sheetListById(context.scope, giftLists, idIn(context));
  return found?.kind === kind ? found : null;
}

const showUpload = (kind: Kind) => async (context: Context, state?: FormState) => (
  <UploadPage
    {...{ view: context.view, state, keyValue: context.key, kind, mostRows: mostListRows }}
    lists={await sheetLists(context.scope, giftLists, { kind })}
    choices={await choicesFor(context)}
  />
);

const showList =
  (kind: Kind) =>
  async (context: Context, state?: FormState): Promise<Shown> => {
    const { scope, view, key } = context;
    const list = await listIn(context, kind);
    if (list === null) return fail('gifts.import_not_found');
    const sheet = list.state === 'open' ? await waitingSheet(scope, giftLists, list.id) : null;
    if (sheet === null) return <LandedPage view={view} list={list} />;
    const common = { view, state, keyValue: key, list, sheet };
    return kind === 'platform' ? (
      <OrdersPage {...common} {...(await previewOrders(scope, list, sheet))} />
    ) : (
      <NumbersPage {...common} {...(await previewNumbers(scope, list, sheet))} />
    );
  };

/** The rows that can't come in: of a waiting list as it is mapped now, of a landed one as it was. */
async function badRowsOf(context: Context, list: GiftList): Promise<readonly BadRow[]> {
  const { scope } = context;
  const sheet = list.state === 'open' ? await waitingSheet(scope, giftLists, list.id) : null;
  if (sheet === null) return list.report;
  const preview = list.kind === 'platform' ? previewOrders : previewNumbers;
  return (await preview(scope, list, sheet)).bad;
}

const report = (kind: Kind) => async (context: Context) => {
  const list = await listIn(context, kind);
  if (list === null) return fail('gifts.import_not_found');
  const w = wordsOf(context.view.lang).list;
  const reasons: Readonly<Record<string, string>> = w.rows;
  const text = badRowsCsv(await badRowsOf(context, list), { ...w.report, say: (row) => reasons[row.code] ?? row.code });
  return csvFile('gifts-report', text);
};

const listDone = (kind: Kind, word?: string) => (context: Context, value: { readonly id: string }) =>
  `${listRoot(context.view, kind)}/${value.id}${word === undefined ? '' : `?done=${word}`}`;

const orders = '/desk/:space/orders';
const numbers = '/desk/:space/receipts/numbers';

/** Lists that come in: a platform's orders (F024), and the receipt numbers of the charity's system. */
export const listRoutes: readonly Route[] = [
  form(orders, {
    permission: permissions.lists,
    ...{ name: 'upload', command: uploadOrders, show: showUpload('platform'), done: listDone('platform') },
    maxBytes: largestList,
  }),
  get(`${orders}/:id`, { permission: permissions.lists, show: (context) => showList('platform')(context) }),
  post(`${orders}/:id/map`, {
    permission: permissions.lists,
    ...{ name: 'map', command: mapOrders, input: withId, show: showList('platform') },
    done: listDone('platform', 'list_mapped'),
  }),
  post(`${orders}/:id/land`, {
    permission: permissions.lists,
    ...{ name: 'land', command: landOrders, input: withId, show: showList('platform') },
    done: listDone('platform', 'orders_landed'),
  }),
  raw('GET', `${orders}/:id/report`, { permission: permissions.lists, respond: report('platform') }),
  form(numbers, {
    permission: permissions.receipt,
    ...{ name: 'upload', command: uploadNumbers, show: showUpload('receipts'), done: listDone('receipts') },
    maxBytes: largestList,
  }),
  get(`${numbers}/:id`, { permission: permissions.receipt, show: (context) => showList('receipts')(context) }),
  post(`${numbers}/:id/map`, {
    permission: permissions.receipt,
    ...{ name: 'map', command: mapNumbers, input: withId, show: showList('receipts') },
    done: listDone('receipts', 'list_mapped'),
  }),
  post(`${numbers}/:id/land`, {
    permission: permissions.receipt,
    ...{ name: 'land', command: landNumbers, input: withId, show: showList('receipts') },
    done: listDone('receipts', 'numbers_landed'),
  }),
  raw('GET', `${numbers}/:id/report`, { permission: permissions.receipt, respond: report('receipts') }),
];
