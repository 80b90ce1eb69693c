import { assignUse, enactBudget, publishBudget, submitBudget, writeBudget } from '#modules/budgets';
import { answerAsHost, closeStep, proceduresOf } from '#modules/decisions';
import { approvePayment, askPayment, openFund, payPayment, settleAdvance, setUpFund, takeReturn } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import {
  addMilestone,
  addWorksPaper,
  draftProject,
  enactProject,
  milestones,
  projectList,
  reachMilestone,
  submitProject,
} from '#modules/projects';
import {
  addTrust,
  addTrustReport,
  answerAsGiver,
  approveMove,
  carryMove,
  enactMove,
  linkTrust,
  move,
  objectToMove,
  planAction,
  proposeMove,
  putToVote,
  recordAnswer,
  windUp,
} from '#modules/stewardship';
import { authorisationOf, drawing, vote } from './course.ts';
import type { Telling } from './script.ts';

const paper = (words: string) =>
  drawing(
    `<rect x="260" y="60" width="440" height="520" fill="#fff" stroke="#23211D" stroke-width="3"/><text x="300" y="160" font-size="44">${words}</text>`,
  );

/** A pot inside the main fund, for one purpose, with what was given for it. */
async function pot(telling: Telling, kind: 'named' | 'purpose', name: string, purpose: string): Promise<string> {
  const { stage, cast, funds } = telling;
  const host = cast.who('许静');
  const { id } = await stage.act(host, setUpFund, {
    ...{ kind, name, purpose, parentId: funds.main, rulesText: '只用在说好的事上；不用了，先问给钱的人。' },
  });
  await stage.act(host, openFund, { id });
  return id;
}

async function give(telling: Telling, fundId: string, donorName: string, amount: string, reference: string) {
  const { stage, cast } = telling;
  return stage.act(cast.who('许静'), recordBankGift, {
    ...{ fundId, way: 'bank', nature: 'gift', sourceClass: 'resident', publicity: 'masked' },
    ...{ donorName, amount, bankReference: reference },
  });
}

/** The committee votes yes on what a move or a project asks, publication passes, the charity accepts. */
function decide(telling: Telling, procedureId: string, ago: number, go: () => Promise<void>): void {
  const { stage, cast, funds, on } = telling;
  const secretary = cast.who('秦文秀');
  on(ago - 3, async () => {
    await vote(telling, procedureId, funds.committee);
    await stage.act(secretary, closeStep, { id: procedureId });
  });
  on(ago - 12, async () => {
    await stage.act(secretary, closeStep, { id: procedureId });
    await go();
  });
}

/** A move that is decided is approved by two and carried out. */
function carry(telling: Telling, id: string, ago: number): void {
  const { stage, cast, on } = telling;
  on(ago, async () => {
    const found = await move(await stage.scope(null), id);
    const procedureId = found?.procedureId ?? '';
    decide(telling, procedureId, ago, async () => {
      await stage.act(cast.who('许静'), answerAsHost, { id: procedureId, answer: 'accept', reason: '接受。' });
      await stage.act(cast.who('秦文秀'), enactMove, { id });
      await stage.act(cast.who('罗成'), approveMove, { id });
      await stage.act(cast.who('邵平'), approveMove, { id });
      await stage.act(cast.who('许静'), carryMove, { id });
    });
  });
}

/** A family fund that ended, money that changed its purpose, and money whose change is being asked about. */
function tellMoves(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  const secretary = cast.who('秦文秀');
  on(330, async () => {
    const family = await pot(telling, 'named', '周家助学金', '给院里上学的孩子添文具。');
    await give(telling, family, '周广仁', '1280.5', 'QY-K-001');
    on(150, async () => {
      const { id } = await stage.act(secretary, windUp, {
        ...{ fundId: family, toFundId: funds.books, reason: '周家搬去外地，不再续签。' },
        basis: '协议第九条：余款转入相近用途的基金。',
      });
      carry(telling, id, 150);
    });
    const stairs = await pot(telling, 'purpose', '六号楼扶手', '只用在六号楼的楼梯扶手上。');
    const gift = await give(telling, stairs, '高淑贞', '420', 'QY-K-002');
    on(140, async () => {
      const { id } = await stage.act(secretary, proposeMove, {
        ...{ fundId: stairs, toFundId: funds.locks, amount: '420', way: 'consent' },
        ...{ reason: '六号楼的扶手由街道装好了。', basis: '同是楼道里的平安事。' },
      });
      await stage.act(cast.who('何雨晴'), recordAnswer, {
        id,
        giftId: gift.id,
        answer: 'yes',
        words: '当面说的，同意。',
      });
      await stage.act(secretary, putToVote, { id });
      carry(telling, id, 139);
    });
  });
  on(120, async () => {
    const film = await pot(telling, 'purpose', '露天电影', '只用在夏天放露天电影上。');
    await give(telling, film, '卢志远', '366', 'QY-K-003');
    on(20, async () => {
      const { id } = await stage.act(secretary, proposeMove, {
        ...{ fundId: film, toFundId: funds.courtyard, amount: '366', way: 'notice' },
        ...{ reason: '放映队不来了，给钱的人也联系不上。', basis: '同是院子里大家一起的事。' },
      });
      const objection = { id, text: '孩子们盼着看电影，能不能自己放？', named: true } as const;
      on(2, async () => void (await stage.act(cast.who('沈丽'), objectToMove, objection)));
    });
  });
  on(60, async () => tellShelf(telling));
}

