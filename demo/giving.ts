import { activities } from '#modules/activities';
import {
  announceGift,
  callSponsorship,
  confirmCash,
  dropNotice,
  gift,
  landNumbers,
  landOrders,
  openBox,
  payPledge,
  promiseShare,
  receiveNotice,
  releasePledge,
  remindPledge,
  setOutBox,
  takeInBox,
  uploadNumbers,
  uploadOrders,
} from '#modules/gifts';
import { bankGift } from './gifts.ts';
import type { Telling } from './script.ts';

const sheet = (name: string, lines: readonly string[]) => ({
  name,
  bytes: new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`),
});

/** A box on the counter, emptied again and again, and a stall at an afternoon in the yard; two count each time. */
function tellBoxes({ stage: s, cast: c, funds: f, on }: Telling): void {
  const worker = c.who('周敏');
  const second = c.who('何雨晴');
  const open = async (id: string, first: string, then: string, reason = '') => {
    const { giftId } = await s.act(worker, openBox, { id, amount: first });
    await s.act(second, confirmCash, { id: giftId, amount: then, reason });
  };
  on(180, async () => {
    const box = await s.act(worker, setOutBox, {
      ...{ kind: 'box', number: '1', fundId: f.main, placeText: '一楼柜台' },
    });
    on(121, () => open(box.id, '86.50', '86.50'));
    on(63, () => open(box.id, '143', '142.50', '一枚五角是游戏币，当面挑出来。'));
    // The last opening waits for the second count.
    on(0, async () => {
      await s.act(worker, openBox, { id: box.id, amount: '58.30' });
    });
  });
  on(28, async () => {
    const [event] = await activities(await s.scope(worker), { limit: 1 });
    const stall = await s.act(worker, setOutBox, {
      ...{ kind: 'stall', number: '义集 2', fundId: f.main, placeText: '桐花广场东侧' },
      ...(event === undefined ? {} : { activityId: event.id }),
    });
    await open(stall.id, '415', '415');
    await s.act(worker, takeInBox, { id: stall.id });
  });
}

/** Promises by a rhythm: kept, in part, overdue and reminded once, let go; a person is never reminded. */
function tellPromises({ stage: s, cast: c, funds: f, on }: Telling): void {
  const host = c.who('许静');
  const worker = c.who('周敏');
  on(148, async () => {
    const clinic = await s.act(worker, promiseShare, {
      ...{ fundId: f.main, organisationId: c.organisation('桥头诊所'), text: '每月一份小药箱的钱' },
      ...{ agreementNumber: '商益-2026-04', amount: '200', every: 'month' },
      ...{ dueOn: s.day(140), untilOn: s.day(-220) },
    });
    on(138, async () => {
      await s.act(host, payPledge, { id: clinic.id, bankReference: 'QY-ZS-1', amount: '400', publicity: 'real' });
    });
    on(70, async () => {
      await s.act(host, payPledge, { id: clinic.id, bankReference: 'QY-ZS-2', amount: '300', publicity: 'real' });
    });
    on(12, async () => {
      await s.act(worker, remindPledge, { id: clinic.id });
    });
    const family = await s.act(worker, promiseShare, {
      ...{ fundId: f.books, personId: c.who('孙志强').id, text: '每季度给孩子们添书' },
      ...{ amount: '60', every: 'quarter', dueOn: s.day(120), untilOn: s.day(40) },
    });
    on(118, async () => {
      await s.act(host, payPledge, { id: family.id, bankReference: 'QY-SZQ-1', publicity: 'masked' });
    });
    const firm = await s.act(worker, promiseShare, {
      ...{ fundId: f.main, organisationId: c.organisation('云锦物业'), text: '每年一次楼道照明' },
      ...{ agreementNumber: '商益-2026-05', amount: '800', every: 'year', dueOn: s.day(100), untilOn: s.day(-900) },
    });
    on(99, async () => {
      await s.act(host, payPledge, { id: firm.id, bankReference: 'QY-YJ-1', publicity: 'real' });
    });
    on(30, async () => {
      await s.act(worker, releasePledge, { id: firm.id, reason: '物业合同明年到期，剩下两年不再约定。' });
    });
  });
}

/** A neighbour who moved away sends something and says so: one came, one never did, one is awaited. */
function tellFromAway({ stage: s, cast: c, funds: f, on }: Telling): void {
  const host = c.who('许静');
  const far = c.who('梁思源');
  const tell = (amount: string, words: string) =>
    s.act(far, announceGift, {
      ...{ fundId: f.main, amount, way: 'bank', words, publicity: 'alias' },
      alias: '在外地的桐花人',
    });
  on(88, async () => {
    const { id } = await tell('1200', '给老楼的扶手添一点');
    on(86, async () => {
      await s.act(host, receiveNotice, { id, bankReference: 'QY-LSY-2', nature: 'gift' });
    });
  });
  on(52, async () => {
    const { id } = await tell('300', '中秋');
    on(44, async () => {
      await s.act(host, dropNotice, { id, reason: '银行查无此款，电话说是点错了，没有汇出。' });
    });
  });
  on(1, async () => {
    await tell('600', '给孩子们买灯');
  });
}

/** Orders of the designated platform, receipts that came back from the charity's system, and what was a sponsorship. */
function tellLists({ stage: s, cast: c, funds: f, on }: Telling): void {
  const host = c.who('许静');
  const head = '捐赠单号,捐赠时间,捐赠人,捐赠金额,手续费,留言';
  const order = (number: string, day: string, rest: string) => `TH${number},${day} 12:00,${rest}`;
  const bring = async (name: string, lines: readonly string[]) =>
    s.act(host, uploadOrders, { fundId: f.main, platform: '指定平台（演示）', file: sheet(name, [head, ...lines]) });
  on(55, async () => {
    const day = s.day(58);
    const { id } = await bring('平台订单-秋季.csv', [
      order('90001', day, '爱心网友,20,0.12,加油'),
      order('90002', day, '林小满,100,0.60,给爷爷奶奶'),
      order('90003', day, '爱心网友,6.66,0.04,'),
    ]);
    await s.act(host, landOrders, { id });
  });
  on(1, async () => {
    await bring('平台订单-本月.csv', [
      order('90003', s.day(58), '爱心网友,6.66,0.04,'),
      order('90010', s.day(3), '路过的人,50,0.30,'),
      order('90011', s.day(3), '路过的人,-50,0,退款'),
      order('90012', s.day(3), '夏天,八十八,0.50,'),
    ]);
  });
  on(38, async () => {
    const id = await bankGift(s, c, f.main, { person: '江涛' }, '180', 'resident');
    const wanted = await gift(await s.scope(host), id);
    const lines = ['查询码,票据号,金额', `${wanted?.lookCode ?? ''},003590001,180.00`, 'ZZZZ2222,003590002,5.00'];
    const back = await s.act(host, uploadNumbers, { file: sheet('票据系统导出.csv', lines) });
    await s.act(host, landNumbers, { id: back.id });
  });
  on(20, async () => {
    const id = await bankGift(s, c, f.main, { organisation: '安扶适老工程' }, '1000', 'firm', 'real');
    await s.act(host, callSponsorship, { id, reason: '问过了：要在重阳活动的海报上印公司名，开发票。' });
  });
}

/** What comes besides transfers and cash at the counter. */
export function tellGiving(telling: Telling): void {
  tellBoxes(telling);
  tellPromises(telling);
  tellFromAway(telling);
  tellLists(telling);
}
