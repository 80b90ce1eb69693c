import { setWeek } from '#modules/centres';
import { openPoint, postItem, setPointState, takeIn } from '#modules/exchange';
import { handFromLine, joinLine, lineFor, moveLines, openResource, serveFirst } from '#modules/resources';
import type { Telling } from './script.ts';

interface Item {
  readonly ago: number;
  readonly title: string;
  readonly code: string;
  readonly condition: string;
  readonly owner: string;
  readonly wishes: readonly string[];
  readonly end?: 'given' | 'waiting';
}

const items: readonly Item[] = [
  {
    ago: 48,
    title: '儿童滑板车',
    code: 'material.daily.children',
    condition: '轮子新换的，把套有点旧',
    owner: '林悦',
    wishes: ['方宁', '姚红'],
    end: 'given',
  },
  {
    ago: 9,
    title: '婴儿推车',
    code: 'material.daily.children',
    condition: '八成新，刹车好用',
    owner: '孙志强',
    wishes: ['林悦', '吴小娣'],
  },
  {
    ago: 2,
    title: '实木书桌',
    code: 'material.daily.furniture',
    condition: '桌面有划痕，抽屉都好',
    owner: '江涛',
    wishes: ['杨帆'],
  },
  {
    ago: 1,
    title: '空气炸锅',
    code: 'material.daily.appliances',
    condition: '用过三次',
    owner: '欧阳春',
    wishes: [],
    end: 'waiting',
  },
];

/** The second-hand market: given on, kept for somebody, collecting wishes, waiting to be looked at. */
function tellItems(telling: Telling): void {
  const { stage, cast, on } = telling;
  on(60, async () => void (await stage.act(cast.who('周敏'), serveFirst, { person: cast.who('吴小娣').id })));
  for (const one of items)
    on(one.ago, async () => {
      const { id } = await stage.act(cast.who(one.owner), postItem, {
        title: one.title,
        class_code: one.code,
        condition_text: one.condition,
      });
      if (one.end === 'waiting') return;
      await stage.act(cast.who('周敏'), openResource, { id, vetted: false });
      for (const who of one.wishes)
        on(one.ago - 1, async () => void (await stage.act(cast.who(who), joinLine, { id })));
      if (one.ago < 5) return;
      on(one.ago - 7, async () => void (await stage.act(null, moveLines, {})));
      if (one.end === 'given')
        on(one.ago - 8, async () => {
          const [turn] = await lineFor(await stage.scope(null), [id]);
          await stage.act(cast.who('何雨晴'), handFromLine, { id: turn?.id ?? '' });
        });
    });
}

/** Donation points: one with hours and a log, one paused, one that was closed. */
function tellPoints(telling: Telling): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  on(260, async () => {
    const { id } = await stage.act(cast.who('周敏'), openPoint, {
      title: '邻里中心捐物点',
      accepts_text: '洗干净的衣被、没拆封的米面油、能用的小家电、儿童书和玩具',
      refuses_text: '药品、内衣、过期食品、坏了的电器',
      where_text: '一楼柜台左手边',
      place: cast.place('邻里中心'),
    });
    const day = '9:00-11:30, 14:00-16:30';
    const week = { d1: day, d2: '', d3: day, d4: '', d5: day, d6: '9:00-11:30', d7: '' };
    await stage.act(desk, setWeek, { kind: 'donation_point', id, ...week });
    const take = (ago: number, title: string, code: string, quantity: string, unit: string, more: object = {}) =>
      on(
        ago,
        async () => void (await stage.act(desk, takeIn, { id, title, class_code: code, quantity, unit, ...more })),
      );
    take(230, '儿童绘本', 'material.daily.children', '64', '本', {
      person: cast.who('方宁').id,
      condition_text: '八成新',
    });
    take(140, '羽绒服', 'material.clothing.wear', '17', '件', { condition_text: '洗净，拉链都好' });
    take(52, '大米（没拆封）', 'material.food.groceries', '23', '袋', { expires_on: stage.day(-120) });
    take(21, '电热水壶', 'material.daily.appliances', '5', '个', { person: cast.who('孙志强').id });
    take(8, '感冒药', 'material.daily.other', '3', '盒', { refused: '药品不能收，请带回，过期的送药店回收箱。' });
    take(5, '棉拖鞋', 'material.clothing.wear', '12', '双', { condition_text: '全新' });
  });
  on(200, async () => {
    const open = (title: string, accepts_text: string, more: object = {}) =>
      stage.act(cast.who('周敏'), openPoint, { title, accepts_text, ...more });
    const box = await open('云锦新城门口旧衣箱', '洗干净的衣服、鞋', { organisation: cast.organisation('旧物新生铺') });
    const tea = await open('老茶馆临时点', '棉被、冬衣', { place: cast.place('老茶馆') });
    on(150, async () => {
      await stage.act(desk, setPointState, { id: tea.id, state: 'closed', reason: '冬衣收完了，谢谢大家。' });
    });
    on(14, async () => {
      await stage.act(desk, setPointState, { id: box.id, state: 'paused', reason: '箱子在换锁，过两周再来。' });
    });
  });
}

/** What changes hands: the second-hand market and the donation points. */
export function tellMarket(telling: Telling): void {
  tellItems(telling);
  tellPoints(telling);
}
