import { beforeAll, describe, expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { room } from '#http/projects';
import { must, type Result } from '#kernel/result';
import { answerAsHost, castVote, closeStep, procedure, withdraw } from '#modules/decisions';
import { openFund, reversePayment, setUpFund } from '#modules/funds';
import { balances } from '#modules/ledger';
import { openTasks } from '#modules/tasks';
import { today } from '#platform/scope';
import { makeRule } from '#tests/committee';
import { bankSlip, makeFund } from '#tests/fund';
import {
  makeGift,
  makeNeed,
  makePayment,
  makeRunning,
  passGrant,
  passSurplus,
  type Town,
  voteYes,
} from '#tests/project';
import { makeWorld } from '#tests/world';
import { draftProject, editProject, submitProject } from './commands.ts';
import { closeProject, proposeSurplus } from './commands-closing.ts';
import { enactProject, finishProject } from './commands-course.ts';
import { jobs } from './jobs.ts';
import { project } from './queries.ts';
import { restOf } from './queries-surplus.ts';
import { nextReport } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const speaker = await world.person('街坊乙');
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
let town: Town;

beforeAll(async () => {
  town = await makeFund(world);
  await makeGift(world, town, '20000', '收1');
});

/** A project that is done, of whose 3,000 yuan some were paid. */
async function doneWith(paid: string | null): Promise<string> {
  const { needId } = await makeNeed(world, town, speaker);
  const id = await makeRunning(world, town, needId);
  if (paid !== null) await makePayment(world, town, (await project(world.visitor, id))?.authorisationId ?? '', paid);
  must(await finishProject(town.worker.scope, { id }));
  return id;
}

const close = (id: string) => closeProject(town.worker.scope, { id, lessons: '先问人再买东西' });
const propose = (id: string, to: 'fund' | 'similar' = 'fund') =>
  proposeSurplus(town.worker.scope, { id, to, words: '资助办法第七条' });

describe('what a project did not spend', () => {
  test('F163 without a decision it is not closed; the committee votes, the charity accepts last, and the rest is free again [/desk/:space/projects/:id/surplus]', async () => {
    const id = await doneWith('1234.56');
    expect(await close(id)).toMatchObject({
      fault: { code: 'projects.surplus_undecided', params: { amount: '1,765.44' } },
    });
    expect(codeOf(await proposeSurplus(town.worker.scope, { id, to: 'fund', words: '' }))).toBe(
      'projects.surplus_words_missing',
    );
    const { procedureId } = must(await propose(id));
    const item = await procedure(world.visitor, procedureId);
    expect(item).toMatchObject({ template: 'surplus', amount: null, title: '“助餐试点”剩下的 1,765.44 元去哪里' });
    expect(item?.steps.map((step) => step.kind)).toEqual(['vote', 'host']);
    expect([codeOf(await close(id)), codeOf(await propose(id))]).toEqual([
      'projects.surplus_running',
      'projects.surplus_running',
    ]);
    await voteYes(town, procedureId);
    must(await answerAsHost(town.finance.scope, { id: procedureId, answer: 'accept' }));
    expect(codeOf(await propose(id))).toBe('projects.surplus_decided');
    must(await close(id));
    expect(await project(world.visitor, id)).toMatchObject({ state: 'closed', surplus: 176_544n, surplusTo: 'fund' });
    const account = (await town.worker.scope.db.selectFrom('fund').select('account_id').executeTakeFirstOrThrow())
      .account_id;
    expect((await balances(town.worker.scope, [account ?? ''])).get(account ?? '')?.held).toBe(0n);
  });

  test('declined by the charity it is proposed otherwise; the second decision cites the first', async () => {
    const id = await doneWith(null);
    const first = must(await propose(id)).procedureId;
    await voteYes(town, first);
    must(await answerAsHost(town.finance.scope, { id: first, answer: 'decline', reason: '协议写的是留给助老' }));
    expect(codeOf(await close(id))).toBe('projects.surplus_refused');
    const page = await world.get(town.worker, `/desk/${world.space.slug}/projects/${id}`);
    expect(page.text).toContain('协议写的是留给助老');
    const second = await passSurplus(town, id, 'similar');
    expect((await procedure(world.visitor, second))?.earlierId).toBe(first);
    must(await close(id));
    expect(await project(world.visitor, id)).toMatchObject({ surplus: 300_000n, surplusTo: 'similar' });
  });

  test('a payment that came back after the vote makes another sum, and that is decided anew', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeRunning(world, town, needId);
    const paid = await makePayment(world, town, (await project(world.visitor, id))?.authorisationId ?? '', '2999.99');
    must(await finishProject(town.worker.scope, { id }));
    await passSurplus(town, id);
    must(await reversePayment(town.finance.scope, { id: paid, reason: '户名不对，退票', proof: bankSlip }));
    expect(await close(id)).toMatchObject({
      fault: { code: 'projects.surplus_changed', params: { amount: '3,000.00' } },
    });
    must(await withdraw(town.secretary.scope, { id: must(await propose(id)).procedureId, reason: '先补付' }));
    expect((await restOf(world.visitor, id)).stand).toBe('refused');
    await passSurplus(town, id);
    must(await close(id));
  });

  test('money given for this project alone cannot go on to a purpose that has ended', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const kind = { kind: 'project', driver: 'need' } as const;
    const facts = { ...kind, title: '图书角', needs: [needId], goals: '有书看' };
    const parts = { content: '买书', beneficiaries: '孩子', plan: '五月', evaluation: '数借书的人' };
    const lines = [{ title: '书', quantity: '10', price: '30', source: 'fund' as const }];
    const { id } = must(await draftProject(town.worker.scope, { ...facts, ...parts, lines, fund: town.fund }));
    const pot = must(
      await setUpFund(town.secretary.scope, {
        ...{ kind: 'purpose', name: '图书角专款', purpose: '只给图书角', parentId: town.fund, purposeProjectId: id },
      }),
    ).id;
    must(await openFund(town.finance.scope, { id: pot }));
    must(await editProject(town.worker.scope, { id, ...facts, ...parts, lines, fund: pot }));
    await makeGift(world, { ...town, fund: pot }, '300.01', '收9');
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    await passGrant(world, town, procedureId);
    must(await enactProject(town.worker.scope, { id: procedureId }));
    must(await finishProject(town.worker.scope, { id }));
    expect(codeOf(await propose(id))).toBe('projects.surplus_restricted');
    await passSurplus(town, id, 'similar');
    must(await close(id));
  });

  test('the rule of its own binds it where there is one: two thirds, not half', async () => {
    const id = await doneWith('0.01');
    await makeRule(town.secretary, 'surplus', { share: '3/4' });
    const { procedureId } = must(await propose(id));
    expect((await procedure(world.visitor, procedureId))?.steps[0]?.rule.kind).toBe('surplus');
    for (const [name, choice] of [
      ['王秀英', 'yes'],
      ['李建国', 'yes'],
      ['陈明', 'yes'],
      ['赵敏', 'no'],
    ] as const) {
      const member = town.committee.members[name];
      if (member !== undefined) must(await castVote(member.scope, { id: procedureId, choice }));
    }
    must(await closeStep(town.secretary.scope, { id: procedureId }));
    expect((await procedure(world.visitor, procedureId))?.state).toBe('failed');
    expect(codeOf(await close(id))).toBe('projects.surplus_refused');
  });

  test('a project that is done is told of in full within three months: the clock asks, closing answers [/s/:space/projects/:id]', async () => {
    const id = await doneWith('3000');
    const due = async () => (await openTasks(world.system, { limit: 999 })).filter((one) => one.subjectId === id);
    expect(await due()).toMatchObject([
      { kind: 'projects.final', ownerRole: 'worker', rule: 'disclosure.finalMonths' },
    ]);
    const page = async () => (await world.get(null, `/s/${world.space.slug}/projects/${id}`)).text;
    expect(await page()).toContain('哪天前公开全部情况');
    world.clock.advance({ days: 95 });
    expect(await page()).toContain('就该报了');
    must(await close(id));
    expect(await due()).toEqual([]);
    expect(await page()).not.toContain('哪天前公开全部情况');
  });

  test('past its last day the clock asks once whether it is done', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeRunning(world, town, needId);
    await world.system.db
      .updateTable('project')
      .set({ ends_on: today(world.system) })
      .where('id', '=', id)
      .execute();
    const asked = async () =>
      (await openTasks(world.system, { limit: 999 })).filter(
        (one) => one.subjectId === id && one.kind === 'projects.end',
      );
    for (const days of [0, 1, 1]) {
      world.clock.advance({ days });
      for (const job of jobs) await job.run(world.system);
      expect(await asked()).toHaveLength(days === 0 ? 0 : 1);
    }
    must(await finishProject(town.worker.scope, { id }));
    expect(await asked()).toEqual([]);
  });

  test('a long project is told of at least every three months, whatever the space asks', () => {
    const long = { startsOn: '2026-01-01', endsOn: '2026-12-31' };
    const days = { reportDays: 30, longRunMonths: 6, intervalMonths: 3 };
    expect(nextReport(long, '2026-03-01', days)).toEqual({ dueOn: '2026-03-31', rule: 'progress.reportDays' });
    expect(nextReport(long, '2026-03-01', { ...days, reportDays: 180 })).toEqual({
      ...{ dueOn: '2026-06-01', rule: 'disclosure.intervalMonths' },
    });
    const short = { startsOn: '2026-01-01', endsOn: '2026-06-30' };
    expect(nextReport(short, '2026-03-01', { ...days, reportDays: 180 }).rule).toBe('progress.reportDays');
  });

  test('with nothing over it closes at once; every check holds', async () => {
    const id = await doneWith('3000');
    expect(codeOf(await propose(id))).toBe('projects.surplus_none');
    must(await close(id));
    const found = (await checkSpaces(world.platform)).flatMap((space) => space.findings);
    expect(found.filter((one) => one.first !== null)).toEqual([]);
  });
});
