import type { Who } from './walkers.ts';

/**
 * Who gets in where, route by route, as reviewed: whoever is not named is asked to sign in (a visitor) or refused. A
 * page must show its word to everybody let in, and nothing private but what the line opens.
 */
export interface Line {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly who: readonly Who[];
  /** A word of the demo's that stands on the page for everybody let in (on one's own pages: for the resident). */
  readonly shows?: string;
  /** Kinds of private things that this page lays open to those let in, beside their own. */
  readonly opens?: readonly string[];
  /** The answer to those let in, where it is another than the page itself. */
  readonly answers?: number;
}

const desk = [
  'admin',
  'worker',
  'grid_worker',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
] as const;
/** Everybody who is somebody in the space; whoever is at home elsewhere is a stranger here. */
const here = ['resident', 'member', ...desk] as const;
const account = [...here, 'elsewhere'] as const;
const anyone = ['visitor', ...account] as const;
/** The desk, and whoever holds a seat. */
const seated = ['member', ...desk] as const;

const office = ['admin', 'worker', 'grid_worker'] as const;
const counter = [...office, 'hub'] as const;
/** The desk's hands in projects and activities. */
const carriers = [...counter, 'secretary'] as const;
/** Who oversees what is done, without doing it. */
const oversight = [...carriers, 'supervisor', 'overseer'] as const;
const keepers = ['admin', 'worker', 'secretary'] as const;
const books = ['admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'] as const;
const bookers = ['worker', 'secretary', 'finance'] as const;
const moneyDesk = ['secretary', 'supervisor', 'treasurer', 'finance', 'overseer'] as const;
const register = ['admin', 'worker', 'grid_worker', 'secretary'] as const;
const helpdesk = ['admin', 'worker'] as const;
const clerks = ['worker', 'secretary'] as const;
const openers = ['admin', 'secretary', 'finance'] as const;
const groups = ['admin', 'worker', 'hub'] as const;
const words = ['matter/words'] as const;

const look = (path: string, who: readonly Who[], shows?: string, opens?: readonly string[]): Line => ({
  ...{ method: 'GET', path, who },
  ...(shows === undefined ? {} : { shows }),
  ...(opens === undefined ? {} : { opens }),
});
const deed = (path: string, who: readonly Who[], answers?: number): Line => ({
  ...{ method: 'POST', path, who },
  ...(answers === undefined ? {} : { answers }),
});
const form = (path: string, who: readonly Who[], shows?: string, opens?: readonly string[]): Line[] => [
  look(path, who, shows, opens),
  deed(path, who),
];
const deeds = (path: string, names: string, who: readonly Who[]): Line[] =>
  names.split(' ').map((name) => deed(`${path}/${name}`, who));
const leads = (path: string, who: readonly Who[], answers: number): Line => ({ ...look(path, who), answers });

const shell: readonly Line[] = [
  leads('/prefs', anyone, 303),
  look('/healthz', anyone, 'ok'),
  look('/design', anyone, '样子'),
  look('/assets/linli.css', anyone, '--'),
  look('/assets/:script', anyone, 'addEventListener'),
];

const ways: readonly Line[] = [
  look('/sign-in', anyone, '住户卡'),
  leads('/sign-in/on', anyone, 303),
  ...form('/sign-in/code', anyone, '手机号'),
  ...form('/sign-in/code/enter', anyone),
  ...form('/sign-in/password', anyone, '用户名'),
  ...form('/sign-in/card', anyone),
  ...form('/sign-in/second', anyone),
  look('/sign-out', anyone),
  // Sent by everyone at the very end: it takes the session away.
  deed('/sign-out', anyone, 303),
  look('/me', account, '在哪里登录着'),
  ...form('/me/password', account),
  ...form('/me/second-factor', account),
  deed('/me/second-factor/drop', account),
  deed('/me/sessions/end', account),
];

