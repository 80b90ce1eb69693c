import { beforeAll, describe, expect, test } from 'vitest';
import { room as funds } from '#http/funds';
import { room as ledger } from '#http/ledger';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { depositCash, fund, mainFund } from '#modules/funds';
import { balances, bookHours, hoursGiven, ledgerChecks } from '#modules/ledger';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { confirmCash, recordBankGift, recordCashGift, recordGoodsGift } from './commands.ts';
import { payPledge, promiseShare, releasePledge } from './commands-pledges.ts';
import { changePublicity, choosePublicity, issueReceipt, reverseGift } from './commands-records.ts';
import { room } from './http.ts';
import { gift } from './queries.ts';
import { openBooks } from './queries-books.ts';
import { checks } from './queries-checks.ts';
import { pledge } from './queries-pledges.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, funds, room] });
const town = await makeFund(world);
const { finance, secretary, worker, treasurer } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const from = { nature: 'gift', sourceClass: 'resident', publicity: 'masked' } as const;
const bank = (amount: string, more: object = {}) =>
  recordBankGift(finance.scope, {
    ...{ ...from, fundId: town.fund, way: 'bank', amount, bankReference: newId(), donorName: '王秀兰' },
    ...more,
  });
const balance = async () => (await fund(world.system, town.fund))?.standing.balance ?? -1n;
const broken = async () =>
  [...(await ledgerChecks(world.system)), ...(await runChecks(world.system, checks))].filter(
    (one) => one.first !== null,
  );

function must2<T>(value: T | null): T {
  if (value === null) throw new Error('nothing there');
  return value;
}

describe('a gift by bank', () => {
  test.each([
    ['0', 'money.not_positive'],
    ['-1', 'money.not_positive'],
    ['0.001', 'money.too_fine'],
    ['1000000000', 'money.too_large'],
    ['1e9', 'money.too_large'],
  ])('of %s is refused', async (amount, code) => {
    const before = await balance();
    expect(codeOf(await bank(amount))).toBe(code);
    expect(await balance()).toBe(before);
  });

  test('F042 of １００ is 100, in the books at once with its line [/s/:space/ledger]', async () => {
    const before = await balance();
    must(await bank('１００'));
    expect(await balance()).toBe(before + 10_000n);
    const page = await world.get(null, '/s/liuxiang/ledger');
    expect(page.text).toContain('王*兰捐');
    expect(page.text).not.toContain('王秀兰');
    const csv = await world.get(null, '/s/liuxiang/ledger?format=csv');
    expect(csv.text).toMatch(/100\.00/);
    expect(csv.text).not.toContain('王秀兰');
  });

  test('with the same bank reference is one gift, with the same key the first one, with other content a conflict', async () => {
    const once = { bankReference: 'LS-1' };
    must(await bank('5', once));
    expect(codeOf(await bank('5', once))).toBe('gifts.bank_reference_used');
    const scope = { ...finance.scope, key: 'form-1' };
    const input = {
      ...from,
      fundId: town.fund,
      way: 'bank',
      amount: '7',
      bankReference: 'LS-2',
      donorName: '李四',
    } as const;
    const first = must(await recordBankGift(scope, input));
    expect(must(await recordBankGift(scope, input))).toEqual(first);
    expect(codeOf(await recordBankGift(scope, { ...input, amount: '8' }))).toBe('input.key_reused');
  });

  test('F029 needs a class of source, says gift or sponsorship first, and one giver', async () => {
    expect(codeOf(await bank('1', { nature: undefined }))).toBe('gifts.nature_missing');
    expect(codeOf(await bank('1', { sourceClass: undefined }))).toBe('input.choose');
    expect(codeOf(await bank('1', { donorOrganisationId: town.shop }))).toBe('gifts.two_givers');
    expect(codeOf(await bank('1', { donorName: '' }))).toBe('gifts.giver_missing');
    expect(codeOf(await bank('1', { donorName: '<b>甲</b>' }))).toBe('input.markup');
    expect(codeOf(await bank('1', { receivedOn: '2026-12-31' }))).toBe('gifts.future');
    const sponsored = must(await bank('1', { nature: 'sponsorship' }));
    expect((await gift(world.system, sponsored.id))?.receiptState).toBe('not_due');
    const anonymous = must(await bank('1', { donorName: '', publicity: 'anonymous' }));
    expect(await gift(world.system, anonymous.id)).toMatchObject({ receiptState: 'anonymous', publicGiver: '' });
  });
});

