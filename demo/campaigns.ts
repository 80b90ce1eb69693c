import {
  countGifts,
  dropCampaign,
  endCampaign,
  fileCampaign,
  holdEvent,
  openCampaign,
  planCampaign,
  planEvent,
  setTargets,
  tellCampaign,
} from '#modules/campaigns';
import { confirmCash, recordBankGift, recordCashGift } from '#modules/gifts';
import type { Telling } from './script.ts';

interface Plan {
  readonly title: string;
  readonly purposeText: string;
  readonly useText: string;
  readonly starts: number;
  readonly ends: number;
  readonly target: string;
}

/** A plan with every part the charity files; the five items are the fund's own. */
function words({ stage: s, funds: f }: Telling, plan: Plan) {
  return {
    ...{ fundId: f.main, title: plan.title, purposeText: plan.purposeText, useText: plan.useText, target: plan.target },
    ...{ startsOn: s.day(plan.starts), endsOn: s.day(plan.ends), areaText: '梧桐街道桐花社区' },
    ...{ responsibleText: '许静，清源慈善会 301 室', waysText: '指定平台、银行转账、柜台和摊位的现金' },
    ...{ bankText: '清源慈善会账户，见“怎么捐”', beneficiariesText: '桐花社区的独居老人和孩子' },
    ...{ costText: '海报和横幅 180 元，由慈善会承担', surplusText: '转入同类的邻里项目，另行公布' },
    ...{ platformName: '示例公益平台', platformUrl: 'https://platform.example/tonghua' },
  };
}

let order = 4100;

/** Gifts of one campaign: over the platform, or at a stall, counted by two. */
async function collect(telling: Telling, id: string, amounts: readonly string[], eventId?: string): Promise<void> {
  const { stage: s, cast: c, funds: f } = telling;
  for (const [at, amount] of amounts.entries()) {
    order += 1;
    const gift = { fundId: f.main, nature: 'gift', publicity: 'anonymous', amount } as const;
    if (eventId === undefined) {
      const came = { ...gift, sourceClass: 'online', way: 'platform', bankReference: `PT${order}` } as const;
      const made = await s.act(c.who('许静'), recordBankGift, came);
      await s.act(c.who('周敏'), countGifts, { id, gifts: [made.id] });
      continue;
    }
    const made = await s.act(c.who('周敏'), recordCashGift, { ...gift, sourceClass: 'fair' });
    await s.act(c.who('何雨晴'), confirmCash, { id: made.id, amount });
    await s.act(c.who('周敏'), countGifts, { id, gifts: [made.id], eventId, spot: `${at + 1} 号摊` });
  }
}

async function begin(telling: Telling, plan: Plan, number: string): Promise<string> {
  const { stage: s, cast: c, on } = telling;
  const { id } = await s.act(c.who('秦文秀'), planCampaign, words(telling, plan));
  await s.act(c.who('许静'), fileCampaign, { id, filingNumber: number, filedOn: s.today() });
  on(plan.starts, async () => {
    await s.act(c.who('许静'), openCampaign, { id });
  });
  return id;
}

