import { beforeAll, describe, expect, test } from 'vitest';
import { must, type Result } from '#kernel/result';
import { answerMatter, keepPromise, matter, solveMatter, writeDown } from '#modules/intake';
import { addMet, meToo, need } from '#modules/needs';
import { finishProject, project, versionsOf } from '#modules/projects';
import { messagesTo } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { fiveParts, makeGift, makeNeed, makeRunning, type Town } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { giveByCode, giveVerdict, recordVerdict } from './commands.ts';
import { answerChange, proposeChange } from './commands-changes.ts';
import { jobs } from './jobs.ts';
import { askedVoices, changes, closedLoops, toAsk, verdictCounts, verdictsOf } from './queries.ts';

const world = await makeWorld(import.meta.url);
const speaker = await world.person('街坊乙');
const neighbour = await world.person('街坊丙');
const stranger = await world.person('路人丁');
let town: Town;

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);

beforeAll(async () => {
  town = await makeFund(world);
  await makeGift(world, town, '50000', '收1');
});

async function metNeed(title: string, by: Someone = speaker) {
  const made = await makeNeed(world, town, by, title, '2');
  must(await meToo(neighbour.scope, { id: made.needId }));
  must(await act(town.worker.scope, async (inside) => ({ ok: true, value: await addMet(inside, made.needId, 2n) })));
  world.clock.advance({ minutes: 1 });
  return made;
}

const tasksOf = async (id: string) =>
  (await openTasks(town.worker.scope, { limit: 2000 })).filter((task) => task.subjectId === id);

