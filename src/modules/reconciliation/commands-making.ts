import type { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import { depositCash, type Fund, fund, sendBack } from '#modules/funds';
import { giftsByEntry, giftsById, recordBankGift, reverseGift } from '#modules/gifts';
import { type Move, moves } from '#modules/ledger';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { confirmAs, type Free, linkConflicts, openLine } from './commands-linking.ts';
import { permissions } from './permissions.ts';
import { BackFromLine, GiftsFromLines, OfFund } from './schema.ts';

/** An open line with its account, and the fund whose bank account it is on. */
export interface Taken extends Free {
  readonly fund: Fund;
}

/**
 * A line that is still open, for a fund whose money this statement shows. Refuses as `openLine`, and
 * `reconciliation.fund_missing`.
 */
export async function takeLine(
  scope: Inside,
  lineId: string,
  fundId: string,
  way: 'in' | 'out',
): Promise<Result<Taken>> {
  const open = await openLine(scope, lineId, way);
  if (!open.ok) return open;
  const of = await fund(scope, fundId);
  if (of === null || of.bankAccountId === null || !open.value.account.accountIds.includes(of.bankAccountId))
    return fail('reconciliation.fund_missing', { field: 'fundId' });
  return ok({ ...open.value, fund: of });
}

/** The line is this entry, which was made from it. */
export async function settleWith(scope: Inside, taken: Taken, entryId: string): Promise<void> {
  const { line, account, fund: of } = taken;
  const parts = [{ entryId, accountId: of.bankAccountId ?? '', amount: line.amount }];
  await confirmAs(scope, { id: line.id, outsideId: line.outsideId, side: account.side }, parts, 'made');
}

/**
 * Makes gifts of lines that nobody had booked: amount, day and number from the bank, the payer as giver where wished
 * (masked in public) and else without a name. Refuses `reconciliation.nothing_chosen`, as `takeLine`, and the codes of
 * gifts.
 */
export const giftsFromLines = command({
  name: 'reconciliation.gifts',
  permission: permissions.make,
  conflicts: { ...linkConflicts, gift_bank_reference: 'gifts.bank_reference_used' },
  input: GiftsFromLines,
  run: async (scope, input): Promise<Result<{ id: string; count: number }>> => {
    const [first] = input.ids;
    if (first === undefined) return fail('reconciliation.nothing_chosen');
    const made: { taken: Taken; giftId: string }[] = [];
    for (const lineId of new Set(input.ids)) {
      const taken = await takeLine(scope, lineId, input.fundId, 'in');
      if (!taken.ok) return taken;
      const gift = await giftFrom(scope, taken.value, input);
      if (!gift.ok) return gift;
      made.push({ taken: taken.value, giftId: gift.value.id });
    }
    const gifts = new Map(
      (
        await giftsById(
          scope,
          made.map((one) => one.giftId),
        )
      ).map((one) => [one.id, one]),
    );
    for (const { taken, giftId } of made) {
      const entryId = gifts.get(giftId)?.entryId ?? null;
      if (entryId === null) throw new Error('a gift by bank is booked at once');
      await settleWith(scope, taken, entryId);
      await because(scope, { kind: 'bank_line', id: taken.line.id }, { kind: 'gift', id: giftId });
    }
    await audit(scope, { kind: 'bank_line', id: first, detail: { gifts: made.length } });
    return ok({ id: first, count: made.length });
  },
});

async function giftFrom(
  scope: Inside,
  { line, account }: Taken,
  input: { readonly fundId: string; readonly sourceClass: string; readonly nature: string; readonly named: boolean },
) {
  const named = input.named && line.payer !== '';
  return recordBankGift(scope, {
    ...{ fundId: input.fundId, amount: line.amount, receivedOn: line.day },
    // Both were read by the schema of this command, which takes only what gifts take.
    ...({ sourceClass: input.sourceClass, nature: input.nature } as Parameters<typeof recordBankGift>[1]),
    way: account.side === 'bank' ? 'bank' : 'platform',
    // A line without a number is known by its own id, so that it can never be two gifts.
    bankReference: line.number === '' ? line.id : line.number,
    donorName: named ? line.payer.replace(/[<>\n]/g, '') : '',
    publicity: named ? 'masked' : 'anonymous',
  });
}

/** Cash that was brought to the bank. Refuses as `takeLine`, `funds.not_open`, `ledger.short`. */
export const depositFromLine = command({
  name: 'reconciliation.deposit',
  permission: permissions.make,
  conflicts: linkConflicts,
  input: OfFund,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const taken = await takeLine(scope, input.id, input.fundId, 'in');
    if (!taken.ok) return taken;
    const { line } = taken.value;
    const booked = await depositCash(scope, {
      ...{ fundId: input.fundId, amount: line.amount, day: line.day },
      bankReference: line.number === '' ? line.id : line.number,
    });
    if (!booked.ok) return booked;
    await settleWith(scope, taken.value, booked.value.entryId);
    await audit(scope, { kind: 'bank_line', id: line.id, detail: { deposit: true } });
    return ok({ id: line.id });
  },
});

