import { writeDown } from '#modules/intake';
import { checkNeed, draftNeed, joinNeed, mergeNeeds, meToo, withdrawNeed } from '#modules/needs';
import {
  confirmResource,
  countStock,
  lend,
  offerResource,
  openResource,
  pauseResource,
  refuseResource,
  reserve,
  takeBack,
} from '#modules/resources';
import type { Telling } from './script.ts';

type Urgency = 'urgent' | 'soon' | 'normal';

interface Wanted {
  readonly ago: number;
  readonly title: string;
  readonly summary: string;
  readonly classCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly place: string;
  readonly urgency?: Urgency;
  readonly reason?: string;
  readonly person?: string;
  readonly homeVisit?: boolean;
  readonly lowIncome?: boolean;
  readonly voices?: readonly string[];
  readonly draft?: boolean;
}

/** Needs of the year that are no part of the one long story. */
const needs: readonly Wanted[] = [
  {
    ago: 300,
    title: '陪诊：每月一次去区医院',
    summary: '独居老人每月复查，需要有人陪着挂号、取药。',
    classCode: 'service.medical',
    quantity: '12',
    unit: '次',
    place: '桐花里',
    person: '陆芬',
    homeVisit: true,
  },
  {
    ago: 250,
    title: '轮椅，出院后用一个月',
    summary: '腿脚手术后要用轮椅，大约一个月。',
    classCode: 'material.daily',
    quantity: '1',
    unit: '张',
    place: '桐花里',
    person: '沈福根',
  },
  {
    ago: 205,
    title: '放学后看作业的志愿者',
    summary: '四点半课堂每天还缺一位看作业的大人。',
    classCode: 'service.education',
    quantity: '40',
    unit: '小时',
    place: '云锦新城',
  },
  {
    ago: 170,
    title: '楼道灯泡',
    summary: '老小区十六个单元楼道灯坏得多，需要节能灯泡。',
    classCode: 'facilities.lighting',
    quantity: '48',
    unit: '只',
    place: '桐花里',
    voices: ['曹国庆', '姚红', '白玉梅'],
  },
  {
    ago: 126,
    title: '过冬的厚被子',
    summary: '几户独居老人缺厚被子。',
    classCode: 'material.clothing',
    quantity: '6',
    unit: '床',
    place: '桐花里',
    lowIncome: true,
    urgency: 'soon',
    reason: '入冬前',
  },
  {
    ago: 88,
    title: '教老人用手机挂号',
    summary: '想学用手机挂号、交费，一对一更好。',
    classCode: 'service.education',
    quantity: '10',
    unit: '次',
    place: '桐花里',
    voices: ['田秀芝', '吴小娣'],
  },
  {
    ago: 61,
    title: '修门锁和水龙头',
    summary: '几户老人家门锁不灵、水龙头滴水，要上门修。',
    classCode: 'service.repair',
    quantity: '5',
    unit: '户',
    place: '桐花里',
    homeVisit: true,
    urgency: 'soon',
    reason: '门锁关不上',
  },
  {
    ago: 37,
    title: '读书会的活动室',
    summary: '每周六下午两小时，十五个人坐得下。',
    classCode: 'facilities.space',
    quantity: '8',
    unit: '次',
    place: '云锦新城',
  },
  {
    ago: 18,
    title: '心里闷，想有人听听',
    summary: '希望有人定期来陪着说说话。',
    classCode: 'service.psychological',
    quantity: '4',
    unit: '次',
    place: '桐花里',
    homeVisit: true,
  },
  {
    ago: 11,
    title: '垃圾清运每天一次',
    summary: '没有物业的老小区，垃圾两天才清一次。',
    classCode: 'property.cleaning',
    quantity: '1',
    unit: '件',
    place: '桐花里',
    urgency: 'soon',
    reason: '天热时味道大',
    voices: ['姚红', '顾长海', '徐建华'],
  },
  {
    ago: 6,
    title: '暖气不热的几户借电暖气',
    summary: '供热修好以前，三户老人需要电暖气。',
    classCode: 'material.daily',
    quantity: '3',
    unit: '台',
    place: '桐花里',
    urgency: 'urgent',
    reason: '夜里只有十二度',
  },
  {
    ago: 2,
    title: '乒乓球台旁的长椅',
    summary: '打球等位的老人没地方坐。',
    classCode: 'facilities.space',
    quantity: '1',
    unit: '把',
    place: '桐花里',
    draft: true,
  },
];

