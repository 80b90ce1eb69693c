import {
  activateBody,
  addSeat,
  declareInterest,
  nameSubstitute,
  seatsToday,
  setDuties,
  setUpBody,
  tellAbsence,
  writeCharter,
} from '#modules/bodies';
import { matterList } from '#modules/intake';
import {
  addFollowup,
  addItem,
  answerItem,
  approveMinutes,
  callMeeting,
  closeCirculation,
  enterSheet,
  itemsOf,
  planMeeting,
  writeMinutes,
} from '#modules/meetings';
import { assess } from '#modules/partners';
import { askCase, grantCase, openCase, refuseCase } from '#modules/supervision';
import { closeRaised, passOn, proposeTopic, raiseMatter, returnRaised, takeRaised } from '#modules/topics';
import type { Telling } from './script.ts';

/** Who stands in for whom, whose duty what is, matters raised, meetings in writing and on paper, cases, yearly cards. */
export function tellGoverning(telling: Telling): void {
  tellSeats(telling);
  tellRaised(telling);
  tellWritten(telling);
  tellPaper(telling);
  tellCases(telling);
  tellAssessed(telling);
}

async function seatOf({ stage: s, cast: c }: Telling, bodyId: string, name: string): Promise<string> {
  const seats = await seatsToday(await s.scope(null), bodyId);
  return seats.find((one) => one.personId === c.who(name).id)?.id ?? '';
}

function tellSeats(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const secretary = c.who('秦文秀');
  on(58, async () => {
    await s.act(secretary, writeCharter, {
      ...{ role: 'grid_worker', areas: ['listening', 'needs', 'carrying', 'facilities'], inForceFrom: s.today() },
      text: '走访自己的网格，听到的记下来，急的先办，办不了的往上交。\n楼道里的事，灯、扶手、杂物，先由网格员看一遍。',
      reason: '春天例会上定的：楼道里的事先有人看',
    });
    await s.act(secretary, setDuties, { id: funds.committee, areas: ['spending', 'deciding'] });
    await s.act(secretary, setDuties, { id: funds.council, areas: ['listening', 'deciding', 'facilities'] });
    await s.act(secretary, setDuties, { id: funds.twoCommittees, areas: ['services', 'facilities', 'linking'] });
    await s.act(secretary, setDuties, { id: funds.supervisory, areas: ['watching'] });
    const told = [
      ['钱万里', 'organisation', '在便民五金店有一点股份'],
      ['张桂英', 'none', ''],
      ['谢文', 'employer', '在慈善会上班'],
      ['顾长海', 'property', '桐花里 2 号楼有一间出租的车库'],
    ] as const;
    for (const [name, kind, summary] of told)
      await s.act(c.who(name), declareInterest, { kind, summary, detail: '', relativeName: '' });
    await s.act(secretary, declareInterest, {
      ...{ seatId: await seatOf(telling, funds.committee, '孙志强'), kind: 'family', relativeName: '' },
      ...{ summary: '亲戚在物业做保洁', detail: '妻子的表妹，去年春天开始做的。' },
    });
  });
  on(3, async () => {
    const first = await seatOf(telling, funds.committee, '张桂英');
    await s.act(c.who('张桂英'), nameSubstitute, { seatId: first, name: '吴小娣' });
    const seatId = await seatOf(telling, funds.council, '江涛');
    await s.act(c.who('江涛'), nameSubstitute, { seatId, name: '方宁' });
    await s.act(secretary, tellAbsence, { seatId, fromOn: s.today(), untilOn: s.day(-9) });
  });
}

interface Group {
  readonly name: string;
  readonly level: 'street' | 'district';
  readonly members: readonly string[];
}

/** What the street answered about the small bus. */
const parking = '路口东边早上七点到九点可以停，先试三个月。';

