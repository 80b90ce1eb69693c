import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { bodies, type Body as Group } from '#modules/bodies';
import { meetingTitle } from '#modules/meetings';
import { need } from '#modules/needs';
import { project } from '#modules/projects';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import { type Scope, today } from '#platform/scope';
import { type Context, form, get, idIn, list, post, type Route, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, spaceRoot } from '#ui/view';
import { closeRaised, passOn, raiseMatter, returnRaised, takeRaised } from './commands-raised.ts';
import { wordsOf } from './pages.tsx';
import {
  RaisedDeskPage,
  RaisedListPage,
  RaisedPage,
  type RaisedRow,
  type RaisedView,
  RaisePage,
  raisedColumns,
} from './pages-raised.tsx';
import { permissions } from './permissions.ts';
import { topic } from './queries.ts';
import { groupsAbove, mayLook, raised, raisedMatters, speaksFor, stepsOf } from './queries-raised.ts';
import { type Raised, raisedStates, type Source, sources } from './schema-raised.ts';

const folders: Readonly<Record<Source, string>> = {
  topic: 'topics',
  meeting: 'meetings',
  need: 'needs',
  project: 'projects',
};

async function titleOf(scope: Scope, kind: Source, id: string): Promise<string | null> {
  if (kind === 'topic') return (await topic(scope, id))?.title ?? null;
  if (kind === 'meeting') return meetingTitle(scope, id);
  if (kind === 'need') return (await need(scope, id))?.title ?? null;
  return (await project(scope, id))?.title ?? null;
}

const rowOf = (scope: Scope, one: Raised, groups: ReadonlyMap<string, Group>): RaisedRow => ({
  ...{ one, group: groups.get(one.bodyId) ?? null },
  late: one.state !== 'closed' && one.dueOn < today(scope),
});

const groupsOf = async (scope: Scope) => new Map((await bodies(scope)).map((one) => [one.id, one]));

async function load({ scope, view }: Context, query: ListQuery) {
  const words = wordsOf(view).raised;
  const groups = await groupsOf(scope);
  const state = oneOf(raisedStates, query.filters['state']);
  const bodyId = groups.has(query.filters['body'] ?? '') ? query.filters['body'] : undefined;
  const all = await raisedMatters(scope, {
    ...(state === undefined ? {} : { state }),
    ...(bodyId === undefined ? {} : { bodyId }),
  });
  const above = [...groups.values()].filter((one) => one.level !== 'community');
  return {
    rows: all.slice((query.page - 1) * query.size, query.page * query.size).map((one) => rowOf(scope, one, groups)),
    total: all.length,
    filters: [
      {
        ...{ key: 'state', title: words.list.state },
        options: raisedStates.map((value) => ({ value, label: words.states[value] })),
      },
      { key: 'body', title: words.list.group, options: above.map((one) => ({ value: one.id, label: one.name })) },
    ],
  };
}

async function viewOf({ scope, view }: Context, one: Raised): Promise<RaisedView> {
  const groups = await groupsOf(scope);
  const title = one.subject === null ? null : await titleOf(scope, one.subject.kind, one.subject.id);
  return {
    ...{ ...rowOf(scope, one, groups), groups, steps: await stepsOf(scope, one.id) },
    source:
      one.subject === null || title === null
        ? null
        : { title, href: `${spaceRoot(view)}/${folders[one.subject.kind]}/${one.subject.id}` },
  };
}

async function showPublic(context: Context, state?: FormState): Promise<Shown> {
  const one = await raised(context.scope, idIn(context));
  if (one === null) return fail('topics.raised_not_found');
  return <RaisedPage view={context.view} of={await viewOf(context, one)} state={state} />;
}

async function showDesk(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  // Who has no place at this desk and sent a form is told why on the page that is open to all.
  if (!(await mayLook(scope))) return state === undefined ? fail('access.not_allowed') : showPublic(context, state);
  const one = await raised(scope, idIn(context));
  if (one === null) return fail('topics.raised_not_found');
  const of = await viewOf(context, one);
  return (
    <RaisedDeskPage
      {...{ view, of, state, keyValue: key }}
      rights={{
        group: await speaksFor(scope, one.bodyId),
        community: allowed(scope, permissions.handle).ok,
      }}
      above={await groupsAbove(scope, of.group?.level ?? 'community')}
    />
  );
}

async function showRaise(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, url } = context;
  const kind = oneOf(sources, url.searchParams.get('kind') ?? undefined);
  const about = url.searchParams.get('about') ?? '';
  const title = kind === undefined || !isId(about) ? null : await titleOf(scope, kind, about);
  const from = kind === undefined || title === null ? null : { kind, about, title };
  return <RaisePage {...{ view, state, keyValue: key, groups: await groupsAbove(scope, 'community'), from }} />;
}

const back = (word: string) => (context: Context) => `${deskRoot(context.view)}/raised/${idIn(context)}?done=${word}`;
const lists = { name: 'raised', filters: ['state', 'body'], load } as const;
const path = (word: string) => `/desk/:space/raised/${word}`;
const group = { permission: permissions.speak, show: showDesk, input: withId } as const;

/** Matters raised to the street, the district or the city, and come back (F118). */
export const raisedRoutes: readonly Route[] = [
  list<RaisedRow>('/s/:space/raised', {
    permission: permissions.look,
    ...{ ...lists, columns: ({ view }: Context) => raisedColumns(view), cached: true },
    show: ({ view }, data) => <RaisedListPage view={view} data={data} root={spaceRoot(view)} raise={false} />,
  }),
  get('/s/:space/raised/:id', { permission: permissions.look, show: (context) => showPublic(context), cached: true }),
  list<RaisedRow>('/desk/:space/raised', {
    permission: permissions.speak,
    ...{ ...lists, columns: ({ view }: Context) => raisedColumns(view) },
    show: async ({ scope, view }, data) =>
      (await mayLook(scope)) ? (
        <RaisedListPage {...{ view, data, root: deskRoot(view), raise: allowed(scope, permissions.handle).ok }} />
      ) : (
        fail('access.not_allowed')
      ),
  }),
  form(path('new'), {
    permission: permissions.handle,
    ...{ name: 'raise', command: raiseMatter, show: showRaise },
    done: ({ view }, { id }) => `${deskRoot(view)}/raised/${id}?done=raised`,
  }),
  get(path(':id'), { permission: permissions.speak, show: (context) => showDesk(context) }),
  post(path(':id/take'), { ...group, name: 'take', command: takeRaised, done: back('taken') }),
  post(path(':id/pass'), { ...group, name: 'pass', command: passOn, done: back('passed_on') }),
  post(path(':id/return'), { ...group, name: 'return', command: returnRaised, done: back('returned') }),
  post(path(':id/close'), {
    ...{ ...group, permission: permissions.handle, name: 'close', command: closeRaised, done: back('closed') },
  }),
];
