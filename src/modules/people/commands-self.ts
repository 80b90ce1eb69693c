import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import { auditRead } from '#modules/record';
import { beginSecond, endSecond, type OpenSession, passwordHolds, readSession, type SecondSetUp } from '#platform/auth';
import { openText, sealText } from '#platform/crypto';
import { id } from '#platform/input';
import type { Scope } from '#platform/scope';
import { holds } from '#platform/scope';
import { changePassword, setCredentials } from './commands-accounts.ts';
import { client, deed, noteOf, trace } from './commands-sign-in.ts';
import { counted } from './commands-tries.ts';
import { mayOwn } from './permissions.ts';
import { isHelperOf, person } from './queries.ts';
import { ActFor } from './schema.ts';

/** The session of whoever looks after their account; refuses with `people.sign_in_first`. */
async function ownSession(scope: Scope, cookie: string): Promise<Result<OpenSession>> {
  const open = await readSession(scope.platform, cookie);
  return open === null ? fail('people.sign_in_first') : ok(open);
}

const showFor = 10 * 60_000;

interface Shown extends SecondSetUp {
  readonly until: number;
}

/** What is shown once travels sealed to the page that shows it, for the one account and for ten minutes. */
function sealSetUp(scope: Scope, accountId: string, setUp: SecondSetUp): string {
  const shown: Shown = { ...setUp, until: scope.now().getTime() + showFor };
  const sealed = sealText(scope.platform.keys, JSON.stringify(shown), `people/second/${accountId}`);
  return Buffer.from(sealed).toString('base64url');
}

/** The address for the authenticator and the backup codes behind a sealed text; null when it is old or another's. */
export function openSetUp(scope: Scope, sealed: string): SecondSetUp | null {
  try {
    const plain = openText(
      scope.platform.keys,
      Buffer.from(sealed, 'base64url'),
      `people/second/${scope.actor?.accountId ?? ''}`,
    );
    // What we sealed ourselves has the shape we gave it.
    const shown = JSON.parse(plain) as Shown;
    return shown.until > scope.now().getTime() ? shown : null;
  } catch {
    return null;
  }
}

const password = z.string().max(128).optional();

/** Whoever found a card must not make the account their own: a first password or a second factor needs another way in. */
async function refuseCard(scope: Scope, open: OpenSession): Promise<string | null> {
  const note = await noteOf(scope, open.sessionId);
  return note?.way === 'card' && note.second_factor_at === null ? 'people.not_by_card' : null;
}

/**
 * Begins to set up the second factor; whoever has a password says it. It counts from the first code shown. Refuses:
 * `people.sign_in_first`, `people.not_by_card`, `people.too_many`, `people.wrong_password`, `people.second_already`.
 */
export const setUpSecond = deed({
  name: 'people.set_up_second',
  permission: mayOwn,
  input: z.object({ password, client }),
  run: async (scope, input) => {
    const open = await ownSession(scope, input.client.cookie);
    if (!open.ok) return open;
    const carded = await refuseCard(scope, open.value);
    if (carded !== null) return fail(carded);
    const counting = await counted(scope, 'enter', `own ${open.value.accountId}`, input.client);
    if (!counting.ok) return counting;
    const made = await beginSecond(scope.platform, input.client, input.password ?? '');
    if (!made.ok)
      return made.fault.code === 'people.wrong_password' ? fail(made.fault.code, { field: 'password' }) : made;
    await counting.value.passed();
    await trace(scope, open.value.accountId, open.value.sessionId, 'people.set_up_second', {});
    return ok({ sealed: sealSetUp(scope, open.value.accountId, made.value) });
  },
});

/** Takes the second factor away, for a new telephone; only after it was shown in this session. Refuses: `people.sign_in_first`, `people.second_needed`, `people.wrong_password`. */
export const dropSecond = deed({
  name: 'people.drop_second',
  permission: mayOwn,
  input: z.object({ password, client }),
  run: async (scope, input) => {
    const open = await ownSession(scope, input.client.cookie);
    if (!open.ok) return open;
    const note = await noteOf(scope, open.value.sessionId);
    if (note?.second_factor_at == null) return fail('people.second_needed');
    const counting = await counted(scope, 'enter', `own ${open.value.accountId}`, input.client);
    if (!counting.ok) return counting;
    const cookies = await endSecond(scope.platform, input.client, input.password ?? '');
    if (!cookies.ok) return fail(cookies.fault.code, { field: 'password' });
    await counting.value.passed();
    await keepNote(scope, open.value.accountId, note.way);
    await trace(scope, open.value.accountId, open.value.sessionId, 'people.drop_second', {});
    return ok({ cookies: cookies.value });
  },
});

