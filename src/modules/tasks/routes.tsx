import type { VNode } from 'preact';
import { addDays, startOfLocalDay, weekday } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { giveTask, seatsHeldBy } from '#modules/bodies';
import { awaited, running } from '#modules/decisions';
import { waitingPayments } from '#modules/funds';
import { matterHeadlines, matterList } from '#modules/intake';
import { classNames, meanOfThree, needList, needRises } from '#modules/needs';
import { organisation, organisationsOf } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import { allowed } from '#platform/permission';
import type { Role, Scope } from '#platform/scope';
import { actorId, holds, today } from '#platform/scope';
import type { Context, ListData, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, type View } from '#ui/view';
import { dropTask, finishTask } from './commands-desk.ts';
import { type NamedTask, roleWord, TaskFormPage, TasksPage, taskColumns, wordsOf } from './pages.tsx';
import { Today, type TodayView } from './pages-today.tsx';
import { permissions } from './permissions.ts';
import { type OpenTask, openTasks } from './queries.ts';
import { taskList, taskSubjects } from './queries-list.ts';
import { promisesDue, taskPaths } from './queries-today.ts';
import { samplePath } from './rules.ts';
import { roles } from './schema.ts';

/** How far ahead "due" looks, and how many lines a group holds. */
const daysAhead = 3;
const mostDue = 40;
const mostCame = 12;
const mostDrafts = 10;

function heldRoles(scope: Scope): Role[] {
  const held = roles.filter((role) => holds(scope, role));
  // Whoever runs the office sees what the office owes.
  return holds(scope, 'admin') ? [...new Set<Role>([...held, 'worker', 'grid_worker'])] : held;
}

const sits = async (scope: Scope): Promise<boolean> => (await seatsHeldBy(scope, actorId(scope))).length > 0;

/** Whether the desk is open to whoever acts: by a role or a seat. */
async function opensDesk(scope: Scope): Promise<boolean> {
  return heldRoles(scope).length > 0 || (await sits(scope));
}

/** The hub for which the reader acts: as their mandate says, or the one they speak for. */
async function hubOf(scope: Scope): Promise<string | null> {
  const mandate = scope.actor?.mandates.find((one) => one.role === 'hub');
  if (mandate === undefined) return null;
  if (mandate.organisationId !== null) return mandate.organisationId;
  const own = await Promise.all((await organisationsOf(scope, actorId(scope))).map((id) => organisation(scope, id)));
  return own.find((one) => one?.hub === true)?.id ?? null;
}

const everything: ListQuery = { q: '', filters: {}, sort: null, page: 1, size: mostCame };

/** What was said in the matters that tasks lead to: a number alone tells nobody what to do. */
async function saidIn(scope: Scope, paths: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const matterOf = new Map(
    [...paths].flatMap(([task, path]) => (/^\/matters\/./.test(path) ? [[task, path.slice(9)]] : [])),
  );
  const said = await matterHeadlines(scope, [...new Set(matterOf.values())]);
  return new Map([...matterOf].map(([task, matter]) => [task, said.get(matter) ?? '']));
}

async function dueTasks(scope: Scope, shown: ReadonlySet<string>, reads: boolean): Promise<TodayView['due']> {
  const until = new Date(startOfLocalDay(addDays(today(scope), daysAhead), scope.timeZone).getTime() - 1);
  const own = { personId: actorId(scope), roles: heldRoles(scope), until, limit: mostDue };
  const tasks = (await openTasks(scope, own)).filter((task) => !shown.has(task.subjectId));
  const paths = await taskPaths(scope, tasks);
  const [owners, said] = await Promise.all([
    personNames(scope, ownersOf(tasks)),
    reads ? saidIn(scope, paths) : new Map<string, string>(),
  ]);
  return tasks.map((task) => ({
    ...task,
    said: said.get(task.id) ?? '',
    path: paths.get(task.id) ?? '/tasks',
    owner: owners.get(task.ownerPersonId ?? '')?.inside ?? '',
  }));
}

function ownersOf(tasks: readonly Pick<OpenTask, 'ownerPersonId'>[]): string[] {
  return tasks.map((task) => task.ownerPersonId).filter((id) => id !== null);
}

/** How many rising classes stand on the first page; the others are on the page of figures. */
const mostRises = 3;

async function risesNow(view: View, scope: Scope): Promise<TodayView['rises']> {
  const rises = (await needRises(scope)).slice(0, mostRises);
  const names = rises.length === 0 ? new Map<string, string>() : await classNames(scope, view.lang);
  return rises.map((one) => ({
    code: one.classCode,
    label: names.get(one.classCode) ?? one.classCode,
    now: one.now,
    mean: meanOfThree(one.before),
  }));
}

