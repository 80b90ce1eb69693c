import {
  answerComments,
  commentsOn,
  follow,
  hideComment,
  openConsultation,
  publish,
  say,
  supportComment,
  takeBack,
  tendConsultations,
  withdrawConsultation,
  writeConsultation,
  writeDown,
  writeText,
} from '#modules/consultations';
import type { Telling } from './script.ts';

/** Drafts put before everybody: one open, one waiting for its answers, one in preparation, one taken back. */
export function tellConsultations(telling: Telling): void {
  tellShed(telling);
  tellParking(telling);
  tellQuiet(telling);
}

/** Whose comment has which number. */
async function ids({ stage: s }: Telling, id: string, ...ordinals: readonly number[]): Promise<string[]> {
  const all = await commentsOn(await s.scope(null), id);
  return all.filter((one) => ordinals.includes(one.ordinal)).map((one) => one.id);
}

const pactDraft = `一、楼道
楼道是大家的，东西不堆在外面。
二、晚上
晚上十点以后，电视和孩子都小声些。
三、老人
谁家老人一个人在家，出门时敲一声门。
四、狗
遛狗牵绳，随手收拾。
五、装修
周末不装修。`;

/** The pact was to be changed: answered, with a second version that mends one answer. */
export function tellPactDraft(telling: Telling, pactId: string): void {
  const { stage: s, cast: c, on } = telling;
  const secretary = c.who('秦文秀');
  on(64, async () => {
    const { id } = await s.act(secretary, writeConsultation, {
      ...{ title: '邻里公约改一改', about: '公约用了大半年，装修和遛狗的话最多，先把改法拿出来听听。' },
      ...{ forWhom: '全体街坊', paperAt: '一楼柜台和各楼门厅', closesOn: s.day(52), whole: pactDraft },
      ...{ kind: 'pact', about_id: pactId },
    });
    await s.act(secretary, openConsultation, { id });
    on(62, async () => {
      await s.act(c.who('方宁'), say, { id, section: '5', text: '双职工只有周末在家，一天都不让装太难了。' });
      await s.act(c.who('林悦'), say, { id, section: '5', text: '周六白天能不能留半天？' });
      await s.act(c.who('张桂英'), say, { id, section: '5', text: '中午要睡觉，千万别中午打洞。' });
      await s.act(c.who('沈丽'), say, { id, section: '4', text: '电梯里要抱起来，孩子怕。' });
      await s.act(c.who('江涛'), say, { id, section: '2', text: '跳舞的音响也该算上。' });
      const [weekend] = await ids(telling, id, 1);
      for (const name of ['丁一鸣', '孙志强', '欧阳春', '姚红'])
        await s.act(c.who(name), supportComment, { id, commentId: weekend ?? '' });
      await s.act(c.who('丁一鸣'), say, { id, section: '1', text: '电动车停门厅也写上吧。' });
    });
    on(57, async () => {
      const sheet = { way: 'paper', source: '1 号楼意见表', saidOn: s.today() } as const;
      await s.act(c.who('何雨晴'), writeDown, {
        ...{ id, ...sheet, section: '3', text: '敲门不够，要有人记着敲了没有。', personId: c.who('陆芬').id },
      });
      await s.act(c.who('何雨晴'), writeDown, { id, ...sheet, section: '1', text: '鞋柜也算堆东西吗？' });
      await s.act(c.who('何雨晴'), writeDown, {
        ...{ id, way: 'meeting', source: '楼组长会', saidOn: s.today(), text: '公约要贴大字的，老人看不清。' },
      });
      await s.act(c.who('赵丽华'), say, { id, section: '4', text: '二楼那家的狗最吵，赶紧搬走。' });
      const [ill] = await ids(telling, id, 10);
      await s.act(secretary, hideComment, { id, commentId: ill ?? '', reason: '说的是一户人家，不是公约' });
    });
    on(50, () => answerPact(telling, id));
    on(44, () => mendPact(telling, id));
  });
}

