import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { activities } from '#modules/activities';
import { fund } from '#modules/funds';
import { personNames } from '#modules/people';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { openBox, setOutBox, takeInBox } from './commands-boxes.ts';
import { BoxFormPage, BoxPage } from './pages-boxes.tsx';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { giftRows, toGifts } from './queries.ts';
import { type BoxTakings, boxes } from './queries-boxes.ts';
import { choicesFor, idIn, withId } from './routes-parts.ts';

function columns({ view }: Context): Column<BoxTakings>[] {
  const w = wordsOf(view.lang);
  const heads = w.desk.columns;
  const state = (one: BoxTakings): string => (one.state === 'out' ? w.box.out : w.box.in);
  return [
    {
      ...{ key: 'number', title: heads.number },
      cell: (one) => `${w.boxKinds[one.kind]} ${one.number}`,
      text: (one) => `${w.boxKinds[one.kind]} ${one.number}`,
    },
    { key: 'place', title: heads.place, wide: true, cell: (one) => one.placeText, text: (one) => one.placeText },
    { key: 'state', title: heads.state, secondary: true, cell: state, text: state },
    {
      ...{ key: 'since', title: w.box.since, desktopOnly: true },
      cell: (one) => formatDate(one.setOutOn, view.lang),
      text: (one) => one.setOutOn,
    },
    {
      ...{ key: 'openings', title: heads.openings, numeric: true },
      cell: (one) => w.box.times(one.openings + one.counting),
      text: (one) => `${one.openings + one.counting}`,
    },
    {
      ...{ key: 'brought', title: w.box.brought, numeric: true },
      cell: (one) => <Money fen={one.brought} tone="in" />,
      text: (one) => formatFen(one.brought, { plain: true }),
    },
  ];
}

const boxList = list<BoxTakings>('/desk/:space/boxes', {
  permission: permissions.desk,
  name: 'boxes',
  columns,
  filters: ['state', 'kind'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang);
    const { state, kind } = query.filters;
    const all = (await boxes(scope)).filter(
      (one) =>
        (state === undefined || state === '' || one.state === state) &&
        (kind === undefined || kind === '' || one.kind === kind) &&
        `${one.number} ${one.placeText}`.toLowerCase().includes(query.q.toLowerCase()),
    );
    const filters = [
      {
        ...{ key: 'state', title: w.desk.filters.state },
        options: (['out', 'in'] as const).map((value) => ({ value, label: w.box[value] })),
      },
      {
        ...{ key: 'kind', title: w.desk.filters.kind },
        options: (['box', 'stall'] as const).map((value) => ({ value, label: w.boxKinds[value] })),
      },
    ];
    const from = (query.page - 1) * query.size;
    return { rows: all.slice(from, from + query.size), total: all.length, filters };
  },
  show: ({ view }, data) => {
    const w = wordsOf(view.lang);
    const desk = deskRoot(view);
    const make = <ActLink href={`${desk}/boxes/new`}>{w.desk.newBox}</ActLink>;
    return (
      <Page view={view} title={w.box.kind} area="desk" section="fund" wide>
        <List
          {...{ ...data, view, title: w.box.kind, search: true, bar: make }}
          rowKey={(one) => one.id}
          rowHref={(one) => `${desk}/boxes/${one.id}`}
          empty={
            <Empty title={w.box.empty} acts={make}>
              {w.box.emptyWhy}
            </Empty>
          }
        />
      </Page>
    );
  },
});

async function showBox(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = (await boxes(scope)).find((one) => one.id === idIn(context));
  if (found === undefined) return fail('gifts.box_not_found');
  const rows = await giftRows(scope).where('box_id', '=', found.id).orderBy('id', 'desc').execute();
  const gifts = await toGifts(
    scope,
    rows.filter((row) => row.state !== 'reversed'),
  );
  const names = await personNames(
    scope,
    gifts.flatMap((one) => [one.countedBy, one.secondCounter].filter((id) => id !== null)),
  );
  const nameOf = (id: string | null): string => names.get(id ?? '')?.inside ?? '';
  return (
    <BoxPage
      {...{ view, state, keyValue: key, box: found }}
      fundName={(await fund(scope, found.fundId))?.name ?? ''}
      openings={gifts.map((one) => ({ ...one, first: nameOf(one.countedBy), second: nameOf(one.secondCounter) }))}
    />
  );
}

const boxDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/boxes/${value.id}?done=${word}`;

/** Boxes and stalls at the desk. */
export const boxRoutes: readonly Route[] = [
  boxList,
  form('/desk/:space/boxes/new', {
    permission: permissions.record,
    ...{ name: 'box', command: setOutBox, done: boxDone('box_out') },
    show: async (context, state) => (
      <BoxFormPage
        {...{ view: context.view, state, keyValue: context.key }}
        choices={await choicesFor(context)}
        activities={(await activities(context.scope, { limit: 100 })).map((one) => ({
          value: one.id,
          label: one.title,
        }))}
      />
    ),
  }),
  get('/desk/:space/boxes/:id', { permission: permissions.desk, show: (context) => showBox(context) }),
  post('/desk/:space/boxes/:id/open', {
    permission: permissions.record,
    ...{ name: 'open', command: openBox, show: showBox, input: withId },
    done: boxDone('box_opened'),
  }),
  post('/desk/:space/boxes/:id/in', {
    permission: permissions.record,
    ...{ name: 'in', command: takeInBox, show: showBox, input: withId },
    done: boxDone('box_in'),
  }),
];
