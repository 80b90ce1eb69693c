import { activateBody, addSeat, ruleInForce, setUpBody } from '#modules/bodies';
import {
  addCompetence,
  answerStep,
  askSkip,
  closeStep,
  draftPlan,
  propose,
  proposePlan,
  proposeRule,
  putOffStep,
  secondSkip,
  writePlanStep,
} from '#modules/decisions';
import { addStatute, recordSignature, remindOfPact, signPact, writePact } from '#modules/statutes';
import { tellPactDraft } from './consultations.ts';
import { vote } from './course.ts';
import type { Telling } from './script.ts';

type Seats = readonly (readonly [kind: 'chair' | 'member', name: string])[];

/** Who decides what, and by which steps: the list, the register, the pact, and procedures in every state. */
export function tellProcedures(telling: Telling): void {
  tellRegister(telling);
  tellPact(telling);
  tellList(telling);
  tellCourtyard(telling);
  tellChanges(telling);
}

function tellRegister({ stage: s, cast: c, on }: Telling): void {
  const secretary = c.who('秦文秀');
  const entries: readonly Parameters<typeof addStatute>[1][] = [
    {
      ...{ title: '中华人民共和国慈善法', level: 'law', issuer: '全国人民代表大会常务委员会', uses: ['rule:grant'] },
      ...{
        document: '2023 年修正',
        summary: '捐来的钱怎么用、怎么公开，最后由慈善组织负责。',
        inForceFrom: '2024-09-05',
      },
    },
    {
      ...{ title: '城市居民委员会组织法', level: 'law', issuer: '全国人民代表大会常务委员会' },
      ...{ document: '2018 年修正', summary: '关系全体居民的事，居民会议定。', inForceFrom: '2018-12-29' },
      uses: ['plan:four_two'],
    },
    {
      ...{ title: '物业维修资金使用细则', level: 'local', issuer: '市住房局', document: '演示用，不是真文件' },
      ...{
        summary: '共用部位的维修，业主按面积和人数一起定。',
        inForceFrom: s.day(372),
        reviewOn: s.day(-20),
        uses: [],
      },
    },
    {
      ...{ title: '社区服务项目准入指引（试行）', level: 'guide', issuer: '区民政局', document: '演示用，不是真文件' },
      ...{ summary: '新服务先报两委，再经议事会。', inForceFrom: s.day(372), validUntil: s.day(12) },
      uses: ['plan:membership', 'rule:admission'],
    },
    {
      ...{ title: '居民议事会章程', level: 'community', issuer: '居民会议', document: '' },
      ...{ summary: '每月一次，谁都能旁听。', inForceFrom: s.day(372), reviewOn: s.day(-300), uses: ['rule:change'] },
    },
  ];
  on(365, async () => {
    for (const entry of entries) await s.act(secretary, addStatute, entry);
  });
}

function tellPact({ stage: s, cast: c, funds, on }: Telling): void {
  on(210, async () => {
    const { id } = await s.act(c.who('秦文秀'), writePact, {
      ...{ title: '桐花邻里公约', basis: '居民会议举手通过，四十一户到会。', inForceFrom: s.today() },
      text: '楼道是大家的，东西不堆在外面。\n晚上十点以后，电视和孩子都小声些。\n谁家老人一个人在家，出门时敲一声门。\n遛狗牵绳，随手收拾。\n有话当面说，说不通找调解，不在群里骂人。',
    });
    tellPactDraft({ stage: s, cast: c, funds, on }, id);
  });
  on(205, async () => {
    for (const name of ['张桂英', '沈丽', '姚红', '江涛', '方宁', '白玉梅'])
      await s.act(c.who(name), signPact, { agree: 'yes' });
    for (const name of ['沈福根', '陈巧珍', '田秀芝', '曹国庆'])
      await s.act(c.who('周敏'), recordSignature, { personId: c.who(name).id, household: false, signedOn: s.day(207) });
  });
  on(38, async () => {
    await s.act(c.who('马建国'), remindOfPact, {
      ...{ personId: c.who('方宁').id, clause: '楼道是大家的，东西不堆在外面。' },
      text: '门口的两只纸箱，方便时挪进屋里，谢谢您',
    });
  });
}

function tellList({ stage: s, cast: c, on }: Telling): void {
  const lines: readonly Parameters<typeof addCompetence>[1][] = [
    {
      ...{ title: '新服务进社区', area: 'services', who: '“两委”同意以后，居民议事会定' },
      ...{ basis: '第三方服务准入规则', text: '助餐、理发、讲座，凡是外面来的。', template: 'admission' },
    },
    {
      ...{ title: '院子里动土、改公共地方', area: 'place', who: '居民代表会议定，四议两公开' },
      ...{ basis: '城市居民委员会组织法', text: '修院墙、铺路、种树挪树。', template: 'four_two' },
    },
    {
      ...{
        title: '换管委会的成员',
        area: 'people',
        who: '先听监督委员会，再由管委会定',
        basis: '议事会章程',
        text: '',
      },
      template: 'membership',
    },
    {
      ...{ title: '改规矩', area: 'rules', who: '按那条规矩自己写明的程序', basis: '改规矩的规矩', text: '' },
      template: 'change',
    },
    {
      ...{ title: '三五百元的院落小事', area: 'daily', who: '管委会简单表决，慈善会付款' },
      ...{ basis: '微基金规则', text: '', template: 'micro' },
    },
    {
      ...{ title: '楼道谁扫、几点关灯', area: 'daily', who: '一个楼的街坊自己商量', basis: '邻里公约', text: '' },
      template: '',
    },
  ];
  on(360, async () => {
    for (const line of lines) await s.act(c.who('秦文秀'), addCompetence, line);
  });
  on(1, async () => {
    await s.act(c.who('秦文秀'), addCompetence, {
      ...{ title: '给街坊的事出钱', area: 'money', who: '小额两个人核，中额管委会定，大额街坊也要投票' },
      ...{ basis: '小额资助规则', text: '项目要的钱，按数目走不同的程序。', template: 'grant' },
      ...{ smallUpTo: '2000', middleUpTo: '20000' },
    });
  });
}

