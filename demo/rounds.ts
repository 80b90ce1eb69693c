import {
  beginAcceptance,
  checkIdea,
  countRound,
  enactRound,
  ideas,
  mergeIdea,
  openVoting,
  proposeIdea,
  publishRound,
  round,
  tellProgress,
  writeRound,
} from '#modules/budgeting';
import { answerAsHost, closeStep } from '#modules/decisions';
import { project, reportProgress } from '#modules/projects';
import { castBallot, closePoll } from '#modules/votes';
import type { Telling } from './script.ts';
import { old, receiptOf, young } from './votes.ts';

interface Proposed {
  readonly who: string;
  readonly title: string;
  readonly text: string;
  readonly place?: string;
  readonly cost: string | null;
  readonly why?: string;
}

const summer: readonly Proposed[] = [
  { who: '沈丽', title: '凉亭的风扇', text: '下午没风，坐不住人。', place: '云锦新城', cost: '118.5' },
  { who: '张桂英', title: '雨天接送的伞', text: '门口放十把，用完放回。', cost: '96' },
  { who: '刘木生', title: '树下的棋桌', text: '木料有了，缺桌腿。', place: '桐花里', cost: '88.8' },
  { who: '方宁', title: '孩子们的水枪日', text: '周六下午，两小时。', place: '云锦新城', cost: '79.9' },
  { who: '陆芬', title: '楼道的驱蚊草', text: '一层一盆。', place: '桐花里', cost: '66' },
  { who: '杨帆', title: '夜跑的反光带', text: '晚上看得见人。', cost: '58.2' },
  {
    who: '丁一鸣',
    title: '自己修一座游泳池',
    text: '夏天太热。',
    place: '云锦新城',
    cost: null,
    why: '地方不够，也不是这点钱的事。',
  },
];

/** Each chooses by number, as far as three hundred yuan go. */
const ballots = [
  '1 4 6',
  '1 4',
  '1 2 4',
  '1 6',
  '2 4 6',
  '1 4',
  '1 4 6',
  '2 3 5',
  '2 3',
  '3 5',
  '2 3 5',
  '3 5 6',
  '2 5',
  '2 3',
];

async function propose(telling: Telling, id: string, list: readonly Proposed[]): Promise<void> {
  const { stage: s, cast: c } = telling;
  for (const one of list) {
    const place = one.place === undefined ? {} : { place: c.place(one.place) };
    await s.act(c.who(one.who), proposeIdea, { id, title: one.title, text: one.text, ...place, named: 'yes' });
  }
}

async function check(telling: Telling, id: string, list: readonly Proposed[]): Promise<void> {
  const { stage: s, cast: c } = telling;
  for (const idea of await ideas(await s.scope(null), id)) {
    const found = list.find((one) => one.title === idea.title);
    if (found === undefined) continue;
    const common = { id, ideaId: idea.id, title: idea.title, text: idea.text };
    await s.act(c.who('何雨晴'), checkIdea, {
      ...common,
      ...(found.cost === null
        ? { verdict: 'infeasible', reason: found.why ?? '' }
        : { verdict: 'feasible', cost: found.cost, cost_note: '两家店问过价', plan: '街坊自己动手，凭发票报。' }),
    });
  }
}

const rules = {
  ballot: 'knapsack',
  rule: 'equal-shares',
  utility: 'cost',
  completion: 'add1u',
  stop: 'exhaustive',
  increment: '0.1',
} as const;

