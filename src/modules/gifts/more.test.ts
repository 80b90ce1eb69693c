import { describe, expect, test } from 'vitest';
import { room as funds } from '#http/funds';
import { room as ledger } from '#http/ledger';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { fund } from '#modules/funds';
import { addMember } from '#modules/organisations';
import { messagesTo } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { confirmCash, recordBankGift } from './commands.ts';
import { openBox, setOutBox, takeInBox } from './commands-boxes.ts';
import { announceGift, dropNotice, receiveNotice } from './commands-notices.ts';
import { payPledge, promiseShare, releasePledge, remindPledge } from './commands-pledges.ts';
import { reverseGift } from './commands-records.ts';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { room } from './http.ts';
import { jobs } from './jobs.ts';
import { gift } from './queries.ts';
import { takingsOf } from './queries-boxes.ts';
import { checks } from './queries-checks.ts';
import { notice } from './queries-notices.ts';
import { pledge, pledgeParts } from './queries-pledges.ts';
import { standOf } from './rules-pledges.ts';
import { zh } from './zh.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, funds, room] });
const town = await makeFund(world);
const { finance, secretary, worker, treasurer } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const balance = async () => (await fund(world.system, town.fund))?.standing.balance ?? -1n;
const broken = async () => (await runChecks(world.system, checks)).filter((one) => one.first !== null);

test('every refusal has its sentence in both languages', () => {
  expect(Object.keys(zh.errors).sort()).toEqual(Object.keys(errors).sort());
  expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errors).sort());
});

