import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { SecondSetUp } from '#platform/auth';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Refused } from '#ui/refusal';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { ActingNote, deviceName, roleName } from './pages-parts.tsx';
import type { OwnAccount, SessionLine } from './queries-own.ts';
import { zh } from './zh.ts';

function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

function Homes(props: { readonly view: View; readonly account: OwnAccount }): VNode {
  const { view, account } = props;
  const w = wordsOf(view);
  if (account.homes.length === 0)
    return <Empty title={w.me.homesEmpty} acts={<ActLink href="/">{w.mine.front}</ActLink>} />;
  return (
    <Lines
      items={account.homes.map((home) => ({
        key: home.spaceId,
        what: <a href={`/me/${home.slug}`}>{home.name}</a>,
        note: home.roles.length === 0 ? w.me.noRoles : home.roles.map((role) => roleName(view, role)).join(' · '),
        value: home.roles.length === 0 ? undefined : <ActLink href={`/desk/${home.slug}`}>{w.me.goDesk}</ActLink>,
      }))}
    />
  );
}

/** Where most people go from here: the desk, for a role or a seat, or their own things in the one place they live. */
function Onward(props: { readonly view: View; readonly account: OwnAccount }): VNode | null {
  const { homes } = props.account;
  const w = wordsOf(props.view).me;
  const desk = props.view.who?.desk === true;
  const [home] = homes;
  if (home === undefined) return null;
  return (
    <>
      {desk && (
        <ActLink href="/desk" kind="main" icon="go">
          {w.goDesk}
        </ActLink>
      )}
      {homes.length === 1 && (
        <ActLink href={`/me/${home.slug}`} kind={desk ? 'line' : 'main'}>
          {w.goHome}
        </ActLink>
      )}
    </>
  );
}

function Sessions(props: { readonly view: View; readonly sessions: readonly SessionLine[] }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Block title={w.me.sessions} aside={w.me.sessionsHint}>
      <Lines
        items={props.sessions.map((session) => ({
          key: session.id,
          what: deviceName(session.agent) === '' ? w.me.unknownDevice : deviceName(session.agent),
          note: (
            <>
              {w.ways[session.way]} · <Day view={view} date={session.since} />
              {session.secondFactor && ` · ${w.me.withSecond}`}
            </>
          ),
          value: session.current ? (
            w.me.thisOne
          ) : (
            <ConfirmForm
              view={view}
              action="/me/sessions/end"
              label={w.me.endSession}
              hidden={{ sessionId: session.id }}
            />
          ),
        }))}
      />
    </Block>
  );
}

function Reading(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = wordsOf(view).me;
  const prefs = (key: string, value: string) => `/prefs?${key}=${value}&back=%2Fme`;
  return (
    <Block title={w.reading}>
      <p class="bar">
        <ActLink href={prefs('elder', view.elder ? '0' : '1')}>{view.elder ? w.normal : w.elder}</ActLink>
        <ActLink href={prefs('lang', view.lang === 'zh' ? 'en' : 'zh')}>{w.other}</ActLink>
      </p>
    </Block>
  );
}

/** The home of one account: its spaces and roles, how it is entered, and where it is open. */
export function AccountPage(props: {
  readonly view: View;
  readonly account: OwnAccount;
  readonly state: FormState | undefined;
}): VNode {
  const { view, account } = props;
  const w = wordsOf(view).me;
  const second = account.hasSecond ? (account.secondShown ? w.secondOnShown : w.secondOn) : w.secondOff;
  const side = (
    <>
      <Reading view={view} />
      <Block title={w.passwordTitle}>
        <p>{account.username === null ? w.passwordNone : w.passwordHas(account.username)}</p>
        <p class="bar">
          <ActLink href="/me/password">{account.hasPassword ? w.passwordGo : w.passwordSet}</ActLink>
        </p>
      </Block>
      <Block title={w.secondTitle}>
        <p>{second}</p>
        <p class="bar">
          <ActLink href="/me/second-factor">{account.hasSecond ? w.secondSee : w.secondGo}</ActLink>
        </p>
      </Block>
      <p class="bar">
        <ActLink href="/sign-out" icon="leave">
          {w.signOut}
        </ActLink>
      </p>
    </>
  );
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <Refused state={props.state} buttons={['end-session']} />
      <PageHead title={w.hello(account.name)} acts={<Onward view={view} account={account} />} />
      {account.actingFor !== null && <ActingNote view={view} {...account.actingFor} />}
      <Pair side={side}>
        <Block title={w.homes} voice>
          <Homes view={view} account={account} />
        </Block>
        <Sessions view={view} sessions={account.sessions} />
      </Pair>
    </Page>
  );
}

