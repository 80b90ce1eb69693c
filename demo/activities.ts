import {
  activity,
  allowActivity,
  answerInvitation,
  cancelActivity,
  certifyHours,
  enactActivity,
  invite,
  openActivity,
  reportActivity,
  settleActivity,
  signUp,
  signupsOf,
} from '#modules/activities';
import { answerAsHost, closeStep } from '#modules/decisions';
import { approvePayment, askPayment, payPayment } from '#modules/funds';
import type { BenchStory } from './benches.ts';
import { vote } from './course.ts';
import type { Telling } from './script.ts';

interface Gathering {
  readonly ago: number;
  readonly title: string;
  readonly text: string;
  readonly leader: string;
  readonly place: string;
  readonly series?: string;
  readonly join: readonly string[];
  readonly help: readonly string[];
  readonly result?: string;
  readonly cancel?: string;
}

/** What neighbours did together through the year; a negative day is still to come. */
const gatherings: readonly Gathering[] = [
  {
    ago: 310,
    title: '一起理发',
    text: '老师傅在老茶馆门口免费理发。',
    leader: '徐建华',
    place: '老茶馆',
    series: '一起系列',
    join: ['沈福根', '曹国庆', '陆芬'],
    help: ['赵丽华', '白玉梅'],
    result: '理了二十三位老人。',
  },
  {
    ago: 242,
    title: '一起听讲座：防诈骗',
    text: '反诈宣讲队讲三个真事。',
    leader: '金淑兰',
    place: '邻里中心',
    series: '一起系列',
    join: ['田秀芝', '吴小娣', '陈巧珍', '顾长海'],
    help: ['丁一鸣'],
    result: '来了四十多人，当场有人认出一条诈骗短信。',
  },
  {
    ago: 185,
    title: '一起赶集',
    text: '旧物、手艺、自家种的菜，摆摊换一换。',
    leader: '姚红',
    place: '老茶馆',
    series: '一起系列',
    join: ['方宁', '林悦', '欧阳春', '江涛'],
    help: ['杨帆', '丁一鸣', '孙志强'],
    result: '三十一个摊，义卖所得当场两人清点。',
  },
  {
    ago: 120,
    title: '一起学急救',
    text: '每人按压两分钟，学会为止。',
    leader: '赵丽华',
    place: '邻里中心',
    series: '一起系列',
    join: ['姚红', '江涛', '沈丽', '杨帆'],
    help: ['马建国'],
    result: '十九人拿到了会按压的小卡。',
  },
  {
    ago: 68,
    title: '小花园补种',
    text: '补种六十棵，带手套来。',
    leader: '白玉梅',
    place: '邻里中心',
    join: ['顾长海', '姚红'],
    help: ['刘木生', '徐建华', '丁一鸣'],
    result: '活了五十六棵。',
  },
  {
    ago: 25,
    title: '夜跑探路',
    text: '五公里，慢慢跑。',
    leader: '丁一鸣',
    place: '邻里中心',
    join: ['杨帆', '江涛'],
    help: [],
    cancel: '下大雨，改到下个月。',
  },
  {
    ago: -3,
    title: '修伞、磨刀，带着来就行',
    text: '老木匠和五金店一起出摊。',
    leader: '刘木生',
    place: '老茶馆',
    series: '一起系列',
    join: ['沈福根', '田秀芝', '姚红', '白玉梅'],
    help: ['丁一鸣', '钱万里'],
  },
  {
    ago: -8,
    title: '冬至汤圆会',
    text: '云锦物业出场地，带上碗筷。',
    leader: '方宁',
    place: '邻里中心',
    join: ['林悦', '欧阳春', '沈丽'],
    help: ['杨帆', '赵丽华'],
  },
];

async function gather(telling: Telling, one: Gathering): Promise<void> {
  const { stage, cast, on } = telling;
  const leader = cast.who(one.leader);
  const opened = await stage.act(leader, openActivity, {
    title: one.title,
    text: one.text,
    series: one.series ?? '',
    day: stage.day(one.ago),
    from_time: '14:00',
    until_time: '16:30',
    place: cast.place(one.place),
    place_text: '',
    capacity: '60',
    risk: '人多时慢慢走，老人有人陪。',
    hazardous: false,
    insurance_policy: '',
    budget_text: '',
  });
  if (opened.state === 'checking') await stage.act(cast.who('周敏'), allowActivity, { id: opened.id });
  for (const who of one.join) await stage.act(cast.who(who), signUp, { id: opened.id, part: 'join' });
  for (const who of one.help) await stage.act(cast.who(who), signUp, { id: opened.id, part: 'help' });
  const { cancel, result } = one;
  if (cancel !== undefined)
    on(one.ago + 1, async () => void (await stage.act(leader, cancelActivity, { id: opened.id, reason: cancel })));
  if (result !== undefined) on(one.ago - 1, () => report(telling, opened.id, one.leader, result));
}

async function report(telling: Telling, id: string, leader: string, result: string): Promise<void> {
  const { stage, cast } = telling;
  const signups = await signupsOf(await stage.scope(null), id);
  await stage.act(cast.who(leader), reportActivity, {
    id,
    result,
    came: signups.map((one) => one.id),
    minutes: Object.fromEntries(
      signups.filter((one) => one.part === 'help').map((one, at) => [one.id, at === 0 ? '3小时' : '2.5小时']),
    ),
    reason: '',
    photo_consent: false,
  });
}

