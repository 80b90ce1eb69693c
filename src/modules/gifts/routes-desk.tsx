import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { fund } from '#modules/funds';
import { classChoices } from '#modules/needs';
import { personNames } from '#modules/people';
import { actorId, type Scope } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { confirmCash, recordBankGift, recordCashGift, recordGoodsGift } from './commands.ts';
import { callSponsorship, changePublicity, issueReceipt, reverseGift } from './commands-records.ts';
import { BankGiftPage, CashGiftPage, GoodsGiftPage } from './pages-forms.tsx';
import { GiftLetter } from './pages-gift.tsx';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import { DeskGiftPage } from './pages-records.tsx';
import { permissions } from './permissions.ts';
import { gift } from './queries.ts';
import { listGifts } from './queries-lists.ts';
import { choicesFor, idIn, withId } from './routes-parts.ts';
import { giftWhat, giverInside } from './rules-words.ts';
import { type Gift, giftKinds, receiptStates, sourceClasses } from './schema.ts';

async function nameOf(scope: Scope, id: string | null): Promise<string> {
  return id === null ? '' : ((await personNames(scope, [id])).get(id)?.inside ?? '');
}

async function showGift(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = idIn(context) === '' ? null : await gift(scope, idIn(context));
  if (found === null) return fail('gifts.not_found');
  return (
    <DeskGiftPage
      {...{ view, state, keyValue: key, gift: found }}
      fund={await fund(scope, found.fundId)}
      first={await nameOf(scope, found.countedBy)}
      second={await nameOf(scope, found.secondCounter)}
      mine={found.countedBy === actorId(scope)}
    />
  );
}

function giftColumns({ view }: Context): Column<Gift>[] {
  const w = wordsOf(view.lang);
  const { columns } = w.desk;
  return [
    {
      ...{ key: 'day', title: columns.day, sortable: true },
      cell: (one) => formatDate(one.receivedOn, view.lang),
      text: (one) => one.receivedOn,
    },
    {
      ...{ key: 'giver', title: columns.giver, wide: true },
      cell: (one) => giverInside(view.lang, one),
      text: (one) => one.giver,
    },
    {
      key: 'kind',
      title: columns.kind,
      secondary: true,
      cell: (one) => w.giftKinds[one.kind],
      text: (one) => w.giftKinds[one.kind],
    },
    {
      key: 'source',
      title: columns.source,
      desktopOnly: true,
      cell: (one) => w.sources[one.sourceClass],
      text: (one) => w.sources[one.sourceClass],
    },
    {
      ...{ key: 'receipt', title: columns.receipt, desktopOnly: true },
      cell: (one) => one.receiptNumber ?? w.receiptStates[one.receiptState],
      text: (one) => one.receiptNumber ?? w.receiptStates[one.receiptState],
    },
    {
      key: 'state',
      title: columns.state,
      secondary: true,
      cell: (one) => w.giftStates[one.state],
      text: (one) => w.giftStates[one.state],
    },
    {
      ...{ key: 'amount', title: columns.amount, numeric: true, sortable: true },
      // A first count stays unseen until the second one is made.
      cell: (one) => (one.state === 'counting' ? '—' : giftWhat(view.lang, one)),
      text: (one) =>
        one.state === 'counting'
          ? ''
          : one.amount === null
            ? giftWhat(view.lang, one)
            : formatFen(one.amount, { plain: true }),
    },
  ];
}

function giftFilters(view: View) {
  const w = wordsOf(view.lang);
  const options = <T extends string>(words: Readonly<Record<T, string>>, values: readonly T[]) =>
    values.map((value) => ({ value, label: words[value] }));
  return [
    { key: 'state', title: w.desk.filters.state, options: options(w.giftStates, ['counting', 'booked', 'reversed']) },
    { key: 'kind', title: w.desk.filters.kind, options: options(w.giftKinds, giftKinds) },
    { key: 'source', title: w.desk.filters.source, options: options(w.sources, sourceClasses) },
    { key: 'receipt', title: w.desk.filters.receipt, options: options(w.receiptStates, receiptStates) },
  ];
}

