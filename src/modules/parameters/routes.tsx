import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { foldForSearch } from '#kernel/text';
import { personNames } from '#modules/people';
import { allowed } from '#platform/permission';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { Filter, ListQuery } from '#ui/list';
import { deskRoot, type View } from '#ui/view';
import { setParameter } from './commands.ts';
import { en } from './en.ts';
import { type NamedStanding, ParameterPage, ParametersPage, parameterColumns, sourceText, wordsOf } from './pages.tsx';
import { permissions } from './permissions.ts';
import { type Standing, standingOf, standings } from './queries.ts';
import { groupOf, groups, isParameterKey } from './rules.ts';
import { defaults } from './rules-defaults.ts';
import { zh } from './zh.ts';

async function named(
  { scope }: Context,
  rows: readonly Standing[],
  audience: 'public' | 'inside',
): Promise<NamedStanding[]> {
  const ids = rows.flatMap((row) => row.history.map((one) => one.changedBy)).filter((id) => id !== null);
  const names = new Map([...(await personNames(scope, ids))].map(([id, one]) => [id, one[audience]]));
  return rows.map((row) => ({ ...row, names }));
}

function filtersOf(view: View): Filter[] {
  const w = wordsOf(view);
  return [
    { key: 'group', title: w.list.group, options: groups.map((value) => ({ value, label: w.groups[value] })) },
    {
      key: 'state',
      title: w.list.state,
      options: [
        { value: 'own', label: w.list.own },
        { value: 'usual', label: w.list.usual },
      ],
    },
  ];
}

function wanted(view: View, query: ListQuery): (row: Standing) => boolean {
  const { group, state } = query.filters;
  const find = foldForSearch(query.q);
  const spoken = (row: Standing): string =>
    [zh, en].map((words) => `${words.keys[row.key]} ${words.groups[groupOf(row.key)]}`).join(' ');
  return (row) =>
    (group === undefined || groupOf(row.key) === group) &&
    (state === undefined || (row.own !== null) === (state === 'own')) &&
    (find === '' || foldForSearch(`${spoken(row)} ${row.key} ${sourceText(view, row)}`).includes(find));
}

function load(audience: 'public' | 'inside') {
  return async (context: Context, query: ListQuery) => {
    const { view } = context;
    const w = wordsOf(view);
    const found = (await standings(context.scope)).filter(wanted(view, query));
    // As they are grouped; within a group as they are written.
    const place = (row: Standing): number => groups.indexOf(groupOf(row.key));
    found.sort((a, b) => place(a) - place(b));
    const turn = query.sort?.desc === true ? -1 : 1;
    if (query.sort?.key === 'what') found.sort((a, b) => turn * w.keys[a.key].localeCompare(w.keys[b.key], view.lang));
    if (query.sort?.key === 'group') found.sort((a, b) => turn * (place(a) - place(b)));
    const since = (row: Standing): string => row.own?.from ?? defaults[row.key].from;
    if (query.sort?.key === 'from') found.sort((a, b) => turn * since(a).localeCompare(since(b)));
    const page = found.slice((query.page - 1) * query.size, query.page * query.size);
    return { rows: await named(context, page, audience), total: found.length, filters: filtersOf(view) };
  };
}

async function showOne(context: Context, desk: boolean, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, params } = context;
  const key = params['key'] ?? '';
  if (!isParameterKey(key)) return fail('parameters.unknown');
  const [row] = await named(context, [await standingOf(scope, key)], desk ? 'inside' : 'public');
  if (row === undefined) return fail('parameters.unknown');
  const may = desk && allowed(scope, permissions.set).ok;
  const set = may ? { set: { state, keyValue: context.key, today: today(scope) } } : {};
  return ok(<ParameterPage view={view} row={row} desk={desk} {...set} />);
}

/** The values a space works by: for everyone to read, for an administrator to change. */
export const routes: Route[] = [
  list<NamedStanding>('/s/:space/rules/parameters', {
    permission: permissions.look,
    name: 'parameters',
    columns: parameterColumns,
    filters: ['group', 'state'],
    load: load('public'),
    show: ({ view }, data) => <ParametersPage view={view} data={data} desk={false} />,
    cached: true,
  }),
  get('/s/:space/rules/parameters/:key', {
    permission: permissions.look,
    show: (context) => showOne(context, false),
    cached: true,
  }),
  list<NamedStanding>('/desk/:space/parameters', {
    permission: permissions.desk,
    name: 'parameters',
    columns: parameterColumns,
    filters: ['group', 'state'],
    load: load('inside'),
    show: ({ view }, data) => <ParametersPage view={view} data={data} desk />,
  }),
  get('/desk/:space/parameters/:key', { permission: permissions.desk, show: (context) => showOne(context, true) }),
  post('/desk/:space/parameters/:key/set', {
    permission: permissions.set,
    name: 'set',
    command: setParameter,
    input: ({ params }, body) => ({ ...body, key: params['key'] }),
    show: (context, state) => showOne(context, true, state),
    done: ({ view }, { key }) => `${deskRoot(view)}/parameters/${key}?done=set`,
  }),
];
