import {
  addItem,
  addRule,
  answerOffer,
  askWork,
  decideWork,
  offerMatter,
  referMatter,
  shareMatter,
  takeBack,
} from '#modules/dispatch';
import { takeMatter, writeDown } from '#modules/intake';
import { agree, endMediation, holdSession, lookAfter, openMediation, trust } from '#modules/mediation';
import type { Telling } from './script.ts';

/** Work handed in: one accepted, one refused with its rule, one to be answered. */
function tellDuties({ stage, cast, on }: Telling): void {
  const secretary = cast.who('秦文秀');
  on(338, async () => {
    const add = (kind: 'own' | 'assist' | 'never', title: string, source: string) =>
      stage.act(secretary, addItem, { kind, title, source });
    const meeting = await add('own', '召集居民会议，办理居民自治的事', '居民委员会组织法');
    await add('own', '调解民间纠纷', '居民委员会组织法');
    await add('assist', '协助登记独居老人、困境儿童', '街道协助事项清单');
    const never = await add('never', '招商引资、协税护税', '社区工作事项准入清单');
    const first = await stage.act(secretary, askWork, {
      department: '商务科',
      title: '每月填报商铺营业额',
      text: '每月五号前报，全年。',
    });
    await stage.act(secretary, decideWork, {
      id: first.id,
      answer: 'refuse',
      item: never.id,
      because: '准入清单写明不交给社区，也没有带经费和人。',
    });
    const second = await stage.act(secretary, askWork, {
      department: '民政科',
      title: '入冬前召集一次独居老人议事',
      funds: '带来茶点费 300 元、社工一名',
    });
    await stage.act(secretary, decideWork, {
      id: second.id,
      answer: 'accept',
      item: meeting.id,
      because: '本来就在清单里，经费和人都带来了。',
    });
  });
  on(4, async () => {
    await stage.act(secretary, askWork, {
      department: '市场监管所',
      title: '帮忙张贴餐饮检查通知',
      text: '约六十家。',
    });
  });
}

/** Words passed on: accepted, refused, waiting; shared; up to the street and back, and one still out. */
function tellHands({ stage, cast, on }: Telling): void {
  const worker = cast.who('何雨晴');
  const walker = cast.who('马建国');
  const told = async (words: string, at: string): Promise<string> => {
    const { id } = await stage.act(worker, writeDown, {
      words,
      channel: 'phone',
      not_named: true,
      place: cast.place(at),
    });
    await stage.act(worker, takeMatter, { id });
    return id;
  };
  on(330, async () => {
    await stage.act(worker, addRule, { place: cast.place('第一网格'), duty: 'member', note: '先由这一片的网格员去看' });
    await stage.act(worker, addRule, { class_code: 'facilities.lighting', duty: 'worker' });
  });
  on(58, async () => {
    const id = await told('烧烤摊半夜还开，油烟往屋里飘。', '3号楼');
    await stage.act(worker, shareMatter, {
      id,
      organisation: cast.organisation('云锦物业'),
      task: '夜里巡一遍，记下时间',
    });
    const sent = await stage.act(worker, referMatter, {
      ...{ id, door: 'street', office: '综合行政执法队', reason: '社区没有执法权' },
      due_on: stage.day(48),
    });
    on(49, async () => {
      await stage.act(worker, takeBack, { id: sent.id, outcome: 'back', result: '摊主装了净化器，十点收摊。' });
    });
  });
  on(20, async () => {
    const id = await told('河滩没有护栏，孩子爱去。', '5号楼');
    await stage.act(worker, referMatter, {
      ...{ id, door: 'district', office: '水务局', reference: '来文 2-118', reason: '河道归区里管' },
      due_on: stage.day(3),
    });
  });
  on(15, async () => {
    const id = await told('三单元门口的石板翘了。', '3号楼');
    const offer = await stage.act(worker, offerMatter, { id, person: walker.id, reason: '在您那一片' });
    await stage.act(walker, answerOffer, { id: offer.id, answer: 'accept' });
    const other = await told('通知栏的玻璃碎了。', '2号楼');
    const second = await stage.act(worker, offerMatter, { id: other, person: walker.id, reason: '顺路看看' });
    await stage.act(walker, answerOffer, { id: second.id, answer: 'refuse', reason: '归物业，我联系不上' });
    on(1, async () => {
      const last = await told('车棚的门锁不上。', '2号楼');
      await stage.act(worker, offerMatter, { id: last, person: walker.id, reason: '明早正好去那边' });
    });
  });
}

/** Mediations: kept, come to nothing, agreed and waiting, and one where a side has not said yes. */
function tellMediations({ stage, cast, on }: Telling): void {
  const mediator = cast.who('马建国');
  const worker = cast.who('何雨晴');
  const open = async (kind: 'leak' | 'noise' | 'parking' | 'pets', one: string, other: string, about: string) =>
    (await stage.act(worker, openMediation, { kind, mediator: mediator.id, one, other, about })).id;
  const both = async (id: string) => {
    await stage.act(mediator, trust, { id, side: 'one' });
    await stage.act(mediator, trust, { id, side: 'other' });
  };
  on(140, async () => {
    const id = await open('leak', '三楼住户', '四楼住户', '楼上洗衣机漏水，楼下天花板起皮。');
    await both(id);
    await stage.act(mediator, holdSession, {
      id,
      held_on: stage.today(),
      place_text: '邻里中心',
      said: '四楼愿意先换水管。',
    });
    await stage.act(mediator, agree, {
      id,
      agreement: '四楼一周内换水管，三楼自己刷墙，漆由物业出。',
      follow_up_on: stage.day(120),
    });
    on(120, async () => {
      await stage.act(mediator, lookAfter, { id, outcome: 'kept', found: '水管换了，墙也刷了。' });
    });
  });
  on(75, async () => {
    const id = await open('parking', '车主', '小店店主', '门口一个车位，两家都说是自己的。');
    await both(id);
    await stage.act(mediator, endMediation, { id, reason: '一方不愿再谈，建议请物业出示产权图，或走法院。' });
  });
  on(25, async () => {
    const id = await open('noise', '楼上', '楼下', '晚上练琴到十一点。');
    await both(id);
    await stage.act(mediator, holdSession, { id, held_on: stage.today(), said: '孩子要考级，楼下上早班。' });
    await stage.act(mediator, agree, { id, agreement: '平日八点半前练，周末随意。', follow_up_on: stage.day(-6) });
  });
  on(2, async () => {
    await open('pets', '遛狗的', '带孩子的', '院子里狗不牵绳。');
  });
}

/** Words on their way, work handed in, and neighbours brought to one table. */
export function tellDispatch(telling: Telling): void {
  tellDuties(telling);
  tellHands(telling);
  tellMediations(telling);
}
