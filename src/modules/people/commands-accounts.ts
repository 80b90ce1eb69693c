import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { hashedPassword, inventedMail, phoneKey, shortestPassword, usernameShape } from '#platform/auth';
import { command } from '#platform/command';
import type { Db } from '#platform/database';
import type { Platform } from '#platform/platform';
import type { Inside, Scope } from '#platform/scope';
import { actorId, makeScope, systemActor } from '#platform/scope';
import { mayOpenAccount } from './permissions.ts';
import { OpenAccount, ResetSecond } from './schema.ts';

/** The account of a person, or null when they have none. */
export async function accountOf(scope: Scope, personId: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('auth.membership')
    .select('account_id')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

/** What an account begins with. */
interface Beginning {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly username?: string | undefined;
}

async function insertAccount(scope: Scope, db: Db, beginning: Beginning): Promise<string> {
  const accountId = newId(scope.now());
  await db
    .insertInto('auth.user')
    .values({
      id: accountId,
      name: beginning.name,
      email: inventedMail(accountId),
      username: beginning.username?.toLowerCase() ?? null,
      displayUsername: beginning.username ?? null,
      phoneNumber: beginning.phone === undefined ? null : phoneKey(scope.platform, beginning.phone),
    })
    .execute();
  return accountId;
}

async function join(scope: Scope, accountId: string, personId: string): Promise<void> {
  await scope.db
    .insertInto('auth.membership')
    .values({ account_id: accountId, space_id: scope.spaceId, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Lets whoever holds this number sign in as this person: joins the number's account to the person, or makes one. A
 * number that already stands for somebody else here (one telephone in a household) stays theirs; nothing is said.
 */
export async function joinByPhone(scope: Inside, personId: string, name: string, phone: string): Promise<void> {
  if ((await accountOf(scope, personId)) !== null) return;
  const known = await scope.db
    .selectFrom('auth.user')
    .select('id')
    .where('phoneNumber', '=', phoneKey(scope.platform, phone))
    .executeTakeFirst();
  await join(scope, known?.id ?? (await insertAccount(scope, scope.db, { name, phone })), personId);
}

/** The person's account, made when there is none: a household card can open it. */
export async function ensureAccount(scope: Inside, personId: string, name: string): Promise<string> {
  const known = await accountOf(scope, personId);
  if (known !== null) return known;
  const accountId = await insertAccount(scope, scope.db, { name });
  await join(scope, accountId, personId);
  return accountId;
}

async function setPassword(scope: Scope, accountId: string, password: string): Promise<void> {
  const hash = await hashedPassword(scope.platform, password);
  const changed = await scope.db
    .updateTable('auth.account')
    .set({ password: hash, updatedAt: scope.now() })
    .where('userId', '=', accountId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return;
  await scope.db
    .insertInto('auth.account')
    .values({ id: newId(scope.now()), accountId, providerId: 'credential', userId: accountId, password: hash })
    .execute();
}

/** Refusals of a user name or password, first one first. */
export function refusePassword(password: string): string | null {
  return [...password].length < shortestPassword ? 'people.password_short' : null;
}

/** Gives an account a user name and a password. Refuses: `people.username_shape`, `people.password_short`, `people.username_taken`. */
export async function setCredentials(
  scope: Scope,
  accountId: string,
  username: string,
  password: string,
): Promise<Result<null>> {
  if (!usernameShape.test(username)) return fail('people.username_shape', { field: 'username' });
  const short = refusePassword(password);
  if (short !== null) return fail(short, { field: 'password', params: { least: shortestPassword } });
  const taken = await scope.db
    .selectFrom('auth.user')
    .select('id')
    .where('username', '=', username.toLowerCase())
    .where('id', '<>', accountId)
    .executeTakeFirst();
  if (taken !== undefined) return fail('people.username_taken', { field: 'username' });
  await scope.db
    .updateTable('auth.user')
    .set({ username: username.toLowerCase(), displayUsername: username, updatedAt: scope.now() })
    .where('id', '=', accountId)
    .execute();
  await setPassword(scope, accountId, password);
  return ok(null);
}

/** Changes the password of an account; whoever else is signed in with it stays out from now on. */
export async function changePassword(
  scope: Scope,
  accountId: string,
  password: string,
  keepSession: string,
): Promise<Result<null>> {
  const short = refusePassword(password);
  if (short !== null) return fail(short, { field: 'password', params: { least: shortestPassword } });
  await setPassword(scope, accountId, password);
  await scope.db.deleteFrom('auth.session').where('userId', '=', accountId).where('id', '<>', keepSession).execute();
  return ok(null);
}

/**
 * Gives a person a user name and a first password, said to them at the counter. An administrator's deed, and never
 * for somebody whose account belongs to other spaces too: it would open those. Refuses: `people.not_found`,
 * `people.only_admin`, and those of the user name and password.
 */
export const openAccount = command({
  name: 'people.open_account',
  permission: mayOpenAccount,
  input: OpenAccount,
  conflicts: { user_username_key: 'people.username_taken' },
  run: async (scope, input) => {
    const person = await scope.db
      .selectFrom('person')
      .select('name')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.personId)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    if (person === undefined) return fail('people.not_found');
    const accountId = await ensureAccount(scope, input.personId, person.name);
    const spaces = await scope.db
      .selectFrom('auth.membership')
      .select('space_id')
      .where('account_id', '=', accountId)
      .execute();
    if (spaces.length > 1) return fail('people.only_admin');
    const credential = await scope.db
      .selectFrom('auth.account')
      .select('id')
      .where('userId', '=', accountId)
      .executeTakeFirst();
    if (credential !== undefined && scope.actor?.way !== 'system') return fail('people.has_account');
    const set = await setCredentials(scope, accountId, input.username, input.password);
    if (!set.ok) return set;
    await audit(scope, { kind: 'person', id: input.personId, detail: { account: true } });
    return ok({ id: accountId });
  },
});

/**
 * Takes away the second factor of somebody who lost telephone and backup codes, and ends their sessions; they set up a
 * new one at their next sign-in. Another administrator's deed, never one's own. Refuses: `people.not_found`,
 * `people.not_oneself`, `people.only_admin`.
 */
export const resetSecond = command({
  name: 'people.reset_second',
  permission: mayOpenAccount,
  input: ResetSecond,
  run: async (scope, input) => {
    if (actorId(scope) === input.personId) return fail('people.not_oneself');
    const accountId = await accountOf(scope, input.personId);
    if (accountId === null) return fail('people.not_found');
    const spaces = await scope.db
      .selectFrom('auth.membership')
      .select('space_id')
      .where('account_id', '=', accountId)
      .execute();
    if (spaces.length > 1) return fail('people.only_admin');
    await scope.db.deleteFrom('auth.twoFactor').where('userId', '=', accountId).execute();
    await scope.db.updateTable('auth.user').set({ twoFactorEnabled: false }).where('id', '=', accountId).execute();
    await scope.db.deleteFrom('auth.session').where('userId', '=', accountId).execute();
    await audit(scope, { kind: 'person', id: input.personId, detail: { second_factor: false } });
    return ok({ id: input.personId });
  },
});

/** What an account is made of. */
export interface NewAccount {
  readonly spaceId: string;
  readonly personId: string;
  /** Eleven digits. */
  readonly phone?: string;
  readonly username?: string;
  readonly password?: string;
}

/**
 * Makes an account for a person: for the set-up page, the demo and tests. Phone and user name must be free.
 * Gives the account's id.
 */
export async function createAccount(platform: Platform, account: NewAccount): Promise<Result<{ accountId: string }>> {
  const scope = makeScope({ platform, spaceId: account.spaceId, actor: systemActor('set-up') });
  const person = await scope.db
    .selectFrom('person')
    .select('name')
    .where('space_id', '=', account.spaceId)
    .where('id', '=', account.personId)
    .executeTakeFirst();
  if (person === undefined) return fail('people.not_found');
  const known = await accountOf(scope, account.personId);
  const accountId = known ?? (await insertAccount(scope, scope.db, { name: person.name, phone: account.phone }));
  if (known === null) await join(scope, accountId, account.personId);
  if (account.username === undefined || account.password === undefined) return ok({ accountId });
  const set = await setCredentials(scope, accountId, account.username, account.password);
  return set.ok ? ok({ accountId }) : set;
}
