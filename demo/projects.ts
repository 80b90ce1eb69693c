import { answerAsHost, castVote, closeStep } from '#modules/decisions';
import { approvePayment, askPayment } from '#modules/funds';
import { checkNeed, draftNeed } from '#modules/needs';
import { enactProject, finishProject, project, proposeSurplus, reportProgress, submitProject } from '#modules/projects';
import { tellAdvice } from './advice.ts';
import { authorisationOf, drawing, type Plan, pay, rail, vote, write } from './course.ts';
import type { Telling } from './script.ts';

const handrails: Plan = {
  title: '老楼扶手和防滑',
  kind: 'project',
  provider: '安扶适老工程',
  goals: '老人上下楼扶得住、踩得稳。',
  content: '五个单元装双侧扶手，台阶贴防滑条。',
  beneficiaries: '五个单元六十户，七十岁以上二十三人。',
  plan: '先装两个单元，问过以后再装三个。',
  evaluation: '装好后逐户问，一个月内有没有人滑倒。',
  lines: [
    { title: '双侧扶手', quantity: '5', price: '2400', source: 'fund' },
    { title: '防滑条', quantity: '200', price: '9.5', source: 'fund' },
  ],
};
const reading: Plan = {
  title: '四点半书桌',
  kind: 'project',
  goals: '孩子放学有一张稳当的书桌。',
  content: '添二十套桌椅和台灯。',
  beneficiaries: '四点半课堂三十二个孩子。',
  plan: '暑假里买好、装好。',
  evaluation: '家长和孩子打分。',
  lines: [
    { title: '桌椅', quantity: '20', price: '160', source: 'fund' },
    { title: '台灯', quantity: '20', price: '45', source: 'other' },
  ],
};
const companion: Plan = {
  title: '陪诊服务站',
  kind: 'service',
  provider: '银发陪诊队',
  goals: '独居老人看病有人陪。',
  content: '每周三天在邻里中心接预约，陪诊到区医院。',
  beneficiaries: '七十岁以上独居老人四十一人。',
  plan: '先试三个月。',
  evaluation: '每次陪诊后问本人。',
  lines: [{ title: '交通补贴', quantity: '60', price: '20', source: 'fund' }],
};

interface Submitted {
  readonly need: string;
  readonly id: string;
  readonly procedureId: string;
}

/** Writes a need down, makes a project of it and hands it in. */
async function submit(
  telling: Telling,
  plan: Plan,
  fundId: string,
  needTitle: string,
  classCode: string,
  ago: number,
): Promise<Submitted> {
  const { stage, cast } = telling;
  const need = await stage.act(cast.who('何雨晴'), draftNeed, {
    title: needTitle,
    summary: `${needTitle}：没有现成的资源能解决，要做成项目。`,
    class_code: classCode,
    quantity: '1',
    unit: '件',
    divisible: true,
    place: cast.place('桐花里'),
    group_text: '',
    low_income: false,
    urgency: 'normal',
    urgency_reason: '',
    home_visit: false,
    crux: '',
  });
  await stage.act(cast.who('周敏'), checkNeed, { id: need.id });
  const id = await write(telling, plan, fundId, [need.id], [stage.day(ago - 10), stage.day(ago - 130)]);
  const { procedureId } = await stage.act(cast.who('周敏'), submitProject, { id, changed: '' });
  return { id, procedureId, need: need.id };
}

/** The committee votes, nobody objects, and the scene goes on. */
function decide(telling: Telling, procedureId: string, ago: number, go: () => Promise<void>): void {
  const { stage, cast, funds, on } = telling;
  const secretary = cast.who('秦文秀');
  on(ago - 4, async () => {
    await vote(telling, procedureId, funds.committee);
    await stage.act(secretary, closeStep, { id: procedureId });
  });
  on(ago - 13, async () => {
    await stage.act(secretary, closeStep, { id: procedureId });
    await go();
  });
}

/** Handrails: under way, one payment waiting for its second approval. */
function tellHandrails(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  on(75, async () => {
    const rails = await submit(telling, handrails, funds.kindness, '老楼楼梯没有扶手', 'facilities.access', 75);
    decide(telling, rails.procedureId, 75, async () => {
      await stage.act(cast.who('许静'), answerAsHost, { id: rails.procedureId, answer: 'accept', reason: '接受。' });
      await stage.act(cast.who('周敏'), enactProject, { id: rails.procedureId });
    });
    on(40, async () =>
      pay(telling, await authorisationOf(telling, rails.id), '安扶适老工程', '4800', '前两个单元扶手', 'AF-118'),
    );
    on(28, async () => {
      await stage.act(cast.who('郭晓东'), reportProgress, {
        id: rails.id,
        text: '前两个单元装好了，后三个等居民定颜色。',
        services: '2',
        people: '24',
        hours: '',
        percent: '40',
        photo: [await drawing(rail)],
        photo_consent: 'nobody',
      });
    });
    on(3, async () => {
      const { id } = await stage.act(cast.who('何雨晴'), askPayment, {
        authorisationId: await authorisationOf(telling, rails.id),
        payeeOrganisationId: cast.organisation('安扶适老工程'),
        payeeName: '',
        bankDetails: '',
        amount: '3600',
        whatFor: '后三个单元材料款',
        invoiceNumber: 'AF-131',
      });
      await stage.act(cast.who('罗成'), approvePayment, { id });
    });
  });
}