/** A wall of the courtyard by the four discussions: one step left out with a reason, and now to be done. */
function tellCourtyard(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  const secretary = c.who('秦文秀');
  on(75, async () => {
    const board = async (kind: 'party_branch' | 'party_members' | 'residents', name: string, seats: Seats) => {
      const charter = { party_branch: '提议', party_members: '审议', residents: '决议' }[kind];
      const set = { kind, name, charter: `四议两公开里，由它${charter}`, hostOrganisationId: '' };
      const { id } = await s.act(c.who('周敏'), setUpBody, set);
      for (const [seat, who] of seats)
        await s.act(c.who('周敏'), addSeat, {
          ...{ bodyId: id, kind: seat, personId: c.who(who).id, noVote: false, startsOn: s.today() },
        });
      await s.act(c.who('周敏'), activateBody, { id });
      return id;
    };
    const branch = await board('party_branch', '社区党支部', [
      ['chair', '马建国'],
      ['member', '徐建华'],
      ['member', '顾长海'],
    ]);
    await board('party_members', '党员大会', [
      ['chair', '徐建华'],
      ['member', '马建国'],
      ['member', '白玉梅'],
    ]);
    const residents = await board('residents', '居民代表会议', [
      ['chair', '顾长海'],
      ['member', '姚红'],
      ['member', '江涛'],
      ['member', '沈丽'],
      ['member', '张桂英'],
    ]);
    const { procedureId: id } = await s.act(secretary, propose, {
      ...{ template: 'four_two', title: '修东院墙' },
      text: '东边院墙松了十一米，雨季前拆了重砌，矮一截，留出种花的槽。\n工料由街道的老旧小区改造经费出，不动基金。',
    });
    await vote(telling, id, branch);
    await s.act(secretary, closeStep, { id });
    on(68, async () => {
      await vote(telling, id, telling.funds.twoCommittees);
      await s.act(secretary, closeStep, { id });
      await s.act(secretary, askSkip, { id, reason: '党员大会和居民代表会议同一晚开，党员都在场，合在一起议。' });
      await s.act(c.who('徐建华'), secondSkip, { id });
    });
    on(62, async () => {
      await vote(telling, id, residents, { 江涛: 'no' });
      await s.act(secretary, closeStep, { id });
    });
    on(50, async () => {
      await s.act(secretary, closeStep, { id });
    });
  });
}

/** A rule and a procedure on their way: one changed, one being decided after it was put off, a draft, and an opinion asked. */
function tellChanges(telling: Telling): void {
  const { stage: s, cast: c, on } = telling;
  const secretary = c.who('秦文秀');
  on(58, async () => {
    const known = await ruleInForce(await s.scope(null), 'admission');
    const { procedureId: id } = await s.act(secretary, proposeRule, {
      ...{ id: known?.id ?? '', reason: '服务进来以后没人回头看。加一条：半年回访一次，街坊说不好就再议。' },
      ...{ title: '第三方服务准入规则', inForceFrom: s.day(45), quorum: '2/3', share: '1/2', way: 'more_than' },
      text: '新的服务先报“两委”，再经议事会，公示七天。进来以后半年回访一次，街坊说不好的，回到议事会再议。',
      ...{ of: 'present', publicationDays: '7', answerDays: '3', voteDays: '7', hostDays: '10', approvalsNeeded: '2' },
      ...{ tie: 'fails', abstention: 'present', changedBy: 'change', validUntil: s.day(-700) },
    });
    on(56, async () => {
      await vote(telling, id, telling.funds.committee);
      await s.act(secretary, closeStep, { id });
    });
    on(47, async () => {
      await s.act(secretary, closeStep, { id });
    });
  });
  on(6, async () => {
    const { id } = await s.act(secretary, draftPlan, { code: 'admission' });
    await s.act(secretary, writePlanStep, {
      ...{ id, step: '', kind: 'opinion', who: 'role:supervisor', text: '进来半年以后，街坊怎么说', days: '10' },
      ...{ yes: 'next', no: 'next', lapses: 'yes', escalate: 'overseer' },
    });
    const { procedureId } = await s.act(secretary, proposePlan, {
      ...{ id, reason: '让监督员说一句，再算定。', inForceFrom: s.day(-30) },
    });
    on(4, async () => {
      await s.act(secretary, putOffStep, { id: procedureId, until: s.day(-8), reason: '两位委员出差，等人到够。' });
    });
  });
  on(3, async () => {
    await s.act(secretary, draftPlan, { code: 'membership' });
    await s.act(secretary, propose, {
      ...{ template: 'membership', title: '请一位街坊接居民委员的席位', bodyId: telling.funds.committee },
      text: '一位居民委员年底搬走，议事会推荐一位住 B 座的街坊接任，任到下一届。',
    });
  });
  on(2, async () => {
    const { procedureId: id } = await s.act(secretary, propose, {
      ...{ template: 'membership', title: '请一位老街坊长期旁听', bodyId: telling.funds.supervisory },
      text: '监督委员会开会时，想请一位退休会计旁听，不投票。',
    });
    await s.act(c.who('唐克勤'), answerStep, { id, answer: 'yes', reason: '旁听不投票，我们欢迎。' });
  });
}