async function answerPact(telling: Telling, id: string): Promise<void> {
  const { stage: s, cast: c } = telling;
  const secretary = c.who('秦文秀');
  await s.act(null, tendConsultations, {});
  const text = pactDraft
    .replace('周末不装修。', '周六上午九点到十一点半、下午两点到五点可以装修，周日不装修。中午不打洞。')
    .replace('遛狗牵绳，随手收拾。', '遛狗牵绳，随手收拾。电梯里抱起来。')
    .replace('东西不堆在外面。', '东西不堆在外面，电动车不停门厅。门口一双鞋架可以放。');
  await s.act(secretary, writeText, { id, whole: text, sections: [] });
  const answer = async (
    ordinals: readonly number[],
    more: Omit<Parameters<typeof answerComments>[1], 'id' | 'comments'>,
  ) => s.act(secretary, answerComments, { id, comments: await ids(telling, id, ...ordinals), ...more });
  await answer([1, 2, 3], {
    ...{ outcome: 'partly', gist: '周末要留出装修的时间，中午不要打洞', section: '5' },
    reason: '周六留出上午和下午，中午不打洞；周日还是安静。',
  });
  await answer([4], { outcome: 'adopted', reason: '写进去了。', section: '4' });
  await answer([5], { outcome: 'declined', reason: '跳舞的音量在活动公约里说，这里不重复。' });
  await answer([6, 8], {
    ...{ outcome: 'adopted', gist: '门厅里什么能放、什么不能放，要写清楚', section: '1' },
    reason: '电动车不停门厅，鞋架一双可以放。',
  });
  await answer([7], { outcome: 'declined', reason: '公约不派活。结对看望在“帮一把”里，陆续在找人。' });
  await answer([9], { outcome: 'adopted', reason: '新公约印大字的，贴在每个门厅。' });
  await s.act(secretary, publish, {
    ...{ id, summary: '装修和门厅说得最多：周六留出时间，门厅写清楚。新公约印大字的。' },
  });
}

async function mendPact(telling: Telling, id: string): Promise<void> {
  const { stage: s, cast: c } = telling;
  const secretary = c.who('秦文秀');
  await s.act(secretary, answerComments, {
    ...{ id, comments: await ids(telling, id, 7), outcome: 'partly' },
    reason: '楼组长每周记一次独居老人有没有人看过，记在楼组长本子上。',
  });
  await s.act(secretary, publish, {
    ...{ id, summary: '装修和门厅说得最多：周六留出时间，门厅写清楚。看望老人，楼组长开始每周记一次。' },
    note: '楼组长会上定了每周记一次，补上这一条',
  });
}

/** Open: rules for the shed where bicycles are charged; one may leave out the name. */
function tellShed(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(6, async () => {
    const { id } = await s.act(c.who('秦文秀'), writeConsultation, {
      ...{ title: '车棚充电办法', about: '电动车越来越多，飞线一个月拔了七次。先把办法拿出来，一条一条听。' },
      ...{ forWhom: '全体街坊，租房子的也算', paperAt: '一楼柜台', closesOn: s.day(-8), anonymous: 'yes' },
      whole: `第一条 给谁用
住在桐花的都能用，一户一个充电位。租房子的一样。
第二条 什么时候能充
每天早上六点到晚上十点。
第三条 怎么收钱
每度电一元五角，扫码付；不会扫码的到柜台买卡。
第四条 安全
不许飞线，电池不许上楼。着火了先断电，再喊人。
第五条 谁来管
物业每天看两次，楼组长每周看一次。`,
    });
    await s.act(c.who('秦文秀'), openConsultation, { id });
    on(4, async () => {
      await s.act(c.who('孙志强'), say, { id, section: '2', text: '十点太早，夜班回来充不上。' });
      await s.act(c.who('赵丽华'), say, { id, section: '3', text: '一元五角比家里贵一倍，多出来的钱去哪儿了？' });
      await s.act(c.who('丁一鸣'), say, { id, section: '2', text: '能不能改成用多久算多久，充满自己断电？' });
      await s.act(c.who('欧阳春'), say, { id, section: '1', text: '一户两辆的怎么办？', unnamed: 'yes' });
      const [night] = await ids(telling, id, 1);
      for (const name of ['丁一鸣', '方宁', '江涛', '姚红', '杨帆'])
        await s.act(c.who(name), supportComment, { id, commentId: night ?? '' });
      await s.act(c.who('沈丽'), follow, { id });
    });
    on(2, async () => {
      await s.act(c.who('何雨晴'), writeDown, {
        ...{ id, way: 'paper', source: '柜台意见表第 1 张', saidOn: s.today(), section: '4' },
        text: '灭火器放在哪儿，要画出来。',
      });
      await s.act(c.who('何雨晴'), writeDown, {
        ...{
          id,
          way: 'phone',
          source: '昨天下午的电话',
          saidOn: s.today(),
          section: '5',
          text: '物业两次不够，夜里没人。',
        },
      });
      await s.act(c.who('姚红'), say, { id, text: '办法是好的，快点用起来。' });
      await s.act(c.who('江涛'), say, { id, text: '先试三个月吧。' });
      const [back] = await ids(telling, id, 8);
      await s.act(c.who('江涛'), takeBack, { id, commentId: back ?? '' });
    });
  });
}

