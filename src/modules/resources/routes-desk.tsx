import { fail, ok } from '#kernel/result';
import { openingOf } from '#modules/centres';
import { firstNeeds } from '#modules/matching';
import { classChoices, classNames, classOptions } from '#modules/needs';
import { organisationOptions } from '#modules/organisations';
import { personNames } from '#modules/people';
import { placeOptions } from '#modules/places';
import { today } from '#platform/scope';
import { type Body, type Context, form, get, list, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { askedMonth, monthEnd } from '#ui/month';
import { deskRoot } from '#ui/view';
import {
  confirmResource,
  endResource,
  offerResource,
  openResource,
  pauseResource,
  refuseResource,
  resumeResource,
} from './commands.ts';
import { cancelBooking, handOut, lend, reserve, takeBack } from './commands-bookings.ts';
import { countStock } from './commands-stock.ts';
import { type DeskMore, DeskResourcePage, DeskResourcesPage } from './pages-desk.tsx';
import { BookingsPage, bookingColumns, bookingFilters, LabelsPage, LendPage } from './pages-lending.tsx';
import { OfferPage } from './pages-offer.tsx';
import { resourceColumns, resourceFilters } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { decorate, openResources, type Resource, resource, resourceByLabel, resourceList } from './queries.ts';
import { booking, bookingList, bookingsOf } from './queries-bookings.ts';
import { takenBetween } from './queries-calendar.ts';
import { lacksOf, lineFor, partsOf } from './queries-lines.ts';
import { borrowers, fill, filledOf, helpedNeeds, lookupOf, usageOf } from './routes-parts.ts';
import { bookedKinds } from './schema.ts';

const root = ({ params }: Context) => `/desk/${params['space'] ?? ''}`;
const backTo = (context: Context, id: string, done: string) => `${root(context)}/resources/${id}?done=${done}`;

/** Lines, parts, hours and the month of one resource; nothing is asked for what has none. */
async function moreOf({ scope, url }: Context, row: Resource): Promise<DeskMore> {
  const month = askedMonth(url, today(scope));
  const span = { from: month, end: monthEnd(month) };
  return {
    line: await lineFor(scope, [row.id]),
    parts: await partsOf(scope, row.id),
    lacks: await lacksOf(scope, row.id),
    opening: await openingOf(scope, { kind: 'resource', id: row.id }, month),
    month,
    taken: bookedKinds.includes(row.kind)
      ? await takenBetween(scope, span, { audience: 'desk', resourceId: row.id })
      : [],
  };
}

export async function showOne(context: Context, state: FormState | undefined, id = context.params['id'] ?? '') {
  const { scope, view } = context;
  const found = await resource(scope, id);
  const [row] = found === null ? [] : await decorate(scope, [found], 'desk');
  if (row === undefined) return fail('resources.not_found');
  const by = row.createdBy === null ? undefined : (await personNames(scope, [row.createdBy])).get(row.createdBy);
  return ok(
    <DeskResourcePage
      view={view}
      state={state}
      keyValue={context.key}
      row={row}
      lookup={{ classes: await classNames(scope, view.lang) }}
      by={by?.inside ?? ''}
      bookings={await bookingsOf(scope, [row.id])}
      used={{ usage: await usageOf(context, row.id, row.kind), filled: await filledOf(scope, row.id, row.kind) }}
      borrower={await borrowers(scope, context.url.searchParams.get('who') ?? '')}
      helped={await helpedNeeds(scope, row, deskRoot(view), true)}
      more={await moreOf(context, row)}
      fits={row.state === 'open' || row.state === 'offered' ? await firstNeeds(scope, { ...row, state: 'open' }) : []}
    />,
  );
}

/** A refused button of a booking shows the resource it belongs to. */
async function showBooking(context: Context, state: FormState | undefined) {
  const found = await booking(context.scope, context.params['id'] ?? '');
  return found === null ? fail('resources.booking_not_found') : showOne(context, state, found.resourceId);
}

async function showOffer(context: Context, state: FormState | undefined) {
  const { scope, view, url } = context;
  const id = url.searchParams.get('person') ?? '';
  const names = id === '' ? undefined : (await personNames(scope, [id])).get(id);
  const { query, found } = await borrowers(scope, url.searchParams.get('q') ?? '');
  return (
    <OfferPage
      view={view}
      state={state}
      keyValue={context.key}
      classes={await classChoices(scope, view.lang)}
      places={await placeOptions(scope)}
      organisations={await organisationOptions(scope)}
      desk={{ person: names === undefined ? null : { id, name: names.inside }, query, found }}
    />
  );
}

async function showLabel(context: Context) {
  const { scope, view, params, url } = context;
  const found = await resourceByLabel(scope, params['labelCode'] ?? '');
  const [row] = found === null ? [] : await decorate(scope, [found], 'desk');
  if (row === undefined) return fail('resources.not_found');
  return ok(
    <LendPage
      view={view}
      keyValue={context.key}
      row={row}
      bookings={await bookingsOf(scope, [row.id])}
      borrower={await borrowers(scope, url.searchParams.get('who') ?? '')}
      parts={await partsOf(scope, row.id)}
      line={await lineFor(scope, [row.id])}
    />,
  );
}

/** What of a kit was typed as missing: fields named after its parts. */
function takenBack({ params }: Context, body: Body) {
  const lacks = Object.entries(body).flatMap(([name, value]) =>
    name.startsWith('lack-') && typeof value === 'string' && !/^0*$/.test(value.trim())
      ? [{ part: name.slice('lack-'.length), pieces: value }]
      : [],
  );
  return { ...body, id: params['id'], lacks };
}

const lists: Route[] = [
  list('/desk/:space/resources', {
    permission: permissions.read,
    name: 'resources',
    filters: ['state', 'kind', 'class', 'for', 'flag'],
    columns: (context) => resourceColumns(context.view, lookupOf(context), 'desk'),
    load: async (context, query) => {
      const { scope, view } = context;
      fill(context, await classNames(scope, view.lang));
      const found = await resourceList(scope, query, 'desk');
      return { ...found, filters: resourceFilters(view, await classOptions(scope, view.lang), 'desk') };
    },
    show: (context, data) => <DeskResourcesPage view={context.view} data={data} />,
  }),
  list('/desk/:space/bookings', {
    permission: permissions.read,
    name: 'bookings',
    filters: ['state', 'kind'],
    columns: (context) => bookingColumns(context.view),
    load: async ({ scope, view }, query) => ({ ...(await bookingList(scope, query)), filters: bookingFilters(view) }),
    show: (context, data) => <BookingsPage view={context.view} data={data} keyValue={context.key} />,
  }),
];

const pages: Route[] = [
  form('/desk/:space/resources/new', {
    permission: permissions.keep,
    name: 'offer',
    command: offerResource,
    show: showOffer,
    done: (context, value) => backTo(context, value.id, 'offered'),
  }),
  get('/desk/:space/resources/labels', {
    permission: permissions.keep,
    show: async ({ scope, view }) => {
      const all = await openResources(scope, { kinds: ['loan', 'room', 'goods'], paused: true });
      const rows = all.filter((one) => !one.keptByOwner && (one.kind !== 'goods' || one.secondhand));
      return <LabelsPage view={view} base={scope.platform.baseUrl} rows={rows} />;
    },
  }),
  get('/desk/:space/lend/:labelCode', { permission: permissions.lend, show: showLabel }),
  get('/desk/:space/resources/:id', { permission: permissions.read, show: (context) => showOne(context, undefined) }),
];

const deeds: Route[] = [
  post('/desk/:space/resources/:id/open', {
    permission: permissions.open,
    name: 'open',
    command: openResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'opened'),
  }),
  post('/desk/:space/resources/:id/refuse', {
    permission: permissions.open,
    name: 'refuse',
    command: refuseResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'refused'),
  }),
  post('/desk/:space/resources/:id/confirm', {
    permission: permissions.keep,
    name: 'confirm',
    command: confirmResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'confirmed'),
  }),
  post('/desk/:space/resources/:id/pause', {
    permission: permissions.keep,
    name: 'pause',
    command: pauseResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'paused'),
  }),
  post('/desk/:space/resources/:id/resume', {
    permission: permissions.keep,
    name: 'resume',
    command: resumeResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'resumed'),
  }),
  post('/desk/:space/resources/:id/end', {
    permission: permissions.keep,
    name: 'end',
    command: endResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'ended'),
  }),
  post('/desk/:space/resources/:id/count', {
    permission: permissions.keep,
    name: 'count',
    command: countStock,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'counted'),
  }),
];