/** better-auth opens a new session when the second factor goes; it keeps how it was opened, and starts without one. */
async function keepNote(scope: Scope, accountId: string, way: 'phone' | 'password' | 'card'): Promise<void> {
  const bare = await scope.db
    .selectFrom('auth.session')
    .leftJoin('auth.session_note', 'auth.session_note.session_id', 'auth.session.id')
    .select('auth.session.id')
    .where('auth.session.userId', '=', accountId)
    .where('auth.session_note.session_id', 'is', null)
    .execute();
  if (bare.length === 0) return;
  await scope.db
    .insertInto('auth.session_note')
    .values(bare.map((session) => ({ session_id: session.id, way, at: scope.now() })))
    .execute();
}

/** Changes one's password, or sets the first one with a user name; every other session ends. Refuses: `people.sign_in_first`, `people.too_many`, `people.wrong_password`, and those of a new password. */
export const renewPassword = deed({
  name: 'people.renew_password',
  permission: mayOwn,
  input: z.object({
    username: z.string().max(60).optional(),
    password,
    newPassword: z.string('input.required').max(128),
    client,
  }),
  run: async (scope, input) => {
    const open = await ownSession(scope, input.client.cookie);
    if (!open.ok) return open;
    const { accountId, sessionId } = open.value;
    const carded = await refuseCard(scope, open.value);
    if (carded !== null) return fail(carded);
    const counting = await counted(scope, 'enter', `own ${accountId}`, input.client);
    if (!counting.ok) return counting;
    const now = await scope.db
      .selectFrom('auth.account')
      .select('password')
      .where('userId', '=', accountId)
      .where('providerId', '=', 'credential')
      .executeTakeFirst();
    const hash = now?.password ?? null;
    if (hash !== null && !(await passwordHolds(scope.platform, hash, input.password ?? '')))
      return fail('people.wrong_password', { field: 'password' });
    const set =
      hash === null
        ? await setCredentials(scope, accountId, input.username ?? '', input.newPassword)
        : await changePassword(scope, accountId, input.newPassword, sessionId);
    if (!set.ok)
      return set.fault.field === 'password' ? fail(set.fault.code, { ...set.fault, field: 'newPassword' }) : set;
    await counting.value.passed();
    await trace(scope, accountId, sessionId, 'people.renew_password', {});
    return ok(null);
  },
});

/** Ends one of one's own sessions, on whatever device it is. Refuses: `people.sign_in_first`, `people.session_not_found`. */
export const endSession = deed({
  name: 'people.end_session',
  permission: mayOwn,
  input: z.object({ sessionId: id(), client }),
  run: async (scope, input) => {
    const open = await ownSession(scope, input.client.cookie);
    if (!open.ok) return open;
    const gone = await scope.db
      .deleteFrom('auth.session')
      .where('id', '=', input.sessionId)
      .where('userId', '=', open.value.accountId)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return fail('people.session_not_found');
    await trace(scope, open.value.accountId, input.sessionId, 'people.end_session', {});
    return ok(null);
  },
});

/**
 * From now on this session acts for another person of the space: as their named helper, or as the office. Every deed
 * is recorded as done by the one for the other. Refuses: `people.sign_in_first`, `people.not_found`,
 * `people.erased`, `people.not_self`, `people.not_helper`, `access.not_allowed`.
 */
export const actFor = deed({
  name: 'people.act_for',
  permission: mayOwn,
  input: ActFor.extend({ client }),
  run: async (scope, input) => {
    const open = await ownSession(scope, input.client.cookie);
    if (!open.ok) return open;
    const other = await person(scope, input.personId);
    if (other === null || other.spaceId !== scope.spaceId) return fail('people.not_found');
    if (other.erasedAt !== null) return fail('people.erased');
    if (scope.actor?.personId === input.personId) return fail('people.not_self');
    const allowed =
      input.as === 'helper'
        ? await isHelperOf(scope, input.personId)
        : input.as === 'hub'
          ? holds(scope, 'hub')
          : holds(scope, 'admin', 'worker', 'grid_worker');
    if (!allowed) return fail('people.not_helper');
    await scope.db
      .updateTable('auth.session_note')
      .set({ space_id: scope.spaceId, acting_for: input.personId, acting_as: input.as })
      .where('session_id', '=', open.value.sessionId)
      .execute();
    await auditRead(scope, { kind: 'person', id: input.personId, command: 'people.act_for', detail: { as: input.as } });
    return ok(null);
  },
});

/** Acts for oneself again. Refuses: `people.sign_in_first`. */
export const stopActing = deed({
  name: 'people.stop_acting',
  permission: mayOwn,
  input: z.object({ client }),
  run: async (scope, input) => {
    const open = await ownSession(scope, input.client.cookie);
    if (!open.ok) return open;
    await scope.db
      .updateTable('auth.session_note')
      .set({ acting_for: null, acting_as: null })
      .where('session_id', '=', open.value.sessionId)
      .execute();
    if (scope.actor !== null && scope.spaceId !== '')
      await auditRead(scope, { kind: 'person', id: scope.actor.personId, command: 'people.stop_acting' });
    return ok(null);
  },
});