const ground: readonly Line[] = [
  look('/', anyone, '桐花社区'),
  leads('/setup', anyone, 409),
  deed('/setup', anyone, 409),
  leads('/desk', account, 303),
  look('/desks', account),
  look('/desk/:space/audit', ['admin', 'supervisor', 'overseer'], 'gift'),
  look('/desk/:space/outbox', ['admin'], '2026年'),
  look('/me/:space/messages', here, '站内'),
  look('/s/:space/files/:id', anyone),
  look('/desk/:space/files/:id', desk),
  look('/desk/:space', seated, '说话算数', words),
  look('/desk/:space/tasks', seated),
  look('/desk/:space/find', seated, '一个词'),
  ...form('/desk/:space/tasks/new', desk, '什么事'),
  ...deeds('/desk/:space/tasks/:id', 'done drop', seated),
  look('/s/:space/log', anyone, '它不证明什么'),
  look('/s/:space/log/checkpoint', anyone, '/s/tonghua/log'),
  look('/s/:space/log/tile/:level/:a', anyone),
  look('/s/:space/log/tile/:level/:a/:b', anyone),
  // Places beyond the first thousand tiles, which the demo does not have.
  leads('/s/:space/log/tile/:level/:a/:b/:c', anyone, 404),
  leads('/s/:space/log/tile/:level/:a/:b/:c/:d', anyone, 404),
  look('/s/:space/log/ledger.jsonl', anyone, '"kind":"account"'),
  look('/s/:space/log/keys', anyone, '/s/tonghua/log'),
  look('/s/:space/log/witnesses', anyone),
  look('/s/:space/proof/:kind/:of', anyone, '封页'),
  look('/s/:space/proof/:kind/:of/file', anyone, 'tlog-proof'),
  look('/desk/:space/log', ['admin', 'supervisor', 'overseer'], '见证人'),
  deed('/desk/:space/log', ['admin']),
  deed('/desk/:space/log/:id/end', ['admin']),
  look('/s/:space/rules/parameters', anyone, '公示几天'),
  look('/s/:space/rules/parameters/:key', anyone, 'publication.days'),
  look('/desk/:space/parameters', desk, '公示几天'),
  look('/desk/:space/parameters/:key', desk, 'publication.days'),
  deed('/desk/:space/parameters/:key/set', ['admin']),
];

const places: readonly Line[] = [
  look('/s/:space', anyone, '谁家有事'),
  look('/s/:space/wall', anyone, '桐花社区'),
  look('/s/:space/about', anyone, '云锦新城'),
  look('/desk/:space/about', ['admin']),
  ...deeds('/desk/:space/about', 'figures space', ['admin']),
  look('/desk/:space/places', desk, '第一网格'),
  ...form('/desk/:space/places/new', helpdesk),
  ...form('/desk/:space/places/:id', helpdesk, '桐花里'),
  deed('/desk/:space/places/:id/retire', helpdesk),
];

const people: readonly Line[] = [
  look('/me/:space', here, '谁能替我办事'),
  ...deeds('/me/:space', 'consents helpers helpers/end shown-as erase', here),
  deed('/me/:space/stop-acting', here, 303),
  // One's own data, whole: the one page with one's own telephone number.
  look('/me/:space/data.json', here, '丁一鸣', ['phone']),
  ...form('/me/:space/act-for', here),
  look('/desk/:space/people', register, '张桂英'),
  look('/desk/:space/people/:id', register),
  ...form('/desk/:space/people/new', counter),
  // Whoever corrects a number sees it; every opening is written down.
  ...form('/desk/:space/people/:id/facts', office, undefined, ['phone']),
  look('/desk/:space/households', register, '张桂英家'),
  ...form('/desk/:space/households/new', counter),
  ...form('/desk/:space/households/:id', office),
  ...form('/desk/:space/cards', office, '没留电话'),
  ...form('/desk/:space/people/:id/card', office),
  ...deeds('/desk/:space/people/:id', 'consents helpers helpers/end card/revoke', office),
  ...deeds('/desk/:space/people/:id', 'open sensitive', helpdesk),
  ...deeds('/desk/:space/people/:id', 'mandates/end erase account second', ['admin']),
  look('/desk/:space/mandates', ['admin', 'secretary', 'supervisor', 'overseer'], '何雨晴'),
  ...form('/desk/:space/mandates/new', ['admin']),
  deed('/desk/:space/mandates/end', ['admin']),
];

const organisations: readonly Line[] = [
  look('/s/:space/organisations', anyone, '桐邻社'),
  look('/s/:space/organisations/:id', anyone, '枢纽'),
  look('/s/:space/honours', anyone),
  look('/desk/:space/organisations', [...carriers, 'overseer'], '桐邻社'),
  look('/desk/:space/organisations/:id', [...carriers, 'overseer'], '金淑兰'),
  look('/desk/:space/honours', [...carriers, 'overseer']),
  ...form('/desk/:space/organisations/new', groups),
  ...form('/desk/:space/organisations/:id/edit', groups),
  ...form('/desk/:space/organisations/:id/members/new', groups),
  ...deeds('/desk/:space/organisations/:id', 'members/:member/end check', groups),
  deed('/desk/:space/organisations/:id/admit', ['admin', 'secretary']),
  ...deeds('/desk/:space', 'organisations/:id/honours honours/new', helpdesk),
];