/** Money whose givers are being asked: one has answered with the code of the slip, one is still to be reached. */
async function tellShelf(telling: Telling): Promise<void> {
  const { stage, cast, funds, on } = telling;
  const shelf = await pot(telling, 'purpose', '楼道书架', '只用在二号楼的楼道书架上。');
  const { lookCode } = await give(telling, shelf, '高淑贞', '188', 'QY-K-004');
  await give(telling, shelf, '卢志远', '66.6', 'QY-K-005');
  on(8, async () => {
    const { id } = await stage.act(cast.who('秦文秀'), proposeMove, {
      ...{ fundId: shelf, toFundId: funds.books, amount: '254.6', way: 'consent' },
      ...{ reason: '楼道要留出消防通道，书架放不下。', basis: '同是给街坊看书。' },
    });
    on(6, async () => {
      const words = '书有人看就好。';
      await stage.act(cast.who('沈丽'), answerAsGiver, { id, code: lookCode, answer: 'yes', words });
    });
  });
}

/** The budget of the year: public, with decisions under its lines, and amended once; the next one is being written. */
function tellBudget(telling: Telling): void {
  const { stage, cast, funds, on } = telling;
  const secretary = cast.who('秦文秀');
  const out = [
    { side: 'out', title: '楼院里的小工程', amount: '6000', note: '扶手、球台、凳子' },
    { side: 'out', title: '一老一小', amount: '5000', note: '陪诊、课后' },
    { side: 'out', title: '管理费', amount: '300', note: '按协议' },
  ] as const;
  const income = [
    { side: 'in', title: '街坊和商户', amount: '9000' },
    { side: 'in', title: '平台上的捐赠', amount: '2500' },
  ] as const;
  const decideBudget = (id: string, ago: number, then: () => Promise<void>) => {
    on(ago, async () => {
      await stage.act(secretary, submitBudget, { id });
      const procedureId = await procedureOfBudget(telling, id);
      decide(telling, procedureId, ago, async () => {
        await stage.act(secretary, enactBudget, { id });
        await stage.act(secretary, publishBudget, { id });
        await then();
      });
    });
  };
  on(110, async () => {
    const year = stage.lastDay.slice(0, 4);
    const lines = [...out, ...income];
    const { id } = await stage.act(secretary, writeBudget, { fundId: funds.main, year, lines });
    decideBudget(id, 110, async () => {});
    on(60, async () => {
      const more = lines.map((line, at) => ({
        ...{ ...line, line: String(at + 1) },
        ...(line.title === '一老一小' ? { amount: '5600' } : {}),
      }));
      const amended = await stage.act(secretary, writeBudget, {
        ...{ fundId: funds.main, year, reason: '暑假多开一个月的课后班。', lines: more },
      });
      decideBudget(amended.id, 60, async () => tellTable(telling, amended.id));
    });
  });
  on(5, async () => {
    const year = String(Number(stage.lastDay.slice(0, 4)) + 1);
    await stage.act(secretary, writeBudget, { fundId: funds.main, year, lines: [...out] });
    await stage.act(cast.who('周敏'), planAction, {
      ...{ fundId: funds.main, year: stage.lastDay.slice(0, 4), title: '请五家店各认一个月' },
      ...{ target: '1500', dueOn: stage.day(-40) },
    });
  });
}

async function procedureOfBudget(telling: Telling, id: string): Promise<string> {
  const found = await proceduresOf(await telling.stage.scope(null), { kind: 'budget', id });
  return found.at(-1)?.id ?? '';
}

