import { isId, shortCode } from '#kernel/ids';
import { fail } from '#kernel/result';
import { findPersons } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { allowed } from '#platform/permission';
import { type Body, type Context, form, get, idIn, list, post, type Route, type Shown, withId } from '#platform/web';
import type { FieldOption, FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { announcePoll, editPoll, withdrawPoll, writePoll } from './commands.ts';
import { closePoll } from './commands-close.ts';
import { beginPile, differences, readPile } from './commands-paper.ts';
import { checkByNeighbours, checkPlace } from './commands-residence.ts';
import { addOwner, addVoter, givePaper, markPaper, strikeVoter, takePaperBack } from './commands-roll.ts';
import { optionRows, PollDeskPage, PollFormPage, VotesDeskPage } from './pages-desk.tsx';
import { CountSheetPage, mostSheets, PilesPage, PrintBallotPage, ReadPilePage } from './pages-paper.tsx';
import { wordsOf } from './pages-parts.tsx';
import { ResidencePage } from './pages-residence.tsx';
import { PrintRollPage, RollPage, rollColumns } from './pages-roll.tsx';
import { permissions } from './permissions.ts';
import { piles, poll, polls, type RollRow, rollRows, turnout } from './queries.ts';
import { residence } from './queries-residence.ts';
import { listRoutes } from './routes-lists.tsx';
import { paperCodeLength } from './rules.ts';
import type { Poll } from './schema.ts';

const deskOf = (context: Context, rest = ''): string => `${deskRoot(context.view)}/votes/${idIn(context)}${rest}`;

/** People by the names typed, several of them where they stand side by side. */
async function peopleFor(context: Context): Promise<{ find: string; people: FieldOption[] }> {
  const find = (context.url.searchParams.get('find') ?? '').slice(0, 80);
  const names = find.split(/[\s,\u3001\uff0c]+/).filter((one) => one !== '');
  const found = await Promise.all(names.slice(0, 5).map((one) => findPersons(context.scope, one)));
  const people = [...new Map(found.flat().map((one) => [one.id, one])).values()];
  return { find, people: people.map((one) => ({ value: one.id, label: [one.name, one.placeName ?? ''].join(' ') })) };
}

async function placeName(context: Context, of: Poll): Promise<string> {
  if (of.placeId === null) return '';
  return (await placeNames(context.scope, [of.placeId])).get(of.placeId) ?? '';
}

async function showPoll(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await poll(scope, idIn(context));
  if (of === null) return fail('votes.not_found');
  const may = {
    write: allowed(scope, permissions.write).ok,
    announce: allowed(scope, permissions.announce).ok,
    roll: allowed(scope, permissions.roll).ok,
    list: allowed(scope, permissions.list).ok,
    close: allowed(scope, permissions.close).ok,
  };
  const shown = { turnout: await turnout(scope, of.id), placeName: await placeName(context, of) };
  return <PollDeskPage {...{ view, state, keyValue: key, of, may, ...shown, ...(await peopleFor(context)) }} />;
}

async function showForm(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const of = isId(idIn(context)) ? await poll(scope, idIn(context)) : null;
  if (of !== null && of.state !== 'draft') return fail('votes.not_draft');
  if (idIn(context) !== '' && of === null) return fail('votes.not_found');
  return <PollFormPage {...{ view, state, keyValue: key, of, places: await placeOptions(scope) }} />;
}

/** The rows of options; a row without a name is none. */
function typedPoll(context: Context, fields: Body) {
  const options = Array.from({ length: optionRows }, (_, at) => ({
    title: fields[`options.${at}.title`],
    note: fields[`options.${at}.note`],
  })).filter((one) => typeof one.title === 'string' && one.title.trim() !== '');
  return { ...withId(context, fields), options };
}

const done = (word: string) => (context: Context) => deskOf(context, `?done=${word}`);
const keep = { name: 'poll', show: showForm, input: typedPoll } as const;

async function loadRoll(context: Context, text: string, only: string | undefined, size: number, page: number) {
  return rollRows(context.scope, idIn(context), {
    ...{ text, limit: size, offset: (page - 1) * size },
    ...(only === undefined ? {} : { only }),
  });
}

function rollView(context: Context, of: Poll) {
  const { scope, view, key } = context;
  const may = { roll: allowed(scope, permissions.roll).ok, paper: allowed(scope, permissions.paper).ok };
  return { view, keyValue: key, of, may };
}

/** The roll again after a button on it was refused. */
async function rollAgain(context: Context, state?: FormState): Promise<Shown> {
  const of = await poll(context.scope, idIn(context));
  if (of === null) return fail('votes.not_found');
  const { rows, total } = await loadRoll(context, '', undefined, 50, 1);
  const query = { page: 1, size: 50, q: '', sort: null, filters: {} };
  const data = { rows, total, query, filters: [], columns: rollColumns(context.view, of) };
  return <RollPage {...rollView(context, of)} {...{ data, state }} {...(await peopleFor(context))} />;
}

const rollList = list<RollRow>('/desk/:space/votes/:id/roll', {
  permission: permissions.desk,
  name: 'roll',
  filters: ['only'],
  columns: ({ view }) => rollColumns(view, { electorate: 'owners' }),
  load: async (context, query) => {
    const w = wordsOf(context.view).roll;
    const found = await loadRoll(context, query.q, query.filters['only'], query.size, query.page);
    const options = Object.entries(w.filters).map(([value, label]) => ({ value, label }));
    return { ...found, filters: [{ key: 'only', title: w.filter, options }] };
  },
  show: async (context, data) => {
    const of = await poll(context.scope, idIn(context));
    if (of === null) return fail('votes.not_found');
    const shown = { ...data, columns: rollColumns(context.view, of) };
    return (
      <RollPage {...rollView(context, of)} {...{ data: shown, state: undefined }} {...(await peopleFor(context))} />
    );
  },
});

async function showPiles(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await poll(scope, idIn(context));
  if (of === null || of.state === 'draft') return fail('votes.not_found');
  const shown = { all: await piles(scope, of.id), turnout: await turnout(scope, of.id) };
  return <PilesPage {...{ view, of, state, keyValue: key, ...shown }} />;
}

async function showPile(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, params } = context;
  const of = await poll(scope, idIn(context));
  if (of === null) return fail('votes.not_found');
  const pile = (await piles(scope, of.id)).find((one) => one.id === params['pile']);
  if (pile === undefined) return fail('votes.pile_unknown');
  if (pile.state === 'settled') return fail('votes.pile_state');
  const asked =
    pile.state === 'third' ? await differences(scope, pile.id) : Array.from({ length: pile.size }, (_, at) => at + 1);
  return <ReadPilePage {...{ view, of, state, keyValue: key, pile, asked }} />;
}

