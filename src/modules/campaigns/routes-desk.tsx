import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { upcoming } from '#modules/activities';
import { funds } from '#modules/funds';
import { organisationOptions } from '#modules/organisations';
import { today } from '#platform/scope';
import { type Context, form, get, idIn, list, post, type Route, type Shown, withId } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { deskRoot } from '#ui/view';
import {
  changeCampaign,
  dropCampaign,
  endCampaign,
  fileCampaign,
  openCampaign,
  planCampaign,
  tellCampaign,
} from './commands.ts';
import { cancelEvent, countGifts, fileEvent, holdEvent, planEvent, setTargets, uncountGift } from './commands-gifts.ts';
import type { WithRaised } from './pages.tsx';
import { DeskCampaignPage, DeskEventPage } from './pages-desk.tsx';
import { CampaignFormPage } from './pages-form.tsx';
import { wordsOf } from './pages-parts.tsx';
import { RingsPage } from './pages-rings.tsx';
import { permissions } from './permissions.ts';
import { campaign, campaigns, collection, hostOf, nothingRaised, raisedBy, yearPlan } from './queries.ts';
import { campaignFacts, suggestionsFor } from './queries-views.ts';
import { shownTakings, signUpOf, yearAsked } from './routes.tsx';

async function showCampaign(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = isId(idIn(context)) ? await campaign(scope, idIn(context)) : null;
  if (found === null) return fail('campaigns.not_found');
  const facts = await campaignFacts(scope, found);
  const next = await upcoming(scope, 30);
  return (
    <DeskCampaignPage
      {...{ view, state, keyValue: key, ...facts }}
      suggestions={found.openedOn === null ? [] : await suggestionsFor(scope, found)}
      activities={next.map((one) => ({ value: one.id, label: one.title }))}
    />
  );
}

async function showForm(context: Context, state: FormState | undefined, id: string | null): Promise<Shown> {
  const { scope, view, key } = context;
  const found = id === null || !isId(id) ? null : await campaign(scope, id);
  if (id !== null && found === null) return fail('campaigns.not_found');
  const open = (await funds(scope)).filter((one) => one.state === 'open');
  return (
    <CampaignFormPage
      {...{ view, state, keyValue: key, campaign: found }}
      funds={open.map((one) => ({ value: one.id, label: one.name }))}
      organisations={await organisationOptions(scope)}
    />
  );
}

async function showEvent(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const event = isId(idIn(context)) ? await collection(scope, idIn(context)) : null;
  const of = event === null ? null : await campaign(scope, event.campaignId);
  if (event === null || of === null) return fail('campaigns.event_not_found');
  return (
    <DeskEventPage
      {...{ view, state, event, campaign: of, area: 'desk' as const, keyValue: key, today: today(scope) }}
      hostName={(await hostOf(scope, of)).name}
      takings={await shownTakings(scope, event, true)}
      activity={await signUpOf(scope, event)}
    />
  );
}

async function showRings(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const sent = state?.values['year'];
  const year = typeof sent === 'string' && /^20\d\d$/.test(sent) ? Number(sent) : yearAsked(context);
  return <RingsPage {...{ view, state, keyValue: key }} plan={await yearPlan(scope, year)} area="desk" />;
}

function columns({ view }: Context): Column<WithRaised>[] {
  const w = wordsOf(view.lang);
  const heads = w.desk.columns;
  const plain = (
    key: keyof typeof heads,
    text: (one: WithRaised) => string,
    more: Partial<Column<WithRaised>> = {},
  ) => ({
    ...{ key, title: heads[key], cell: text, text },
    ...more,
  });
  const fen = (key: keyof typeof heads, of: (one: WithRaised) => bigint | null, desktopOnly = false) => ({
    ...{ key, title: heads[key], numeric: true, desktopOnly },
    cell: (one: WithRaised) => {
      const sum = of(one);
      return sum === null ? '' : <Money fen={sum} />;
    },
    text: (one: WithRaised) => {
      const sum = of(one);
      return sum === null ? '' : formatFen(sum, { plain: true });
    },
  });
  return [
    plain('title', (one) => one.campaign.title, { wide: true }),
    plain('number', (one) => one.campaign.number, { desktopOnly: true }),
    plain('state', (one) => w.states[one.campaign.state], { secondary: true }),
    plain('starts', (one) => formatDate(one.campaign.startsOn, view.lang), { desktopOnly: true }),
    plain('ends', (one) => formatDate(one.campaign.endsOn, view.lang), { desktopOnly: true }),
    plain('filing', (one) => one.campaign.filingNumber ?? '', { desktopOnly: true }),
    fen('raised', (one) => one.raised.raised),
    fen('imported', (one) => one.raised.imported, true),
    fen('target', (one) => one.campaign.target, true),
  ];
}

const states = ['planned', 'open', 'ended', 'told', 'dropped'] as const;