const said: readonly Line[] = [
  ...form('/s/:space/say', anyone),
  look('/s/:space/say/poster', anyone, '扫一扫'),
  look('/s/:space/slip', anyone),
  look('/s/:space/promises', anyone),
  look('/me/:space/voice', here, '2026-'),
  ...deeds('/me/:space/voice/:id', 'reopen withdraw words', here),
  look('/desk/:space/matters', counter, '2026-', words),
  look('/desk/:space/matters/figures', counter),
  ...form('/desk/:space/matters/new', counter),
  look('/desk/:space/matters/:id', counter, '2026-', ['matter/words', 'matter/step']),
  ...deeds('/desk/:space/matters/:id', 'take answer solve close note sort join part reopen withdraw', office),
  ...deeds('/desk/:space/matters/:id/promises/:promise', 'keep move break', office),
  look('/desk/:space/matters/:id/photo/:file', counter),
  ...form('/desk/:space/import', helpdesk),
  look('/desk/:space/import/:id', helpdesk),
  look('/desk/:space/import/:id/report', helpdesk),
  ...deeds('/desk/:space/import/:id', 'map land', helpdesk),
];

const needs: readonly Line[] = [
  look('/s/:space/needs', anyone, '老楼楼梯没有扶手'),
  look('/s/:space/needs/figures', anyone, '合计'),
  look('/s/:space/needs/:id', anyone, '核对过，编了号'),
  ...deeds('/s/:space/needs/:id', 'too not-me', here),
  look('/desk/:space/needs', oversight, '2026-'),
  look('/desk/:space/needs/:id', oversight, '2026-'),
  ...form('/desk/:space/needs/new', office),
  ...form('/desk/:space/needs/:id/edit', office),
  ...deeds('/desk/:space/needs', 'join part', office),
  ...deeds('/desk/:space/needs/:id', 'check withdraw merge split confirm visit', office),
];

const resources: readonly Line[] = [
  look('/s/:space/help', anyone, '我有时间'),
  ...form('/s/:space/help/offer', here),
  look('/s/:space/resources', anyone, '轮椅'),
  look('/s/:space/resources/:id', anyone, '预约'),
  deed('/s/:space/resources/:id/reserve', here),
  look('/me/:space/resources', here, '教手机'),
  ...deeds('/me/:space/resources/:id', 'confirm pause resume end', here),
  ...deeds('/me/:space/bookings/:id', 'out back cancel', here),
  look('/desk/:space/resources', oversight, '轮椅'),
  look('/desk/:space/resources/:id', oversight, '2025-'),
  look('/desk/:space/bookings', oversight, '2026年'),
  ...form('/desk/:space/resources/new', counter),
  look('/desk/:space/resources/labels', counter, '轮椅'),
  look('/desk/:space/lend/:labelCode', counter),
  ...deeds('/desk/:space/resources/:id', 'open refuse', helpdesk),
  ...deeds('/desk/:space/resources/:id', 'confirm pause resume end count lend reserve', counter),
  ...deeds('/desk/:space/bookings/:id', 'out back cancel', counter),
  look('/me/:space/matches', here, '帮忙和被帮'),
  ...deeds('/me/:space/matches/:id', 'accept hand confirm decline withdraw fail', here),
  look('/desk/:space/matches', oversight, '2026-'),
  look('/desk/:space/matches/:id', oversight, '提出配对'),
  look('/desk/:space/needs/:id/matches', oversight),
  look('/desk/:space/resources/:id/matches', oversight),
  ...deeds('/desk/:space/needs/:id/matches', 'propose across', counter),
  ...deeds('/desk/:space/resources/:id/matches', 'propose across', counter),
  ...deeds('/desk/:space/matches/:id', 'accept hand confirm decline withdraw fail', counter),
];

