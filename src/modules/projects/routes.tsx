import type { VNode } from 'preact';
import { isId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { funds } from '#modules/funds';
import { needsById, openNeeds } from '#modules/needs';
import { organisationOptions } from '#modules/organisations';
import { findPersons, personNames } from '#modules/people';
import { problemsOfNeeds } from '#modules/problems';
import { verdictCounts } from '#modules/results';
import { heardOn } from '#modules/supervision';
import { allowed } from '#platform/permission';
import type { Body, Context, Route } from '#platform/web';
import { form, get, idIn, list, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { draftProject, editProject, submitProject, withdrawProject } from './commands.ts';
import { answerAdvice } from './commands-advice.ts';
import { closeProject, proposeSurplus } from './commands-closing.ts';
import { type Enacted, enactProject, finishProject, reportProgress } from './commands-course.ts';
import { carriesOut } from './commands-loading.ts';
import { explainStage } from './commands-participation.ts';
import { addMilestone, addWorksPaper, reachMilestone } from './commands-works.ts';
import { ProjectPage, ProjectsDeskPage, ProjectsPage, projectColumns } from './pages.tsx';
import { ProjectDeskPage } from './pages-desk.tsx';
import { type Choices, ProjectFormPage } from './pages-form.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import {
  countsByState,
  isPublic,
  latestVersion,
  type ProjectRow,
  project,
  projectList,
  projectNeeds,
} from './queries.ts';
import { projectRecord } from './queries-record.ts';
import { stepProblems } from './queries-works.ts';
import { adviceRoutes } from './routes-advice.tsx';
import { participationOf, participationRoutes } from './routes-participation.tsx';
import { drivers, kinds, largestReport, mostLines, type Project, states } from './schema.ts';

async function loadList({ scope, view }: Context, query: ListQuery, audience: 'public' | 'desk') {
  const w = wordsOf(view);
  const [found, counts] = await Promise.all([projectList(scope, query, audience), countsByState(scope, audience)]);
  const shown = audience === 'desk' ? states : states.filter((state) => state !== 'draft');
  const filters = [
    {
      key: 'state',
      title: w.list.stage,
      options: shown
        .filter((value) => counts.has(value))
        .map((value) => ({ value, label: w.states[value], count: counts.get(value) ?? 0 })),
    },
    { key: 'kind', title: w.list.kind, options: kinds.map((value) => ({ value, label: w.kinds[value] })) },
    { key: 'driver', title: w.list.origin, options: drivers.map((value) => ({ value, label: w.drivers[value] })) },
  ];
  return { ...found, filters };
}

const filterKeys = ['state', 'kind', 'driver'];

async function showPublic(context: Context): Promise<Result<VNode>> {
  const { scope, view } = context;
  const record = await projectRecord(scope, idIn(context));
  if (record === null || !isPublic(record.project)) return fail('projects.not_found');
  const desk = allowed(scope, permissions.read).ok || (await carriesOut(scope, record.project));
  const needIds = record.needs.map((need) => need.id);
  const said = await verdictCounts(scope, { needIds, projectIds: [record.project.id] });
  const heard = await heardOn(scope, { kind: 'project', id: record.project.id });
  const lines = await participationOf(scope, record.project);
  return ok(<ProjectPage {...{ view, record, said, heard, desk, lines }} />);
}

async function showDesk(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  const record = await projectRecord(scope, idIn(context));
  if (record === null) return fail('projects.not_found');
  const carries = await carriesOut(scope, record.project);
  const may = (permission: (typeof permissions)[keyof typeof permissions]): boolean => allowed(scope, permission).ok;
  // Who leads it or speaks for the provider has a place here too, without a role at the desk.
  if (!may(permissions.read) && !carries) return fail('access.not_allowed');
  const rights = {
    write: may(permissions.draft),
    keep: may(permissions.keep),
    enact: may(permissions.enact),
    report: carries,
  };
  const needIds = record.needs.map((need) => need.id);
  const problems = await problemsOfNeeds(scope, needIds);
  const steps = await stepProblems(scope, needIds);
  const lines = await participationOf(scope, record.project);
  return ok(<ProjectDeskPage {...{ view, record, problems, steps, rights, state, lines }} keyValue={key} />);
}

async function choicesFor(context: Context, known: Project | null, chosen: readonly string[]): Promise<Choices> {
  const { scope, url } = context;
  const q = url.searchParams.get('q') ?? '';
  const [open, linked, all, organisations, found, names] = await Promise.all([
    openNeeds(scope),
    needsById(scope, chosen),
    funds(scope),
    organisationOptions(scope),
    findPersons(scope, q),
    personNames(scope, known?.leaderId === undefined || known.leaderId === null ? [] : [known.leaderId]),
  ]);
  const needs = new Map([...linked, ...open].map((need) => [need.id, need]));
  const leaders = new Map(found.map((one) => [one.id, [one.name, one.placeName].filter((part) => part !== null)]));
  for (const [id, name] of names) leaders.set(id, [name.inside]);
  return {
    needs: [...needs.values()].map((need) => ({
      value: need.id,
      label: need.title,
      ...(need.number === null ? {} : { hint: need.number }),
    })),
    funds: all.filter((one) => one.state !== 'closed').map((one) => ({ value: one.id, label: one.name })),
    organisations,
    leaders: [...leaders].map(([value, label]) => ({ value, label: label.join(' · ') })),
    problems: await problemsOfNeeds(scope, chosen),
    q,
  };
}

async function showForm(context: Context, state: FormState | undefined, known: Project | null): Promise<VNode> {
  const { scope, view, url, key } = context;
  const links = known === null ? [] : await projectNeeds(scope, { projectIds: [known.id] });
  const asked = url.searchParams.getAll('need').filter(isId);
  const chosen = known === null ? asked : links.map((link) => link.needId);
  const draft = known === null ? null : (known.draft ?? (await latestVersion(scope, known.id)));
  const choices = await choicesFor(context, known, chosen);
  return <ProjectFormPage {...{ view, state, draft, chosen, choices }} keyValue={key} project={known} />;
}

/** The rows of the budget as the form sends them, each where it stands; a row without any figure or word is none. */
function linesOf(fields: Body): unknown[] {
  const rows = Array.from({ length: mostLines }, (_, at) => {
    const part = (name: string) => fields[`lines.${at}.${name}`];
    const row = { title: part('title'), quantity: part('quantity'), price: part('price'), source: part('source') };
    const empty = row.title === undefined && row.quantity === undefined && row.price === undefined;
    return empty ? null : row;
  });
  return rows.slice(0, rows.findLastIndex((row) => row !== null) + 1);
}

const publicRoutes: Route[] = [
  list<ProjectRow>('/s/:space/projects', {
    permission: permissions.look,
    name: 'projects',
    columns: ({ view }) => projectColumns(view, 'public'),
    filters: filterKeys,
    load: (context, query) => loadList(context, query, 'public'),
    show: ({ view }, data) => <ProjectsPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/projects/:id', { permission: permissions.look, show: showPublic, cached: true }),
];

function backTo(word: string) {
  return (context: Context): string => `${deskRoot(context.view)}/projects/${idIn(context)}?done=${word}`;
}

const enactedWords = { approved: 'approved', declined: 'declined', deciding: 'deciding' } as const;

function enactedWord(value: Enacted): string {
  return Object.entries(enactedWords).find(([state]) => state === value.state)?.[1] ?? 'enacted';
}

const deskRoutes: Route[] = [
  list<ProjectRow>('/desk/:space/projects', {
    permission: permissions.read,
    name: 'projects',
    columns: ({ view }) => projectColumns(view, 'desk'),
    filters: filterKeys,
    load: (context, query) => loadList(context, query, 'desk'),
    show: ({ scope, view }, data) => (
      <ProjectsDeskPage view={view} data={data} mayWrite={allowed(scope, permissions.draft).ok} />
    ),
  }),
  form('/desk/:space/projects/new', {
    permission: permissions.draft,
    name: 'project',
    command: draftProject,
    input: (_context, fields) => ({ ...fields, lines: linesOf(fields) }),
    show: (context, state) => showForm(context, state, null),
    done: ({ view }, { id }) => `${deskRoot(view)}/projects/${id}?done=drafted`,
  }),
  get('/desk/:space/projects/:id', { permission: permissions.take, show: (context) => showDesk(context) }),
  form('/desk/:space/projects/:id/edit', {
    permission: permissions.draft,
    name: 'project-edit',
    command: editProject,
    input: (context, fields) => ({ ...fields, lines: linesOf(fields), id: idIn(context) }),
    show: async (context, state) => {
      const known = await project(context.scope, idIn(context));
      return known === null ? fail('projects.not_found') : showForm(context, state, known);
    },
    done: backTo('edited'),
  }),
  post('/desk/:space/projects/:id/submit', {
    permission: permissions.submit,
    name: 'submit',
    command: submitProject,
    input: withId,
    show: showDesk,
    done: backTo('submitted'),
  }),
  post('/desk/:space/projects/:id/enact', {
    permission: permissions.enact,
    name: 'enact',
    command: enactProject,
    input: (_context, fields) => ({ id: fields['procedure'] }),
    show: showDesk,
    done: (context, value) => backTo(enactedWord(value))(context),
  }),
  post('/desk/:space/projects/:id/withdraw', {
    permission: permissions.draft,
    name: 'withdraw',
    command: withdrawProject,
    input: withId,
    show: showDesk,
    done: backTo('withdrawn'),
  }),
  post('/desk/:space/projects/:id/report', {
    permission: permissions.take,
    name: 'report',
    command: reportProgress,
    input: withId,
    show: showDesk,
    done: backTo('reported'),
    maxBytes: largestReport,
  }),
  post('/desk/:space/projects/:id/works', {
    permission: permissions.take,
    ...{ name: 'works', command: addWorksPaper, input: withId, show: showDesk, done: backTo('works_added') },
    maxBytes: largestReport,
  }),
  post('/desk/:space/projects/:id/stage', {
    permission: permissions.keep,
    ...{ name: 'stage', command: explainStage, input: withId, show: showDesk },
    done: ({ view }, { id }) => `${deskRoot(view)}/projects/${id}?done=explained#participation`,
  }),
  post('/desk/:space/projects/:id/advice/answer', {
    permission: permissions.take,
    ...{ name: 'advice-answer', command: answerAdvice, input: withId, show: showDesk, done: backTo('advice_answered') },
  }),
  post('/desk/:space/projects/:id/milestone', {
    permission: permissions.take,
    ...{ name: 'milestone', command: addMilestone, input: withId, show: showDesk, done: backTo('milestone_added') },
  }),
  post('/desk/:space/projects/:id/reached', {
    permission: permissions.take,
    ...{ name: 'reached', command: reachMilestone, input: withId, show: showDesk, done: backTo('milestone_reached') },
  }),
  post('/desk/:space/projects/:id/finish', {
    permission: permissions.keep,
    name: 'finish',
    command: finishProject,
    input: withId,
    show: showDesk,
    done: backTo('finished'),
  }),
  post('/desk/:space/projects/:id/surplus', {
    permission: permissions.keep,
    ...{ name: 'surplus', command: proposeSurplus, input: withId, show: showDesk, done: backTo('surplus_proposed') },
  }),
  post('/desk/:space/projects/:id/close', {
    permission: permissions.keep,
    name: 'close',
    command: closeProject,
    input: withId,
    show: showDesk,
    done: backTo('closed'),
  }),
];

/** Public pages of projects, and the desk where they are written, carried out and closed. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes, ...adviceRoutes, ...participationRoutes];
