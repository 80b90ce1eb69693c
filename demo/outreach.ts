import {
  answerCall,
  closeCall,
  closeRound,
  enterResource,
  fileRequest,
  keepProfile,
  noteVisit,
  openCall,
  openRound,
  planVisits,
  settleRequest,
  takeRequest,
  takeUp,
  visitsOf,
  withdrawRequest,
} from '#modules/outreach';
import { openResource } from '#modules/resources';
import type { Telling } from './script.ts';

async function visitOf({ stage }: Telling, round: string, unit: string): Promise<string> {
  return (await visitsOf(await stage.scope(null), [round])).find((one) => one.unit === unit)?.id ?? '';
}

/** A round of visits, closed with what it found. */
function tellRounds(telling: Telling): void {
  const { stage, cast, on } = telling;
  const walker = cast.who('马建国');
  on(124, async () => {
    const { id } = await stage.act(cast.who('周敏'), openRound, {
      title: '沿街商户走一遍',
      goal_text: '问问入冬前能借什么、能帮什么。',
      starts_on: stage.day(124),
      ends_on: stage.day(110),
    });
    await stage.act(walker, planVisits, {
      id,
      organisations: [cast.organisation('便民五金店'), cast.organisation('桥头诊所')],
      unit_text: '桥头面馆',
      planned_on: stage.day(120),
    });
    on(120, async () => {
      const shop = await visitOf(telling, id, '便民五金店');
      await stage.act(walker, noteVisit, { id: shop, result: 'offers', result_text: '手推车可以借，当天还。' });
      const found = await stage.act(walker, enterResource, {
        id: shop,
        kind: 'loan',
        title: '平板手推车',
        class_code: 'material.daily.tools',
        quantity: '1',
        unit: '辆',
        conditions: '当天借当天还',
      });
      await stage.act(cast.who('周敏'), openResource, { id: found.resourceId, vetted: false });
      await stage.act(walker, noteVisit, {
        id: await visitOf(telling, id, '桥头诊所'),
        result: 'later',
        result_text: '周日候诊厅也许能用，要问院长。',
      });
      await stage.act(walker, noteVisit, {
        id: await visitOf(telling, id, '桥头面馆'),
        result: 'not_met',
        result_text: '歇业中。',
      });
    });
    on(109, async () => {
      await stage.act(cast.who('周敏'), closeRound, {
        id,
        closing_text: '三家里一家当场愿意，一家过阵子定下了候诊厅，面馆歇业没见到人。',
      });
    });
  });
}

/** A round under way: planned visits, and one that found a library. */
function tellRunning(telling: Telling): void {
  const { stage, cast, on } = telling;
  const walker = cast.who('马建国');
  on(12, async () => {
    const { id } = await stage.act(cast.who('周敏'), openRound, {
      title: '驻区单位的场地和老师',
      starts_on: stage.day(12),
      ends_on: stage.day(-10),
    });
    await stage.act(walker, planVisits, {
      id,
      organisations: [cast.organisation('梧桐小学'), cast.organisation('云锦物业'), cast.organisation('急救小课')],
      planned_on: stage.day(-2),
    });
    on(8, async () => {
      const school = await visitOf(telling, id, '梧桐小学');
      await stage.act(walker, noteVisit, { id: school, result: 'offers', result_text: '图书馆寒假可以开。' });
      await stage.act(walker, enterResource, {
        id: school,
        kind: 'room',
        title: '梧桐小学图书馆（寒假）',
        class_code: 'facilities.space',
        quantity: '1',
        unit: '间',
      });
    });
  });
}

