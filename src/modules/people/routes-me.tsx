import type { VNode } from 'preact';
import { fail, ok, type Result } from '#kernel/result';
import type { Context, Route } from '#platform/web';
import { form, get, post } from '#platform/web';
import type { FormState } from '#ui/form';
import { dropSecond, endSession, openSetUp, renewPassword, setUpSecond } from './commands-self.ts';
import { safeBack } from './commands-sign-in.ts';
import { AccountPage, PasswordPage, SecondPage } from './pages-me.tsx';
import { mayOwn } from './permissions.ts';
import { type OwnAccount, ownAccount } from './queries-own.ts';

const withClient = (context: Context, body: object) => ({ ...body, client: context.client });

/** A page of one's account; whoever is not signed in is led there first. */
async function withAccount(context: Context, show: (account: OwnAccount) => VNode): Promise<Result<VNode>> {
  const account = await ownAccount(context.scope, context.client.cookie);
  return account === null ? fail('access.sign_in') : ok(show(account));
}

async function accountPage(context: Context, state?: FormState): Promise<Result<VNode>> {
  return withAccount(context, (account) => <AccountPage view={context.view} account={account} state={state} />);
}

async function secondPage(context: Context, state: FormState | undefined): Promise<Result<VNode>> {
  const sealed = context.url.searchParams.get('s');
  const setUp = sealed === null ? null : openSetUp(context.scope, sealed);
  const back = safeBack(context.url.searchParams.get('back') ?? '/me/second-factor?done=second_on');
  return withAccount(context, (account) => (
    <SecondPage
      view={context.view}
      account={account}
      state={state}
      setUp={setUp}
      gone={sealed !== null && setUp === null}
      back={back}
    />
  ));
}

/** The pages of one's own account, in no space. */
export const meRoutes: Route[] = [
  get('/me', { permission: mayOwn, show: (context) => accountPage(context) }),
  post('/me/sessions/end', {
    permission: mayOwn,
    name: 'end-session',
    command: endSession,
    input: withClient,
    show: accountPage,
    done: () => '/me?done=session_ended',
  }),
  form('/me/password', {
    permission: mayOwn,
    name: 'password',
    command: renewPassword,
    input: withClient,
    show: (context, state) =>
      withAccount(context, (account) => <PasswordPage view={context.view} account={account} state={state} />),
    done: () => '/me?done=password',
  }),
  form('/me/second-factor', {
    permission: mayOwn,
    name: 'second',
    command: setUpSecond,
    input: withClient,
    show: secondPage,
    done: (context, { sealed }) => {
      const back = context.url.searchParams.get('back');
      return `/me/second-factor?s=${sealed}${back === null ? '' : `&back=${encodeURIComponent(back)}`}`;
    },
  }),
  post('/me/second-factor/drop', {
    permission: mayOwn,
    name: 'drop-second',
    command: dropSecond,
    input: withClient,
    show: secondPage,
    done: () => '/me?done=second_off',
    cookies: ({ cookies }) => cookies,
  }),
];
