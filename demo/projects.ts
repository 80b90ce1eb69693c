import sharp from 'sharp';
import { seatsToday } from '#modules/bodies';
import {
  answerAsHost,
  answerObjection,
  castVote,
  closeStep,
  declareRecusal,
  raiseObjection,
  recordVotes,
} from '#modules/decisions';
import { approvePayment, askPayment, payPayment } from '#modules/funds';
import { writeDown } from '#modules/intake';
import { checkNeed, draftNeed, meToo } from '#modules/needs';
import {
  closeProject,
  draftProject,
  enactProject,
  finishProject,
  project,
  reportProgress,
  submitProject,
} from '#modules/projects';
import type { Telling } from './script.ts';

type Choice = 'yes' | 'no' | 'abstain';

/** Five parts of a project as the applicants wrote them. */
interface Plan {
  readonly title: string;
  readonly kind: 'project' | 'service';
  readonly goals: string;
  readonly content: string;
  readonly beneficiaries: string;
  readonly plan: string;
  readonly evaluation: string;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: string;
    readonly price: string;
    readonly source: 'fund' | 'own' | 'other';
  }[];
  readonly provider?: string;
  readonly leader?: string;
}

/** A drawing in place of a photo: nobody's face, nobody's door. */
async function drawing(body: string): Promise<{ name: string; bytes: Uint8Array }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><rect width="960" height="640" fill="#F7EBD3"/><path d="M0 520H960" stroke="#23211D" stroke-width="4"/>${body}</svg>`;
  return { name: 'drawing.jpg', bytes: new Uint8Array(await sharp(Buffer.from(svg)).jpeg().toBuffer()) };
}

const bench =
  '<rect x="380" y="380" width="220" height="28" fill="#A8321E"/><path d="M400 408V520M580 408V520M380 330H600" stroke="#23211D" stroke-width="6" fill="none"/><rect x="120" y="120" width="180" height="200" fill="#E2ECF4" stroke="#23211D" stroke-width="4"/>';
const rail =
  '<path d="M160 520L760 160" stroke="#1F6A4B" stroke-width="16"/><path d="M160 520h120v-72h120v-72h120v-72h120v-72h120" stroke="#23211D" stroke-width="5" fill="none"/>';

async function write(
  telling: Telling,
  plan: Plan,
  fundId: string | null,
  needs: readonly string[],
  days: readonly [string, string],
): Promise<string> {
  const { stage, cast } = telling;
  const { id } = await stage.act(cast.who('周敏'), draftProject, {
    title: plan.title,
    kind: plan.kind,
    driver: 'need',
    starts_on: days[0],
    ends_on: days[1],
    needs: [...needs],
    goals: plan.goals,
    content: plan.content,
    beneficiaries: plan.beneficiaries,
    plan: plan.plan,
    evaluation: plan.evaluation,
    lines: [...plan.lines],
    ...(fundId === null ? {} : { fund: fundId }),
    ...(plan.provider === undefined ? {} : { provider: cast.organisation(plan.provider) }),
    ...(plan.leader === undefined ? {} : { leader: cast.who(plan.leader).id }),
  });
  return id;
}

/** The members of a body vote as named; everyone else votes yes. Recused members are passed over by the rule. */
export async function vote(
  telling: Telling,
  procedureId: string,
  bodyId: string,
  others: Readonly<Record<string, Choice>> = {},
): Promise<void> {
  const { stage, cast } = telling;
  const seats = await seatsToday(await stage.scope(null), bodyId);
  const different = new Map(Object.entries(others).map(([name, choice]) => [cast.who(name).id, choice]));
  const [first, ...rest] = seats.filter((seat) => seat.votes);
  for (const seat of first === undefined ? [] : [first, ...rest.slice(0, 2)])
    await stage.try({ id: seat.personId, name: 'member' }, castVote, {
      id: procedureId,
      choice: different.get(seat.personId) ?? 'yes',
      remark: '',
    });
  for (const seat of rest.slice(2))
    await stage.try(cast.who('秦文秀'), recordVotes, {
      id: procedureId,
      votes: [{ seatId: seat.id, choice: different.get(seat.personId) ?? 'yes' }],
    });
}

/** A receipt as a drawing: who, how much. */
function receiptBody(payee: string, amount: string): string {
  return `<rect x="260" y="60" width="440" height="520" fill="#fff" stroke="#23211D" stroke-width="3"/><text x="300" y="150" font-size="40">${payee}</text><text x="300" y="240" font-size="56">¥${amount}</text>`;
}

/** Asks, approves by two, pays. */
async function pay(
  telling: Telling,
  authorisationId: string,
  payee: string,
  amount: string,
  whatFor: string,
  invoice: string,
): Promise<void> {
  const { stage, cast } = telling;
  const { id } = await stage.act(cast.who('何雨晴'), askPayment, {
    authorisationId,
    payeeOrganisationId: cast.organisation(payee),
    payeeName: '',
    bankDetails: '',
    amount,
    whatFor,
    invoiceNumber: invoice,
  });
  await stage.act(cast.who('罗成'), approvePayment, { id });
  await stage.act(cast.who('邵平'), approvePayment, { id });
  const slip = await drawing(receiptBody(payee, amount));
  await stage.act(cast.who('许静'), payPayment, { id, bankReference: `QY-P-${invoice}`, receiptFile: slip });
}

async function authorisationOf(telling: Telling, projectId: string): Promise<string> {
  const found = await project(await telling.stage.scope(null), projectId);
  if (found?.authorisationId == null) throw new Error('the demo project has no authorisation');
  return found.authorisationId;
}

/** Ids of the story that everything else refers to. */
export interface BenchStory {
  matter: string;
  need: string;
  project: string;
}

/** The one long story: from a sentence on the stairs to twelve folding seats. */
export function tellBenches(telling: Telling): BenchStory {
  const { stage, cast, funds, on } = telling;
  const story: BenchStory = { matter: '', need: '', project: '' };
  const worker = cast.who('何雨晴');
  let procedureId = '';
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
    await stage.act(cast.who('周敏'), checkNeed, { id, personal_answer: '' });
    for (const who of ['曹国庆', '陈巧珍', '徐建华', '顾长海', '姚红', '沈福根'])
      await stage.act(cast.who(who), meToo, { id });
  });
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
    procedureId = submitted.procedureId;
  });
  on(121, async () => {
    await stage.try(cast.who('钱万里'), declareRecusal, { id: procedureId, detail: '供货的是我的店。' });
    await vote(telling, procedureId, funds.committee, { 郭晓东: 'no' });
    await stage.act(cast.who('秦文秀'), closeStep, { id: procedureId });
  });
  on(118, async () => {
    const { id: objectionId } = await stage.act(cast.who('孙志强'), raiseObjection, {
      id: procedureId,
      text: '凳子会不会挡住消防通道？',
      named: false,
    });
    on(
      116,
      async () =>
        void (await stage.act(cast.who('秦文秀'), answerObjection, {
          id: procedureId,
          objectionId,
          answer: '折叠起来只有八厘米厚，消防队来看过，通道还有一米二。',
        })),
    );
  });
  on(112, async () => {
    await stage.act(cast.who('秦文秀'), closeStep, { id: procedureId });
    await stage.act(cast.who('许静'), answerAsHost, { id: procedureId, answer: 'accept', reason: '符合章程，接受。' });
    await stage.act(cast.who('周敏'), enactProject, { id: procedureId });
  });
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
  return story;
}

/** Ends the long story after its verdicts: done, closed, what was not spent goes back. */
export function closeBenches(telling: Telling, story: BenchStory): void {
  const { stage, cast, on } = telling;
  on(12, async () => {
    await stage.act(cast.who('周敏'), finishProject, { id: story.project, met: [story.need] });
    await stage.act(cast.who('周敏'), closeProject, {
      id: story.project,
      lessons: '先做一只样凳，让要坐的人试坐，再量产。座高要按老人的腿量。',
    });
  });
}

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

/** Other projects, so that every state can be seen: running, waiting for the vote, declined by the host, a draft, a service. */
export function tellProjects(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  const secretary = cast.who('秦文秀');
  const submit = async (
    plan: Plan,
    fundId: string,
    needTitle: string,
    classCode: string,
    ago: number,
  ): Promise<{ id: string; procedureId: string }> => {
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
    await stage.act(cast.who('周敏'), checkNeed, { id: need.id, personal_answer: '' });
    const id = await write(telling, plan, fundId, [need.id], [stage.day(ago - 10), stage.day(ago - 130)]);
    const { procedureId } = await stage.act(cast.who('周敏'), submitProject, { id, changed: '' });
    return { id, procedureId };
  };
  const decide = (procedureId: string, ago: number, then: () => Promise<void>): void => {
    on(ago - 4, async () => {
      await vote(telling, procedureId, funds.committee);
      await stage.act(secretary, closeStep, { id: procedureId });
    });
    on(ago - 13, async () => {
      await stage.act(secretary, closeStep, { id: procedureId });
      await then();
    });
  };
  on(75, async () => {
    const rails = await submit(handrails, funds.kindness, '老楼楼梯没有扶手', 'facilities.access', 75);
    decide(rails.procedureId, 75, async () => {
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
  on(140, async () => {
    const desks = await submit(reading, funds.books, '课堂的桌椅不够', 'service.education', 140);
    decide(desks.procedureId, 140, async () => {
      await stage.act(cast.who('许静'), answerAsHost, {
        id: desks.procedureId,
        answer: 'decline',
        reason: '书香金余额只够一半，请先缩小规模，或者等下一季再报。',
      });
      await stage.act(cast.who('周敏'), enactProject, { id: desks.procedureId });
    });
  });
  on(58, async () => {
    const service = await submit(companion, funds.main, '老人看病没人陪', 'service.medical', 58);
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
    on(38, async () => {
      const granted = (await project(await stage.scope(null), service.id))?.procedureId ?? '';
      await vote(telling, granted, funds.committee, { 徐建华: 'abstain' });
      await stage.act(secretary, closeStep, { id: granted });
      on(29, async () => void (await stage.act(secretary, closeStep, { id: granted })));
    });
  });
  on(6, async () => {
    const lights = await submit(
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
