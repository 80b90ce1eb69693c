import { z } from 'zod';
import { normalisePhone } from '#kernel/checks';
import { fail, ok, type Result } from '#kernel/result';
import { command } from '#platform/command';
import { text } from '#platform/input';
import type { Scope } from '#platform/scope';
import { phoneHash } from './commands.ts';
import { nameHelper } from './commands-helpers.ts';
import { grantMandate } from './commands-mandates.ts';
import { mayGrant, mayNameHelper } from './permissions.ts';
import { GrantMandate, NameHelper } from './schema.ts';

/** The one person meant by a number or a whole name, as people write it on a form. Refuses: `people.who_none`, `people.who_many`. */
async function meant(scope: Scope, who: string, field: string): Promise<Result<string>> {
  const number = normalisePhone(who);
  const rows = await scope.db
    .selectFrom('person')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('erased_at', 'is', null)
    .where((where) => (number.ok ? where('phone_hash', '=', phoneHash(scope, number.value)) : where('name', '=', who)))
    .limit(2)
    .execute();
  const [only] = rows;
  if (only === undefined) return fail('people.who_none', { field });
  return rows.length > 1 ? fail('people.who_many', { field }) : ok(only.id);
}

/** `nameHelper` with the helper written as number or name. */
export const nameHelperWho = command({
  name: 'people.name_helper_who',
  permission: mayNameHelper,
  input: NameHelper.omit({ helperPersonId: true }).extend({ who: text(60) }),
  run: async (scope, { who, ...input }) => {
    const found = await meant(scope, who, 'who');
    return found.ok ? nameHelper(scope, { ...input, helperPersonId: found.value }) : found;
  },
});

/** `grantMandate` with the person written as number or name. */
export const grantMandateWho = command({
  name: 'people.grant_mandate_who',
  permission: mayGrant,
  input: GrantMandate.omit({ personId: true }).extend({ who: text(60), personId: z.string().optional() }),
  run: async (scope, { who, ...input }) => {
    const found = await meant(scope, who, 'who');
    return found.ok ? grantMandate(scope, { ...input, personId: found.value }) : found;
  },
});
