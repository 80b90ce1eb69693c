import { readShortCode } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { reverseEntry } from '#modules/ledger';
import { audit } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { locked } from './commands.ts';
import { reopenPledge } from './commands-pledges.ts';
import { giftConflicts } from './commands-taking.ts';
import { permissions } from './permissions.ts';
import { gift, giftByCode } from './queries.ts';
import { type Gift, GiftPublicity, IssueReceipt, OwnPublicity, Sponsored, WithReason } from './schema.ts';

/** Finance writes down the charity's receipt. Refuses `gifts.not_found`, `gifts.not_booked`, `gifts.receipt_not_due`, `gifts.receipt_number_used`. */
export const issueReceipt = command({
  name: 'gifts.issueReceipt',
  permission: permissions.receipt,
  input: IssueReceipt,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('gifts.not_found');
    if (known.state !== 'booked') return fail('gifts.not_booked');
    if (known.receiptState !== 'pending' && known.receiptState !== 'waived') return fail('gifts.receipt_not_due');
    await scope.db
      .updateTable('gift')
      .set({ receipt_state: 'issued', receipt_number: input.receiptNumber })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'gift', id: known.id, detail: { receipt: input.receiptNumber } });
    await closeTask(scope, { kind: 'gift', id: known.id }, 'gifts.receipt', 'done');
    return ok({ id: known.id });
  },
});

/**
 * On asking again it was a sponsorship, with something in return: no donation receipt falls due, and its task is closed.
 * Refuses `gifts.not_found`, `gifts.not_booked`, `gifts.receipt_not_due`.
 */
export const callSponsorship = command({
  name: 'gifts.callSponsorship',
  permission: permissions.receipt,
  input: Sponsored,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('gifts.not_found');
    if (known.state !== 'booked') return fail('gifts.not_booked');
    if (known.receiptState === 'issued' || known.nature === 'sponsorship') return fail('gifts.receipt_not_due');
    await scope.db
      .updateTable('gift')
      .set({ nature: 'sponsorship', receipt_state: 'not_due', receipt_due_on: null })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'gift', id: known.id, detail: { nature: 'sponsorship' } });
    await closeTask(scope, { kind: 'gift', id: known.id }, 'gifts.receipt', 'dropped', input.reason);
    return ok({ id: known.id });
  },
});

async function rename(scope: Inside, known: Gift | null, wish: { publicity: Gift['publicity']; alias: string }) {
  if (known === null) return fail('gifts.not_found');
  if (wish.publicity === 'alias' && wish.alias === '') return fail('gifts.alias_missing', { field: 'alias' });
  await scope.db
    .updateTable('gift')
    .set({ publicity: wish.publicity, alias: wish.alias })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', known.id)
    .execute();
  await audit(scope, { kind: 'gift', id: known.id, detail: { publicity: wish.publicity } });
  return ok({ id: known.id, lookCode: known.lookCode });
}

/** The office changes how a giver is named, at their wish. Refuses `gifts.not_found`, `gifts.alias_missing`. */
export const changePublicity = command({
  name: 'gifts.changePublicity',
  permission: permissions.publicity,
  input: GiftPublicity,
  run: async (scope, input) => rename(scope, await gift(scope, input.id), input),
});

/** Whoever holds the slip's code chooses how they are named. Refuses `gifts.not_found`, `gifts.alias_missing`. */
export const choosePublicity = command({
  name: 'gifts.choosePublicity',
  permission: permissions.look,
  input: OwnPublicity,
  run: async (scope, input) => rename(scope, await giftByCode(scope, readShortCode(input.code)), input),
});

/**
 * Takes a gift back out of the books, with a reason that stays visible. Refuses `gifts.not_found`,
 * `gifts.goods_elsewhere`, `gifts.not_booked`, and the ledger's `over_available` when it is already promised or spent.
 */
export const reverseGift = command({
  name: 'gifts.reverseGift',
  permission: permissions.reverse,
  input: WithReason,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('gifts.not_found');
    if (known.kind === 'goods') return fail('gifts.goods_elsewhere');
    if (known.state !== 'booked' || known.entryId === null) return fail('gifts.not_booked');
    const reversed = await reverseEntry(scope, known.entryId, input.reason);
    if (!reversed.ok) return reversed;
    await scope.db
      .updateTable('gift')
      .set({ state: 'reversed', reversed_at: scope.now(), reversed_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    if (known.pledgeId !== null) await reopenPledge(scope, known.pledgeId, known.amount ?? 0n);
    await audit(scope, { kind: 'gift', id: known.id, detail: { reversed: true } });
    await closeTask(scope, { kind: 'gift', id: known.id }, 'gifts.receipt', 'dropped', input.reason);
    return ok({ id: known.id });
  },
});
