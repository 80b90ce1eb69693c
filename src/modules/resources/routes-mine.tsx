import { ok } from '#kernel/result';
import { subjectPerson } from '#platform/scope';
import { type Context, get, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { confirmResource, endResource, pauseResource, resumeResource } from './commands.ts';
import { cancelBooking, handOut, takeBack } from './commands-bookings.ts';
import { mySpeaking } from './commands-loading.ts';
import { MinePage } from './pages-mine.tsx';
import { permissions } from './permissions.ts';
import { resourcesOf } from './queries.ts';
import { bookingsOf, bookingsOfPerson } from './queries-bookings.ts';
import { waitsOfPerson } from './queries-lines.ts';

export async function show(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const self = subjectPerson(scope) ?? '';
  const resources = await resourcesOf(scope, { personId: self, organisationIds: await mySpeaking(scope, self) });
  const all = await bookingsOf(
    scope,
    resources.map((one) => one.id),
  );
  return ok(
    <MinePage
      view={view}
      state={state}
      keyValue={context.key}
      resources={resources}
      out={all.filter((one) => one.state === 'out' || one.state === 'reserved')}
      bookings={await bookingsOfPerson(scope, self)}
      waits={await waitsOfPerson(scope, self)}
    />,
  );
}

const here = (context: Context, done: string) => `/me/${context.params['space'] ?? ''}/resources?done=${done}`;

export const mineRoutes: Route[] = [
  get('/me/:space/resources', { permission: permissions.own, show: (context) => show(context, undefined) }),
  post('/me/:space/resources/:id/confirm', {
    permission: permissions.own,
    name: 'confirm',
    command: confirmResource,
    input: withId,
    show,
    done: (context) => here(context, 'confirmed'),
  }),
  post('/me/:space/resources/:id/pause', {
    permission: permissions.own,
    name: 'pause',
    command: pauseResource,
    input: withId,
    show,
    done: (context) => here(context, 'paused'),
  }),
  post('/me/:space/resources/:id/resume', {
    permission: permissions.own,
    name: 'resume',
    command: resumeResource,
    input: withId,
    show,
    done: (context) => here(context, 'resumed'),
  }),
  post('/me/:space/resources/:id/end', {
    permission: permissions.own,
    name: 'end',
    command: endResource,
    input: withId,
    show,
    done: (context) => here(context, 'ended'),
  }),
  post('/me/:space/bookings/:id/out', {
    permission: permissions.own,
    name: 'out',
    command: handOut,
    input: withId,
    show,
    done: (context) => here(context, 'handed'),
  }),
  post('/me/:space/bookings/:id/back', {
    permission: permissions.own,
    name: 'back',
    command: takeBack,
    input: withId,
    show,
    done: (context) => here(context, 'back'),
  }),
  post('/me/:space/bookings/:id/cancel', {
    permission: permissions.own,
    name: 'cancel',
    command: cancelBooking,
    input: withId,
    show,
    done: (context) => here(context, 'cancelled'),
  }),
];
