import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { bodies } from '#modules/bodies';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { allowed } from '#platform/permission';
import type { Context, Route } from '#platform/web';
import { form, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { endMandate } from './commands-mandates.ts';
import { grantMandateWho } from './commands-who.ts';
import { en } from './en.ts';
import { GrantPage, MandatesPage, mandateColumns, type NamedMandate } from './pages-mandates.tsx';
import { mayGrant, mayReadMandates } from './permissions.ts';
import { person } from './queries.ts';
import { mandates } from './queries-lists.ts';
import { roles } from './schema.ts';
import { zh } from './zh.ts';

const slugOf = (context: Context): string => context.params['space'] ?? '';

async function named(context: Context): Promise<NamedMandate[]> {
  const rows = await mandates(context.scope);
  const organisations = await organisationNames(
    context.scope,
    rows.flatMap((row) => (row.organisationId === null ? [] : [row.organisationId])),
  );
  const known = new Map((await bodies(context.scope)).map((body) => [body.id, body.name]));
  return rows.map((row) => ({
    ...row,
    organisation: organisations.get(row.organisationId ?? '') ?? '',
    body: known.get(row.bodyId ?? '') ?? '',
  }));
}

/** A space has tens of mandates, not thousands: they are picked and paged here. */
function picked(rows: readonly NamedMandate[], query: ListQuery): { rows: NamedMandate[]; total: number } {
  const { role, state } = query.filters;
  const kept = rows.filter(
    (row) =>
      (role === undefined || row.role === role) &&
      (state === undefined || row.state === state) &&
      (query.q === '' || row.name.includes(query.q) || row.organisation.includes(query.q)),
  );
  return { rows: kept.slice((query.page - 1) * query.size, query.page * query.size), total: kept.length };
}

async function grantPage(context: Context, state?: FormState): Promise<VNode> {
  const chosen = context.url.searchParams.get('person');
  const found = chosen === null ? null : await person(context.scope, chosen);
  return (
    <GrantPage
      view={context.view}
      state={state}
      keyValue={context.key}
      who={found?.name ?? ''}
      organisations={await organisationOptions(context.scope)}
      bodies={(await bodies(context.scope)).map((body) => ({ value: body.id, label: body.name }))}
    />
  );
}

async function mandatesPage(context: Context, state?: FormState): Promise<VNode> {
  const query: ListQuery = { q: '', filters: {}, sort: null, page: 1, size: 500 };
  const all = picked(await named(context), query);
  return (
    <MandatesPage
      view={context.view}
      admin
      state={state}
      data={{ ...all, query, filters: [], columns: mandateColumns(context) }}
    />
  );
}

/** Mandates at the desk: who looks after what, granted and ended by an administrator. */
export const mandateRoutes: Route[] = [
  list('/desk/:space/mandates', {
    permission: mayReadMandates,
    name: 'mandates',
    columns: mandateColumns,
    filters: ['role', 'state'],
    load: async (context, query) => {
      const words = pick(context.view.lang, { zh, en });
      const states = Object.entries(words.desk.states).map(([value, label]) => ({ value, label }));
      const filters = [
        { key: 'role', title: words.desk.role, options: roles.map((value) => ({ value, label: words.roles[value] })) },
        { key: 'state', title: words.desk.state, options: states },
      ];
      return { ...picked(await named(context), query), filters };
    },
    show: ({ view, scope }, data) => <MandatesPage view={view} data={data} admin={allowed(scope, mayGrant).ok} />,
  }),
  form('/desk/:space/mandates/new', {
    permission: mayGrant,
    name: 'grant',
    command: grantMandateWho,
    show: grantPage,
    done: (context) => `/desk/${slugOf(context)}/mandates?done=granted`,
  }),
  post('/desk/:space/mandates/end', {
    permission: mayGrant,
    name: 'mandate-end',
    command: endMandate,
    show: mandatesPage,
    done: (context) => `/desk/${slugOf(context)}/mandates?done=ended`,
  }),
];
