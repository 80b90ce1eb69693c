import type { Context, Route } from '#platform/web';
import { form, get, raw } from '#platform/web';
import {
  askCode,
  onFromHere,
  safeBack,
  signOut,
  useCard,
  useCode,
  usePassword,
  useSecond,
  type WayIn,
} from './commands-sign-in.ts';
import { AskCard, AskDigits, AskLeave, AskNumber, AskPassword, AskSecond, ChooseWay } from './pages-sign-in.tsx';
import { mayEnter } from './permissions.ts';
import { type OwnAccount, ownAccount } from './queries-own.ts';

function backOf(
  context: Context,
  state?: { readonly values: Readonly<Record<string, string | readonly string[]>> },
): string {
  const kept = state?.values['back'];
  return safeBack(typeof kept === 'string' ? kept : (context.url.searchParams.get('back') ?? undefined));
}

/** Only the request itself says who sent it. */
const withClient = (context: Context, body: object) => ({ ...body, client: context.client });

function onward(_context: Context, way: WayIn): string {
  const back = way.back === onFromHere ? '' : `?back=${encodeURIComponent(way.back)}`;
  if (way.next === 'second') return `/sign-in/second${back}`;
  return way.next === 'set_up' ? `/me/second-factor${back}` : way.back;
}

/** Where somebody goes who only signed in: the desk of their one role, else their own things where they live. */
function ownPlace(account: OwnAccount | null): string {
  if (account === null) return '/sign-in';
  const desks = account.homes.filter((home) => home.roles.length > 0);
  const [desk] = desks;
  if (desk !== undefined) return desks.length === 1 ? `/desk/${desk.slug}` : '/desks';
  const [home] = account.homes;
  return home !== undefined && account.homes.length === 1 ? `/me/${home.slug}` : '/me';
}

const cookies = (way: { readonly cookies: readonly string[] }) => way.cookies;

/** The ways in and the way out. */
export const signInRoutes: Route[] = [
  get('/sign-in', {
    permission: mayEnter,
    show: (context) => <ChooseWay view={context.view} back={backOf(context)} />,
  }),
  raw('GET', onFromHere, {
    permission: mayEnter,
    respond: async ({ scope, client }) => {
      const location = ownPlace(await ownAccount(scope, client.cookie));
      return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
    },
  }),
  form('/sign-in/code', {
    permission: mayEnter,
    name: 'ask-code',
    command: askCode,
    input: withClient,
    show: (context, state) => <AskNumber view={context.view} state={state} back={backOf(context, state)} />,
    done: (_context, { ticket, back }) => `/sign-in/code/enter?ticket=${ticket}&back=${encodeURIComponent(back)}`,
  }),
  form('/sign-in/code/enter', {
    permission: mayEnter,
    name: 'use-code',
    command: useCode,
    input: withClient,
    show: (context, state) => {
      const kept = state?.values['ticket'];
      const ticket = typeof kept === 'string' ? kept : (context.url.searchParams.get('ticket') ?? '');
      return <AskDigits view={context.view} state={state} back={backOf(context, state)} ticket={ticket} />;
    },
    done: onward,
    cookies,
  }),
  form('/sign-in/password', {
    permission: mayEnter,
    name: 'use-password',
    command: usePassword,
    input: withClient,
    show: (context, state) => <AskPassword view={context.view} state={state} back={backOf(context, state)} />,
    done: onward,
    cookies,
  }),
  form('/sign-in/card', {
    permission: mayEnter,
    name: 'use-card',
    command: useCard,
    input: withClient,
    show: (context, state) => (
      <AskCard
        view={context.view}
        state={state}
        back={backOf(context, state)}
        code={context.url.searchParams.get('c') ?? ''}
      />
    ),
    done: onward,
    cookies,
  }),
  form('/sign-in/second', {
    permission: mayEnter,
    name: 'use-second',
    command: useSecond,
    input: withClient,
    show: (context, state) => (
      <AskSecond
        view={context.view}
        state={state}
        back={backOf(context, state)}
        inside={context.scope.actor !== null}
      />
    ),
    done: onward,
    cookies,
  }),
  form('/sign-out', {
    permission: mayEnter,
    name: 'sign-out',
    command: signOut,
    input: withClient,
    show: (context) => <AskLeave view={context.view} />,
    done: () => '/sign-in?done=left',
    cookies,
  }),
];