const giftList = list<Gift>('/desk/:space/gifts', {
  permission: permissions.desk,
  name: 'gifts',
  columns: giftColumns,
  filters: ['state', 'kind', 'source', 'receipt'],
  load: async ({ scope, view }, query) => ({ ...(await listGifts(scope, query)), filters: giftFilters(view) }),
  show: ({ view }, data) => {
    const w = wordsOf(view.lang).desk;
    const desk = deskRoot(view);
    const make = (
      <>
        <ActLink href={`${desk}/gifts/bank`}>{w.newBank}</ActLink>
        <ActLink href={`${desk}/gifts/cash`}>{w.newCash}</ActLink>
        <ActLink href={`${desk}/gifts/goods`}>{w.newGoods}</ActLink>
      </>
    );
    return (
      <Page view={view} title={w.gifts} area="desk" section="fund" wide>
        <List
          {...{ ...data, view, title: w.gifts, search: true, bar: make }}
          rowKey={(one) => one.id}
          rowHref={(one) => `${desk}/gifts/${one.id}`}
          empty={
            <Empty title={w.listEmpty} acts={make}>
              {w.listEmptyWhy}
            </Empty>
          }
        />
      </Page>
    );
  },
});

const giftDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/gifts/${value.id}?done=${word}`;

/** Gifts at the desk. */
export const deskRoutes: readonly Route[] = [
  giftList,
  form('/desk/:space/gifts/bank', {
    permission: permissions.record,
    ...{ name: 'bank', command: recordBankGift, done: giftDone('gift_booked') },
    show: async (context, state) => (
      <BankGiftPage {...{ view: context.view, state, keyValue: context.key }} choices={await choicesFor(context)} />
    ),
  }),
  form('/desk/:space/gifts/cash', {
    permission: permissions.record,
    ...{ name: 'cash', command: recordCashGift, done: giftDone('gift_counting') },
    show: async (context, state) => (
      <CashGiftPage {...{ view: context.view, state, keyValue: context.key }} choices={await choicesFor(context)} />
    ),
  }),
  form('/desk/:space/gifts/goods', {
    permission: permissions.record,
    ...{ name: 'goods', command: recordGoodsGift, done: giftDone('gift_booked') },
    show: async (context, state) => (
      <GoodsGiftPage
        {...{ view: context.view, state, keyValue: context.key }}
        choices={await choicesFor(context)}
        classes={await classChoices(context.scope, context.view.lang)}
      />
    ),
  }),
  get('/desk/:space/gifts/:id', { permission: permissions.desk, show: (context) => showGift(context) }),
  get('/desk/:space/gifts/:id/letter', {
    permission: permissions.desk,
    show: async ({ scope, view, params }) => {
      const id = params['id'] ?? '';
      const found = isId(id) ? await gift(scope, id) : null;
      if (found === null) return fail('gifts.not_found');
      const url = `${scope.platform.baseUrl}${spaceRoot(view)}/gifts/${found.lookCode}`;
      return <GiftLetter view={view} gift={found} fund={await fund(scope, found.fundId)} url={url} named />;
    },
  }),
  post('/desk/:space/gifts/:id/count', {
    permission: permissions.count,
    ...{ name: 'count', command: confirmCash, show: showGift, input: withId },
    done: giftDone('gift_counted'),
  }),
  post('/desk/:space/gifts/:id/receipt', {
    permission: permissions.receipt,
    ...{ name: 'receipt', command: issueReceipt, show: showGift, input: withId },
    done: giftDone('receipt_issued'),
  }),
  post('/desk/:space/gifts/:id/sponsor', {
    permission: permissions.receipt,
    ...{ name: 'sponsor', command: callSponsorship, show: showGift, input: withId },
    done: giftDone('sponsorship_called'),
  }),
  post('/desk/:space/gifts/:id/publicity', {
    permission: permissions.publicity,
    ...{
      name: 'publicity',
      command: changePublicity,
      show: showGift,
      input: withId,
    },
    done: giftDone('publicity_changed'),
  }),
  post('/desk/:space/gifts/:id/reverse', {
    permission: permissions.reverse,
    ...{ name: 'reverse', command: reverseGift, show: showGift, input: withId },
    done: giftDone('gift_reversed'),
  }),
];
