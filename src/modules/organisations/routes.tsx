import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { assessmentPart } from '#modules/partners';
import { findPersons, personNames } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { Filter, ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { addMember, editOrganisation, endMember, registerOrganisation } from './commands.ts';
import { addHonour, admitOrganisation, checkOrganisation } from './commands-standing.ts';
import { OrganisationPage, type OrganisationView, RegisterPage, registerColumns, wordsOf } from './pages.tsx';
import { OrganisationDeskPage } from './pages-desk.tsx';
import { MemberFormPage, OrganisationFormPage } from './pages-forms.tsx';
import { permissions } from './permissions.ts';
import { organisation, organisationNames, organisationPhone } from './queries.ts';
import { refuseOtherHub } from './queries-access.ts';
import { honours, membersOf, publicDeeds, type RegisterRow, register, underHub } from './queries-register.ts';
import { carrierTypes, organisationKinds, organisationStates, standings } from './schema.ts';

const one = '/desk/:space/organisations/:id';
const everyHub: ListQuery = { q: '', filters: { hub: 'yes' }, sort: null, page: 1, size: 500 };

async function hubOptions(scope: Scope): Promise<{ value: string; label: string }[]> {
  const { rows } = await register(scope, everyHub, true);
  return rows.filter((row) => row.state !== 'ended').map((row) => ({ value: row.id, label: row.name }));
}

async function filtersOf({ scope, view }: Context, desk: boolean): Promise<Filter[]> {
  const w = wordsOf(view);
  const hubs = await hubOptions(scope);
  const places = await placeOptions(scope, ['estate', 'grid']);
  const filters: Filter[] = [
    { key: 'kind', title: w.list.kind, options: organisationKinds.map((value) => ({ value, label: w.kinds[value] })) },
    {
      key: 'standing',
      title: w.list.standing,
      options: standings.map((value) => ({ value, label: w.standings[value] })),
    },
    {
      key: 'hub',
      title: w.list.hub,
      options: [
        { value: 'yes', label: w.list.isHub },
        ...hubs.map(({ value, label }) => ({ value, label: w.list.under(label) })),
      ],
    },
    {
      key: 'carrier',
      title: w.list.carrier,
      options: carrierTypes.map((value) => ({ value, label: w.carriers[value] })),
    },
    { key: 'place', title: w.list.placeFilter, options: places },
  ];
  const states = organisationStates.map((value) => ({ value, label: w.states[value] }));
  const inside: Filter[] = [
    { key: 'state', title: w.list.state, options: states },
    { key: 'check', title: w.list.check, options: [{ value: 'due', label: w.list.due }] },
  ];
  return desk ? [...filters, ...inside] : filters;
}

const publicFilters = ['kind', 'standing', 'hub', 'carrier', 'place'];

function registerRoute(path: string, desk: boolean): Route {
  return list<RegisterRow>(path, {
    permission: desk ? permissions.desk : permissions.look,
    name: 'organisations',
    columns: registerColumns(desk),
    filters: desk ? [...publicFilters, 'state', 'check'] : publicFilters,
    load: async (context, query) => ({
      ...(await register(context.scope, query, desk)),
      filters: await filtersOf(context, desk),
    }),
    show: ({ scope, view }, data) => (
      <RegisterPage view={view} data={data} desk={desk} mayAdd={desk && allowed(scope, permissions.register).ok} />
    ),
    ...(desk ? {} : { cached: true }),
  });
}

async function organisationView(scope: Scope, id: string, desk: boolean): Promise<Result<OrganisationView>> {
  const found = await organisation(scope, id);
  if (found === null || (!desk && found.state !== 'active' && found.state !== 'inactive'))
    return fail('organisations.not_found');
  const [hubs, places, members, under, won, deeds] = await Promise.all([
    organisationNames(scope, [found.hubId]),
    placeNames(scope, [found.placeId]),
    membersOf(scope, id),
    found.hub ? underHub(scope, id) : [],
    honours(scope, { organisationId: id, openOnly: !desk }),
    publicDeeds(scope, id),
  ]);
  return ok({
    organisation: found,
    hubName: hubs.get(found.hubId ?? '') ?? null,
    placeName: places.get(found.placeId ?? '') ?? null,
    members: members.length,
    ...{ under, deeds },
    honours: won,
  });
}

async function showDesk(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, params, key, url } = context;
  const data = await organisationView(scope, params['id'] ?? '', true);
  if (!data.ok) return data;
  const { organisation: found } = data.value;
  const members = await membersOf(scope, found.id);
  const names = await personNames(
    scope,
    members.map((member) => member.personId),
  );
  const mine = refuseOtherHub(scope, found) === null;
  return ok(
    <OrganisationDeskPage
      view={view}
      data={data.value}
      people={members.map((member) => ({ ...member, name: names.get(member.personId)?.inside ?? '' }))}
      phone={url.searchParams.get('phone') === '1' && mine ? await organisationPhone(scope, found.id) : null}
      state={state}
      keyValue={key}
      assessment={await assessmentPart(scope, found.id)}
      today={today(scope)}
      may={{
        edit: mine && allowed(scope, permissions.register).ok,
        admit: allowed(scope, permissions.admit).ok,
        honour: allowed(scope, permissions.honour).ok,
      }}
    />,
  );
}