/** A new password, or the first one with a user name. */
export function PasswordPage(props: {
  readonly view: View;
  readonly account: OwnAccount;
  readonly state: FormState | undefined;
}): VNode {
  const { view, account, state } = props;
  const w = wordsOf(view).me;
  const field = { view, state, form: 'password', required: true } as const;
  return (
    <Page view={view} title={w.passwordTitle} area="me" section="me">
      <PageHead title={account.hasPassword ? w.passwordGo : w.passwordSet} />
      <Form
        view={view}
        state={state}
        name="password"
        action="/me/password"
        submit={account.hasPassword ? w.passwordGo : w.passwordSet}
        aside={<ActLink href="/me">{w.title}</ActLink>}
      >
        {account.hasPassword ? (
          <Field {...field} name="password" type="password" label={w.passwordOld} autocomplete="current-password" />
        ) : (
          <Field {...field} name="username" label={w.username} hint={w.usernameHint} autocomplete="username" />
        )}
        <Field
          {...field}
          name="newPassword"
          type="password"
          label={w.passwordNew}
          hint={w.passwordHint}
          autocomplete="new-password"
        />
      </Form>
    </Page>
  );
}

function SecondStart(props: {
  readonly view: View;
  readonly account: OwnAccount;
  readonly state: FormState | undefined;
  readonly gone: boolean;
  readonly back: string;
}): VNode {
  const { view, account, state } = props;
  const w = wordsOf(view).me;
  const action = `/me/second-factor?back=${encodeURIComponent(props.back)}`;
  return (
    <>
      <PageHead title={w.secondTitle} lede={w.secondWhat} />
      {props.gone && <Note tone="wrong">{w.secondGone}</Note>}
      <Form
        view={view}
        state={state}
        name="second"
        action={action}
        submit={w.secondStart}
        aside={<ActLink href="/me">{w.title}</ActLink>}
      >
        {account.hasPassword && (
          <Field
            view={view}
            state={state}
            form="second"
            name="password"
            type="password"
            label={w.secondPassword}
            autocomplete="current-password"
            required
          />
        )}
      </Form>
    </>
  );
}

function SecondShown(props: { readonly view: View; readonly setUp: SecondSetUp; readonly back: string }): VNode {
  const { view, setUp, back } = props;
  const w = wordsOf(view).me;
  const secret = new URL(setUp.uri).searchParams.get('secret') ?? '';
  return (
    <>
      <PageHead title={w.secondScan} />
      <Qr text={setUp.uri} label={w.secondQr} />
      <p>{w.secondType}</p>
      <p>
        <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Block title={w.secondCodes} aside={w.secondCodesHint}>
        <Lines items={setUp.backupCodes.map((code) => ({ key: code, what: <code>{code}</code> }))} />
      </Block>
      <Form view={view} name="use-second" action="/sign-in/second" submit={w.secondProveGo} hidden={{ back }}>
        <Field view={view} form="use-second" name="code" type="code" label={w.secondProve} required />
      </Form>
    </>
  );
}

function SecondSet(props: {
  readonly view: View;
  readonly account: OwnAccount;
  readonly state: FormState | undefined;
}): VNode {
  const { view, account, state } = props;
  const words = wordsOf(view);
  const w = words.me;
  return (
    <>
      <PageHead title={w.secondTitle} lede={account.secondShown ? w.secondOnShown : w.secondOn} />
      {account.secondShown ? (
        <Form
          view={view}
          state={state}
          name="drop-second"
          action="/me/second-factor/drop"
          submit={w.secondDrop}
          quiet
          aside={<ActLink href="/me">{w.title}</ActLink>}
        >
          <p>{w.secondDropHint}</p>
          {account.hasPassword && (
            <Field
              view={view}
              state={state}
              form="drop-second"
              name="password"
              type="password"
              label={w.secondPassword}
              autocomplete="current-password"
              required
            />
          )}
        </Form>
      ) : (
        <p class="bar">
          <ActLink href="/sign-in/second?back=%2Fme%2Fsecond-factor" kind="main">
            {words.enter.check}
          </ActLink>
        </p>
      )}
    </>
  );
}

/** Sets the second factor up, shows its codes once, and takes it away again. */
export function SecondPage(props: {
  readonly view: View;
  readonly account: OwnAccount;
  readonly state: FormState | undefined;
  readonly setUp: SecondSetUp | null;
  readonly gone: boolean;
  readonly back: string;
}): VNode {
  const { view, account, setUp } = props;
  return (
    <Page view={view} title={wordsOf(view).me.secondTitle} area="me" section="me">
      {account.hasSecond ? (
        <SecondSet view={view} account={account} state={props.state} />
      ) : setUp === null ? (
        <SecondStart view={view} account={account} state={props.state} gone={props.gone} back={props.back} />
      ) : (
        <SecondShown view={view} setUp={setUp} back={props.back} />
      )}
    </Page>
  );
}
