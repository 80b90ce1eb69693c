import { z } from 'zod';
import { newId } from '#kernel/ids';
import { parseFen } from '#kernel/money';
import { parseCount } from '#kernel/numbers';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { day, id, text } from '#platform/input';
import { actorId, type Inside, today } from '#platform/scope';
import { openAccount, postEntry } from './commands.ts';
import { permissions } from './permissions.ts';
import { accounts } from './queries.ts';
import type { Opening } from './queries-openings.ts';
import { opening } from './queries-openings.ts';
import type { Account, Commodity } from './schema.ts';

/** The other side of every opening balance, one account per commodity. */
const otherSide = 'opening';

const NewOpening = z.object({
  account: id('input.choose'),
  /** Yuan for an account of money, whole minutes for hours, whole pieces for goods. */
  amount: text(30),
  day: day(),
  note: text(200),
});

function amountOf(account: Account, typed: string): Result<bigint> {
  if (account.commodity === 'CNY') return parseFen(typed);
  const count = parseCount(typed);
  return count.ok ? ok(BigInt(count.value)) : count;
}

/**
 * Writes down what an account had when these books began; it counts once another person has confirmed it. Refuses
 * `ledger.account_unknown`, `ledger.opening_not_here`, an amount that can not be read, `ledger.opening_future`,
 * `ledger.opening_exists`.
 */
export const proposeOpening = command({
  name: 'ledger.proposeOpening',
  permission: permissions.open,
  input: NewOpening,
  conflicts: { ledger_opening_once: 'ledger.opening_exists' },
  run: async (scope, input) => {
    const [account] = await accounts(scope, [input.account]);
    if (account === undefined) return fail('ledger.account_unknown', { field: 'account' });
    if (account.path === otherSide) return fail('ledger.opening_not_here', { field: 'account' });
    const amount = amountOf(account, input.amount);
    if (!amount.ok) return fail(amount.fault.code, { ...amount.fault, field: 'amount' });
    if (input.day > today(scope)) return fail('ledger.opening_future', { field: 'day' });
    const made = newId(scope.now());
    await scope.db
      .insertInto('ledger_opening')
      .values({
        ...{ space_id: scope.spaceId, id: made, account_id: account.id, amount: amount.value, day: input.day },
        ...{ note: input.note, proposed_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'account', id: account.id, detail: { opening: amount.value.toString() } });
    return ok({ id: made });
  },
});

async function waiting(scope: Inside, wanted: string): Promise<Result<Opening>> {
  await scope.db
    .selectFrom('ledger_opening')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', wanted)
    .forUpdate()
    .execute();
  const known = await opening(scope, wanted);
  if (known === null) return fail('ledger.opening_unknown');
  return known.state === 'proposed' ? ok(known) : fail('ledger.opening_settled');
}

/**
 * Another person confirms an opening balance, and it is booked. Refuses `ledger.opening_unknown`,
 * `ledger.opening_settled`, `ledger.opening_same_person` and the codes of `postEntry`.
 */
export const confirmOpening = command({
  name: 'ledger.confirmOpening',
  permission: permissions.open,
  input: z.object({ id: id() }),
  run: async (scope, input) => {
    const known = await waiting(scope, input.id);
    if (!known.ok) return known;
    const { account, amount, day: on, proposedBy } = known.value;
    if (proposedBy === actorId(scope)) return fail('ledger.opening_same_person');
    // The commodity stands in the account's own row, which only `openAccount` writes.
    const commodity = account.commodity as Commodity;
    const other = await openAccount(scope, { path: otherSide, commodity, normal: 'credit', title: '' });
    const signed = account.normal === 'debit' ? amount : -amount;
    const posted = await postEntry(scope, {
      ...{ kind: 'ledger.opening', memo: '', day: on, subject: { kind: 'account', id: account.id } },
      lines: [
        { accountId: account.id, amount: signed },
        { accountId: other, amount: -signed },
      ],
    });
    if (!posted.ok) return posted;
    await settle(scope, input.id, 'booked', posted.value.entryId);
    await audit(scope, { kind: 'account', id: account.id, detail: { opened: amount.toString() } });
    return ok({ id: input.id });
  },
});

/** Takes back what was written down and not yet confirmed. Refuses `ledger.opening_unknown`, `ledger.opening_settled`. */
export const withdrawOpening = command({
  name: 'ledger.withdrawOpening',
  permission: permissions.open,
  input: z.object({ id: id() }),
  run: async (scope, input) => {
    const known = await waiting(scope, input.id);
    if (!known.ok) return known;
    await settle(scope, input.id, 'withdrawn', null);
    await audit(scope, { kind: 'account', id: known.value.account.id, detail: { withdrawn: true } });
    return ok({ id: input.id });
  },
});

async function settle(scope: Inside, wanted: string, state: 'booked' | 'withdrawn', entryId: string | null) {
  await scope.db
    .updateTable('ledger_opening')
    .set({ state, settled_by: actorId(scope), settled_at: scope.now(), entry_id: entryId })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', wanted)
    .execute();
}
