import { fail, ok } from '#kernel/result';
import { classChoices, openNeeds } from '#modules/needs';
import { resourcesById } from '#modules/resources';
import { type Context, form, get, list, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { Refused } from '#ui/refusal';
import { answerCall, askMore, closeCall, openCall, takeUp } from './commands-calls.ts';
import { fileRequest, settleRequest, takeRequest } from './commands-firms.ts';
import { closeRound, enterResource, noteVisit, openRound, planVisits } from './commands-rounds.ts';
import { DeskCallPage, DeskCallsPage, NewCallPage } from './pages-calls.tsx';
import { DeskRoundPage, DeskRoundsPage, NewRoundPage } from './pages-desk.tsx';
import { NewRequestPage, RequestPage, RequestsPage, requestColumns, requestFilters } from './pages-requests.tsx';
import { permissions } from './permissions.ts';
import { askedBy, call, calls, round, roundOfVisit, rounds, visitsOf } from './queries.ts';
import { firmRequest, partnerOptions, requestList } from './queries-firms.ts';
import { tally } from './rules.ts';
import type { FirmRequest } from './schema.ts';

const root = ({ params }: Context) => `/desk/${params['space'] ?? ''}`;

async function showRound(context: Context, state: FormState | undefined, id = context.params['id'] ?? '') {
  const { scope, view } = context;
  const one = await round(scope, id);
  if (one === null) return fail('outreach.round_not_found');
  const visits = await visitsOf(scope, [one.id]);
  const entered = await resourcesById(
    scope,
    visits.flatMap((visit) => visit.entries),
  );
  const listed = new Set(visits.map((visit) => visit.organisationId));
  return ok(
    <DeskRoundPage
      view={view}
      state={state}
      keyValue={context.key}
      round={one}
      visits={visits}
      titles={new Map(entered.map((each) => [each.id, each.title]))}
      organisations={(await partnerOptions(scope)).filter((option) => !listed.has(option.value))}
      classes={await classChoices(scope, view.lang)}
      refusal={<Refused state={state} except={['plan', 'close']} />}
    />,
  );
}

async function showVisit(context: Context, state: FormState | undefined) {
  const id = await roundOfVisit(context.scope, context.params['id'] ?? '');
  return id === null ? fail('outreach.visit_not_found') : showRound(context, state, id);
}

async function showCall(context: Context, state: FormState | undefined) {
  const { scope, view, params } = context;
  const one = await call(scope, params['id'] ?? '');
  if (one === null) return fail('outreach.call_not_found');
  const asked = await askedBy(scope, [one.id]);
  const known = new Set(asked.map((each) => each.organisationId));
  return ok(
    <DeskCallPage
      view={view}
      state={state}
      keyValue={context.key}
      call={one}
      asked={asked}
      sum={tally(asked)}
      organisations={(await partnerOptions(scope)).filter((option) => !known.has(option.value))}
      refusal={<Refused state={state} except={['ask', 'close']} />}
    />,
  );
}

async function showRequest(context: Context, state: FormState | undefined) {
  const { scope, view, params } = context;
  const one = await firmRequest(scope, params['id'] ?? '');
  if (one === null) return fail('outreach.request_not_found');
  return ok(
    <RequestPage
      view={view}
      state={state}
      keyValue={context.key}
      one={one}
      refusal={<Refused state={state} except={['settle']} />}
    />,
  );
}

const surveyRoutes: Route[] = [
  get('/desk/:space/surveys', {
    permission: permissions.read,
    show: async ({ scope, view }) => {
      const all = await rounds(scope);
      const visits = await visitsOf(
        scope,
        all.map((one) => one.id),
      );
      return <DeskRoundsPage view={view} rounds={all} visits={visits} />;
    },
  }),
  form('/desk/:space/surveys/new', {
    permission: permissions.keep,
    name: 'round',
    command: openRound,
    show: ({ view, key }, state) => <NewRoundPage view={view} state={state} keyValue={key} />,
    done: (context, value) => `${root(context)}/surveys/${value.id}?done=round`,
  }),
  get('/desk/:space/surveys/:id', { permission: permissions.read, show: (context) => showRound(context, undefined) }),
  post('/desk/:space/surveys/:id/plan', {
    permission: permissions.visit,
    name: 'plan',
    command: planVisits,
    input: withId,
    show: showRound,
    done: (context, value) => `${root(context)}/surveys/${value.id}?done=planned`,
  }),
  post('/desk/:space/surveys/:id/close', {
    permission: permissions.keep,
    name: 'close',
    command: closeRound,
    input: withId,
    show: showRound,
    done: (context, value) => `${root(context)}/surveys/${value.id}?done=round_closed`,
  }),
  post('/desk/:space/survey-visits/:id/note', {
    permission: permissions.visit,
    name: 'note',
    command: noteVisit,
    input: withId,
    show: showVisit,
    done: (context, value) => `${root(context)}/surveys/${value.id}?done=visited`,
  }),
  post('/desk/:space/survey-visits/:id/enter', {
    permission: permissions.visit,
    name: 'enter',
    command: enterResource,
    input: withId,
    show: showVisit,
    done: (context, value) => `${root(context)}/surveys/${value.id}?done=entered`,
  }),
];

const callRoutes: Route[] = [
  get('/desk/:space/calls', {
    permission: permissions.read,
    show: async ({ scope, view }) => {
      const all = await calls(scope);
      const asked = await askedBy(
        scope,
        all.map((one) => one.id),
      );
      return <DeskCallsPage view={view} calls={all} asked={asked} />;
    },
  }),
  form('/desk/:space/calls/new', {
    permission: permissions.keep,
    name: 'call',
    command: openCall,
    show: async ({ scope, view, key }, state) => (
      <NewCallPage
        view={view}
        state={state}
        keyValue={key}
        classes={await classChoices(scope, view.lang)}
        organisations={await partnerOptions(scope)}
        needs={(await openNeeds(scope, { limit: 100 })).map((one) => ({ value: one.id, label: one.title }))}
      />
    ),
    done: (context, value) => `${root(context)}/calls/${value.id}?done=called`,
  }),
  get('/desk/:space/calls/:id', { permission: permissions.read, show: (context) => showCall(context, undefined) }),
  post('/desk/:space/calls/:id/ask', {
    permission: permissions.keep,
    name: 'ask',
    command: askMore,
    input: withId,
    show: showCall,
    done: (context, value) => `${root(context)}/calls/${value.id}?done=asked`,
  }),
  post('/desk/:space/calls/:id/answer', {
    permission: permissions.visit,
    name: 'answer',
    command: answerCall,
    input: withId,
    show: showCall,
    done: (context, value) => `${root(context)}/calls/${value.id}?done=answered`,
  }),
  post('/desk/:space/calls/:id/take-up', {
    permission: permissions.visit,
    name: 'up',
    command: takeUp,
    input: withId,
    show: showCall,
    done: (context, value) => `${root(context)}/calls/${value.id}?done=taken_up`,
  }),
  post('/desk/:space/calls/:id/close', {
    permission: permissions.keep,
    name: 'close',
    command: closeCall,
    input: withId,
    show: showCall,
    done: (context, value) => `${root(context)}/calls/${value.id}?done=call_closed`,
  }),
];

const requestRoutes: Route[] = [
  list<FirmRequest>('/desk/:space/requests', {
    permission: permissions.read,
    name: 'requests',
    filters: ['state', 'kind'],
    columns: ({ view }) => requestColumns(view),
    load: async ({ scope, view }, query) => ({ ...(await requestList(scope, query)), filters: requestFilters(view) }),
    show: ({ view }, data) => <RequestsPage view={view} data={data} />,
  }),
  form('/desk/:space/requests/new', {
    permission: permissions.visit,
    name: 'file',
    command: fileRequest,
    show: async ({ scope, view, key }, state) => (
      <NewRequestPage view={view} state={state} keyValue={key} options={await partnerOptions(scope)} />
    ),
    done: (context, value) => `${root(context)}/requests/${value.id}?done=filed`,
  }),
  get('/desk/:space/requests/:id', {
    permission: permissions.read,
    show: (context) => showRequest(context, undefined),
  }),
  post('/desk/:space/requests/:id/take', {
    permission: permissions.visit,
    name: 'take',
    command: takeRequest,
    input: withId,
    show: showRequest,
    done: (context, value) => `${root(context)}/requests/${value.id}?done=taken`,
  }),
  post('/desk/:space/requests/:id/settle', {
    permission: permissions.visit,
    name: 'settle',
    command: settleRequest,
    input: withId,
    show: showRequest,
    done: (context, value) => `${root(context)}/requests/${value.id}?done=settled`,
  }),
];

/** The desk's pages of rounds, calls and requests; fixed words of an address come before ids. */
export const deskRoutes: Route[] = [...surveyRoutes, ...callRoutes, ...requestRoutes];
