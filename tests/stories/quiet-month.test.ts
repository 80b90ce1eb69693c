import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { checks as intakeChecks, say } from '#modules/intake';
import { checks as ledgerChecks } from '#modules/ledger';
import { checks as matchingChecks, proposalsOf } from '#modules/matching';
import { askAboutStale, need, needList, checks as needsChecks, voicesOf } from '#modules/needs';
import { checks as problemsChecks } from '#modules/problems';
import { offerResource, openResource } from '#modules/resources';
import { runChecks } from '#platform/check';
import { makeWorld } from '#tests/world';
import { httpHand } from './hand-http.ts';
import { printLedger } from './ledger-table.ts';
import { idIn } from './loop.ts';

/**
 * A quiet month at a desk with two workers: what the neighbours say becomes needs, the same thing said twice becomes
 * one, nothing personal goes out, a list comes over from last year, and at the end the old ones are asked about.
 */
const world = await makeWorld(import.meta.url, { from: '2026-03-02T09:00:00+08:00' });
const [zhou, ding] = [await world.person('周敏', ['worker']), await world.person('丁一鸣', ['worker'])];
const wang = await world.person('王秀兰');
const liu = await world.person('刘大海');
const shop = await world.person('五金店老板');
const hand = httpHand(world);
const { slug } = world.space;
const [open, desk] = [`/s/${slug}`, `/desk/${slug}`];
const [first, second] = [hand.seat(zhou), hand.seat(ding)];
const made = new Map<string, string>();
const id = (key: string): string => made.get(key) ?? '';

const lamp = {
  ...{ title: '北门夜路三盏灯不亮', summary: '北门到菜场的夜路，三盏路灯不亮，老人晚上不敢走。' },
  ...{ class_code: 'facilities.lighting', quantity: '3', unit: '盏', divisible: 'yes', urgency: 'soon' },
};

