import { addDays, type LocalDate } from '#kernel/dates';
import { newId, readShortCode, shortCode } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { postEntry, reverseEntry } from '#modules/ledger';
import { parameter } from '#modules/parameters';
import { audit, because } from '#modules/record';
import { addGoods } from '#modules/resources';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { fund, gift, giftByCode } from './queries.ts';
import { firstReceiptState, refuseBooking, refuseGiver, refuseSecondCount } from './rules.ts';
import {
  BankGift,
  CashGift,
  type FromWhom,
  type Fund,
  type Gift,
  GiftPublicity,
  GoodsGift,
  IssueReceipt,
  OwnPublicity,
  SecondCount,
  WithReason,
} from './schema.ts';
import { zh } from './zh.ts';

/** Database constraints that mean a refusal when a gift is written. */
export const giftConflicts = {
  gift_bank_reference: 'funds.bank_reference_used',
  gift_receipt_once: 'funds.receipt_number_used',
  gift_space_id_donor_person_id_fkey: 'funds.giver_unknown',
  gift_space_id_donor_organisation_id_fkey: 'funds.giver_unknown',
  resource_class_code_fkey: 'funds.class_unknown',
} as const;

/** The fund a gift goes to, when it may take one today and what is said of the giver is right. */
export async function openForGift(scope: Inside, from: FromWhom): Promise<Result<{ fund: Fund; day: LocalDate }>> {
  const day = today(scope);
  const into = await fund(scope, from.fundId);
  if (into === null) return fail('funds.not_found', { field: 'fundId' });
  const closed = refuseBooking(into, day);
  if (closed !== null) return fail(closed, { field: 'fundId' });
  const wrong = refuseGiver(from, day);
  return wrong === null ? ok({ fund: into, day: from.receivedOn ?? day }) : fail(wrong.code, { field: wrong.field });
}

/** The columns of a gift that say who gave and when. */
export async function giverColumns(scope: Inside, from: FromWhom, day: LocalDate) {
  const receipt = firstReceiptState(from);
  const days = await parameter(scope, 'receipt.pendingDays');
  return {
    space_id: scope.spaceId,
    fund_id: from.fundId,
    nature: from.nature,
    source_class: from.sourceClass,
    donor_person_id: from.donorPersonId ?? null,
    donor_organisation_id: from.donorOrganisationId ?? null,
    donor_name: from.donorName,
    publicity: from.publicity,
    alias: from.alias,
    purpose_text: from.purposeText,
    received_on: day,
    receipt_state: receipt,
    receipt_due_on: receipt === 'pending' ? addDays(today(scope), days) : null,
    look_code: shortCode(8),
    recorded_by: actorId(scope),
    at: scope.now(),
  };
}

/** Money that came in: into a bank account or the cash box on one side, into the fund on the other. */
export async function postGift(
  scope: Inside,
  giftId: string,
  into: { readonly kind: Gift['kind']; readonly fund: Fund; readonly amount: bigint; readonly day: LocalDate },
): Promise<Result<{ entryId: string }>> {
  const place = into.kind === 'cash' ? into.fund.cashAccountId : into.fund.bankAccountId;
  if (place === null || into.fund.accountId === null) return fail('funds.not_open');
  return postEntry(scope, {
    ...{ kind: `funds.gift_${into.kind}`, memo: '', day: into.day },
    subject: { kind: 'gift', id: giftId },
    lines: [
      { accountId: place, amount: into.amount },
      { accountId: into.fund.accountId, amount: -into.amount },
    ],
  });
}

