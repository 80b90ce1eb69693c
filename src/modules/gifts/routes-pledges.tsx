import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { fund } from '#modules/funds';
import { today } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { payPledge, promiseShare, releasePledge, remindPledge } from './commands-pledges.ts';
import { PledgeFormPage } from './pages-forms.tsx';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import { DeskPledgePage } from './pages-pledges.tsx';
import { permissions } from './permissions.ts';
import { listPledges } from './queries-lists.ts';
import { pledge, pledgeParts } from './queries-pledges.ts';
import { giftsOfPledges } from './queries-shares.ts';
import { choicesFor, idIn, withId } from './routes-parts.ts';
import { refuseReminder, standOf } from './rules-pledges.ts';
import type { Pledge } from './schema.ts';

function pledgeColumns({ view }: Context): Column<Pledge>[] {
  const w = wordsOf(view.lang);
  const { columns } = w.desk;
  return [
    {
      key: 'due',
      title: columns.due,
      sortable: true,
      cell: (one) => formatDate(one.dueOn, view.lang),
      text: (one) => one.dueOn,
    },
    { key: 'giver', title: columns.giver, wide: true, cell: (one) => one.giver, text: (one) => one.giver },
    { key: 'text', title: columns.text, desktopOnly: true, cell: (one) => one.text, text: (one) => one.text },
    {
      key: 'state',
      title: columns.state,
      secondary: true,
      cell: (one) => w.pledgeStates[one.state],
      text: (one) => w.pledgeStates[one.state],
    },
    {
      ...{ key: 'every', title: columns.every, desktopOnly: true },
      cell: (one) => w.rhythms[one.every],
      text: (one) => w.rhythms[one.every],
    },
    {
      ...{ key: 'total', title: columns.amount, numeric: true },
      cell: (one) => <Money fen={one.total} />,
      text: (one) => formatFen(one.total, { plain: true }),
    },
    {
      ...{ key: 'paid', title: columns.paid, numeric: true, desktopOnly: true },
      cell: (one) => <Money fen={one.paid} tone="in" />,
      text: (one) => formatFen(one.paid, { plain: true }),
    },
    {
      ...{ key: 'left', title: columns.left, numeric: true },
      cell: (one) => <Money fen={leftOf(one)} />,
      text: (one) => formatFen(leftOf(one), { plain: true }),
    },
  ];
}

/** What of a promise is still to come, in fen; nothing once it is released. */
function leftOf(one: Pledge): bigint {
  return one.state !== 'promised' || one.paid > one.total ? 0n : one.total - one.paid;
}

const pledgeList = list<Pledge>('/desk/:space/pledges', {
  permission: permissions.desk,
  name: 'pledges',
  columns: pledgeColumns,
  filters: ['state'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang);
    const options = (['promised', 'paid', 'released'] as const).map((value) => ({
      value,
      label: w.pledgeStates[value],
    }));
    return { ...(await listPledges(scope, query)), filters: [{ key: 'state', title: w.desk.filters.state, options }] };
  },
  show: ({ view }, data) => {
    const words = wordsOf(view.lang);
    const w = words.desk;
    const desk = deskRoot(view);
    const make = <ActLink href={`${desk}/pledges/new`}>{words.form.pledgeTitle}</ActLink>;
    return (
      <Page view={view} title={w.pledgesList} area="desk" section="fund" wide>
        <List
          {...{ ...data, view, title: w.pledgesList, search: true, bar: make }}
          rowKey={(one) => one.id}
          rowHref={(one) => `${desk}/pledges/${one.id}`}
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

async function showPledge(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = idIn(context) === '' ? null : await pledge(scope, idIn(context));
  if (found === null) return fail('gifts.pledge_not_found');
  return (
    <DeskPledgePage
      {...{ view, state, keyValue: key, pledge: found }}
      fund={await fund(scope, found.fundId)}
      parts={standOf(await pledgeParts(scope, found.id), found, today(scope))}
      gifts={await giftsOfPledges(scope, [found.id])}
      mayRemind={refuseReminder(found, today(scope)) === null}
    />
  );
}

const pledgeDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/pledges/${value.id}?done=${word}`;

/** Promises at the desk. */
export const pledgeRoutes: readonly Route[] = [
  pledgeList,
  form('/desk/:space/pledges/new', {
    permission: permissions.pledge,
    ...{ name: 'pledge', command: promiseShare, done: pledgeDone('pledge_made') },
    show: async (context, state) => (
      <PledgeFormPage {...{ view: context.view, state, keyValue: context.key }} choices={await choicesFor(context)} />
    ),
  }),
  get('/desk/:space/pledges/:id', { permission: permissions.desk, show: (context) => showPledge(context) }),
  post('/desk/:space/pledges/:id/paid', {
    permission: permissions.pledge,
    ...{ name: 'paid', command: payPledge, show: showPledge, input: withId },
    done: pledgeDone('pledge_paid'),
  }),
  post('/desk/:space/pledges/:id/remind', {
    permission: permissions.pledge,
    ...{ name: 'remind', command: remindPledge, show: showPledge, input: withId },
    done: pledgeDone('pledge_reminded'),
  }),
  post('/desk/:space/pledges/:id/release', {
    permission: permissions.pledge,
    ...{ name: 'release', command: releasePledge, show: showPledge, input: withId },
    done: pledgeDone('pledge_released'),
  }),
];
