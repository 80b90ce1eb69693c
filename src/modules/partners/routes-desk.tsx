import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { fund, funds } from '#modules/funds';
import { organisationOptions } from '#modules/organisations';
import { today } from '#platform/scope';
import { type Context, form, get, idIn, list, post, type Route, type Shown, withId } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { deskRoot, spaceRoot } from '#ui/view';
import { agree, endAgreement, nameShop, renewTill } from './commands.ts';
import { printCodes } from './commands-codes.ts';
import { receiveShare, stateMonths } from './commands-statements.ts';
import type { Told } from './pages.tsx';
import { AgreementFormPage, DeskPartnerPage } from './pages-desk.tsx';
import { shareWords, wordsOf } from './pages-parts.tsx';
import { CodesPaper, TillPaper } from './pages-till.tsx';
import { permissions } from './permissions.ts';
import { agreement, agreements, printedCodes, statementsOf } from './queries.ts';
import { toldOf } from './queries-views.ts';
import { isRunning, monthsToState, mostPrinted } from './rules.ts';

const largestPaper = 10 * 1024 * 1024;

async function showPartner(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = isId(idIn(context)) ? await agreement(scope, idIn(context)) : null;
  if (found === null) return fail('partners.not_found');
  const statements = await statementsOf(scope, [found.id]);
  const day = today(scope);
  const stated = new Set(statements.map((one) => one.month));
  return (
    <DeskPartnerPage
      {...{ view, state, statements, day, agreement: found, keyValue: key }}
      fundName={(await fund(scope, found.fundId))?.name ?? ''}
      toState={monthsToState(found, stated, day).length > 0}
      printed={(await printedCodes(scope, found.id, 1)).length}
    />
  );
}

function columns({ view, scope }: Context): Column<Told>[] {
  const w = wordsOf(view.lang).desk;
  const day = today(scope);
  const money = (fen: bigint) => formatFen(fen, { plain: true });
  const plain = (key: keyof typeof w.columns, text: (one: Told) => string, more: Partial<Column<Told>> = {}) => ({
    ...{ key, title: w.columns[key], cell: text, text },
    ...more,
  });
  const fen = (key: keyof typeof w.columns, of: (one: Told) => bigint): Column<Told> => ({
    ...{ key, title: w.columns[key], numeric: true },
    cell: (one) => <Money fen={of(one)} />,
    text: (one) => money(of(one)),
  });
  return [
    plain('shop', (one) => one.agreement.shop, { wide: true }),
    plain('state', (one) => w.states[isRunning(one.agreement, day) ? 'running' : 'over'], { secondary: true }),
    plain('number', (one) => one.agreement.number, { desktopOnly: true }),
    plain('share', (one) => shareWords(view, one.agreement), { desktopOnly: true }),
    plain('until', (one) => formatDate(one.agreement.endsOn, view.lang), { desktopOnly: true }),
    fen('paid', (one) => one.paid),
    fen('stated', (one) => one.stated),
    fen('off', (one) => one.sums.discount),
    plain('uses', (one) => one.sums.uses.toString(), { numeric: true }),
  ];
}

const partnersList = list<Told>('/desk/:space/partners', {
  permission: permissions.desk,
  name: 'partners',
  columns,
  filters: ['state'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang).desk;
    const wanted = query.filters['state'];
    const day = today(scope);
    const all = (await agreements(scope)).filter(
      (one) => (wanted !== 'running' && wanted !== 'over') || isRunning(one, day) === (wanted === 'running'),
    );
    const shown = all.slice((query.page - 1) * query.size, query.page * query.size);
    const options = (['running', 'over'] as const).map((value) => ({ value, label: w.states[value] }));
    return {
      ...{ rows: await toldOf(scope, shown), total: all.length },
      filters: [{ key: 'state', title: w.filterState, options }],
    };
  },
  show: ({ view }, data) => {
    const w = wordsOf(view.lang).desk;
    const desk = deskRoot(view);
    const make = <ActLink href={`${desk}/partners/new`}>{w.new}</ActLink>;
    return (
      <Page view={view} title={w.title} area="desk" section="fund" wide>
        <List
          {...{ ...data, view, title: w.title, bar: make }}
          rowKey={(one) => one.agreement.id}
          rowHref={(one) => `${desk}/partners/${one.agreement.id}`}
          empty={
            <Empty
              title={w.none}
              acts={
                <>
                  {make}
                  <ActLink href={`${desk}/money`}>{w.money}</ActLink>
                </>
              }
            >
              {w.noneWhy}
            </Empty>
          }
        />
      </Page>
    );
  },
});

const done = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/partners/${value.id}?done=${word}`;

/** Merchants' agreements at the desk. */
export const deskRoutes: readonly Route[] = [
  partnersList,
  form('/desk/:space/partners/new', {
    permission: permissions.keep,
    ...{ name: 'agree', command: agree, maxBytes: largestPaper, done: done('agreed') },
    show: async ({ scope, view, key }, state) => (
      <AgreementFormPage
        {...{ view, state, keyValue: key }}
        shops={await organisationOptions(scope)}
        funds={(await funds(scope))
          .filter((one) => one.state === 'open')
          .map((one) => ({ value: one.id, label: one.name }))}
      />
    ),
  }),
  get('/desk/:space/partners/:id', { permission: permissions.desk, show: (context) => showPartner(context) }),
  post('/desk/:space/partners/:id/name', {
    permission: permissions.keep,
    ...{ name: 'name', command: nameShop, show: showPartner, input: withId, done: done('named') },
  }),
  post('/desk/:space/partners/:id/renew', {
    permission: permissions.keep,
    ...{ name: 'renew', command: renewTill, show: showPartner, input: withId, done: done('renewed') },
  }),
  post('/desk/:space/partners/:id/end', {
    permission: permissions.keep,
    ...{ name: 'end', command: endAgreement, show: showPartner, input: withId, done: done('ended') },
  }),
  post('/desk/:space/partners/:id/print', {
    permission: permissions.keep,
    ...{ name: 'print', command: printCodes, show: showPartner, input: withId },
    done: done('printed'),
  }),
  post('/desk/:space/partners/:id/state', {
    permission: permissions.state,
    ...{ name: 'state', command: stateMonths, show: showPartner, input: withId },
    done: done('stated'),
  }),
  post('/desk/:space/partners/:id/receive', {
    permission: permissions.keep,
    ...{ name: 'receive', command: receiveShare, show: showPartner },
    input: (_context, body) => ({ ...body, id: body['statementId'] }),
    done: (context) => `${deskRoot(context.view)}/partners/${idIn(context)}?done=received`,
  }),
  get('/desk/:space/partners/:id/till', {
    permission: permissions.keep,
    show: async (context) => {
      const { scope, view } = context;
      const found = isId(idIn(context)) ? await agreement(scope, idIn(context)) : null;
      if (found === null) return fail('partners.not_found');
      const url = `${scope.platform.baseUrl}${spaceRoot(view)}/till/${found.tillCode}`;
      return <TillPaper view={view} agreement={found} url={url} />;
    },
  }),
  get('/desk/:space/partners/:id/codes', {
    permission: permissions.keep,
    show: async (context) => {
      const { scope, view } = context;
      const found = isId(idIn(context)) ? await agreement(scope, idIn(context)) : null;
      if (found === null) return fail('partners.not_found');
      const codes = await printedCodes(scope, found.id, Number(mostPrinted));
      return <CodesPaper view={view} agreement={found} codes={codes} baseUrl={scope.platform.baseUrl} />;
    },
  }),
];
