import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post, withId } from '#platform/web';
import type { ListQuery } from '#ui/list';
import { spaceRoot } from '#ui/view';
import { addStatute, editStatute, strikeStatute } from './commands.ts';
import { RegisterPage, StatuteFormPage, StatutePage, type StatuteRow, statuteColumns, wordsOf } from './pages.tsx';
import { permissions } from './permissions.ts';
import { statute, statutes } from './queries.ts';
import { pactRoutes } from './routes-pact.tsx';
import { standingOf } from './rules.ts';
import { levels, standings } from './schema.ts';

async function load({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const level = oneOf(levels, query.filters['level']);
  const standing = oneOf(standings, query.filters['standing']);
  const on = today(scope);
  const q = query.q ?? '';
  const found = (await statutes(scope))
    .map((one) => ({ statute: one, standing: standingOf(one, on) }))
    .filter(
      (row) =>
        (level === undefined || row.statute.level === level) &&
        (standing === undefined ? row.standing !== 'struck' : row.standing === standing) &&
        `${row.statute.title}${row.statute.issuer}`.includes(q),
    );
  const filters = [
    {
      key: 'standing',
      title: w.register.standing,
      options: standings.map((value) => ({ value, label: w.standings[value] })),
    },
    { key: 'level', title: w.register.level, options: levels.map((value) => ({ value, label: w.levels[value] })) },
  ];
  return { rows: found.slice((query.page - 1) * query.size, query.page * query.size), total: found.length, filters };
}

async function show(context: Context): Promise<Result<VNode>> {
  const { scope, view, params, key } = context;
  const found = await statute(scope, params['id'] ?? '');
  if (found === null) return fail('statutes.not_found');
  const keep = allowed(scope, permissions.keep).ok;
  return ok(<StatutePage {...{ view, statute: found, today: today(scope), keep }} keyValue={key} />);
}

const back =
  (word: string) =>
  ({ view }: Context, { id }: { readonly id: string }): string =>
    `${spaceRoot(view)}/statutes/${id}?done=${word}`;

const registerRoutes: Route[] = [
  list<StatuteRow>('/s/:space/statutes', {
    permission: permissions.see,
    name: 'statutes',
    columns: statuteColumns,
    filters: ['standing', 'level'],
    load,
    show: ({ view }, data) => <RegisterPage view={view} data={data} />,
  }),
  get('/s/:space/statutes/:id', { permission: permissions.see, show }),
  form('/desk/:space/statutes/new', {
    permission: permissions.keep,
    name: 'statute',
    command: addStatute,
    show: ({ view, key }, state) => <StatuteFormPage view={view} state={state} keyValue={key} />,
    done: back('added'),
  }),
  form('/desk/:space/statutes/:id', {
    permission: permissions.keep,
    name: 'statute',
    command: editStatute,
    input: withId,
    show: async ({ scope, view, key, params }, state) => {
      const found = await statute(scope, params['id'] ?? '');
      if (found === null) return fail('statutes.not_found');
      return <StatuteFormPage view={view} state={state} keyValue={key} statute={found} />;
    },
    done: back('edited'),
  }),
  post('/desk/:space/statutes/:id/strike', {
    permission: permissions.keep,
    name: 'strike',
    command: strikeStatute,
    input: withId,
    show,
    done: back('struck'),
  }),
];

/** The register and the pact, in public and at the desk. */
export const routes: Route[] = [...registerRoutes, ...pactRoutes];
