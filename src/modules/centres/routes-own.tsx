import { fail, ok } from '#kernel/result';
import { dropOwnDay, isOwner, resource, setOwnDay, setOwnWeek } from '#modules/resources';
import { type Context, form, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { OpeningPage } from './pages-desk.tsx';
import { permissions } from './permissions.ts';
import { openingOf } from './queries.ts';

const mine = ({ params }: Context) => `/me/${params['space'] ?? ''}/resources`;
const here = (context: Context) => `${mine(context)}/${context.params['id'] ?? ''}/hours`;

async function showHours(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const one = await resource(scope, context.params['id'] ?? '');
  const owner = {
    owner_person_id: one?.ownerPersonId ?? null,
    owner_organisation_id: one?.ownerOrganisationId ?? null,
  };
  if (one === null || one.kind !== 'room' || !(await isOwner(scope, owner))) return fail('resources.not_found');
  const thing = { kind: 'resource', id: one.id } as const;
  return ok(
    <OpeningPage
      {...{ view, state, keyValue: context.key, area: 'me', here: here(context) }}
      thing={{ ...thing, title: one.title, back: mine(context) }}
      opening={await openingOf(scope, thing)}
    />,
  );
}

/** Hours of one's own room, kept by whoever it belongs to. */
export const ownRoutes: Route[] = [
  form('/me/:space/resources/:id/hours', {
    permission: permissions.own,
    ...{ name: 'week', command: setOwnWeek, input: withId, show: showHours },
    done: (context) => `${here(context)}?done=own_hours`,
  }),
  post('/me/:space/resources/:id/hours/exception', {
    permission: permissions.own,
    ...{ name: 'exception', command: setOwnDay, input: withId, show: showHours },
    done: (context) => `${here(context)}?done=own_day`,
  }),
  post('/me/:space/resources/:id/hours/drop', {
    permission: permissions.own,
    ...{ name: 'drop', command: dropOwnDay, input: withId, show: showHours },
    done: (context) => `${here(context)}?done=own_day_back`,
  }),
];