interface Offered {
  readonly ago: number;
  readonly kind: 'goods' | 'loan' | 'room' | 'skill' | 'service' | 'knowledge';
  readonly title: string;
  readonly text: string;
  readonly classCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly owner?: string;
  readonly organisation?: string;
  readonly per?: 'once' | 'week' | 'month';
  readonly homeVisits?: boolean;
  readonly vetted?: boolean;
  readonly place?: string;
  readonly conditions?: string;
  readonly end?: 'refused' | 'paused' | 'offered';
}

/** What neighbours, shops and units offer: the tool shelf, rooms, skills, services. */
const offers: readonly Offered[] = [
  {
    ago: 340,
    kind: 'loan',
    title: '轮椅（可折叠）',
    text: '桥头诊所放在社区的，借用免费。',
    classCode: 'material.daily',
    quantity: '2',
    unit: '张',
    organisation: '桥头诊所',
    place: '邻里中心',
    conditions: '一次三十天，可以续',
  },
  {
    ago: 340,
    kind: 'loan',
    title: '冲击钻',
    text: '工具架一号格。',
    classCode: 'service.repair',
    quantity: '1',
    unit: '把',
    place: '邻里中心',
    conditions: '会用的人来借',
  },
  {
    ago: 339,
    kind: 'loan',
    title: '人字梯',
    text: '工具架边上。',
    classCode: 'service.repair',
    quantity: '2',
    unit: '把',
    place: '邻里中心',
  },
  {
    ago: 339,
    kind: 'loan',
    title: '缝纫机',
    text: '有人会教。',
    classCode: 'material.daily',
    quantity: '1',
    unit: '台',
    place: '老茶馆',
  },
  {
    ago: 335,
    kind: 'room',
    title: '邻里中心二楼活动室',
    text: '坐得下三十人，有投影。',
    classCode: 'facilities.space',
    quantity: '1',
    unit: '间',
    place: '邻里中心',
  },
  {
    ago: 334,
    kind: 'room',
    title: '梧桐小学操场（周末）',
    text: '周末上午开放。',
    classCode: 'facilities.space',
    quantity: '1',
    unit: '处',
    organisation: '梧桐小学',
  },
  {
    ago: 320,
    kind: 'skill',
    title: '木工修理',
    text: '桌椅门窗都能修。',
    classCode: 'service.repair',
    quantity: '4',
    unit: '小时',
    per: 'week',
    owner: '刘木生',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 305,
    kind: 'service',
    title: '陪诊',
    text: '陪着挂号、检查、取药。',
    classCode: 'service.medical',
    quantity: '6',
    unit: '次',
    per: 'month',
    organisation: '银发陪诊队',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 290,
    kind: 'skill',
    title: '看作业',
    text: '退休教师，小学各科。',
    classCode: 'service.education',
    quantity: '6',
    unit: '小时',
    per: 'week',
    owner: '白玉梅',
  },
  {
    ago: 240,
    kind: 'skill',
    title: '每月两小时法律咨询',
    text: '合同、邻里纠纷、遗嘱。',
    classCode: 'service.legal',
    quantity: '2',
    unit: '小时',
    per: 'month',
    owner: '江涛',
  },
  {
    ago: 215,
    kind: 'service',
    title: '上门换锁、修水龙头',
    text: '五金店师傅，材料按进价。',
    classCode: 'service.repair',
    quantity: '4',
    unit: '户',
    per: 'month',
    organisation: '便民五金店',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 150,
    kind: 'service',
    title: '听您说说话',
    text: '心语倾听站，每次一小时。',
    classCode: 'service.psychological',
    quantity: '8',
    unit: '次',
    per: 'month',
    organisation: '心语倾听站',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 110,
    kind: 'goods',
    title: '棉被（新）',
    text: '厂里多做的，没拆封。',
    classCode: 'material.clothing',
    quantity: '10',
    unit: '床',
    owner: '孙志强',
    conditions: '先给独居老人',
  },
  {
    ago: 92,
    kind: 'skill',
    title: '教手机',
    text: '一对一，慢慢教。',
    classCode: 'service.education',
    quantity: '2',
    unit: '次',
    per: 'week',
    owner: '丁一鸣',
  },
  {
    ago: 45,
    kind: 'knowledge',
    title: '无障碍改造的图纸和做法',
    text: '做过三个老小区，能讲能画。',
    classCode: 'facilities.access',
    quantity: '1',
    unit: '套',
    organisation: '安扶适老工程',
  },
  {
    ago: 30,
    kind: 'goods',
    title: '九成新儿童自行车',
    text: '孩子长高了。',
    classCode: 'material.daily',
    quantity: '1',
    unit: '辆',
    owner: '林悦',
    end: 'paused',
  },
  {
    ago: 15,
    kind: 'goods',
    title: '过期两个月的奶粉',
    text: '没开封。',
    classCode: 'material.food',
    quantity: '6',
    unit: '罐',
    owner: '欧阳春',
    end: 'refused',
  },
  {
    ago: 1,
    kind: 'skill',
    title: '周日修自行车',
    text: '带工具来。',
    classCode: 'service.repair',
    quantity: '3',
    unit: '小时',
    per: 'week',
    owner: '丁一鸣',
    end: 'offered',
  },
];