/** Waiting for its answers: comments are in, some are answered. */
function tellParking(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  on(20, async () => {
    const { id } = await s.act(c.who('秦文秀'), writeConsultation, {
      ...{ title: '夜里停车分时段', about: '夜里车位差三十多个，想把门前的路边分时段停。' },
      ...{ forWhom: '有车的和住在路边的街坊', closesOn: s.day(5) },
      whole: '一、时段\n晚上八点到早上七点可以停路边。\n二、收费\n不收费，贴纸为证。\n三、消防\n通道一分钟也不能停。',
    });
    await s.act(c.who('秦文秀'), openConsultation, { id });
    on(16, async () => {
      await s.act(c.who('郭晓东'), say, { id, section: '1', text: '早上七点太早，送完孩子才回得来。' });
      await s.act(c.who('徐建华'), say, { id, section: '3', text: '通道画黄线，再装个桩。' });
      await s.act(c.who('白玉梅'), say, { id, section: '2', text: '住路边的吵了一夜，总该补点什么。' });
    });
    on(3, async () => {
      await s.act(null, tendConsultations, {});
      await s.act(c.who('秦文秀'), answerComments, {
        ...{ id, comments: await ids(telling, id, 2), outcome: 'adopted', reason: '黄线月底画，桩跟街道申请。' },
      });
    });
  });
  on(3, async () => {
    await s.act(c.who('秦文秀'), writeConsultation, {
      ...{ title: '小花园认养办法', about: '花园没人管就荒了，想让街坊一家认一块。', forWhom: '全体街坊' },
      ...{ paperAt: '花园门口', closesOn: s.day(-20) },
      whole:
        '一、怎么认\n一家一块，先到先得，认一年。\n二、种什么\n花和菜都行，不种带刺的。\n三、浇水\n雨水桶里接，接完关好。',
    });
  });
}

/** Taken back before its last day, with the reason for all to read. */
function tellQuiet({ stage: s, cast: c, on }: Telling): void {
  on(90, async () => {
    const { id } = await s.act(c.who('秦文秀'), writeConsultation, {
      ...{ title: '广场舞时间', about: '早晚时间怎么分。', forWhom: '全体街坊', closesOn: s.day(78) },
      whole: '一、早上\n七点到八点半。\n二、晚上\n七点到九点。',
    });
    await s.act(c.who('秦文秀'), openConsultation, { id });
    await s.act(c.who('白玉梅'), say, { id, section: '2', text: '冬天能早一点吗？' });
    on(86, async () => {
      const reason = '区里正在统一定，等定了再听大家的。';
      await s.act(c.who('秦文秀'), withdrawConsultation, { id, reason });
    });
  });
}
