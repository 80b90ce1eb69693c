import { fail, ok } from '#kernel/result';
import { donationPoint } from '#modules/exchange';
import { placeOptions } from '#modules/places';
import { resource } from '#modules/resources';
import { oneOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import { type Context, form, get, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { countVisits, dropException, dropVisits, editCentre, openCentre, setException, setWeek } from './commands.ts';
import { DeskCentrePage, DeskCentresPage, NewCentrePage, OpeningPage } from './pages-desk.tsx';
import { permissions } from './permissions.ts';
import { centre, centreOfVisits, centres, lastVisits, openingOf, visitSums, yearBefore } from './queries.ts';
import { type OpenThing, openThings } from './schema.ts';

const root = ({ params }: Context) => `/desk/${params['space'] ?? ''}`;
const named = ({ params }: Context, body: Readonly<Record<string, unknown>>) => ({
  ...body,
  id: params['id'],
  ...(params['kind'] === undefined ? {} : { kind: params['kind'] }),
});

async function showCentre(context: Context, state: FormState | undefined, id = context.params['id'] ?? '') {
  const { scope, view } = context;
  const one = await centre(scope, id);
  if (one === null) return fail('centres.not_found');
  return ok(
    <DeskCentrePage
      view={view}
      state={state}
      keyValue={context.key}
      one={one}
      opening={await openingOf(scope, { kind: 'centre', id: one.id })}
      last={await lastVisits(scope, one.id)}
      sums={await visitSums(scope, [one.id], yearBefore(scope))}
    />,
  );
}

async function showVisits(context: Context, state: FormState | undefined) {
  const id = await centreOfVisits(context.scope, context.params['id'] ?? '');
  return id === null ? fail('centres.visits_not_found') : showCentre(context, state, id);
}

/** What the thing is called and where its own page is, asked of the room that keeps it. */
async function titleOf(scope: Scope, thing: OpenThing): Promise<string | null> {
  if (thing.kind === 'centre') return (await centre(scope, thing.id))?.title ?? null;
  if (thing.kind === 'donation_point') return (await donationPoint(scope, thing.id))?.title ?? null;
  return (await resource(scope, thing.id))?.title ?? null;
}

const folders = { resource: 'resources', centre: 'centres', donation_point: 'points' } as const;

async function showOpening(context: Context, state: FormState | undefined) {
  const { scope, view, params } = context;
  const kind = oneOf(openThings, params['kind']);
  if (kind === undefined) return fail('centres.not_found');
  const thing = { kind, id: params['id'] ?? '' };
  const title = await titleOf(scope, thing);
  if (title === null) return fail('centres.not_found');
  return ok(
    <OpeningPage
      view={view}
      state={state}
      keyValue={context.key}
      thing={{ ...thing, title, back: `${deskRoot(view)}/${folders[kind]}/${thing.id}` }}
      opening={await openingOf(scope, thing)}
      here={`${deskRoot(view)}/opening/${thing.kind}/${thing.id}`}
      area="desk"
    />,
  );
}

const openingDone = (context: Context, done: string) =>
  `${root(context)}/opening/${context.params['kind'] ?? ''}/${context.params['id'] ?? ''}?done=${done}`;

/** The desk's pages of centres and hours. */
export const deskRoutes: Route[] = [
  get('/desk/:space/centres', {
    permission: permissions.read,
    show: async ({ scope, view }) => <DeskCentresPage view={view} all={await centres(scope)} />,
  }),
  form('/desk/:space/centres/new', {
    permission: permissions.found,
    name: 'centre',
    command: openCentre,
    show: async ({ scope, view, key }, state) => (
      <NewCentrePage
        view={view}
        state={state}
        keyValue={key}
        places={await placeOptions(scope, ['site', 'building', 'estate'])}
      />
    ),
    done: (context, value) => `${root(context)}/centres/${value.id}?done=opened`,
  }),
  get('/desk/:space/centres/:id', { permission: permissions.read, show: (context) => showCentre(context, undefined) }),
  post('/desk/:space/centres/:id/count', {
    permission: permissions.keep,
    name: 'count',
    command: countVisits,
    input: named,
    show: showCentre,
    done: (context, value) => `${root(context)}/centres/${value.id}?done=counted`,
  }),
  post('/desk/:space/centres/:id/edit', {
    permission: permissions.keep,
    name: 'edit',
    command: editCentre,
    input: named,
    show: showCentre,
    done: (context, value) => `${root(context)}/centres/${value.id}?done=edited`,
  }),
  post('/desk/:space/visits/:id/drop', {
    permission: permissions.keep,
    name: 'drop',
    command: dropVisits,
    input: named,
    show: showVisits,
    done: (context, value) => `${root(context)}/centres/${value.id}?done=taken_back`,
  }),
  form('/desk/:space/opening/:kind/:id', {
    permission: permissions.keep,
    name: 'week',
    command: setWeek,
    input: named,
    show: showOpening,
    done: (context) => openingDone(context, 'hours'),
  }),
  post('/desk/:space/opening/:kind/:id/exception', {
    permission: permissions.keep,
    name: 'exception',
    command: setException,
    input: named,
    show: showOpening,
    done: (context) => openingDone(context, 'exception'),
  }),
  post('/desk/:space/opening/:kind/:id/drop', {
    permission: permissions.keep,
    name: 'drop',
    command: dropException,
    input: named,
    show: showOpening,
    done: (context) => openingDone(context, 'dropped'),
  }),
];
