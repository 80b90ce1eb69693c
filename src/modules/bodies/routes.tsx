import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { findPersons, personNames } from '#modules/people';
import { raisedMatters } from '#modules/topics';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot, spaceRoot } from '#ui/view';
import { activateBody, addSeat, describeBody, endSeat, setUpBody, standards } from './commands.ts';
import { setDuties } from './commands-seats.ts';
import { BodiesPage, BodyPage, type BodyRow, type BodyView, bodyColumns, wordsOf } from './pages.tsx';
import { BodyDeskPage, BodyFormPage, SeatFormPage } from './pages-desk.tsx';
import { permissions } from './permissions.ts';
import { bodies, body } from './queries.ts';
import { interestsOn } from './queries-interests.ts';
import { seatsOf, seatsToday } from './queries-seats.ts';
import { charterRoutes } from './routes-charters.tsx';
import { paged } from './routes-parts.ts';
import { ruleRoutes } from './routes-rules.tsx';
import { seatRoutes } from './routes-seats.tsx';
import { activationFaults, emptySeats, isHeld } from './rules.ts';
import { bodyKinds } from './schema.ts';

async function loadBodies({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const kind = bodyKinds.find((one) => one === query.filters['kind']);
  const all = await bodies(scope, kind === undefined ? {} : { kind });
  const rows: BodyRow[] = await Promise.all(
    all.map(async (one) => ({
      body: one,
      votingSeats: (await seatsToday(scope, one.id)).filter((seat) => seat.votes).length,
    })),
  );
  const keys = {
    name: (row: BodyRow) => row.body.name,
    kind: (row: BodyRow) => row.body.kind,
    since: (row: BodyRow) => row.body.activeFrom ?? '',
  };
  const options = bodyKinds.map((value) => ({ value, label: w.bodyKinds[value] }));
  const filters = [{ key: 'kind', title: w.pages.kind, options }];
  return { rows: paged(rows, query, keys), total: rows.length, filters };
}

/** A sentence for each thing a body lacks. */
function gapSentence(context: Context, fault: { readonly code: string; readonly params?: object }): string {
  const { errors } = wordsOf(context.view);
  const params = { ...fault.params };
  if (fault.code === 'bodies.missing_kinds') return errors['bodies.missing_kinds'](params);
  if (fault.code === 'bodies.no_supervisor') return errors['bodies.no_supervisor'](params);
  return fault.code === 'bodies.too_few' ? errors['bodies.too_few'](params) : errors['bodies.even'](params);
}

async function bodyView(context: Context, audience: 'public' | 'inside'): Promise<Result<BodyView>> {
  const { scope, params } = context;
  const found = await body(scope, params['id'] ?? '');
  if (found === null) return fail('bodies.not_found');
  const seats = await seatsOf(scope, found.id);
  const on = today(scope);
  const [names, organisations, wanted, interests, given] = await Promise.all([
    personNames(
      scope,
      seats.flatMap((seat) => [seat.personId, seat.substituteId ?? '']),
    ),
    organisationNames(scope, [found.hostOrganisationId, ...seats.map((seat) => seat.organisationId)]),
    standards(scope, found.kind),
    interestsOn(scope, found.id),
    raisedMatters(scope, { bodyId: found.id }),
  ]);
  const held = seats.filter((seat) => isHeld(seat, on));
  const faults = found.state === 'ended' ? [] : activationFaults(held, wanted);
  return ok({
    body: found,
    today: on,
    host: organisations.get(found.hostOrganisationId ?? '') ?? null,
    gaps: faults.map((fault) => gapSentence(context, fault)),
    empty: emptySeats(seats, on),
    raised: given.map((one) => ({ id: one.id, title: one.title, number: one.number })),
    register: [...interests].map(([personId, declared]) => ({
      name: names.get(personId)?.[audience] ?? '',
      declared,
    })),
    seats: seats.map((seat) => ({
      seat,
      substitute: seat.substituteId === null ? null : (names.get(seat.substituteId)?.[audience] ?? ''),
      name: names.get(seat.personId)?.[audience] ?? '',
      organisation: organisations.get(seat.organisationId ?? '') ?? null,
    })),
  });
}

async function showAtDesk(context: Context, state?: FormState): Promise<Result<VNode>> {
  const data = await bodyView(context, 'inside');
  if (!data.ok) return data;
  return ok(<BodyDeskPage view={context.view} data={data.value} keyValue={context.key} state={state} />);
}

const publicRoutes: Route[] = [
  list<BodyRow>('/s/:space/bodies', {
    permission: permissions.see,
    name: 'bodies',
    columns: bodyColumns,
    filters: ['kind'],
    load: loadBodies,
    show: ({ view }, data) => <BodiesPage view={view} data={data} root={spaceRoot(view)} />,
    cached: true,
  }),
  get('/s/:space/bodies/:id', {
    permission: permissions.see,
    show: async (context) => {
      const data = await bodyView(context, 'public');
      return data.ok ? <BodyPage view={context.view} data={data.value} /> : data;
    },
    cached: true,
  }),
];

const deskRoutes: Route[] = [
  list<BodyRow>('/desk/:space/bodies', {
    permission: permissions.keep,
    name: 'bodies',
    columns: bodyColumns,
    filters: ['kind'],
    load: loadBodies,
    show: ({ view }, data) => <BodiesPage view={view} data={data} root={deskRoot(view)} desk />,
  }),
  form('/desk/:space/bodies/new', {
    permission: permissions.setUp,
    name: 'body',
    command: setUpBody,
    show: async ({ scope, view, key }, state) => (
      <BodyFormPage
        view={view}
        state={state}
        keyValue={key}
        charities={await organisationOptions(scope, ['charity'])}
      />
    ),
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=setUp`,
  }),
  get('/desk/:space/bodies/:id', { permission: permissions.keep, show: (context) => showAtDesk(context) }),
  form('/desk/:space/bodies/:id/edit', {
    permission: permissions.setUp,
    name: 'body-edit',
    command: describeBody,
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
    show: async ({ scope, view, key, params }, state) => {
      const found = await body(scope, params['id'] ?? '');
      if (found === null) return fail('bodies.not_found');
      const charities = await organisationOptions(scope, ['charity']);
      return <BodyFormPage view={view} state={state} keyValue={key} charities={charities} body={found} />;
    },
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=described`,
  }),
  form('/desk/:space/bodies/:id/seats/new', {
    permission: permissions.seat,
    name: 'seat',
    command: addSeat,
    input: ({ params }, fields) => ({ ...fields, bodyId: params['id'] }),
    show: async ({ scope, view, key, params, url }, state) => {
      const found = await body(scope, params['id'] ?? '');
      if (found === null) return fail('bodies.not_found');
      const text = (url.searchParams.get('q') ?? '').slice(0, 80);
      const [persons, organisations] = await Promise.all([findPersons(scope, text), organisationOptions(scope)]);
      const data = { body: found, text, found: persons, organisations };
      return <SeatFormPage view={view} state={state} keyValue={key} {...data} />;
    },
    done: ({ view }, { bodyId }) => `${deskRoot(view)}/bodies/${bodyId}?done=seated`,
  }),
  post('/desk/:space/bodies/:id/duties', {
    permission: permissions.setUp,
    name: 'duties',
    command: setDuties,
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
    show: showAtDesk,
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=duties`,
  }),
  post('/desk/:space/bodies/:id/activate', {
    permission: permissions.activate,
    name: 'activate',
    command: activateBody,
    input: ({ params }) => ({ id: params['id'] }),
    show: showAtDesk,
    done: ({ view }, { id }) => `${deskRoot(view)}/bodies/${id}?done=activated`,
  }),
  post('/desk/:space/bodies/:id/seats/:seat/end', {
    permission: permissions.seat,
    name: 'end-seat',
    command: endSeat,
    input: ({ params }, fields) => ({ ...fields, id: params['seat'] }),
    show: showAtDesk,
    done: ({ view }, { bodyId }) => `${deskRoot(view)}/bodies/${bodyId}?done=seatEnded`,
  }),
];

/** Public pages of bodies and rules, and the desk where they are kept. */
export const routes: Route[] = [...publicRoutes, ...deskRoutes, ...charterRoutes, ...seatRoutes, ...ruleRoutes];