const lending: Route[] = [
  post('/desk/:space/resources/:id/lend', {
    permission: permissions.lend,
    name: 'lend',
    command: lend,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.resourceId, 'lent'),
  }),
  post('/desk/:space/resources/:id/reserve', {
    permission: permissions.lend,
    name: 'reserve',
    command: reserve,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.resourceId, 'reserved'),
  }),
  post('/desk/:space/bookings/:id/out', {
    permission: permissions.lend,
    name: 'out',
    command: handOut,
    input: withId,
    show: showBooking,
    done: (context, value) => backTo(context, value.resourceId, 'handed'),
  }),
  post('/desk/:space/bookings/:id/back', {
    permission: permissions.lend,
    name: 'back',
    command: takeBack,
    input: takenBack,
    show: showBooking,
    done: (context, value) => backTo(context, value.resourceId, 'back'),
  }),
  post('/desk/:space/bookings/:id/cancel', {
    permission: permissions.lend,
    name: 'cancel',
    command: cancelBooking,
    input: withId,
    show: showBooking,
    done: (context, value) => backTo(context, value.resourceId, 'cancelled'),
  }),
];

/** The desk's pages of resources; fixed words of an address come before ids. */
export const deskRoutes: Route[] = [...lists, ...pages, ...deeds, ...lending];
