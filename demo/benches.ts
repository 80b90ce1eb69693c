import { answerAsHost, answerObjection, closeStep, declareRecusal, raiseObjection } from '#modules/decisions';
import { writeDown } from '#modules/intake';
import { checkNeed, draftNeed, meToo } from '#modules/needs';
import {
  closeProject,
  enactProject,
  finishProject,
  proposeSurplus,
  reportProgress,
  submitProject,
} from '#modules/projects';
import { authorisationOf, bench, drawing, pay, vote, write } from './course.ts';
import type { Telling } from './script.ts';

/** Ids of the story that everything else refers to. */
export interface BenchStory {
  matter: string;
  need: string;
  project: string;
  /** The grant's procedure. */
  procedure: string;
}

/** The words on the stairs, and the need they became. */
function tellWordsOnTheStairs(telling: Telling, story: BenchStory): void {
  const { stage, cast, on } = telling;
  const worker = cast.who('何雨晴');
  on(150, async () => {
    const said = await stage.act(cast.who('马建国'), writeDown, {
      words: '上到四楼要歇两回，半道没地方坐，只能扶着墙喘气。',
      channel: 'visit',
      person: cast.who('张桂英').id,
      place: cast.place('3号楼'),
    });
    story.matter = said.id;
  });
  on(148, async () => {
    const { id } = await stage.act(worker, draftNeed, {
      matter: story.matter,
      title: '老楼的楼道里没有歇脚的地方',
      summary: '没有电梯的老楼，老人上楼中途没有地方坐一坐。',
      class_code: 'facilities.access',
      quantity: '12',
      unit: '处',
      divisible: true,
      place: cast.place('桐花里'),
      group_text: '七十五岁以上的老人',
      low_income: false,
      urgency: 'soon',
      urgency_reason: '有人差点摔倒',
      home_visit: false,
      crux: '五楼以上住着十一户老人',
    });
    story.need = id;
    await stage.act(cast.who('周敏'), checkNeed, { id });
    for (const who of ['曹国庆', '陈巧珍', '徐建华', '顾长海', '姚红', '沈福根'])
      await stage.act(cast.who(who), meToo, { id });
  });
}

/** What no resource covers becomes a project with its five parts and a budget. */
function tellPlan(telling: Telling, story: BenchStory): void {
  const { stage, cast, funds, on } = telling;
  on(126, async () => {
    story.project = await write(
      telling,
      {
        title: '楼道里的歇脚凳',
        kind: 'project',
        provider: '便民五金店',
        leader: '刘木生',
        goals: '上楼的老人半道有地方坐，坐得稳。',
        content: '四栋楼的转角各装靠墙折叠凳和扶手，共十二处。',
        beneficiaries: '四栋楼七十五岁以上老人十一户，其他住户都能用。',
        plan: '先量尺寸做一只样凳，老人试坐；再分两批装好；两位居民代表验收。',
        evaluation: '装好后一个月逐户问：坐过没有，稳不稳，解决了没有。',
        lines: [
          { title: '靠墙折叠凳', quantity: '12', price: '430', source: 'fund' },
          { title: '扶手和膨胀螺丝', quantity: '4', price: '320', source: 'fund' },
          { title: '边角木料', quantity: '1', price: '200', source: 'own' },
        ],
      },
      funds.main,
      [story.need],
      [stage.day(110), stage.day(20)],
    );
    const submitted = await stage.act(cast.who('周敏'), submitProject, { id: story.project, changed: '' });
    story.procedure = submitted.procedureId;
  });
}

/** Committee, objection and answer, the charity's word, the money set aside. */
function tellDecision(telling: Telling, story: BenchStory): void {
  const { stage, cast, funds, on } = telling;
  on(121, async () => {
    await stage.try(cast.who('钱万里'), declareRecusal, { id: story.procedure, detail: '供货的是我的店。' });
    await vote(telling, story.procedure, funds.committee, { 郭晓东: 'no' });
    await stage.act(cast.who('秦文秀'), closeStep, { id: story.procedure });
  });
  on(118, async () => {
    const { id: objectionId } = await stage.act(cast.who('孙志强'), raiseObjection, {
      id: story.procedure,
      text: '凳子会不会挡住消防通道？',
      named: false,
    });
    on(
      116,
      async () =>
        void (await stage.act(cast.who('秦文秀'), answerObjection, {
          id: story.procedure,
          objectionId,
          answer: '折叠起来只有八厘米厚，消防队来看过，通道还有一米二。',
        })),
    );
  });
  on(112, async () => {
    await stage.act(cast.who('秦文秀'), closeStep, { id: story.procedure });
    await stage.act(cast.who('许静'), answerAsHost, {
      id: story.procedure,
      answer: 'accept',
      reason: '符合章程，接受。',
    });
    await stage.act(cast.who('周敏'), enactProject, { id: story.procedure });
  });
}

/** Paid in two parts, reported with pictures. */
function tellWork(telling: Telling, story: BenchStory): void {
  const { stage, cast, on } = telling;
  on(88, async () =>
    pay(telling, await authorisationOf(telling, story.project), '便民五金店', '2576', '歇脚凳首款四成', '0417'),
  );
  on(70, async () => {
    await stage.act(cast.who('刘木生'), reportProgress, {
      id: story.project,
      text: '样凳老人试坐过，说稳。先装好六只。',
      services: '6',
      people: '9',
      hours: '18小时',
      percent: '50',
      photo: [await drawing(bench)],
      photo_consent: 'nobody',
    });
  });
  on(44, async () => {
    await stage.act(cast.who('刘木生'), reportProgress, {
      id: story.project,
      text: '十二只全部装好，扶手也上了。',
      services: '12',
      people: '31',
      hours: '34小时',
      percent: '100',
      photo: [await drawing(bench)],
      photo_consent: 'nobody',
    });
    await pay(telling, await authorisationOf(telling, story.project), '便民五金店', '3540', '验收后尾款', '0463');
  });
}

/** The one long story: from a sentence on the stairs to twelve folding seats. */
export function tellBenches(telling: Telling): BenchStory {
  const story: BenchStory = { matter: '', need: '', project: '', procedure: '' };
  tellWordsOnTheStairs(telling, story);
  tellPlan(telling, story);
  tellDecision(telling, story);
  tellWork(telling, story);
  return story;
}

/** Ends the long story after its verdicts: done, closed, what was not spent goes back. */
export function closeBenches(telling: Telling, story: BenchStory): void {
  const { stage, cast, funds, on } = telling;
  on(30, async () => void (await stage.act(cast.who('周敏'), finishProject, { id: story.project, met: [story.need] })));
  on(24, async () => {
    const { procedureId } = await stage.act(cast.who('周敏'), proposeSurplus, {
      id: story.project,
      to: 'fund',
      words: '资助规则写明：没用完的回到原来的基金，照原来的用途。',
    });
    on(20, async () => {
      await vote(telling, procedureId, funds.committee);
      await stage.act(cast.who('秦文秀'), closeStep, { id: procedureId });
    });
    on(17, async () => {
      await stage.act(cast.who('许静'), answerAsHost, {
        id: procedureId,
        answer: 'accept',
        reason: '同意，照规则办。',
      });
    });
  });
  on(12, async () => {
    await stage.act(cast.who('周敏'), closeProject, {
      id: story.project,
      lessons: '先做一只样凳，让要坐的人试坐，再量产。座高要按老人的腿量。',
    });
  });
}
