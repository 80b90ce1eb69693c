import { depositCash } from '#modules/funds';
import {
  changePublicity,
  confirmCash,
  issueReceipt,
  payPledge,
  promiseShare,
  recordBankGift,
  recordCashGift,
  recordGoodsGift,
  releasePledge,
  reverseGift,
  waitingGifts,
} from '#modules/gifts';
import type { Cast } from './cast.ts';
import type { Telling } from './script.ts';
import type { Stage } from './stage.ts';

type Source =
  | 'resident'
  | 'merchant'
  | 'fair'
  | 'firm'
  | 'online'
  | 'former_resident'
  | 'government'
  | 'foundation'
  | 'other';
type Publicity = 'masked' | 'real' | 'alias' | 'anonymous';

/** Somebody who gives: a resident of the cast, an organisation, or a name that is in no register. */
interface Giver {
  readonly person?: string;
  readonly organisation?: string;
  readonly name?: string;
}

let slip = 1000;

function from(cast: Cast, giver: Giver) {
  return {
    ...(giver.person === undefined ? {} : { donorPersonId: cast.who(giver.person).id }),
    ...(giver.organisation === undefined ? {} : { donorOrganisationId: cast.organisation(giver.organisation) }),
    donorName: giver.name ?? '',
  };
}

/** A gift that came over the charity's bank account. */
export async function bankGift(
  stage: Stage,
  cast: Cast,
  fundId: string,
  giver: Giver,
  amount: string,
  sourceClass: Source,
  publicity: Publicity = 'masked',
  purposeText = '',
  alias = '',
): Promise<string> {
  slip += 1;
  const { id } = await stage.act(cast.who('许静'), recordBankGift, {
    fundId,
    nature: 'gift',
    sourceClass,
    ...from(cast, giver),
    publicity,
    alias,
    purposeText,
    way: 'bank',
    amount,
    bankReference: `QY${slip}`,
  });
  // The charity issues its receipts within some weeks; the newest ones still wait.
  if (stage.today() < stage.day(40))
    await stage.act(cast.who('许静'), issueReceipt, { id, receiptNumber: `0035${slip}` });
  return id;
}

/** Cash at the counter, counted by two people, then taken to the bank. */
async function cashGift(
  stage: Stage,
  cast: Cast,
  fundId: string,
  giver: Giver,
  amount: string,
  second: string,
  sourceClass: Source,
  publicity: Publicity,
): Promise<void> {
  const { id } = await stage.act(cast.who('周敏'), recordCashGift, {
    fundId,
    nature: 'gift',
    sourceClass,
    ...from(cast, giver),
    publicity,
    amount,
    alias: '',
    purposeText: '',
  });
  await stage.act(cast.who('何雨晴'), confirmCash, {
    id,
    amount: second,
    reason: second === amount ? '' : '有一张粘在一起，当面重数。',
  });
  // One receipt was forgotten, so that the desk of the charity has something late to do.
  if (giver.person !== undefined && giver.person !== '曹国庆') {
    slip += 1;
    await stage.act(cast.who('许静'), issueReceipt, { id, receiptNumber: `0035${slip}` });
  }
}

/** The first months: founders, a giver from away, the street, cash at the counter. */
function tellBeginnings({ stage: s, cast: c, funds: f, on }: Telling): void {
  on(365, async () => {
    // The first in is the first out: a giver with an account can follow this one to what it bought.
    await bankGift(s, c, f.main, { person: '钱万里' }, '5000', 'merchant', 'real');
    await bankGift(s, c, f.main, { organisation: '桥头诊所' }, '20000', 'firm', 'real');
    await bankGift(s, c, f.kindness, { person: '梁思源' }, '30000', 'former_resident', 'alias', '', '在外地的桐花人');
    await bankGift(s, c, f.courtyard, { name: '梧桐街道办事处' }, '6000', 'government', 'real');
  });
  on(338, async () => {
    await cashGift(s, c, f.main, { person: '徐建华' }, '500', '500', 'resident', 'masked');
    await cashGift(s, c, f.main, {}, '1000', '990', 'resident', 'anonymous');
  });
}

/** A shop's promised share, quarter by quarter. */
function tellShares({ stage: s, cast: c, funds: f, on }: Telling): void {
  const host = c.who('许静');
  const worker = c.who('周敏');
  for (const [promised, paid, sum, text] of [
    [336, 275, '860', '第一季度'],
    [240, 182, '774', '第二季度'],
    [118, 92, '912', '第三季度'],
  ] as const)
    on(promised, async () => {
      const pledge = await s.act(worker, promiseShare, {
        fundId: f.locks,
        organisationId: c.organisation('便民五金店'),
        text: `卖一把锁捐一元，${text}`,
        agreementNumber: '商益-2025-01',
        amount: sum,
        dueOn: s.day(paid - 2),
      });
      on(paid, async () => {
        const paidGift = await s.act(host, payPledge, {
          id: pledge.id,
          bankReference: `QY-SHARE-${paid}`,
          publicity: 'real',
        });
        await s.act(host, issueReceipt, { id: paidGift.giftId, receiptNumber: `0035${paid}9` });
      });
    });
}