/** Opens the due date of a pending receipt; the giver is never reminded of anything. */
export async function expectReceipt(scope: Inside, giftId: string, dueOn: LocalDate | null): Promise<void> {
  if (dueOn === null) return;
  const { amount, goods_title: goods } = await scope.db
    .selectFrom('gift')
    .select(['amount', 'goods_title'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', giftId)
    .executeTakeFirstOrThrow();
  // What was given tells one line from the next; who gave it stays on its page.
  const title = pick(scope.lang, { zh, en }).tasks.receipt(goods ?? `¥${formatFen(amount ?? 0n)}`);
  await openTask(scope, {
    ...{ kind: 'funds.receipt', subject: { kind: 'gift', id: giftId }, dueOn, ownerRole: 'finance' },
    ...{ title, rule: 'receipt.pendingDays', escalateToRole: 'supervisor' },
  });
}

/**
 * Records a gift that reached the charity's bank account, straight or through the designated platform. The same bank
 * reference is one gift. Refuses `funds.not_found`, `funds.not_open`, `funds.agreement_over`, `funds.future`,
 * `funds.two_givers`, `funds.giver_missing`, `funds.giver_unknown`, `funds.alias_missing`, `funds.bank_reference_used`.
 */
export const recordBankGift = command({
  name: 'funds.recordBank',
  permission: permissions.record,
  input: BankGift,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const open = await openForGift(scope, input);
    if (!open.ok) return open;
    const id = newId(scope.now());
    const posted = await postGift(scope, id, { kind: input.way, amount: input.amount, ...open.value });
    if (!posted.ok) return posted;
    const columns = await giverColumns(scope, input, open.value.day);
    await scope.db
      .insertInto('gift')
      .values({
        ...columns,
        ...{ id, kind: input.way, state: 'booked', amount: input.amount, bank_reference: input.bankReference },
        entry_id: posted.value.entryId,
      })
      .execute();
    await audit(scope, { kind: 'gift', id, detail: { amount: input.amount.toString() } });
    await expectReceipt(scope, id, columns.receipt_due_on);
    return ok({ id, lookCode: columns.look_code });
  },
});

/**
 * Writes down cash as one person counted it. It is in the books only when a second person has counted it too
 * (`confirmCash`). Refuses as `recordBankGift`.
 */
export const recordCashGift = command({
  name: 'funds.recordCash',
  permission: permissions.record,
  input: CashGift,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const open = await openForGift(scope, input);
    if (!open.ok) return open;
    const id = newId(scope.now());
    const columns = await giverColumns(scope, input, open.value.day);
    await scope.db
      .insertInto('gift')
      .values({
        ...columns,
        ...{ id, kind: 'cash', state: 'counting', amount: input.amount, first_count: input.amount },
        counted_by: actorId(scope),
      })
      .execute();
    await audit(scope, { kind: 'gift', id, detail: { counted: input.amount.toString() } });
    await openTask(scope, {
      ...{ kind: 'funds.count', subject: { kind: 'gift', id }, dueOn: today(scope), ownerRole: 'secretary' },
      ...{ title: pick(scope.lang, { zh, en }).tasks.count, escalateToRole: 'supervisor' },
    });
    return ok({ id, lookCode: columns.look_code });
  },
});