/**
 * Money that was given back to its giver: the gift is taken out of the books, and the line is that reversal. Refuses as
 * `openLine`, `reconciliation.not_a_gift`, `reconciliation.sum_differs`, the codes of gifts.
 */
export const refundFromLine = command({
  name: 'reconciliation.refund',
  permission: permissions.make,
  conflicts: linkConflicts,
  input: BackFromLine,
  run: async (scope, input): Promise<Result<{ id: string }>> =>
    takeBack(scope, input, 'out', async () => {
      const [given] = await giftsByEntry(scope, [input.entryId]);
      if (given === undefined) return fail('reconciliation.not_a_gift', { field: 'entryId' });
      return reverseGift(scope, { id: given.id, reason: input.reason });
    }),
});

/**
 * A payment that the bank did not carry out and sent back whole: it is taken out of the books, its money waits under its
 * decision again, and the line is that reversal, which is its evidence. Refuses as `openLine`,
 * `reconciliation.not_a_payment`, `reconciliation.sum_differs`, the codes of `sendBack`.
 */
export const bounceFromLine = command({
  name: 'reconciliation.bounce',
  permission: permissions.make,
  conflicts: linkConflicts,
  input: BackFromLine,
  run: async (scope, input): Promise<Result<{ id: string }>> =>
    takeBack(scope, input, 'in', async (paid) =>
      paid.kind === 'funds.payment' && paid.subject.kind === 'payment'
        ? sendBack(scope, { id: paid.subject.id, reason: input.reason })
        : fail('reconciliation.not_a_payment', { field: 'entryId' }),
    ),
});

/** Takes an entry of exactly the line's size out of the books, and joins the line to the reversal. */
async function takeBack(
  scope: Inside,
  input: z.output<typeof BackFromLine>,
  way: 'in' | 'out',
  reverse: (entry: Move) => Promise<Result<{ id: string }>>,
): Promise<Result<{ id: string }>> {
  const open = await openLine(scope, input.id, way);
  if (!open.ok) return open;
  const { line, account } = open.value;
  const found = async (): Promise<Move | undefined> =>
    (await moves(scope, { accountIds: account.accountIds, entryIds: [input.entryId] }))[0];
  const entry = await found();
  if (entry?.amount !== -line.amount) return fail('reconciliation.sum_differs', { field: 'entryId' });
  const done = await reverse(entry);
  if (!done.ok) return done;
  const now = await found();
  if (now?.reversedBy == null) throw new Error('what was just taken back has its reversal');
  await confirmAs(
    scope,
    { id: line.id, outsideId: account.id, side: account.side },
    [{ entryId: now.reversedBy, accountId: now.accountId, amount: line.amount }],
    'made',
  );
  await audit(scope, { kind: 'bank_line', id: input.id, detail: { takenBack: entry.subject.id } });
  return ok({ id: input.id });
}
