import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { actorId, type Scope, today } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { bookFee, confirmAgreement, endAgreement, reversePosting, writeAgreement } from './commands-fees.ts';
import { closeBooks, letRead, setChart } from './commands-months.ts';
import { ChartPage, FeesPage } from './pages-fees.tsx';
import { HostedPage } from './pages-hosted.tsx';
import { ClosingPage, MonthsPage } from './pages-months.tsx';
import { DeskLinks, dayName, kindName, monthName, wordsOf } from './pages-parts.tsx';
import { PublicMonthPage, PublicMonthsPage } from './pages-public.tsx';
import { permissions } from './permissions.ts';
import { agreements } from './queries.ts';
import { deskPostings, feesDue } from './queries-fees.ts';
import { type Hosted, hostedFunds, lastMonth, linesElsewhere } from './queries-hosted.ts';
import { closings, months, monthView, publicMonth, settledSince } from './queries-months.ts';
import { type CodeBalance, chart, codeBalances, type VoucherLine, vouchers } from './queries-vouchers.ts';
import { deskOf, fundOptions, hands, monthIn, withId } from './routes-parts.ts';

function hostedColumns(context: Context): Column<Hosted>[] {
  const { view, scope } = context;
  const w = wordsOf(view.lang).hosted;
  const month = monthName(view.lang, lastMonth(scope));
  const money = (
    key: string,
    title: string,
    of: (one: Hosted) => bigint,
    tone?: 'held' | 'in' | 'out',
  ): Column<Hosted> => ({
    ...{ key, title, numeric: true },
    cell: (one) => <Money fen={of(one)} {...(tone === undefined ? {} : { tone })} />,
    text: (one) => formatFen(of(one), { plain: true }),
  });
  return [
    { ...{ key: 'fund', title: w.fund, wide: true }, cell: (one) => one.fund.name, text: (one) => one.fund.name },
    {
      ...{ key: 'space', title: w.space, secondary: true },
      cell: (one) => one.space.name,
      text: (one) => one.space.name,
    },
    money('balance', w.balance, (one) => one.fund.standing.balance),
    { ...money('held', w.held, (one) => one.fund.standing.held, 'held'), desktopOnly: true },
    { ...money('in', w.in(month), (one) => one.in, 'in'), desktopOnly: true },
    { ...money('out', w.out(month), (one) => one.out, 'out'), desktopOnly: true },
    {
      ...{ key: 'open', title: w.open, numeric: true },
      cell: (one) => (one.openHere ? <span class={one.open > 0 ? 'late' : undefined}>{one.open}</span> : null),
      text: (one) => (one.openHere ? `${one.open}` : ''),
    },
    {
      ...{ key: 'receipts', title: w.receipts, numeric: true },
      cell: (one) => one.receipts,
      text: (one) => `${one.receipts}`,
    },
    {
      ...{ key: 'month', title: w.month(month), secondary: true },
      cell: (one) => (one.closed ? w.closed : w.notClosed),
      text: (one) => (one.closed ? w.closed : w.notClosed),
    },
  ];
}

const hosted = list<Hosted>('/desk/:space/hosted', {
  permission: permissions.look,
  name: 'hosted-funds',
  columns: hostedColumns,
  filters: ['space', 'open'],
  load: async ({ scope, view }, query) => {
    const all = await hostedFunds(scope);
    const w = wordsOf(view.lang).hosted;
    const { space, open } = query.filters;
    const rows = all
      .filter((one) => space === undefined || one.space.slug === space)
      .filter((one) => open === undefined || one.open > 0);
    const spaces = new Map(all.map((one) => [one.space.slug, one.space.name]));
    return {
      ...{ rows, total: rows.length },
      filters: [
        { key: 'space', title: w.filterSpace, options: [...spaces].map(([value, label]) => ({ value, label })) },
        { key: 'open', title: w.filterOpen, options: [{ value: 'yes', label: w.withOpen }] },
      ],
    };
  },
  show: async (context, data) => (
    <HostedPage
      {...{ view: context.view, state: undefined, keyValue: context.key, data }}
      elsewhere={await linesElsewhere(context.scope)}
      mayLetRead={hands(context.scope).letRead}
    />
  ),
});