async function showForm(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key, params } = context;
  const [hubs, places] = await Promise.all([hubOptions(scope), placeOptions(scope)]);
  const shared = { view, state, keyValue: key, places };
  const id = params['id'];
  if (id === undefined) return ok(<OrganisationFormPage {...shared} hubs={hubs} />);
  const found = await organisation(scope, id);
  if (found === null) return fail('organisations.not_found');
  const other = refuseOtherHub(scope, found);
  if (other !== null) return fail(other);
  const phone = await organisationPhone(scope, id);
  const others = hubs.filter((hub) => hub.value !== id);
  return ok(<OrganisationFormPage {...shared} hubs={others} organisation={found} phone={phone} />);
}

const publicRoutes: Route[] = [
  registerRoute('/s/:space/organisations', false),
  get('/s/:space/organisations/:id', {
    permission: permissions.look,
    show: async ({ scope, view, params }) => {
      const data = await organisationView(scope, params['id'] ?? '', false);
      if (!data.ok) return data;
      return (
        <OrganisationPage
          {...{ view, data: data.value, mayDesk: allowed(scope, permissions.desk).ok }}
          assessment={await assessmentPart(scope, params['id'] ?? '')}
        />
      );
    },
    cached: true,
  }),
];

const deskRoutes: Route[] = [
  registerRoute('/desk/:space/organisations', true),
  form('/desk/:space/organisations/new', {
    permission: permissions.register,
    name: 'organisation',
    command: registerOrganisation,
    show: showForm,
    done: ({ view }, { id }) => `${deskRoot(view)}/organisations/${id}?done=registered`,
  }),
  get(one, { permission: permissions.desk, show: (context) => showDesk(context) }),
  form(`${one}/edit`, {
    permission: permissions.register,
    name: 'organisation-edit',
    command: editOrganisation,
    input: ({ params }, body) => ({ ...body, organisationId: params['id'] }),
    show: showForm,
    done: ({ view }, { id }) => `${deskRoot(view)}/organisations/${id}?done=saved`,
  }),
  form(`${one}/members/new`, {
    permission: permissions.members,
    name: 'member',
    command: addMember,
    input: ({ params }, body) => ({ ...body, organisationId: params['id'] }),
    show: async ({ scope, view, key, params, url }, state) => {
      const found = await organisation(scope, params['id'] ?? '');
      if (found === null) return fail('organisations.not_found');
      const text = (url.searchParams.get('q') ?? '').slice(0, 80);
      const people = await findPersons(scope, text);
      return (
        <MemberFormPage view={view} state={state} keyValue={key} organisation={found} text={text} found={people} />
      );
    },
    done: ({ view }, { organisationId }) => `${deskRoot(view)}/organisations/${organisationId}?done=member`,
  }),
  post(`${one}/members/:member/end`, {
    permission: permissions.members,
    name: 'end-member',
    command: endMember,
    input: ({ params }) => ({ memberId: params['member'] }),
    show: showDesk,
    done: ({ view }, { organisationId }) => `${deskRoot(view)}/organisations/${organisationId}?done=left`,
  }),
  post(`${one}/check`, {
    permission: permissions.register,
    name: 'check',
    command: checkOrganisation,
    input: ({ params }, body) => ({ ...body, organisationId: params['id'] }),
    show: showDesk,
    done: ({ view }, { id }) => `${deskRoot(view)}/organisations/${id}?done=checked`,
  }),
  post(`${one}/admit`, {
    permission: permissions.admit,
    name: 'admit',
    command: admitOrganisation,
    input: ({ params }, body) => ({ ...body, organisationId: params['id'] }),
    show: showDesk,
    done: ({ view }, { id }) => `${deskRoot(view)}/organisations/${id}?done=admitted`,
  }),
  post(`${one}/honours`, {
    permission: permissions.honour,
    name: 'honour',
    command: addHonour,
    input: ({ params }, body) => ({ ...body, organisationId: params['id'] }),
    show: showDesk,
    done: ({ view }, { organisationId }) => `${deskRoot(view)}/organisations/${organisationId}?done=honour`,
  }),
];

/** The register in public and at the desk. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes];
