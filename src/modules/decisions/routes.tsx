import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bodies, type Rule, ruleInForce } from '#modules/bodies';
import { consultedOn } from '#modules/consultations';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { personNames } from '#modules/people';
import { staleUnder } from '#modules/statutes';
import { heardOn } from '#modules/supervision';
import { openPolls } from '#modules/votes';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Body, Context, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, spaceRoot } from '#ui/view';
import { propose, withdraw } from './commands.ts';
import { answerStep, askSkip, isAsked, maySecond, putOffStep, secondSkip, tiePoll } from './commands-course.ts';
import { answerAsHost, answerObjection, raiseObjection } from './commands-objections.ts';
import { castVote, closeStep, declareRecusal, recordVotes } from './commands-votes.ts';
import { DecisionPage } from './pages.tsx';
import { DecisionDeskPage, type Rights } from './pages-desk.tsx';
import { begunByHand, DecisionsDeskPage, ProposePage } from './pages-desk-list.tsx';
import type { OpenDeeds } from './pages-desk-steps.tsx';
import { DecisionsPage, procedureColumns, wordsOf } from './pages-list.tsx';
import type { Shown } from './pages-thread.tsx';
import { permissions } from './permissions.ts';
import { countNow, procedure } from './queries.ts';
import { competence } from './queries-competences.ts';
import { awaited, mayEnterDesk, voteSheet } from './queries-desk.ts';
import { countsByState, procedureRows } from './queries-list.ts';
import { competenceRoutes } from './routes-competences.tsx';
import { planRoutes } from './routes-plans.tsx';
import { openStep, rulesFor } from './rules.ts';
import { maySkip } from './rules-plan.ts';
import { type Procedure, type ProcedureRow, templateNames } from './schema.ts';

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

/** What a procedure stands on and is over: its rules, and what the register says of them. */
async function staleOf(context: Context, item: Procedure): Promise<string[]> {
  const rules = new Map(item.steps.map((one) => [one.rule.id, one.rule]));
  return staleFor(context, [...rules.values()], [`plan:${item.planCode}`]);
}

/** Whatever of these rules and uses is over: by the rule's own last day, or by the register. */
async function staleFor(
  { scope, view }: Context,
  rules: readonly Pick<Rule, 'kind' | 'title' | 'validUntil'>[],
  uses: readonly string[],
): Promise<string[]> {
  const w = wordsOf(view).pages;
  const own = rules.flatMap((one) =>
    one.validUntil !== null && one.validUntil < today(scope)
      ? [w.stale(one.title, formatDate(one.validUntil, view.lang))]
      : [],
  );
  const all = new Set([...rules.map((one) => `rule:${one.kind}`), ...uses]);
  const laws = await Promise.all([...all].map((one) => staleUnder(scope, view.lang, one)));
  return [...new Set([...own, ...laws.flat()])];
}

/** What the reader may do about the open step besides voting. */
async function deedsOf({ scope }: Context, item: Procedure): Promise<OpenDeeds> {
  const step = openStep(item);
  if (step === null) return { asked: false, skip: false, second: false, putOff: false, polls: [] };
  const proposed = step.events.some((one) => one.kind === 'skip_asked');
  const close = allowed(scope, permissions.close).ok;
  const asks = step.kind === 'check' || step.kind === 'opinion';
  const open = step.kind === 'residents' && close ? await openPolls(scope) : [];
  return {
    asked: asks && (await isAsked(scope, step)),
    skip: !proposed && allowed(scope, permissions.skip).ok && maySkip(item.template, item.steps, step),
    second: proposed && (await maySecond(scope, step)),
    putOff: close && step.kind !== 'publication' && step.kind !== 'host',
    polls: open.map((one) => ({ value: one.id, label: one.title })),
  };
}

/** Everything a procedure's page shows; a person who would be paid is named at the desk only. */
async function load(context: Context, audience: 'public' | 'inside'): Promise<Result<Shown>> {
  const { scope, params, view } = context;
  const item = await procedure(scope, params['id'] ?? '');
  if (item === null) return fail('decisions.not_found');
  const step = openStep(item);
  const host = item.steps.find((one) => one.kind === 'host')?.hostOrganisationId ?? null;
  const [organisations, persons, sofar, desk, heard, line, stale] = await Promise.all([
    organisationNames(scope, [item.payeeOrganisationId, host]),
    personNames(scope, item.payeePersonId === null ? [] : [item.payeePersonId]),
    step?.kind === 'vote' ? countNow(scope, item, step) : null,
    scope.actor === null ? false : mayEnterDesk(scope),
    heardOn(scope, { kind: 'procedure', id: item.id }),
    competence(scope, item.competenceId ?? ''),
    item.state === 'running' ? staleOf(context, item) : [],
  ]);
  const person =
    audience === 'inside' ? persons.get(item.payeePersonId ?? '')?.inside : wordsOf(view).pages.personPayee;
  const payee = organisations.get(item.payeeOrganisationId ?? '') ?? (item.payeePersonId === null ? null : person);
  const shown = { item, payee: payee ?? null, host: organisations.get(host ?? '') ?? null, sofar, desk, heard };
  const consulted = await consultedOn(scope, view.lang, { kind: 'procedure', id: item.id });
  return ok({ ...shown, line, stale, consulted });
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
  const deeds = await deedsOf(context, shown.value.item);
  const data = { shown: shown.value, sheet, rights: rightsOf(scope), deeds };
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
    show: async (context, state) => {
      const { scope, view, key, url } = context;
      const [known, organisations, line] = await Promise.all([
        bodies(scope, { kind: 'committee', state: 'active' }),
        organisationOptions(scope),
        competence(scope, url.searchParams.get('line') ?? `${state?.values['competenceId'] ?? ''}`),
      ]);
      const options = known.map((one) => ({ value: one.id, label: one.name }));
      const data = { bodies: options, organisations, line: line?.state === 'open' ? line : null };
      const templates = line === null || line.template === null ? begunByHand : [line.template];
      const rules = await Promise.all(templates.flatMap(rulesFor).map((kind) => ruleInForce(scope, kind)));
      const stale = await staleFor(
        context,
        rules.filter((one) => one !== null),
        templates.map((one) => `plan:${one}`),
      );
      return <ProposePage view={view} state={state} keyValue={key} {...data} stale={stale} />;
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

/** Deeds about the open step besides votes. */
const stepRoutes: Route[] = [
  post('/desk/:space/decisions/:id/answer-step', {
    permission: permissions.vote,
    name: 'answer-step',
    command: answerStep,
    input: withId,
    show: showDesk,
    done: backTo('stepAnswered'),
  }),
  post('/desk/:space/decisions/:id/skip', {
    permission: permissions.skip,
    name: 'skip',
    command: askSkip,
    input: withId,
    show: showDesk,
    done: backTo('skipAsked'),
  }),
  post('/desk/:space/decisions/:id/second', {
    permission: permissions.vote,
    name: 'second',
    command: secondSkip,
    input: withId,
    show: showDesk,
    done: backTo('skipped'),
  }),
  post('/desk/:space/decisions/:id/put-off', {
    permission: permissions.close,
    name: 'put-off',
    command: putOffStep,
    input: withId,
    show: showDesk,
    done: backTo('putOff'),
  }),
  post('/desk/:space/decisions/:id/tie', {
    permission: permissions.close,
    name: 'tie',
    command: tiePoll,
    input: withId,
    show: showDesk,
    done: backTo('pollTied'),
  }),
];

/** Public pages of decisions, and the desk where they are voted on, closed and answered. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes, ...stepRoutes, ...planRoutes, ...competenceRoutes];