const campaignsList = list<WithRaised>('/desk/:space/campaigns', {
  permission: permissions.desk,
  name: 'campaigns',
  columns,
  filters: ['state'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang);
    const wanted = query.filters['state'];
    const all = (await campaigns(scope)).filter((one) => wanted === undefined || one.state === wanted);
    const shown = all.slice((query.page - 1) * query.size, query.page * query.size);
    const raised = await raisedBy(
      scope,
      shown.map((one) => one.id),
    );
    return {
      rows: shown.map((one) => ({ campaign: one, raised: raised.get(one.id) ?? nothingRaised })),
      total: all.length,
      filters: [
        {
          ...{ key: 'state', title: w.desk.filterState },
          options: states.map((value) => ({ value, label: w.states[value] })),
        },
      ],
    };
  },
  show: ({ view }, data) => {
    const w = wordsOf(view.lang).desk;
    const desk = deskRoot(view);
    const make = <ActLink href={`${desk}/campaigns/new`}>{w.new}</ActLink>;
    const rings = <ActLink href={`${desk}/fundraising`}>{w.rings}</ActLink>;
    const acts = (
      <>
        {make}
        {rings}
      </>
    );
    return (
      <Page view={view} title={w.title} area="desk" section="fund" wide>
        <List
          {...{ ...data, view, title: w.title, bar: acts }}
          rowKey={(one) => one.campaign.id}
          rowHref={(one) => `${desk}/campaigns/${one.campaign.id}`}
          empty={
            <Empty title={w.none} acts={acts}>
              {w.noneWhy}
            </Empty>
          }
        />
      </Page>
    );
  },
});

const at = (folder: string, word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/${folder}/${value.id}?done=${word}`;
const here = { show: showCampaign, input: withId };
const there = { show: showEvent, input: withId };

/** Campaigns at the desk. */
export const deskRoutes: readonly Route[] = [
  campaignsList,
  form('/desk/:space/campaigns/new', {
    permission: permissions.plan,
    ...{ name: 'plan', command: planCampaign, done: at('campaigns', 'planned') },
    show: (context, state) => showForm(context, state, null),
  }),
  get('/desk/:space/campaigns/:id', { permission: permissions.desk, show: (context) => showCampaign(context) }),
  form('/desk/:space/campaigns/:id/edit', {
    permission: permissions.plan,
    ...{ name: 'plan', command: changeCampaign, input: withId, done: at('campaigns', 'changed') },
    show: (context, state) => showForm(context, state, idIn(context)),
  }),
  post('/desk/:space/campaigns/:id/file', {
    permission: permissions.file,
    ...{ name: 'file', command: fileCampaign, ...here, done: at('campaigns', 'filed') },
  }),
  post('/desk/:space/campaigns/:id/open', {
    permission: permissions.file,
    ...{ name: 'open', command: openCampaign, ...here, done: at('campaigns', 'opened') },
  }),
  post('/desk/:space/campaigns/:id/end', {
    permission: permissions.tell,
    ...{ name: 'end', command: endCampaign, ...here, done: at('campaigns', 'ended') },
  }),
  post('/desk/:space/campaigns/:id/drop', {
    permission: permissions.plan,
    ...{ name: 'drop', command: dropCampaign, ...here, done: at('campaigns', 'dropped') },
  }),
  post('/desk/:space/campaigns/:id/tell', {
    permission: permissions.tell,
    ...{ name: 'tell', command: tellCampaign, ...here, done: at('campaigns', 'told') },
  }),
  post('/desk/:space/campaigns/:id/count', {
    permission: permissions.plan,
    ...{ name: 'count', command: countGifts, ...here, done: at('campaigns', 'counted') },
  }),
  post('/desk/:space/campaigns/:id/uncount', {
    permission: permissions.plan,
    ...{ name: 'uncount', command: uncountGift, ...here, done: at('campaigns', 'uncounted') },
  }),
  post('/desk/:space/campaigns/:id/event', {
    permission: permissions.plan,
    ...{ name: 'event', command: planEvent, ...here, done: at('collections', 'event_planned') },
  }),
  get('/desk/:space/collections/:id', { permission: permissions.desk, show: (context) => showEvent(context) }),
  post('/desk/:space/collections/:id/file', {
    permission: permissions.file,
    ...{ name: 'place', command: fileEvent, ...there, done: at('collections', 'event_filed') },
  }),
  post('/desk/:space/collections/:id/hold', {
    permission: permissions.plan,
    ...{ name: 'result', command: holdEvent, ...there, done: at('collections', 'event_held') },
  }),
  post('/desk/:space/collections/:id/cancel', {
    permission: permissions.plan,
    ...{ name: 'cancel', command: cancelEvent, ...there, done: at('collections', 'event_cancelled') },
  }),
  get('/desk/:space/fundraising', { permission: permissions.desk, show: (context) => showRings(context) }),
  post('/desk/:space/fundraising', {
    permission: permissions.target,
    ...{ name: 'targets', command: setTargets, show: showRings },
    done: ({ view }, value) => `${deskRoot(view)}/fundraising?year=${value.year}&done=targets_set`,
  }),
];