function tellRaised(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const secretary = c.who('秦文秀');
  const make = async (group: Group): Promise<string> => {
    const { id } = await s.act(secretary, setUpBody, {
      ...{ kind: 'leading_group', name: group.name, level: group.level, areas: ['linking'] },
      charter: '听社区报上来的事\n在日子以内答复\n办不了的往上报',
    });
    for (const name of group.members)
      await s.act(secretary, addSeat, { bodyId: id, kind: 'member', personId: c.who(name).id });
    await s.act(secretary, activateBody, { id });
    return id;
  };
  on(88, async () => {
    const street = await make({ name: '梧桐街道慈善领导小组', level: 'street', members: ['韩磊', '何雨晴', '秦文秀'] });
    const district = await make({
      name: '清源区慈善工作领导小组',
      level: 'district',
      members: ['谢文', '徐建华', '钱万里'],
    });
    const raise = async (title: string, text: string) =>
      (await s.act(secretary, raiseMatter, { title, text, body: street })).id;
    const power = await raise('老楼加装扶手的电', '楼里的电线老了，物业和社区都换不了，要请供电的来看。');
    on(84, async () => {
      await s.act(c.who('韩磊'), takeRaised, { id: power, note: '街道约了供电的一起去看。' });
      await s.act(c.who('韩磊'), passOn, { id: power, body: district, note: '变压器归区里管，街道定不了。' });
    });
    on(76, async () => {
      await s.act(c.who('谢文'), returnRaised, { id: power, answer: '区里排进秋天的改造，3 号楼和 5 号楼先做。' });
      await s.act(secretary, closeRaised, { id: power, note: '两栋楼的电已经换好，扶手可以装了。' });
    });
    on(21, async () => {
      const bus = await raise('接送老人的小车停哪儿', '门口划不出车位，要街道和交警商量。');
      on(4, async () => void (await s.act(c.who('韩磊'), returnRaised, { id: bus, answer: parking })));
    });
    on(9, async () => {
      const wall = await raise('河边护栏矮', '孩子爬得上去，河道归区里，社区只能拉绳子。');
      await s.act(c.who('何雨晴'), takeRaised, { id: wall, note: '' });
    });
    on(2, async () => {
      await s.act(secretary, raiseMatter, {
        ...{ title: '广场的灯由谁修', text: '议题到了人数，灯杆是街道的。', body: street },
      });
    });
    await s.act(secretary, setDuties, { id: street, areas: ['linking', 'watching'] });
  });
  on(18, async () => {
    const plan = {
      kind: 'key_item',
      body: funds.twoCommittees,
      title: '邻里中心的屋顶',
      text: '',
      remote: '',
    } as const;
    const { id } = await s.act(secretary, planMeeting, {
      ...{ ...plan, day: s.day(-5), time: '15:00', place: '社区会议室', agenda: '屋顶先补还是重做' },
      ...{ turnSeconds: '120', turnTimes: '2' },
    });
    const raised = await s.act(c.who('姚红'), proposeTopic, {
      ...{ title: '下雨天中心漏水', text: '棋牌桌上要放脸盆，大家绕着走。', kind: 'place' },
    });
    const leak = { title: '居民怎么说漏水的事', text: '', papers: '' };
    await s.act(secretary, addItem, { id, ...leak, topic: raised.id });
    await s.act(secretary, addItem, {
      ...{ id, title: '请哪家来修', text: '三家报价比一比。', organisation: c.organisation('云锦物业') },
      papers: '报价一：物业自己修，两年内包修。\n报价二：适老工程队，五年包修。\n报价三：街道推荐的一家。',
    });
    await s.act(secretary, callMeeting, { id, lateReason: '' });
  });
}

function tellWritten(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const secretary = c.who('秦文秀');
  const send = async (title: string, agenda: string, until: number): Promise<string> => {
    const plan = { kind: 'regular', way: 'circulation', body: funds.committee, title, text: '', remote: '' } as const;
    const facts = { ...plan, day: s.day(until), time: '18:00', place: '书面', agenda };
    const { id } = await s.act(secretary, planMeeting, facts);
    await s.act(secretary, callMeeting, { id, lateReason: '' });
    return id;
  };
  const answer = async (id: string, name: string, choices: readonly ('yes' | 'no' | 'abstain')[]) => {
    for (const [at, item] of (await itemsOf(await s.scope(null), id)).entries())
      await s.act(c.who(name), answerItem, { id, itemId: item.id, choice: choices[at] ?? 'yes', remark: '' });
  };
  on(36, async () => {
    const id = await send('书面征求意见：重阳那天的车', '租一天车，从活动费里出\n车上贴基金的名字', 28);
    on(33, async () => {
      for (const name of ['徐建华', '张桂英', '谢文', '秦文秀']) await answer(id, name, ['yes', 'no']);
      await answer(id, '孙志强', ['no', 'yes']);
    });
    on(27, async () => {
      await s.act(secretary, closeCirculation, { id });
      const minutes = '书面征求委员意见，租车一天，多数同意；车上不贴名字。';
      await s.act(secretary, writeMinutes, { id, minutes });
      await s.act(c.who('徐建华'), approveMinutes, { id });
    });
  });
  on(4, async () => {
    const id = await send('书面征求意见：冬天的热饭', '先垫一个月的燃气费\n请两位帮厨', -5);
    await answer(id, '徐建华', ['yes', 'yes']);
    await answer(id, '钱万里', ['yes', 'abstain']);
  });
}

type Way = 'here' | 'excused';

