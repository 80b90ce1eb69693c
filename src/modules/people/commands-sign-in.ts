import { sql } from 'kysely';
import { z } from 'zod';
import { readShortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, auditRead, tell } from '#modules/record';
import {
  type Client as AuthClient,
  codeMinutes,
  type Entered,
  enterByCard,
  enterByCode,
  enterByPassword,
  leave,
  makeCode,
  phoneKey,
  readSession,
  showSecond,
} from '#platform/auth';
import { type Command, command } from '#platform/command';
import { openText, sealText } from '#platform/crypto';
import { firstFault, phone, text } from '#platform/input';
import { may, type Permission } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { makeScope, systemActor } from '#platform/scope';
import type { Client } from '#platform/web';
import { cardHash } from './commands-cards.ts';
import { counted } from './commands-tries.ts';
import { en } from './en.ts';
import { mayEnter } from './permissions.ts';
import { holdsMoney, type Membership } from './queries-actors.ts';
import { zh } from './zh.ts';

/**
 * A deed on an account: it belongs to no space, so it runs in no space's transaction and leaves its traces in every
 * space the account is at home in. Otherwise it is asked like any command: permission, input, refusal by code.
 */
export function deed<S extends z.ZodType, T>(spec: {
  readonly name: string;
  readonly permission: Permission;
  readonly input: S;
  readonly run: (scope: Scope, input: z.output<S>) => Promise<Result<T>>;
}): Command<S, T> {
  const call = async (scope: Scope, raw: z.input<S>): Promise<Result<T>> => {
    const parsed = spec.input.safeParse(raw);
    return parsed.success ? spec.run(scope, parsed.data) : { ok: false, fault: firstFault(parsed.error) };
  };
  return Object.assign(call, { spec });
}

/** Who sends the request; the route puts it in, no form field can. */
export const client = z.custom<Client>((value) => typeof value === 'object' && value !== null && 'cookie' in value);
const back = z.string().optional();

/** Where a way in has led: to the second factor, to setting one up, or inside. */
export interface WayIn {
  readonly cookies: readonly string[];
  readonly next: 'second' | 'set_up' | 'in';
  readonly back: string;
}

/** Where a way in leads when no page was asked for: on from there to the reader's own work. */
export const onFromHere = '/sign-in/on';

/** A path on this server and nothing else: a link may not send a reader elsewhere. */
export function safeBack(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : onFromHere;
}

function authClient(from: Client): AuthClient {
  return { cookie: from.cookie, agent: from.agent.slice(0, 200) };
}

/** Where an account is at home. */
export async function membershipsOf(scope: Scope, accountId: string): Promise<Membership[]> {
  const rows = await scope.db
    .selectFrom('auth.membership')
    .select(['space_id', 'person_id'])
    .where('account_id', '=', accountId)
    .orderBy('space_id')
    .execute();
  return rows.map((row) => ({ spaceId: row.space_id, personId: row.person_id }));
}

/** Leaves the trace of an account's deed in each space it is at home in. */
export async function trace(
  scope: Scope,
  accountId: string,
  subject: string,
  name: string,
  detail: Record<string, string>,
): Promise<void> {
  for (const { spaceId, personId } of await membershipsOf(scope, accountId)) {
    const actor = { ...systemActor(''), accountId, personId };
    const there = makeScope({ platform: scope.platform, spaceId, actor, requestId: scope.requestId, now: scope.now });
    await auditRead(there, { kind: 'session', id: subject, command: name, detail });
  }
}

/** Writes down how a session was opened, and says where to go on. */
async function noted(
  scope: Scope,
  got: Entered,
  opened: { readonly way: 'phone' | 'password' | 'card'; readonly cardId?: string; readonly spaceId?: string },
  to: string | undefined,
): Promise<Result<WayIn>> {
  const { cookies, sessionId, accountId } = got;
  if (sessionId === null || accountId === null) return ok({ cookies, next: 'second', back: safeBack(to) });
  await scope.db
    .insertInto('auth.session_note')
    .values({
      session_id: sessionId,
      way: opened.way,
      card_id: opened.cardId ?? null,
      space_id: opened.spaceId ?? null,
      at: scope.now(),
    })
    .execute();
  await trace(scope, accountId, sessionId, 'people.enter', { way: opened.way });
  const user = await scope.db
    .selectFrom('auth.user')
    .select('twoFactorEnabled')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (user?.twoFactorEnabled === true) return ok({ cookies, next: 'second', back: safeBack(to) });
  const money = await holdsMoney(scope.platform, await membershipsOf(scope, accountId));
  return ok({ cookies, next: money ? 'set_up' : 'in', back: safeBack(to) });
}

