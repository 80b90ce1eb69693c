import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { procedure } from '#modules/decisions';
import { fund, payment } from '#modules/funds';
import { personNames } from '#modules/people';
import { project } from '#modules/projects';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import { actorId, type Scope } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { spaceRoot, type View } from '#ui/view';
import { answerOpinion, giveOpinion } from './commands.ts';
import { type About, GivePage, OpinionPage, type OpinionRow, OpinionsPage, opinionColumns, wordsOf } from './pages.tsx';
import { permissions } from './permissions.ts';
import { opinion, opinions, watchers, watchesFor } from './queries.ts';
import { caseRoutes } from './routes-cases.tsx';
import { type Opinion, type Watched, watchedKinds } from './schema.ts';

const folders = { project: 'projects', payment: 'payments', procedure: 'decisions', fund: 'funds' } as const;

async function titleOf(scope: Scope, of: Watched): Promise<string | null> {
  if (of.kind === 'project') return (await project(scope, of.id))?.title ?? null;
  if (of.kind === 'payment') return (await payment(scope, of.id))?.number ?? null;
  if (of.kind === 'procedure') return (await procedure(scope, of.id))?.title ?? null;
  return (await fund(scope, of.id))?.name ?? null;
}

async function aboutOf({ scope, view }: Context, of: Watched): Promise<About | null> {
  const title = await titleOf(scope, of);
  if (title === null) return null;
  const named = of.kind === 'payment' ? `${wordsOf(view).kinds.payment} ${title}` : title;
  return { title: named, href: `${spaceRoot(view)}/${folders[of.kind]}/${of.id}` };
}

async function rowOf(context: Context, one: Opinion): Promise<OpinionRow> {
  const about = await aboutOf(context, one.subject);
  return { one, about: about ?? unknown(context.view) };
}

function unknown(view: View): About {
  return { title: wordsOf(view).unknown, href: `${spaceRoot(view)}/opinions` };
}

async function load(context: Context, query: ListQuery) {
  const { scope, view } = context;
  const w = wordsOf(view);
  const known = await watchers(scope);
  const kind = oneOf(watchedKinds, query.filters['kind']);
  const bodyId = known.find((one) => one.id === query.filters['body'])?.id;
  const { rows, total } = await opinions(scope, {
    ...{ limit: query.size, offset: (query.page - 1) * query.size, open: query.filters['state'] === 'open' },
    ...(kind === undefined ? {} : { kind }),
    ...(bodyId === undefined ? {} : { bodyId }),
  });
  const filters = [
    { key: 'state', title: w.list.filterState, options: [{ value: 'open', label: w.list.openOnly }] },
    { key: 'kind', title: w.list.filterKind, options: watchedKinds.map((value) => ({ value, label: w.kinds[value] })) },
    { key: 'body', title: w.list.filterBody, options: known.map((one) => ({ value: one.id, label: one.name })) },
  ];
  return { rows: await Promise.all(rows.map((one) => rowOf(context, one))), total, filters };
}

async function showOne(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, params, key } = context;
  const one = await opinion(scope, params['id'] ?? '');
  if (one === null) return fail('supervision.not_found');
  const names = await personNames(scope, [one.personId]);
  return (
    <OpinionPage
      {...{ view, state, keyValue: key, row: await rowOf(context, one) }}
      name={names.get(one.personId)?.public ?? ''}
      mayAnswer={allowed(scope, permissions.answer).ok && one.personId !== actorId(scope)}
    />
  );
}

function watchedIn(context: Context): Watched | null {
  const kind = oneOf(watchedKinds, context.params['kind']);
  const id = context.params['id'] ?? '';
  return kind === undefined || !isId(id) ? null : { kind, id };
}

async function showGive(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const of = watchedIn(context);
  const about = of === null ? null : await aboutOf(context, of);
  if (of === null || about === null) return fail('supervision.subject_unknown');
  const seat = (await watchesFor(scope, actorId(scope))) !== null;
  return <GivePage {...{ view, of, about, state, keyValue: key, seat }} />;
}

/** What supervisors say and what they are answered. */
export const routes: Route[] = [
  ...caseRoutes,
  list<OpinionRow>('/s/:space/opinions', {
    permission: permissions.look,
    ...{ name: 'opinions', filters: ['state', 'kind', 'body'], load, cached: true },
    columns: ({ view }) => opinionColumns(view),
    show: ({ view }, data) => <OpinionsPage view={view} data={data} />,
  }),
  get('/s/:space/opinions/:id', { permission: permissions.look, show: (context) => showOne(context) }),
  get('/desk/:space/opinions/:id', { permission: permissions.answer, show: (context) => showOne(context) }),
  post('/desk/:space/opinions/:id/answer', {
    permission: permissions.answer,
    ...{ name: 'answer', command: answerOpinion, show: showOne },
    input: ({ params }, { answer }) => ({ id: params['id'], answer }),
    done: ({ view }, { id }) => `${spaceRoot(view)}/opinions/${id}?done=answered`,
  }),
  form('/me/:space/opinions/:kind/:id', {
    permission: permissions.give,
    ...{ name: 'opinion', command: giveOpinion, show: showGive },
    input: ({ params }, { stance, text }) => ({ kind: params['kind'], about: params['id'], stance, text }),
    done: ({ view }, { id }) => `${spaceRoot(view)}/opinions/${id}?done=given`,
  }),
];
