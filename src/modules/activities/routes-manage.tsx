import type { VNode } from 'preact';
import { fail, ok, type Result } from '#kernel/result';
import { procedure } from '#modules/decisions';
import { personNames } from '#modules/people';
import { placeOptions } from '#modules/places';
import { largestUpload } from '#platform/files';
import { allowed } from '#platform/permission';
import { subjectPerson } from '#platform/scope';
import { type Body, type Context, form, get, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, meRoot } from '#ui/view';
import { allowActivity, changeActivity, declineActivity } from './commands.ts';
import { cancelActivity, enactCommand, settleActivity } from './commands-course.ts';
import { reportActivity } from './commands-report.ts';
import { leaveActivity, signUp } from './commands-signups.ts';
import { ChangePage } from './pages-form.tsx';
import { ManagePage } from './pages-manage.tsx';
import { permissions } from './permissions.ts';
import { activity, signupsOf } from './queries.ts';
import { moneyOf, pickedOf, rowsOf } from './routes-parts.ts';
import type { Activity } from './schema.ts';

type Area = 'me' | 'desk';

function rootOf({ view, params }: Context, area: Area): string {
  return `${area === 'me' ? meRoot(view) : deskRoot(view)}/activities/${params['id'] ?? ''}`;
}

/** The activity, to its leader under their own pages, to the desk under its own. */
async function ownOrDesk(context: Context, area: Area): Promise<Result<Activity>> {
  const { scope, params } = context;
  const one = await activity(scope, params['id'] ?? '');
  if (one === null) return fail('activities.not_found');
  return area === 'desk' || one.leaderId === subjectPerson(scope) ? ok(one) : fail('activities.not_yours');
}

async function showManage(context: Context, area: Area, state?: FormState): Promise<Result<VNode>> {
  const { scope, view } = context;
  const found = await ownOrDesk(context, area);
  if (!found.ok) return found;
  const one = found.value;
  const [row] = await rowsOf(scope, [one], 'inside');
  if (row === undefined) return fail('activities.not_found');
  const signups = await signupsOf(scope, one.id);
  const names = await personNames(
    scope,
    signups.flatMap((signup) => [signup.personId, ...(signup.broughtBy === null ? [] : [signup.broughtBy])]),
  );
  const running = one.procedureId === null ? null : await procedure(scope, one.procedureId);
  return ok(
    <ManagePage
      view={view}
      row={row}
      state={state}
      keyValue={context.key}
      area={area}
      root={rootOf(context, area)}
      signups={signups.map((signup) => ({
        signup,
        name: names.get(signup.personId)?.inside ?? '',
        broughtBy: signup.broughtBy === null ? null : (names.get(signup.broughtBy)?.inside ?? null),
      }))}
      money={await moneyOf(scope, one)}
      decided={running !== null && running.state !== 'running'}
      picked={area === 'desk' ? await pickedOf(context, undefined) : null}
      mayCheck={area === 'desk' && allowed(scope, permissions.check).ok}
    />,
  );
}

async function showChange(context: Context, area: Area, state?: FormState): Promise<Result<VNode>> {
  const { scope, view } = context;
  const found = await ownOrDesk(context, area);
  if (!found.ok) return found;
  return ok(
    <ChangePage
      view={view}
      state={state}
      keyValue={context.key}
      action={`${rootOf(context, area)}/edit`}
      area={area}
      places={await placeOptions(scope)}
      one={found.value}
    />,
  );
}

/** Gathers the fields of the attendance form, one check box and one length for each who signed up. */
export function reportInput(id: string | undefined, body: Body): object {
  const part = (prefix: string) => Object.entries(body).filter(([name]) => name.startsWith(prefix));
  return {
    id,
    result: body['result'],
    came: part('came_').map(([name]) => name.slice('came_'.length)),
    minutes: Object.fromEntries(part('minutes_').map(([name, value]) => [name.slice('minutes_'.length), value])),
    reason: body['reason'],
    photo: body['photo'],
    photo_consent: body['photo_consent'],
  };
}

/** The deeds of one activity under a root: the leader's own pages, or the desk. */
export function manageRoutes(area: Area): Route[] {
  const base = `/${area}/:space/activities/:id`;
  const seen = area === 'me' ? permissions.own : permissions.read;
  const done = (word: string) => (context: Context) => `${rootOf(context, area)}?done=${word}`;
  const show = (context: Context, state?: FormState) => showManage(context, area, state);
  const byId = ({ params }: Context) => ({ id: params['id'] });
  const withBody = ({ params }: Context, body: Body) => ({ ...body, id: params['id'] });
  return [
    get(base, { permission: seen, show: (context) => show(context) }),
    form(`${base}/edit`, {
      permission: area === 'me' ? permissions.change : permissions.keep,
      name: 'change',
      command: changeActivity,
      input: withBody,
      show: (context, state) => showChange(context, area, state),
      done: done('changed'),
    }),
    post(`${base}/report`, {
      permission: area === 'me' ? permissions.report : permissions.keep,
      name: 'report',
      command: reportActivity,
      input: ({ params }, body) => reportInput(params['id'], body),
      maxBytes: largestUpload + 262_144,
      show,
      done: done('reported'),
    }),
    post(`${base}/cancel`, {
      permission: area === 'me' ? permissions.cancel : permissions.keep,
      name: 'cancel',
      command: cancelActivity,
      input: withBody,
      show,
      done: done('cancelled'),
    }),
    post(`${base}/settle`, {
      permission: area === 'me' ? permissions.report : permissions.keep,
      name: 'settle',
      command: settleActivity,
      input: byId,
      show,
      done: done('settled'),
    }),
    enactRoute(base, area, show),
    ...(area === 'desk' ? deskOnly(base, show, done) : []),
  ];
}

function enactRoute(
  base: string,
  area: Area,
  show: (context: Context, state?: FormState) => Promise<Result<VNode>>,
): Route {
  return post(`${base}/enact/:procedure`, {
    permission: area === 'me' ? permissions.enact : permissions.keep,
    name: 'enact',
    command: enactCommand,
    input: ({ params }) => ({ procedure: params['procedure'] }),
    show,
    done: (context) => `${rootOf(context, area)}?done=enacted`,
  });
}

function deskOnly(
  base: string,
  show: (context: Context, state?: FormState) => Promise<Result<VNode>>,
  done: (word: string) => (context: Context) => string,
): Route[] {
  const byId = ({ params }: Context) => ({ id: params['id'] });
  return [
    post(`${base}/allow`, {
      permission: permissions.check,
      name: 'allow',
      command: allowActivity,
      input: byId,
      show,
      done: done('allowed'),
    }),
    post(`${base}/decline`, {
      permission: permissions.check,
      name: 'decline',
      command: declineActivity,
      input: ({ params }, body) => ({ ...body, id: params['id'] }),
      show,
      done: done('declined'),
    }),
    post(`${base}/join`, {
      permission: permissions.keep,
      name: 'join',
      command: signUp,
      input: ({ params }, { person, part }) => ({ id: params['id'], person, part }),
      show,
      done: done('joined'),
    }),
    post(`${base}/leave`, {
      permission: permissions.keep,
      name: 'leave',
      command: leaveActivity,
      input: ({ params }, { person }) => ({ id: params['id'], person }),
      show,
      done: done('left'),
    }),
  ];
}
