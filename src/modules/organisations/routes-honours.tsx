import type { VNode } from 'preact';
import { findPersons, personNames } from '#modules/people';
import { allowed } from '#platform/permission';
import type { Context, ListData, Route } from '#platform/web';
import { list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { addHonour } from './commands-standing.ts';
import { wordsOf } from './pages.tsx';
import { HonoursPage, honourColumns, type NamedHonour } from './pages-honours.tsx';
import { permissions } from './permissions.ts';
import { organisationNames } from './queries.ts';
import { honours } from './queries-register.ts';

async function load({ scope, view }: Context, query: ListQuery, desk: boolean) {
  const all = await honours(scope, { openOnly: !desk });
  const year = query.filters['year'];
  const kept = all.filter((one) => year === undefined || `${one.year}` === year);
  if (query.sort?.key === 'year' && !query.sort.desc) kept.reverse();
  const page = kept.slice((query.page - 1) * query.size, query.page * query.size);
  const [persons, organisations] = await Promise.all([
    personNames(
      scope,
      page.map((one) => one.personId).filter((id) => id !== null),
    ),
    organisationNames(
      scope,
      page.map((one) => one.organisationId),
    ),
  ]);
  const years = [...new Set(all.map((one) => one.year))].map((one) => ({ value: `${one}`, label: `${one}` }));
  return {
    total: kept.length,
    rows: page.map((one) => ({
      ...one,
      bearer:
        organisations.get(one.organisationId ?? '') ??
        persons.get(one.personId ?? '')?.[desk ? 'inside' : 'public'] ??
        '',
    })),
    filters: [{ key: 'year', title: wordsOf(view).honours.year, options: years }],
  };
}

async function deskPage(context: Context, data: ListData<NamedHonour>, state?: FormState): Promise<VNode> {
  const { scope, view, key, url } = context;
  const text = (url.searchParams.get('q') ?? '').slice(0, 80);
  const add = { state, keyValue: key, text, found: await findPersons(scope, text) };
  return (
    <HonoursPage
      view={view}
      data={{ ...data, query: { ...data.query, q: '' } }}
      desk
      {...(allowed(scope, permissions.honour).ok ? { add } : {})}
    />
  );
}

/** Honours of persons and organisations: public where their bearers agreed. */
export const honourRoutes: Route[] = [
  list<NamedHonour>('/s/:space/honours', {
    permission: permissions.look,
    name: 'honours',
    columns: honourColumns(false),
    filters: ['year'],
    load: (context, query) => load(context, query, false),
    show: ({ view }, data) => <HonoursPage view={view} data={data} desk={false} />,
    cached: true,
  }),
  list<NamedHonour>('/desk/:space/honours', {
    permission: permissions.desk,
    name: 'honours',
    columns: honourColumns(true),
    filters: ['year'],
    load: (context, query) => load(context, { ...query, q: '' }, true),
    show: (context, data) => deskPage(context, data),
  }),
  post('/desk/:space/honours/new', {
    permission: permissions.honour,
    name: 'honour-person',
    command: addHonour,
    input: (_context, body) => ({ ...body, agreedBy: body['agreed'] === undefined ? '' : body['personId'] }),
    show: async (context, state) => {
      const query: ListQuery = { q: '', filters: {}, sort: null, page: 1, size: 50 };
      const data = { columns: honourColumns(true)(context), query, ...(await load(context, query, true)) };
      return deskPage(context, data, state);
    },
    done: ({ view }) => `${deskRoot(view)}/honours?done=honour`,
  }),
];
