import { addMonths, type LocalDate } from '#kernel/dates';
import { compare, floor, fraction, multiply } from '#kernel/fraction';
import { newId } from '#kernel/ids';
import { splitLargestRemainder } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { type Fund, fund, funds } from '#modules/funds';
import { approveOrder, authorise, holdMoney, postEntry, releaseHold, reverseEntry, statementOf } from '#modules/ledger';
import { parameter } from '#modules/parameters';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { confirmAs, linkConflicts, openLine } from './commands-linking.ts';
import { settleWith, takeLine } from './commands-making.ts';
import { permissions } from './permissions.ts';
import { agreementOn, agreements } from './queries.ts';
import { feeBase } from './queries-months.ts';
import { asFraction, lastDayOf, readPercent } from './rules.ts';
import { type Agreement, ById, FeeFromLine, FeeOfMonth, NewAgreement, OfFund, WithReason } from './schema.ts';

/**
 * Writes down what the host charity may take from a fund: a share of what came in, exactly, and whether the fund bears
 * the bank's charges. It is in force once somebody of the other side confirms it. Refuses `reconciliation.fund_missing`,
 * `reconciliation.percent`, `reconciliation.over_cap` (with `cap`: the space's parameter, never above a tenth).
 */
export const writeAgreement = command({
  name: 'reconciliation.agree',
  permission: permissions.agree,
  input: NewAgreement,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await fund(scope, input.fundId)) === null) return fail('reconciliation.fund_missing', { field: 'fundId' });
    const share = readPercent(input.percent);
    if (share === null) return fail('reconciliation.percent', { field: 'percent' });
    const cap = await parameter(scope, 'reconciliation.feeCap');
    if (compare(share, asFraction(cap)) > 0)
      return fail('reconciliation.over_cap', { field: 'percent', params: { cap } });
    const id = newId(scope.now());
    await scope.db
      .insertInto('fee_agreement')
      .values({
        ...{ space_id: scope.spaceId, id, fund_id: input.fundId, number: input.number, charges: input.charges },
        ...{
          share_over: share.over,
          share_under: share.under,
          starts_on: input.startsOn,
          ends_on: input.endsOn ?? null,
        },
        ...{ written_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'fee', id, detail: { over: share.over.toString(), under: share.under.toString() } });
    return ok({ id });
  },
});

async function openAgreement(scope: Inside, id: string): Promise<Result<Agreement>> {
  const known = (await agreements(scope)).find((one) => one.id === id);
  if (known === undefined) return fail('reconciliation.not_found');
  return known.endedReason === null ? ok(known) : fail('reconciliation.agreement_settled');
}

/**
 * The other side agrees: somebody else than who wrote it. Refuses `reconciliation.not_found`,
 * `reconciliation.own_agreement`, `reconciliation.agreement_settled`.
 */
export const confirmAgreement = command({
  name: 'reconciliation.confirmAgreement',
  permission: permissions.agree,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const known = await openAgreement(scope, input.id);
    if (!known.ok) return known;
    if (known.value.confirmedBy !== null) return fail('reconciliation.agreement_settled');
    if (known.value.writtenBy === actorId(scope)) return fail('reconciliation.own_agreement');
    await scope.db
      .updateTable('fee_agreement')
      .set({ confirmed_by: actorId(scope), confirmed_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'fee', id: input.id, detail: { confirmed: true } });
    return ok({ id: input.id });
  },
});

/** Either side ends an agreement, with a reason; nothing more is taken by it. Refuses as `confirmAgreement`. */
export const endAgreement = command({
  name: 'reconciliation.endAgreement',
  permission: permissions.agree,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const known = await openAgreement(scope, input.id);
    if (!known.ok) return known;
    await scope.db
      .updateTable('fee_agreement')
      .set({ ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'fee', id: input.id, detail: { ended: true } });
    return ok({ id: input.id });
  },
});

