import { addDays, addMonths, daysBetween } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { fund } from '#modules/funds';
import { giftsByEntry } from '#modules/gifts';
import { monthToClose, moves, proposeOpening, statementOf } from '#modules/ledger';
import {
  bookFee,
  bringStatement,
  chargeFromLine,
  closeBooks,
  confirmAgreement,
  confirmAll,
  inTransit,
  interestFromLine,
  landStatement,
  lines,
  nameOutside,
  notOurs,
  writeAgreement,
} from '#modules/reconciliation';
import type { Telling } from './script.ts';
import type { Player, Stage } from './stage.ts';

/** One line of the bank, as its file has it. */
interface BankLine {
  readonly day: string;
  readonly number: string;
  readonly memo: string;
  readonly payer: string;
  readonly amount: bigint;
}

/** What the bank shows of a month: everything booked then, under the numbers the desk wrote down. */
async function shownByBank(stage: Stage, bankId: string, month: string): Promise<BankLine[]> {
  const scope = await stage.scope(null);
  const until = addDays(addMonths(month, 1), -1);
  const found = await moves(scope, { accountIds: [bankId], from: month, until });
  const gifts = new Map(
    (
      await giftsByEntry(
        scope,
        found.map((one) => one.entryId),
      )
    ).map((one) => [one.entryId, one]),
  );
  return found.map((one, at) => ({
    day: one.day,
    number: gifts.get(one.entryId)?.reference ?? `QH${month.slice(2, 4)}${month.slice(5, 7)}${100 + at}`,
    memo: one.amount > 0n ? '来账' : '往账',
    payer: '',
    amount: one.amount,
  }));
}

/** The file the bank gives out: a heading of its own, then the lines with a running balance, then the totals. */
async function bankFile(stage: Stage, bankId: string, month: string, shown: readonly BankLine[]) {
  const scope = await stage.scope(null);
  const before = await statementOf(scope, bankId, { from: month, until: month, limit: 1, offset: 0 });
  let balance = before?.opening ?? 0n;
  const plain = (fen: bigint): string => formatFen(fen, { plain: true });
  const rows = shown.map((one) => {
    balance += one.amount;
    const [came, went] = one.amount > 0n ? [plain(one.amount), ''] : ['', plain(-one.amount)];
    return [one.day, one.number, one.memo, one.payer, came, went, plain(balance)].join(',');
  });
  const sum = (way: (fen: bigint) => boolean): bigint =>
    shown.filter((one) => way(one.amount)).reduce((total, one) => total + one.amount, 0n);
  const text = [
    '清源银行对公账户明细',
    '交易日期,流水号,摘要,对方户名,收入,支出,余额',
    ...rows,
    `合计,,,,${plain(sum((fen) => fen > 0n))},${plain(-sum((fen) => fen < 0n))},`,
    '',
  ].join('\r\n');
  return { bytes: new TextEncoder().encode(text), name: `清源银行-${month.slice(0, 7)}.csv` };
}

async function land(
  stage: Stage,
  by: Player,
  outsideId: string,
  month: string,
  shown: readonly BankLine[],
  bankId: string,
) {
  const { id } = await stage.act(by, bringStatement, { outsideId, file: await bankFile(stage, bankId, month, shown) });
  await stage.act(by, landStatement, { id });
}

/** What the bank shows and the books do not: of the first month interest; then charges and money of others; then gifts. */
const beyondBooks: readonly ((day: string) => BankLine[])[] = [
  (day) => [{ day, number: 'LX0', memo: '结息', payer: '', amount: 1287n }],
  (day) => [
    { day, number: 'SX1', memo: '手续费', payer: '', amount: -1000n },
    { day, number: 'ZZ1', memo: '慈善会自己的会费', payer: '清源慈善会', amount: 60000n },
  ],
  (day) => [
    { day, number: 'LX2', memo: '结息', payer: '', amount: 1302n },
    { day, number: 'HX1', memo: '捐款', payer: '', amount: 20000n },
    { day, number: 'HX2', memo: '捐款', payer: '', amount: 6600n },
    { day, number: 'SX2', memo: '手续费', payer: '', amount: -500n },
  ],
];

/**
 * The charity's desk: what the host takes by agreement, statements of three months, each closed month public, one of
 * them with an open difference; the last month is being compared.
 */