describe('what came of it', () => {
  test('the one who spoke and whoever joined say it; others may not; one denominator for all', async () => {
    const { needId, slip } = await metNeed('楼道扶手松了');
    expect(await verdictCounts(world.visitor, { needIds: [needId] })).toMatchObject({ asked: 2, unanswered: 2 });
    expect(codeOf(await giveVerdict(stranger.scope, { kind: 'need', id: needId, verdict: 'solved' }))).toBe(
      'results.not_yours',
    );
    expect(codeOf(await giveVerdict(stranger.scope, { kind: 'matter', id: slip.id, verdict: 'solved' }))).toBe(
      'results.not_yours',
    );
    must(await giveVerdict(speaker.scope, { kind: 'matter', id: slip.id, verdict: 'solved' }));
    expect(codeOf(await giveVerdict(neighbour.scope, { kind: 'need', id: needId, verdict: 'partly' }))).toBe(
      'results.reason_missing',
    );
    must(
      await recordVerdict(town.worker.scope, {
        ...{ kind: 'need', id: needId, person: neighbour.personId, verdict: 'partly', reason: 'late' },
        ...{ way: 'call', evidence: '3 月 3 日通话' },
      }),
    );
    expect(await verdictCounts(world.visitor, { needIds: [needId] })).toEqual({
      ...{ asked: 2, solved: 1, partly: 1, not: 0, unanswered: 0, own: 1, recorded: 1 },
    });
    const said = await verdictsOf(world.visitor, { kind: 'need', id: needId });
    expect(said.map((one) => [one.verdict, one.way, one.recordedBy])).toEqual([
      ['solved', 'self', null],
      ['partly', 'call', town.worker.personId],
    ]);
    expect((await closedLoops(world.visitor, 5)).map((one) => one.needId)).toContain(needId);
  });

  test('F049 "not solved" opens the need again with the reason alone in public, and the desk must look', async () => {
    const { needId } = await metNeed('健身器材坏了');
    const said = { kind: 'need', id: needId, verdict: 'not', reason: 'came_back', words: '我家 302 又坏了' } as const;
    const { id } = must(await giveVerdict(neighbour.scope, said));
    const reopened = await need(world.visitor, needId);
    expect(reopened).toMatchObject({ state: 'part_met', metQuantity: 1n });
    expect(reopened?.stateReason).toContain('又坏了');
    expect(reopened?.stateReason).not.toContain('302');
    expect((await tasksOf(needId)).map((task) => task.kind)).toContain('results.reopened');
    const row = await town.worker.scope.db
      .selectFrom('verdict')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('302');
  });

  test('a solved matter without a need is asked about and taken up again under its number', async () => {
    const slip = must(
      await writeDown(town.worker.scope, { words: '路灯不亮', channel: 'phone', person: speaker.personId }),
    );
    const early = await giveVerdict(speaker.scope, { kind: 'matter', id: slip.id, verdict: 'solved' });
    expect(codeOf(early)).toBe('results.too_early');
    must(await solveMatter(town.worker.scope, { id: slip.id, way: 'fixed' }));
    const code = `${slip.number}-${slip.code}`;
    expect(codeOf(await giveByCode(world.visitor, { code: `${slip.number}-AAAA`, verdict: 'solved' }))).toBe(
      'results.code_unknown',
    );
    must(await giveByCode(world.visitor, { code: code.toLowerCase(), verdict: 'not', reason: 'quality' }));
    expect((await matter(world.visitor, slip.id))?.state).toBe('new');
    expect((await verdictsOf(world.visitor, { kind: 'matter', id: slip.id }))[0]).toMatchObject({
      ...{ way: 'link', personId: speaker.personId },
    });
  });

  test('a kept promise is asked about too', async () => {
    const slip = must(
      await writeDown(town.worker.scope, { words: '井盖响', channel: 'phone', person: speaker.personId }),
    );
    const promised = { id: slip.id, reply: '去看看', promise: '换井盖', due_on: '2026-12-01' };
    const { promiseId } = must(await answerMatter(town.worker.scope, promised));
    expect(await askedVoices(world.visitor, { matterId: slip.id })).toEqual([]);
    must(await keepPromise(town.worker.scope, { id: promiseId ?? '', result: '换了' }));
    expect(await askedVoices(world.visitor, { matterId: slip.id })).toHaveLength(1);
  });

  test('asked after some days and once more after four weeks; each once, and the due date ends with the last word', async () => {
    const { needId, slip } = await metNeed('楼顶漏水');
    const ask = () => Promise.all(jobs.map((job) => job.run(world.system)));
    await ask();
    await ask();
    expect((await tasksOf(needId)).map((task) => task.kind)).toEqual(['results.call_back']);
    must(await giveVerdict(speaker.scope, { kind: 'matter', id: slip.id, verdict: 'solved' }));
    expect(await tasksOf(needId)).toHaveLength(1);
    must(await giveVerdict(neighbour.scope, { kind: 'need', id: needId, verdict: 'solved' }));
    expect(await tasksOf(needId)).toEqual([]);
    await ask();
    expect(await tasksOf(needId)).toEqual([]);
    world.clock.advance({ days: 29 });
    await ask();
    expect((await tasksOf(needId)).map((task) => task.kind)).toEqual(['results.ask_again']);
    expect((await toAsk(world.visitor, { needIds: [needId] })).every((one) => one.due.again)).toBe(true);
    must(await giveVerdict(speaker.scope, { kind: 'matter', id: slip.id, verdict: 'partly', reason: 'came_back' }));
    must(await giveVerdict(neighbour.scope, { kind: 'need', id: needId, verdict: 'solved' }));
    expect(await tasksOf(needId)).toEqual([]);
    expect(await verdictCounts(world.visitor, { needIds: [needId] })).toMatchObject({ asked: 2, solved: 1, partly: 1 });
  });

  test('the desk writes down what people a project served said on paper, with what shows it', async () => {
    const { needId } = await makeNeed(world, town, speaker, '孩子放学没人管');
    const id = await makeRunning(world, town, needId);
    const paper = { kind: 'project', id, verdict: 'solved', way: 'paper' } as const;
    expect(codeOf(await recordVerdict(town.worker.scope, { ...paper, evidence: '' }))).toBe('results.evidence_missing');
    must(await recordVerdict(town.worker.scope, { ...paper, evidence: '问卷第 1 张' }));
    must(await recordVerdict(town.worker.scope, { ...paper, verdict: 'partly', reason: 'late', evidence: '第 2 张' }));
    expect(await verdictCounts(world.visitor, { needIds: [needId], projectIds: [id] })).toMatchObject({
      ...{ asked: 2, solved: 1, partly: 1, recorded: 2, own: 0 },
    });
    expect(codeOf(await recordVerdict(stranger.scope, { ...paper, evidence: '无' }))).toBe('access.not_allowed');
  });
});

