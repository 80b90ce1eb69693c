import { sql } from 'kysely';
import { z } from 'zod';
import { newId, readShortCode } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { foundSpace, NewSpace, noSpaceYet, setUpCode } from '#modules/places';
import { command } from '#platform/command';
import { name, text } from '#platform/input';
import { may } from '#platform/permission';
import { makeScope, type Scope, systemActor } from '#platform/scope';
import { registerPerson } from './commands.ts';
import { openAccount } from './commands-accounts.ts';
import { grantMandate } from './commands-mandates.ts';
import { deed } from './commands-sign-in.ts';

/** The first space and the person who looks after it. */
const SetUp = NewSpace.extend({
  code: text(40),
  adminName: name(40),
  username: text(30),
  password: z.string('input.required').min(1, 'input.required').max(128),
});

/** One at a time: two who press the button together must not make two first spaces. */
const setUpLock = 7_300_101;

const first = command({
  name: 'people.set_up',
  permission: may('people.set_up', 'system'),
  input: SetUp,
  conflicts: { user_username_key: 'people.username_taken' },
  run: async (scope, input) => {
    await sql`select pg_advisory_xact_lock(${setUpLock})`.execute(scope.db);
    const before = await scope.db.selectFrom('space').select('id').limit(1).executeTakeFirst();
    if (before !== undefined) return fail('places.set_up_done');
    const space = await foundSpace(scope, input);
    if (!space.ok) return space;
    const person = await registerPerson(scope, { name: input.adminName });
    if (!person.ok) return person;
    const { id: personId } = person.value;
    const mandate = await grantMandate(scope, { personId, role: 'admin' });
    if (!mandate.ok) return mandate;
    const account = await openAccount(scope, { personId, username: input.username, password: input.password });
    return account.ok ? ok({ slug: space.value.slug }) : account;
  },
});

/**
 * Makes the first space with its administrator, all or nothing, for whoever has the code from the terminal. Refuses:
 * `places.set_up_done` once there is a space, `places.set_up_code`, those of the space, the user name and the password.
 */
export const setUp = deed({
  name: 'people.set_up',
  permission: may('people.set_up', 'anyone'),
  input: SetUp,
  run: async (scope: Scope, input) => {
    const { platform } = scope;
    if (!(await noSpaceYet(platform))) return fail('places.set_up_done');
    if (readShortCode(input.code) !== readShortCode(setUpCode(platform)))
      return fail('places.set_up_code', { field: 'code' });
    return first(makeScope({ platform, spaceId: newId(scope.now()), actor: systemActor('set-up') }), input);
  },
});