interface Tea {
  invitation: string;
  id: string;
  procedure: string;
}

/** She was served, now she leads: invited, she opens a small activity and asks for 300 yuan. */
function tellInvitation(telling: Telling, tea: Tea, story: BenchStory): void {
  const { stage, cast, funds, on } = telling;
  const leader = cast.who('张桂英');
  on(34, async () => {
    tea.invitation = (
      await stage.act(cast.who('何雨晴'), invite, {
        person: leader.id,
        purpose: 'lead',
        text: '张阿姨，凳子装好了，楼里人都坐过。您来带大家在楼道口喝回茶，好不好？',
        need: story.need,
      })
    ).id;
  });
  on(33, async () => {
    await stage.act(leader, answerInvitation, { id: tea.invitation, answer: 'accept', words: '好，我来烧水。' });
    const opened = await stage.act(leader, openActivity, {
      title: '歇脚茶会',
      text: '坐新凳子，喝热茶，说说楼里的事。',
      series: '',
      day: stage.day(19),
      from_time: '15:00',
      until_time: '17:00',
      place: cast.place('老茶馆'),
      place_text: '',
      capacity: '30',
      risk: '热水壶放在桌子中间，孩子不靠近。',
      hazardous: false,
      insurance_policy: '',
      fund: funds.courtyard,
      budget: '300',
      budget_text: '茶叶、点心、一次性杯子',
      invitation: tea.invitation,
    });
    tea.id = opened.id;
    tea.procedure = (await activity(await stage.scope(null), tea.id))?.procedureId ?? '';
  });
}

/** The committee says yes, neighbours sign up, two lend a hand. */
function tellSigningUp(telling: Telling, tea: Tea): void {
  const { stage, cast, funds, on } = telling;
  on(31, async () => {
    await vote(telling, tea.procedure, funds.committee);
    await stage.act(cast.who('秦文秀'), closeStep, { id: tea.procedure });
    await stage.act(cast.who('许静'), answerAsHost, { id: tea.procedure, answer: 'accept', reason: '小额，接受。' });
    await enactActivity(await stage.scope(cast.who('周敏')), tea.procedure);
    for (const who of ['曹国庆', '陈巧珍', '沈福根', '徐建华', '顾长海', '白玉梅'])
      await stage.act(cast.who(who), signUp, { id: tea.id, part: 'join' });
    for (const who of ['丁一鸣', '姚红']) await stage.act(cast.who(who), signUp, { id: tea.id, part: 'help' });
  });
}

/** What came of it: hours certified, the tea paid for, the rest set free. */
function tellTeaTime(telling: Telling, tea: Tea): void {
  const { stage, cast, on } = telling;
  const leader = cast.who('张桂英');
  on(18, async () => {
    await report(telling, tea.id, '张桂英', '来了十四个人，喝了两壶茶，定了每月一次。');
    const found = await activity(await stage.scope(null), tea.id);
    const paid = await stage.act(cast.who('何雨晴'), askPayment, {
      authorisationId: found?.authorisationId ?? '',
      payeePersonId: leader.id,
      payeeName: '',
      bankDetails: '',
      amount: '286.50',
      whatFor: '茶叶点心，凭小票',
      invoiceNumber: 'TEA-1',
    });
    await stage.act(cast.who('罗成'), approvePayment, { id: paid.id });
    await stage.act(cast.who('邵平'), approvePayment, { id: paid.id });
    await stage.act(cast.who('许静'), payPayment, { id: paid.id, bankReference: 'QY-P-TEA' });
    await stage.act(leader, settleActivity, { id: tea.id });
  });
}

/** The carpenter's hours, certified by who saw them. */
function tellHours(telling: Telling, story: BenchStory): void {
  const { stage, cast, on } = telling;
  on(16, async () => {
    for (const [served, minutes] of [
      [48, '8小时'],
      [47, '8小时'],
      [46, '9小时'],
      [45, '9小时'],
    ] as const)
      await stage.act(cast.who('何雨晴'), certifyHours, {
        person: cast.who('刘木生').id,
        minutes,
        served_on: stage.day(served),
        text: '装歇脚凳',
        subject_kind: 'project',
        subject: story.project,
      });
  });
}

/** Activities, invitations and hours. */
export function tellActivities(telling: Telling, story: BenchStory): void {
  const { stage, cast, on } = telling;
  for (const one of gatherings) on(Math.max(one.ago + 9, 1), () => gather(telling, one));
  const tea: Tea = { invitation: '', id: '', procedure: '' };
  tellInvitation(telling, tea, story);
  tellSigningUp(telling, tea);
  tellTeaTime(telling, tea);
  tellHours(telling, story);
  on(3, async () => {
    const asked = await stage.act(cast.who('金淑兰'), invite, {
      person: cast.who('田秀芝').id,
      purpose: 'help',
      text: '您手机学会了，来教教别人？',
    });
    await stage.act(cast.who('田秀芝'), answerInvitation, {
      id: asked.id,
      answer: 'decline',
      words: '眼睛还不行，过了年再说。',
    });
    await stage.act(cast.who('何雨晴'), invite, {
      person: cast.who('丁一鸣').id,
      purpose: 'lead',
      text: '大家都问周日修车的事，您带个头？',
    });
    await stage.act(cast.who('何雨晴'), invite, {
      person: cast.who('吴小娣').id,
      purpose: 'join',
      text: '冬至汤圆会给您留了位子。',
    });
  });
}
