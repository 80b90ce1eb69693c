import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bodies } from '#modules/bodies';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { personNames } from '#modules/people';
import { heardOn } from '#modules/supervision';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import type { Body, Context, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, spaceRoot } from '#ui/view';
import { propose, withdraw } from './commands.ts';
import { answerAsHost, answerObjection, raiseObjection } from './commands-objections.ts';
import { castVote, closeStep, declareRecusal, recordVotes } from './commands-votes.ts';
import { DecisionPage, type Shown } from './pages.tsx';
import { DecisionDeskPage, type Rights } from './pages-desk.tsx';
import { DecisionsDeskPage, ProposePage } from './pages-desk-list.tsx';
import { DecisionsPage, procedureColumns, wordsOf } from './pages-list.tsx';
import { permissions } from './permissions.ts';
import { countNow, procedure } from './queries.ts';
import { awaited, mayEnterDesk, voteSheet } from './queries-desk.ts';
import { countsByState, procedureRows } from './queries-list.ts';
import { openStep } from './rules.ts';
import { type ProcedureRow, templateNames } from './schema.ts';

const states = ['running', 'passed', 'failed', 'withdrawn'] as const;

async function loadList({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const state = states.find((one) => one === query.filters['state']);
  const template = templateNames.find((one) => one === query.filters['template']);
  const known = await bodies(scope);
  const bodyId = known.find((one) => one.id === query.filters['body'])?.id;
  const [found, counts] = await Promise.all([
    procedureRows(scope, {
      ...{ q: query.q, sort: query.sort, page: query.page, size: query.size },
      ...(state === undefined ? {} : { state }),
      ...(template === undefined ? {} : { template }),
      ...(bodyId === undefined ? {} : { bodyId }),
    }),
    countsByState(scope),
  ]);
  const filters = [
    {
      key: 'state',
      title: w.pages.filterState,
      options: states.map((value) => ({ value, label: w.states[value], count: counts.get(value) ?? 0 })),
    },
    {
      key: 'template',
      title: w.pages.filterTemplate,
      options: templateNames.map((value) => ({ value, label: w.templates[value] })),
    },
    { key: 'body', title: w.pages.filterBody, options: known.map((one) => ({ value: one.id, label: one.name })) },
  ];
  return { ...found, filters };
}

/** Everything a procedure's page shows; a person who would be paid is named at the desk only. */
async function load(context: Context, audience: 'public' | 'inside'): Promise<Result<Shown>> {
  const { scope, params, view } = context;
  const item = await procedure(scope, params['id'] ?? '');
  if (item === null) return fail('decisions.not_found');
  const step = openStep(item);
  const host = item.steps.find((one) => one.kind === 'host')?.hostOrganisationId ?? null;
  const [organisations, persons, sofar, desk, heard] = await Promise.all([
    organisationNames(scope, [item.payeeOrganisationId, host]),
    personNames(scope, item.payeePersonId === null ? [] : [item.payeePersonId]),
    step?.kind === 'vote' ? countNow(scope, item, step) : null,
    scope.actor === null ? false : mayEnterDesk(scope),
    heardOn(scope, { kind: 'procedure', id: item.id }),
  ]);
  const person =
    audience === 'inside' ? persons.get(item.payeePersonId ?? '')?.inside : wordsOf(view).pages.personPayee;
  const payee = organisations.get(item.payeeOrganisationId ?? '') ?? (item.payeePersonId === null ? null : person);
  return ok({ item, payee: payee ?? null, host: organisations.get(host ?? '') ?? null, sofar, desk, heard });
}

async function showPublic(context: Context, state?: FormState): Promise<Result<VNode>> {
  const shown = await load(context, 'public');
  if (!shown.ok) return shown;
  return ok(<DecisionPage view={context.view} shown={shown.value} state={state} keyValue={context.key} />);
}

function rightsOf(scope: Scope): Rights {
  const may = (permission: (typeof permissions)[keyof typeof permissions]): boolean => allowed(scope, permission).ok;
  return {
    record: may(permissions.record),
    close: may(permissions.close),
    answer: may(permissions.answer),
    host: may(permissions.host),
    withdraw: may(permissions.withdraw),
    propose: may(permissions.propose),
  };
}

async function showDesk(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  // Who has no place at this desk and sent a form is told why on the page that is open to all.
  if (!(await mayEnterDesk(scope)))
    return state === undefined ? fail('access.not_allowed') : showPublic(context, state);
  const shown = await load(context, 'inside');
  if (!shown.ok) return shown;
  const sheet = await voteSheet(scope, shown.value.item);
  const data = { shown: shown.value, sheet, rights: rightsOf(scope) };
  return ok(<DecisionDeskPage view={view} {...data} state={state} keyValue={key} />);
}

/** The deed's input: the procedure from the path, the rest from the form. */
function withId({ params }: Context, fields: Body): unknown {
  return { ...fields, id: params['id'] };
}

/** The secretary's sheet comes as one field per seat, `vote-<seat>`. */
function sheetInput(context: Context, fields: Body): unknown {
  const votes = Object.entries(fields)
    .filter(([name]) => name.startsWith('vote-'))
    .map(([name, choice]) => ({ seatId: name.slice('vote-'.length), choice }));
  return { id: context.params['id'], stepId: fields['stepId'], votes };
}

function backTo(word: string) {
  return ({ view, params }: Context): string => `${deskRoot(view)}/decisions/${params['id'] ?? ''}?done=${word}`;
}

const publicRoutes: Route[] = [
  list<ProcedureRow>('/s/:space/decisions', {
    permission: permissions.see,
    name: 'decisions',
    columns: procedureColumns,
    filters: ['state', 'template', 'body'],
    load: loadList,
    show: ({ view }, data) => <DecisionsPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/decisions/:id', { permission: permissions.see, show: (context) => showPublic(context), cached: true }),
  post('/s/:space/decisions/:id/object', {
    permission: permissions.object,
    name: 'object',
    command: raiseObjection,
    input: withId,
    show: showPublic,
    done: ({ view, params }) => `${spaceRoot(view)}/decisions/${params['id'] ?? ''}?done=objected`,
  }),
];

const deskRoutes: Route[] = [
  list<ProcedureRow>('/desk/:space/decisions', {
    permission: permissions.desk,
    name: 'decisions',
    columns: procedureColumns,
    filters: ['state', 'template', 'body'],
    load: loadList,
    show: async ({ scope, view }, data) => {
      if (!(await mayEnterDesk(scope))) return fail('access.not_allowed');
      return <DecisionsDeskPage view={view} data={data} waiting={await awaited(scope)} rights={rightsOf(scope)} />;
    },
  }),
  form('/desk/:space/decisions/new', {
    permission: permissions.propose,
    name: 'propose',
    command: propose,
    show: async ({ scope, view, key }, state) => {
      const [known, organisations] = await Promise.all([
        bodies(scope, { kind: 'committee', state: 'active' }),
        organisationOptions(scope),
      ]);
      const options = known.map((one) => ({ value: one.id, label: one.name }));
      return <ProposePage view={view} state={state} keyValue={key} bodies={options} organisations={organisations} />;
    },
    done: ({ view }, { procedureId }) => `${deskRoot(view)}/decisions/${procedureId}?done=proposed`,
  }),
  get('/desk/:space/decisions/:id', { permission: permissions.desk, show: (context) => showDesk(context) }),
  post('/desk/:space/decisions/:id/vote', {
    permission: permissions.vote,
    name: 'vote',
    command: castVote,
    input: withId,
    show: showDesk,
    done: backTo('voted'),
  }),
  post('/desk/:space/decisions/:id/recuse', {
    permission: permissions.vote,
    name: 'recuse',
    command: declareRecusal,
    input: withId,
    show: showDesk,
    done: backTo('recused'),
  }),
  post('/desk/:space/decisions/:id/record', {
    permission: permissions.record,
    name: 'record',
    command: recordVotes,
    input: sheetInput,
    show: showDesk,
    done: backTo('recorded'),
  }),
  post('/desk/:space/decisions/:id/close', {
    permission: permissions.close,
    name: 'close',
    command: closeStep,
    input: withId,
    show: showDesk,
    done: backTo('closed'),
  }),
  post('/desk/:space/decisions/:id/answer', {
    permission: permissions.answer,
    name: 'answer',
    command: answerObjection,
    input: withId,
    show: showDesk,
    done: backTo('answered'),
  }),
  post('/desk/:space/decisions/:id/host', {
    permission: permissions.host,
    name: 'host',
    command: answerAsHost,
    input: withId,
    show: showDesk,
    done: (context, { accepted }) => backTo(accepted ? 'accepted' : 'declined')(context),
  }),
  post('/desk/:space/decisions/:id/withdraw', {
    permission: permissions.withdraw,
    name: 'withdraw',
    command: withdraw,
    input: withId,
    show: showDesk,
    done: backTo('withdrawn'),
  }),
];

/** Public pages of decisions, and the desk where they are voted on, closed and answered. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes];