const ticketFor = codeMinutes * 2 * 60_000;

/** The number between the two questions of the code: sealed, because it stands in an address. */
function sealNumber(scope: Scope, number: string): string {
  const ticket = JSON.stringify({ number, until: scope.now().getTime() + ticketFor });
  return Buffer.from(sealText(scope.platform.keys, ticket, 'people/sign-in/number')).toString('base64url');
}

/** The number behind such a ticket; null when it is old or not ours. */
export function openNumber(scope: Scope, ticket: string): string | null {
  try {
    const plain = openText(scope.platform.keys, Buffer.from(ticket, 'base64url'), 'people/sign-in/number');
    // What we sealed ourselves has the shape we gave it.
    const { number, until } = JSON.parse(plain) as { number: string; until: number };
    return until > scope.now().getTime() ? number : null;
  } catch {
    return null;
  }
}

/**
 * Sends a code to a number. Answers the same whether anybody has that number, so that nobody can ask who is
 * registered. Refuses: the codes of a number, `people.too_many_codes`.
 */
export const askCode = deed({
  name: 'people.ask_code',
  permission: mayEnter,
  input: z.object({ phone: phone(), client, back }),
  run: async (scope, input) => {
    const counting = await counted(scope, 'code', input.phone, input.client);
    if (!counting.ok) return counting;
    const account = await scope.db
      .selectFrom('auth.user')
      .select('id')
      .where('phoneNumber', '=', phoneKey(scope.platform, input.phone))
      .executeTakeFirst();
    const [home] = await membershipsOf(scope, account?.id ?? '');
    // Made for numbers nobody has too: how long the answer takes must not tell who is registered.
    const code = await makeCode(scope.platform, input.phone);
    if (home !== undefined) {
      const there = makeScope({
        platform: scope.platform,
        spaceId: home.spaceId,
        actor: systemActor('sign-in'),
        lang: scope.lang,
        now: scope.now,
      });
      await sendCode(there, { personId: home.personId, phone: input.phone, code });
    }
    return ok({ ticket: sealNumber(scope, input.phone), back: safeBack(input.back) });
  },
});

/** Puts the code into the outbox of the account's space; the code itself is in no event. */
const sendCode = command({
  name: 'people.send_code',
  permission: may('people.send_code', 'system'),
  input: z.object({ personId: z.string(), phone: z.string(), code: z.string() }),
  run: async (scope, input) => {
    const words = pick(scope.lang, { zh, en });
    await tell(scope, {
      personId: input.personId,
      channel: 'sms',
      recipient: input.phone,
      body: words.sms.code(input.code, codeMinutes),
      lang: scope.lang,
      about: { kind: 'person', id: input.personId },
    });
    await audit(scope, { kind: 'person', id: input.personId });
    return ok(null);
  },
});

/** Enters with the code from the message. Refuses: `people.sign_in_first`, `people.too_many`, `people.wrong_code`. */
export const useCode = deed({
  name: 'people.use_code',
  permission: mayEnter,
  input: z.object({ ticket: z.string(), code: text(20), client, back }),
  run: async (scope, input) => {
    const number = openNumber(scope, input.ticket);
    if (number === null) return fail('people.sign_in_first');
    const counting = await counted(scope, 'enter', `phone ${number}`, input.client);
    if (!counting.ok) return counting;
    const code = input.code.normalize('NFKC').replace(/\D/g, '');
    const known = await scope.db
      .selectFrom('auth.user')
      .select('id')
      .where('phoneNumber', '=', phoneKey(scope.platform, number))
      .executeTakeFirst();
    if (known === undefined) return fail('people.wrong_code', { field: 'code' });
    const got = await enterByCode(scope.platform, authClient(input.client), number, code);
    if (!got.ok) return fail(got.fault.code, { field: 'code' });
    await counting.value.passed();
    return noted(scope, got.value, { way: 'phone' }, input.back);
  },
});

/** Enters with user name and password. Refuses: `people.too_many`, `people.wrong_password`. */
export const usePassword = deed({
  name: 'people.use_password',
  permission: mayEnter,
  input: z.object({ username: text(60), password: z.string('input.required').max(128), client, back }),
  run: async (scope, input) => {
    const name = input.username.toLowerCase();
    const counting = await counted(scope, 'enter', `name ${name}`, input.client);
    if (!counting.ok) return counting;
    const got = await enterByPassword(scope.platform, authClient(input.client), name, input.password);
    if (!got.ok) return fail(got.fault.code, { field: 'password' });
    await counting.value.passed();
    return noted(scope, got.value, { way: 'password' }, input.back);
  },
});