async function todayView(scope: Scope, view: View): Promise<TodayView> {
  const day = today(scope);
  const handles = holds(scope, 'worker', 'grid_worker', 'admin');
  const reads = handles || holds(scope, 'hub');
  const second = scope.actor?.secondFactor === true;
  const treasurer = second && holds(scope, 'treasurer');
  const finance = second && holds(scope, 'finance');
  const monday = addDays(day, 1 - weekday(day));
  const yesterday = addDays(day, -1);
  const follows = holds(scope, 'secretary', 'supervisor', 'overseer') || (await sits(scope));
  const [waits, deciding, money, came, drafts, promises, callBackDays] = await Promise.all([
    awaited(scope),
    follows ? running(scope) : null,
    treasurer || finance ? waitingPayments(scope) : null,
    reads ? matterList(scope, { ...everything, filters: { state: 'new' } }) : null,
    handles ? needList(scope, { ...everything, filters: { state: 'draft' }, size: mostDrafts }, 'desk') : null,
    promisesDue(scope, yesterday < monday ? yesterday : monday, addDays(monday, 6)),
    parameter(scope, 'promise.callBackDays'),
  ]);
  const toApprove = treasurer ? (money?.toApprove ?? []) : [];
  const toPay = finance ? (money?.toPay ?? []) : [];
  const shown = new Set([...waits.map((one) => one.item.id), ...[...toApprove, ...toPay].map((one) => one.id)]);
  return {
    ...{ today: day, monday, yesterday, promises, callBackDays, awaited: waits, deciding, toApprove, toPay },
    rises: reads ? await risesNow(view, scope) : [],
    hubOf: await hubOf(scope),
    due: await dueTasks(scope, shown, reads),
    came: came?.rows ?? null,
    cameTotal: came?.total ?? 0,
    drafts: drafts?.rows ?? [],
    mayHandle: handles,
    mayWrite: reads,
  };
}

async function loadTasks({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view).list;
  const held = heldRoles(scope);
  const own = actorId(scope);
  // A member with a seat alone has their own tasks, not the office's.
  const asked = held.length > 0 ? query : { ...query, filters: { ...query.filters, whose: 'mine' } };
  const subjects = await taskSubjects(scope);
  const closed = subjects.filter((kind) => view.opens?.(`${deskRoot(view)}${samplePath(kind)}`) === false);
  const { rows, total } = await taskList(scope, asked, { personId: own, roles: held, closed });
  const [paths, owners] = await Promise.all([taskPaths(scope, rows), personNames(scope, ownersOf(rows))]);
  const words: Readonly<Record<string, string>> = w.subjects;
  const states = (['open', 'late', 'done', 'dropped', 'all'] as const).map((value) => ({
    value: value === 'open' ? '' : value,
    label: w.states[value],
  }));
  return {
    total,
    rows: rows.map((row) => ({
      ...row,
      path: paths.get(row.id) ?? '/tasks',
      owner: owners.get(row.ownerPersonId ?? '')?.inside ?? roleWord(view, row.ownerRole),
      mine: row.ownerPersonId === own || held.some((role) => role === row.ownerRole) || holds(scope, 'admin'),
    })),
    filters: [
      { key: 'state', title: w.state, options: states },
      {
        key: 'whose',
        title: w.whose,
        options: [
          { value: '', label: w.anyone },
          { value: 'mine', label: w.mine },
        ],
      },
      {
        key: 'about',
        title: w.about,
        options: subjects
          .filter((kind) => !closed.includes(kind))
          .map((value) => ({ value, label: words[value] ?? w.other })),
      },
    ],
  };
}

async function tasksPage(context: Context, data: ListData<NamedTask>, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  if (!(await opensDesk(scope))) return fail('access.not_allowed');
  const mayAdd = allowed(scope, permissions.add).ok;
  return ok(
    <TasksPage view={view} data={data} state={state} keyValue={key} mayAdd={mayAdd} admin={holds(scope, 'admin')} />,
  );
}

async function againTasks(context: Context, state?: FormState): Promise<Result<VNode>> {
  const query = { ...everything, size: 50 };
  return tasksPage(context, { columns: taskColumns(context), query, ...(await loadTasks(context, query)) }, state);
}

/** The desk's first page, and everything that has a day. */
export const routes: Route[] = [
  get('/desk/:space', {
    permission: permissions.today,
    show: async ({ scope, view, key }) =>
      (await opensDesk(scope)) ? (
        <Today view={view} data={await todayView(scope, view)} keyValue={key} />
      ) : (
        fail('access.not_allowed')
      ),
  }),
  list<NamedTask>('/desk/:space/tasks', {
    permission: permissions.today,
    name: 'tasks',
    columns: taskColumns,
    filters: ['state', 'whose', 'about'],
    load: loadTasks,
    show: (context, data) => tasksPage(context, data),
  }),
  form('/desk/:space/tasks/new', {
    permission: permissions.add,
    name: 'task',
    command: giveTask,
    show: ({ scope, view, key }, state) => (
      <TaskFormPage view={view} state={state} keyValue={key} today={today(scope)} />
    ),
    done: ({ view }) => `${deskRoot(view)}?done=added`,
  }),
  post('/desk/:space/tasks/:id/done', {
    permission: permissions.close,
    name: 'done',
    command: finishTask,
    input: ({ params }) => ({ taskId: params['id'] }),
    show: againTasks,
    done: ({ view }) => `${deskRoot(view)}/tasks?done=done`,
  }),
  post('/desk/:space/tasks/:id/drop', {
    permission: permissions.close,
    name: 'drop',
    command: dropTask,
    input: ({ params }, body) => ({ ...body, taskId: params['id'] }),
    show: againTasks,
    done: ({ view }) => `${deskRoot(view)}/tasks?done=dropped`,
  }),
];
