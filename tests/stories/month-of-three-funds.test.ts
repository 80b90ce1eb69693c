import { expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { formatFen } from '#kernel/money';
import { must } from '#kernel/result';
import { approvePayment, askPayment, fund as fundOf, openFund, payPayment, setUpFund } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { registerOrganisation } from '#modules/organisations';
import {
  bringStatement,
  confirmAgreement,
  landStatement,
  letRead,
  lines,
  nameOutside,
  notOurs,
  outsides,
  tally,
  writeAgreement,
} from '#modules/reconciliation';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url);
const village = await makeFund(world);
const { finance, treasurer, secretary } = village;
const desk = `/desk/${world.space.slug}`;

const named = async (kind: 'named' | 'micro', name: string): Promise<string> => {
  const { id } = must(await setUpFund(secretary.scope, { kind, name, purpose: '给街坊办事', rulesText: '' }));
  must(await openFund(finance.scope, { id }));
  return id;
};
const books = await named('named', '老槐树助学金');
const yard = await named('micro', '三号院微基金');
const bankId = (await fundOf(world.system, village.fund))?.bankAccountId ?? '';
const outsideId = must(
  await nameOutside(finance.scope, { kind: 'bank', title: '江城银行基本户', accountIds: [bankId] }),
).id;
const channelId = must(
  await nameOutside(finance.scope, { kind: 'wechat', title: '微信商户', accountIds: [bankId] }),
).id;

const give = (fundId: string, amount: string, reference: string, day: string, way: 'bank' | 'platform' = 'bank') =>
  recordBankGift(finance.scope, {
    ...({ nature: 'gift', sourceClass: 'resident', publicity: 'masked', donorName: '王秀兰' } as const),
    ...{ fundId, amount, bankReference: reference, receivedOn: day, way },
  });

const bring = async (to: string, rows: readonly string[], name: string): Promise<string> => {
  const sent = await world.post(finance, `${desk}/statements`, {
    outsideId: to,
    file: new File([`${rows.join('\r\n')}\r\n`], name, { type: 'text/csv' }),
  });
  expect(sent.status, sent.text.slice(0, 400)).toBe(303);
  const path = sent.location.split('?')[0] ?? '';
  expect((await world.post(finance, `${path}/land`, {})).status).toBe(303);
  return path;
};

const lineOf = async (number: string): Promise<string> => {
  const found = (await lines(world.system, { find: number }, { limit: 5, offset: 0 })).rows.find(
    (one) => one.number === number,
  );
  return `${desk}/reconcile/lines/${found?.id ?? ''}`;
};

const press = async (
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
  status = 303,
): Promise<string> => {
  const answer = await world.post(finance, path, fields);
  expect(answer.status, `${path} ${/role="alert".*?<\/div>/s.exec(answer.text)?.[0] ?? ''}`).toBe(status);
  return answer.text;
};

/** What was booked in March: gifts to three funds, two of them through the channel, a payment by decision. */
async function bookMarch(): Promise<void> {
  // What the agreement says: two and a half percent, and the fund bears the charges; the other side signs too.
  const agreed = must(
    await writeAgreement(finance.scope, {
      fundId: village.fund,
      number: '江慈〔2026〕7号',
      percent: '2.5',
      charges: true,
      startsOn: '2026-01-01',
    }),
  );
  must(await confirmAgreement(treasurer.scope, agreed));
  world.clock.set('2026-03-09T09:00:00+08:00');
  must(await give(village.fund, '10000', 'B100', '2026-03-02'));
  must(await give(books, '3333.33', 'B101', '2026-03-03'));
  must(await give(yard, '0.07', 'B102', '2026-03-04'));
  must(await give(village.fund, '18.80', '4200001', '2026-03-05', 'platform'));
  must(await give(books, '6.66', '4200002', '2026-03-05', 'platform'));
  const { authorisationId } = await village.grant((await fundOf(world.system, village.fund))?.accountId ?? '', 120000n);
  const paid = must(
    await askPayment(secretary.scope, {
      authorisationId,
      payeeOrganisationId: village.provider,
      amount: '1200',
      whatFor: '三月助餐',
      invoiceNumber: 'F-3',
    }),
  );
  must(await approvePayment(treasurer.scope, { id: paid.id }));
  must(await approvePayment(finance.scope, { id: paid.id }));
  must(await payPayment(finance.scope, { id: paid.id, bankReference: 'B103' }));
}