describe('a change of the design', () => {
  test('F049 F068 a verdict proposes it, another person adopts it, version 2 cites it, the writer is told', async () => {
    const { needId, slip } = await makeNeed(world, town, speaker, '送餐太晚');
    const id = await makeRunning(world, town, needId);
    must(await finishProject(town.worker.scope, { id, met: needId }));
    const verdict = { kind: 'matter', id: slip.id, verdict: 'partly', reason: 'late' } as const;
    must(await giveVerdict(speaker.scope, { ...verdict, change: '十一点半就送' }));
    const [proposed] = await changes(world.visitor, { projectIds: [id] });
    expect(proposed).toMatchObject({ state: 'proposed', summary: '', matterId: slip.id });
    const changeId = proposed?.id ?? '';
    expect((await tasksOf(changeId)).map((task) => task.kind)).toEqual(['results.answer_change']);
    const answer = { id: changeId, because: '多数老人十一点半就饿了', summary: '送餐提早到十一点半' } as const;
    expect(codeOf(await answerChange(town.worker.scope, { ...answer, answer: 'accepted', ...fiveParts }))).toBe(
      'results.nothing_changed',
    );
    const leaky = { ...answer, answer: 'declined', summary: '给 13812345678 早送' } as const;
    expect(codeOf(await answerChange(town.worker.scope, leaky))).toBe('results.personal_data');
    const parts = { ...fiveParts, plan: '每天十一点半送' };
    expect(must(await answerChange(town.worker.scope, { ...answer, answer: 'accepted', ...parts })).version).toBe(2);
    const versions = (await versionsOf(world.visitor, [id])).get(id);
    expect(versions?.at(-1)).toMatchObject({ version: 2, changeId, changed: '送餐提早到十一点半' });
    const [told] = await messagesTo(world.visitor, speaker.personId);
    expect(told?.body).toContain('采纳');
    expect(told?.body).toContain('多数老人');
    expect((await changes(world.visitor, { ids: [changeId] }))[0]?.toldAt).not.toBeNull();
    expect(codeOf(await answerChange(town.worker.scope, { ...answer, answer: 'declined' }))).toBe(
      'results.already_answered',
    );
  });

  test('F068 declined with its because; nobody answers their own; strangers propose nothing', async () => {
    const { needId } = await makeNeed(world, town, speaker, '缺午睡的床');
    const id = await makeRunning(world, town, needId);
    expect(codeOf(await proposeChange(stranger.scope, { project: id, text: '换人' }))).toBe('results.not_yours');
    const mine = must(await proposeChange(town.worker.scope, { project: id, text: '换餐盒' }));
    const answer = { because: '餐盒够用', summary: '换餐盒', answer: 'declined' } as const;
    expect(codeOf(await answerChange(town.worker.scope, { ...answer, id: mine.id }))).toBe('results.own_change');
    must(await answerChange(town.secretary.scope, { ...answer, id: mine.id }));
    expect((await project(world.visitor, id))?.version).toBe(1);
    must(await proposeChange(speaker.scope, { project: id, text: '少盐' }));
  });

  test('a change needs a project to change; without one nothing is half written', async () => {
    const { needId } = await metNeed('垃圾桶少');
    const said = { kind: 'need', id: needId, verdict: 'partly', reason: 'too_little', change: '多放两个' } as const;
    expect(codeOf(await giveVerdict(neighbour.scope, said))).toBe('results.no_project');
    expect(await verdictsOf(world.visitor, { kind: 'need', id: needId })).toEqual([]);
  });
});
