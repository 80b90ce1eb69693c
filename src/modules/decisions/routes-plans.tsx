import type { VNode } from 'preact';
import type { Fault, Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { readFraction } from '#modules/bodies';
import { parameter } from '#modules/parameters';
import { staleUnder } from '#modules/statutes';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import {
  draftPlan,
  dropAmendment,
  movePlanStep,
  proposePlan,
  removePlanStep,
  writePlanStep,
} from './commands-amend.ts';
import { DraftPage, type DraftShown, StepKindPage, StepPage } from './pages-drafts.tsx';
import { wordsOf } from './pages-list.tsx';
import { PlanPage, PlansPage, planColumns } from './pages-plans.tsx';
import { permissions } from './permissions.ts';
import { procedureRows } from './queries-list.ts';
import { amendment, amendments, housePlan, planInForce, planVersions } from './queries-plans.ts';
import { type Least, planFault, planWarnings } from './rules-plan.ts';
import { type Plan, type PlanCode, planCodes, StoredSteps, stepKinds } from './schema-plan.ts';

async function least(scope: Scope): Promise<Least> {
  const [quorum, publicationDays, answerDays] = await Promise.all([
    parameter(scope, 'vote.quorum'),
    parameter(scope, 'publication.days'),
    parameter(scope, 'publication.answerDays'),
  ]);
  // What the parameter holds was checked when it was set; the rest only satisfies the type.
  return { quorum: readFraction(quorum) ?? { over: 2n, under: 3n }, publicationDays, answerDays };
}

function codeIn({ params }: Context): PlanCode | null {
  return planCodes.find((one) => one === params['key']) ?? null;
}

async function showPlan(context: Context): Promise<Result<VNode>> {
  const { scope, view, key } = context;
  const code = codeIn(context);
  if (code === null) return fail('page.not_found');
  const [plan, written, [proposed], rows, usualDays, stale] = await Promise.all([
    planInForce(scope, code),
    planVersions(scope, code),
    amendments(scope, { kind: 'plan', key: code, state: 'proposed' }),
    procedureRows(scope, { state: 'running', plan: code, page: 1, size: 20 }),
    parameter(scope, 'publication.days'),
    staleUnder(scope, view.lang, `plan:${code}`),
  ]);
  const data = { plan, versions: [...written, housePlan(code)], running: rows.rows, proposed: proposed ?? null };
  const may = allowed(scope, permissions.propose).ok;
  return ok(<PlanPage {...{ view, ...data, usualDays, stale }} keyValue={key} mayChange={may} />);
}

function faultWords(view: View, fault: Fault | null): string | null {
  const { errors } = wordsOf(view);
  const sentences: Readonly<Record<string, string | ((params: never) => string)>> = errors;
  const found = fault === null ? undefined : sentences[fault.code];
  return typeof found === 'string' ? found : null;
}

async function draftShown(context: Context): Promise<Result<DraftShown>> {
  const { scope, view, params } = context;
  const of = await amendment(scope, params['id'] ?? '');
  const code = planCodes.find((one) => one === of?.key);
  if (of === null || of.kind !== 'plan' || code === undefined) return fail('decisions.amendment_not_found');
  const steps = StoredSteps.parse(of.content);
  const lowest = await least(scope);
  const w = wordsOf(view).desk.warnings;
  const place = (key: string): number => steps.findIndex((one) => one.key === key) + 1;
  const warnings = planWarnings(code, steps, lowest).map((one) => w[one.warning](place(one.key)));
  const fault = faultWords(view, planFault(code, steps));
  return ok({ of, code, steps, usualDays: lowest.publicationDays, warnings, fault, today: today(scope) });
}

async function showDraft(context: Context, state?: FormState): Promise<Result<VNode>> {
  const shown = await draftShown(context);
  if (!shown.ok) return shown;
  return ok(<DraftPage view={context.view} shown={shown.value} state={state} keyValue={context.key} />);
}

async function showStep(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { view, params, url, key } = context;
  const shown = await draftShown(context);
  if (!shown.ok) return shown;
  const { of, code, steps } = shown.value;
  const step = steps.find((one) => one.key === params['step']) ?? null;
  if (params['step'] !== undefined && step === null) return fail('decisions.step_not_found');
  const asked = state?.values['kind'] ?? url.searchParams.get('kind');
  const kind = step?.kind ?? stepKinds.find((one) => one === asked);
  if (kind === undefined) return ok(<StepKindPage view={view} of={of.id} />);
  return ok(<StepPage {...{ view, of: of.id, code, steps, kind, step, state }} keyValue={key} />);
}

const back =
  (word: string) =>
  ({ view, params }: Context): string =>
    `${deskRoot(view)}/amendments/${params['id'] ?? ''}?done=${word}`;
const office = { input: withId, show: showDraft } as const;

/** Public pages of procedures, and the desk where a change of one is written step by step and put to the vote. */
export const planRoutes: Route[] = [
  list<Plan>('/s/:space/procedures', {
    permission: permissions.see,
    name: 'procedures',
    columns: planColumns,
    load: async ({ scope }, query) => {
      const rows = await Promise.all(planCodes.map((code) => planInForce(scope, code)));
      return { rows: rows.slice((query.page - 1) * query.size, query.page * query.size), total: rows.length };
    },
    show: ({ view }, data) => <PlansPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/procedures/:key', { permission: permissions.see, show: showPlan, cached: true }),
  post('/desk/:space/procedures/:key/draft', {
    permission: permissions.propose,
    name: 'draft',
    command: draftPlan,
    input: ({ params }) => ({ code: params['key'] }),
    show: (context) => showPlan(context),
    done: ({ view }, { id }) => `${deskRoot(view)}/amendments/${id}?done=drafted`,
  }),
  get('/desk/:space/amendments/:id', { permission: permissions.propose, show: (context) => showDraft(context) }),
  form('/desk/:space/amendments/:id/steps/new', {
    permission: permissions.propose,
    name: 'step',
    command: writePlanStep,
    input: withId,
    show: showStep,
    done: back('stepWritten'),
  }),
  form('/desk/:space/amendments/:id/steps/:step', {
    permission: permissions.propose,
    name: 'step',
    command: writePlanStep,
    input: ({ params }, fields) => ({ ...fields, id: params['id'], step: params['step'] }),
    show: showStep,
    done: back('stepWritten'),
  }),
  post('/desk/:space/amendments/:id/move', {
    permission: permissions.propose,
    ...office,
    name: 'move',
    command: movePlanStep,
    done: back('stepMoved'),
  }),
  post('/desk/:space/amendments/:id/remove', {
    permission: permissions.propose,
    ...office,
    name: 'remove',
    command: removePlanStep,
    done: back('stepRemoved'),
  }),
  post('/desk/:space/amendments/:id/put', {
    permission: permissions.propose,
    ...office,
    name: 'put',
    command: proposePlan,
    done: ({ view }, { procedureId }) => `${deskRoot(view)}/decisions/${procedureId}?done=proposed`,
  }),
  post('/desk/:space/amendments/:id/drop', {
    permission: permissions.propose,
    ...office,
    name: 'drop',
    command: dropAmendment,
    done: ({ view }, { code }) => `${spaceRoot(view)}/procedures/${code}?done=amendmentDropped`,
  }),
];
