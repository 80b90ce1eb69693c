import { writeXlsx } from 'hucre';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { room as funds } from '#http/funds';
import { room as ledger } from '#http/ledger';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { fund, openFund, setUpFund } from '#modules/funds';
import { sheetListById, waitingSheet } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { recordBankGift } from './commands.ts';
import { landNumbers, landOrders, mapOrders, uploadNumbers, uploadOrders } from './commands-lists.ts';
import { callSponsorship, changePublicity } from './commands-records.ts';
import { room } from './http.ts';
import { gift } from './queries.ts';
import { checks } from './queries-checks.ts';
import { giftLists } from './queries-lists-in.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, funds, room] });
const town = await makeFund(world);
const { finance, secretary, worker } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const balance = async () => (await fund(world.system, town.fund))?.standing.balance ?? -1n;
const broken = async () => (await runChecks(world.system, checks)).filter((one) => one.first !== null);
const file = (text: string, name = 'orders.csv') => ({ bytes: new TextEncoder().encode(text), name });

describe('F024 orders of a designated platform', () => {
  const rows = (lines: string) => file(`\uFEFF捐赠单号,捐赠时间,捐赠人,捐赠金额,手续费,留言\r\n${lines}`);
  const bring = async (lines: string) => {
    const { id } = must(
      await uploadOrders(secretary.scope, { fundId: town.fund, platform: '指定平台甲', file: rows(lines) }),
    );
    const list = await sheetListById(world.system, giftLists, id);
    return { id, mapping: list?.mapping ?? {} };
  };

  test('are booked once each, the fee beside, all of them or none [/desk/:space/orders/:id]', async () => {
    const before = await balance();
    const { id, mapping } = await bring(
      [
        'A1,2026-02-01 10:00,爱心网友,100.00,0.60,加油',
        'A2,2026-02-02 11:30,陈小雨,"1,000",6,给孩子',
        'A2,2026-02-02 11:30,陈小雨,1000,6,给孩子',
        ',2026-02-02,无名,5,0,',
        'A4,2026-02-30,某某,5,0,',
        'A5,2026-02-03,退款人,-20,0,退款',
        'A6,2026-02-03,贵手,10,10,',
      ].join('\r\n'),
    );
    expect(mapping).toMatchObject({ order: 0, day: 1, giver: 2, amount: 3, fee: 4, words: 5 });
    const page = await world.get(secretary, `/desk/liuxiang/orders/${id}`);
    for (const word of ['同一个号码', '没有订单号', '时间看不懂', '这是退款', '手续费看不懂', '1,100.00'])
      expect(page.text).toContain(word);
    expect(await balance()).toBe(before);
    const report = await world.get(secretary, `/desk/liuxiang/orders/${id}/report`);
    expect(report.text).toContain('row.twice');
    must(await landOrders(secretary.scope, { id }));
    expect(await balance()).toBe(before + 9_940n + 99_400n);
    expect(await sheetListById(world.system, giftLists, id)).toMatchObject({ state: 'done', landed: 2, skipped: 0 });
    expect(await waitingSheet(world.system, giftLists, id)).toBeNull();
    expect(codeOf(await landOrders(secretary.scope, { id }))).toBe('gifts.import_done');
    const again = await bring('A1,2026-02-01,爱心网友,100.00,0.60,\r\nA9,2026-02-04,新的,5,0,');
    must(await landOrders(secretary.scope, { id: again.id }));
    expect(await sheetListById(world.system, giftLists, again.id)).toMatchObject({ landed: 1, skipped: 1 });
    expect(await balance()).toBe(before + 9_940n + 99_400n + 500n);
    expect((await world.get(null, '/s/liuxiang/ledger')).text).not.toContain('陈小雨');
    expect(await broken()).toEqual([]);
  });

  test('a fee for the whole list is shared exactly, the mapping is remembered, missing columns are asked for', async () => {
    const before = await balance();
    const { id } = await bring(
      'B1,2026-02-05,甲,33.33,,\nB2,2026-02-05,乙,33.33,,\nB3,2026-02-05,丙,33.34,,\n,2026-02-05,平台,-1.00,,技术服务费',
    );
    expect((await world.get(secretary, `/desk/liuxiang/orders/${id}`)).text).toContain('整批手续费 1.00 元');
    must(await landOrders(secretary.scope, { id }));
    expect(await balance()).toBe(before + 10_000n - 100n);
    const odd = file('号,何时,多少\nC1,2026-02-06,7\n');
    const upload = () => uploadOrders(secretary.scope, { fundId: town.fund, platform: '平台乙', file: odd });
    const first = must(await upload());
    expect(codeOf(await mapOrders(secretary.scope, { id: first.id, order: '0', day: '1' }))).toBe(
      'gifts.column_missing',
    );
    expect(codeOf(await landOrders(secretary.scope, { id: first.id }))).toBe('gifts.nothing_to_land');
    must(await mapOrders(secretary.scope, { id: first.id, order: '0', day: '1', amount: '2' }));
    must(await landOrders(secretary.scope, { id: first.id }));
    const second = must(await upload());
    expect((await sheetListById(world.system, giftLists, second.id))?.mapping).toEqual({ order: 0, day: 1, amount: 2 });
    const none = await world.post(secretary, '/desk/liuxiang/orders', { fundId: town.fund, platform: '丙' });
    expect(none.text).toContain('请先选一个文件');
    expect(none.text).toContain('value="丙"');
    expect(
      codeOf(await uploadOrders(secretary.scope, { fundId: town.fund, platform: '丙', file: file('只有标题') })),
    ).toBe('sheet.empty');
    expect(codeOf(await uploadOrders(worker.scope, { fundId: town.fund, platform: '丙', file: odd }))).toBe(
      'access.not_allowed',
    );
    expect(await broken()).toEqual([]);
  });

  test('one refused row leaves nothing half brought in', async () => {
    const small = must(await setUpFund(secretary.scope, { kind: 'named', name: '小小基金', purpose: '试' })).id;
    const before = await balance();
    const { id } = must(
      await uploadOrders(secretary.scope, {
        ...{ fundId: small, platform: '甲', file: rows('D1,2026-02-05,甲,1,,\nD2,2026-02-05,乙,2,,') },
      }),
    );
    expect(codeOf(await landOrders(secretary.scope, { id }))).toBe('funds.not_open');
    must(await openFund(finance.scope, { id: small }));
    expect(await balance()).toBe(before);
    expect(await sheetListById(world.system, giftLists, id)).toMatchObject({ state: 'open', landed: 0 });
  });
});

