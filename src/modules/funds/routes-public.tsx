import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { budgetInForce, budgetView } from '#modules/budgets';
import { openBooks, type PublicLine, paymentSources, publicLines } from '#modules/gifts';
import { heardOn } from '#modules/supervision';
import { type Scope, today } from '#platform/scope';
import { type Context, get, list, type Route, type Shown } from '#platform/web';
import { ActLink } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { FundPage, NoFundPage } from './pages-fund.tsx';
import { lineHref, lineWords, publicRoot, wordsOf } from './pages-parts.tsx';
import { PaymentPage } from './pages-payment.tsx';
import { permissions } from './permissions.ts';
import { funds, payment } from './queries.ts';
import { committeeOf, hostName, paymentFacts } from './queries-views.ts';
import type { Fund } from './schema.ts';

async function showFund(context: Context, id: string | null): Promise<Shown> {
  const all = await funds(context.scope);
  const found = all.find((one) => (id === null ? one.kind === 'main' : one.id === id));
  if (found === undefined && id !== null) return fail('funds.not_found');
  if (found === undefined || (found.state === 'preparing' && id === null)) return <NoFundPage view={context.view} />;
  return <FundPage view={context.view} {...(await fundFacts(context.scope, found, all))} />;
}

/** What the open books of one fund show. */
async function fundFacts(scope: Scope, of: Fund, all: readonly Fund[]) {
  const main = of.kind === 'main';
  const [books, host, committee, last, budget] = await Promise.all([
    openBooks(scope, of),
    hostName(scope, of),
    committeeOf(scope, of),
    publicLines(scope, { fundId: main ? undefined : of.id, limit: 6, offset: 0 }),
    budgetInForce(scope, of.id, Number(today(scope).slice(0, 4))),
  ]);
  return {
    ...{ fund: of, books, committee, hostName: host, lines: last.lines },
    parent: of.parentId === null ? null : (all.find((one) => one.id === of.parentId) ?? null),
    plan: budget === null ? null : await budgetView(scope, budget),
    small: all.filter((one) => one.parentId === of.id),
    heard: await heardOn(scope, { kind: 'fund', id: of.id }),
  };
}

function columns(context: Context): Column<PublicLine>[] {
  const { view } = context;
  const w = wordsOf(view.lang).line;
  const { columns: heads } = w;
  // Files carry yuan with two decimals, as every other program writes them.
  const plain = (fen: bigint | null): string => (fen === null ? '' : formatFen(fen, { plain: true }));
  const part = (one: PublicLine, way: 'in' | 'out'): bigint | null => {
    const change = one.line.change;
    return way === 'in' ? (change > 0n ? change : null) : change < 0n ? -change : null;
  };
  const cell = (one: PublicLine, way: 'in' | 'out') => {
    const fen = part(one, way);
    return fen === null ? '' : <Money fen={fen} tone={way} />;
  };
  return [
    {
      ...{ key: 'day', title: heads.day, sortable: true },
      cell: (one) => formatDate(one.line.day, view.lang),
      text: (one) => one.line.day,
    },
    {
      ...{ key: 'what', title: heads.what, wide: true },
      cell: (one) => (
        <>
          {lineWords(view.lang, one)}
          {one.line.reason !== null && <small> {w.because(one.line.reason)}</small>}
          {one.line.factDay !== null && <small> {w.happened(formatDate(one.line.factDay, view.lang))}</small>}
          {one.line.reversedBy !== null && <small> {w.reversed}</small>}
        </>
      ),
      text: (one) =>
        one.line.factDay === null
          ? lineWords(view.lang, one)
          : `${lineWords(view.lang, one)} (${w.happened(formatDate(one.line.factDay, view.lang))})`,
    },
    {
      ...{ key: 'fund', title: heads.fund, desktopOnly: true },
      cell: (one) => one.fund?.name ?? '',
      text: (one) => one.fund?.name ?? '',
    },
    {
      ...{ key: 'in', title: heads.in, numeric: true },
      cell: (one) => cell(one, 'in'),
      text: (one) => plain(part(one, 'in')),
    },
    {
      ...{ key: 'out', title: heads.out, numeric: true },
      cell: (one) => cell(one, 'out'),
      text: (one) => plain(part(one, 'out')),
    },
    {
      ...{ key: 'running', title: heads.running, numeric: true, desktopOnly: true },
      cell: (one) => (one.line.running === null ? '' : <Money fen={one.line.running} />),
      text: (one) => plain(one.line.running),
    },
  ];
}

const ledger = list<PublicLine>('/s/:space/ledger', {
  permission: permissions.look,
  name: 'ledger',
  cached: true,
  columns,
  filters: ['way', 'fund', 'month'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang);
    const way = query.filters['way'];
    const found = await publicLines(scope, {
      fundId: query.filters['fund'],
      way: way === 'in' || way === 'out' ? way : undefined,
      month: query.filters['month'],
      oldestFirst: query.sort?.key === 'day' && !query.sort.desc,
      limit: query.size,
      offset: (query.page - 1) * query.size,
    });
    const all = await funds(scope);
    const filters = [
      {
        ...{ key: 'way', title: w.line.way },
        options: (['in', 'out'] as const).map((value) => ({ value, label: w.line.ways[value] })),
      },
      {
        ...{ key: 'fund', title: w.desk.fund },
        options: all.map((one) => ({ value: one.id, label: one.name })),
      },
    ];
    return { rows: found.lines, total: found.total, filters: all.length > 1 ? filters : filters.slice(0, 1) };
  },
  show: ({ view }, data) => {
    const w = wordsOf(view.lang);
    return (
      <Page view={view} title={w.line.title} section="fund" wide>
        <List
          {...data}
          bar={
            <ActLink href={`${publicRoot(view)}/ledger.journal`} icon="download" download>
              {w.line.journal}
            </ActLink>
          }
          view={view}
          title={w.line.title}
          rowKey={(one) => `${one.line.entryId}${one.line.accountId}`}
          rowHref={(one) => lineHref(view, one)}
          empty={
            <Empty title={w.line.emptyTitle} acts={<ActLink href={`${publicRoot(view)}/give`}>{w.fund.give}</ActLink>}>
              {w.line.empty}
            </Empty>
          }
        />
      </Page>
    );
  },
});

/** What everyone may see of the money. */
export const publicRoutes: readonly Route[] = [
  get('/s/:space/fund', { permission: permissions.look, cached: true, show: (context) => showFund(context, null) }),
  get('/s/:space/funds/:id', {
    permission: permissions.look,
    cached: true,
    show: (context) => showFund(context, context.params['id'] ?? ''),
  }),
  ledger,
  get('/s/:space/payments/:id', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view, params }) => {
      const found = isId(params['id'] ?? '') ? await payment(scope, params['id'] ?? '') : null;
      if (found === null) return fail('funds.payment_not_found');
      return (
        <PaymentPage
          {...{ view, ...(await paymentFacts(scope, found)), sources: await paymentSources(scope, found) }}
          heard={await heardOn(scope, { kind: 'payment', id: found.id })}
        />
      );
    },
  }),
];
