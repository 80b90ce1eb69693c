import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { fund, refuseBooking } from '#modules/funds';
import { audit, because } from '#modules/record';
import { addGoods } from '#modules/resources';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { expectReceipt, giftConflicts, openForGift, postGift, writeGift } from './commands-taking.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { gift } from './queries.ts';
import { refuseSecondCount } from './rules.ts';
import { BankGift, CashGift, type Gift, GoodsGift, SecondCount } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Records a gift that reached the charity's bank account, straight or through the designated platform. The same bank
 * reference is one gift. Refuses `funds.not_found`, `funds.not_open`, `funds.agreement_over`, `gifts.future`,
 * `gifts.two_givers`, `gifts.giver_missing`, `gifts.giver_unknown`, `gifts.alias_missing`, `gifts.bank_reference_used`.
 */
export const recordBankGift = command({
  name: 'gifts.recordBank',
  permission: permissions.record,
  input: BankGift,
  conflicts: giftConflicts,
  onlyAdds: true,
  run: async (scope, input) => {
    const open = await openForGift(scope, input);
    if (!open.ok) return open;
    const { way: kind, amount: booked, bankReference } = input;
    return writeGift(scope, open.value, {
      ...{ kind, booked, columns: { bank_reference: bankReference }, detail: { amount: booked.toString() } },
    });
  },
});

/**
 * Writes down cash as one person counted it. It is in the books only when a second person has counted it too
 * (`confirmCash`). Refuses as `recordBankGift`.
 */
export const recordCashGift = command({
  name: 'gifts.recordCash',
  permission: permissions.record,
  input: CashGift,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const open = await openForGift(scope, input);
    if (!open.ok) return open;
    const { amount } = input;
    const taken = await writeGift(scope, open.value, {
      ...{ kind: 'cash', detail: { counted: amount.toString() } },
      columns: { amount, first_count: amount, counted_by: actorId(scope) },
    });
    if (taken.ok) await expectCount(scope, taken.value.id);
    return taken;
  },
});

/** Cash counted once waits today for another person. */
export async function expectCount(scope: Inside, giftId: string): Promise<void> {
  await openTask(scope, {
    ...{ kind: 'gifts.count', subject: { kind: 'gift', id: giftId }, dueOn: today(scope), ownerRole: 'secretary' },
    ...{ title: pick(scope.lang, { zh, en }).tasks.count, escalateToRole: 'supervisor' },
  });
}

/** A gift, kept from changing under the command. */
export async function locked(scope: Inside, id: string): Promise<Gift | null> {
  await scope.db
    .selectFrom('gift')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return gift(scope, id);
}

/**
 * The second count, by another person: what was found now is booked; a difference is written down with its reason.
 * Refuses `gifts.not_found`, `gifts.not_counting`, `gifts.counted_by_same`, `gifts.difference_unexplained`.
 */
export const confirmCash = command({
  name: 'gifts.confirmCash',
  permission: permissions.count,
  input: SecondCount,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('gifts.not_found');
    const by = actorId(scope);
    const refused = refuseSecondCount(known, { by, amount: input.amount, reason: input.reason });
    if (refused === 'gifts.difference_unexplained') return fail(refused, { field: 'reason' });
    if (refused !== null) return fail(refused);
    const into = await fund(scope, known.fundId);
    if (into === null) return fail('funds.not_found');
    const closed = refuseBooking(into, today(scope));
    if (closed !== null) return fail(closed);
    const posted = await postGift(scope, known.id, {
      kind: known.kind,
      sourceClass: known.sourceClass,
      fund: into,
      amount: input.amount,
      day: today(scope),
    });
    if (!posted.ok) return posted;
    await scope.db
      .updateTable('gift')
      .set({
        ...{ state: 'booked', amount: input.amount, second_counter: by, entry_id: posted.value.entryId },
        count_difference: input.amount - (known.firstCount ?? input.amount),
        count_reason: input.reason === '' ? null : input.reason,
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'gift', id: known.id, detail: { counted: input.amount.toString() } });
    await closeTask(scope, { kind: 'gift', id: known.id }, 'gifts.count', 'done');
    await expectReceipt(scope, known.id, known.receiptDueOn, input.amount);
    return ok({ id: known.id });
  },
});

/**
 * Records goods that were given: usable, not expired (Charity Law art. 36), into the stock of resources, never into
 * yuan; what the giver says they are worth is only shown. Refuses as `recordBankGift`, and `gifts.goods_unusable`,
 * `gifts.goods_expired`, `gifts.class_unknown`.
 */
export const recordGoodsGift = command({
  name: 'gifts.recordGoods',
  permission: permissions.record,
  input: GoodsGift,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const open = await openForGift(scope, input);
    if (!open.ok) return open;
    if (!input.usable) return fail('gifts.goods_unusable', { field: 'usable' });
    if (input.expiresOn !== undefined && input.expiresOn <= today(scope))
      return fail('gifts.goods_expired', { field: 'expiresOn' });
    const { title, quantity, unit, classCode, condition } = input;
    const expiresOn = input.expiresOn ?? null;
    const stocked = await addGoods(scope, { title, quantity, unit, classCode, condition, expiresOn });
    const id = newId(scope.now());
    const taken = await writeGift(
      scope,
      open.value,
      {
        ...{ kind: 'goods', detail: { resource: stocked.id } },
        columns: {
          ...{ goods_title: title, goods_quantity: quantity, goods_unit: unit, goods_condition: condition },
          ...{ goods_expires_on: expiresOn, goods_value: input.value ?? null, resource_id: stocked.id },
        },
      },
      id,
    );
    await because(scope, { kind: 'gift', id }, { kind: 'resource', id: stocked.id });
    return taken;
  },
});