/** Spring and summer: many small gifts, goods, a stall, one transfer sent back. */
function tellSpring({ stage: s, cast: c, funds: f, on }: Telling): void {
  const host = c.who('许静');
  const worker = c.who('周敏');
  on(262, async () => {
    for (const [name, sum] of [
      ['方宁', '200'],
      ['林悦', '300'],
      ['江涛', '500'],
      ['欧阳春', '200'],
      ['孙志强', '1000'],
    ] as const)
      await bankGift(s, c, f.books, { person: name }, sum, 'resident');
  });
  on(231, async () => {
    const bulbs = await s.act(worker, recordGoodsGift, {
      fundId: f.main,
      nature: 'gift',
      sourceClass: 'merchant',
      ...from(c, { organisation: '便民五金店' }),
      publicity: 'real',
      alias: '',
      purposeText: '楼道照明',
      title: 'LED 楼道灯泡',
      quantity: '60',
      unit: '只',
      classCode: 'facilities.lighting',
      condition: '全新',
      usable: true,
      value: '720',
    });
    slip += 1;
    await s.act(host, issueReceipt, { id: bulbs.id, receiptNumber: `0035${slip}` });
    await bankGift(s, c, f.main, { name: '义集摊位（两人清点）' }, '1386.5', 'fair', 'real');
  });
  on(196, async () => {
    await bankGift(s, c, f.main, { organisation: '安扶适老工程' }, '3000', 'firm', 'real');
    const wrong = await bankGift(s, c, f.main, { person: '姚红' }, '2000', 'resident');
    on(194, async () => {
      await s.act(host, reverseGift, { id: wrong, reason: '银行退汇：户名写错，已和本人说明。' });
      await bankGift(s, c, f.main, { person: '姚红' }, '2000', 'resident');
    });
  });
}

/** Autumn: a matched day, cash of neighbours, promises released and made. */
function tellAutumn({ stage: s, cast: c, funds: f, on }: Telling): void {
  const host = c.who('许静');
  const worker = c.who('周敏');
  on(160, async () => {
    await bankGift(s, c, f.main, { name: '联合公益日配捐' }, '4200', 'foundation', 'real');
    const gift = await bankGift(s, c, f.main, { person: '白玉梅' }, '100', 'resident', 'real');
    await s.act(worker, changePublicity, { id: gift, publicity: 'masked', alias: '' });
  });
  on(74, async () => {
    for (const [name, sum] of [
      ['张桂英', '50'],
      ['顾长海', '200'],
      ['赵丽华', '100'],
      ['曹国庆', '66'],
      ['丁一鸣', '88.88'],
    ] as const)
      await cashGift(s, c, f.main, { person: name }, sum, sum, 'resident', 'masked');
    await s.act(host, depositCash, { fundId: f.main, amount: '1994.88', bankReference: 'QY-CASH-9' });
  });
  on(31, async () => {
    await bankGift(s, c, f.main, { organisation: '云锦物业' }, '5000', 'firm', 'real');
    const pledge = await s.act(worker, promiseShare, {
      fundId: f.main,
      organisationId: c.organisation('云锦物业'),
      text: '冬至汤圆会的场地费折成捐款',
      agreementNumber: '',
      amount: '1200',
      dueOn: s.day(-20),
    });
    await s.act(worker, releasePledge, { id: pledge.id, reason: '场地改为免费提供，不再另捐。' });
    await s.act(worker, promiseShare, {
      fundId: f.locks,
      organisationId: c.organisation('便民五金店'),
      text: '卖一把锁捐一元，第四季度',
      agreementNumber: '商益-2025-01',
      amount: '900',
      dueOn: s.day(-25),
    });
  });
  on(4, async () => {
    await bankGift(s, c, f.main, { person: '杨帆' }, '66', 'resident');
    await bankGift(s, c, f.books, { organisation: '桥头诊所' }, '2000', 'firm', 'real');
  });
  on(0, async () => {
    await s.act(worker, recordCashGift, {
      fundId: f.main,
      nature: 'gift',
      sourceClass: 'resident',
      ...from(c, { person: '田秀芝' }),
      publicity: 'masked',
      amount: '100',
      alias: '',
      purposeText: '',
    });
  });
}

/** Twelve months of giving, from every direction. */
export function tellGifts(telling: Telling): void {
  tellBeginnings(telling);
  tellShares(telling);
  tellSpring(telling);
  tellAutumn(telling);
}

/** How many of the receipts that have fallen due are left for whoever looks at the desk. */
const leftToIssue = 3;

/** The officer goes through the receipts that have fallen due every few weeks; two or three are always late. */
export function tellReceipts({ stage: s, cast: c, on }: Telling): void {
  const host = c.who('许静');
  for (const ago of [300, 240, 180, 120, 75, 40, 2])
    on(ago, async () => {
      const { receipts } = await waitingGifts(await s.scope(null));
      const due = receipts.filter((one) => one.receiptDueOn !== null && one.receiptDueOn <= s.today());
      for (const { id } of due.slice(0, ago === 2 ? Math.max(0, due.length - leftToIssue) : due.length)) {
        slip += 1;
        await s.act(host, issueReceipt, { id, receiptNumber: `0035${slip}` });
      }
    });
}
