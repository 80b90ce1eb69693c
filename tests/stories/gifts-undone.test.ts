import { expect, test } from 'vitest';
import { room as funds } from '#http/funds';
import { room as gifts } from '#http/gifts';
import { room as ledger } from '#http/ledger';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { approvePayment, askPayment, fund, payPayment } from '#modules/funds';
import {
  checks,
  gift,
  giftTrace,
  payPledge,
  pledgesById,
  promiseShare,
  recordBankGift,
  releasePledge,
  reverseGift,
} from '#modules/gifts';
import { ledgerChecks } from '#modules/ledger';
import { runChecks } from '#platform/check';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { ledgerTable, printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, funds, gifts] });
const town = await makeFund(world);
const { finance, secretary, treasurer, worker } = town;
const member = town.committee.members['王秀英'] ?? finance;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const give = (amount: string, donorName: string) =>
  recordBankGift(finance.scope, {
    ...{ fundId: town.fund, nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' },
    ...{ amount, donorName, bankReference: newId() },
  });
const broken = async () =>
  [...(await ledgerChecks(world.system)), ...(await runChecks(world.system, checks))].filter(
    (one) => one.first !== null,
  );

test('F045 a gift is taken back: not while it is promised, then both entries stay and the traces move on [/s/:space/gifts/:code]', async () => {
  const first = must(await give('1200.50', '早来的人'));
  const second = must(await give('８００', '后来的人'));
  const books = must2(await fund(world.system, town.fund));
  const grant = await town.grant(books.accountId ?? '', 150_000n, town.provider, '楼道扶手');
  // 1,500 of 2,000.50 is promised: taking back 1,200.50 would leave the promise without its money.
  expect(codeOf(await reverseGift(finance.scope, { id: first.id, reason: '退汇' }))).toBe('ledger.over_available');
  expect(codeOf(await reverseGift(worker.scope, { id: first.id, reason: '退汇' }))).toBe('access.not_allowed');
  const payment = must(
    await askPayment(secretary.scope, {
      ...{ authorisationId: grant.authorisationId, payeeOrganisationId: town.provider, amount: '1300.25' },
      whatFor: '扶手第一批',
    }),
  ).id;
  must(await approvePayment(treasurer.scope, { id: payment }));
  must(await approvePayment(member.scope, { id: payment }));
  must(await payPayment(finance.scope, { id: payment, bankReference: 'FK-1' }));
  expect(await giftTrace(world.visitor, first.id)).toMatchObject({ parts: [{ amount: 120_050n }], left: 0n });
  expect(await giftTrace(world.visitor, second.id)).toMatchObject({ parts: [{ amount: 9_975n }], left: 70_025n });
  const third = must(await give('3000', '又一个人'));
  must(await reverseGift(finance.scope, { id: first.id, reason: '银行退汇：户名写错' }));
  // What it paid is now the next ones' part; every gift still adds up.
  const [two, three] = [await giftTrace(world.visitor, second.id), await giftTrace(world.visitor, third.id)];
  expect(two).toMatchObject({ parts: [{ amount: 80_000n }], left: 0n });
  expect(three).toMatchObject({ parts: [{ amount: 50_025n }], left: 249_975n });
  const page = await world.get(null, `/s/liuxiang/gifts/${first.id}`);
  expect(page.text).toContain('银行退汇：户名写错');
  expect(codeOf(await reverseGift(finance.scope, { id: first.id, reason: '再来一次' }))).toBe('gifts.not_booked');
  expect(await broken()).toEqual([]);
});

test('F072 a promise is kept in part and the rest let go, with what was paid standing [/desk/:space/pledges/:id]', async () => {
  const { id } = must(
    await promiseShare(worker.scope, {
      ...{ fundId: town.fund, organisationId: town.shop, text: '每碗面五角', agreementNumber: '商益-9' },
      ...{ amount: '333.33', every: 'quarter', dueOn: '2026-03-31', untilOn: '2026-12-31' },
    }),
  );
  must(await payPledge(finance.scope, { id, bankReference: 'FX-1', publicity: 'real' }));
  const odd = must(await payPledge(finance.scope, { id, bankReference: 'FX-2', amount: '100.01' }));
  expect(codeOf(await payPledge(finance.scope, { id, bankReference: 'FX-2', amount: '1' }))).toBe(
    'gifts.bank_reference_used',
  );
  expect(codeOf(await releasePledge(worker.scope, { id, reason: ' ' }))).toBe('gifts.reason_missing');
  must(await releasePledge(worker.scope, { id, reason: '店里修缮停业，已公开说明。' }));
  // A transfer that was the shop's own mistake goes back even now.
  must(await reverseGift(finance.scope, { id: odd.giftId, reason: '店里重复转账' }));
  const [pledge] = await pledgesById(world.system, [id]);
  expect(pledge).toMatchObject({ state: 'released', paid: 33_333n, total: 133_332n });
  expect(await gift(world.system, odd.giftId)).toMatchObject({ state: 'reversed' });
  const page = await world.get(secretary, `/desk/liuxiang/pledges/${id}`);
  expect(page.text).toContain('已公开说明');
  expect(page.text).toContain('999.99');
  expect(await broken()).toEqual([]);
});

test('the treasurer reads both as one journal', async () => {
  await printLedger(world.system);
  const table = await ledgerTable(world.system);
  for (const word of ['冲回 捐赠（转账）', '冲回 捐赠（承诺的分成）', '付款', '1,200.50', '333.33'])
    expect(table).toContain(word);
});

function must2<T>(value: T | null): T {
  if (value === null) throw new Error('nothing there');
  return value;
}