async function hostedAgain(context: Context, state?: FormState): Promise<Shown> {
  const rows = await hostedFunds(context.scope);
  const query = { q: '', filters: {}, sort: null, page: 1, size: 50 };
  const data = { rows, total: rows.length, query, filters: [], columns: hostedColumns(context) };
  return (
    <HostedPage
      {...{ view: context.view, state, keyValue: context.key, data }}
      elsewhere={await linesElsewhere(context.scope)}
      mayLetRead={hands(context.scope).letRead}
    />
  );
}

async function showMonth(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const month = monthIn(context.params['month']);
  if (month === null) return fail('reconciliation.not_found');
  const found = await monthView(scope, month, today(scope));
  return (
    <ClosingPage
      {...{ view, state, keyValue: key, month: found, fees: await feesDue(scope, month), mayClose: hands(scope).close }}
    />
  );
}

async function showFees(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const may = hands(scope);
  return (
    <FeesPage
      {...{ view, state, keyValue: key, mayAgree: may.agree, mayReverse: may.make, reader: actorId(scope) }}
      agreements={await agreements(scope)}
      postings={await deskPostings(scope)}
      funds={await fundOptions(scope)}
    />
  );
}

async function showChart(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  // The forms of the page are told apart by what they change.
  const own = state === undefined ? undefined : { ...state, form: `chart-${context.params['key'] ?? ''}` };
  return (
    <ChartPage {...{ view, state: own, keyValue: key, mayChange: hands(scope).chart }} chart={await chart(scope)} />
  );
}

function money<R>(key: string, title: string, of: (one: R) => bigint): Column<R> {
  return {
    ...{ key, title, numeric: true },
    cell: (one) => (of(one) === 0n ? '' : <Money fen={of(one)} />),
    text: (one) => (of(one) === 0n ? '' : formatFen(of(one), { plain: true })),
  };
}

function voucherColumns({ view }: Context): Column<VoucherLine>[] {
  const w = wordsOf(view.lang);
  const summary = (one: VoucherLine): string =>
    one.reversal ? w.vouchers.reversal(kindName(view.lang, one.kind)) : kindName(view.lang, one.kind);
  const title = (one: VoucherLine): string => one.chart.title || w.chart.titles[one.key];
  return [
    {
      key: 'number',
      title: w.vouchers.number,
      cell: (one) => w.vouchers.word(one.number),
      text: (one) => w.vouchers.word(one.number),
    },
    { key: 'day', title: w.vouchers.day, cell: (one) => dayName(view.lang, one.day), text: (one) => one.day },
    { ...{ key: 'summary', title: w.vouchers.summary, wide: true }, cell: summary, text: summary },
    {
      ...{ key: 'code', title: w.vouchers.code, secondary: true },
      cell: (one) => one.chart.code,
      text: (one) => one.chart.code,
    },
    { ...{ key: 'account', title: w.vouchers.account, secondary: true }, cell: title, text: title },
    { ...{ key: 'fund', title: w.vouchers.fund, desktopOnly: true }, cell: (one) => one.fund, text: (one) => one.fund },
    money('debit', w.vouchers.debit, (one) => one.debit),
    money('credit', w.vouchers.credit, (one) => one.credit),
  ];
}

function balanceColumns({ view }: Context): Column<CodeBalance>[] {
  const w = wordsOf(view.lang);
  const title = (one: CodeBalance): string => one.chart.title || w.chart.titles[one.key];
  return [
    { key: 'code', title: w.vouchers.code, cell: (one) => one.chart.code, text: (one) => one.chart.code },
    { ...{ key: 'account', title: w.vouchers.account, wide: true }, cell: title, text: title },
    { ...{ key: 'fund', title: w.vouchers.fund, secondary: true }, cell: (one) => one.fund, text: (one) => one.fund },
    money('opening', w.vouchers.opening, (one) => one.opening),
    money('debit', w.vouchers.monthDebit, (one) => one.debit),
    money('credit', w.vouchers.monthCredit, (one) => one.credit),
    money('closing', w.vouchers.closing, (one) => one.closing),
  ];
}

