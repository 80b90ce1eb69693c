import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Recounted, recount } from '#algorithms/recount';
import { checkSpaces } from '#app/check';
import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { must } from '#kernel/result';
import {
  beginAcceptance,
  checkIdea,
  countOfRound,
  countRound,
  enactRound,
  ideaFromNeed,
  ideas,
  mergeIdea,
  openVoting,
  ownRounds,
  proposeIdea,
  publishRound,
  round,
  tellProgress,
  writeRound,
} from '#modules/budgeting';
import { answerAsHost, answerObjection, closeStep, procedure, raiseObjection } from '#modules/decisions';
import { addPlace } from '#modules/places';
import { finishProject, project, reportProgress } from '#modules/projects';
import { beginPile, castBallot, checkPlace, closePoll, givePaper, markPaper, poll, readPile } from '#modules/votes';
import type { Actor } from '#platform/scope';
import { makeFund } from '#tests/fund';
import { makeGift, makeNeed } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const { secretary, worker, finance } = town;
const other = await world.person('何社工', ['worker']);
const third = await world.person('马网格', ['grid_worker']);
const admin = await world.person('林管理', ['admin']);

/** Three estates of different sizes: what most votes alone would do to the smallest is what the rule is for. */
const estates = [
  { name: '柳巷里', people: 1600, wants: 13 },
  { name: '云锦苑', people: 950, wants: 13 },
  { name: '桥东楼', people: 450, wants: 10 },
] as const;
const everywhere = 4;

/** Numbers that come again: the story is the same every time. */
let state = 20261;
const below = (end: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.trunc((state / 2 ** 32) * end);
};

interface Resident {
  readonly personId: string;
  readonly estate: number;
}

async function settle(): Promise<{ residents: Resident[]; placeIds: string[] }> {
  const residents: Resident[] = [];
  const placeIds: string[] = [];
  for (const [estate, { name, people }] of estates.entries()) {
    const place = must(
      await addPlace(admin.scope, { kind: 'estate', name, estateType: estate === 1 ? 'new' : 'old' }),
    ).id;
    placeIds.push(place);
    const rows = Array.from({ length: people }, (_, at) => ({
      ...{ space_id: world.space.id, id: newId(world.clock.now()), name: `${name[0]}街坊${at}`, place_id: place },
      ...{ birth_year: 1940 + ((at * 7) % 65), created_at: world.clock.now() },
    }));
    for (let at = 0; at < rows.length; at += 800)
      await world.system.db
        .insertInto('person')
        .values(rows.slice(at, at + 800))
        .execute();
    residents.push(...rows.map((row) => ({ personId: row.id, estate })));
    must(await checkPlace(worker.scope, { place }));
  }
  return { residents, placeIds };
}

const actorOf = (personId: string): Actor => ({
  ...{ accountId: `a-${personId}`, personId, name: '街坊', mandates: [], secondFactor: false, onBehalfOf: null },
  way: 'phone',
});

const receiptOf = (at: number): string => `R${(10_000_000_000 + at).toString()}`.slice(0, 12).padEnd(12, 'A');

/** What somebody wants: mostly things of their own estate, some for all, as far as the money goes. */
function choose(
  estate: number,
  options: readonly { number: number; estate: number | null; cost: bigint }[],
  budget: bigint,
): number[] {
  const chosen: number[] = [];
  let cost = 0n;
  for (const option of options) {
    const likes = option.estate === estate ? 45 : option.estate === null ? 50 : 3;
    if (below(100) >= likes - (option.number % 11) || cost + option.cost > budget) continue;
    chosen.push(option.number);
    cost += option.cost;
  }
  return chosen.length === 0 ? [options[0]?.number ?? 1] : chosen;
}

