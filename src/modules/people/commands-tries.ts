import { localTime } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { hashCode } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import type { Client } from '#platform/web';
import { type Attempt, closedUntil, codeLimits, guessLimits } from './rules.ts';

/** Counts tries to get in or to have a code sent; kept in the database, in the scope's own time. */
export async function counted(
  scope: Scope,
  what: 'enter' | 'code',
  who: string,
  from: Client,
): Promise<Result<{ passed(): Promise<void> }>> {
  const { keys } = scope.platform;
  const mine: Attempt & { id: string } = {
    id: newId(scope.now()),
    at: scope.now(),
    who: hashCode(keys, `try ${who}`),
    address: hashCode(keys, `address ${from.address}`),
  };
  const table = scope.db;
  // Written before the others are counted: of many tries at the same moment each sees all that came before it.
  await table
    .insertInto('auth.login_attempt')
    .values({ ...mine, deed: what, state: 'tried' })
    .execute();
  const others = await table
    .selectFrom('auth.login_attempt')
    .select(['at', 'who', 'address'])
    .where('deed', '=', what)
    .where('state', '=', 'tried')
    .where('id', '<>', mine.id)
    .where('at', '>', new Date(mine.at.getTime() - 3_600_000))
    .where((where) => where.or([where('who', '=', mine.who), where('address', '=', mine.address)]))
    .execute();
  const until = closedUntil(what === 'code' ? codeLimits : guessLimits, others, mine);
  if (until === null) return ok({ passed: () => forgive(scope, what, mine) });
  await table.updateTable('auth.login_attempt').set({ state: 'refused' }).where('id', '=', mine.id).execute();
  const minutes = Math.max(1, Math.ceil((until.getTime() - mine.at.getTime()) / 60_000));
  return fail(what === 'code' ? 'people.too_many_codes' : 'people.too_many', {
    params: { minutes, time: localTime(until, scope.timeZone) },
  });
}

/** Whoever got in had only mistyped: their own earlier tries from here no longer count. */
async function forgive(scope: Scope, what: 'enter' | 'code', mine: Attempt): Promise<void> {
  await scope.db
    .updateTable('auth.login_attempt')
    .set({ state: 'passed' })
    .where('deed', '=', what)
    .where('who', '=', mine.who)
    .where('address', '=', mine.address)
    .where('state', '=', 'tried')
    .execute();
}