interface Debit {
  readonly kind: 'host_fee' | 'charge';
  readonly fund: Fund;
  readonly agreement: Agreement;
  readonly amount: bigint;
  readonly day: LocalDate;
  readonly lineId: string | null;
  readonly month: LocalDate | null;
  readonly base: bigint | null;
}

/**
 * Takes money out of a fund by its agreement. The ledger lets no guarded account lose a fen without an authorisation, a
 * hold and an approval of that very order; here the agreement, which two people signed, stands where else a decision
 * does, and each posting has an authorisation of its own amount. Refuses the ledger's `over_available`, `short`.
 */
async function takeByAgreement(scope: Inside, debit: Debit): Promise<Result<{ id: string; entryId: string }>> {
  const { fund: of, amount, agreement } = debit;
  if (of.accountId === null || of.bankAccountId === null)
    return fail('reconciliation.fund_missing', { field: 'fundId' });
  const id = newId(scope.now());
  const authorised = await authorise(scope, {
    ...{ accountId: of.accountId, amount, decisionId: agreement.id, approvalsNeeded: 1 },
    purpose: { kind: 'fee', id },
  });
  if (!authorised.ok) return authorised;
  const { authorisationId } = authorised.value;
  const held = await holdMoney(scope, authorisationId);
  if (!held.ok) return held;
  const approved = await approveOrder(scope, { authorisationId, orderId: id, amount });
  if (!approved.ok) return approved;
  const posted = await postEntry(scope, {
    ...{ kind: `reconciliation.${debit.kind}`, memo: '', day: debit.day, subject: { kind: 'fee', id } },
    lines: [
      { accountId: of.accountId, amount },
      { accountId: of.bankAccountId, amount: -amount },
    ],
    ...{ authorisationId, orderId: id },
  });
  if (!posted.ok) return posted;
  await scope.db
    .insertInto('desk_posting')
    .values({
      ...{ space_id: scope.spaceId, id, kind: debit.kind, fund_id: of.id, agreement_id: agreement.id },
      ...{ line_id: debit.lineId, month: debit.month, base: debit.base, amount, entry_id: posted.value.entryId },
      ...{ booked_by: actorId(scope), at: scope.now() },
    })
    .execute();
  await because(scope, { kind: 'fee', id: agreement.id }, { kind: 'entry', id: posted.value.entryId });
  await audit(scope, { kind: 'fee', id, detail: { kind: debit.kind, amount: amount.toString() } });
  return ok({ id, entryId: posted.value.entryId });
}

/** A fee due for a month: the share of what was given in it, rounded down to the fen, which is to the fund's good. */
async function dueFee(scope: Inside, fundId: string, month: string) {
  const first = `${month}-01`;
  const of = await fund(scope, fundId);
  if (of === null) return fail('reconciliation.fund_missing', { field: 'fundId' });
  if (addMonths(first, 1) > today(scope)) return fail('reconciliation.future_month', { field: 'month' });
  const day = lastDayOf(first);
  const agreement = await agreementOn(scope, fundId, day);
  if (agreement === null) return fail('reconciliation.no_agreement', { field: 'fundId' });
  const base = await feeBase(scope, of, first);
  const amount = base <= 0n ? 0n : floor(multiply(fraction(base), { over: agreement.over, under: agreement.under }));
  if (amount === 0n) return fail('reconciliation.nothing_due');
  return ok({ fund: of, agreement, base, amount, day, month: first });
}

const feeConflicts = { desk_posting_month: 'reconciliation.fee_booked', ...linkConflicts } as const;

/**
 * Books the host's fee of a month that has ended, once. Refuses `reconciliation.fund_missing`,
 * `reconciliation.future_month`, `reconciliation.no_agreement`, `reconciliation.nothing_due`,
 * `reconciliation.fee_booked`, the ledger's codes.
 */