const refused = async (result: Promise<{ ok: boolean; fault?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'ok' : (answer.fault?.code ?? '');
};

const proposer = (residents: readonly Resident[]) => world.scopeOf(actorOf(residents[0]?.personId ?? ''));

/** Ideas: forty from neighbours and from a need, one that came twice, one that can't be done. */
async function takeIdeas(id: string, residents: readonly Resident[], placeIds: readonly string[]): Promise<void> {
  const scope = proposer(residents);
  const { needId } = await makeNeed(world, town, worker, '楼道太黑');
  must(await ideaFromNeed(worker.scope, { id, needId }));
  const wanted = estates.flatMap(({ name, wants }, estate) =>
    Array.from({ length: wants }, (_, at) => ({ title: `${name}的第 ${at + 1} 件`, place: placeIds[estate] })),
  );
  for (const one of wanted.slice(0, 35)) must(await proposeIdea(scope, { id, ...one, text: '大家常说起。' }));
  for (let at = 1; at <= everywhere; at += 1)
    must(await proposeIdea(scope, { id, title: `全社区的第 ${at} 件`, text: '人人用得上。', named: 'yes' }));
  must(await proposeIdea(scope, { id, title: '再修一遍马路', text: '坑多。' }));
  must(await proposeIdea(scope, { id, title: '楼道的灯', text: '和那条需求一样。' }));
}

async function checkIdeas(id: string): Promise<void> {
  const all = await ideas(world.system, id);
  expect(all).toHaveLength(42);
  for (const [at, idea] of all.entries()) {
    const common = { id, ideaId: idea.id, title: idea.title, text: idea.text };
    const cost = `${4321 + ((at * 7919) % 41_000)}.${String((at * 37) % 100).padStart(2, '0')}`;
    const can = { ...common, verdict: 'feasible', cost, cost_note: '三家问过价', plan: '找人做，做完验收。' } as const;
    if (idea.title === '再修一遍马路')
      must(await checkIdea(worker.scope, { ...common, verdict: 'infeasible', reason: '马路归市政管。' }));
    else if (idea.title === '楼道的灯')
      must(await mergeIdea(worker.scope, { id, ideaId: idea.id, into: all[0]?.id ?? '', reason: '同一件事。' }));
    else must(await checkIdea(worker.scope, can));
  }
}

/** The vote: two thirds by telephone, a third on paper; gives what is written on the paper, ballot by ballot. */
async function voteAll(pollId: string, residents: readonly Resident[], placeIds: readonly string[]): Promise<string[]> {
  const options = ((await poll(world.system, pollId))?.options ?? []).map((one) => ({
    ...{ number: one.number, cost: one.cost ?? 0n },
    estate: one.placeId === null ? null : placeIds.indexOf(one.placeId),
  }));
  const paper: string[] = [];
  for (const [at, { personId, estate }] of residents.entries()) {
    const ballot = choose(estate, options, 24_000_000n).join(' ');
    if (at % 3 !== 0) {
      must(await castBallot(world.scopeOf(actorOf(personId)), { id: pollId, ballot, receipt: receiptOf(at) }));
      continue;
    }
    paper.push(ballot);
    if (at % 30 === 0) must(await givePaper(worker.scope, { id: pollId, personId }));
    must(await markPaper(worker.scope, { id: pollId, personId }));
  }
  return paper;
}

/** Somebody tries to vote twice through two channels, both ways round; an administrator tries to see tallies early. */
async function tryWhatMayNotBe(id: string, pollId: string, residents: readonly Resident[]): Promise<void> {
  const [onPaper, byPhone] = [residents[0]?.personId ?? '', residents[1]?.personId ?? ''];
  const again = { id: pollId, ballot: '1', receipt: 'AAAABBBBCCCC' };
  const byCard = { ...actorOf(byPhone), way: 'card' } as const;
  expect(await refused(castBallot(world.scopeOf(actorOf(onPaper)), again))).toBe('votes.already_voted');
  expect(await refused(givePaper(worker.scope, { id: pollId, personId: byPhone }))).toBe('votes.already_voted');
  expect(await refused(castBallot(world.scopeOf(byCard), again))).toBe('votes.already_voted');
  expect((await world.post(admin, `/desk/liuxiang/votes/${pollId}/close`, {})).status).toBe(409);
  expect((await world.get(admin, `/s/liuxiang/votes/${pollId}/ballots.pb`)).status).toBe(409);
  expect(await refused(countRound(secretary.scope, { id }))).toBe('budgeting.vote_not_over');
  const seen = await world.system.db
    .selectFrom('audit_event')
    .select('person_id')
    .where('command', '=', 'votes.look_early')
    .execute();
  expect(seen.map((one) => one.person_id)).toEqual([admin.personId, admin.personId]);
}

/** Every pile is read twice by two people; the second slips once, and a third looks. */
async function readPapers(pollId: string, paper: readonly string[]): Promise<void> {
  const readers: [Someone, Someone] = [worker, other];
  for (let from = 0; from < paper.length; from += 50) {
    const entries = paper.slice(from, from + 50);
    const { pileId } = must(await beginPile(worker.scope, { id: pollId, size: `${entries.length}` }));
    for (const [turn, reader] of readers.entries()) {
      const typed = turn === 1 && from === 0 ? ['2', ...entries.slice(1)] : entries;
      const { state: left } = must(await readPile(reader.scope, { id: pollId, pileId, entries: typed }));
      if (left === 'third') must(await readPile(third.scope, { id: pollId, pileId, entries }));
    }
  }
}

/** The count is what its rule says, the same for everybody who counts along. */
async function countAlong(id: string, pollId: string, voters: number): Promise<Recounted> {
  must(await countRound(secretary.scope, { id }));
  const [count, of] = [await countOfRound(world.system, id), await round(world.system, id)];
  if (count === null || of === null) throw new Error('counted');
  const file = await world.get(null, `/s/liuxiang/votes/${pollId}/ballots.pb`);
  expect(createHash('sha256').update(file.text).digest('hex')).toBe(of.fileHash);
  const { rule, utility, completion, stop, increment } = of;
  const settings = { rule, utility, completion, stop, increment };
  expect({ ...must(recount({ file: file.text, settings, explain: false })), lost: count.lost }).toEqual(count);
  expect(count.voters).toBe(voters);
  expect(BigInt(count.cost) <= 24_000_000n).toBe(true);
  expect(count.served).toBeGreaterThanOrEqual(count.greedy.served);
  const page = (await world.get(null, `/s/liuxiang/rounds/${id}/result`)).text;
  for (const words of ['人各出', '算到最后手里还剩', '要是只按得票多少选', '在我的浏览器里算', '桥东楼'])
    expect(page).toContain(words);
  return count;
}

/** Objections are answered, then the host answers one by one, the last time with no. */
async function answerAll(id: string, objector: string): Promise<number> {
  must(await beginAcceptance(secretary.scope, { id }));
  const winners = (await ideas(world.system, id)).filter((one) => one.outcome === 'won');
  const projects = await Promise.all(winners.map((one) => project(world.system, one.projectId ?? '')));
  const items = projects.map((one) => one?.procedureId ?? '');
  const [first = ''] = items;
  must(await raiseObjection(world.scopeOf(actorOf(objector)), { id: first, text: '灯别太亮，晚上睡不着。' }));
  const objectionId = (await procedure(world.system, first))?.objections[0]?.id ?? '';
  must(await answerObjection(secretary.scope, { id: first, objectionId, answer: '用暖光，十点后变暗。' }));
  world.clock.advance({ days: 8 });
  for (const [at, item] of items.entries()) {
    must(await closeStep(secretary.scope, { id: item }));
    const no = at === items.length - 1;
    const said = no ? { reason: '这一项归物业出钱，慈善的钱不能替。' } : {};
    must(await answerAsHost(finance.scope, { id: item, answer: no ? 'decline' : 'accept', ...said }));
  }
  expect(must(await enactRound(secretary.scope, { id })).done).toBe(true);
  return winners.length;
}

/** Projects run with their money set aside, the declined one says so, and everybody who voted has heard. */
async function carriedOut(id: string, voters: number): Promise<void> {
  expect((await round(world.system, id))?.state).toBe('done');
  const after = await ideas(world.system, id);
  expect(after.filter((one) => one.outcome === 'declined')).toHaveLength(1);
  for (const one of after.filter((each) => each.outcome === 'won'))
    expect((await project(world.system, one.projectId ?? ''))?.state).toBe('running');
  const told = await world.system.db
    .selectFrom('outbox_message')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('about_kind', '=', 'round')
    .where('body', 'like', '%都有答复了%')
    .executeTakeFirst();
  expect(Number(told?.n)).toBe(voters);
  expect((await world.get(null, `/s/liuxiang/rounds/${id}`)).text).toContain('慈善组织没接受');
}

/** Messages of a round with some words in them. */
async function toldOf(words: string): Promise<{ person_id: string | null }[]> {
  return world.system.db
    .selectFrom('outbox_message')
    .select('person_id')
    .where('about_kind', '=', 'round')
    .where('body', 'like', `%${words}%`)
    .execute();
}

/** The first winner of a neighbour's own reports and is done: whoever proposed it hears of both, every voter once. */
async function toldBack(id: string, residents: readonly Resident[]): Promise<void> {
  const own = residents[0]?.personId ?? '';
  const winner = (await ideas(world.system, id)).find((one) => one.outcome === 'won' && one.personId === own);
  const projectId = winner?.projectId ?? '';
  expect(await refused(tellProgress(world.system, {}))).toBe('budgeting.nothing_new');
  const said = '装好了一半，先亮起来了。';
  must(
    await reportProgress(worker.scope, {
      ...{ id: projectId, text: said, services: '3', people: '41', hours: '2.5', percent: '50' },
    }),
  );
  must(await tellProgress(world.system, {}));
  expect(await refused(tellProgress(world.system, {}))).toBe('budgeting.nothing_new');
  const heard = await toldOf(said);
  expect(heard.length).toBe(residents.length);
  expect(new Set(heard.map((one) => one.person_id)).size).toBe(residents.length);
  must(await finishProject(worker.scope, { id: projectId, met: [] }));
  must(await tellProgress(world.system, {}));
  expect((await toldOf('做完了')).map((one) => one.person_id)).toEqual([own]);
  const [mine] = await ownRounds(proposer(residents), own);
  expect(mine?.own.length).toBeGreaterThan(30);
  expect(mine?.became.get(winner?.id ?? '')).toMatchObject({ stage: 'finished', last: { text: said, percent: 50 } });
  expect((await world.get(null, `/s/liuxiang/rounds/${id}`)).text).toContain(said);
}

test('F053 F055 F203 a whole round: forty projects, three thousand residents, a third on paper, one winner declined by the host [/s/:space/rounds]', async () => {
  const { residents, placeIds } = await settle();
  await makeGift(world, town, '260000.07', 'YS1');
  const { id } = must(
    await writeRound(secretary.scope, {
      ...{
        title: '今年的二十四万',
        text: '楼院里的事，街坊自己定。',
        fundId: town.fund,
        budget: '240000',
        largest: '60000',
      },
      ...{ ballot: 'knapsack', rule: 'equal-shares', utility: 'cost', completion: 'add1u', stop: 'exhaustive' },
      ...{ increment: '1', ideas_until: '2026-03-15', opens_on: '2026-03-20', closes_on: '2026-03-26' },
    }),
  );
  must(await publishRound(secretary.scope, { id }));
  await takeIdeas(id, residents, placeIds);
  await checkIdeas(id);
  expect(await refused(openVoting(secretary.scope, { id }))).toBe('budgeting.ideas_open');
  world.clock.set('2026-03-16T09:00:00+08:00');
  const { pollId } = must(await openVoting(secretary.scope, { id }));
  const vote = await poll(world.system, pollId);
  expect([vote?.options.length, vote?.rollSize]).toEqual([40, residents.length]);
  world.clock.set('2026-03-20T09:00:00+08:00');
  const paper = await voteAll(pollId, residents, placeIds);
  await tryWhatMayNotBe(id, pollId, residents);
  await readPapers(pollId, paper);
  world.clock.set('2026-03-27T09:00:00+08:00');
  must(await closePoll(secretary.scope, { id: pollId }));
  const count = await countAlong(id, pollId, residents.length);
  console.info(table(count, await ideas(world.system, id)));
  expect(await answerAll(id, residents[1]?.personId ?? '')).toBe(count.winners.length);
  await carriedOut(id, residents.length);
  await toldBack(id, residents);
  await printLedger(world.system);
  expect(
    (await checkSpaces(world.platform)).flatMap((one) => one.findings).filter((one) => one.first !== null),
  ).toEqual([]);
}, 900_000);

/** The count as one reads it: what won with what each paid, and what it would have been by most votes. */
function table(
  count: Recounted,
  list: readonly { listed: number | null; title: string; cost: bigint | null }[],
): string {
  const of = (name: string) => list.find((one) => one.listed === Number(name.split('-')[1]));
  const line = (name: string): string => `${of(name)?.title ?? ''} ${formatFen(of(name)?.cost ?? 0n)}`;
  return [
    `${count.voters} 人，选出 ${count.winners.length} 项，${formatFen(BigInt(count.cost))} 元；至少一项称心 ${count.served} 人`,
    ...count.winners.map((name) => `  ${line(name)}`),
    `按得票：${count.greedy.winners.length} 项，${formatFen(BigInt(count.greedy.cost))} 元；称心 ${count.greedy.served} 人`,
  ].join('\n');
}
