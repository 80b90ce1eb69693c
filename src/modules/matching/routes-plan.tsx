import { fail, ok } from '#kernel/result';
import { classNames } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { placeNames } from '#modules/places';
import { type Context, get, list, post, type Route, raw } from '#platform/web';
import type { FormState } from '#ui/form';
import { askBatch } from './commands-batch.ts';
import { confirmPair, confirmTier, refusePair } from './commands-pairs.ts';
import { RunPage, RunsPage, runColumns } from './pages-plan.tsx';
import { PublicRunPage, PublicRunsPage } from './pages-plan-public.tsx';
import { permissions } from './permissions.ts';
import { certificateOf, pairsOfRun, runList, runOf, unservedOf } from './queries-batch.ts';

async function showRun(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const run = await runOf(scope, context.params['id'] ?? '');
  if (run === null) return fail('matching.run_not_found');
  const [pairs, unserved] = [await pairsOfRun(scope, run.id), await unservedOf(scope, run.id)];
  return ok(<RunPage {...{ view, state, run, pairs, unserved }} keyValue={context.key} />);
}

async function showPublic(context: Context) {
  const { scope, view } = context;
  const run = await runOf(scope, context.params['id'] ?? '');
  if (run === null || run.figures === null || run.formula === null) return fail('matching.run_not_found');
  const estates = run.figures.groups.estate.map((line) => line.key).filter((key) => key.length === 36);
  const known = { view, run, figures: run.figures, formula: run.formula };
  return ok(
    <PublicRunPage
      {...known}
      least={await parameter(scope, 'publication.smallCell')}
      classes={await classNames(scope, view.lang)}
      estates={await placeNames(scope, estates)}
    />,
  );
}

const named = ({ params }: Context, body: Readonly<Record<string, unknown>>) => ({
  ...body,
  run: params['id'],
  pair: params['pair'],
});
const runPath = (context: Context, id: string, done: string) =>
  `/desk/${context.params['space'] ?? ''}/plans/${id}?done=${done}`;

const desk: Route[] = [
  list('/desk/:space/plans', {
    permission: permissions.read,
    name: 'plans',
    columns: (context) => runColumns(context.view),
    load: async ({ scope }, query) => runList(scope, query, 'desk'),
    show: async ({ scope, view, key }, data) => (
      <RunsPage view={view} data={data} keyValue={key} isOn={await parameter(scope, 'match.batch')} />
    ),
  }),
  post('/desk/:space/plans/ask', {
    permission: permissions.batch,
    name: 'ask',
    command: askBatch,
    input: () => ({}),
    show: async ({ scope }) =>
      fail((await parameter(scope, 'match.batch')) ? 'matching.batch_running' : 'matching.batch_off'),
    done: (context, value) => runPath(context, value.id, 'asked'),
  }),
  get('/desk/:space/plans/:id', { permission: permissions.read, show: (context) => showRun(context, undefined) }),
  post('/desk/:space/plans/:id/tier', {
    permission: permissions.propose,
    name: 'tier',
    command: confirmTier,
    input: named,
    show: showRun,
    done: (context) => runPath(context, context.params['id'] ?? '', 'tier_used'),
  }),
  post('/desk/:space/plans/:id/pairs/:pair/use', {
    permission: permissions.propose,
    name: 'use',
    command: confirmPair,
    input: named,
    show: showRun,
    done: (context) => runPath(context, context.params['id'] ?? '', 'used'),
  }),
  post('/desk/:space/plans/:id/pairs/:pair/refuse', {
    permission: permissions.propose,
    name: 'refuse',
    command: refusePair,
    input: named,
    show: showRun,
    done: (context) => runPath(context, context.params['id'] ?? '', 'refused'),
  }),
];

const open: Route[] = [
  list('/s/:space/plans', {
    permission: permissions.look,
    name: 'plans',
    columns: (context) => runColumns(context.view),
    load: async ({ scope }, query) => runList(scope, query, 'public'),
    show: (context, data) => <PublicRunsPage view={context.view} data={data} />,
    cached: true,
  }),
  get('/s/:space/plans/:id', { permission: permissions.look, show: showPublic, cached: true }),
  raw('GET', '/s/:space/plans/:id/plan.json', {
    permission: permissions.look,
    respond: async ({ scope, params }) => {
      const text = await certificateOf(scope, params['id'] ?? '');
      if (text === null) return fail('matching.run_not_found');
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="plan.json"',
      };
      return ok(new Response(text, { headers }));
    },
  }),
];

/** Plans of everything at once: the desk's and the public's. */
export const planRoutes: readonly Route[] = [...desk, ...open];
