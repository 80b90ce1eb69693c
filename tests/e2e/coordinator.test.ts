import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { type offerResource as Offer, offerResource, openResource } from '#modules/resources';
import { makeWorld } from '#tests/world';
import { openBrowser } from './browser.ts';
import { accountsOf, serveWorld } from './first-loop.ts';
import { browserHand, PageCheck } from './hand-browser.ts';

const browser = await openBrowser();
afterAll(() => browser.close());
const world = await makeWorld(import.meta.url);
const base = await serveWorld(world);
const look = new PageCheck(browser);
const hand = browserHand({ browser, world, base, script: true, account: accountsOf(world), look });
afterAll(() => hand.close());
const coordinator = await world.person('贺新来', ['worker']);
const neighbour = await world.person('丁热心');
const desk = `/desk/${world.space.slug}`;
const open = `/s/${world.space.slug}`;

type Thing = Pick<Parameters<typeof Offer>[1], 'kind' | 'title' | 'class_code' | 'quantity' | 'unit'>;

/** What ten people rang about, and what the neighbourhood has for each. */
const cases: readonly { readonly who: string; readonly said: string; readonly title: string; readonly thing: Thing }[] =
  [
    ['赵阿公', '出院了走不了路，能借张轮椅吗', '借一张轮椅', 'loan', '折叠轮椅', 'material.daily.mobility', '张'],
    ['钱阿婆', '腿脚不稳，想要根拐杖', '借一根拐杖', 'loan', '四脚拐杖', 'material.daily.mobility', '根'],
    ['孙师傅', '灯泡够不着，借个梯子', '借一把梯子', 'loan', '人字梯', 'material.daily.tools', '把'],
    ['李大姐', '墙上要打两个孔', '借一把电钻', 'loan', '电钻', 'material.daily.tools', '把'],
    ['周奶奶', '晚上冷，睡不热', '要一床棉被', 'goods', '新棉被', 'material.clothing.bedding', '床'],
    ['吴爷爷', '米吃完了，下不了楼', '要一袋米', 'goods', '十斤装大米', 'material.food.groceries', '袋'],
    ['郑妈妈', '孩子没有书包', '要一个书包', 'goods', '双肩书包', 'material.daily.children', '个'],
    ['王叔叔', '天热没有电扇', '借一台电扇', 'loan', '落地电扇', 'material.daily.warmth', '台'],
    ['冯阿姨', '桌子坏了没法吃饭', '要一张桌子', 'goods', '折叠饭桌', 'material.daily.furniture', '张'],
    ['陈外婆', '要护理垫，用完了', '要一包护理垫', 'goods', '护理垫', 'material.daily.nursing', '包'],
  ].map(([who = '', said = '', title = '', kind, name = '', class_code = '', unit = '']) => ({
    ...{ who, said, title },
    thing: { kind: kind === 'loan' ? 'loan' : 'goods', title: name, class_code, quantity: '1', unit },
  }));

for (const { who, thing } of cases) {
  await world.person(who);
  const { id } = must(await offerResource(neighbour.scope, thing));
  must(await openResource(coordinator.scope, { id, vetted: 'yes' }));
}

// Ten times the same way, in a real browser, beside whatever else the machine does.
describe('a coordinator who has never seen the desk, on a telephone', { timeout: 300_000 }, () => {
  const seat = hand.seat(coordinator);

  for (const [at, { who, said, title, thing }] of cases.entries())
    test(`writes down what ${who} rang about, makes it a need, finds what there is and closes it`, async () => {
      await seat.open(desk);
      await seat.follow(/\/matters\/new$/);
      await seat.press('/matters/new', { who });
      await seat.press('/matters/new', { words: said, channel: 'phone', person: who });
      await seat.follow(/needs\/new\?matter=/);
      const facts = {
        title,
        summary: `${title}，用一个月。`,
        class_code: thing.class_code,
        quantity: '1',
        unit: thing.unit,
      };
      await seat.press('/needs/new', { ...facts, urgency: 'normal' });
      await seat.press('/check');
      await seat.follow(/\/matches$/);
      expect(seat.page.text).toContain(thing.title);
      const done = await seat.press('/across');
      expect(done.text).toContain('办好了，需求也记上了。');
      const found = await seat.open(`${desk}/find?q=${encodeURIComponent(title)}`);
      expect(found.html).toContain(`<mark>${title}</mark>`);
      expect(found.text).toMatch(new RegExp(`2026-00${String(at + 1).padStart(2, '0')}.*办成了`));
    });

  test('and all ten stand in public as done, found by everybody, with nobody’s name', async () => {
    const visitor = hand.seat(null);
    for (const { who, title } of cases) {
      const page = await visitor.open(`${open}/search?q=${encodeURIComponent(title)}&phase=done`);
      expect(page.html).toContain(`<mark>${title}</mark>`);
      expect(page.html).not.toContain(who);
    }
    await visitor.open(`${open}/search?q=${encodeURIComponent('没有的东西')}`);
  });

  test('every page fits the telephone, and axe has nothing against any', () => {
    expect(look.count).toBeGreaterThan(7);
    expect(look.problems).toEqual([]);
  });
});
