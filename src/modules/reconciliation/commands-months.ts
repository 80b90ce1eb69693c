import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { accounts, closeMonth } from '#modules/ledger';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { compareMonth, openItems } from './queries-months.ts';
import { lastDayOf } from './rules.ts';
import { ChartLine, CloseMonth, LetRead, NewOutside } from './schema.ts';

/**
 * Closes the month after the last closed one: the ledger seals its trial balance, and what stood on the statements and
 * what was still open is written down beside it, for everybody to read. With open differences it closes only where the
 * officer says that they are to be shown. Refuses `reconciliation.future_month`, `reconciliation.open_differences` (with
 * `count`), and the ledger's `already_closed`, `close_in_order`, `nothing_booked`, `month_running`.
 */
export const closeBooks = command({
  name: 'reconciliation.close',
  permission: permissions.close,
  input: CloseMonth,
  run: async (scope, input): Promise<Result<{ month: string }>> => {
    const month = `${input.month}-01`;
    if (lastDayOf(month) >= today(scope)) return fail('reconciliation.future_month');
    const compared = await compareMonth(scope, month);
    const open = await openItems(scope, compared, month);
    const bad = open.filter((one) => one.what !== 'transit');
    const gap = gapOf(compared, open, input.statementBalance ?? null);
    if ((bad.length > 0 || gap) && !input.showOpen)
      return fail('reconciliation.open_differences', { field: 'showOpen', params: { count: bad.length } });
    const sealed = await closeMonth(scope, { month });
    if (!sealed.ok) return sealed;
    const banks = compared.filter((one) => one.account.side === 'bank');
    const shown = banks.every((one) => one.statement !== null)
      ? banks.reduce((sum, one) => sum + (one.statement ?? 0n), 0n)
      : null;
    await scope.db
      .insertInto('month_closing')
      .values({
        ...{ space_id: scope.spaceId, month, open: JSON.stringify(open), note: input.note },
        bank_books: banks.reduce((sum, one) => sum + one.books, 0n),
        bank_statement: input.statementBalance ?? (banks.length === 0 ? null : shown),
        ...{ seal: sealed.value.seal, closed_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { closed: month, open: open.length } });
    return ok({ month: input.month });
  },
});

/** Whether bank and books differ by more than what is listed as open explains. */
function gapOf(
  compared: Awaited<ReturnType<typeof compareMonth>>,
  open: Awaited<ReturnType<typeof openItems>>,
  typed: bigint | null,
): boolean {
  if (typed === null || open.length > 0) return false;
  const books = compared.filter((one) => one.account.side === 'bank').reduce((sum, one) => sum + one.books, 0n);
  const others = compared.reduce((sum, one) => sum + (one.account.side === 'bank' ? one.othersMoney : 0n), 0n);
  return books + others !== typed;
}

/**
 * Names an account outside whose statements will come, and which accounts of the books it holds. Refuses
 * `reconciliation.books_missing`, `reconciliation.book_taken`, `reconciliation.title_used`.
 */
export const nameOutside = command({
  name: 'reconciliation.outside',
  permission: permissions.accounts,
  input: NewOutside,
  conflicts: {
    outside_book_once: 'reconciliation.book_taken',
    outside_account_space_id_title_key: 'reconciliation.title_used',
  },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const books = [...new Set(input.accountIds)];
    const known = (await accounts(scope, books)).filter((one) => one.path.startsWith('bank/'));
    if (books.length === 0 || known.length !== books.length)
      return fail('reconciliation.books_missing', { field: 'accountIds' });
    const id = newId(scope.now());
    const side = input.kind === 'bank' ? 'bank' : 'channel';
    await scope.db
      .insertInto('outside_account')
      .values({
        ...{ space_id: scope.spaceId, id, kind: input.kind, side, title: input.title, number_tail: input.numberTail },
        ...{ created_by: actorId(scope), created_at: scope.now() },
      })
      .execute();
    await scope.db
      .insertInto('outside_book')
      .values(books.map((account) => ({ space_id: scope.spaceId, outside_id: id, account_id: account, side })))
      .execute();
    await audit(scope, { kind: 'outside', id, detail: { kind: input.kind, books: books.length } });
    return ok({ id });
  },
});

/** Says to which of the charity's accounts a kind of entry goes. Refuses `reconciliation.code`. */
export const setChart = command({
  name: 'reconciliation.chart',
  permission: permissions.chart,
  input: ChartLine,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const line = { code: input.code, title: input.title, changed_by: actorId(scope), changed_at: scope.now() };
    await scope.db
      .insertInto('chart_line')
      .values({ space_id: scope.spaceId, key: input.key, ...line })
      .onConflict((conflict) => conflict.columns(['space_id', 'key']).doUpdateSet(line))
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { chart: input.key, code: input.code } });
    return ok({ id: input.key });
  },
});

/**
 * Lets the space of the host charity (or the street) read this space's books, from a day and until one. Refuses
 * `reconciliation.no_space`.
 */
export const letRead = command({
  name: 'reconciliation.letRead',
  permission: permissions.letRead,
  input: LetRead,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const reader = await scope.db.selectFrom('space').select('id').where('slug', '=', input.slug).executeTakeFirst();
    if (reader === undefined || reader.id === scope.spaceId) return fail('reconciliation.no_space', { field: 'slug' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('space_access')
      .values({
        ...{ id, space_id: scope.spaceId, reader_space_id: reader.id, reason: 'host' },
        ...{ starts_on: input.startsOn, ends_on: input.endsOn ?? null },
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { readBy: reader.id, from: input.startsOn } });
    return ok({ id });
  },
});