/** A table of a month that is there to be taken home as CSV or XLSX. */
function monthTable<R>(
  path: 'vouchers' | 'balances',
  columns: (context: Context) => Column<R>[],
  rowsOf: (scope: Scope, month: string) => Promise<R[]>,
): Route {
  return list<R>(`/desk/:space/months/:month/${path}`, {
    permission: permissions.look,
    name: path,
    columns,
    load: async ({ scope, params }, query) => {
      const month = monthIn(params['month']);
      const rows = month === null ? [] : await rowsOf(scope, month);
      return { rows: rows.slice((query.page - 1) * query.size, query.page * query.size), total: rows.length };
    },
    show: ({ view, params }, data) => {
      const month = monthIn(params['month']);
      if (month === null) return fail('reconciliation.not_found');
      const w = wordsOf(view.lang);
      const title = `${monthName(view.lang, month)} · ${w.months[path]}`;
      return (
        <Page view={view} title={title} area="desk" section="fund" wide>
          <List
            view={view}
            title={title}
            {...data}
            rowKey={(row) => `${data.rows.indexOf(row)}`}
            empty={w.months.none}
          />
          <DeskLinks view={view} here="-" />
        </Page>
      );
    },
  });
}

const monthPage = '/desk/:space/months/:month';
const toMonth = (word: string) => (context: Context) =>
  `${deskOf(context)}/months/${context.params['month'] ?? ''}?done=${word}`;
const toFees = (word: string) => (context: Context) => `${deskOf(context)}/fees?done=${word}`;
const withMonth = (context: Context, body: Readonly<Record<string, unknown>>) => ({
  ...body,
  month: context.params['month'] ?? '',
});

/** Hosted funds, fees, months and the chart. */
export const monthRoutes: Route[] = [
  hosted,
  post('/desk/:space/hosted/let', {
    permission: permissions.letRead,
    name: 'letRead',
    command: letRead,
    show: hostedAgain,
    done: (context) => `${deskOf(context)}/hosted?done=letRead`,
  }),
  get('/desk/:space/months', {
    permission: permissions.look,
    show: async ({ scope, view }) => <MonthsPage view={view} rows={await months(scope)} />,
  }),
  get(monthPage, { permission: permissions.look, show: (context) => showMonth(context) }),
  post(`${monthPage}/close`, {
    permission: permissions.close,
    name: 'close',
    command: closeBooks,
    input: withMonth,
    show: showMonth,
    done: toMonth('closed'),
  }),
  post(`${monthPage}/fee`, {
    permission: permissions.make,
    name: 'bookFee',
    command: bookFee,
    input: withMonth,
    show: showMonth,
    done: toMonth('feeBooked'),
  }),
  monthTable('vouchers', voucherColumns, vouchers),
  monthTable('balances', balanceColumns, codeBalances),
  form('/desk/:space/fees', {
    permission: permissions.agree,
    name: 'agree',
    command: writeAgreement,
    show: showFees,
    done: toFees('agreed'),
  }),
  post('/desk/:space/fees/:id/confirm', {
    permission: permissions.agree,
    name: 'confirmAgreement',
    command: confirmAgreement,
    input: withId,
    show: showFees,
    done: toFees('confirmedAgreement'),
  }),
  post('/desk/:space/fees/:id/end', {
    permission: permissions.agree,
    name: 'endAgreement',
    command: endAgreement,
    input: withId,
    show: showFees,
    done: toFees('ended'),
  }),
  post('/desk/:space/fees/:id/reverse', {
    permission: permissions.make,
    name: 'reverse',
    command: reversePosting,
    input: withId,
    show: showFees,
    done: toFees('reversed'),
  }),
  get('/desk/:space/chart', { permission: permissions.look, show: (context) => showChart(context) }),
  post('/desk/:space/chart/:key', {
    permission: permissions.chart,
    name: 'chart',
    command: setChart,
    input: (context, body) => ({ ...body, key: context.params['key'] ?? '' }),
    show: showChart,
    done: (context) => `${deskOf(context)}/chart?done=chart`,
  }),
  get('/s/:space/fund/months', {
    permission: permissions.public,
    cached: true,
    show: async ({ scope, view }) => <PublicMonthsPage view={view} closings={await closings(scope)} />,
  }),
  get('/s/:space/fund/months/:month', {
    permission: permissions.public,
    cached: true,
    show: async ({ scope, view, params }) => {
      const month = monthIn(params['month']);
      const found = month === null ? null : await publicMonth(scope, month);
      if (found === null) return fail('reconciliation.not_found');
      return <PublicMonthPage view={view} month={found} settled={await settledSince(scope, found.closing.open)} />;
    },
  }),
];
