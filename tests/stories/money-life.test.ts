import { beforeAll, describe, expect, test } from 'vitest';
import { room as budgetRoom } from '#http/budgets';
import { room as decisionRoom } from '#http/decisions';
import { room as funds } from '#http/funds';
import { room as gifts } from '#http/gifts';
import { room as ledger } from '#http/ledger';
import { room as projects } from '#http/projects';
import { room as stewardshipRoom } from '#http/stewardship';
import { room as tasks } from '#http/tasks';
import { must, type Result } from '#kernel/result';
import {
  assignUse,
  checks as budgetChecks,
  budgetInForce,
  enactBudget,
  publishBudget,
  submitBudget,
  writeBudget,
} from '#modules/budgets';
import { answerAsHost, castVote, closeStep } from '#modules/decisions';
import {
  approvePayment,
  askPayment,
  fund,
  checks as fundChecks,
  openFund,
  paymentsOf,
  payPayment,
  settleAdvance,
  setUpFund,
  takeReturn,
} from '#modules/funds';
import { checks as giftChecks, giftTrace, recordBankGift } from '#modules/gifts';
import { balances, ledgerChecks } from '#modules/ledger';
import { enactProject, submitProject } from '#modules/projects';
import {
  answerMoveObjection,
  approveMove,
  carryMove,
  enactMove,
  checks as lifeChecks,
  move,
  objectToMove,
  proposeMove,
  putToVote,
  recordAnswer,
  watches,
  watchFunds,
  windUp,
} from '#modules/stewardship';
import { runChecks } from '#platform/check';
import { makeRule } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { makeDraft, makeNeed, makeRunning, passGrant, voteYes } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, {
  rooms: [tasks, ledger, funds, gifts, budgetRoom, stewardshipRoom, projects, decisionRoom],
});
const town = await makeFund(world);
const { finance, secretary, treasurer, worker } = town;
const member = town.committee.members['王秀英'] ?? finance;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const paper = (name: string) => ({ bytes: new TextEncoder().encode(`%PDF-1.4\n${name}\n%%EOF\n`), name });
let at = 0;
const reference = () => {
  at += 1;
  return `流水${at}`;
};

const give = async (fundId: string, amount: string, donorName = '王秀兰'): Promise<string> =>
  must(
    await recordBankGift(finance.scope, {
      ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' },
      ...{ fundId, amount, donorName, bankReference: reference() },
    }),
  ).id;
const standing = async (id: string) => (await fund(world.system, id))?.standing;
const broken = async () => {
  const all = [...fundChecks, ...giftChecks, ...budgetChecks, ...lifeChecks];
  return [...(await ledgerChecks(world.system)), ...(await runChecks(world.system, all))].filter(
    (one) => one.first !== null,
  );
};
const small = async (kind: 'named' | 'purpose', name: string): Promise<string> => {
  const { id } = must(await setUpFund(secretary.scope, { kind, name, purpose: name }));
  must(await openFund(finance.scope, { id }));
  return id;
};
async function paid(ask: object): Promise<string> {
  const { id } = must(await askPayment(worker.scope, { payeeOrganisationId: town.provider, ...ask } as never));
  must(await approvePayment(treasurer.scope, { id }));
  must(await approvePayment(member.scope, { id }));
  must(await payPayment(finance.scope, { id, bankReference: reference() }));
  world.clock.advance({ minutes: 1 });
  return id;
}
const decide = async (moveId: string) => {
  const found = await move(world.system, moveId);
  await passGrant(world, town, found?.procedureId ?? '');
  must(await enactMove(secretary.scope, { id: moveId }));
};
const carried = async (moveId: string) => {
  expect(codeOf(await carryMove(finance.scope, { id: moveId }))).toBe('stewardship.not_approved');
  must(await approveMove(treasurer.scope, { id: moveId }));
  expect(codeOf(await approveMove(treasurer.scope, { id: moveId }))).toBe('ledger.already_approved');
  must(await approveMove(member.scope, { id: moveId }));
  must(await carryMove(finance.scope, { id: moveId }));
};

beforeAll(async () => {
  await give(town.fund, '6000.05');
  await makeRule(secretary, 'change');
});