/** Needs and resources by their titles, for the threads that bring them together. */
export interface Helping {
  readonly needs: Map<string, string>;
  readonly resources: Map<string, string>;
}

async function wish(telling: Telling, one: Wanted): Promise<string> {
  const { stage, cast } = telling;
  const worker = cast.who('何雨晴');
  const { id } = await stage.act(worker, draftNeed, {
    title: one.title,
    summary: one.summary,
    class_code: one.classCode,
    quantity: one.quantity,
    unit: one.unit,
    divisible: true,
    place: cast.place(one.place),
    group_text: '',
    urgency: one.urgency ?? 'normal',
    urgency_reason: one.reason ?? '',
    crux: '',
    low_income: one.lowIncome === true,
    home_visit: one.homeVisit === true,
    ...(one.person === undefined ? {} : { person: cast.who(one.person).id }),
  });
  if (one.draft === true) return id;
  await stage.act(cast.who('周敏'), checkNeed, { id, personal_answer: '' });
  for (const voice of one.voices ?? []) await stage.act(cast.who(voice), meToo, { id });
  return id;
}

async function offer(telling: Telling, one: Offered): Promise<string> {
  const { stage, cast } = telling;
  const worker = cast.who('周敏');
  const { id } = await stage.act(worker, offerResource, {
    kind: one.kind,
    title: one.title,
    description: one.text,
    class_code: one.classCode,
    quantity: one.quantity,
    unit: one.unit,
    per: one.per ?? 'once',
    condition_text: '',
    conditions: one.conditions ?? '',
    eligible: 'anyone',
    reach: 'space',
    home_visits: one.homeVisits === true,
    kept_by_owner: one.owner !== undefined && one.kind !== 'goods',
    ...(one.owner === undefined ? {} : { person: cast.who(one.owner).id }),
    ...(one.organisation === undefined ? {} : { organisation: cast.organisation(one.organisation) }),
    ...(one.place === undefined ? {} : { place: cast.place(one.place) }),
  });
  if (one.end === 'offered') return id;
  if (one.end === 'refused') {
    await stage.act(worker, refuseResource, { id, reason: '过期的食品不能收，谢谢您的心意。' });
    return id;
  }
  await stage.act(worker, openResource, { id, vetted: one.vetted === true });
  if (one.end === 'paused') await stage.act(worker, pauseResource, { id });
  return id;
}