export const bookFee = command({
  name: 'reconciliation.fee',
  permission: permissions.make,
  conflicts: feeConflicts,
  input: FeeOfMonth,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const due = await dueFee(scope, input.fundId, input.month);
    if (!due.ok) return due;
    return takeByAgreement(scope, { ...due.value, kind: 'host_fee', lineId: null });
  },
});

/** A line that is the host's fee of a month, to the fen. Refuses as `bookFee` and `takeLine`, and `reconciliation.fee_differs` (with `due`). */
export const feeFromLine = command({
  name: 'reconciliation.feeFromLine',
  permission: permissions.make,
  conflicts: feeConflicts,
  input: FeeFromLine,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const taken = await takeLine(scope, input.id, input.fundId, 'out');
    if (!taken.ok) return taken;
    const due = await dueFee(scope, input.fundId, input.month);
    if (!due.ok) return due;
    if (due.value.amount !== -taken.value.line.amount)
      return fail('reconciliation.fee_differs', { field: 'month', params: { due: due.value.amount.toString() } });
    const { day } = taken.value.line;
    const booked = await takeByAgreement(scope, { ...due.value, kind: 'host_fee', lineId: input.id, day });
    if (!booked.ok) return booked;
    await settleWith(scope, taken.value, booked.value.entryId);
    return ok({ id: input.id });
  },
});

/**
 * A bank's charge, borne by the fund as its agreement says; the line is its proof. Refuses as `takeLine`,
 * `reconciliation.no_agreement`, the ledger's codes.
 */
export const chargeFromLine = command({
  name: 'reconciliation.charge',
  permission: permissions.make,
  conflicts: linkConflicts,
  input: OfFund,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const taken = await takeLine(scope, input.id, input.fundId, 'out');
    if (!taken.ok) return taken;
    const { line, fund: of } = taken.value;
    const agreement = await agreementOn(scope, of.id, line.day);
    if (agreement?.charges !== true) return fail('reconciliation.no_agreement', { field: 'fundId' });
    const booked = await takeByAgreement(scope, {
      ...{ kind: 'charge', fund: of, agreement, amount: -line.amount, day: line.day },
      ...{ lineId: line.id, month: null, base: null },
    });
    if (!booked.ok) return booked;
    await settleWith(scope, taken.value, booked.value.entryId);
    return ok({ id: line.id });
  },
});

/**
 * Interest, split over the funds on this account by what each had on that day, exactly, by largest remainder. Refuses
 * `reconciliation.not_found`, `reconciliation.linked`, `reconciliation.wrong_way`, `reconciliation.no_weight` (no fund
 * had anything), the ledger's codes.
 */
export const interestFromLine = command({
  name: 'reconciliation.interest',
  permission: permissions.make,
  conflicts: linkConflicts,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const open = await openLine(scope, input.id, 'in');
    if (!open.ok) return open;
    const { line, account } = open.value;
    const shares = await interestShares(scope, account.accountIds, line);
    if (shares.length === 0) return fail('reconciliation.no_weight');
    const banks = new Map<string, bigint>();
    for (const one of shares) banks.set(one.bankId, (banks.get(one.bankId) ?? 0n) + one.share);
    const posted = await postEntry(scope, {
      ...{ kind: 'reconciliation.interest', memo: '', day: line.day, subject: { kind: 'bank_line', id: line.id } },
      lines: [
        ...[...banks].map(([accountId, amount]) => ({ accountId, amount })),
        ...shares.map((one) => ({ accountId: one.accountId, amount: -one.share })),
      ],
    });
    if (!posted.ok) return posted;
    const id = newId(scope.now());
    await scope.db
      .insertInto('desk_posting')
      .values({
        ...{ space_id: scope.spaceId, id, kind: 'interest', line_id: line.id, amount: line.amount },
        shares: JSON.stringify(Object.fromEntries(shares.map((one) => [one.fundId, one.share.toString()]))),
        ...{ entry_id: posted.value.entryId, booked_by: actorId(scope), at: scope.now() },
      })
      .execute();
    const parts = [...banks].map(([accountId, amount]) => ({ entryId: posted.value.entryId, accountId, amount }));
    await confirmAs(scope, { id: line.id, outsideId: account.id, side: account.side }, parts, 'made');
    await audit(scope, { kind: 'bank_line', id: line.id, detail: { interest: line.amount.toString() } });
    return ok({ id: line.id });
  },
});

