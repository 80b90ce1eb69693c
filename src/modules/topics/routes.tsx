import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { agendasOf } from '#modules/meetings';
import { personNames } from '#modules/people';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import { subjectPerson } from '#platform/scope';
import { type Shown as Answered, type Context, form, get, list, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, spaceRoot } from '#ui/view';
import { answerTopic, argue, hideArgument, leaveTopic, proposeTopic, supportTopic, withdrawTopic } from './commands.ts';
import { ProposePage, type Shown, TopicDeskPage, TopicPage, TopicsPage, topicColumns, wordsOf } from './pages.tsx';
import { permissions } from './permissions.ts';
import { argumentsOn, isBehind, topic, topics, whoProposes } from './queries.ts';
import { raisedRoutes } from './routes-raised.tsx';
import { type Topic, topicKinds, topicStates } from './schema.ts';

function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

async function load({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const kind = oneOf(topicKinds, query.filters['kind']);
  const state = oneOf(topicStates, query.filters['state']);
  const found = await topics(scope, {
    ...{ q: query.q, limit: query.size, offset: (query.page - 1) * query.size },
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
  });
  const filters = [
    {
      key: 'state',
      title: w.list.filterState,
      options: topicStates.map((value) => ({ value, label: w.states[value] })),
    },
    { key: 'kind', title: w.list.filterKind, options: topicKinds.map((value) => ({ value, label: w.kinds[value] })) },
  ];
  return { ...found, filters };
}

/** A topic with its arguments; names as their owners allow. */
async function shownOf(context: Context, audience: 'public' | 'inside'): Promise<Shown | null> {
  const { scope } = context;
  const found = await topic(scope, idIn(context));
  if (found === null) return null;
  const said = await argumentsOn(scope, found.id);
  const names = await personNames(scope, [found.proposerId, ...said.map((one) => one.personId)]);
  const self = allowed(scope, permissions.speak).ok ? subjectPerson(scope) : null;
  return {
    topic: found,
    proposer: names.get(found.proposerId)?.public ?? '',
    said,
    names: new Map([...names].map(([id, name]) => [id, name.public])),
    behind: self === null ? null : await isBehind(scope, found.id, self),
    own: self === found.proposerId,
    agendas: await agendasOf(scope, found.id, audience),
  };
}

async function showPublic(context: Context, state?: FormState): Promise<Answered> {
  const shown = await shownOf(context, 'public');
  if (shown === null) return fail('topics.not_found');
  return <TopicPage view={context.view} shown={shown} state={state} keyValue={context.key} />;
}

async function showDesk(context: Context, state?: FormState): Promise<Answered> {
  const shown = await shownOf(context, 'inside');
  if (shown === null) return fail('topics.not_found');
  const handle = allowed(context.scope, permissions.handle).ok;
  return <TopicDeskPage view={context.view} shown={shown} state={state} keyValue={context.key} handle={handle} />;
}

const back = (word: string) => (context: Context) => `${spaceRoot(context.view)}/topics/${idIn(context)}?done=${word}`;
const deskBack = (word: string) => (context: Context) =>
  `${deskRoot(context.view)}/topics/${idIn(context)}?done=${word}`;
const own = { show: showPublic, input: withId } as const;
const office = { show: showDesk, input: withId } as const;
const { speak, handle } = permissions;
const lists = { name: 'topics', filters: ['state', 'kind'], load } as const;

/** Public pages of topics, and the desk that answers them. */
export const routes: Route[] = [
  ...raisedRoutes,
  list<Topic>('/s/:space/topics', {
    permission: permissions.look,
    ...{ ...lists, columns: ({ view }: Context) => topicColumns(view), cached: true },
    show: async ({ scope, view }, data) => <TopicsPage view={view} data={data} who={await whoProposes(scope)} />,
  }),
  form('/s/:space/topics/new', {
    permission: permissions.speak,
    ...{ name: 'topic', command: proposeTopic },
    show: ({ view, key }, state) => <ProposePage view={view} state={state} keyValue={key} />,
    done: ({ view }, { id }) => `${spaceRoot(view)}/topics/${id}?done=proposed`,
  }),
  get('/s/:space/topics/:id', { permission: permissions.look, show: (context) => showPublic(context) }),
  post('/s/:space/topics/:id/support', {
    permission: speak,
    ...own,
    name: 'support',
    command: supportTopic,
    done: back('supported'),
  }),
  post('/s/:space/topics/:id/leave', {
    permission: speak,
    ...own,
    name: 'leave',
    command: leaveTopic,
    done: back('left'),
  }),
  post('/s/:space/topics/:id/argue', {
    permission: speak,
    ...own,
    name: 'argue',
    command: argue,
    done: back('argued'),
  }),
  post('/s/:space/topics/:id/withdraw', {
    permission: speak,
    ...own,
    name: 'withdraw',
    command: withdrawTopic,
    done: back('withdrawn'),
  }),
  list<Topic>('/desk/:space/topics', {
    permission: permissions.desk,
    ...{ ...lists, columns: ({ view }: Context) => topicColumns(view) },
    show: async ({ scope, view }, data) => (
      <TopicsPage view={view} data={data} who={await whoProposes(scope)} area="desk" />
    ),
  }),
  get('/desk/:space/topics/:id', { permission: permissions.desk, show: (context) => showDesk(context) }),
  post('/desk/:space/topics/:id/answer', {
    permission: handle,
    ...office,
    name: 'answer',
    command: answerTopic,
    done: deskBack('answered'),
  }),
  post('/desk/:space/topics/:id/hide', {
    permission: handle,
    ...office,
    name: 'hide',
    command: hideArgument,
    done: deskBack('hidden'),
  }),
];
