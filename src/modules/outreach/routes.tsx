import { fail, ok } from '#kernel/result';
import { need as needOf } from '#modules/needs';
import { organisationNames } from '#modules/organisations';
import { mySpeaking, resourcesById } from '#modules/resources';
import { subjectPerson } from '#platform/scope';
import { type Context, form, get, list, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import { Refused } from '#ui/refusal';
import { spaceRoot } from '#ui/view';
import { answerCall } from './commands-calls.ts';
import { fileRequest, keepProfile, withdrawRequest } from './commands-firms.ts';
import { CallPage, CallsPage, FirmsPage, firmColumns, firmFilters, RoundPage, RoundsPage } from './pages.tsx';
import { UnitsPage } from './pages-window.tsx';
import { permissions } from './permissions.ts';
import { askedBy, call, calls, callsFor, round, rounds, visitsOf } from './queries.ts';
import { firms, profileOf, requestsOf, windowFigures } from './queries-firms.ts';
import { tally } from './rules.ts';
import type { Firm } from './schema.ts';

async function showRound({ scope, view, params }: Context) {
  const one = await round(scope, params['id'] ?? '');
  if (one === null) return fail('outreach.round_not_found');
  const visits = await visitsOf(scope, [one.id]);
  const found = await resourcesById(
    scope,
    visits.flatMap((visit) => visit.entries),
  );
  const shown = found.filter(
    (each) => each.state !== 'offered' && each.state !== 'refused' && each.visible === 'everyone',
  );
  return ok(
    <RoundPage view={view} round={one} visits={visits} entered={new Map(shown.map((each) => [each.id, each.title]))} />,
  );
}

async function showCall({ scope, view, params }: Context) {
  const one = await call(scope, params['id'] ?? '');
  if (one === null) return fail('outreach.call_not_found');
  const asked = await askedBy(scope, [one.id]);
  const need = one.needId === null ? null : await needOf(scope, one.needId);
  return ok(
    <CallPage
      view={view}
      call={one}
      sum={tally(asked)}
      givers={asked.filter((each) => each.quantity !== null)}
      need={
        need === null || need.number === null
          ? null
          : { href: `${spaceRoot(view)}/needs/${need.id}`, title: need.title }
      }
    />,
  );
}

/** The page of the units one speaks for. */
async function showUnits(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const ids = await mySpeaking(scope, subjectPerson(scope) ?? '');
  const names = await organisationNames(scope, ids);
  const units = await Promise.all(
    ids.map(async (id) => ({ id, name: names.get(id) ?? '', profile: await profileOf(scope, id) })),
  );
  const own = state?.form === 'file' || state?.form.startsWith('profile') === true;
  return ok(
    <UnitsPage
      view={view}
      state={state}
      keyValue={context.key}
      units={units}
      asked={await callsFor(scope, ids)}
      requests={await requestsOf(scope, ids)}
      refusal={own ? null : <Refused state={state} />}
    />,
  );
}

const mine = (context: Context, done: string) => `/me/${context.params['space'] ?? ''}/units?done=${done}`;

const own: Route[] = [
  form('/me/:space/units', {
    permission: permissions.own,
    name: 'file',
    command: fileRequest,
    show: showUnits,
    done: (context) => mine(context, 'filed'),
  }),
  post('/me/:space/units/:id/profile', {
    permission: permissions.own,
    name: 'profile',
    command: keepProfile,
    input: ({ params }, body) => ({ ...body, organisation: params['id'] }),
    show: (context, state) =>
      showUnits(
        context,
        state === undefined ? undefined : { ...state, form: `profile-${(context.params['id'] ?? '').slice(-8)}` },
      ),
    done: (context) => mine(context, 'profile'),
  }),
  post('/me/:space/requests/:id/withdraw', {
    permission: permissions.own,
    name: 'withdraw',
    command: withdrawRequest,
    input: ({ params }, body) => ({ ...body, id: params['id'] }),
    show: showUnits,
    done: (context) => mine(context, 'withdrawn'),
  }),
  post('/me/:space/calls/:id/answer', {
    permission: permissions.own,
    name: 'answer',
    command: answerCall,
    input: ({ params }, body) => ({ ...body, id: params['id'] }),
    show: showUnits,
    done: (context) => mine(context, 'answered'),
  }),
];

/** Rounds, calls and firms as everybody sees them, and one's own units. */
export const routes: Route[] = [
  get('/s/:space/surveys', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const all = await rounds(scope);
      const visits = await visitsOf(
        scope,
        all.map((one) => one.id),
      );
      return <RoundsPage view={view} rounds={all} visits={visits} />;
    },
  }),
  get('/s/:space/surveys/:id', { permission: permissions.look, show: showRound }),
  get('/s/:space/calls', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const all = await calls(scope);
      const asked = await askedBy(
        scope,
        all.map((one) => one.id),
      );
      return <CallsPage view={view} calls={all} asked={asked} />;
    },
  }),
  get('/s/:space/calls/:id', { permission: permissions.look, show: showCall }),
  list<Firm>('/s/:space/firms', {
    permission: permissions.look,
    name: 'firms',
    filters: ['side'],
    columns: ({ view }) => firmColumns(view),
    load: async ({ scope, view }, query) => ({ ...(await firms(scope, query)), filters: firmFilters(view) }),
    show: async ({ scope, view }, data) => <FirmsPage view={view} data={data} figures={await windowFigures(scope)} />,
  }),
  ...own,
];