interface Share {
  readonly fundId: string;
  readonly accountId: string;
  readonly bankId: string;
  readonly share: bigint;
}

async function interestShares(
  scope: Inside,
  bankIds: readonly string[],
  line: { readonly day: LocalDate; readonly amount: bigint },
): Promise<Share[]> {
  const weighed: { fundId: string; accountId: string; bankId: string; weight: bigint }[] = [];
  for (const one of await funds(scope)) {
    const { accountId, bankAccountId: bankId } = one;
    if (accountId === null || bankId === null || !bankIds.includes(bankId)) continue;
    const had = await statementOf(scope, accountId, { from: line.day, until: line.day, limit: 1, offset: 0 });
    if (had !== null && had.closing > 0n) weighed.push({ fundId: one.id, accountId, bankId, weight: had.closing });
  }
  if (weighed.length === 0) return [];
  const parts = splitLargestRemainder(
    line.amount,
    weighed.map((one) => one.weight),
  );
  return weighed.flatMap((one, at) => {
    const share = parts[at] ?? 0n;
    return share === 0n ? [] : [{ fundId: one.fundId, accountId: one.accountId, bankId: one.bankId, share }];
  });
}

/**
 * Takes back what the desk booked (a fee, a charge, interest), with a reason; a line that was it is open again. Refuses
 * `reconciliation.not_found`, `reconciliation.desk_posting_gone`, the ledger's codes.
 */
export const reversePosting = command({
  name: 'reconciliation.reversePosting',
  permission: permissions.make,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('desk_posting')
      .select(['entry_id', 'line_id', 'reversed_at', 'fund_id', 'agreement_id', 'amount'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('reconciliation.not_found');
    if (row.reversed_at !== null) return fail('reconciliation.desk_posting_gone');
    const back = await reverseEntry(scope, row.entry_id, input.reason);
    if (!back.ok) return back;
    if (row.fund_id !== null && row.agreement_id !== null)
      await freeAgain(scope, { ...input, fundId: row.fund_id, agreementId: row.agreement_id, amount: row.amount });
    await scope.db
      .updateTable('desk_posting')
      .set({ reversed_at: scope.now(), reversed_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    if (row.line_id !== null)
      await scope.db
        .updateTable('statement_link')
        .set({ state: 'undone', undone_by: actorId(scope), undone_at: scope.now(), undone_reason: input.reason })
        .where('space_id', '=', scope.spaceId)
        .where('line_id', '=', row.line_id)
        .where('state', '<>', 'undone')
        .execute();
    await audit(scope, { kind: 'fee', id: input.id, detail: { reversed: true } });
    return ok({ id: input.id });
  },
});

/** The ledger gives money taken back to its authorisation; nothing waits for this one, so the fund may use it again. */
async function freeAgain(
  scope: Inside,
  of: {
    readonly id: string;
    readonly reason: string;
    readonly fundId: string;
    readonly agreementId: string;
    readonly amount: bigint;
  },
): Promise<void> {
  const accountId = (await fund(scope, of.fundId))?.accountId ?? null;
  if (accountId === null) return;
  // Asking again for the same purpose gives the authorisation there is.
  const known = await authorise(scope, {
    ...{ accountId, amount: of.amount, decisionId: of.agreementId, purpose: { kind: 'fee', id: of.id } },
  });
  if (known.ok) await releaseHold(scope, known.value.authorisationId, of.reason);
}