async function locked(scope: Inside, id: string): Promise<Gift | null> {
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
 * Refuses `funds.gift_not_found`, `funds.not_counting`, `funds.counted_by_same`, `funds.difference_unexplained`.
 */
export const confirmCash = command({
  name: 'funds.confirmCash',
  permission: permissions.count,
  input: SecondCount,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('funds.gift_not_found');
    const by = actorId(scope);
    const refused = refuseSecondCount(known, { by, amount: input.amount, reason: input.reason });
    if (refused === 'funds.difference_unexplained') return fail(refused, { field: 'reason' });
    if (refused !== null) return fail(refused);
    const into = await fund(scope, known.fundId);
    if (into === null) return fail('funds.not_found');
    const closed = refuseBooking(into, today(scope));
    if (closed !== null) return fail(closed);
    const posted = await postGift(scope, known.id, {
      kind: 'cash',
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
    await closeTask(scope, { kind: 'gift', id: known.id }, 'funds.count', 'done');
    await expectReceipt(scope, known.id, known.receiptDueOn);
    return ok({ id: known.id });
  },
});

/**
 * Records goods that were given: usable, not expired (Charity Law art. 36), into the stock of resources, never into
 * yuan; what the giver says they are worth is only shown. Refuses as `recordBankGift`, and `funds.goods_unusable`,
 * `funds.goods_expired`, `funds.class_unknown`.
 */
export const recordGoodsGift = command({
  name: 'funds.recordGoods',
  permission: permissions.record,
  input: GoodsGift,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const open = await openForGift(scope, input);
    if (!open.ok) return open;
    if (!input.usable) return fail('funds.goods_unusable', { field: 'usable' });
    if (input.expiresOn !== undefined && input.expiresOn <= today(scope))
      return fail('funds.goods_expired', { field: 'expiresOn' });
    const { title, quantity, unit } = input;
    const stocked = await addGoods(scope, {
      ...{ title, quantity, unit, classCode: input.classCode, condition: input.condition },
      expiresOn: input.expiresOn ?? null,
    });
    const id = newId(scope.now());
    const columns = await giverColumns(scope, input, open.value.day);
    await scope.db
      .insertInto('gift')
      .values({
        ...columns,
        ...{ id, kind: 'goods', state: 'booked', goods_title: title, goods_quantity: quantity, goods_unit: unit },
        goods_condition: input.condition,
        goods_expires_on: input.expiresOn ?? null,
        goods_value: input.value ?? null,
        resource_id: stocked.id,
      })
      .execute();
    await audit(scope, { kind: 'gift', id, detail: { resource: stocked.id } });
    await because(scope, { kind: 'gift', id }, { kind: 'resource', id: stocked.id });
    await expectReceipt(scope, id, columns.receipt_due_on);
    return ok({ id, lookCode: columns.look_code });
  },
});

/** Finance writes down the charity's receipt. Refuses `funds.gift_not_found`, `funds.not_booked`, `funds.receipt_not_due`, `funds.receipt_number_used`. */
export const issueReceipt = command({
  name: 'funds.issueReceipt',
  permission: permissions.receipt,
  input: IssueReceipt,
  conflicts: giftConflicts,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('funds.gift_not_found');
    if (known.state !== 'booked') return fail('funds.not_booked');
    if (known.receiptState !== 'pending' && known.receiptState !== 'waived') return fail('funds.receipt_not_due');
    await scope.db
      .updateTable('gift')
      .set({ receipt_state: 'issued', receipt_number: input.receiptNumber })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'gift', id: known.id, detail: { receipt: input.receiptNumber } });
    await closeTask(scope, { kind: 'gift', id: known.id }, 'funds.receipt', 'done');
    return ok({ id: known.id });
  },
});

async function rename(scope: Inside, known: Gift | null, wish: { publicity: Gift['publicity']; alias: string }) {
  if (known === null) return fail('funds.gift_not_found');
  if (wish.publicity === 'alias' && wish.alias === '') return fail('funds.alias_missing', { field: 'alias' });
  await scope.db
    .updateTable('gift')
    .set({ publicity: wish.publicity, alias: wish.alias })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', known.id)
    .execute();
  await audit(scope, { kind: 'gift', id: known.id, detail: { publicity: wish.publicity } });
  return ok({ id: known.id, lookCode: known.lookCode });
}

/** The office changes how a giver is named, at their wish. Refuses `funds.gift_not_found`, `funds.alias_missing`. */
export const changePublicity = command({
  name: 'funds.changePublicity',
  permission: permissions.publicity,
  input: GiftPublicity,
  run: async (scope, input) => rename(scope, await gift(scope, input.id), input),
});

/** Whoever holds the slip's code chooses how they are named. Refuses `funds.gift_not_found`, `funds.alias_missing`. */
export const choosePublicity = command({
  name: 'funds.choosePublicity',
  permission: permissions.look,
  input: OwnPublicity,
  run: async (scope, input) => rename(scope, await giftByCode(scope, readShortCode(input.code)), input),
});

/**
 * Takes a gift back out of the books, with a reason that stays visible. Refuses `funds.gift_not_found`,
 * `funds.goods_elsewhere`, `funds.not_booked`, and the ledger's `over_available` when it is already promised or spent.
 */
export const reverseGift = command({
  name: 'funds.reverseGift',
  permission: permissions.reverse,
  input: WithReason,
  run: async (scope, input) => {
    const known = await locked(scope, input.id);
    if (known === null) return fail('funds.gift_not_found');
    if (known.kind === 'goods') return fail('funds.goods_elsewhere');
    if (known.state !== 'booked' || known.entryId === null) return fail('funds.not_booked');
    const reversed = await reverseEntry(scope, known.entryId, input.reason);
    if (!reversed.ok) return reversed;
    await scope.db
      .updateTable('gift')
      .set({ state: 'reversed', reversed_at: scope.now(), reversed_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'gift', id: known.id, detail: { reversed: true } });
    await closeTask(scope, { kind: 'gift', id: known.id }, 'funds.receipt', 'dropped', input.reason);
    return ok({ id: known.id });
  },
});