describe('F072 a promise with parts', () => {
  const promise = (more: object = {}) =>
    promiseShare(worker.scope, {
      ...{ fundId: town.fund, organisationId: town.shop, text: '每月一份', agreementNumber: '商益-1' },
      ...{ amount: '100.10', every: 'month', dueOn: '2026-01-31', untilOn: '2026-04-30', ...more },
    });

  test('falls due month by month, is paid in part, caught up and over [/desk/:space/pledges/:id]', async () => {
    world.clock.set('2026-01-15T09:00:00+08:00');
    const { id } = must(await promise());
    const parts = await pledgeParts(world.system, id);
    expect(parts.map((one) => one.dueOn)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    expect(parts.at(-1)?.upTo).toBe(40_040n);
    const stand = async () => {
      const known = await pledge(world.system, id);
      return known === null ? [] : standOf(parts, known, '2026-03-05').map((one) => `${one.state} ${one.paid}`);
    };
    world.clock.set('2026-03-05T09:00:00+08:00');
    must(await payPledge(finance.scope, { id, bankReference: 'P-1', amount: '150' }));
    expect(await stand()).toEqual(['kept 10010', 'overdue 4990', 'coming 0', 'coming 0']);
    expect(await pledge(world.system, id)).toMatchObject({ dueOn: '2026-02-28', state: 'promised', paid: 15_000n });
    // Without a sum, what is due comes.
    must(await payPledge(finance.scope, { id, bankReference: 'P-2' }));
    expect((await pledge(world.system, id))?.paid).toBe(20_020n);
    const paid = must(await payPledge(finance.scope, { id, bankReference: 'P-3', amount: '300' }));
    expect(await pledge(world.system, id)).toMatchObject({ state: 'paid', paid: 50_020n });
    const page = await world.get(secretary, `/desk/liuxiang/pledges/${id}`);
    expect(page.text).toContain('多给了');
    expect(page.text).toContain('99.80');
    // What went back out of the books is owed again.
    must(await reverseGift(finance.scope, { id: paid.giftId, reason: '退汇' }));
    expect(await pledge(world.system, id)).toMatchObject({ state: 'promised', paid: 20_020n, dueOn: '2026-03-31' });
    must(await releasePledge(worker.scope, { id, reason: '店搬走了' }));
    expect((await world.get(secretary, `/desk/liuxiang/pledges/${id}`)).text).toContain('店搬走了');
    expect(codeOf(await payPledge(finance.scope, { id, bankReference: 'P-4' }))).toBe('gifts.pledge_settled');
    expect(await broken()).toEqual([]);
  });

  test('needs a last day that makes sense', async () => {
    expect(codeOf(await promise({ untilOn: '' }))).toBe('gifts.until_missing');
    expect(codeOf(await promise({ untilOn: '2026-01-01' }))).toBe('gifts.until_before');
    expect(codeOf(await promise({ untilOn: '2046-01-01' }))).toBe('gifts.too_many_parts');
  });

  test('an organisation under a signed agreement is reminded once of an overdue part, a person never', async () => {
    world.clock.set('2026-02-10T09:00:00+08:00');
    const owner = await world.person('店主');
    must(await addMember(town.admin.scope, { organisationId: town.shop, personId: owner.personId, represents: 'yes' }));
    const { id } = must(await promise());
    must(await remindPledge(secretary.scope, { id }));
    const [message] = await messagesTo(world.system, owner.personId);
    expect(message?.body).toContain('商益-1');
    expect(message?.body).toContain('100.10');
    expect(codeOf(await remindPledge(secretary.scope, { id }))).toBe('gifts.reminded');
    const later = must(await promise({ dueOn: '2026-03-31' }));
    expect(codeOf(await remindPledge(secretary.scope, { id: later.id }))).toBe('gifts.not_overdue');
    const bare = must(await promise({ agreementNumber: '' }));
    expect(codeOf(await remindPledge(secretary.scope, { id: bare.id }))).toBe('gifts.no_agreement');
    const person = must(await promise({ organisationId: undefined, personId: owner.personId }));
    expect(codeOf(await remindPledge(secretary.scope, { id: person.id }))).toBe('gifts.never_a_person');
    expect((await world.get(secretary, `/desk/liuxiang/pledges/${person.id}`)).text).not.toContain('提醒一次');
    expect(await messagesTo(world.system, owner.personId)).toHaveLength(1);
    expect(await broken()).toEqual([]);
  });

  test('the list is exported with what came and what is missing [/desk/:space/pledges]', async () => {
    const csv = await world.get(secretary, '/desk/liuxiang/pledges?format=csv');
    expect(csv.text).toContain('每月');
    expect(csv.text).toContain('400.40');
    expect((await world.get(secretary, '/desk/liuxiang/pledges?format=xlsx')).status).toBe(200);
  });
});

describe('F025 takings of a box and a stall', () => {
  test('two count, the difference is written down, nobody is named [/desk/:space/boxes/:id]', async () => {
    const made = { kind: 'stall', number: '3', fundId: town.fund, placeText: '文化广场' } as const;
    const { id } = must(await setOutBox(worker.scope, made));
    expect(codeOf(await setOutBox(worker.scope, made))).toBe('gifts.box_number_used');
    expect(codeOf(await setOutBox(worker.scope, { ...made, number: '4', activityId: newId() }))).toBe(
      'gifts.activity_unknown',
    );
    const before = await balance();
    const opened = must(await openBox(worker.scope, { id, amount: '３２０．５０' }));
    expect(await balance()).toBe(before);
    const page = await world.get(treasurer, `/desk/liuxiang/boxes/${id}`);
    expect(page.text).toContain('等第二个人点');
    expect(page.text).not.toContain('320.50');
    expect(codeOf(await confirmCash(worker.scope, { id: opened.giftId, amount: '320.50' }))).toBe(
      'gifts.counted_by_same',
    );
    must(await confirmCash(treasurer.scope, { id: opened.giftId, amount: '320', reason: '一枚五角是游戏币' }));
    expect(await balance()).toBe(before + 32_000n);
    expect(await gift(world.system, opened.giftId)).toMatchObject({ receiptState: 'anonymous', countDifference: -50n });
    expect((await world.get(null, '/s/liuxiang/ledger')).text).toContain('摊位3（文化广场）');
    must(await takeInBox(worker.scope, { id }));
    expect(codeOf(await openBox(worker.scope, { id, amount: '1' }))).toBe('gifts.box_taken_in');
    expect(await takingsOf(world.system, newId())).toEqual([]);
    expect((await world.get(secretary, '/desk/liuxiang/boxes?format=csv')).text).toContain('320.00');
    expect(await broken()).toEqual([]);
  });
});

describe('F132 a former resident gives from away', () => {
  test('tells the community, it arrives, and stands under what they gave [/me/:space/gifts/tell]', async () => {
    const far = await world.person('梁在外');
    const told = await world.post(far, '/me/liuxiang/gifts/tell', {
      ...{ fundId: town.fund, amount: '5千', way: 'bank', words: '给西巷的老人', publicity: 'masked' },
    });
    expect(told.location).toContain('/me/liuxiang/gifts?done=notice_sent');
    expect((await world.get(far, '/me/liuxiang/gifts')).text).toContain('等到账');
    const due = await openTasks(world.system, { roles: ['finance'] });
    const id = due.find((one) => one.kind === 'gifts.notice')?.subjectId ?? '';
    expect((await world.get(finance, '/desk/liuxiang/money')).text).toContain('等到账');
    expect(codeOf(await receiveNotice(finance.scope, { id, bankReference: 'YD-1', nature: 'other' as 'gift' }))).toBe(
      'gifts.nature_missing',
    );
    const came = must(await receiveNotice(finance.scope, { id, bankReference: 'YD-1', nature: 'gift' }));
    expect(await gift(world.system, came.giftId)).toMatchObject({ amount: 500_000n, purposeText: '给西巷的老人' });
    expect((await world.get(far, '/me/liuxiang/gifts')).text).toContain('5,000.00');
    expect(codeOf(await dropNotice(finance.scope, { id, reason: '再来' }))).toBe('gifts.notice_settled');
    const other = must(
      await announceGift(far.scope, { fundId: town.fund, amount: '1', way: 'bank', publicity: 'masked' }),
    );
    must(await dropNotice(finance.scope, { id: other.id, reason: '银行查无此款' }));
    expect(await notice(world.system, other.id)).toMatchObject({ state: 'dropped' });
    expect((await world.get(far, '/me/liuxiang/gifts')).text).toContain('银行查无此款');
    expect(
      codeOf(
        await announceGift(far.scope, {
          ...{ fundId: town.fund, amount: '1', way: 'bank', publicity: 'masked', sentOn: '2030-01-01' },
        }),
      ),
    ).toBe('gifts.future');
    expect(await broken()).toEqual([]);
  });
});

test('F072 the clock reminds an organisation once of what it agreed to, and nobody of anything else', async () => {
  world.clock.set('2026-05-20T09:30:00+08:00');
  const keeper = await world.person('店主二');
  const shop = await town.organisation('新开的店', 'shop');
  must(await addMember(town.admin.scope, { organisationId: shop, personId: keeper.personId, represents: 'yes' }));
  const promise = { fundId: town.fund, text: '一份', amount: '20', dueOn: '2026-05-10' };
  must(await promiseShare(worker.scope, { ...promise, organisationId: shop, agreementNumber: '商益-2' }));
  must(await promiseShare(worker.scope, { ...promise, organisationId: shop }));
  must(await promiseShare(worker.scope, { ...promise, personId: keeper.personId }));
  for (const job of jobs) {
    await job.run(world.system);
    await job.run(world.system);
  }
  const told = await messagesTo(world.system, keeper.personId);
  expect(told.filter((one) => one.body.includes('商益-2'))).toHaveLength(1);
  expect(told).toHaveLength(1);
});

test('two gifts of one giver without a name can not be linked in anything public', async () => {
  const giver = await world.person('不愿留名的人');
  const anonymous = async (amount: string) =>
    must(
      await recordBankGift(finance.scope, {
        ...{ fundId: town.fund, nature: 'gift', sourceClass: 'resident', publicity: 'anonymous', way: 'bank' },
        ...{ amount, donorPersonId: giver.personId, bankReference: newId() },
      }),
    );
  const [one, two] = [await anonymous('41.41'), await anonymous('42.42')];
  const pages = ['fund', 'ledger', 'ledger?format=csv', 'ledger?page=2', `gifts/${one.id}`, `gifts/${two.id}`];
  const texts = await Promise.all(pages.map(async (path) => (await world.get(null, `/s/liuxiang/${path}`)).text));
  for (const text of texts)
    for (const secret of [giver.personId, '不愿留名的人', '不*', one.lookCode, two.lookCode])
      expect(text).not.toContain(secret);
  const bare = async (text: string | undefined, id: string, amount: string) =>
    (text ?? '')
      .replaceAll(id, 'ID')
      .replaceAll((await gift(world.system, id))?.entryId ?? '', 'ENTRY')
      .replaceAll(amount, 'SUM')
      // The QR of the page's own proof.
      .replaceAll(/<path d="[^"]*"/g, '<path');
  // What differs between the two pages is the gift's own ids and sum, and nothing that both have in common.
  expect(await bare(texts[4], one.id, '41.41')).toBe(await bare(texts[5], two.id, '42.42'));
});