function entriesOf(context: Context, fields: Body) {
  const entries = Array.from({ length: 100 }, (_, at) => {
    const typed = fields[`entry.${at + 1}`];
    return typeof typed === 'string' ? typed : '';
  });
  return { id: idIn(context), pileId: context.params['pile'] ?? '', entries };
}

async function showResidence(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const shown = { lines: await residence(scope), places: await placeOptions(scope), ...(await peopleFor(context)) };
  const mayList = allowed(scope, permissions.list).ok;
  return <ResidencePage {...{ view, state, keyValue: key, mayList, ...shown }} />;
}

async function printed(context: Context, page: (of: Poll) => Promise<Shown> | Shown): Promise<Shown> {
  const of = await poll(context.scope, idIn(context));
  return of === null || of.state === 'draft' ? fail('votes.not_found') : page(of);
}

const rollPosts: Route[] = [
  post('/desk/:space/votes/:id/add', {
    permission: permissions.roll,
    ...{ name: 'add', command: addVoter, show: rollAgain, input: withId },
    done: (context) => deskOf(context, '/roll?done=roll'),
  }),
  post('/desk/:space/votes/:id/strike', {
    permission: permissions.roll,
    ...{ name: 'strike', command: strikeVoter, show: rollAgain, input: withId },
    done: (context) => deskOf(context, '/roll?done=roll'),
  }),
  post('/desk/:space/votes/:id/give', {
    permission: permissions.paper,
    ...{ name: 'give', command: givePaper, show: rollAgain, input: withId },
    done: (context) => deskOf(context, '/roll?done=paper'),
  }),
  post('/desk/:space/votes/:id/back', {
    permission: permissions.paper,
    ...{ name: 'back', command: takePaperBack, show: rollAgain, input: withId },
    done: (context) => deskOf(context, '/roll?done=paper'),
  }),
  post('/desk/:space/votes/:id/mark', {
    permission: permissions.paper,
    ...{ name: 'mark', command: markPaper, show: rollAgain, input: withId },
    done: (context) => deskOf(context, '/roll?done=paper'),
  }),
];

