import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { staleUnder } from '#modules/statutes';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import type { Context, Route } from '#platform/web';
import { form, get, list, post, withId } from '#platform/web';
import type { ListQuery } from '#ui/list';
import { spaceRoot } from '#ui/view';
import { addCompetence, editCompetence, endCompetence } from './commands-competences.ts';
import { CompetenceFormPage, CompetencePage, CompetencesPage, competenceColumns } from './pages-competences.tsx';
import { wordsOf } from './pages-list.tsx';
import { permissions } from './permissions.ts';
import { competence, competences } from './queries-competences.ts';
import { areas, type Competence } from './schema-plan.ts';

async function load({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view).pages;
  const area = oneOf(areas, query.filters['area']);
  const state = oneOf(['open', 'ended'] as const, query.filters['state']);
  const q = query.q ?? '';
  const found = (await competences(scope)).filter(
    (one) =>
      (area === undefined || one.area === area) &&
      (state === undefined ? one.state === 'open' : one.state === state) &&
      `${one.title}${one.who}${one.text}`.includes(q),
  );
  const filters = [
    { key: 'area', title: w.whoArea, options: areas.map((value) => ({ value, label: w.areas[value] })) },
    {
      key: 'state',
      title: w.whoState,
      options: (['open', 'ended'] as const).map((value) => ({ value, label: w.whoStates[value] })),
    },
  ];
  return { rows: found.slice((query.page - 1) * query.size, query.page * query.size), total: found.length, filters };
}

async function showLine(context: Context): Promise<Result<VNode>> {
  const { scope, view, params, key } = context;
  const line = await competence(scope, params['id'] ?? '');
  if (line === null) return fail('decisions.line_not_found');
  const stale = line.template === null ? [] : await staleUnder(scope, view.lang, `plan:${line.template}`);
  const mayKeep = allowed(scope, permissions.keepList).ok;
  return ok(<CompetencePage {...{ view, line, mayKeep, stale }} keyValue={key} />);
}

const back =
  (word: string) =>
  ({ view }: Context, { id }: { readonly id: string }): string =>
    `${spaceRoot(view)}/who-decides/${id}?done=${word}`;

/** The public list of who decides what, and the desk where it is kept. */
export const competenceRoutes: Route[] = [
  list<Competence>('/s/:space/who-decides', {
    permission: permissions.see,
    name: 'who-decides',
    columns: competenceColumns,
    filters: ['area', 'state'],
    load,
    show: ({ view }, data) => <CompetencesPage view={view} data={data} />,
    cached: true,
  }),
  get('/s/:space/who-decides/:id', { permission: permissions.see, show: showLine, cached: true }),
  form('/desk/:space/who-decides/new', {
    permission: permissions.keepList,
    name: 'line',
    command: addCompetence,
    show: ({ view, key }, state) => <CompetenceFormPage view={view} state={state} keyValue={key} />,
    done: back('lineAdded'),
  }),
  form('/desk/:space/who-decides/:id/edit', {
    permission: permissions.keepList,
    name: 'line',
    command: editCompetence,
    input: withId,
    show: async ({ scope, view, key, params }, state) => {
      const line = await competence(scope, params['id'] ?? '');
      if (line === null) return fail('decisions.line_not_found');
      return <CompetenceFormPage view={view} state={state} keyValue={key} line={line} />;
    },
    done: back('lineEdited'),
  }),
  post('/desk/:space/who-decides/:id/end', {
    permission: permissions.keepList,
    name: 'end',
    command: endCompetence,
    input: withId,
    show: (context) => showLine(context),
    done: back('lineEnded'),
  }),
];