/** A year of the tool shelf: out, back, one late, one kept for later. */
function tellShelf(telling: Telling, helping: Helping): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  const loans = [
    [247, '轮椅（可折叠）', '沈福根', 30],
    [210, '冲击钻', '顾长海', 3],
    [180, '人字梯', '徐建华', 7],
    [155, '缝纫机', '田秀芝', 30],
    [130, '冲击钻', '刘木生', 7],
    [99, '人字梯', '姚红', 5],
    [60, '轮椅（可折叠）', '陈巧珍', 30],
    [34, '缝纫机', '吴小娣', 20],
    [6, '人字梯', '曹国庆', 14],
  ] as const;
  for (const [ago, title, who, days] of loans)
    on(ago, async () => {
      const { id: bookingId } = await stage.act(desk, lend, {
        id: helping.resources.get(title) ?? '',
        person: cast.who(who).id,
        days: `${days}`,
        condition_out: '完好',
      });
      const back = ago - days + (ago === 99 ? -4 : 1);
      if (ago > 34)
        on(
          back,
          async () =>
            void (await stage.act(desk, takeBack, {
              id: bookingId,
              condition_in: ago === 180 ? '脚垫磨了，已换' : '完好',
            })),
        );
    });
  on(5, async () => {
    await stage.act(cast.who('丁一鸣'), reserve, {
      id: helping.resources.get('冲击钻') ?? '',
      from: stage.day(-3),
      until: stage.day(-5),
    });
    await stage.act(cast.who('江涛'), reserve, {
      id: helping.resources.get('邻里中心二楼活动室') ?? '',
      from: stage.day(-6),
      from_time: '14:00',
      until_time: '16:00',
    });
  });
  on(20, async () => {
    await stage.act(desk, countStock, {
      id: helping.resources.get('棉被（新）') ?? '',
      counted: '9',
      reason: '盘点时发现一床受潮，送去洗了。',
    });
  });
}

/** Needs, offers and the shelf. */
export function tellHelp(telling: Telling): Helping {
  const { stage, cast, on } = telling;
  const helping: Helping = { needs: new Map(), resources: new Map() };
  for (const one of offers) on(one.ago, async () => void helping.resources.set(one.title, await offer(telling, one)));
  for (const one of needs) on(one.ago, async () => void helping.needs.set(one.title, await wish(telling, one)));
  on(36, async () => {
    const twin = await wish(telling, {
      ago: 36,
      title: '周六读书的地方',
      summary: '读书会想要一间屋子。',
      classCode: 'facilities.space',
      quantity: '1',
      unit: '处',
      place: '云锦新城',
    });
    await stage.act(cast.who('何雨晴'), mergeNeeds, {
      id: twin,
      into: await numberOf(telling, helping.needs.get('读书会的活动室') ?? ''),
      reason: '同一件事。',
    });
  });
  on(83, async () => {
    const gone = await wish(telling, {
      ago: 83,
      title: '搬家找人抬柜子',
      summary: '两件旧柜子要抬下楼。',
      classCode: 'service.repair',
      quantity: '1',
      unit: '次',
      place: '桐花里',
    });
    await stage.act(cast.who('何雨晴'), withdrawNeed, { id: gone, reason: '家里人回来抬走了。' });
  });
  on(10, async () => {
    const heard = await stage.act(cast.who('马建国'), writeDown, {
      words: '垃圾堆两天了，苍蝇多。',
      channel: 'visit',
      person: cast.who('陈巧珍').id,
      place: cast.place('5号楼'),
    });
    await stage.act(cast.who('何雨晴'), joinNeed, {
      matter: heard.id,
      need: await numberOf(telling, helping.needs.get('垃圾清运每天一次') ?? ''),
    });
  });
  // Owners say from time to time that their offer still stands; two have not answered yet.
  for (const ago of [260, 175, 90, 40])
    on(ago, async () => {
      for (const one of offers)
        if (one.ago > ago && one.end === undefined && !(ago === 40 && one.title === '看作业'))
          await stage.act(cast.who('周敏'), confirmResource, { id: helping.resources.get(one.title) ?? '' });
    });
  tellShelf(telling, helping);
  return helping;
}

async function numberOf(telling: Telling, id: string): Promise<string> {
  const scope = await telling.stage.scope(null);
  const row = await scope.db
    .selectFrom('need')
    .select('number')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.number ?? '';
}