export function tellBooks({ stage: s, cast: c, funds: f, on }: Telling): void {
  const officer = c.who('许静');
  const thisMonth = `${s.lastDay.slice(0, 7)}-01`;
  const compared = [3, 2, 1].map((back) => addMonths(thisMonth, -back));
  let outsideId = '';
  let bankId = '';
  const ago = (day: string): number => daysBetween(day, s.lastDay);
  on(360, async () => {
    const terms = { percent: '2', charges: true, startsOn: s.day(366), number: '清慈-2025-018' };
    const { id } = await s.act(officer, writeAgreement, { fundId: f.main, ...terms });
    await s.act(c.who('罗成'), confirmAgreement, { id });
    // The named fund's agreement still waits for the other side.
    await s.act(officer, writeAgreement, { fundId: f.kindness, ...terms, percent: '1', charges: false });
  });
  on(20, async () => {
    // The cash that a predecessor handed over with a sheet: written down, and not confirmed by a second person yet.
    const cash = (await fund(await s.scope(null), f.main))?.cashAccountId ?? '';
    const old = { account: cash, amount: '36.50', day: s.day(366), note: '老账交接表，第三页' };
    await s.act(officer, proposeOpening, old);
  });
  on(ago(compared[0] ?? thisMonth) - 4, async () => {
    const scope = await s.scope(null);
    bankId = (await fund(scope, f.main))?.bankAccountId ?? '';
    // What was compared on paper before is closed first, month after month.
    for (
      let month = await monthToClose(scope);
      month !== null && month < (compared[0] ?? '');
      month = await monthToClose(scope)
    )
      await s.act(officer, closeBooks, { month: month.slice(0, 7), note: '纸上对过的。' });
    const named = { title: '清源银行基本户', numberTail: '0188', accountIds: [bankId] };
    outsideId = (await s.act(officer, nameOutside, { kind: 'bank', ...named })).id;
  });
  for (const [at, month] of compared.entries())
    on(Math.max(0, ago(addDays(addMonths(month, 1), 3))), async () => {
      // The host's fee goes out with the other payments of the month; of the last month it is still to be booked.
      if (at < 2) await s.try(officer, bookFee, { fundId: f.main, month: month.slice(0, 7) });
      const all = await shownByBank(s, bankId, month);
      // Of the second month the last payment or gift had not reached the bank; the third shows what nobody had booked.
      const late = at === 1 ? all.at(-1) : undefined;
      const shown = all
        .filter((one) => one !== late)
        .map((one, place) =>
          at === 2 && place === 1 ? { ...one, amount: one.amount + (one.amount > 0n ? -500n : 500n) } : one,
        );
      const more = beyondBooks[at]?.(addDays(addMonths(month, 1), -1)) ?? [];
      await land(s, officer, outsideId, month, [...shown, ...more], bankId);
      if (at < 2) await settle(s, officer, { outsideId, bankId, mainFund: f.main }, at, month);
    });
  on(
    0,
    leaveOneToTry(s, officer, thisMonth, () => ({ bankId, outsideId })),
  );
}

/** Of the month that is running the bank's file lies there unread, for whoever wants to try: three lines of it nobody booked. */
function leaveOneToTry(s: Stage, officer: Player, month: string, at: () => { bankId: string; outsideId: string }) {
  return async (): Promise<void> => {
    const { bankId, outsideId } = at();
    const more = [
      { number: 'LX3', memo: '结息', payer: '', amount: 411n },
      { number: 'HX3', memo: '捐款', payer: '', amount: 8800n },
      { number: 'SX3', memo: '手续费', payer: '', amount: -300n },
    ].map((one) => ({ ...one, day: s.lastDay }));
    const file = await bankFile(s, bankId, month, [...(await shownByBank(s, bankId, month)), ...more]);
    await s.act(officer, bringStatement, { outsideId, file });
  };
}

interface Desk {
  readonly outsideId: string;
  readonly bankId: string;
  readonly mainFund: string;
}

/** Settles what the bank showed of a month, and closes it. */
async function settle(s: Stage, officer: Player, desk: Desk, at: number, month: string): Promise<void> {
  const scope = await s.scope(null);
  const openLine = async (number: string): Promise<string> =>
    (await lines(scope, { find: number }, { limit: 1, offset: 0 })).rows[0]?.id ?? '';
  await s.try(officer, confirmAll, { outsideId: desk.outsideId });
  if (at === 0) await s.act(officer, interestFromLine, { id: await openLine('LX0') });
  if (at === 1) {
    await s.act(officer, chargeFromLine, { id: await openLine('SX1'), fundId: desk.mainFund });
    await s.act(officer, notOurs, { id: await openLine('ZZ1'), reason: '慈善会自己的会费，不是这几只基金的' });
    const until = addDays(addMonths(month, 1), -1);
    const last = (await moves(scope, { accountIds: [desk.bankId], from: month, until }))
      .filter((one) => one.kind !== 'reconciliation.charge')
      .at(-1);
    const reason = '月底跨行，银行下个月才入账';
    if (last !== undefined) await s.try(officer, inTransit, { entryId: last.entryId, accountId: desk.bankId, reason });
  }
  await s.act(officer, closeBooks, { month: month.slice(0, 7), showOpen: true, note: '' });
}