/** One told in full with a correction, one over and still to be told. */
function tellPast(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  const secretary = c.who('秦文秀');
  on(296, async () => {
    const plan = { starts: 280, ends: 215, target: '3000', useText: '买棉被、送上门' } as const;
    const id = await begin(
      telling,
      { ...plan, title: '暖冬棉被', purposeText: '给独居老人换一床新棉被' },
      '53110000MJ0000001XA26001',
    );
    on(262, async () => collect(telling, id, ['200', '88.88', '520']));
    on(240, async () => {
      const { id: event } = await s.act(c.who('周敏'), planEvent, {
        ...{ id, title: '老茶馆义集', planText: '三个摊位，每摊两个人清点', day: s.today(), placeText: '老茶馆门口' },
        ...{ promises: 'yes', agreementNumber: '义卖-2026-1' },
      });
      await collect(telling, id, ['386.5', '172.3', '95'], event);
      await s.act(c.who('周敏'), holdEvent, {
        id: event,
        resultText: '来了八十多人，糖糕两个钟头卖完；旧书只卖了一半。',
      });
    });
    on(214, async () => {
      await s.act(secretary, endCampaign, { id });
    });
    on(150, async () => {
      await s.act(secretary, tellCampaign, {
        id,
        text: '一共换了 21 床棉被。',
        spentText: '棉被 21 床，送货 2 次，没有结余。',
      });
    });
    on(120, async () => {
      await s.act(secretary, tellCampaign, {
        id,
        text: '更正：是 20 床，有一床重复登记。',
        spentText: '棉被 20 床，结余 68 元转入敬老项目。',
      });
    });
  });
  on(75, async () => {
    const plan = { starts: 62, ends: 34, target: '1500', useText: '买书架和书' } as const;
    const id = await begin(
      telling,
      { ...plan, title: '一人一本书', purposeText: '给四点半课堂添一面书墙' },
      '53110000MJ0000001XA26003',
    );
    on(45, async () => collect(telling, id, ['66', '300', '128.8']));
    on(33, async () => {
      await s.act(secretary, endCampaign, { id });
    });
  });
}

/** One that runs long, one being planned, one that was dropped, and the year's three orders of asking. */
function tellNow(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  const [secretary, worker] = [c.who('秦文秀'), c.who('周敏')];
  on(126, async () => {
    const plan = { starts: 110, ends: -120, target: '20000', useText: '装扶手、铺防滑条，余下的作维修' } as const;
    const id = await begin(
      telling,
      { ...plan, title: '老楼不打滑', purposeText: '给六栋老楼装上扶手' },
      '53110000MJ0000001XA26002',
    );
    on(90, async () => collect(telling, id, ['188', '1000', '66.6']));
    on(22, async () => {
      await s.act(secretary, tellCampaign, {
        id,
        text: '两栋楼装好了，第三栋在量尺寸。',
        spentText: '扶手 42 米，防滑条 60 条。',
      });
    });
    on(12, async () => {
      await collect(telling, id, ['500', '20']);
      await s.act(worker, planEvent, {
        ...{ id, title: '冬至义卖', planText: '两个摊位卖汤圆，两人一摊收钱，收摊当场清点', day: s.day(-28) },
        placeText: '邻里中心',
      });
    });
  });
  on(16, async () => {
    await s.act(secretary, planCampaign, {
      ...words(telling, {
        ...{ title: '春天的花园', purposeText: '给楼下花园换土、添花', useText: '土、花苗和工具' },
        ...{ starts: -30, ends: -90, target: '2000' },
      }),
    });
    const other = await s.act(secretary, planCampaign, {
      ...words(telling, {
        ...{
          title: '元旦晚会',
          purposeText: '办一场晚会',
          useText: '舞台和音响',
          starts: -35,
          ends: -40,
          target: '8000',
        },
      }),
    });
    await s.act(secretary, dropCampaign, { id: other.id, reason: '花费多，受益的人少，委员会建议不办。' });
  });
  on(320, async () => {
    for (const back of [320, 0]) {
      const year = s.day(back).slice(0, 4);
      for (const [way, ring1, ring2, ring3, note] of [
        ['near_far', '6000', '40000', '40000', '先上门请街坊，再请周边商户，最后给外地乡亲写信。'],
        ['inside_outside', '40000', '36000', '10000', '先请住在这里的和从这里出去的人。'],
        ['bottom_top', '40000', '36000', '10000', '先一块两块，再请大的单位配捐。'],
      ] as const)
        await s.act(secretary, setTargets, { year, way, ring1, ring2, ring3, note });
    }
  });
}

/** What the charity collected in public over the year. */
export function tellCampaigns(telling: Telling): void {
  tellPast(telling);
  tellNow(telling);
}