const deciding: readonly Line[] = [
  look('/s/:space/bodies', anyone, '桐花邻里基金管理委员会'),
  look('/s/:space/bodies/:id', anyone, '徐*华'),
  look('/s/:space/rules', anyone, '小额资助规则'),
  look('/s/:space/rules/:id', anyone, '第 1 版'),
  look('/desk/:space/bodies', keepers, '桐花邻里基金管理委员会'),
  look('/desk/:space/bodies/:id', keepers, '徐建华'),
  ...form('/desk/:space/bodies/new', keepers),
  ...form('/desk/:space/rules/new', keepers),
  ...form('/desk/:space/bodies/:id/edit', keepers),
  ...form('/desk/:space/bodies/:id/seats/new', keepers),
  ...deeds('/desk/:space/bodies/:id', 'activate seats/:seat/end', keepers),
  look('/s/:space/decisions', anyone, '楼道里的歇脚凳'),
  look('/s/:space/decisions/:id', anyone, '目标'),
  deed('/s/:space/decisions/:id/object', here),
  look('/desk/:space/decisions', seated, '楼道里的歇脚凳'),
  look('/desk/:space/decisions/:id', seated, '目标'),
  ...form('/desk/:space/decisions/new', keepers),
  // Whose seat it is, the decision itself looks at: the page of a decision refuses whoever has neither seat nor role.
  ...deeds('/desk/:space/decisions/:id', 'vote recuse', here),
  ...deeds('/desk/:space/decisions/:id', 'record close answer', clerks),
  deed('/desk/:space/decisions/:id/host', ['finance']),
  deed('/desk/:space/decisions/:id/withdraw', keepers),
];

