import type { Context, Route } from '#platform/web';
import { form, get } from '#platform/web';
import {
  askCode,
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
  const back = way.back === '/me' ? '' : `?back=${encodeURIComponent(way.back)}`;
  if (way.next === 'second') return `/sign-in/second${back}`;
  return way.next === 'set_up' ? `/me/second-factor${back}` : way.back;
}

const cookies = (way: { readonly cookies: readonly string[] }) => way.cookies;

/** The ways in and the way out. */
export const signInRoutes: Route[] = [
  get('/sign-in', {
    permission: mayEnter,
    show: (context) => <ChooseWay view={context.view} back={backOf(context)} />,
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
