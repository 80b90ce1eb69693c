import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { phoneNumber, twoFactor, username } from 'better-auth/plugins';
import { Kysely, PostgresDialect } from 'kysely';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { hashCode } from './crypto.ts';
import type { Platform } from './platform.ts';

/**
 * Signing in, by better-auth, called from the server only: none of its own addresses is reachable. Each call gives
 * back the cookies to set. It knows no space, no role and no limit on guessing: those are the rooms' and `people`'s.
 */

/** How long a session lasts, in seconds. */
const sessionSeconds = 30 * 86_400;
/** How long a code sent to a telephone is good for, in minutes; the message says so. */
export const codeMinutes = 5;
export const shortestPassword = 10;

/** What a browser sent along: its cookies, and what it calls itself (shown in the list of sessions). */
export interface Client {
  readonly cookie: string;
  readonly agent: string;
}

/** A session as better-auth knows it. */
export interface OpenSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly name: string;
  readonly twoFactorEnabled: boolean;
}

/** What a way in led to: a session, or the question for the second factor (`sessionId` null). */
export interface Entered {
  readonly cookies: readonly string[];
  readonly sessionId: string | null;
  readonly accountId: string | null;
}

type Auth = ReturnType<typeof makeAuth>;
const made = new WeakMap<Platform, Auth>();

/** The one instance of a process. */
function authOf(platform: Platform): Auth {
  const known = made.get(platform);
  if (known !== undefined) return known;
  const auth = makeAuth(platform);
  made.set(platform, auth);
  return auth;
}

/** Codes on their way out, by the keyed number they are for: better-auth hands them to a callback, we hand them back. */
type Outgoing = Map<string, string>;
const outgoing = new WeakMap<Platform, Outgoing>();

function outgoingOf(platform: Platform): Outgoing {
  const known = outgoing.get(platform) ?? new Map<string, string>();
  outgoing.set(platform, known);
  return known;
}

function makeAuth(platform: Platform) {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: platform.database.pool }) }).withSchema('auth');
  return betterAuth({
    appName: 'Linli',
    baseURL: platform.baseUrl,
    secret: platform.keys.session,
    database: { db, type: 'postgres' },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: shortestPassword },
    advanced: {
      cookiePrefix: 'linli',
      // Row keys are UUIDs everywhere, so that a session can be the subject of an audit event.
      database: { generateId: () => newId() },
      // Where somebody was is nobody's business; guessing is counted under a keyed hash in `auth.login_attempt`.
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      username({ usernameValidator: (name) => usernameShape.test(name) }),
      phoneNumber({
        otpLength: 6,
        expiresIn: codeMinutes * 60,
        allowedAttempts: 5,
        phoneNumberValidator: () => true,
        sendOTP: ({ phoneNumber: number, code }) => {
          outgoingOf(platform).set(number, code);
        },
      }),
      twoFactor({ issuer: 'Linli', allowPasswordless: true }),
      cardPlugin,
    ],
  });
}

/** What a user name may look like: letters, digits, dot and underscore, so that it can be said over the phone. */
export const usernameShape = /^[a-z0-9_.]{3,30}$/i;

/** A way in of our own: `people` has checked a card, better-auth opens the session. Reachable only from the server. */
const cardPlugin = {
  id: 'linli-card',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        if (user === null) throw new APIError('UNAUTHORIZED');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ token: session.token });
      },
    ),
  },
};

function headersOf(client: Client): Headers {
  const headers = new Headers();
  if (client.cookie !== '') headers.set('cookie', client.cookie);
  if (client.agent !== '') headers.set('user-agent', client.agent);
  return headers;
}

/** The key under which an account is found by its number; the number itself is kept sealed with the person. */
export function phoneKey(platform: Platform, phone: string): string {
  return hashCode(platform.keys, `account phone ${phone}`);
}

/** A made-up address: better-auth wants one, nobody is ever written to there. */
export function inventedMail(accountId: string): string {
  return `${accountId}@accounts.invalid`;
}

interface Answer<T> {
  readonly headers: Headers;
  readonly response: T;
}

/** Runs a call; its refusals become one code, its faults stay faults. */
async function ask<T>(call: () => Promise<Answer<T>>, code: string): Promise<Result<Answer<T>>> {
  try {
    return ok(await call());
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return fail(code);
    throw error;
  }
}

/** The token in the cookie being set: the only place that names the new session where one took the other's place. */
function tokenIn(cookies: readonly string[]): string | null {
  const value = cookies
    .map((cookie) => /linli\.session_token=([^;]+)/.exec(cookie)?.[1])
    .find((one) => one !== undefined);
  return value === undefined ? null : (decodeURIComponent(value).split('.')[0] ?? null);
}

async function entered(platform: Platform, headers: Headers): Promise<Entered> {
  const cookies = headers.getSetCookie();
  const token = tokenIn(cookies);
  const found = token === null ? null : await (await authOf(platform).$context).internalAdapter.findSession(token);
  return { cookies, sessionId: found?.session.id ?? null, accountId: found?.user.id ?? null };
}