const money: readonly Line[] = [
  look('/s/:space/fund', anyone, '清源慈善会'),
  look('/s/:space/funds/:id', anyone, '现在有'),
  // Two givers wished to be named.
  look('/s/:space/ledger', anyone, '桥头诊所', ['name/钱万里']),
  look('/s/:space/give', anyone, '清源慈善会'),
  look('/s/:space/gifts', anyone, '查询码'),
  look('/s/:space/gifts/:code', anyone, '谢谢您'),
  look('/s/:space/gifts/:code/slip', anyone, '桐花邻里基金'),
  look('/s/:space/gifts/:code/letter', anyone, '不是捐赠票据', ['name/钱万里']),
  deed('/s/:space/gifts/:code/name', anyone),
  look('/s/:space/payments/:id', anyone, '何*晴', ['name/钱万里']),
  look('/me/:space/gifts', here, '88.88'),
  look('/desk/:space/money', books, '桐花邻里基金'),
  look('/desk/:space/funds', books, '梁家敬老金'),
  ...form('/me/:space/gifts/tell', here),
  look('/desk/:space/boxes', books, '一楼柜台'),
  look('/desk/:space/boxes/:id', books, '一楼柜台'),
  ...form('/desk/:space/boxes/new', bookers),
  ...deeds('/desk/:space/boxes/:id', 'open in', bookers),
  look('/desk/:space/notices', books, '梁思源'),
  look('/desk/:space/notices/:id', books, '给孩子们买灯'),
  ...deeds('/desk/:space/notices/:id', 'arrived drop', bookers),
  ...form('/desk/:space/orders', ['secretary', 'finance'], '平台订单-秋季.csv'),
  look('/desk/:space/orders/:id', ['secretary', 'finance'], '这是退款'),
  look('/desk/:space/orders/:id/report', ['secretary', 'finance'], 'row.refund'),
  ...deeds('/desk/:space/orders/:id', 'map land', ['secretary', 'finance']),
  look('/desk/:space/receipts', ['finance']),
  ...form('/desk/:space/receipts/numbers', ['finance'], '票据系统导出.csv'),
  look('/desk/:space/receipts/numbers/:id', ['finance'], '票据系统导出.csv'),
  look('/desk/:space/receipts/numbers/:id/report', ['finance'], 'row.no_gift'),
  ...deeds('/desk/:space/receipts/numbers/:id', 'map land', ['finance']),
  look('/desk/:space/gifts', books, '桥头诊所'),
  look('/desk/:space/gifts/:id', books, '钱万里'),
  ...form('/desk/:space/gifts/bank', bookers),
  ...form('/desk/:space/gifts/cash', bookers),
  ...form('/desk/:space/gifts/goods', bookers),
  deed('/desk/:space/gifts/:id/count', ['worker', 'secretary', 'supervisor', 'treasurer', 'finance']),
  deed('/desk/:space/gifts/:id/publicity', bookers),
  ...deeds('/desk/:space/gifts/:id', 'receipt reverse sponsor', ['finance']),
  look('/desk/:space/pledges', books, '便民五金店'),
  look('/desk/:space/pledges/:id', books, '便民五金店'),
  ...form('/desk/:space/pledges/new', bookers),
  ...deeds('/desk/:space/pledges/:id', 'paid release remind', bookers),
  ...form('/desk/:space/funds/new', openers),
  ...form('/desk/:space/funds/:id', openers, '桐花邻里基金'),
  deed('/desk/:space/funds/:id/open', ['admin', 'finance']),
  ...form('/desk/:space/deposit', ['secretary', 'finance']),
  look('/desk/:space/payments', books, '安扶适老工程'),
  look('/desk/:space/payments/:id', [...books, 'member'], '罗成批准'),
  // The desk, and whoever a decision gives money to; a post with nothing in it is read before it is asked who sends it.
  look('/desk/:space/payments/new', [...carriers, 'finance'], '老楼扶手和防滑'),
  deed('/desk/:space/payments/new', [...carriers, 'finance']),
  ...deeds('/desk/:space/payments/:id', 'approve refuse withdraw', here),
  ...deeds('/desk/:space/payments/:id', 'pay receipt reverse settle return', ['finance']),
  ...deeds('/desk/:space/payments/:id', 'papers', ['worker', 'secretary', 'treasurer', 'finance']),
  look('/s/:space/budget', anyone, '楼院里的小工程'),
  look('/s/:space/budgets/:id', anyone, '暑假多开一个月'),
  look('/desk/:space/budgets', books, '桐花邻里基金'),
  look('/desk/:space/budgets/:id', books, '三号院的球台'),
  ...form('/desk/:space/budgets/new', ['secretary', 'treasurer', 'finance']),
  ...form('/desk/:space/budgets/:id/edit', ['secretary', 'treasurer', 'finance']),
  ...deeds('/desk/:space/budgets/:id', 'submit assign', ['secretary', 'treasurer', 'finance']),
  ...deeds('/desk/:space/budgets/:id', 'enact publish', ['secretary', 'finance']),
  look('/s/:space/moves', anyone, '周家助学金'),
  look('/s/:space/moves/:id', anyone, '孩子们盼着看电影'),
  deed('/s/:space/moves/:id/object', here),
  look('/desk/:space/moves', books, '周家助学金'),
  look('/desk/:space/moves/:id', [...books, 'member'], '孩子们盼着看电影'),
  ...form('/desk/:space/moves/new', ['secretary', 'finance']),
  ...form('/desk/:space/moves/end', ['secretary', 'finance']),
  ...deeds('/desk/:space/moves/:id', 'vote stop enact', ['secretary', 'finance']),
  deed('/desk/:space/moves/:id/answer', bookers),
  deed('/desk/:space/moves/:id/objection', clerks),
  deed('/desk/:space/moves/:id/approve', here),
  deed('/desk/:space/moves/:id/carry', ['finance']),
  look('/s/:space/figures', anyone, '够用几个月'),
  look('/desk/:space/figures', books, '请五家店各认一个月'),
  ...deeds('/desk/:space/figures', 'actions end', bookers),
  look('/s/:space/trusts', anyone, '桐花长青慈善信托'),
  look('/s/:space/trusts/:id', anyone, '老楼扶手'),
  look('/desk/:space/trusts', books, '桐花长青慈善信托'),
  look('/desk/:space/trusts/:id', books, '老楼扶手'),
  ...form('/desk/:space/trusts/new', bookers),
  ...deeds('/desk/:space/trusts/:id', 'report project', bookers),
];