/** Remembers when a card was last used, so that a household sees whether one that is lost still opens doors. */
const noteCardUse = command({
  name: 'people.note_card_use',
  permission: may('people.note_card_use', 'system'),
  input: z.object({ cardId: z.string() }),
  run: async (scope, input) => {
    await scope.db
      .updateTable('household_card')
      .set({ last_used_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.cardId)
      .execute();
    await audit(scope, { kind: 'card', id: input.cardId });
    return ok(null);
  },
});

/** Enters with a household card, scanned or typed. Refuses: `people.too_many`, `people.wrong_card`. */
export const useCard = deed({
  name: 'people.use_card',
  permission: mayEnter,
  input: z.object({ code: text(40), client, back }),
  run: async (scope, input) => {
    // Every guess names another card, so tries are counted by where they come from.
    const counting = await counted(scope, 'enter', `card ${input.client.address}`, input.client);
    if (!counting.ok) return counting;
    const card = await scope.db
      .selectFrom('auth.card')
      .select(['account_id', 'card_id', 'space_id'])
      .where('code_hash', '=', cardHash(scope.platform, readShortCode(input.code)))
      .executeTakeFirst();
    if (card === undefined) return fail('people.wrong_card', { field: 'code' });
    const got = await enterByCard(scope.platform, authClient(input.client), card.account_id);
    if (!got.ok) return got;
    await counting.value.passed();
    const there = makeScope({
      platform: scope.platform,
      spaceId: card.space_id,
      actor: systemActor('sign-in'),
      now: scope.now,
    });
    const seen = await noteCardUse(there, { cardId: card.card_id });
    if (!seen.ok) return seen;
    return noted(scope, got.value, { way: 'card', cardId: card.card_id, spaceId: card.space_id }, input.back);
  },
});

/** Whose second factor is asked for: the session's account, or the one whose password was right a moment ago. */
async function asked(scope: Scope, cookie: string): Promise<string | null> {
  const open = await readSession(scope.platform, cookie);
  if (open !== null) return open.accountId;
  const signed = /linli\.two_factor=([^;]+)/.exec(cookie)?.[1];
  if (signed === undefined) return null;
  const [identifier = ''] = decodeURIComponent(signed).split('.');
  const row = await scope.db
    .selectFrom('auth.verification')
    .select('value')
    .where('identifier', '=', identifier)
    .executeTakeFirst();
  return row?.value ?? null;
}

/**
 * Shows the second factor: six digits of the authenticator, or a backup code. From then on this session may act in
 * roles over money. Refuses: `people.sign_in_first`, `people.too_many`, `people.wrong_second`.
 */
export const useSecond = deed({
  name: 'people.use_second',
  permission: mayEnter,
  input: z.object({ code: text(40), client, back }),
  run: async (scope, input) => {
    const accountId = await asked(scope, input.client.cookie);
    if (accountId === null) return fail('people.sign_in_first');
    const counting = await counted(scope, 'enter', `second ${accountId}`, input.client);
    if (!counting.ok) return counting;
    const before = await readSession(scope.platform, input.client.cookie);
    const note = before === null ? undefined : await noteOf(scope, before.sessionId);
    const got = await showSecond(
      scope.platform,
      authClient(input.client),
      input.code.normalize('NFKC').replace(/\s/g, ''),
    );
    if (!got.ok) return fail(got.fault.code, { field: 'code' });
    await counting.value.passed();
    const sessionId = got.value.sessionId ?? before?.sessionId;
    if (sessionId === undefined) return fail('people.sign_in_first');
    await scope.db
      .insertInto('auth.session_note')
      .values({ way: 'password', at: scope.now(), ...note, session_id: sessionId, second_factor_at: scope.now() })
      .onConflict((conflict) =>
        conflict.column('session_id').doUpdateSet({ second_factor_at: sql`excluded.second_factor_at` }),
      )
      .execute();
    await trace(scope, accountId, sessionId, 'people.use_second', {});
    const way: WayIn = { cookies: got.value.cookies, next: 'in', back: safeBack(input.back) };
    return ok(way);
  },
});

export async function noteOf(scope: Scope, sessionId: string) {
  return scope.db.selectFrom('auth.session_note').selectAll().where('session_id', '=', sessionId).executeTakeFirst();
}

/** Ends this session. */
export const signOut = deed({
  name: 'people.sign_out',
  permission: mayEnter,
  input: z.object({ client }),
  run: async (scope, input) => {
    const open = await readSession(scope.platform, input.client.cookie);
    if (open !== null) await trace(scope, open.accountId, open.sessionId, 'people.sign_out', {});
    return ok({ cookies: await leave(scope.platform, authClient(input.client)) });
  },
});
