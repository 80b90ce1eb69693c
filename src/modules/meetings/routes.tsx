import { icsText } from '#kernel/ics';
import { fail, ok } from '#kernel/result';
import { actorId } from '#platform/scope';
import { type Context, get, list, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { spaceRoot } from '#ui/view';
import { answerItem } from './commands-circulation.ts';
import { checkIn } from './commands-course.ts';
import { askTurn } from './commands-floor.ts';
import { standAside } from './commands-recusals.ts';
import { MeetingsPage, MyMeetingPage, meetingColumns } from './pages.tsx';
import { permissions } from './permissions.ts';
import { meeting, takesPart } from './queries.ts';
import { missedMonths, record } from './queries-record.ts';
import { deskRoutes } from './routes-desk.tsx';
import { idIn, loadMeetings, withId } from './routes-parts.ts';
import { showPublic } from './routes-public.tsx';
import { type Meeting, publicStates } from './schema.ts';

async function showMine(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await record(scope, idIn(context), 'public');
  if (of === null || !publicStates.includes(of.meeting.state)) return fail('meetings.not_found');
  if (!(await takesPart(scope, of.meeting, actorId(scope)))) return fail('meetings.not_member');
  return <MyMeetingPage view={view} of={of} self={actorId(scope)} state={state} keyValue={key} />;
}

/** How long a meeting is taken to last in a calendar: two hours. */
const usualLength = 2 * 60 * 60 * 1000;

async function calendar(context: Context) {
  const { scope, view } = context;
  const of = await meeting(scope, idIn(context));
  if (of === null || !publicStates.includes(of.state)) return fail('meetings.not_found');
  const text = icsText({
    title: of.title,
    now: scope.now(),
    events: [
      {
        ...{ id: of.id, from: of.startsAt, until: new Date(of.startsAt.getTime() + usualLength), title: of.title },
        ...{ place: of.placeText, url: `${scope.platform.baseUrl}${spaceRoot(view)}/meetings/${of.id}` },
      },
    ],
  });
  const headers = {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': `attachment; filename="meeting-${of.number}.ics"`,
  };
  return ok(new Response(text, { headers }));
}

const mine = (word: string) => (context: Context) =>
  `/me/${encodeURIComponent(context.view.space?.slug ?? '')}/meetings/${idIn(context)}?done=${word}`;

const publicRoutes: Route[] = [
  list<Meeting>('/s/:space/meetings', {
    permission: permissions.look,
    name: 'meetings',
    columns: ({ view }) => meetingColumns(view),
    filters: ['state', 'kind', 'body'],
    load: (context, query) => loadMeetings(context, query, publicStates),
    show: async ({ scope, view }, data) => <MeetingsPage view={view} data={data} missed={await missedMonths(scope)} />,
    cached: true,
  }),
  get('/s/:space/meetings/:id', { permission: permissions.look, show: (context) => showPublic(context) }),
  raw('GET', '/s/:space/meetings/:id/calendar', { permission: permissions.look, respond: calendar }),
  get('/me/:space/meetings/:id', { permission: permissions.take, show: (context) => showMine(context) }),
  post('/me/:space/meetings/:id/here', {
    permission: permissions.take,
    ...{ name: 'here', command: checkIn, show: showMine, input: withId, done: mine('here') },
  }),
  post('/me/:space/meetings/:id/answer', {
    permission: permissions.take,
    ...{ name: 'answer', command: answerItem, show: showMine, done: mine('answered') },
    input: (context, { itemId, choice, remark }) => ({ id: idIn(context), itemId, choice, remark }),
  }),
  post('/me/:space/meetings/:id/aside', {
    permission: permissions.take,
    ...{ name: 'aside', command: standAside, show: showMine, done: mine('aside') },
    input: (context, { itemId, detail }) => ({ id: idIn(context), itemId, detail }),
  }),
  post('/me/:space/meetings/:id/ask', {
    permission: permissions.take,
    ...{ name: 'ask', command: askTurn, show: showMine, done: mine('asked') },
    input: (context, { itemId, side }) => ({ id: idIn(context), itemId, side }),
  }),
];

/** Public pages of meetings, a member's own, and the desk's. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes];
