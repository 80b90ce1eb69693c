import { expect, test } from 'vitest';
import { room as fundsRoom } from '#http/funds';
import { room as reconciliationRoom } from '#http/reconciliation';
import { must } from '#kernel/result';
import { approvePayment, askPayment, fund as fundOf, paymentsById, payPayment } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { checks as ledgerChecks } from '#modules/ledger';
import { runChecks } from '#platform/check';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { bringStatement } from './commands-files.ts';
import { landStatement } from './commands-landing.ts';
import { bounceFromLine } from './commands-making.ts';
import { nameOutside } from './commands-months.ts';
import { lines } from './queries.ts';
import { checks } from './queries-checks.ts';
import { monthView } from './queries-months.ts';

const world = await makeWorld(import.meta.url, { rooms: [fundsRoom, reconciliationRoom] });
const village = await makeFund(world);
const { finance, treasurer, secretary, fund: main } = village;
const bank = (await fundOf(world.system, main))?.bankAccountId ?? '';
const outsideId = must(
  await nameOutside(finance.scope, { kind: 'bank', title: '江城银行基本户', accountIds: [bank] }),
).id;

const lineOf = async (number: string) => {
  const found = (await lines(world.system, { find: number }, { limit: 1, offset: 0 })).rows[0];
  if (found === undefined) throw new Error(`no line ${number}`);
  return found;
};

test('F033 F035 a payment that the bank sent back is taken back from its line with one tap; an open advance and an unpaid payment stand on the closing page [/desk/:space/reconcile/lines/:id]', async () => {
  must(
    await recordBankGift(finance.scope, {
      ...{ fundId: main, amount: '3000', bankReference: 'B060', receivedOn: '2026-03-02', way: 'bank' },
      ...{ donorName: '王秀兰', publicity: 'masked', nature: 'gift', sourceClass: 'resident' },
    }),
  );
  const accountId = (await fundOf(world.system, main))?.accountId ?? '';
  const { authorisationId } = await village.grant(accountId, 50_000n);
  const member = village.committee.members['王秀英'] ?? finance;
  const approved = async (more: object, amount: string): Promise<string> => {
    const asked = { authorisationId, payeeOrganisationId: village.provider, amount, whatFor: '桌椅', ...more };
    const { id } = must(await askPayment(secretary.scope, asked));
    must(await approvePayment(treasurer.scope, { id }));
    must(await approvePayment(member.scope, { id }));
    return id;
  };
  const sent = await approved({}, '123.45');
  must(await payPayment(finance.scope, { id: sent, bankReference: 'B061' }));
  const advance = await approved({ kind: 'advance', settleBy: '2026-05-05' }, '80');
  must(await payPayment(finance.scope, { id: advance, bankReference: 'B063' }));
  const waits = await approved({}, '7.01');
  const day = (await paymentsById(world.system, [sent]))[0]?.paidOn ?? '';
  const rows = [
    `${day},B061,付款,夕阳红助餐社,,123.45,`,
    `${day},B062,退汇,夕阳红助餐社,123.45,,`,
    `${day},B064,退汇,夕阳红助餐社,123.44,,`,
  ];
  const head = '交易日期,流水号,摘要,对方户名,收入,支出,余额';
  const bytes = new TextEncoder().encode(`${[head, ...rows].join('\n')}\n`);
  const { id: fileId } = must(await bringStatement(finance.scope, { outsideId, file: { bytes, name: '退汇.csv' } }));
  must(await landStatement(finance.scope, { id: fileId }));
  const entryId = (await paymentsById(world.system, [sent]))[0]?.entryId ?? '';
  const back = { entryId, reason: '账号写错了' };
  // A smaller sum may be a part that came back: the line leads to the payment, its sum and number going along.
  const small = (await world.get(finance, `/desk/${world.space.slug}/reconcile/lines/${(await lineOf('B064')).id}`))
    .text;
  const way = /href="([^"]*\/payments\/[0-9a-f-]{36}\?came=[^"]*)"/.exec(small)?.[1] ?? '';
  expect(way).toContain(`${sent}?came=123.44`);
  const form = (await world.get(finance, way.replaceAll('&amp;', '&').replace('#return', ''))).text;
  for (const value of ['value="123.44"', 'value="B064"']) expect(form).toContain(value);
  const page = `/desk/${world.space.slug}/reconcile/lines/${(await lineOf('B062')).id}`;
  expect((await world.get(finance, page)).text).toContain('银行退回的付款');
  const refused = async (number: string, more: object = {}) =>
    bounceFromLine(finance.scope, { id: (await lineOf(number)).id, ...back, ...more });
  expect(await refused('B064')).toMatchObject({ fault: { code: 'reconciliation.sum_differs' } });
  expect(await refused('B061')).toMatchObject({ fault: { code: 'reconciliation.wrong_way' } });
  const gone = await world.post(finance, `${page}/bounce`, back);
  expect([gone.status, gone.location]).toEqual([303, `${page}?done=made`]);
  expect((await lineOf('B062')).state).toBe('matched');
  expect((await paymentsById(world.system, [sent]))[0]?.state).toBe('reversed');
  expect(await refused('B062')).toMatchObject({ fault: { code: 'reconciliation.linked' } });
  const month = await monthView(world.system, '2026-03-01', '2026-04-01');
  expect([month.advances.map((one) => one.id), month.unpaid]).toEqual([[advance], 1]);
  const closingPage = await world.get(finance, `/desk/${world.space.slug}/months/2026-03`);
  expect(closingPage.text).toContain('还没结清');
  expect((await paymentsById(world.system, [waits]))[0]?.state).toBe('approved');
  for (const one of await runChecks(world.system, [...checks, ...ledgerChecks]))
    expect(one).toMatchObject({ first: null });
});
