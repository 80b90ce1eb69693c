import { fail } from '#kernel/result';
import { bodies } from '#modules/bodies';
import { organisationOptions } from '#modules/organisations';
import { findPersons, personNames } from '#modules/people';
import { allowed } from '#platform/permission';
import { actorId, today } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { addItem, callMeeting, cancelMeeting, changeMeeting, dropItem, planMeeting } from './commands.ts';
import { closeCirculation, recordAnswers } from './commands-circulation.ts';
import {
  closeDebate,
  endItem,
  endMeeting,
  markPresence,
  openMeeting,
  putOffItem,
  startItem,
} from './commands-course.ts';
import { askTurn, beginTurn, endTurn } from './commands-floor.ts';
import { addFollowup, approveMinutes, reportFollowup, writeMinutes } from './commands-minutes.ts';
import { moveMotion, secondMotion, takeVote, withdrawMotion } from './commands-motions.ts';
import { standAside } from './commands-recusals.ts';
import { meetingColumns } from './pages.tsx';
import { MeetingDeskPage } from './pages-desk.tsx';
import { FollowupsPage, MeetingsDeskPage } from './pages-desk-list.tsx';
import { ChangePage, PlanPage } from './pages-form.tsx';
import { SheetPage } from './pages-print.tsx';
import { permissions } from './permissions.ts';
import { followups, mayEnter, meeting, takesPart } from './queries.ts';
import { missedMonths, record } from './queries-record.ts';
import { paperRoutes } from './routes-paper.tsx';
import {
  answersInput,
  draftMinutes,
  dueTopics,
  idIn,
  loadMeetings,
  presenceInput,
  runningProcedures,
  voteInput,
  withId,
} from './routes-parts.ts';
import { showPublic } from './routes-public.tsx';
import { type Meeting, meetingStates } from './schema.ts';

async function showDesk(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key, url } = context;
  // Who has no place at this desk and sent a form is told why on the page that is open to all.
  if (!(await mayEnter(scope))) return state === undefined ? fail('access.not_allowed') : showPublic(context, state);
  const of = await record(scope, idIn(context), 'inside');
  if (of === null) return fail('meetings.not_found');
  const run = allowed(scope, permissions.run).ok;
  const self = actorId(scope);
  const member = of.meeting.bodyId !== null && (await takesPart(scope, of.meeting, self));
  const q = run ? (url.searchParams.get('q') ?? '') : '';
  return (
    <MeetingDeskPage
      {...{ view, of, state, keyValue: key, q, self }}
      rights={{ run, approve: member || run, self }}
      guests={q === '' ? [] : await findPersons(scope, q)}
      procedures={run ? await runningProcedures(scope) : []}
      topics={run ? await dueTopics(scope) : []}
      organisations={run ? await organisationOptions(scope) : []}
      draft={draftMinutes(view, of)}
    />
  );
}

async function showPlan(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const active = (await bodies(scope, { state: 'active' })).map((one) => ({ value: one.id, label: one.name }));
  return <PlanPage {...{ view, state, keyValue: key, bodies: active }} />;
}

async function showChange(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await meeting(scope, idIn(context));
  if (of === null) return fail('meetings.not_found');
  return <ChangePage {...{ view, state, keyValue: key, of }} />;
}

async function showSheet(context: Context): Promise<Shown> {
  const { scope, view } = context;
  if (!(await mayEnter(scope))) return fail('access.not_allowed');
  const of = await record(scope, idIn(context), 'inside');
  if (of === null) return fail('meetings.not_found');
  const space = encodeURIComponent(view.space?.slug ?? '');
  return <SheetPage view={view} of={of} url={`${scope.platform.baseUrl}/me/${space}/meetings/${of.meeting.id}`} />;
}

async function showFollowups({ scope, view }: Context): Promise<Shown> {
  if (!(await mayEnter(scope))) return fail('access.not_allowed');
  const open = await followups(scope, null);
  const names = await personNames(
    scope,
    open.map((one) => one.ownerId),
  );
  const held = new Map<string, string>();
  for (const one of open)
    if (!held.has(one.meetingId)) held.set(one.meetingId, (await meeting(scope, one.meetingId))?.title ?? '');
  const rows = open.map((one) => ({
    one,
    owner: names.get(one.ownerId)?.inside ?? '',
    meeting: held.get(one.meetingId) ?? '',
  }));
  return <FollowupsPage view={view} rows={rows} today={today(scope)} />;
}