/** A round from its first day to its last: seven ideas, fourteen ballots, one winner declined by the charity. */
function tellSummer(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const secretary = c.who('秦文秀');
  on(130, async () => {
    const { id } = await s.act(secretary, writeRound, {
      ...{ ...rules, title: '夏天的三百块', text: '三百块钱，过一个凉快的夏天。给大家用的都能提，给一家用的不行。' },
      ...{ fundId: funds.main, budget: '300', largest: '150', ideas_until: s.day(124) },
      ...{ opens_on: s.day(121), closes_on: s.day(116) },
    });
    await s.act(secretary, publishRound, { id });
    on(128, async () => propose(telling, id, summer));
    on(126, async () => {
      await s.act(c.who('姚红'), proposeIdea, { id, title: '门口放几把伞', text: '下雨好用。' });
      const all = await ideas(await s.scope(null), id);
      const [into, twice] = ['雨天接送的伞', '门口放几把伞'].map(
        (title) => all.find((one) => one.title === title)?.id ?? '',
      );
      await s.act(c.who('何雨晴'), mergeIdea, {
        id,
        ideaId: twice ?? '',
        into: into ?? '',
        reason: '说的是同一件事。',
      });
      await check(telling, id, summer);
    });
    on(122, async () => {
      const { pollId } = await s.act(secretary, openVoting, { id });
      on(120, async () => {
        for (const [at, name] of [...young.slice(0, 8), ...old].entries())
          await s.act(c.who(name), castBallot, { id: pollId, ballot: ballots[at] ?? '1', receipt: receiptOf(20 + at) });
      });
      on(115, async () => {
        await s.act(secretary, closePoll, { id: pollId });
        await s.act(secretary, countRound, { id });
        await s.act(secretary, beginAcceptance, { id });
      });
    });
    on(106, async () => answer(telling, id));
    on(97, async () => report(telling, id));
  });
}

async function answer(telling: Telling, id: string): Promise<void> {
  const { stage: s, cast: c } = telling;
  const system = await s.scope(null);
  const won = (await ideas(system, id)).filter((one) => one.outcome === 'won');
  for (const [at, idea] of won.entries()) {
    const procedureId = (await project(system, idea.projectId ?? ''))?.procedureId ?? '';
    await s.act(c.who('秦文秀'), closeStep, { id: procedureId });
    const no = at === won.length - 1;
    const said = no ? '这一项物业已经答应出钱，慈善的钱留给别的事。' : '接受。';
    await s.act(c.who('许静'), answerAsHost, { id: procedureId, answer: no ? 'decline' : 'accept', reason: said });
  }
  await s.act(c.who('秦文秀'), enactRound, { id });
  const after = await round(await s.scope(null), id);
  if (after?.state !== 'done') throw new Error(`demo: the round of the summer is ${after?.state}`);
}

/** What the first winner says of itself on the way; its proposer and everybody who voted hear of it. */
async function report({ stage: s, cast: c }: Telling, id: string): Promise<void> {
  const won = (await ideas(await s.scope(null), id)).find((one) => one.outcome === 'won' && one.projectId !== null);
  await s.act(c.who('何雨晴'), reportProgress, {
    ...{ id: won?.projectId ?? '', text: '东西买好了，周末街坊一起装上。', services: '2', people: '23', hours: '3' },
    percent: '60',
  });
  await s.act(null, tellProgress, {});
}

const autumn: readonly Proposed[] = [
  { who: '沈丽', title: '凉亭改暖亭', text: '挂一圈帘子，冬天也坐得住。', place: '云锦新城', cost: '420' },
  {
    who: '顾长海',
    title: '楼门口的扫帚',
    text: '落叶自己扫。',
    place: '桐花里',
    cost: null,
    why: '物业本来就管这一项。',
  },
];

/** A round that takes ideas, and one that is being written. */
function tellAutumn(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  on(6, async () => {
    const { id } = await s.act(c.who('秦文秀'), writeRound, {
      ...{
        ...rules,
        title: '过冬的八百块',
        text: '天冷了，哪里要添一样？',
        fundId: funds.main,
        budget: '800',
        increment: '1',
      },
      ...{ ideas_until: s.day(-8), opens_on: s.day(-14), closes_on: s.day(-20) },
    });
    await s.act(c.who('秦文秀'), publishRound, { id });
    on(5, async () => {
      await propose(telling, id, autumn);
      await check(telling, id, autumn);
      await s.act(c.who('林悦'), proposeIdea, {
        id,
        title: '雪天的防滑垫',
        text: '每个门洞一块。',
        place: c.place('云锦新城'),
      });
    });
  });
  on(2, async () => {
    await s.act(c.who('秦文秀'), writeRound, {
      ...{ ...rules, title: '明年春天的钱', text: '还在和慈善会商量多少钱。', fundId: funds.main, budget: '500' },
      ...{ ideas_until: s.day(-90), opens_on: s.day(-100), closes_on: s.day(-110) },
    });
  });
}

/** Budgeting rounds: one from ideas to projects, one at its ideas, one being written. */
export function tellRounds(telling: Telling): void {
  tellSummer(telling);
  tellAutumn(telling);
}