describe('receipts', () => {
  const bank = async (amount: string, donorName: string) =>
    must(
      await recordBankGift(finance.scope, {
        ...{ fundId: town.fund, nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' },
        ...{ amount, donorName, bankReference: newId() },
      }),
    );

  test('the request sheet goes out and its numbers come back, each to its gift [/desk/:space/receipts]', async () => {
    const one = await bank('88.80', '全名甲');
    const two = await bank('9', '全名乙');
    const sheet = await world.get(finance, '/desk/liuxiang/receipts?format=csv');
    expect(sheet.text).toContain('全名甲');
    expect(sheet.text).toContain(one.lookCode);
    expect((await world.get(worker, '/desk/liuxiang/receipts')).status).toBe(403);
    const back = [
      '查询码,票据号,金额',
      `${one.lookCode.toLowerCase()},0099001,88.80`,
      `${two.lookCode},0099002,8.00`,
      'ZZZZ2222,0099003,1',
      `${two.lookCode},,9`,
    ].join('\n');
    const { id } = must(await uploadNumbers(finance.scope, { file: file(back, '票据.csv') }));
    const page = await world.get(finance, `/desk/liuxiang/receipts/numbers/${id}`);
    expect(page.text).toContain('金额和账上的不一样');
    expect(page.text).toContain('没有这个查询码');
    must(await landNumbers(finance.scope, { id }));
    expect(await gift(world.system, one.id)).toMatchObject({ receiptState: 'issued', receiptNumber: '0099001' });
    expect(await gift(world.system, two.id)).toMatchObject({ receiptState: 'pending' });
  });

  test('asked again, it was a sponsorship: no receipt falls due, and its task is closed', async () => {
    const { id } = await bank('500', '要挂名的');
    expect(codeOf(await callSponsorship(worker.scope, { id, reason: '要广告' }))).toBe('access.not_allowed');
    must(await callSponsorship(finance.scope, { id, reason: '要在海报上印店名' }));
    expect(await gift(world.system, id)).toMatchObject({ nature: 'sponsorship', receiptState: 'not_due' });
    const due = await openTasks(world.system, { roles: ['finance'] });
    expect(due.some((one) => one.subjectId === id)).toBe(false);
    expect(codeOf(await callSponsorship(finance.scope, { id, reason: '再来' }))).toBe('gifts.receipt_not_due');
  });

  test('what became of a gift is a table to take home, and adds up [/s/:space/gifts/:code/trace]', async () => {
    const { id, lookCode } = await bank('77.70', '王带走');
    const csv = await world.get(null, `/s/liuxiang/gifts/${lookCode}/trace?format=csv`);
    expect(csv.text).toContain('77.70');
    expect(csv.text).not.toContain('王带走');
    expect((await world.get(null, `/s/liuxiang/gifts/${id}/trace`)).text).toContain('77.70');
    expect((await world.get(null, '/s/liuxiang/gifts/ZZZZ2222/trace')).status).toBe(404);
  });

  test('the letter of thanks says itself that it is no receipt [/s/:space/gifts/:code/letter]', async () => {
    const { lookCode, id } = await bank('6', '王写信');
    const page = await world.get(null, `/s/liuxiang/gifts/${lookCode}/letter`);
    expect(page.text).toContain('不是捐赠票据');
    // A name behind asterisks greets nobody; the sheet that the desk prints bears the giver's own.
    expect(page.text).toContain('尊敬的捐赠人');
    for (const name of ['王*信', '王写信']) expect(page.text).not.toContain(name);
    const printed = await world.get(finance, `/desk/liuxiang/gifts/${id}/letter`);
    expect(printed.text).toContain('王写信：');
    must(await changePublicity(finance.scope, { id, publicity: 'alias', alias: '老街坊' }));
    expect((await world.get(null, `/s/liuxiang/gifts/${lookCode}/letter`)).text).toContain('老街坊：');
    expect((await world.get(null, `/desk/liuxiang/gifts/${id}/letter`)).status).toBe(303);
    expect((await world.get(null, `/s/liuxiang/gifts/${id}/letter`)).status).toBe(404);
  });
});

test('an export in GBK, as older programs write it, is read the same, and so is one in XLSX', async () => {
  const text = '捐赠单号,捐赠时间,捐赠人,捐赠金额\r\nG1,2026/02/03,李老伯,１２.５０\r\n';
  const gbk = { bytes: iconv.encode(text, 'gb18030'), name: '导出.csv' };
  const xlsx = {
    bytes: await writeXlsx({
      sheets: [
        {
          name: '订单',
          rows: [
            ['捐赠单号', '捐赠时间', '捐赠人', '捐赠金额'],
            ['G2', new Date('2026-02-03T00:00:00Z'), '赵姨', 12.5],
          ],
        },
      ],
    }),
    name: '导出.xlsx',
  };
  const before = await balance();
  for (const one of [gbk, xlsx]) {
    const { id } = must(await uploadOrders(secretary.scope, { fundId: town.fund, platform: '甲', file: one }));
    must(await landOrders(secretary.scope, { id }));
    expect(await sheetListById(world.system, giftLists, id)).toMatchObject({ landed: 1 });
  }
  expect(await balance()).toBe(before + 2_500n);
});