const back = (word: string) => (context: Context) => `${deskRoot(context.view)}/meetings/${idIn(context)}?done=${word}`;
const path = (word: string) => `/desk/:space/meetings/:id/${word}`;
const { run } = permissions;
const deed = { permission: run, show: showDesk, input: withId } as const;

const pageRoutes: readonly Route[] = [
  list<Meeting>('/desk/:space/meetings', {
    permission: permissions.desk,
    name: 'meetings',
    columns: ({ view }) => meetingColumns(view),
    filters: ['state', 'kind', 'body'],
    load: (context, query) => loadMeetings(context, query, meetingStates),
    show: async ({ scope, view }, data) => {
      if (!(await mayEnter(scope))) return fail('access.not_allowed');
      return <MeetingsDeskPage {...{ view, data, missed: await missedMonths(scope), run: allowed(scope, run).ok }} />;
    },
  }),
  form('/desk/:space/meetings/new', {
    permission: run,
    ...{ name: 'plan', command: planMeeting, show: showPlan },
    done: ({ view }, { id }) => `${deskRoot(view)}/meetings/${id}?done=planned`,
  }),
  get('/desk/:space/meetings/:id', { permission: permissions.desk, show: (context) => showDesk(context) }),
  form(path('change'), {
    permission: run,
    ...{ name: 'change', command: changeMeeting, show: showChange, input: withId, done: back('changed') },
  }),
  get(path('sheet'), { permission: permissions.desk, show: showSheet }),
  get('/desk/:space/followups', { permission: permissions.desk, show: showFollowups }),
];

const deeds: readonly Route[] = [
  post(path('item'), { ...deed, name: 'item', command: addItem, done: back('added') }),
  post(path('drop'), { ...deed, name: 'drop', command: dropItem, done: back('dropped') }),
  post(path('call'), { ...deed, name: 'call', command: callMeeting, done: back('called') }),
  post(path('cancel'), { ...deed, name: 'cancel', command: cancelMeeting, done: back('cancelled') }),
  post(path('present'), {
    ...{ ...deed, name: 'present', command: markPresence, input: presenceInput, done: back('present') },
  }),
  post(path('open'), { ...deed, name: 'open', command: openMeeting, done: back('opened') }),
  post(path('start'), { ...deed, name: 'start', command: startItem, done: back('started') }),
  post(path('close'), { ...deed, name: 'close', command: closeDebate, done: back('debated') }),
  post(path('done'), { ...deed, name: 'done', command: endItem, done: back('ended_item') }),
  post(path('put-off'), { ...deed, name: 'put-off', command: putOffItem, done: back('put_off') }),
  post(path('ask'), { ...deed, name: 'ask', command: askTurn, done: back('asked') }),
  post(path('begin'), { ...deed, name: 'begin', command: beginTurn, done: back('floor') }),
  post(path('finish'), { ...deed, name: 'finish', command: endTurn, done: back('floor_ended') }),
  post(path('move'), { ...deed, name: 'move', command: moveMotion, done: back('moved') }),
  post(path('second'), { ...deed, name: 'second', command: secondMotion, done: back('seconded') }),
  post(path('withdraw'), { ...deed, name: 'withdraw', command: withdrawMotion, done: back('withdrawn') }),
  post(path('vote'), {
    ...{ ...deed, name: 'vote', command: takeVote, input: voteInput },
    done: (context, { carried }) => back(carried ? 'carried' : 'lost')(context),
  }),
  post(path('answers'), {
    ...{ ...deed, name: 'answers', command: recordAnswers, input: answersInput, done: back('answered') },
  }),
  post(path('close-round'), { ...deed, name: 'close-round', command: closeCirculation, done: back('ended') }),
  post(path('aside'), { ...deed, name: 'aside', command: standAside, done: back('aside') }),
  post(path('end'), { ...deed, name: 'end', command: endMeeting, done: back('ended') }),
  post(path('minutes'), { ...deed, name: 'minutes', command: writeMinutes, done: back('written') }),
  post(path('approve'), {
    ...{ ...deed, name: 'approve', permission: permissions.approve, command: approveMinutes, done: back('approved') },
  }),
  post(path('promise'), { ...deed, name: 'promise', command: addFollowup, done: back('promised') }),
  post(path('report'), {
    ...{ ...deed, name: 'report', permission: permissions.report, command: reportFollowup, done: back('reported') },
  }),
];

/** The desk of meetings: preparing, running, minutes, and what was promised. */
export const deskRoutes: readonly Route[] = [...pageRoutes, ...paperRoutes, ...deeds];