function tellPaper(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const secretary = c.who('秦文秀');
  const held = async (title: string, agenda: string, day: number): Promise<string> => {
    const plan = { kind: 'progress', body: funds.council, title, text: '', remote: '' } as const;
    const facts = { ...plan, day: s.day(day), time: '09:00', place: '老茶馆', agenda };
    const { id } = await s.act(secretary, planMeeting, facts);
    await s.act(secretary, callMeeting, { id, lateReason: '' });
    return id;
  };
  const type = async (
    who: string,
    id: string,
    [yes, no]: readonly [string, string],
    ways: readonly (readonly [string, Way])[],
  ) => {
    const [mover, second] = ways.filter(([, way]) => way === 'here').map(([name]) => c.who(name).id);
    const items = (await itemsOf(await s.scope(null), id)).map((item) => ({
      ...{ itemId: item.id, end: 'done' as const, outcome: '照办，下次看结果。', motion: '先试一个月' },
      ...{ mover: mover ?? '', second: second ?? '', yes, no, abstain: '0' },
    }));
    const lines = ways.map(([name, way]) => ({ personId: c.who(name).id, way }));
    await s.act(c.who(who), enterSheet, { id, from: '9:00', until: '10:20', lines, items });
  };
  const there = [
    ['顾长海', 'here'],
    ['白玉梅', 'here'],
    ['姚红', 'here'],
    ['江涛', 'here'],
    ['沈丽', 'excused'],
  ] as const;
  on(27, async () => {
    const id = await held('茶馆议事：楼道里的杂物', '杂物谁来清', 20);
    on(19, async () => {
      await type('秦文秀', id, ['3', '1'], there);
      await type('马建国', id, ['3', '1'], there);
      const owner = c.who('顾长海').id;
      const promise = { id, title: '清完拍一张照', owner, dueOn: s.day(-3), area: 'facilities' as const };
      await s.act(secretary, addFollowup, promise);
      await s.act(secretary, writeMinutes, { id, minutes: '楼道杂物先清一个月，四人表决，三人同意。' });
      await s.act(c.who('顾长海'), approveMinutes, { id });
    });
  });
  on(17, async () => {
    const id = await held('茶馆议事：晾衣绳', '绳子拉在哪儿', 11);
    on(10, async () => {
      await type('秦文秀', id, ['3', '1'], there);
      await type('马建国', id, ['2', '2'], there);
    });
  });
  on(13, async () => {
    const id = await held('茶馆议事：垃圾桶', '桶放远一点', 6);
    on(5, async () => {
      await type('秦文秀', id, ['3', '1'], there);
    });
  });
}

function tellCases(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  const supervisor = c.who('唐克勤');
  const admin = c.who('周敏');
  on(11, async () => {
    const query = { q: '', filters: {}, sort: null, page: 1, size: 5 };
    const { rows } = await matterList(await s.scope(admin), query);
    const [first, second, third, fourth] = rows.map((one) => one.number);
    const ask = async (matter: string | undefined, reason: string) =>
      (await s.act(supervisor, askCase, { matter: matter ?? '', reason })).id;
    const over = await ask(first, '有人说答复和原话对不上，要核对一次。');
    await s.act(admin, grantCase, { id: over, days: '2', reason: '只核对这一件。' });
    await s.act(supervisor, openCase, { id: over });
    const refused = await ask(second, '想了解一下。');
    await s.act(admin, refuseCase, { id: refused, reason: '没有写要核对什么，写清楚可以再申请。' });
    on(2, async () => {
      const open = await ask(third, '付款单上的户数和来话里说的不一样。');
      await s.act(admin, grantCase, { id: open, days: '5', reason: '' });
      await s.act(supervisor, openCase, { id: open });
      await ask(fourth, '异议里提到这件来话，要看原话怎么说的。');
    });
  });
}

function tellAssessed(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const year = s.lastDay.slice(0, 4);
  on(14, async () => {
    const card = { year, body: funds.council } as const;
    await s.act(c.who('秦文秀'), assess, {
      ...{
        ...card,
        organisationId: c.organisation('邻里调解室'),
        text: '调解得公道，账目贴在门口。来的人还可以再多。',
      },
      ...{ purpose: '5', thrift: '4', openness: '4', results: '4', say: '5' },
      ...{ approvedBy: '议事会秋季例会', approvedOn: s.day(60) },
    });
    await s.act(c.who('秦文秀'), assess, {
      ...{ ...card, organisationId: c.organisation('反诈宣讲队'), text: '讲得好，场次少，计划没有拿到会上来议。' },
      ...{ purpose: '5', thrift: '3', openness: '2', results: '3', say: '2', approvedBy: '' },
    });
  });
}