const reconciling: readonly Line[] = [
  look('/s/:space/fund/months', anyone, '对上'),
  look('/s/:space/fund/months/:month', anyone, '月底有'),
  look('/desk/:space/hosted', moneyDesk, '梁家敬老金'),
  deed('/desk/:space/hosted/let', ['admin']),
  look('/desk/:space/months', moneyDesk, '该关这个月了'),
  look('/desk/:space/months/:month', moneyDesk, '余额对照'),
  look('/desk/:space/months/:month/vouchers', moneyDesk, '410102'),
  look('/desk/:space/months/:month/balances', moneyDesk, '1002'),
  ...deeds('/desk/:space/months/:month', 'close fee', ['finance']),
  ...form('/desk/:space/fees', ['secretary', 'treasurer', 'finance'], '收入的 2 %'),
  ...deeds('/desk/:space/fees/:id', 'confirm end', ['secretary', 'treasurer', 'finance']),
  deed('/desk/:space/fees/:id/reverse', ['finance']),
  look('/desk/:space/chart', moneyDesk, '5201'),
  deed('/desk/:space/chart/:key', ['finance']),
  ...form('/desk/:space/statements', ['treasurer', 'finance'], '清源银行基本户'),
  deed('/desk/:space/statements/accounts', ['finance']),
  look('/desk/:space/statements/:id', ['treasurer', 'finance'], '清源银行基本户'),
  look('/desk/:space/statements/:id/report', ['treasurer', 'finance']),
  ...deeds('/desk/:space/statements/:id', 'map land drop', ['treasurer', 'finance']),
  look('/desk/:space/reconcile', ['treasurer', 'finance'], '只在账单里'),
  ...form('/desk/:space/reconcile/here', ['treasurer', 'finance'], '只在账本里'),
  ...deeds('/desk/:space/reconcile', 'here/undo confirm again', ['treasurer', 'finance']),
  deed('/desk/:space/reconcile/gifts', ['finance']),
  look('/desk/:space/reconcile/lines/:id', ['treasurer', 'finance'], '原来每一格'),
  ...deeds('/desk/:space/reconcile/lines/:id', 'confirm undo link split not-ours', ['treasurer', 'finance']),
  ...deeds('/desk/:space/reconcile/lines/:id', 'gift deposit interest charge fee refund', ['finance']),
];

const doing: readonly Line[] = [
  look('/s/:space/projects', anyone, '老楼扶手和防滑'),
  look('/s/:space/projects/:id', anyone, '怎么做'),
  look('/desk/:space/projects', [...oversight, 'treasurer', 'finance'], '老楼扶手和防滑'),
  look('/desk/:space/projects/:id', [...oversight, 'treasurer', 'finance'], '怎么做'),
  ...form('/desk/:space/projects/new', carriers),
  ...form('/desk/:space/projects/:id/edit', carriers),
  ...deeds('/desk/:space/projects/:id', 'submit withdraw finish close', carriers),
  deed('/desk/:space/projects/:id/enact', [...carriers, 'finance']),
  ...deeds('/desk/:space/projects/:id', 'report works milestone reached', here),
  look('/s/:space/activities', anyone, '老茶馆'),
  look('/s/:space/activities/:id', anyone, '这次做什么'),
  look('/s/:space/loop', anyone, '受过帮助的'),
  ...deeds('/s/:space/activities/:id', 'join leave', here),
  look('/me/:space/invitations', here, '何雨晴', ['name/何雨晴', 'invitation/words']),
  deed('/me/:space/invitations/:id/answer', here),
  look('/me/:space/activities', here, '夜跑探路'),
  ...form('/me/:space/activities/new', here),
  // Whoever leads an activity sees who comes.
  look('/me/:space/activities/:id', here, '夜跑探路', ['names']),
  ...form('/me/:space/activities/:id/edit', here),
  ...deeds('/me/:space/activities/:id', 'report cancel settle enact/:procedure', here),
  look('/desk/:space/activities', oversight, '冬至汤圆会'),
  look('/desk/:space/activities/:id', oversight, '刘木生'),
  look('/desk/:space/loop', oversight, '受过帮助的'),
  ...form('/desk/:space/activities/new', carriers),
  ...form('/desk/:space/activities/:id/edit', carriers),
  ...deeds('/desk/:space/activities/:id', 'report cancel settle enact/:procedure join leave', carriers),
  ...deeds('/desk/:space/activities/:id', 'allow decline', keepers),
  look('/desk/:space/invitations', oversight, '吴小娣'),
  look('/desk/:space/invitations/:id', carriers, '张桂英', ['invitation/words']),
  ...form('/desk/:space/invitations/new', carriers),
  ...deeds('/desk/:space/invitations/:id', 'answer withdraw', carriers),
  look('/desk/:space/hours', oversight, '刘木生'),
  ...form('/desk/:space/hours/new', carriers),
  deed('/desk/:space/hours/:id/take-back', carriers),
];