const paperRoutes: Route[] = [
  get('/desk/:space/votes/:id/paper', { permission: permissions.paper, show: (context) => showPiles(context) }),
  post('/desk/:space/votes/:id/paper', {
    permission: permissions.paper,
    ...{ name: 'pile', command: beginPile, show: showPiles, input: withId },
    done: (context, { pileId }) => deskOf(context, `/paper/${pileId}?done=pile`),
  }),
  form('/desk/:space/votes/:id/paper/:pile', {
    permission: permissions.paper,
    ...{ name: 'read', command: readPile, show: showPile, input: entriesOf },
    done: (context, { state }) => deskOf(context, `/paper?done=${state}`),
  }),
  get('/desk/:space/votes/:id/print', {
    permission: permissions.desk,
    show: (context) =>
      printed(context, (of) => {
        const asked = Number.parseInt(context.url.searchParams.get('sheets') ?? '', 10);
        const length = Math.min(Math.max(Number.isNaN(asked) ? 1 : asked, 1), mostSheets);
        const codes = Array.from({ length }, () => shortCode(paperCodeLength));
        const url = `${context.scope.platform.baseUrl}${spaceRoot(context.view)}/votes/${of.id}/receipts`;
        return <PrintBallotPage view={context.view} of={of} codes={codes} url={url} />;
      }),
  }),
  get('/desk/:space/votes/:id/count-sheet', {
    permission: permissions.desk,
    show: (context) => printed(context, (of) => <CountSheetPage view={context.view} of={of} />),
  }),
  get('/desk/:space/votes/:id/print-roll', {
    permission: permissions.desk,
    show: (context) =>
      printed(context, async (of) => {
        const { rows } = await rollRows(context.scope, of.id, { only: 'waiting' });
        return <PrintRollPage view={context.view} of={of} rows={rows} />;
      }),
  }),
];

const residenceRoutes: Route[] = [
  get('/desk/:space/residence', { permission: permissions.residence, show: (context) => showResidence(context) }),
  post('/desk/:space/residence/place', {
    permission: permissions.residence,
    ...{ name: 'place', command: checkPlace, show: showResidence },
    done: ({ view }) => `${deskRoot(view)}/residence?done=checked`,
  }),
  post('/desk/:space/residence/neighbours', {
    permission: permissions.residence,
    ...{ name: 'neighbours', command: checkByNeighbours, show: showResidence },
    done: ({ view }) => `${deskRoot(view)}/residence?done=checked`,
  }),
];

/** Votes at the desk. */
export const deskRoutes: readonly Route[] = [
  get('/desk/:space/votes', {
    permission: permissions.desk,
    show: async ({ scope, view }) => (
      <VotesDeskPage view={view} all={await polls(scope)} mayWrite={allowed(scope, permissions.write).ok} />
    ),
  }),
  form('/desk/:space/votes/new', {
    permission: permissions.write,
    ...keep,
    command: writePoll,
    done: ({ view }, { id }) => `${deskRoot(view)}/votes/${id}?done=written`,
  }),
  form('/desk/:space/votes/:id/edit', {
    permission: permissions.write,
    ...keep,
    ...{ command: editPoll, done: done('written') },
  }),
  get('/desk/:space/votes/:id', { permission: permissions.desk, show: (context) => showPoll(context) }),
  post('/desk/:space/votes/:id/announce', {
    permission: permissions.announce,
    ...{ name: 'announce', command: announcePoll, show: showPoll, input: withId, done: done('announced') },
  }),
  post('/desk/:space/votes/:id/withdraw', {
    permission: permissions.announce,
    ...{ name: 'withdraw', command: withdrawPoll, show: showPoll, input: withId, done: done('withdrawn') },
  }),
  post('/desk/:space/votes/:id/close', {
    permission: permissions.close,
    ...{ name: 'close', command: closePoll, show: showPoll, input: withId, done: done('closed') },
  }),
  post('/desk/:space/votes/:id/owners', {
    permission: permissions.roll,
    ...{ name: 'owner', command: addOwner, show: showPoll, input: withId, done: done('roll') },
  }),
  rollList,
  ...rollPosts,
  ...paperRoutes,
  ...listRoutes,
  ...residenceRoutes,
];