/** The bill of the channel and the statement of the bank come in. */
async function bringMarch(): Promise<void> {
  world.clock.set('2026-04-01T09:00:00+08:00');
  await bring(
    channelId,
    [
      '交易时间,微信订单号,商户订单号,交易类型,交易状态,货币种类,应结订单金额,商品名称',
      '`2026-03-05 08:00:00,`4200001,`M1,`JSAPI,`SUCCESS,`CNY,`18.80,`助餐',
      '`2026-03-05 08:01:00,`4200002,`M2,`JSAPI,`SUCCESS,`CNY,`6.66,`助学, 买书',
      '总交易单数,应结订单总金额',
      '`2,`25.46',
    ],
    '微信-三月.csv',
  );
  await bring(
    outsideId,
    [
      '江城银行对公明细',
      '交易日期,流水号,摘要,对方户名,收入,支出,余额',
      '2026-03-02,B100,捐款,王秀兰,"10,000.00",,10000.00',
      '2026-03-03,B101,捐款,王秀兰,3333.33,,13333.33',
      '2026-03-04,B102,捐款,王秀兰,0.07,,13333.40',
      '2026-03-06,B104,微信结算,财付通,25.46,,13358.86',
      '2026-03-17,B103,付款,夕阳红助餐社,,1200.00,12158.86',
      '2026-03-21,B105,捐款,陈桂芳,88.88,,12247.74',
      '2026-03-25,B106,手续费,,,3.00,12244.74',
      '2026-03-31,B107,结息,,1.01,,12245.75',
      '2026-03-31,B108,会费,慈善会会员,500.00,,12745.75',
      '合计,,,,13948.75,1203.00,',
    ],
    '江城银行-三月.csv',
  );
}

/** April: the fee is on the statement, and everything holds. */
async function bringApril(): Promise<void> {
  // In April the fee is on the statement; the public page says that it was settled since.
  world.clock.set('2026-05-02T09:00:00+08:00');
  await bring(
    outsideId,
    ['交易日期,流水号,摘要,对方户名,收入,支出,余额', '2026-04-01,B120,管理费,江城慈善会,,250.47,12495.28'],
    '江城银行-四月.csv',
  );
  await press(`${desk}/reconcile/confirm`, { outsideId });
  expect((await world.get(null, `/s/${world.space.slug}/fund/months/2026-03`)).text).toContain('后来对上了');

  const counted = await tally(world.system, { outsideId });
  expect([counted.matched.count, counted.not_ours.count, counted.there.count]).toEqual([9, 1, 0]);
  const found = await checkSpaces(world.platform);
  for (const one of found.flatMap((space) => space.findings)) expect(one).toMatchObject({ first: null });

  await printLedger(world.system);
  const all = await Promise.all(
    (await outsides(world.system)).map(async (one) => ({
      one,
      rows: (await lines(world.system, { outsideId: one.id }, { limit: 50, offset: 0, desc: false })).rows,
    })),
  );
  for (const { one, rows } of all)
    console.log(
      [
        `对账 ${one.title}`,
        ...rows.map(
          (row) =>
            `  ${row.day}  ${row.number.padEnd(8)} ${formatFen(row.amount, { sign: true }).padStart(12)}  ${row.state}  ${row.memo}`,
        ),
      ].join('\n'),
    );
}

test('F024 F032 F034 F035 F042 a month of three hosted funds: gifts, a payment, a channel, fees, interest, one difference, and the books agree [/desk/:space/months/:month]', async () => {
  await bookMarch();
  await bringMarch();
  await press(`${desk}/reconcile/confirm`, { outsideId });
  await press(`${desk}/reconcile/confirm`, { outsideId: channelId });

  // The channel pays out a day at once: one line of the bank is two gifts; a third of it is refused.
  const paidOut = await lineOf('B104');
  const entries = (await lines(world.system, { outsideId: channelId }, { limit: 9, offset: 0 })).rows;
  expect(entries.map((one) => one.state)).toEqual(['matched', 'matched']);
  const page = (await world.get(finance, paidOut)).text;
  const parts = [
    ...page.matchAll(/name="entries" value="([0-9a-f-]{36})"|value="([0-9a-f-]{36})"[^>]*name="entries"/g),
  ].map((one) => one[1] ?? one[2] ?? '');
  expect(parts).toHaveLength(2);
  await press(`${paidOut}/split`, { entries: parts.slice(0, 1) }, 422);
  await press(`${paidOut}/split`, { entries: parts });

  await press(`${await lineOf('B105')}/gift`, { fundId: yard, nature: 'gift', sourceClass: 'resident', named: 'yes' });
  await press(`${await lineOf('B106')}/charge`, { fundId: village.fund });
  await press(`${await lineOf('B107')}/interest`);
  await press(`${await lineOf('B108')}/not-ours`, { reason: '慈善会自己的会费' });
  // A wrong turn, taken back with a reason.
  await press(`${desk}/months/2026-03/fee`, { fundId: village.fund });
  const refused = await press(`${desk}/months/2026-03/fee`, { fundId: village.fund }, 409);
  expect(refused).toContain('记过了');

  const view = (await world.get(finance, `${desk}/months/2026-03`)).text;
  expect(view).toContain('1 笔只在账本里');
  const stop = await press(`${desk}/months/2026-03/close`, {}, 409);
  expect(stop).toContain('还有 1 处没对上');
  await press(`${desk}/months/2026-03/close`, { showOpen: 'yes', note: '管理费四月一日转出，下个月的账单里就有。' });
  const shown = (await world.get(null, `/s/${world.space.slug}/fund/months/2026-03`)).text;
  expect(shown).toContain('账上有，银行没有');
  expect(shown).toContain('管理费四月一日转出');

  await bringApril();
});

