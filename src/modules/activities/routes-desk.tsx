import type { VNode } from 'preact';
import { isId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { need, voicesOf } from '#modules/needs';
import { personNames } from '#modules/people';
import { placeOptions } from '#modules/places';
import type { Scope } from '#platform/scope';
import { type Context, form, get, list, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { openActivity } from './commands.ts';
import { certifyHours, takeBackHours } from './commands-hours.ts';
import { answerInvitation, invitationWords, invite, withdrawInvitation } from './commands-invitations.ts';
import {
  type Because,
  DeskActivitiesPage,
  InvitationPage,
  type InvitationRow,
  InvitationsPage,
  InvitePage,
  invitationColumns,
} from './pages-desk.tsx';
import { OpenPage } from './pages-form.tsx';
import { type HourRow, HoursPage, hourColumns, NewHoursPage, TakeBackPage } from './pages-hours.tsx';
import { LoopPage } from './pages-loop.tsx';
import { type ActivityRow, activityColumns, type Picked, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { activities, activity, activityCount, invitation, invitationList } from './queries.ts';
import { hoursList } from './queries-hours.ts';
import { manageRoutes } from './routes-manage.tsx';
import { loopOf, microFunds, openedWord, pickedOf, rowsOf, typed } from './routes-parts.ts';
import { activityStates, hourSubjects, type Invitation, invitationStates, purposes } from './schema.ts';

async function loadActivities({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const state = activityStates.find((one) => one === query.filters['state']);
  const filter = { ...(state === undefined ? {} : { states: [state] }), q: query.q };
  const page = { sort: query.sort, limit: query.size, offset: (query.page - 1) * query.size };
  const options = activityStates.map((value) => ({ value, label: w.states[value] }));
  return {
    rows: await rowsOf(scope, await activities(scope, { ...filter, ...page }), 'inside'),
    total: await activityCount(scope, filter),
    filters: [{ key: 'state', title: w.filters.state, options }],
  };
}

async function showOpen(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  return (
    <OpenPage
      view={view}
      state={state}
      keyValue={context.key}
      action={`${deskRoot(view)}/activities/new`}
      area="desk"
      places={await placeOptions(scope)}
      {...(await microFunds(scope))}
      invitation={typed(state, 'invitation') ?? url.searchParams.get('invitation') ?? ''}
      project={typed(state, 'project') ?? url.searchParams.get('project') ?? ''}
      picked={await pickedOf(context, typed(state, 'leader'))}
    />
  );
}

async function loadInvitations({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const found = await invitationList(scope, {
    state: invitationStates.find((one) => one === query.filters['state']),
    purpose: purposes.find((one) => one === query.filters['purpose']),
    desc: query.sort?.desc ?? true,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  });
  const names = await personNames(
    scope,
    found.rows.flatMap((one) => [one.personId, one.invitedBy]),
  );
  const rows: InvitationRow[] = found.rows.map((one) => ({
    one,
    who: names.get(one.personId)?.inside ?? '',
    by: names.get(one.invitedBy)?.inside ?? '',
  }));
  const states = invitationStates.map((value) => ({ value, label: w.invitationStates[value] }));
  const kinds = purposes.map((value) => ({ value, label: w.purposeShort[value] }));
  const filters = [
    { key: 'state', title: w.filters.state, options: states },
    { key: 'purpose', title: w.filters.purpose, options: kinds },
  ];
  return { rows, total: found.total, filters };
}

async function becauseOf(scope: Scope, needId: string, activityId: string): Promise<Because> {
  const known = isId(needId) ? await need(scope, needId) : null;
  const about = isId(activityId) ? await activity(scope, activityId) : null;
  return {
    need: known === null ? null : { id: known.id, title: known.title },
    activity: about === null ? null : { id: about.id, title: about.title },
  };
}

/** Where a need is given and nobody is looked for yet, those who spoke of it are offered first. */
async function withVoices(scope: Scope, picked: Picked, because: Because): Promise<Picked> {
  if (because.need === null || picked.person !== null || picked.query !== '') return picked;
  const voices = await voicesOf(scope, because.need.id);
  const names = await personNames(
    scope,
    voices.flatMap((voice) => (voice.personId === null ? [] : [voice.personId])),
  );
  return { ...picked, found: [...names].map(([id, name]) => ({ id, name: name.inside, note: '' })) };
}

async function showInvite(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const from = (key: string) => typed(state, key) ?? url.searchParams.get(key) ?? '';
  const because = await becauseOf(scope, from('need'), from('activity'));
  const picked = await withVoices(scope, await pickedOf(context, typed(state, 'person')), because);
  return <InvitePage view={view} state={state} keyValue={context.key} picked={picked} because={because} />;
}

async function showInvitation(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, params } = context;
  const one: Invitation | null = await invitation(scope, params['id'] ?? '');
  if (one === null) return fail('activities.invitation_not_found');
  const names = await personNames(scope, [one.personId, one.invitedBy]);
  const words = (await invitationWords(scope, [one])).get(one.id) ?? { words: '', reply: '' };
  const became = await scope.db
    .selectFrom('activity')
    .select(['id', 'title'])
    .where('space_id', '=', scope.spaceId)
    .where('invitation_id', '=', one.id)
    .orderBy('created_at')
    .execute();
  const who = names.get(one.personId)?.inside ?? '';
  return ok(
    <InvitationPage
      view={view}
      state={state}
      keyValue={context.key}
      named={{ one, who, from: names.get(one.invitedBy)?.inside ?? '', words }}
      because={await becauseOf(scope, one.because?.kind === 'need' ? one.because.id : '', one.activityId ?? '')}
      became={became}
    />,
  );
}

const sums = new WeakMap<Context, bigint>();

async function loadHours(context: Context, query: ListQuery) {
  const { scope, view } = context;
  const w = wordsOf(view).filters;
  const source = (['signup', 'hours'] as const).find((one) => one === query.filters['source']);
  const found = await hoursList(scope, {
    ...(source === undefined ? {} : { source }),
    oldestFirst: query.sort?.desc === false,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  });
  sums.set(context, found.minutes);
  const names = await personNames(
    scope,
    found.rows.flatMap((line) => [line.personId, line.certifiedBy]),
  );
  const rows: HourRow[] = found.rows.map((line) => ({
    line,
    who: names.get(line.personId)?.inside ?? '',
    certifiedBy: names.get(line.certifiedBy)?.inside ?? '',
  }));
  const options = [
    { value: 'signup', label: w.signup },
    { value: 'hours', label: w.hours },
  ];
  return { rows, total: found.total, filters: [{ key: 'source', title: w.source, options }] };
}

async function showNewHours(context: Context, state?: FormState) {
  const { view, url } = context;
  const wanted = typed(state, 'subject_kind') ?? url.searchParams.get('kind') ?? '';
  const subject = typed(state, 'subject') ?? url.searchParams.get('subject') ?? '';
  const known = hourSubjects.find((one) => one === wanted) ?? 'space';
  const kind = isId(subject) ? known : 'space';
  return (
    <NewHoursPage
      view={view}
      state={state}
      keyValue={context.key}
      picked={await pickedOf(context, typed(state, 'person'))}
      kind={kind}
      subject={kind === 'space' ? '' : subject}
    />
  );
}

const invitationRoutes: Route[] = [
  list<InvitationRow>('/desk/:space/invitations', {
    permission: permissions.read,
    name: 'invitations',
    filters: ['state', 'purpose'],
    columns: ({ view }) => invitationColumns(view),
    load: loadInvitations,
    show: ({ view }, data) => <InvitationsPage view={view} data={data} />,
  }),
  form('/desk/:space/invitations/new', {
    permission: permissions.invite,
    name: 'invite',
    command: invite,
    show: showInvite,
    done: ({ view }, { id }) => `${deskRoot(view)}/invitations/${id}?done=invited`,
  }),
  get('/desk/:space/invitations/:id', { permission: permissions.invite, show: (context) => showInvitation(context) }),
  post('/desk/:space/invitations/:id/answer', {
    permission: permissions.invite,
    name: 'answer',
    command: answerInvitation,
    input: ({ params }, body) => ({
      id: params['id'],
      words: body['words'],
      answer: body['decline'] === undefined ? 'accept' : 'decline',
    }),
    show: showInvitation,
    done: ({ view }, { id, state }) =>
      `${deskRoot(view)}/invitations/${id}?done=${state === 'accepted' ? 'accepted' : 'refused'}`,
  }),
  post('/desk/:space/invitations/:id/withdraw', {
    permission: permissions.invite,
    name: 'withdraw',
    command: withdrawInvitation,
    input: ({ params }, body) => ({ ...body, id: params['id'] }),
    show: showInvitation,
    done: ({ view }, { id }) => `${deskRoot(view)}/invitations/${id}?done=withdrawn`,
  }),
];

const hourRoutes: Route[] = [
  list<HourRow>('/desk/:space/hours', {
    permission: permissions.read,
    name: 'hours',
    filters: ['source'],
    columns: ({ view }) => hourColumns(view),
    load: loadHours,
    show: (context, data) => (
      <HoursPage view={context.view} data={data} keyValue={context.key} minutes={sums.get(context) ?? 0n} />
    ),
  }),
  form('/desk/:space/hours/new', {
    permission: permissions.certify,
    name: 'hours',
    command: certifyHours,
    show: showNewHours,
    done: ({ view }) => `${deskRoot(view)}/hours?done=certified`,
  }),
  post('/desk/:space/hours/:id/take-back', {
    permission: permissions.certify,
    name: 'take-back',
    command: takeBackHours,
    input: ({ params }, body) => ({ ...body, id: params['id'] }),
    show: ({ view }, state) => <TakeBackPage view={view} state={state} />,
    done: ({ view }) => `${deskRoot(view)}/hours?done=takenBack`,
  }),
];

/** The desk's pages of activities, invitations, hours and the tree with names. */
export const deskRoutes: Route[] = [
  list<ActivityRow>('/desk/:space/activities', {
    permission: permissions.read,
    name: 'activities',
    filters: ['state'],
    columns: ({ view }) => activityColumns(view, 'desk'),
    load: loadActivities,
    show: ({ view }, data) => <DeskActivitiesPage view={view} data={data} />,
  }),
  form('/desk/:space/activities/new', {
    permission: permissions.keep,
    name: 'activity',
    command: openActivity,
    show: showOpen,
    done: ({ view }, { id, state }) => `${deskRoot(view)}/activities/${id}?done=${openedWord(state)}`,
  }),
  get('/desk/:space/loop', {
    permission: permissions.read,
    show: async (context) => <LoopPage {...(await loopOf(context, 'desk'))} />,
  }),
  ...manageRoutes('desk'),
  ...invitationRoutes,
  ...hourRoutes,
];