/** A fresh six-digit code for this number; the caller sends it. Nothing tells whether anybody has the number. */
export async function makeCode(platform: Platform, phone: string): Promise<string> {
  const key = phoneKey(platform, phone);
  await authOf(platform).api.sendPhoneNumberOTP({ body: { phoneNumber: key } });
  const code = outgoingOf(platform).get(key) ?? '';
  outgoingOf(platform).delete(key);
  return code;
}

/** Enters with the code from a message. Refuses with `people.wrong_code`. */
export async function enterByCode(
  platform: Platform,
  client: Client,
  phone: string,
  code: string,
): Promise<Result<Entered>> {
  const body = { phoneNumber: phoneKey(platform, phone), code };
  const answer = await ask(
    () =>
      authOf(platform).api.verifyPhoneNumber({
        body,
        headers: headersOf({ ...client, cookie: '' }),
        returnHeaders: true,
      }),
    'people.wrong_code',
  );
  return answer.ok ? ok(await entered(platform, answer.value.headers)) : answer;
}

/** Enters with user name and password. Refuses with `people.wrong_password`. */
export async function enterByPassword(
  platform: Platform,
  client: Client,
  name: string,
  password: string,
): Promise<Result<Entered>> {
  const answer = await ask(
    () =>
      authOf(platform).api.signInUsername({
        body: { username: name, password },
        headers: headersOf({ ...client, cookie: '' }),
        returnHeaders: true,
      }),
    'people.wrong_password',
  );
  return answer.ok ? ok(await entered(platform, answer.value.headers)) : answer;
}

/** Opens a session for an account that showed its household card. */
export async function enterByCard(platform: Platform, client: Client, accountId: string): Promise<Result<Entered>> {
  const answer = await ask(
    () =>
      authOf(platform).api.openSession({
        body: { userId: accountId },
        headers: headersOf({ ...client, cookie: '' }),
        returnHeaders: true,
      }),
    'people.wrong_card',
  );
  return answer.ok ? ok(await entered(platform, answer.value.headers)) : answer;
}

/** Shows the second factor: a code of the authenticator, or one of the backup codes. Refuses with `people.wrong_second`. */
export async function showSecond(platform: Platform, client: Client, code: string): Promise<Result<Entered>> {
  const { api } = authOf(platform);
  const headers = headersOf(client);
  const timed = /^\d{6}$/.test(code);
  const answer = await ask(
    async () =>
      timed
        ? await api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
        : await api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
    'people.wrong_second',
  );
  return answer.ok ? ok(await entered(platform, answer.value.headers)) : answer;
}

/** The session a cookie opens, its signature checked by better-auth; null without a valid one. */
export async function readSession(platform: Platform, cookie: string): Promise<OpenSession | null> {
  if (!cookie.includes('linli.session_token')) return null;
  const found = await authOf(platform).api.getSession({ headers: headersOf({ cookie, agent: '' }) });
  if (found === null) return null;
  return {
    sessionId: found.session.id,
    accountId: found.user.id,
    name: found.user.name,
    twoFactorEnabled: found.user.twoFactorEnabled === true,
  };
}

/** What an authenticator app needs, and the codes for the day the telephone is lost; shown once. */
export interface SecondSetUp {
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

/** Begins to set up the second factor. Refuses with `people.wrong_password`, `people.second_already`. */
export async function beginSecond(platform: Platform, client: Client, password: string): Promise<Result<SecondSetUp>> {
  const body = password === '' ? { method: 'totp' as const } : { method: 'totp' as const, password };
  try {
    const made = await authOf(platform).api.enableTwoFactor({ body, headers: headersOf(client) });
    return 'totpURI' in made ? ok({ uri: made.totpURI, backupCodes: made.backupCodes }) : fail('people.second_already');
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    return fail(error.body?.code === 'INVALID_PASSWORD' ? 'people.wrong_password' : 'people.second_already');
  }
}

/** Takes the second factor away again. Refuses with `people.wrong_password`. */
export async function endSecond(
  platform: Platform,
  client: Client,
  password: string,
): Promise<Result<readonly string[]>> {
  const body = password === '' ? {} : { password };
  const answer = await ask(
    () => authOf(platform).api.disableTwoFactor({ body, headers: headersOf(client), returnHeaders: true }),
    'people.wrong_password',
  );
  return answer.ok ? ok(answer.value.headers.getSetCookie()) : answer;
}

/** Ends this session; gives the cookies that take it away. */
export async function leave(platform: Platform, client: Client): Promise<readonly string[]> {
  const answer = await authOf(platform).api.signOut({ headers: headersOf(client), returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Whether this password is the account's. */
export async function passwordHolds(platform: Platform, hash: string, password: string): Promise<boolean> {
  const context = await authOf(platform).$context;
  return context.password.verify({ hash, password });
}

/** A password as it is kept. */
export async function hashedPassword(platform: Platform, password: string): Promise<string> {
  return (await authOf(platform).$context).password.hash(password);
}