describe('cash', () => {
  const cash = (amount: string) =>
    recordCashGift(worker.scope, { ...from, fundId: town.fund, amount, donorName: '', publicity: 'anonymous' });

  test('is in the books when a second person has counted it too [/desk/:space/gifts/:id]', async () => {
    const before = await balance();
    const { id, lookCode } = must(await cash('300'));
    expect(await balance()).toBe(before);
    expect(codeOf(await confirmCash(worker.scope, { id, amount: '300' }))).toBe('gifts.counted_by_same');
    expect(codeOf(await confirmCash(treasurer.scope, { id, amount: '299.50' }))).toBe('gifts.difference_unexplained');
    must(await confirmCash(treasurer.scope, { id, amount: '299.50', reason: '一枚五角在信封里' }));
    expect(await balance()).toBe(before + 29_950n);
    expect(codeOf(await confirmCash(secretary.scope, { id, amount: '300' }))).toBe('gifts.not_counting');
    expect(await gift(world.system, id)).toMatchObject({ state: 'booked', countDifference: -50n });
    const slip = await world.get(null, `/s/liuxiang/gifts/${lookCode}/slip`);
    expect(slip.text).toContain(lookCode);
    expect(slip.text).toContain('class="qr"');
    expect(await broken()).toEqual([]);
  });

  test('is brought to the bank, never more than the box holds', async () => {
    expect(codeOf(await depositCash(finance.scope, { fundId: town.fund, amount: '100000', bankReference: 'D1' }))).toBe(
      'ledger.short',
    );
    must(await depositCash(finance.scope, { fundId: town.fund, amount: '299.50', bankReference: 'D2' }));
    const known = await mainFund(world.system);
    const box = known?.cashAccountId ?? '';
    expect((await balances(world.system, [box])).get(box)?.balance).toBe(0n);
  });

  test('through the desk: a first count stays unseen by the second counter', async () => {
    const sent = await world.post(worker, '/desk/liuxiang/gifts/cash', {
      ...{ nature: 'gift', sourceClass: 'resident', publicity: 'anonymous', fundId: town.fund, amount: '88.80' },
    });
    expect(sent.status).toBe(303);
    const path = sent.location.split('?')[0] ?? '';
    const seen = await world.get(treasurer, path);
    expect(seen.status).toBe(200);
    expect(seen.text).not.toContain('88.80');
    const refused = await world.post(worker, `${path}/count`, { amount: '88.80' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('第二遍要换一个人点');
    expect((await world.post(treasurer, `${path}/count`, { amount: '88.80' })).status).toBe(303);
  });
});

describe('goods and hours', () => {
  const rice = {
    ...{ ...from, fundId: '', donorName: '赵大米', title: '大米', quantity: '20', unit: '袋' },
    ...{ classCode: 'material.food', condition: '新', usable: 'yes', value: '1600' },
  };

  test('are counted beside the money, never added to it', async () => {
    const before = await balance();
    const books = await openBooks(world.visitor, must2(await mainFund(world.visitor)));
    expect(codeOf(await recordGoodsGift(worker.scope, { ...rice, fundId: town.fund, usable: undefined }))).toBe(
      'gifts.goods_unusable',
    );
    expect(codeOf(await recordGoodsGift(worker.scope, { ...rice, fundId: town.fund, expiresOn: '2026-01-01' }))).toBe(
      'gifts.goods_expired',
    );
    const { id } = must(await recordGoodsGift(worker.scope, { ...rice, fundId: town.fund }));
    must(
      await act(worker.scope, (inside) => bookHours(inside, { minutes: 90n, subject: { kind: 'hours', id: newId() } })),
    );
    expect(await balance()).toBe(before);
    const after = await openBooks(world.visitor, must2(await mainFund(world.visitor)));
    expect(after.goodsGifts).toBe(books.goodsGifts + 1);
    expect(after.balance).toBe(books.balance);
    expect(after.minutes).toBe(books.minutes + 90n);
    expect(await hoursGiven(world.system)).toBe(90n);
    expect((await gift(world.system, id))?.resourceId).not.toBeNull();
    expect(codeOf(await reverseGift(finance.scope, { id, reason: '退' }))).toBe('gifts.goods_elsewhere');
  });
});

describe('a merchant’s promised share', () => {
  test('is promised, due, paid, and becomes a gift; another is released with a reason [/desk/:space/pledges/:id]', async () => {
    const promise = {
      fundId: town.fund,
      organisationId: town.shop,
      text: '每碗面五角',
      amount: '126.50',
      dueOn: '2026-04-01',
    };
    const { id } = must(await promiseShare(worker.scope, promise));
    const due = await openTasks(world.system, { roles: ['secretary'] });
    expect(due.some((task) => task.subjectId === id)).toBe(true);
    const before = await balance();
    const paid = must(await payPledge(finance.scope, { id, bankReference: 'FX-1', publicity: 'real' }));
    expect(await balance()).toBe(before + 12_650n);
    expect(await gift(world.system, paid.giftId)).toMatchObject({
      kind: 'share',
      publicGiver: '老街面馆',
      sourceClass: 'merchant',
    });
    expect(await pledge(world.system, id)).toMatchObject({ state: 'paid', giftId: paid.giftId });
    expect(codeOf(await payPledge(finance.scope, { id, bankReference: 'FX-2' }))).toBe('gifts.pledge_settled');
    const other = must(await promiseShare(worker.scope, promise));
    expect(codeOf(await releasePledge(worker.scope, { id: other.id, reason: '' }))).toBe('gifts.reason_missing');
    must(await releasePledge(worker.scope, { id: other.id, reason: '店关了' }));
    expect(await pledge(world.system, other.id)).toMatchObject({ state: 'released', reason: '店关了' });
  });
});

describe('a receipt and a name', () => {
  test('every gift ends in one receipt state; a number is used once [/desk/:space/gifts/:id]', async () => {
    const one = must(await bank('10'));
    const two = must(await bank('10'));
    expect(codeOf(await issueReceipt(worker.scope, { id: one.id, receiptNumber: 'A1' }))).toBe('access.not_allowed');
    must(await issueReceipt(finance.scope, { id: one.id, receiptNumber: 'A1' }));
    expect(codeOf(await issueReceipt(finance.scope, { id: two.id, receiptNumber: 'A1' }))).toBe(
      'gifts.receipt_number_used',
    );
    expect(codeOf(await issueReceipt(finance.scope, { id: one.id, receiptNumber: 'A2' }))).toBe(
      'gifts.receipt_not_due',
    );
    const waived = must(await bank('10', { waived: 'yes' }));
    expect((await gift(world.system, waived.id))?.receiptState).toBe('waived');
  });

  test('the giver with the slip changes how they are named; so does the office; nobody else can [/s/:space/gifts/:code]', async () => {
    const { id, lookCode } = must(await bank('10', { donorName: '欧阳建国' }));
    expect((await gift(world.system, id))?.publicGiver).toBe('欧阳**');
    const page = await world.get(null, `/s/liuxiang/gifts/${lookCode}`);
    expect(page.text).toContain('公开时怎样写您');
    const trace = await world.get(null, `/s/liuxiang/gifts/${id}`);
    expect(trace.text).not.toContain('公开时怎样写您');
    expect(trace.text).not.toContain(lookCode);
    const changed = await world.post(null, `/s/liuxiang/gifts/${lookCode}/name`, {
      publicity: 'alias',
      alias: '老街坊',
    });
    expect(changed.status).toBe(303);
    expect((await gift(world.system, id))?.publicGiver).toBe('老街坊');
    expect(codeOf(await choosePublicity(world.visitor, { code: 'ZZZZZZZZ', publicity: 'real' }))).toBe(
      'gifts.not_found',
    );
    expect(codeOf(await changePublicity(world.visitor, { id, publicity: 'real' }))).toBe('access.sign_in');
    must(await changePublicity(worker.scope, { id, publicity: 'anonymous' }));
    expect((await gift(world.system, id))?.publicGiver).toBe('');
  });
});

describe('taking a gift back', () => {
  test('needs finance and a reason; both entries stay [/s/:space/ledger]', async () => {
    const before = await balance();
    const { id } = must(await bank('50', { donorName: '钱多多' }));
    expect(codeOf(await reverseGift(finance.scope, { id, reason: ' ' }))).toBe('gifts.reason_missing');
    must(await reverseGift(finance.scope, { id, reason: '转错了账户' }));
    expect(await balance()).toBe(before);
    expect(codeOf(await reverseGift(finance.scope, { id, reason: '再来' }))).toBe('gifts.not_booked');
    const page = await world.get(null, '/s/liuxiang/ledger');
    expect(page.text).toContain('冲回：钱*多捐');
    expect(page.text).toContain('转错了账户');
    expect(await broken()).toEqual([]);
  });
});

test('F045 a giver with an account sees their own gifts and follows each [/me/:space/gifts]', async () => {
  const giver = await world.person('孙小满');
  const { lookCode } = must(await bank('66', { donorName: undefined, donorPersonId: giver.personId }));
  const page = await world.get(giver, '/me/liuxiang/gifts');
  expect(page.text).toContain('66.00');
  expect(page.text).toContain(lookCode);
  expect((await world.get(worker, '/me/liuxiang/gifts')).text).toContain('还没有记在您名下的捐赠');
  expect((await world.get(null, '/me/liuxiang/gifts')).status).toBe(303);
});

describe('pages', () => {
  beforeAll(() => world.clock.advance({ days: 1 }));
  test.each(['/s/liuxiang/fund', '/s/liuxiang/ledger', '/s/liuxiang/give'])(
    'F032 %s is open to anyone, in both languages',
    async (path) => {
      const zh = await world.get(null, path);
      expect(zh.status).toBe(200);
      const en = await world.get(null, path, { cookie: 'lang=en' });
      expect(en.status).toBe(200);
    },
  );

  test('the five items of article 25 stand where giving is invited [/s/:space/give]', async () => {
    for (const path of ['/s/liuxiang/give', '/s/liuxiang/fund']) {
      const page = await world.get(null, path);
      for (const word of ['江城慈善会', '53100000500020358F', '柳巷互助', '联系方式', '怎么查'])
        expect(page.text).toContain(word);
    }
  });

  test.each([
    'money',
    'gifts',
    'gifts/bank',
    'gifts/cash',
    'gifts/goods',
    'pledges',
    'pledges/new',
    'payments',
    'payments/new',
    'funds',
    'funds/new',
    'deposit',
  ])('the desk page %s shows to the secretary and finance', async (path) => {
    for (const who of [secretary, finance]) {
      const page = await world.get(who, `/desk/liuxiang/${path}`);
      expect([200]).toContain(page.status);
    }
    expect((await world.get(null, `/desk/liuxiang/${path}`)).status).toBe(303);
  });

  test('a space without a fund says why and what can be done', async () => {
    await world.otherSpace();
    expect((await world.get(null, '/s/qiaotou/fund')).text).toContain('这里还没有基金');
    expect((await world.get(null, '/s/qiaotou/give')).text).toContain('现在还不能给');
    expect((await world.get(null, '/s/qiaotou/ledger')).text).toContain('账上还没有这样的记录');
  });
});

test('the code of a slip leads to its gift without an account; a wrong one is asked for again [/s/:space/gifts]', async () => {
  const { lookCode } = must(await bank('12'));
  expect((await world.get(null, '/s/liuxiang/gifts')).text).toContain('凭查询码看捐赠');
  const found = await world.get(null, `/s/liuxiang/gifts?code=${lookCode.toLowerCase()}`);
  expect(found.text).toContain(lookCode);
  const wrong = await world.get(null, '/s/liuxiang/gifts?code=ZZZZ2222');
  expect(wrong.text).toContain('没有找到这笔捐赠');
  expect(wrong.text).toContain('value="ZZZZ2222"');
});
