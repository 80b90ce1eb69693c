import { describe, expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { room as campaignRoom } from '#http/campaigns';
import { must, type Result } from '#kernel/result';
import {
  cancelEvent,
  countGifts,
  dropCampaign,
  endCampaign,
  fileCampaign,
  fileEvent,
  holdEvent,
  openCampaign,
  planCampaign,
  planEvent,
  setTargets,
  tellCampaign,
} from '#modules/campaigns';
import { confirmCash, recordBankGift, recordCashGift, reverseGift } from '#modules/gifts';
import { openTasks } from '#modules/tasks';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, { from: '2026-03-02T09:00:00+08:00' });
const cast = await makeFund(world);
const { secretary, finance, worker, fund } = cast;

const refusal = (result: Result<unknown>): string => (result.ok ? '' : result.fault.code);
const plan = {
  ...{ fundId: fund, title: '暖冬行动', purposeText: '给独居老人添一床厚被子', areaText: '江城市柳巷街道' },
  ...{ startsOn: '2026-04-01', endsOn: '2026-12-31', responsibleText: '金会计，江城慈善会 203 室' },
  ...{
    waysText: '指定平台、银行转账、现场现金',
    bankText: '江城慈善会，江城银行柳巷支行',
    beneficiariesText: '六十岁以上独居老人',
  },
  ...{ useText: '买被子和送货', costText: '海报 200 元，由慈善会出', surplusText: '转入同类的敬老项目' },
  ...{ contactText: '6210 0000', queryText: '凭查询码看每一笔', target: '10000' },
  ...{ platformName: '江城公益', platformUrl: 'https://platform.example/give/1' },
};
const due = async () =>
  (await openTasks(world.system, {})).filter((one) => one.kind.startsWith('campaigns.')).map((one) => one.kind);
const eventPlan = {
  title: '五一义卖',
  planText: '两个摊位，吴社工和秘书甲清点',
  day: '2026-05-01',
  placeText: '桥头广场',
};
let id = '';
let event = '';