describe('a quiet month at a desk with two workers', () => {
  test('F008 the first week: a neighbour says it, one worker writes it down and checks it [/desk/:space/needs/new]', async () => {
    const slip = must(await say(wang.scope, { words: '北门那段夜路灯不亮，前天差点摔了', contact_way: 'none' }));
    await first.open(`${desk}/needs/new?matter=${slip.id}`);
    expect(first.page.text).toContain('差点摔了');
    await first.refused('/needs/new', { ...lamp, summary: '' }, 'needs.summary_missing');
    await first.refused('/needs/new', { ...lamp, quantity: '三盏多' }, 'count.not_a_number');
    await first.press('/needs/new', lamp);
    await first.press('/check');
    made.set('lamp', idIn(first.page.url));
    const shown = await hand.seat(null).open(`${open}/needs/${id('lamp')}`);
    expect(shown.text).toContain('还缺 3 盏');
    expect(shown.text).not.toContain('差点摔了');
  });

  test('the same thing said to the other worker becomes a voice, and one "mine too" is taken back [/desk/:space/needs/new]', async () => {
    world.clock.advance({ days: 2 });
    const slip = must(await say(liu.scope, { words: '北门夜路的路灯坏了三盏', contact_way: 'none' }));
    await second.open(`${desk}/needs/new?matter=${slip.id}`);
    const again = { ...lamp, title: '北门夜路的路灯坏了', summary: '北门的夜路上路灯不亮。' };
    const asked = await second.press('/needs/new', again);
    expect(asked.text).toContain('是不是这里面的一件');
    await second.press('/needs/new', { same: '北门夜路三盏灯不亮' });
    expect(second.page.url).toContain('done=joined');
    expect((await voicesOf(zhou.scope, id('lamp'))).length).toBe(2);
    const shopkeeper = hand.seat(shop);
    await shopkeeper.open(`${open}/needs/${id('lamp')}`);
    await shopkeeper.press('/too');
    await shopkeeper.press('/not-me');
    shopkeeper.lacks('/not-me');
    expect((await voicesOf(zhou.scope, id('lamp'))).length).toBe(2);
  });

  test('what points to a person is answered piece by piece; what asks money for one person finds its lawful ways [/desk/:space/needs/:id]', async () => {
    world.clock.advance({ days: 3 });
    await second.open(`${desk}/needs/new`);
    await second.press('/needs/new', {
      ...{ title: '陪着去复查', summary: '居民秦桂兰腿不好，住5号楼3单元501，电话13905170882，每月复查要人陪。' },
      ...{ class_code: 'service.medical.escort', quantity: '7', unit: '次', urgency: 'normal' },
      ...{ age_group: 'elders', weekdays: ['2', '4'], day_parts: ['morning'] },
    });
    await second.refused(
      '/check',
      {},
      { code: 'needs.personal_data', params: { hits: '秦桂兰 · 5号楼3单元501 · 13905170882' } },
    );
    await second.refused('/check', { hit_0: 'mask', hit_1: 'allowed', hit_2: 'mask' }, 'needs.hit_reason_missing');
    await second.press('/check', { hit_0: 'mask', hit_1: 'mask', hit_2: 'mask' });
    made.set('escort', idIn(second.page.url));
    const shown = await hand.seat(null).open(`${open}/needs/${id('escort')}`);
    for (const piece of ['秦桂兰', '501', '13905170882']) expect(shown.html).not.toContain(piece);
    expect(shown.text).toContain('周二、周四 · 上午');
    await first.open(`${desk}/needs/new`);
    await first.press('/needs/new', {
      ...{ title: '给小宝凑手术费', summary: '小宝才两岁，手术还差三万，求好心人捐款。' },
      ...{ class_code: 'service.medical.health', quantity: '1', unit: '次', urgency: 'normal' },
    });
    expect(first.page.text).toContain('临时救助');
    first.lacks('/check');
    await first.follow(/\/edit$/);
    await first.press('/edit', {
      title: '孩子住院，要人轮着送饭',
      summary: '一家人在医院陪着，三餐要人送。',
      quantity: '21',
      unit: '份',
    });
    await first.press('/check');
    made.set('meals', idIn(first.page.url));
  });

  test('last year’s list comes in, its one bad row left out with a reason; nothing came in before [/desk/:space/needs/lists]', async () => {
    world.clock.advance({ days: 4 });
    const rows = [
      '缺什么,公开说明,哪一类,要多少,单位,可以几家各帮一点',
      '节能灯泡,楼道灯泡坏得多,路灯楼道灯,11,只,是',
      '旧课本,孩子想要高年级的旧课本,读书和兴趣,20,本,是',
      '扶手,楼梯扶手松了,公共维修,两三处,处,',
    ];
    const bytes = new TextEncoder().encode(rows.join('\n'));
    await first.open(`${desk}/needs/lists`);
    await first.press('/needs/lists', { file: { name: '去年的台账.csv', type: 'text/csv', bytes } });
    expect(first.page.text).toContain('“要多少”写的是“两三处”');
    await first.refused('/land', { checked: 'yes' }, { code: 'needs.bad_rows', params: { count: 1 } });
    const all = { q: '', filters: {}, sort: null, page: 1, size: 50 };
    expect((await needList(zhou.scope, all, 'desk')).total).toBe(3);
    await first.press('/land', { checked: 'yes', without_bad: 'yes' });
    expect(first.page.text).toContain('进来 2 条');
    const bulbs = (await needList(zhou.scope, { ...all, q: '节能灯泡' }, 'public')).rows[0];
    made.set('bulbs', bulbs?.id ?? '');
  });

  test('eleven bulbs are wanted and seven are there: met in part, the rest split off and its part given up [/desk/:space/needs/:id]', async () => {
    world.clock.advance({ days: 5 });
    const offer = must(
      await offerResource(zhou.scope, {
        ...{ kind: 'goods', title: '节能灯泡', description: '五金店多的。', class_code: 'facilities.lighting' },
        ...{ quantity: '7', unit: '只', per: 'once', eligible: 'anyone', reach: 'space', person: shop.personId },
      }),
    );
    must(await openResource(zhou.scope, { id: offer.id }));
    await first.open(`${desk}/needs/${id('bulbs')}/matches`);
    await first.press('/across', {}, { resource: offer.id });
    expect(await need(zhou.scope, id('bulbs'))).toMatchObject({ state: 'part_met', metQuantity: 7n });
    await first.open(`${desk}/needs/${id('bulbs')}`);
    await first.refused('/split', { quantity: '4' }, { code: 'needs.split_size', params: { rest: '4' } });
    await first.press('/split', { title: '底楼的两只灯泡', quantity: '2' });
    made.set('part', idIn(first.page.url));
    expect(await need(zhou.scope, id('bulbs'))).toMatchObject({ quantity: 9n, metQuantity: 7n });
    await first.refused('/withdraw', { reason: '' }, 'needs.reason_missing');
    await first.press('/withdraw', { reason: '底楼的街坊自己换好了' });
    expect((await proposalsOf(zhou.scope, { needId: id('bulbs') })).map((one) => one.quantity)).toEqual([7n]);
    await printLedger(world.system);
  });

  test('after two quiet months the owner is asked: one stays, one is no longer needed [/s/:space/needs/:id]', async () => {
    world.clock.advance({ days: 61 });
    expect(must(await askAboutStale(world.system, {})).asked).toBeGreaterThan(2);
    const owner = hand.seat(wang);
    await owner.open(`${open}/needs/${id('lamp')}`);
    expect(owner.page.text).toContain('这件事还要吗');
    await owner.press('/still');
    owner.lacks('/still');
    await hand.seat(liu).open(`${open}/needs/${id('lamp')}`);
    await second.open(`${desk}/needs/${id('meals')}`);
    await second.press('/withdraw', { reason: '孩子出院了' });
    await second.open(`${desk}/needs/${id('escort')}`);
    await second.press('/confirm');
    const figures = await hand.seat(null).open(`${open}/needs/figures`);
    expect(figures.text).toContain('路灯楼道灯');
    const all = [...intakeChecks, ...needsChecks, ...problemsChecks, ...matchingChecks, ...ledgerChecks];
    expect((await runChecks(world.system, all)).filter((one) => one.first !== null)).toEqual([]);
  });
});
