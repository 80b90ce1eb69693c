import type { VNode } from 'preact';
import { isId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { fund } from '#modules/funds';
import { takingsOf } from '#modules/gifts';
import { personNames } from '#modules/people';
import { placeOptions } from '#modules/places';
import { filesAbout } from '#modules/record';
import { type Scope, subjectPerson } from '#platform/scope';
import { type Context, form, get, list, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import { meRoot, spaceRoot } from '#ui/view';
import { openActivity } from './commands.ts';
import { answerInvitation, invitationWords } from './commands-invitations.ts';
import { leaveActivity, signUp } from './commands-signups.ts';
import { ActivitiesPage, ActivityPage } from './pages.tsx';
import { OpenPage } from './pages-form.tsx';
import { LoopPage } from './pages-loop.tsx';
import { MyActivitiesPage, MyInvitationsPage } from './pages-mine.tsx';
import { type ActivityRow, activityColumns, whenFilter } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { activities, activity, activityCount, invitation, invitationsFor, signupOf } from './queries.ts';
import { hoursOf } from './queries-hours.ts';
import { deskRoutes } from './routes-desk.tsx';
import { manageRoutes } from './routes-manage.tsx';
import { loopOf, microFunds, moneyOf, openedWord, rowsOf, typed } from './routes-parts.ts';
import { type Activity, publicStates } from './schema.ts';

/** The thing whose trace leads here: the need somebody was invited because of, or the project. */
async function originOf(scope: Scope, one: Activity) {
  const sent = one.invitationId === null ? null : await invitation(scope, one.invitationId);
  if (sent?.because?.kind === 'need') return sent.because;
  return one.projectId === null ? null : { kind: 'project', id: one.projectId };
}

async function showActivity(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, params, url } = context;
  const one = await activity(scope, params['id'] ?? '');
  const self = subjectPerson(scope) ?? '';
  const leads = one !== null && one.leaderId === self;
  if (one === null || (!publicStates.includes(one.state) && !leads)) return fail('activities.not_found');
  const [row] = await rowsOf(scope, [one], 'public');
  if (row === undefined) return fail('activities.not_found');
  const by = typed(state, 'by') ?? url.searchParams.get('by') ?? '';
  return ok(
    <ActivityPage
      view={view}
      row={row}
      state={state}
      keyValue={context.key}
      money={await moneyOf(scope, one)}
      takings={await takingsOf(scope, one.id)}
      fundName={one.fundId === null ? null : ((await fund(scope, one.fundId))?.name ?? null)}
      photos={await filesAbout(scope, 'activity', [one.id], ['public'])}
      hours={(await hoursOf(scope, { kind: 'activity', id: one.id })).minutes}
      own={self === '' ? null : await signupOf(scope, one.id, self)}
      leads={leads}
      by={isId(by) ? by : ''}
      trace={await originOf(scope, one)}
      address={`${scope.platform.baseUrl}${spaceRoot(view)}/activities/${one.id}`}
    />,
  );
}

const publicRoutes: Route[] = [
  list<ActivityRow>('/s/:space/activities', {
    permission: permissions.look,
    name: 'activities',
    filters: ['when'],
    columns: ({ view }) => activityColumns(view, 'public'),
    load: async ({ scope, view }, query) => {
      const past = query.filters['when'] === 'past';
      const filter = { states: publicStates, when: past ? 'past' : 'ahead', q: query.q } as const;
      const sort = query.sort ?? { key: 'when', desc: past };
      const page = { sort, limit: query.size, offset: (query.page - 1) * query.size };
      return {
        rows: await rowsOf(scope, await activities(scope, { ...filter, ...page }), 'public'),
        total: await activityCount(scope, filter),
        filters: [whenFilter(view)],
      };
    },
    show: ({ view }, data) => <ActivitiesPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/activities/:id', { permission: permissions.look, show: (context) => showActivity(context) }),
  post('/s/:space/activities/:id/join', {
    permission: permissions.signUp,
    name: 'join',
    command: signUp,
    input: ({ params }, { part, by }) => ({ id: params['id'], part, by }),
    show: showActivity,
    done: ({ view }, { id }) => `${spaceRoot(view)}/activities/${id}?done=joined`,
  }),
  post('/s/:space/activities/:id/leave', {
    permission: permissions.signUp,
    name: 'leave',
    command: leaveActivity,
    input: ({ params }) => ({ id: params['id'] }),
    show: showActivity,
    done: ({ view }, { id }) => `${spaceRoot(view)}/activities/${id}?done=left`,
  }),
  get('/s/:space/loop', {
    permission: permissions.look,
    show: async (context) => <LoopPage {...(await loopOf(context, 'public'))} />,
    cached: true,
  }),
];

async function showMine({ scope, view }: Context) {
  const self = subjectPerson(scope) ?? '';
  const all = await activities(scope, { personId: self });
  const rows = await rowsOf(scope, all, 'public');
  return (
    <MyActivitiesPage
      view={view}
      led={rows.filter((row) => row.activity.leaderId === self)}
      signed={rows.filter((row) => row.activity.leaderId !== self)}
      hours={await hoursOf(scope, { kind: 'person', id: self })}
    />
  );
}

async function showInvitations(context: Context, state?: FormState) {
  const { scope, view } = context;
  const all = await invitationsFor(scope, subjectPerson(scope) ?? '');
  const words = await invitationWords(scope, all);
  const names = await personNames(
    scope,
    all.map((one) => one.invitedBy),
  );
  // Whoever invites is known to the one invited, so the name is not masked here.
  const named = all.map((one) => ({
    one,
    from: names.get(one.invitedBy)?.inside ?? '',
    words: words.get(one.id) ?? { words: '', reply: '' },
  }));
  return <MyInvitationsPage view={view} state={state} keyValue={context.key} list={named} />;
}

async function showOpen(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  return (
    <OpenPage
      view={view}
      state={state}
      keyValue={context.key}
      action={`${meRoot(view)}/activities/new`}
      area="me"
      places={await placeOptions(scope)}
      {...(await microFunds(scope))}
      invitation={typed(state, 'invitation') ?? url.searchParams.get('invitation') ?? ''}
      project={typed(state, 'project') ?? url.searchParams.get('project') ?? ''}
      picked={null}
    />
  );
}

const ownRoutes: Route[] = [
  get('/me/:space/invitations', { permission: permissions.own, show: (context) => showInvitations(context) }),
  post('/me/:space/invitations/:id/answer', {
    permission: permissions.answer,
    name: 'answer',
    command: answerInvitation,
    input: ({ params }, body) => ({
      id: params['id'],
      words: body['words'],
      answer: body['decline'] === undefined ? 'accept' : 'decline',
    }),
    show: showInvitations,
    done: ({ view }, value) => {
      if (value.state === 'declined') return `${meRoot(view)}/invitations?done=refused`;
      if (value.purpose === 'lead') return `${meRoot(view)}/activities/new?invitation=${value.id}&done=accepted`;
      if (value.activityId !== null) return `${spaceRoot(view)}/activities/${value.activityId}?done=accepted`;
      return `${meRoot(view)}/invitations?done=accepted`;
    },
  }),
  get('/me/:space/activities', { permission: permissions.own, show: showMine }),
  form('/me/:space/activities/new', {
    permission: permissions.open,
    name: 'activity',
    command: openActivity,
    input: (_context, body) => ({ ...body, leader: undefined }),
    show: showOpen,
    done: ({ view }, { id, state }) => `${meRoot(view)}/activities/${id}?done=${openedWord(state)}`,
  }),
  ...manageRoutes('me'),
];

/** Public pages of activities, one's own, and the desk's. */
export const routes: Route[] = [...publicRoutes, ...ownRoutes, ...deskRoutes];