const told: readonly Line[] = [
  look('/s/:space/results', anyone, '一共问了'),
  look('/s/:space/trace/:kind/:of', anyone),
  // The code of the slip opens the words of the slip, to whoever holds it.
  ...form('/s/:space/verdict/:code', anyone, '解决了吗', words),
  look('/me/:space/verdicts', here),
  ...form('/me/:space/verdicts/:kind/:id', here),
  ...form('/me/:space/changes/:id', here),
  look('/desk/:space/results', oversight, '2026-'),
  // Whoever rings to ask sees the number to ring.
  ...form('/desk/:space/results/new', carriers, '解决', ['phone', 'matter/words']),
  look('/desk/:space/changes', oversight, '楼道里的歇脚凳'),
  look('/desk/:space/changes/:id', carriers, '采纳', ['change/words']),
  deed('/desk/:space/changes/:id', keepers),
];

const shared: readonly Line[] = [
  look('/s/:space/partners', anyone, '便民五金店'),
  look('/s/:space/partners/:id', anyone, '怎么用'),
  deed('/s/:space/partners/:id/code', here),
  look('/s/:space/partners/:id/:year', anyone, '全年'),
  look('/me/:space/discounts', here, '优惠码'),
  // Whoever holds the till's code is the shop.
  look('/s/:space/till', anyone, '收银码'),
  look('/s/:space/till/:till', anyone, '今天用过的'),
  ...deeds('/s/:space/till/:till', 'redeem undo', anyone),
  look('/desk/:space/partners', books, '便民五金店'),
  ...form('/desk/:space/partners/new', bookers, '商户'),
  look('/desk/:space/partners/:id', books, '每月结算'),
  ...deeds('/desk/:space/partners/:id', 'name renew end print receive', bookers),
  deed('/desk/:space/partners/:id/state', ['secretary', 'finance']),
  look('/desk/:space/partners/:id/till', bookers, '收银码'),
  look('/desk/:space/partners/:id/codes', bookers, '便民五金店'),
];

// Who answers for a campaign stands by name in the plan that is filed.
const answers = ['name/许静'] as const;

const collecting: readonly Line[] = [
  look('/s/:space/campaigns', anyone, '老楼不打滑'),
  look('/s/:space/campaigns.atom', anyone, '老楼不打滑'),
  look('/s/:space/campaigns/:id', anyone, '请先看清楚这五样', answers),
  look('/s/:space/campaigns/:id/poster', anyone, '老楼不打滑'),
  look('/s/:space/collections/:id', anyone, '1 号摊'),
  look('/s/:space/fundraising/:year', anyone, '由近及远'),
  look('/desk/:space/campaigns', books, '春天的花园'),
  ...form('/desk/:space/campaigns/new', bookers, '募捐方案'),
  look('/desk/:space/campaigns/:id', books, '老楼不打滑'),
  ...form('/desk/:space/campaigns/:id/edit', bookers, '募捐方案'),
  ...deeds('/desk/:space/campaigns/:id', 'file open', ['finance']),
  ...deeds('/desk/:space/campaigns/:id', 'end tell', ['secretary', 'finance']),
  ...deeds('/desk/:space/campaigns/:id', 'drop count uncount event', bookers),
  look('/desk/:space/collections/:id', books, '1 号摊'),
  deed('/desk/:space/collections/:id/file', ['finance']),
  ...deeds('/desk/:space/collections/:id', 'hold cancel', bookers),
  look('/desk/:space/fundraising/:year', books, '由近及远'),
  deed('/desk/:space/fundraising/:year', ['secretary', 'finance']),
];

const reporting: readonly Line[] = [
  look('/s/:space/reports', anyone, '有更正'),
  look('/s/:space/reports/:id', anyone, '从哪里来'),
  look('/s/:space/reports/:id/poster', anyone, '钱从哪里来'),
  look('/s/:space/turnover', anyone, '街坊出的时间'),
  look('/s/:space/version', anyone),
  look('/s/:space/ledger.journal', anyone, 'commodity'),
  look('/s/:space/grants.json', anyone, 'amountAwarded'),
  look('/desk/:space/reports', books, '月报'),
  look('/desk/:space/reports/:period', books, '现在账上的数'),
  deed('/desk/:space/reports/:period/publish', ['secretary', 'finance']),
  deed('/desk/:space/reports/:period/show', bookers),
];

/** Every route of the server, and no other. */
export const table: readonly Line[] = [
  ...shell,
  ...ways,
  ...ground,
  ...places,
  ...people,
  ...organisations,
  ...said,
  ...needs,
  ...resources,
  ...deciding,
  ...money,
  ...reconciling,
  ...doing,
  ...told,
  ...shared,
  ...collecting,
  ...reporting,
];