describe('a campaign of the charity', () => {
  test('F024 it is planned in full, filed in time and only then begins [/desk/:space/campaigns/:id]', async () => {
    expect(refusal(await planCampaign(secretary.scope, { ...plan, endsOn: '2026-03-01' }))).toBe(
      'campaigns.ends_before',
    );
    expect(refusal(await planCampaign(secretary.scope, { ...plan, partnerOrganisationId: cast.provider }))).toBe(
      'campaigns.partner_unready',
    );
    id = must(await planCampaign(secretary.scope, plan)).id;
    expect(await due()).toEqual(['campaigns.file']);
    expect((await world.get(null, `/s/liuxiang/campaigns/${id}`)).status).toBe(404);
    expect(refusal(await openCampaign(finance.scope, { id }))).toBe('campaigns.not_qualified');
    await world.system.db
      .updateTable('organisation')
      .set({ public_fundraising: true })
      .where('id', '=', cast.charity)
      .execute();
    expect(refusal(await openCampaign(finance.scope, { id }))).toBe('campaigns.not_filed');
    const filing = { id, filingNumber: '53100000500020358FA26001', filedOn: '2026-03-02' };
    expect(refusal(await fileCampaign(secretary.scope, filing))).toBe('access.not_allowed');
    expect(refusal(await fileCampaign(finance.scope, { ...filing, filedOn: '2026-03-03' }))).toBe('campaigns.future');
    must(await fileCampaign(finance.scope, filing));
    expect(await due()).toEqual([]);
    expect(refusal(await openCampaign(finance.scope, { id }))).toBe('campaigns.not_yet');
    world.clock.set('2026-04-01T09:00:00+08:00');
    must(await openCampaign(finance.scope, { id }));
    expect(await due()).toEqual(['campaigns.tell']);
  });

  test('F024 its page, poster and feed carry the five items, the filing number, the platform and its QR [/s/:space/campaigns/:id]', async () => {
    for (const where of [`campaigns/${id}`, `campaigns/${id}/poster`, 'campaigns.atom']) {
      const { status, text } = await world.get(null, `/s/liuxiang/${where}`);
      expect(status).toBe(200);
      const five = ['江城慈善会', '53100000500020358F', '53100000500020358FA26001', '6210 0000', '凭查询码看每一笔'];
      for (const item of five) expect(text, `${where}: ${item}`).toContain(item);
      expect(text).toContain('江城公益');
    }
  });

  test('F025 an event: what each stall took is counted by two, then its result is told [/s/:space/collections/:id]', async () => {
    expect(refusal(await planEvent(worker.scope, { ...eventPlan, id, promises: 'yes' }))).toBe(
      'campaigns.agreement_missing',
    );
    event = must(
      await planEvent(worker.scope, { ...eventPlan, id, promises: 'yes', agreementNumber: '义卖-1', outside: 'yes' }),
    ).id;
    world.clock.set('2026-05-02T09:00:00+08:00');
    const stalls: string[] = [];
    for (const [amount, spot] of [
      ['386.5', '1 号摊'],
      ['1002.37', '2 号摊'],
    ] as const) {
      const gift = must(
        await recordCashGift(worker.scope, {
          ...{ fundId: fund, nature: 'gift', sourceClass: 'fair', publicity: 'anonymous', amount },
        }),
      );
      stalls.push(gift.id);
      must(await countGifts(worker.scope, { id, gifts: [gift.id], eventId: event, spot }));
    }
    must(await confirmCash(secretary.scope, { id: stalls[0] ?? '', amount: '386.5' }));
    expect(refusal(await holdEvent(worker.scope, { id: event, resultText: '来了六十人' }))).toBe(
      'campaigns.place_not_filed',
    );
    must(await fileEvent(finance.scope, { id: event, placeFilingNumber: '桥头备-7' }));
    expect(refusal(await holdEvent(worker.scope, { id: event, resultText: '来了六十人' }))).toBe(
      'campaigns.still_counting',
    );
    must(
      await confirmCash(secretary.scope, { id: stalls[1] ?? '', amount: '1002.3', reason: '有一枚掉了，当面重数。' }),
    );
    must(await holdEvent(worker.scope, { id: event, resultText: '来了六十人，被子卖剩三床。' }));
    const { text } = await world.get(null, `/s/liuxiang/collections/${event}`);
    for (const words of ['1 号摊', '386.50', '1,002.30', '1,388.80', '卖剩三床', '吴*工'])
      expect(text).toContain(words);
    const rained = must(await planEvent(worker.scope, { ...eventPlan, id, title: '雨天的摊', day: '2026-06-01' }));
    must(await cancelEvent(worker.scope, { id: rained.id, reason: '下大雨。' }));
    expect(refusal(await holdEvent(worker.scope, { id: rained.id, resultText: '-' }))).toBe(
      'campaigns.event_not_planned',
    );
  });

  test('F024 what the platform brought is counted once, and a reversed gift counts no more', async () => {
    const gift = async (way: 'platform' | 'bank', amount: string, bankReference: string) =>
      must(
        await recordBankGift(finance.scope, {
          ...{ fundId: fund, nature: 'gift', sourceClass: 'online', publicity: 'masked', donorName: '白玉梅' },
          ...{ way, amount, bankReference },
        }),
      ).id;
    const [first, second] = [await gift('platform', '188.88', 'P-1'), await gift('bank', '50', 'B-1')];
    must(await countGifts(worker.scope, { id, gifts: [first, second] }));
    expect(refusal(await countGifts(worker.scope, { id, gifts: [first] }))).toBe('campaigns.gift_elsewhere');
    must(await reverseGift(finance.scope, { id: second, reason: '银行退汇。' }));
    const { text } = await world.get(null, `/s/liuxiang/campaigns/${id}`);
    for (const words of ['1,577<', '其中从平台来 ¥188.88']) expect(text).toContain(words);
  });

  test('F024 the long run is told of every three months, late ones say so, and at the end everything [/desk/:space/campaigns/:id]', async () => {
    world.clock.set('2026-07-02T09:00:00+08:00');
    expect((await world.get(null, `/s/liuxiang/campaigns/${id}`)).text).toContain('过期了');
    must(await tellCampaign(finance.scope, { id, text: '买了四十床。', spentText: '被子 40 床。' }));
    expect((await world.get(null, `/s/liuxiang/campaigns/${id}`)).text).not.toContain('过期了');
    world.clock.set('2027-01-01T09:00:00+08:00');
    for (const job of campaignRoom.jobs ?? []) await job.run(world.system);
    expect(await due()).toEqual(['campaigns.final']);
    must(await tellCampaign(finance.scope, { id, text: '一共送到六十户。', spentText: '被子 60 床，送货 3 次。' }));
    must(await tellCampaign(finance.scope, { id, text: '更正：是五十九户。', spentText: '被子 59 床。' }));
    expect(await due()).toEqual([]);
    const { text } = await world.get(null, `/s/liuxiang/campaigns/${id}`);
    for (const words of ['更正', '五十九户', '六十户', '已公布']) expect(text).toContain(words);
  });

  test('F024 with a partner it is told at the end how that body was evaluated and supervised [/desk/:space/campaigns/:id]', async () => {
    const of = { startsOn: '2027-02-01', endsOn: '2027-02-28', partnerOrganisationId: cast.provider };
    const agreed = { partnerEvaluatedOn: '2026-12-20', partnerAgreementNumber: '合-7' };
    const { id: joint } = must(await planCampaign(secretary.scope, { ...plan, ...of, ...agreed, title: '年夜饭' }));
    const filing = { id: joint, filingNumber: '53100000500020358FA27001', filedOn: '2027-01-01' };
    must(await fileCampaign(finance.scope, filing));
    world.clock.set('2027-02-01T09:00:00+08:00');
    must(await openCampaign(finance.scope, { id: joint }));
    must(await endCampaign(finance.scope, { id: joint }));
    expect((await world.get(finance, `/desk/liuxiang/campaigns/${joint}`)).text).toContain('怎么评估、怎么监督');
    const final = { id: joint, text: '办了三十桌。', spentText: '饭菜三十桌。' };
    expect(refusal(await tellCampaign(finance.scope, final))).toBe('campaigns.partner_untold');
    must(await tellCampaign(finance.scope, { ...final, partnerText: '查了资质，派人驻场，账目逐笔核对。' }));
    const { text } = await world.get(null, `/s/liuxiang/campaigns/${joint}`);
    expect(text).toContain('派人驻场');
  });

  test('F028 the year’s plan is laid out in three orders with target and result per ring [/s/:space/fundraising]', async () => {
    must(
      await setTargets(secretary.scope, {
        year: '2026',
        way: 'near_far',
        ring1: '1500',
        ring2: '2000',
        note: '先敲门',
      }),
    );
    must(await setTargets(secretary.scope, { year: '2026', way: 'near_far', ring1: '1600' }));
    const { text } = await world.get(null, '/s/liuxiang/fundraising?year=2026');
    for (const words of ['由近及远', '由内而外', '由下而上', '¥1,388.80', '¥1,600.00', '¥188.88'])
      expect(text).toContain(words);
    expect(text).not.toContain('1,500.00');
    expect((await world.get(secretary, '/desk/liuxiang/fundraising')).text).toContain('定目标');
  });

  test('F024 an emergency opens before it is filed, and owes both clocks at once; a plan can be dropped with a reason', async () => {
    const now = { ...plan, title: '救急', startsOn: '2027-01-01', endsOn: '2027-02-01', emergency: 'yes' };
    const sudden = must(await planCampaign(secretary.scope, now)).id;
    must(await openCampaign(finance.scope, { id: sudden }));
    expect((await due()).toSorted()).toEqual(['campaigns.file_late', 'campaigns.tell']);
    must(await fileCampaign(finance.scope, { id: sudden, filingNumber: '补-1', filedOn: '2027-01-01' }));
    expect(await due()).toEqual(['campaigns.tell']);
    expect(refusal(await dropCampaign(secretary.scope, { id: sudden, reason: '不办了' }))).toBe(
      'campaigns.not_planned',
    );
    const other = must(await planCampaign(secretary.scope, { ...now, emergency: '' })).id;
    must(await dropCampaign(secretary.scope, { id: other, reason: '和街道的重了。' }));
    expect((await checkSpaces(world.platform))[0]?.findings.filter((one) => one.first !== null)).toEqual([]);
    await printLedger(world.system);
  });
});
