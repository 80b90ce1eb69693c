import { addMonths } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { moves } from '#modules/ledger';
import { auditRead } from '#modules/record';
import { today } from '#platform/scope';
import { type Context, form, get, type ListData, list, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { type Column, type ListQuery, readListQuery } from '#ui/list';
import { Money } from '#ui/money';
import { chargeFromLine, feeFromLine, interestFromLine } from './commands-fees.ts';
import {
  confirmAll,
  confirmLines,
  inTransit,
  linkByHand,
  notOurs,
  proposeAgain,
  splitLine,
  undoLink,
} from './commands-linking.ts';
import { bounceFromLine, depositFromLine, giftsFromLines, refundFromLine } from './commands-making.ts';
import { HerePage } from './pages-here.tsx';
import { LinePage } from './pages-line.tsx';
import { LinesPage } from './pages-lines.tsx';
import { dayName, kindName, monthName, stateTone, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import {
  cellsOf,
  type LineFilter,
  line as lineOf,
  lines,
  linksOf,
  outside,
  outsides,
  statementFile,
  tally,
} from './queries.ts';
import { candidatesFor, comparedSince, onlyHere } from './queries-here.ts';
import { months } from './queries-months.ts';
import { deskOf, entryHref, fundOptions, hands, idIn, monthIn, withId } from './routes-parts.ts';
import { lastDayOf } from './rules.ts';
import { type Here, type Line, lineStates } from './schema.ts';

function columns({ view }: Context): Column<Line>[] {
  const w = wordsOf(view.lang).lines;
  return [
    {
      ...{ key: 'day', title: w.day, sortable: true },
      cell: (one) => dayName(view.lang, one.day),
      text: (one) => one.day,
    },
    {
      ...{ key: 'payer', title: w.payer, wide: true },
      cell: (one) => (one.payer === '' ? one.memo || w.ways[one.amount > 0n ? 'in' : 'out'] : one.payer),
      text: (one) => one.payer,
    },
    { key: 'memo', title: w.memo, desktopOnly: true, cell: (one) => one.memo, text: (one) => one.memo },
    { key: 'number', title: w.number, desktopOnly: true, cell: (one) => one.number, text: (one) => one.number },
    {
      ...{ key: 'account', title: w.account, desktopOnly: true },
      cell: (one) => one.outsideTitle,
      text: (one) => one.outsideTitle,
    },
    {
      ...{ key: 'state', title: w.state, secondary: true },
      cell: (one) => <span class={stateTone(one.state)}>{w.states[one.state]}</span>,
      text: (one) => w.states[one.state],
    },
    {
      ...{ key: 'amount', title: w.amount, numeric: true, sortable: true },
      cell: (one) => <Money fen={one.amount} sign tone={one.amount > 0n ? 'in' : 'out'} />,
      text: (one) => formatFen(one.amount, { plain: true }),
    },
  ];
}

const filterKeys = ['account', 'state', 'way', 'month'] as const;

/** The account asked for; what is no key of ours asks for none. */
function accountIn(query: ListQuery): string | undefined {
  const typed = query.filters['account'];
  return typed === undefined || !isId(typed) ? undefined : typed;
}

function filterOf(query: ListQuery): LineFilter {
  const month = monthIn(query.filters['month']);
  const state = lineStates.find((one) => one === query.filters['state']);
  const way = query.filters['way'];
  const outsideId = accountIn(query);
  return {
    ...(outsideId === undefined ? {} : { outsideId }),
    ...(state === undefined ? {} : { state }),
    ...(way === 'in' || way === 'out' ? { way } : {}),
    ...(month === null ? {} : { from: month, until: lastDayOf(month) }),
    find: query.q.trim(),
  };
}

async function filters(context: Context) {
  const { scope, view } = context;
  const w = wordsOf(view.lang).lines;
  const accounts = await outsides(scope);
  return [
    { key: 'account', title: w.filters.account, options: accounts.map((one) => ({ value: one.id, label: one.title })) },
    { key: 'state', title: w.filters.state, options: lineStates.map((value) => ({ value, label: w.states[value] })) },
    {
      key: 'way',
      title: w.filters.way,
      options: (['in', 'out'] as const).map((value) => ({ value, label: w.ways[value] })),
    },
    {
      ...{ key: 'month', title: w.filters.month },
      options: (await months(scope)).map((one) => ({
        value: one.month.slice(0, 7),
        label: monthName(view.lang, one.month),
      })),
    },
  ];
}

async function load(context: Context, query: ListQuery) {
  const { scope } = context;
  // Payers' names are opened here: who looked is written down, once a page.
  await auditRead(scope, {
    command: 'reconciliation.look',
    kind: 'space',
    id: scope.spaceId,
    detail: { page: query.page },
  });
  const found = await lines(scope, filterOf(query), {
    ...{
      limit: query.size,
      offset: (query.page - 1) * query.size,
      by: query.sort?.key === 'amount' ? 'amount' : 'day',
    },
    desc: query.sort?.desc ?? true,
  });
  return { ...found, filters: await filters(context) };
}

async function showLines(context: Context, data: ListData<Line>, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const may = hands(scope);
  const accounts = [];
  const chosen = accountIn(data.query);
  const until = today(scope);
  for (const account of await outsides(scope)) {
    if (chosen !== undefined && account.id !== chosen) continue;
    const { proposed } = await tally(scope, { outsideId: account.id });
    const from = await comparedSince(scope, account, until);
    const here = account.side === 'bank' ? await onlyHere(scope, account, from, until) : [];
    accounts.push({ account, proposed: proposed.count, here: here.length });
  }
  const banks = accounts.flatMap((one) => one.account.accountIds);
  return (
    <LinesPage
      {...{ view, state, keyValue: key, data, accounts, mayMake: may.make, mayMatch: may.match }}
      funds={await fundOptions(scope, banks)}
    />
  );
}

/** The list as its address asks for it, for a form on it that came back. */
async function listAgain(context: Context, state?: FormState): Promise<Shown> {
  const query = readListQuery(context.url, { filters: [...filterKeys], sortable: ['day', 'amount'] });
  const asked = {
    ...query,
    filters: { ...query.filters, ...(state?.form === 'gifts' ? { state: 'there', way: 'in' } : {}) },
  };
  const data = await load(context, asked);
  return showLines(context, { ...data, query: asked, columns: columns(context) }, state);
}

async function linkedEntries(context: Context, known: Line) {
  const { scope } = context;
  const links = await linksOf(scope, [known.id]);
  const ids = links.flatMap((one) => (one.entryId === null ? [] : [one.entryId]));
  const moved = ids.length === 0 ? [] : await moves(scope, { entryIds: ids });
  return links.flatMap((link) => {
    if (link.entryId === null)
      return [{ link, day: known.day, kind: '', amount: link.amount, href: context.url.pathname }];
    const entry = moved.find((one) => one.entryId === link.entryId && one.accountId === link.accountId);
    if (entry === undefined) return [];
    const { kind, amount } = entry;
    return [{ link, day: entry.factDay ?? entry.day, kind, amount, href: entryHref(deskOf(context), entry.subject) }];
  });
}

async function showLine(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const known = idIn(context) === '' ? null : await lineOf(scope, idIn(context));
  const account = known === null ? null : await outside(scope, known.outsideId);
  if (known === null || account === null) return fail('reconciliation.not_found');
  await auditRead(scope, { command: 'reconciliation.look', kind: 'bank_line', id: known.id });
  const file = await statementFile(scope, known.fileId);
  const next = (await lines(scope, { outsideId: account.id, state: 'there' }, { limit: 1, offset: 0, desc: false }))
    .rows[0];
  const cells = await cellsOf(scope, known.id);
  const may = hands(scope);
  const candidates = await candidatesFor(scope, account, known);
  const open = known.state !== 'matched' && known.state !== 'not_ours';
  const back = await takenBack(context, account.accountIds, known);
  const partly = open ? await partlyBack(context, account.accountIds, known) : [];
  return (
    <LinePage
      {...{ view, state, keyValue: key, line: known, candidates, back, partly, mayMake: may.make, mayMatch: may.match }}
      nextId={next?.id === known.id ? null : (next?.id ?? null)}
      fileName={file?.name ?? ''}
      cells={cells.map((cell, at) => ({ head: file?.header[at] || `${at + 1}`, cell }))}
      linked={await linkedEntries(context, known)}
      funds={await fundOptions(scope, account.accountIds)}
      month={addMonths(`${known.day.slice(0, 7)}-01`, known.day.endsWith('-01') ? -1 : 0).slice(0, 7)}
    />
  );
}

/** Entries of exactly this size in the year before a line that it may take back: gifts that went out again, payments that came back. */
async function takenBack(context: Context, accountIds: readonly string[], known: Line): Promise<Here[]> {
  const found = await moves(context.scope, {
    ...{ accountIds, from: addMonths(known.day, -12), until: known.day, amounts: [-known.amount] },
  });
  const kind = known.amount < 0n ? 'gifts.' : 'funds.payment';
  return found
    .filter((one) => one.kind.startsWith(kind) && one.reverses === null && one.reversedBy === null)
    .slice(-60)
    .map((one) => ({ ...one, link: null }));
}

/** Payments of the last months of which a line may be a part that came back: larger than it, and still in the books. */
async function partlyBack(context: Context, accountIds: readonly string[], known: Line): Promise<Here[]> {
  if (known.amount <= 0n) return [];
  const found = await moves(context.scope, { accountIds, from: addMonths(known.day, -6), until: known.day });
  return found
    .filter((one) => one.kind === 'funds.payment' && one.subject.kind === 'payment' && -one.amount > known.amount)
    .filter((one) => one.reverses === null && one.reversedBy === null)
    .slice(-8)
    .map((one) => ({ ...one, link: null }));
}

const heres = list<Here>('/desk/:space/reconcile/here', {
  permission: permissions.bring,
  name: 'only-in-the-books',
  filters: ['month'],
  columns: ({ view }) => {
    const w = wordsOf(view.lang).here;
    return [
      { key: 'day', title: w.day, cell: (one) => dayName(view.lang, one.day), text: (one) => one.day },
      {
        ...{ key: 'what', title: w.what, wide: true },
        cell: (one) => kindName(view.lang, one.kind),
        text: (one) => kindName(view.lang, one.kind),
      },
      {
        ...{ key: 'why', title: w.why, secondary: true },
        cell: (one) => (one.link === null ? <span class="late">{w.open}</span> : w.explained(one.link.reason)),
        text: (one) => one.link?.reason ?? '',
      },
      {
        ...{ key: 'amount', title: w.amount, numeric: true },
        cell: (one) => <Money fen={one.amount} sign />,
        text: (one) => formatFen(one.amount, { plain: true }),
      },
    ];
  },
  load: async (context, query) => loadHere(context, query),
  show: (context, data) => showHere(context, data),
});

async function loadHere(context: Context, query: ListQuery) {
  const { scope, view } = context;
  const month = monthIn(query.filters['month']);
  const until = month === null ? today(scope) : lastDayOf(month);
  const rows: Here[] = [];
  for (const account of await outsides(scope))
    if (account.side === 'bank')
      rows.push(...(await onlyHere(scope, account, month ?? (await comparedSince(scope, account, until)), until)));
  const w = wordsOf(view.lang).here;
  const options = (await months(scope)).map((one) => ({
    value: one.month.slice(0, 7),
    label: monthName(view.lang, one.month),
  }));
  return {
    ...{ rows: rows.slice((query.page - 1) * query.size, query.page * query.size), total: rows.length },
    filters: [{ key: 'month', title: w.month, options }],
  };
}

function showHere(context: Context, data: ListData<Here>, state?: FormState): Shown {
  const { scope, view, key } = context;
  const hrefs = new Map(data.rows.map((row) => [row.entryId, entryHref(deskOf(context), row.subject)]));
  return <HerePage {...{ view, state, keyValue: key, data, hrefs, mayMatch: hands(scope).match }} />;
}

async function hereAgain(context: Context, state?: FormState): Promise<Shown> {
  const query = readListQuery(context.url, { filters: ['month'] });
  const loaded = await loadHere(context, query);
  const spec = heres.kind === 'list' ? heres.columns(context) : [];
  // The columns of this very list, whose row type the route record has erased.
  return showHere(context, { ...loaded, query, columns: spec as Column<Here>[] }, state);
}

const page = '/desk/:space/reconcile/lines/:id';
const back = (word: string) => (context: Context) =>
  `${deskOf(context)}/reconcile/lines/${context.params['id'] ?? ''}?done=${word}`;
const toList = (word: string) => (context: Context) => `${deskOf(context)}/reconcile?done=${word}`;

/** The deeds of one line, each a button on its page. */
const lineDeeds = [
  ['confirm', 'confirm', permissions.match, confirmLines, 'confirmed'],
  ['undo', 'undo', permissions.match, undoLink, 'undone'],
  ['link', 'link', permissions.match, linkByHand, 'linked'],
  ['split', 'split', permissions.match, splitLine, 'linked'],
  ['not-ours', 'notOurs', permissions.match, notOurs, 'explained'],
  ['gift', 'gift', permissions.make, giftsFromLines, 'made'],
  ['deposit', 'deposit', permissions.make, depositFromLine, 'made'],
  ['interest', 'interest', permissions.make, interestFromLine, 'made'],
  ['charge', 'charge', permissions.make, chargeFromLine, 'made'],
  ['fee', 'fee', permissions.make, feeFromLine, 'made'],
  ['refund', 'refund', permissions.make, refundFromLine, 'made'],
  ['bounce', 'bounce', permissions.make, bounceFromLine, 'made'],
] as const;

/** What a deed of a line is told: its id, or for those that take several lines, this one alone. */
function lineInput(path: string) {
  return (context: Context, body: Readonly<Record<string, unknown>>) => {
    if (path === 'confirm' || path === 'gift') return { ...body, ids: [idIn(context)] };
    return path === 'undo' ? body : withId(context, body);
  };
}

/** Comparing line by line. */
export const lineRoutes: Route[] = [
  list<Line>('/desk/:space/reconcile', {
    permission: permissions.lines,
    name: 'statement-lines',
    columns,
    filters: filterKeys,
    load,
    show: (context, data) => showLines(context, data),
  }),
  heres,
  post('/desk/:space/reconcile/here', {
    permission: permissions.match,
    name: 'transit',
    command: inTransit,
    show: hereAgain,
    done: (context) => `${deskOf(context)}/reconcile/here?done=explained`,
  }),
  post('/desk/:space/reconcile/here/undo', {
    permission: permissions.match,
    name: 'undoHere',
    command: undoLink,
    show: hereAgain,
    done: (context) => `${deskOf(context)}/reconcile/here?done=undone`,
  }),
  post('/desk/:space/reconcile/confirm', {
    permission: permissions.match,
    name: 'confirmAll',
    command: confirmAll,
    show: listAgain,
    done: toList('confirmed'),
  }),
  post('/desk/:space/reconcile/again', {
    permission: permissions.match,
    name: 'again',
    command: proposeAgain,
    show: listAgain,
    done: toList('proposed'),
  }),
  post('/desk/:space/reconcile/gifts', {
    permission: permissions.make,
    name: 'gifts',
    command: giftsFromLines,
    show: listAgain,
    done: toList('made'),
  }),
  get(page, { permission: permissions.lines, show: (context) => showLine(context) }),
  ...lineDeeds.map(([path, name, permission, command, word]) =>
    form(`${page}/${path}`, {
      ...{ postOnly: true, permission, name, input: lineInput(path), show: showLine, done: back(word) },
      // Each deed has an input of its own; the dispatcher hands it what its own schema reads.
      command: command as typeof undoLink,
    }),
  ),
];