describe('a named fund', () => {
  test('F034 is wound up by its agreement: what is left goes where was decided, its books end at nothing, its page stays [/desk/:space/moves/:id]', async () => {
    const kind = await small('named', '梁家敬老金');
    const gift = await give(kind, '1234.56', '梁先生');
    const begin = () =>
      windUp(secretary.scope, {
        ...{ fundId: kind, toFundId: town.fund, reason: '梁家搬走了', basis: '协议第九条：余款归总基金，仍用于敬老' },
      });
    const first = must(await begin()).id;
    expect(codeOf(await begin())).toBe('stewardship.not_open');
    expect((await fund(world.system, kind))?.state).toBe('ending');
    const late = await recordBankGift(finance.scope, {
      ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' },
      ...{ fundId: kind, amount: '1', donorName: '晚来的', bankReference: reference() },
    });
    expect(codeOf(late)).toBe('funds.not_open');
    // The committee says no the first time: the fund lives on.
    const no = (await move(world.system, first))?.procedureId ?? '';
    for (const name of ['王秀英', '李建国', '陈明', '赵敏']) {
      const one = town.committee.members[name];
      if (one !== undefined) must(await castVote(one.scope, { id: no, choice: 'no' }));
    }
    must(await closeStep(secretary.scope, { id: no }));
    must(await enactMove(secretary.scope, { id: first }));
    expect((await move(world.system, first))?.state).toBe('refused');
    expect((await fund(world.system, kind))?.state).toBe('open');

    const second = must(await begin()).id;
    await decide(second);
    expect(codeOf(await approveMove(secretary.scope, { id: second }))).toBe('funds.not_allowed');
    await carried(second);
    expect(await standing(kind)).toEqual({ balance: 0n, held: 0n, available: 0n });
    expect(await standing(town.fund)).toMatchObject({ balance: 723_461n });
    const closed = await fund(world.system, kind);
    expect([closed?.state, closed?.closedWords.includes('协议第九条')]).toEqual(['closed', true]);
    for (const path of [`/s/liuxiang/funds/${kind}`, `/s/liuxiang/moves/${second}`, '/s/liuxiang/moves']) {
      const page = await world.get(null, path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('梁家敬老金');
    }
    expect((await giftTrace(world.system, gift)).left).toBeDefined();
    expect(await broken()).toEqual([]);
    await printLedger(world.system);
  });
});

describe('money given for one purpose', () => {
  test('changes its purpose by the consent of everyone who gave it, and a no stands', async () => {
    const pot = await small('purpose', '安全扶手');
    const [a, b] = [await give(pot, '300.30', '钱万里'), await give(pot, '200.20', '孙大娘')];
    const wanted = {
      ...{
        fundId: pot,
        toFundId: town.fund,
        way: 'consent' as const,
        reason: '扶手由住建局装了',
        basis: '同为老人出行安全',
      },
    } as const;
    expect(codeOf(await proposeMove(secretary.scope, { ...wanted, amount: '500.51' }))).toBe(
      'stewardship.over_available',
    );
    const { id } = must(await proposeMove(secretary.scope, { ...wanted, amount: '500.50' }));
    expect(codeOf(await putToVote(secretary.scope, { id }))).toBe('stewardship.givers_open');
    const said = (giftId: string, answer: 'yes' | 'no') =>
      recordAnswer(worker.scope, { id, giftId, answer, words: '电话里说的' });
    must(await said(a, 'yes'));
    must(await said(b, 'no'));
    expect(codeOf(await putToVote(secretary.scope, { id }))).toBe('stewardship.giver_refused');
    must(await said(b, 'yes'));
    must(await putToVote(secretary.scope, { id }));
    await decide(id);
    await carried(id);
    expect(await standing(pot)).toMatchObject({ balance: 0n });
    expect(await broken()).toEqual([]);
  });

  test('or after sixty days of public notice, every objection answered', async () => {
    const pot = await small('purpose', '图书角');
    await give(pot, '88.88', '搬走的人');
    const { id } = must(
      await proposeMove(secretary.scope, {
        ...{
          fundId: pot,
          toFundId: town.fund,
          amount: '88.88',
          way: 'notice',
          reason: '图书角并到文化站',
          basis: '同为读书',
        },
      }),
    );
    const neighbour: Someone = await world.person('街坊甲');
    must(await objectToMove(neighbour.scope, { id, text: '孩子们还要看书', named: true }));
    expect(codeOf(await putToVote(secretary.scope, { id }))).toBe('stewardship.notice_running');
    world.clock.advance({ days: 61 });
    expect(codeOf(await putToVote(secretary.scope, { id }))).toBe('stewardship.objections_open');
    const page = await world.get(null, `/s/liuxiang/moves/${id}`);
    expect(page.text).toContain('孩子们还要看书');
    const objectionId = /name="objectionId" value="([0-9a-f-]{36})"/.exec(
      (await world.get(secretary, `/desk/liuxiang/moves/${id}`)).text,
    )?.[1];
    must(
      await answerMoveObjection(worker.scope, { id, objectionId: objectionId ?? '', answer: '书都搬去文化站，照样借' }),
    );
    must(await putToVote(secretary.scope, { id }));
    await decide(id);
    await carried(id);
    expect(await broken()).toEqual([]);
  });
});

describe('a project’s payments', () => {
  test('F041 an advance is settled short, exactly and over; what was not done is clawed back, and its budget line has it again [/s/:space/budget]', async () => {
    const plan = await publicBudget();
    const speaker = await world.person('陈阿婆');
    const { needId } = await makeNeed(world, town, speaker);
    const projectId = await makeRunning(world, town, needId);
    const allowance = (await paymentsAllowance(projectId)) ?? '';
    must(await assignUse(secretary.scope, { id: plan, authorisationId: allowance, line: '1' }));

    const until = new Date(world.clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    const advance = { authorisationId: allowance, kind: 'advance', whatFor: '先买餐具' };
    expect(
      codeOf(
        await askPayment(worker.scope, { ...advance, amount: '1000', payeeOrganisationId: town.provider } as never),
      ),
    ).toBe('funds.settle_by_missing');
    const short = await paid({ ...advance, amount: '1000', settleBy: until });
    const settle = (id: string, spent: string, more: object = {}) =>
      settleAdvance(finance.scope, { id, spent, receipts: [paper('小票')], ...more });
    expect(codeOf(await settle(short, '873.20'))).toBe('funds.rest_missing');
    const settled = must(await settle(short, '873.20', { bankReference: reference(), proof: paper('回单') }));
    expect([settled.back, settled.topUpId]).toEqual([12_680n, null]);
    const exact = await paid({ ...advance, amount: '100', settleBy: until });
    must(await settle(exact, '100'));
    const over = await paid({ ...advance, amount: '50', settleBy: until });
    const more = must(await settle(over, '61.35')).topUpId ?? '';
    must(await approvePayment(treasurer.scope, { id: more }));
    must(await approvePayment(member.scope, { id: more }));
    must(await payPayment(finance.scope, { id: more, bankReference: reference() }));

    const meal = {
      authorisationId: allowance,
      amount: '1500',
      whatFor: '第一个月餐费',
      invoiceNumber: '2026-118 2026-119',
    };
    const bill = await paid(meal);
    const [first] = (await paymentsOf(world.system, { projectId })).filter((one) => one.id === bill);
    const again = await askPayment(worker.scope, {
      ...meal,
      payeeOrganisationId: town.provider,
      invoiceNumber: '２０２６-１１９',
    } as never);
    expect(again.ok ? {} : again.fault).toMatchObject({
      code: 'funds.invoice_used',
      params: { invoice: '2026-119', number: first?.number },
    });
    const back = { id: bill, kind: 'clawed_back', reason: '只送了一半', bankReference: reference() } as const;
    expect(codeOf(await takeReturn(finance.scope, { ...back, amount: '700.07' }))).toBe('funds.proof_missing');
    expect(codeOf(await takeReturn(finance.scope, { ...back, amount: '1500.01', proof: paper('回单') }))).toBe(
      'funds.over_returned',
    );
    must(await takeReturn(finance.scope, { ...back, amount: '700.07', proof: paper('回单') }));
    const page = await world.get(null, '/s/liuxiang/budget');
    // 873.20 + 100 + 61.35 + 1500 − 700.07
    expect(page.text).toContain('1,834.48');
    expect((await world.get(null, `/s/liuxiang/payments/${bill}`)).text).toContain('只送了一半');
    expect(await broken()).toEqual([]);
    await printLedger(world.system);
  });

  test('two committees race for the same yuan: one gets it, the other is told plainly why not', async () => {
    const account = (await fund(world.system, town.fund))?.accountId ?? '';
    const free = (await balances(world.system, [account])).get(account)?.available ?? 0n;
    const asked = ((free / 100n) * 2n) / 3n;
    const price = asked.toString();
    const line = [{ title: '长椅', quantity: '1', price, source: 'fund' as const }];
    const drafts = [];
    for (const title of ['东院长椅', '西院长椅']) {
      const id = await makeDraft(town, null, { title, lines: line });
      const { procedureId } = must(await submitProject(worker.scope, { id }));
      drafts.push({ id, procedureId });
    }
    for (const { procedureId } of drafts) await voteYes(town, procedureId);
    world.clock.advance({ days: 8 });
    for (const { procedureId } of drafts) {
      must(await closeStep(secretary.scope, { id: procedureId }));
      must(await answerAsHost(finance.scope, { id: procedureId, answer: 'accept' }));
    }
    const results = await Promise.all(drafts.map(({ procedureId }) => enactProject(worker.scope, { id: procedureId })));
    const states = results.map((one) => (one.ok ? one.value.state : one.fault.code)).sort();
    expect(states).toEqual(['approved', 'running']);
    const loser = results.find((one) => one.ok && one.value.state === 'approved');
    const id = loser?.ok === true ? loser.value.id : '';
    expect(loser?.ok === true ? loser.value.waiting : '').toBe('ledger.over_available');
    const page = await world.get(null, `/s/liuxiang/projects/${id}`);
    expect(page.text).toContain('能动用');
    expect(await broken()).toEqual([]);
  });
});

describe('a quiet fund', () => {
  test('F110 is watched, dormant, a zombie, each with its task; a payment wakes it [/desk/:space/figures]', async () => {
    const quiet = await small('named', '睡着的基金');
    await give(quiet, '10');
    const state = async () => (await watches(world.system)).find((one) => one.fundId === quiet)?.state ?? 'active';
    must(await watchFunds(world.system, {}));
    expect(await state()).toBe('active');
    const seen = [];
    for (const days of [184, 182, 366]) {
      world.clock.advance({ days });
      must(await watchFunds(world.system, {}));
      seen.push(await state());
    }
    expect(seen).toEqual(['watch', 'dormant', 'zombie']);
    const desk = async () => (await world.get(secretary, '/desk/liuxiang/figures')).text;
    expect(await desk()).toContain('睡着的基金');
    expect((await world.get(secretary, '/desk/liuxiang/tasks')).text).toContain('“睡着的基金”成了僵尸基金');
    const { authorisationId } = await town.grant((await fund(world.system, quiet))?.accountId ?? '', 333n);
    await paid({ authorisationId, amount: '3.33', whatFor: '灯泡' });
    must(await watchFunds(world.system, {}));
    expect(await state()).toBe('active');
    expect(await desk()).not.toContain('睡着的基金');
  });
});

/** The year's budget, decided by the committee and public. */
async function publicBudget(): Promise<string> {
  const year = Number(world.clock.now().toISOString().slice(0, 4));
  const lines = [
    { side: 'out', title: '助餐', amount: '5000' },
    { side: 'out', title: '管理费', amount: '300' },
  ] as const;
  const { id: plan } = must(
    await writeBudget(secretary.scope, { fundId: town.fund, year: String(year), lines: [...lines] }),
  );
  must(await submitBudget(secretary.scope, { id: plan }));
  const vote = async (id: string) => {
    expect(await budgetInForce(world.system, town.fund, year)).toBeNull();
    const procedureId = await procedureOf(id);
    await voteYes(town, procedureId);
    world.clock.advance({ days: 8 });
    must(await closeStep(secretary.scope, { id: procedureId }));
    must(await enactBudget(secretary.scope, { id }));
  };
  expect(codeOf(await publishBudget(secretary.scope, { id: plan }))).toBe('budgets.not_decided');
  await vote(plan);
  must(await publishBudget(secretary.scope, { id: plan }));
  return plan;
}

async function procedureOf(budgetId: string): Promise<string> {
  const row = await world.system.db
    .selectFrom('fund_budget')
    .select('procedure_id')
    .where('id', '=', budgetId)
    .executeTakeFirstOrThrow();
  return row.procedure_id ?? '';
}

async function paymentsAllowance(projectId: string): Promise<string | null> {
  const row = await world.system.db
    .selectFrom('project')
    .select('authorisation_id')
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow();
  return row.authorisation_id;
}