test('F033 the charity’s own space sees the funds of the communities that let it read, from their day on, and cannot act there [/desk/:space/hosted]', async () => {
  const charity = await world.otherSpace();
  const officer = await world.person('许会计', ['finance'], { space: charity });
  const before = await world.get(officer, '/desk/qiaotou/hosted');
  expect(before.status).toBe(200);
  expect(before.text).not.toContain('三号院微基金');
  expect(await letRead(finance.scope, { slug: 'qiaotou', startsOn: '2026-05-01' })).toMatchObject({
    fault: { code: 'access.not_allowed' },
  });
  must(await letRead(village.admin.scope, { slug: 'qiaotou', startsOn: '2026-05-01' }));
  world.clock.advance({ minutes: 1 });
  const after = await world.get(officer, '/desk/qiaotou/hosted');
  for (const name of ['柳巷社区慈善基金', '老槐树助学金', '三号院微基金', '柳巷社区'])
    expect(after.text).toContain(name);
  // To look at only: her own desk has nothing of theirs to act on, and theirs is closed to her.
  expect((await world.get(officer, '/desk/liuxiang/reconcile')).status).toBe(403);
  expect((await world.get(officer, '/desk/qiaotou/reconcile')).text).not.toContain('B100');
  // The same statement in both spaces: a line that is none of the one's is found once the other has booked it.
  const head = '交易日期,流水号,摘要,对方户名,收入,支出';
  const bytes = new TextEncoder().encode(`${head}\n2026-04-03,B900,捐款,桥头街坊,77.05,\n`);
  const land = async (who: typeof officer, account: string): Promise<string> => {
    const { id } = must(await bringStatement(who.scope, { outsideId: account, file: { bytes, name: '合用户.csv' } }));
    must(await landStatement(who.scope, { id }));
    return (await lines(who.scope, { find: 'B900' }, { limit: 1, offset: 0 })).rows[0]?.id ?? '';
  };
  must(await notOurs(finance.scope, { id: await land(finance, outsideId), reason: '桥头社区的' }));
  expect((await world.get(officer, '/desk/qiaotou/hosted')).text).toContain('还有 2 行没人认');
  const admin = await world.person('桥头管理员', ['admin', 'secretary'], { space: charity });
  const host = must(
    await registerOrganisation(admin.scope, { name: '江城慈善会', kind: 'charity', standing: 'informal' }),
  );
  const clerk = await world.person('桥头会计', ['finance'], { space: charity, organisationId: host.id });
  const theirs = must(
    await setUpFund(admin.scope, {
      ...{ kind: 'main', name: '桥头社区基金', purpose: '给街坊办事', hostOrganisationId: host.id },
      ...{ agreementNumber: '江慈〔2026〕8号', agreementFrom: '2026-01-01', agreementUntil: '2028-12-31' },
    }),
  ).id;
  must(await openFund(clerk.scope, { id: theirs }));
  const bank = (await fundOf(clerk.scope, theirs))?.bankAccountId ?? '';
  const account = must(
    await nameOutside(clerk.scope, { kind: 'bank', title: '江城银行基本户', accountIds: [bank] }),
  ).id;
  const line = `/desk/qiaotou/reconcile/lines/${await land(clerk, account)}`;
  const gift = { fundId: theirs, sourceClass: 'resident', nature: 'gift' };
  expect((await world.post(clerk, `${line}/gift`, gift)).status).toBe(303);
  expect((await world.get(officer, '/desk/qiaotou/hosted')).text).toContain('别的社区认了 1 行');
});
