import { isRealDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { personNames } from '#modules/people';
import { actorId, today } from '#platform/scope';
import { type Context, form, list, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { confirmOpening, proposeOpening, withdrawOpening } from './commands-openings.ts';
import {
  type AccountRow,
  AccountsPage,
  accountColumns,
  type NamedTrialLine,
  StatementPage,
  type StatementRow,
  statementColumns,
  TrialPage,
  trialColumns,
} from './pages.tsx';
import { OpeningsPage } from './pages-openings.tsx';
import { accountName, countsOf, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { accounts, balances } from './queries.ts';
import { firstOf, sealedText, trialBalance } from './queries-months.ts';
import { openings } from './queries-openings.ts';
import { statementOf } from './queries-statement.ts';
import type { Account, AccountStatement } from './schema.ts';

const nothing = { balance: 0n, held: 0n, available: 0n };
const kindsCounted = ['money', 'hours', 'goods'] as const;

/** What the goods of an account are: the shelf of the same commodity bears their name. */
function thingOf(known: readonly Account[]): (one: Account) => string {
  const things = new Map(known.filter((one) => one.title !== '').map((one) => [one.commodity, one.title]));
  return (one) => (countsOf(one.commodity) === 'goods' ? (things.get(one.commodity) ?? '') : '');
}

const allAccounts = list<AccountRow>('/desk/:space/accounts', {
  permission: permissions.read,
  name: 'accounts',
  columns: ({ view }) => accountColumns(view),
  filters: ['counts'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang);
    const known = (await accounts({ ...scope, spaces: [scope.spaceId] })).filter(
      (one) => (query.filters['counts'] ?? countsOf(one.commodity)) === countsOf(one.commodity),
    );
    // Money first, then hours, then the shelves.
    known.sort((a, b) => kindsCounted.indexOf(countsOf(a.commodity)) - kindsCounted.indexOf(countsOf(b.commodity)));
    const shown = known.slice((query.page - 1) * query.size, query.page * query.size);
    const standing = await balances(
      scope,
      shown.map((one) => one.id),
    );
    const thing = thingOf(known);
    return {
      rows: shown.map((account) => ({
        ...{ account, standing: standing.get(account.id) ?? nothing, thing: thing(account) },
      })),
      total: known.length,
      filters: [
        {
          ...{ key: 'counts', title: w.accounts.counting },
          options: kindsCounted.map((value) => ({ value, label: w.commodities[value] })),
        },
      ],
    };
  },
  show: ({ scope, view }, data) => <AccountsPage view={view} data={data} month={today(scope).slice(0, 7)} />,
});

/** The period that is asked for: this month to today unless told otherwise, and never backwards. */
function periodOf({ scope }: Context, query: ListQuery): { from: string; until: string } {
  const day = (text: string | undefined, otherwise: string) =>
    text !== undefined && isRealDate(text) ? text : otherwise;
  const until = day(query.filters['until'], today(scope));
  const from = day(query.filters['from'], firstOf(until));
  return from <= until ? { from, until } : { from: until, until: from };
}

/** A page of a statement; before its first line what was there, after its last what is there. */
async function pageOf(context: Context, query: ListQuery): Promise<AccountStatement | null> {
  const id = context.params['id'] ?? '';
  if (!isId(id)) return null;
  const way = query.filters['way'];
  return statementOf({ ...context.scope, spaces: [context.scope.spaceId] }, id, {
    ...periodOf(context, query),
    ...{ way: way === 'in' || way === 'out' ? way : undefined, oldestFirst: true },
    ...{ limit: query.size, offset: (query.page - 1) * query.size },
  });
}

function statementRows(found: AccountStatement, query: ListQuery): StatementRow[] {
  const { commodity } = found.account;
  const lines = found.lines.map((line) => ({ commodity, line, end: null, day: line.day, running: line.running }));
  const end = (word: 'opening' | 'closing', day: string, running: bigint): StatementRow => ({
    ...{ commodity, line: null, end: word, day, running },
  });
  if (found.total === 0) return [];
  return [
    ...(query.page === 1 ? [end('opening', found.from, found.opening)] : []),
    ...lines,
    ...(query.page * query.size >= found.total ? [end('closing', found.until, found.closing)] : []),
  ];
}

const oneAccount = list<StatementRow>('/desk/:space/accounts/:id', {
  permission: permissions.read,
  name: 'statement',
  columns: ({ view }) => statementColumns(view),
  filters: ['way', 'from', 'until'],
  load: async (context, query) => {
    const found = await pageOf(context, query);
    const w = wordsOf(context.view.lang).statement;
    const ways = (['in', 'out'] as const).map((value) => ({ value, label: w.ways[value] }));
    return {
      rows: found === null ? [] : statementRows(found, query),
      total: found?.total ?? 0,
      filters: [{ key: 'way', title: w.way, options: ways }],
    };
  },
  show: async (context, data): Promise<Shown> => {
    const found = await pageOf(context, { ...data.query, size: 0 });
    if (found === null) return fail('ledger.account_unknown');
    return <StatementPage view={context.view} data={data} found={found} />;
  },
});

function monthIn({ params }: Context): string | null {
  const month = params['month'] ?? '';
  return /^\d{4}-\d{2}$/.test(month) && isRealDate(`${month}-01`) ? `${month}-01` : null;
}

const trial = list<NamedTrialLine>('/desk/:space/trial/:month', {
  permission: permissions.read,
  name: 'trial-balance',
  columns: ({ view }) => trialColumns(view),
  load: async (context, query) => {
    const month = monthIn(context);
    const lines = month === null ? [] : (await trialBalance(context.scope, month)).lines;
    const thing = thingOf(await accounts({ ...context.scope, spaces: [context.scope.spaceId] }));
    const shown = lines.slice((query.page - 1) * query.size, query.page * query.size);
    return { rows: shown.map((line) => ({ ...line, thing: thing(line.account) })), total: lines.length };
  },
  show: async (context, data): Promise<Shown> => {
    const month = monthIn(context);
    if (month === null) return fail('ledger.no_month');
    return <TrialPage view={context.view} data={data} trial={await trialBalance(context.scope, month)} />;
  },
});

async function showOpenings({ scope, view, key }: Context, state?: FormState): Promise<Shown> {
  const own = await accounts({ ...scope, spaces: [scope.spaceId] });
  const known = await openings(scope);
  const other = own.find((one) => one.path === 'opening' && one.commodity === 'CNY');
  const names = await personNames(
    scope,
    known.map((one) => one.proposedBy),
  );
  return (
    <OpeningsPage
      {...{ view, state, keyValue: key, openings: known, readerId: actorId(scope) }}
      choices={own
        .filter(
          (one) => one.path !== 'opening' && !known.some((k) => k.account.id === one.id && k.state !== 'withdrawn'),
        )
        .map((one) => ({ value: one.id, label: accountName(view.lang, one) }))}
      names={new Map([...names].map(([id, name]) => [id, name.inside]))}
      difference={other === undefined ? 0n : ((await balances(scope, [other.id])).get(other.id)?.balance ?? 0n)}
    />
  );
}

const openingDone =
  (word: string) =>
  ({ view }: Context) =>
    `${deskRoot(view)}/openings?done=${word}`;
const withId = (context: Context) => ({ id: context.params['id'] ?? '' });

/** The books at the desk: accounts, statements, trial balances and opening balances. */
export const routes: readonly Route[] = [
  allAccounts,
  oneAccount,
  trial,
  raw('GET', '/desk/:space/trial/:month/text', {
    permission: permissions.read,
    respond: async (context) => {
      const month = monthIn(context);
      const text = month === null ? null : await sealedText(context.scope, month);
      if (month === null || text === null) return fail('ledger.no_month');
      const headers = {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="trial-balance-${month.slice(0, 7)}.txt"`,
      };
      return new Response(text, { headers });
    },
  }),
  form('/desk/:space/openings', {
    permission: permissions.open,
    ...{ name: 'opening', command: proposeOpening, done: openingDone('opening_proposed'), show: showOpenings },
  }),
  post('/desk/:space/openings/:id/confirm', {
    permission: permissions.open,
    ...{ name: 'confirm', command: confirmOpening, done: openingDone('opening_booked') },
    ...{ input: withId, show: showOpenings },
  }),
  post('/desk/:space/openings/:id/withdraw', {
    permission: permissions.open,
    ...{ name: 'withdraw', command: withdrawOpening, done: openingDone('opening_withdrawn') },
    ...{ input: withId, show: showOpenings },
  }),
];
