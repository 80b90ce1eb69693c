import type { Insertable } from 'kysely';
import { addDays, type LocalDate } from '#kernel/dates';
import { newId, shortCode } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { type FundBooks, fundBooks, refuseBooking } from '#modules/funds';
import { enterEntry } from '#modules/ledger';
import { believedParameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { openTask } from '#modules/tasks';
import { insertLater } from '#platform/later';
import type { GiftTable } from '#platform/schema.generated';
import { actorId, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { firstReceiptState, refuseGiver } from './rules.ts';
import type { FromWhom, Gift, SourceClass } from './schema.ts';
import { zh } from './zh.ts';

/** Database constraints that mean a refusal when a gift is written. */
export const giftConflicts = {
  gift_bank_reference: 'gifts.bank_reference_used',
  gift_receipt_once: 'gifts.receipt_number_used',
  gift_space_id_donor_person_id_fkey: 'gifts.giver_unknown',
  gift_space_id_donor_organisation_id_fkey: 'gifts.giver_unknown',
  resource_class_code_fkey: 'gifts.class_unknown',
} as const;

/** A fund that may take a gift today, from whom, and the day it was received. */
export interface Opened {
  readonly from: FromWhom;
  readonly fund: FundBooks;
  readonly day: LocalDate;
}

/** The fund a gift goes to, when it may take one today and what is said of the giver is right. */
export async function openForGift(scope: Inside, from: FromWhom): Promise<Result<Opened>> {
  const day = today(scope);
  const into = await fundBooks(scope, from.fundId);
  if (into === null) return fail('funds.not_found', { field: 'fundId' });
  const closed = refuseBooking(into, day);
  if (closed !== null) return fail(closed, { field: 'fundId' });
  const wrong = refuseGiver(from, day);
  return wrong === null
    ? ok({ from, fund: into, day: from.receivedOn ?? day })
    : fail(wrong.code, { field: wrong.field });
}

/** What came, apart from who gave it: every way of giving differs only in this. */
export interface Came {
  readonly kind: Gift['kind'];
  /** What was given and is certain now, in fen; absent for goods, and for cash counted only once. */
  readonly booked?: bigint;
  /** What a platform kept of it: the books get the rest. */
  readonly fee?: bigint;
  /** The columns that only this way of giving has. */
  readonly columns: Partial<Insertable<GiftTable>>;
  /** What the audit event says of it. */
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Writes down a gift, however it came: the entry where money is certain, the gift with its code, the audit event, and
 * the due date of its receipt. Every command that takes a gift ends here. Refuses `funds.not_open` and the ledger's codes.
 */
export async function writeGift(
  scope: Inside,
  open: Opened,
  came: Came,
  id = newId(scope.now()),
): Promise<Result<{ id: string; lookCode: string }>> {
  const counting = came.booked === undefined && came.kind !== 'goods';
  const { sourceClass } = open.from;
  const posted =
    came.booked === undefined
      ? null
      : await postGift(scope, id, { ...open, kind: came.kind, sourceClass, amount: came.booked - (came.fee ?? 0n) });
  if (posted !== null && !posted.ok) return posted;
  const columns = {
    ...(await giverColumns(scope, open)),
    ...({ id, kind: came.kind, state: counting ? 'counting' : 'booked' } as const),
    ...(came.booked === undefined ? {} : { amount: came.booked }),
    ...(came.fee === undefined ? {} : { fee: came.fee }),
    entry_id: posted?.value.entryId ?? null,
    ...came.columns,
  };
  await insertLater(scope, 'gift', columns);
  await audit(scope, { kind: 'gift', id, detail: came.detail });
  // A receipt is due from the day the gift is certain.
  if (!counting) await expectReceipt(scope, id, columns.receipt_due_on, came.columns.goods_title ?? came.booked ?? 0n);
  return ok({ id, lookCode: columns.look_code });
}

async function giverColumns(scope: Inside, { from, day }: Opened) {
  const receipt = firstReceiptState(from);
  const due =
    receipt === 'pending' ? addDays(today(scope), await believedParameter(scope, 'receipt.pendingDays')) : null;
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
    receipt_due_on: due,
    look_code: shortCode(8),
    recorded_by: actorId(scope),
    at: scope.now(),
  };
}

/** Money that came in: into a bank account or the cash box on one side, into the fund on the other. */
export async function postGift(
  scope: Inside,
  giftId: string,
  into: {
    readonly kind: Gift['kind'];
    readonly sourceClass: SourceClass;
    readonly fund: FundBooks;
    readonly amount: bigint;
    readonly day: LocalDate;
  },
): Promise<Result<{ entryId: string }>> {
  const inHand = into.kind === 'cash' || into.kind === 'takings';
  const place = inHand ? into.fund.cashAccountId : into.fund.bankAccountId;
  if (place === null || into.fund.accountId === null) return fail('funds.not_open');
  const entryId = await enterEntry(scope, {
    ...{ kind: `gifts.${into.kind}`, memo: '', day: into.day, facet: into.sourceClass },
    subject: { kind: 'gift', id: giftId },
    lines: [
      { accountId: place, amount: into.amount },
      { accountId: into.fund.accountId, amount: -into.amount },
    ],
  });
  return ok({ entryId });
}

/** Opens the due date of a pending receipt, `what` telling one line from the next; the giver is never reminded. */
export async function expectReceipt(
  scope: Inside,
  giftId: string,
  dueOn: LocalDate | null,
  what: string | bigint,
): Promise<void> {
  if (dueOn === null) return;
  // What was given stands in the title; who gave it stays on its page.
  const title = pick(scope.lang, { zh, en }).tasks.receipt(typeof what === 'string' ? what : `¥${formatFen(what)}`);
  await openTask(scope, {
    ...{ kind: 'gifts.receipt', subject: { kind: 'gift', id: giftId }, dueOn, ownerRole: 'finance' },
    ...{ title, rule: 'receipt.pendingDays', escalateToRole: 'supervisor' },
  });
}