/** A small piece of building work, from the owners' consent to an advance settled short and money asked back. */
function tellTable(telling: Telling, budgetId: string): void {
  const { stage, cast, funds, on } = telling;
  const worker = cast.who('周敏');
  on(46, async () => {
    const { id } = await stage.act(worker, draftProject, {
      ...{ title: '三号院的球台', kind: 'project', works: true, driver: 'mixed', fund: funds.main },
      ...{ goals: '老人和孩子有地方打球。', content: '装一张室外球台，铺防滑垫。' },
      ...{ beneficiaries: '三号院八十六户。', plan: '先平地，再装台。', evaluation: '装好一个月后问院里的人。' },
      ...{ provider: cast.organisation('安扶适老工程') },
      lines: [
        { title: '球台', quantity: '1', price: '680', source: 'fund' },
        { title: '防滑垫', quantity: '1', price: '240', source: 'fund' },
      ],
    });
    const file = await paper('三号院');
    await stage.act(worker, addWorksPaper, {
      ...{ id, kind: 'consent', owners: '86', ownersFor: '71', area: '6880', areaFor: '5610', file },
      words: '逐户上门问的，名单存在社区。',
    });
    for (const [supplier, amount, chosen] of [
      ['安扶适老工程', '920', true],
      ['城南体育器材', '1080', false],
      ['乐邻工坊', '990', false],
    ] as const)
      await stage.act(worker, addWorksPaper, { id, kind: 'quote', supplier, amount, chosen });
    await stage.act(worker, addMilestone, { id, title: '地平好', due_on: stage.day(20) });
    await stage.act(worker, addMilestone, { id, title: '球台装好', due_on: stage.day(-6) });
    const { procedureId } = await stage.act(worker, submitProject, { id, changed: '' });
    decide(telling, procedureId, 46, async () => {
      await stage.act(cast.who('许静'), answerAsHost, { id: procedureId, answer: 'accept', reason: '接受。' });
      await stage.act(worker, enactProject, { id: procedureId });
      await spend(telling, id, budgetId);
    });
  });
}

async function spend(telling: Telling, projectId: string, budgetId: string): Promise<void> {
  const { stage, cast, on } = telling;
  const authorisationId = await authorisationOf(telling, projectId);
  await stage.act(cast.who('秦文秀'), assignUse, { id: budgetId, authorisationId, line: '1' });
  const ask = async (more: object): Promise<string> => {
    const { id } = await stage.act(cast.who('何雨晴'), askPayment, {
      ...{ authorisationId, payeeOrganisationId: cast.organisation('安扶适老工程'), amount: '1', whatFor: '' },
      ...more,
    });
    await stage.act(cast.who('罗成'), approvePayment, { id });
    await stage.act(cast.who('邵平'), approvePayment, { id });
    await stage.act(cast.who('许静'), payPayment, { id, bankReference: `QY-A-${id.slice(-8)}` });
    return id;
  };
  const first = await ask({ kind: 'advance', amount: '200', whatFor: '平地的料', settleBy: stage.day(20) });
  on(24, async () => {
    await stage.act(cast.who('许静'), settleAdvance, {
      ...{ id: first, spent: '183.6', receipts: [await paper('平地 183.60')] },
      ...{ bankReference: 'QY-A-退164', proof: await paper('退回 16.40') },
    });
    await stage.act(cast.who('周敏'), reachMilestone, {
      ...{ id: projectId, milestone: await milestoneOf(telling, projectId), words: '比说好的早四天。' },
    });
    const mats = await ask({ amount: '240', whatFor: '防滑垫', invoiceNumber: 'FH-0240' });
    await ask({ kind: 'advance', amount: '120', whatFor: '运球台的车', settleBy: stage.day(-12) });
    on(10, async () => {
      await stage.act(cast.who('许静'), takeReturn, {
        ...{ id: mats, kind: 'clawed_back', amount: '80', reason: '少铺了三分之一，退回相应的钱。' },
        ...{ bankReference: 'QY-A-追80', proof: await paper('追回 80.00') },
      });
    });
  });
}

async function milestoneOf(telling: Telling, projectId: string): Promise<string> {
  const [first] = await milestones(await telling.stage.scope(null), projectId);
  return first?.id ?? '';
}

/** A charitable trust that carries a project, with its yearly report. */
function tellTrust(telling: Telling): void {
  const { stage, cast, on } = telling;
  on(200, async () => {
    const { id } = await stage.act(cast.who('秦文秀'), addTrust, {
      ...{ name: '桐花长青慈善信托', filingNumber: '清民信备〔2025〕3号（演示）', filedOn: stage.day(230) },
      ...{
        authority: '清源区民政局',
        trustee: '清源信托（演示）',
        purpose: '独居老人的陪伴和看病。',
        amount: '500000',
      },
      ...{ startsOn: stage.day(225), endsOn: stage.day(-1600) },
    });
    on(35, async () => {
      await stage.act(cast.who('秦文秀'), addTrustReport, {
        ...{ id, year: stage.day(225).slice(0, 4), summary: '支出三万六千元，陪诊四十一人次；受托人报酬按约定未收。' },
        file: await paper('信托报告'),
      });
    });
    on(12, async () => {
      const found = await projectList(
        await stage.scope(null),
        { q: '老楼扶手', filters: {}, sort: null, page: 1, size: 5 },
        'public',
      );
      const [first] = found.rows;
      if (first !== undefined) await stage.act(cast.who('秦文秀'), linkTrust, { id, projectId: first.id });
    });
  });
}

/** The life of the funds: budgets, money that changes its purpose, a fund that ends, works, advances, a trust. */
export function tellKeeping(telling: Telling): void {
  tellMoves(telling);
  tellBudget(telling);
  tellTrust(telling);
}