/** Calls: one that came together, one that waits for answers. */
function tellCalls(telling: Telling): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('周敏');
  on(44, async () => {
    const { id } = await stage.act(desk, openCall, {
      title: '折叠椅三十把',
      text: '重阳节院子里听戏，椅子不够。',
      class_code: 'material.daily.furniture',
      quantity: '30',
      unit: '把',
      answer_by: stage.day(36),
      organisations: [cast.organisation('云锦物业'), cast.organisation('桥头诊所'), cast.organisation('梧桐小学')],
    });
    on(41, async () => {
      await stage.act(cast.who('谢文'), answerCall, {
        id,
        organisation: cast.organisation('桥头诊所'),
        answer: 'part',
        quantity: '11',
        answer_text: '用完第二天还就行。',
      });
      const answer = (organisation: string, input: object) =>
        stage.act(desk, answerCall, { id, organisation, answer: 'no', ...input });
      await answer(cast.organisation('梧桐小学'), { answer: 'yes', quantity: '24' });
      await answer(cast.organisation('云锦物业'), { answer_text: '自己也不够。' });
      await stage.act(desk, takeUp, {
        id,
        organisation: cast.organisation('梧桐小学'),
        kind: 'loan',
        title: '折叠椅（小学礼堂）',
      });
    });
    on(
      35,
      async () =>
        void (await stage.act(desk, closeCall, { id, closing_text: '两家凑了三十五把，够坐了。谢谢诊所和小学。' })),
    );
  });
  on(4, async () => {
    const { id } = await stage.act(desk, openCall, {
      title: '入冬前检修水暖',
      text: '十几户老人家的水管、暖气要看一遍。',
      class_code: 'service.repair.home',
      quantity: '15',
      unit: '户',
      answer_by: stage.day(-3),
      organisations: [
        cast.organisation('便民五金店'),
        cast.organisation('安扶适老工程'),
        cast.organisation('云锦物业'),
      ],
    });
    on(3, async () => {
      await stage.act(cast.who('钱万里'), answerCall, {
        id,
        organisation: cast.organisation('便民五金店'),
        answer: 'part',
        quantity: '6',
        answer_text: '材料按进价。',
      });
    });
  });
}

/** What firms offer and need, and what they asked at the service window: every state once. */
function tellFirms(telling: Telling): void {
  const { stage, cast, on } = telling;
  const profiles = [
    ['钱万里', '便民五金店', '配钥匙、换锁、五金小件按进价', '会电焊的师傅，一周两天'],
    ['谢文', '桥头诊所', '量血压、出诊、候诊厅周日空着', '能上门的护理员'],
    ['郭晓东', '安扶适老工程', '扶手、防滑、坡道的图纸和施工', '木工、仓库一间'],
  ] as const;
  on(90, async () => {
    for (const [who, name, offers_text, needs_text] of profiles)
      await stage.act(cast.who(who), keepProfile, { organisation: cast.organisation(name), offers_text, needs_text });
    await stage.act(cast.who('周敏'), keepProfile, {
      organisation: cast.organisation('云锦物业'),
      offers_text: '保安夜里巡楼、电梯间贴通知',
      needs_text: '招前台、招保洁',
    });
  });
  const boss = cast.who('钱万里');
  const shop = cast.organisation('便民五金店');
  const desk = cast.who('何雨晴');
  on(75, async () => {
    const { id } = await stage.act(boss, fileRequest, {
      organisation: shop,
      kind: 'registration',
      title: '营业执照换地址',
      text: '门牌重编了，执照上还是老地址。',
    });
    on(74, async () => void (await stage.act(desk, takeRequest, { id })));
    on(70, async () => {
      await stage.act(desk, settleRequest, { id, outcome: 'done', result_text: '材料代办好了，新执照周四可以取。' });
    });
  });
  on(33, async () => {
    const { id } = await stage.act(cast.who('郭晓东'), fileRequest, {
      organisation: cast.organisation('安扶适老工程'),
      kind: 'money',
      title: '小微贷款贴息',
    });
    on(29, async () => {
      await stage.act(desk, settleRequest, {
        id,
        outcome: 'declined',
        result_text: '今年的名额用完了，明年一月再来，材料先替您留着。',
      });
    });
  });
  on(10, async () => {
    const { id } = await stage.act(cast.who('谢文'), fileRequest, {
      organisation: cast.organisation('桥头诊所'),
      kind: 'premises',
      title: '门口加一段坡道',
    });
    on(9, async () => void (await stage.act(cast.who('谢文'), withdrawRequest, { id, result_text: '物业答应做了。' })));
  });
  on(6, async () => {
    const { id } = await stage.act(boss, fileRequest, {
      organisation: shop,
      kind: 'talent',
      title: '招一个会电焊的',
      text: '一周两天，按天结。',
    });
    on(5, async () => void (await stage.act(desk, takeRequest, { id })));
  });
  on(1, async () => {
    await stage.act(boss, fileRequest, { organisation: shop, kind: 'tax', title: '季度申报怎么填' });
  });
}

/** The community and the units around it. */
export function tellOutreach(telling: Telling): void {
  tellRounds(telling);
  tellRunning(telling);
  tellCalls(telling);
  tellFirms(telling);
}