/** Desks: passed by the committee, declined by the charity with its reason. */
function tellDesks(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  on(140, async () => {
    const desks = await submit(telling, reading, funds.books, '课堂的桌椅不够', 'service.education', 140);
    decide(telling, desks.procedureId, 140, async () => {
      await stage.act(cast.who('许静'), answerAsHost, {
        id: desks.procedureId,
        answer: 'decline',
        reason: '书香金余额只够一半，请先缩小规模，或者等下一季再报。',
      });
      await stage.act(cast.who('周敏'), enactProject, { id: desks.procedureId });
    });
  });
}

/** A new service: two committees, then the council, then the grant; the charity has still to answer. */
function tellService(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  const secretary = cast.who('秦文秀');
  on(58, async () => {
    const service = await submit(telling, companion, funds.main, '老人看病没人陪', 'service.medical', 58);
    on(55, async () => {
      await vote(telling, service.procedureId, funds.twoCommittees);
      await stage.act(secretary, closeStep, { id: service.procedureId });
    });
    on(50, async () => {
      await vote(telling, service.procedureId, funds.council);
      await stage.act(secretary, closeStep, { id: service.procedureId });
    });
    on(41, async () => {
      await stage.act(secretary, closeStep, { id: service.procedureId });
      await stage.act(cast.who('周敏'), enactProject, { id: service.procedureId });
    });
    on(14, async () => {
      const granted = (await project(await stage.scope(null), service.id))?.procedureId ?? '';
      await vote(telling, granted, funds.committee, { 徐建华: 'abstain' });
      await stage.act(secretary, closeStep, { id: granted });
      on(5, async () => void (await stage.act(secretary, closeStep, { id: granted })));
    });
  });
}

/** Lights the committee is voting on, and a draft with parts still missing. */
function tellYoung(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  on(6, async () => {
    const lights = await submit(
      telling,
      {
        ...handrails,
        title: '巷口夜灯',
        provider: '便民五金店',
        content: '巷口到三号楼装六盏感应灯。',
        lines: [{ title: '感应灯', quantity: '6', price: '180', source: 'fund' }],
      },
      funds.locks,
      '巷口夜里太黑',
      'facilities.lighting',
      6,
    );
    on(
      2,
      async () =>
        void (await stage.try(cast.who('张桂英'), castVote, { id: lights.procedureId, choice: 'yes', remark: '' })),
    );
  });
  on(
    2,
    async () =>
      void (await write(
        telling,
        { ...reading, title: '冬天的热水点', goals: '', plan: '' },
        funds.main,
        [],
        [stage.day(-10), stage.day(-90)],
      )),
  );
}

/** Mats for the halls: done, some money over, and the committee is voting on where they go. */
function tellMats(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  on(70, async () => {
    const mats = await submit(
      telling,
      {
        ...handrails,
        title: '门厅防滑垫',
        provider: '便民五金店',
        content: '三个门厅铺防滑垫，雨天不滑。',
        lines: [{ title: '防滑垫', quantity: '24', price: '38.5', source: 'fund' }],
      },
      funds.locks,
      '下雨天门厅滑',
      'facilities.access',
      70,
    );
    decide(telling, mats.procedureId, 70, async () => {
      await stage.act(cast.who('许静'), answerAsHost, { id: mats.procedureId, answer: 'accept', reason: '接受。' });
      await stage.act(cast.who('周敏'), enactProject, { id: mats.procedureId });
    });
    on(36, async () =>
      pay(telling, await authorisationOf(telling, mats.id), '便民五金店', '731.5', '防滑垫十九块', '0471'),
    );
    on(11, async () => void (await stage.act(cast.who('周敏'), finishProject, { id: mats.id, met: [mats.need] })));
    on(
      4,
      async () =>
        void (await stage.act(cast.who('周敏'), proposeSurplus, {
          id: mats.id,
          to: 'similar',
          words: '门厅只要十九块就够了，剩下的留给楼道照明，同是老人出门的事。',
        })),
    );
  });
}

/** Other projects, so that every state can be seen. */
export function tellProjects(telling: Telling): void {
  tellHandrails(telling);
  tellDesks(telling);
  tellMats(telling);
  tellService(telling);
  tellYoung(telling);
  tellAdvice(telling);
}
