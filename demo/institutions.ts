import { activateBody, addSeat, adoptRule, setUpBody } from '#modules/bodies';
import { openFund, setUpFund } from '#modules/funds';
import type { Cast } from './cast.ts';
import type { Stage } from './stage.ts';

/** Bodies and funds of the demo. */
export interface Institutions {
  readonly committee: string;
  readonly council: string;
  readonly twoCommittees: string;
  readonly supervisory: string;
  readonly main: string;
  readonly kindness: string;
  readonly books: string;
  readonly locks: string;
  readonly courtyard: string;
}

type SeatPlan = readonly (readonly [
  kind: 'resident' | 'donor' | 'charity' | 'community' | 'supervisor' | 'chair' | 'member' | 'enterprise',
  name: string,
])[];

async function body(
  stage: Stage,
  cast: Cast,
  kind: 'committee' | 'two_committees' | 'council' | 'supervisory',
  name: string,
  charter: string,
  seats: SeatPlan,
  host?: string,
): Promise<string> {
  const secretary = cast.who('周敏');
  const { id } = await stage.act(secretary, setUpBody, { kind, name, charter, hostOrganisationId: host ?? '' });
  for (const [seat, who] of seats)
    await stage.act(secretary, addSeat, {
      bodyId: id,
      kind: seat,
      personId: cast.who(who).id,
      noVote: seat === 'supervisor',
      startsOn: stage.today(),
    });
  await stage.act(secretary, activateBody, { id });
  return id;
}

const voting = {
  quorum: '2/3',
  share: '1/2',
  way: 'more_than',
  of: 'present',
  publicationDays: '7',
  answerDays: '3',
  voteDays: '7',
  hostDays: '10',
  approvalsNeeded: '2',
} as const;

/** Sets up who decides, under which rules, and the funds they decide about. */
export async function foundInstitutions(stage: Stage, cast: Cast): Promise<Institutions> {
  const worker = cast.who('周敏');
  const charity = cast.organisation('清源慈善会');
  const committee = await body(
    stage,
    cast,
    'committee',
    '桐花邻里基金管理委员会',
    '审议和决定基金的资助\n公开每一次决定和理由\n有利害关系的委员回避\n监督员列席，发表意见，不投票',
    [
      ['chair', '徐建华'],
      ['resident', '张桂英'],
      ['donor', '钱万里'],
      ['charity', '谢文'],
      ['community', '秦文秀'],
      ['resident', '孙志强'],
      ['enterprise', '郭晓东'],
      ['supervisor', '唐克勤'],
    ],
    charity,
  );
  const twoCommittees = await body(stage, cast, 'two_committees', '社区“两委”', '把关新服务进社区\n向议事会说明理由', [
    ['chair', '秦文秀'],
    ['member', '周敏'],
    ['member', '马建国'],
  ]);
  const council = await body(stage, cast, 'council', '居民议事会', '议居民的事，定居民的规矩\n每月一次，谁都能旁听', [
    ['chair', '顾长海'],
    ['member', '白玉梅'],
    ['member', '姚红'],
    ['member', '江涛'],
    ['member', '沈丽'],
  ]);
  const supervisory = await body(stage, cast, 'supervisory', '居务监督委员会', '看账、看会、看服务\n意见要答复', [
    ['chair', '唐克勤'],
    ['member', '曹国庆'],
    ['member', '赵丽华'],
  ]);
  const rules = [
    [
      'grant',
      '小额资助规则',
      '每一笔资助由基金管理委员会表决。到会不少于三分之二，过半数同意为通过；有利害关系的回避，不计入到会和表决。通过后公示七天，有异议三天内答复，最后由代管的慈善会接受或者说明理由不接受。',
    ],
    ['micro', '微基金规则', '三百元到五百元的院落小事，委员会简单表决，慈善会付款。'],
    ['admission', '第三方服务准入规则', '新的服务先报“两委”，再经议事会，公示七天。'],
    ['change', '改规矩的规矩', '规矩由委员会表决，公示七天后生效。'],
    [
      'surplus',
      '剩余款去向规则',
      '项目做完还有没用的钱，结项以前由委员会定去向，到会的三分之二同意才算通过，最后由代管的慈善会接受。照协议和募捐方案；没有写的，留给相同或者相近的事。',
    ],
  ] as const;
  for (const [kind, title, text] of rules)
    await stage.act(worker, adoptRule, {
      kind,
      title,
      text,
      basis: '第一次全体会议',
      inForceFrom: stage.today(),
      ...voting,
      ...(kind === 'micro' ? { publicationDays: '1' } : {}),
      ...(kind === 'surplus' ? ({ share: '2/3', way: 'at_least' } as const) : {}),
    });
  const funds = await openFunds(stage, cast, committee);
  return { committee, council, twoCommittees, supervisory, ...funds };
}

async function openFunds(
  stage: Stage,
  cast: Cast,
  committee: string,
): Promise<Pick<Institutions, 'main' | 'kindness' | 'books' | 'locks' | 'courtyard'>> {
  const host = cast.who('许静');
  const shared = {
    hostOrganisationId: cast.organisation('清源慈善会'),
    agreementFrom: stage.today(),
    agreementUntil: stage.day(-730),
    committeeBodyId: committee,
    certificateNumber: '慈募证字第 0358 号（演示）',
    planText: '款物用于桐花邻里基金章程写明的社区互助；募捐成本为零；剩余款物用于相近的社区慈善事。',
    contactText: '清源慈善会，6210 0188，清源路 2 号',
    queryText: '账本页随时可查；也可到慈善会查阅、复制收支资料。',
    bankText: '户名：清源慈善会（演示账号，请勿汇款）。附言写“桐花邻里”。',
  };
  const open = async (
    kind: 'main' | 'named' | 'micro',
    name: string,
    purpose: string,
    agreement: string,
    more: { parentId?: string; ceiling?: string } = {},
  ): Promise<string> => {
    const { id } = await stage.act(host, setUpFund, {
      kind,
      name,
      purpose,
      rulesText: '每笔支出都要有决定，两个人核，慈善会付。',
      agreementNumber: agreement,
      ...shared,
      ...more,
    });
    await stage.act(host, openFund, { id });
    return id;
  };
  const main = await open('main', '桐花邻里基金', '街坊遇到的难处，一起想办法。', '清慈协〔2025〕11号');
  const kindness = await open('named', '梁家敬老金', '给独居老人添一点方便。', '清慈协〔2025〕12号', {
    parentId: main,
  });
  const books = await open('named', '云锦书香金', '孩子看书、写作业的地方。', '清慈协〔2025〕13号', { parentId: main });
  const locks = await open('named', '一锁一元平安金', '楼道灯、门锁、防滑条。', '清慈协〔2025〕14号', {
    parentId: main,
  });
  const courtyard = await open('micro', '院落微基金', '院子里的小事，三五百元就能办。', '清慈协〔2025〕15号', {
    parentId: main,
    ceiling: '500',
  });
  return { main, kindness, books, locks, courtyard };
}
