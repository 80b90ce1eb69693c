import { expect, test } from 'vitest';
import { room as budgetRoom } from '#http/budgets';
import { room as decisionRoom } from '#http/decisions';
import { room as funds } from '#http/funds';
import { room as gifts } from '#http/gifts';
import { room as ledger } from '#http/ledger';
import { room as projects } from '#http/projects';
import { room as stewardshipRoom } from '#http/stewardship';
import { must } from '#kernel/result';
import { enactBudget, publishBudget, submitBudget, writeBudget } from '#modules/budgets';
import { closeStep } from '#modules/decisions';
import { fund } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { ledgerChecks } from '#modules/ledger';
import { submitProject } from '#modules/projects';
import { makeRule } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { makeDraft, makePayment, voteYes } from '#tests/project';
import { makeWorld } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, {
  rooms: [ledger, funds, gifts, budgetRoom, stewardshipRoom, projects, decisionRoom],
});
const town = await makeFund(world);
const { finance, secretary } = town;
const member = town.committee.members['王秀英'] ?? finance;
let at = 0;

const give = async (
  sourceClass: 'government' | 'resident' | 'merchant',
  donorName: string,
  amount: string,
): Promise<void> => {
  at += 1;
  must(
    await recordBankGift(finance.scope, {
      ...{ nature: 'gift', publicity: 'masked', way: 'bank', fundId: town.fund, donorName, amount },
      ...{ sourceClass, bankReference: `流水${at}` },
    }),
  );
};

const spend = async (fen: bigint, amount: string): Promise<void> => {
  const account = (await fund(world.system, town.fund))?.accountId ?? '';
  const { authorisationId } = await town.grant(account, fen);
  await makePayment(world, town, authorisationId, amount);
};

/** What a page says, without its markup. */
const read = async (who: typeof finance | null, path: string): Promise<string> => {
  const page = await world.get(who, path);
  expect(page.status, path).toBe(200);
  return page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

test('F030 F103 the government’s money is kept apart, year by year, with a warning where a fund leans on it [/s/:space/figures]', async () => {
  await give('government', '江城民政局', '8000.47');
  await give('resident', '王秀兰', '1500.07');
  await give('merchant', '老街面馆', '500.05');
  const just = await read(null, '/s/liuxiang/figures');
  expect(just).toContain('79.9%');
  expect(just).toContain('三年里都不算多');
  await give('government', '江城民政局', '0.01');
  const over = await read(null, '/s/liuxiang/figures');
  expect(over).toContain('8,000.48');
  expect(over).toContain('80.0%');
  expect(over).toContain('占得太多');
  for (const year of ['2024', '2025', '2026']) expect(over).toContain(year);
});

test('F099 one source that gives too much is pointed out; who gives most is named to the desk alone [/desk/:space/figures]', async () => {
  const desk = await read(secretary, '/desk/liuxiang/figures');
  expect(desk).toContain('太靠一处了');
  expect(desk).toContain('江城民政局');
  const open = await read(null, '/s/liuxiang/figures');
  expect(open).toContain('太靠一处了');
  expect(open).not.toContain('江城民政局');
});

test('F098 months of reserve and how even the income is, with what they are reckoned from [/s/:space/figures]', async () => {
  await spend(100_003n, '1000.03');
  const fine = await read(null, '/s/liuxiang/figures');
  // 9,000.57 ÷ 1,000.03 is a little more than nine.
  expect(fine).toContain('9.0 个月');
  expect(fine).toContain('能动用的 9,000.57 元');
  expect(fine).toContain('平均每月 10,000.60 元');
  expect(fine).not.toContain('要留意');
  await spend(700_000n, '7000');
  const low = await read(null, '/s/liuxiang/figures');
  expect(low).toContain('0.2 个月');
  expect(low).toContain('不到 6 个月，要留意');
});

test('F031 what the year needs, what is in hand and promised, the gap, and what closes it [/desk/:space/figures]', async () => {
  expect(await read(null, '/s/liuxiang/figures')).toContain('预算还没公布');
  await makeRule(secretary, 'change');
  const lines = [{ side: 'out' as const, title: '助餐', amount: '20000.01' }];
  const { id: plan } = must(await writeBudget(secretary.scope, { fundId: town.fund, year: '2026', lines }));
  must(await submitBudget(secretary.scope, { id: plan }));
  const row = await world.system.db
    .selectFrom('fund_budget')
    .select('procedure_id')
    .where('id', '=', plan)
    .executeTakeFirstOrThrow();
  await voteYes(town, row.procedure_id ?? '');
  world.clock.advance({ days: 8 });
  must(await closeStep(secretary.scope, { id: row.procedure_id ?? '' }));
  must(await enactBudget(secretary.scope, { id: plan }));
  must(await publishBudget(secretary.scope, { id: plan }));
  const gap = await read(null, '/s/liuxiang/figures');
  // 20,000.01 − 8,000.03 is still needed; 2,000.57 is there.
  for (const figure of ['11,999.98', '2,000.57', '9,999.41']) expect(gap).toContain(figure);

  const path = '/desk/liuxiang/figures/actions';
  const action = { fundId: town.fund, year: '2026', title: '请五家店各认一个月', target: '五千', dueOn: '2026-06-30' };
  const refused = await world.post(secretary, path, action);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('请五家店各认一个月');
  expect((await world.post(secretary, path, { ...action, target: '5000.50' })).status).toBe(303);
  expect((await world.post(member, path, { ...action, target: '5000.50' })).status).toBe(403);
  expect(await read(null, '/s/liuxiang/figures')).toContain('想筹 5,000.50 元');
  const { id } = await world.system.db.selectFrom('gap_action').select('id').executeTakeFirstOrThrow();
  const ended = { id, outcome: 'done', brought: '4200.20', note: '四家认了' };
  expect((await world.post(secretary, '/desk/liuxiang/figures/end', ended)).status).toBe(303);
  expect(await read(null, '/s/liuxiang/figures')).toContain('筹到 4,200.20 元');
  expect((await ledgerChecks(world.system)).filter((one) => one.first !== null)).toEqual([]);
  await printLedger(world.system);
});

test('F036 a charity trust is a reference: its filing number, its trustee, a report a year, and the projects it carries [/s/:space/trusts/:id]', async () => {
  const trust = {
    ...{
      name: '柳巷长青慈善信托',
      filingNumber: '江慈信备〔2025〕3号',
      filedOn: '2025-05-06',
      authority: '江城民政局',
    },
    ...{ trustee: '江城信托公司', purpose: '给老楼装扶手', amount: '300000.33', startsOn: '2025-05-06', endsOn: '' },
    note: '',
  };
  const tomorrow = await world.post(secretary, '/desk/liuxiang/trusts/new', { ...trust, filedOn: '2027-01-01' });
  expect(tomorrow.status).toBe(422);
  expect(tomorrow.text).toContain('还没有发生');
  const made = await world.post(secretary, '/desk/liuxiang/trusts/new', trust);
  expect(made.status).toBe(303);
  const id = /trusts\/([\da-f-]+)/.exec(made.location)?.[1] ?? '';
  const again = await world.post(secretary, '/desk/liuxiang/trusts/new', trust);
  expect(again.text).toContain('这个备案号已经登记过了');

  const report = { year: '2025', summary: '装了十二层扶手，用了 12000.05 元' };
  const desk = `/desk/liuxiang/trusts/${id}`;
  expect((await world.post(secretary, `${desk}/report`, { ...report, year: '2024' })).text).toContain('年份不对');
  expect((await world.post(secretary, `${desk}/report`, report)).status).toBe(303);
  expect((await world.post(secretary, `${desk}/report`, report)).text).toContain('已经登记过了');
  const projectId = await makeDraft(town, null, {
    lines: [{ title: '扶手', quantity: '3', price: '100.11', source: 'fund' }],
  });
  must(await submitProject(town.worker.scope, { id: projectId }));
  expect((await world.post(secretary, `${desk}/project`, { projectId })).status).toBe(303);

  const page = await read(null, `/s/liuxiang/trusts/${id}`);
  for (const word of ['江慈信备〔2025〕3号', '江城信托公司', '装了十二层扶手', '300,000.33', '助餐试点'])
    expect(page).toContain(word);
  expect(await read(null, '/s/liuxiang/trusts')).toContain('柳巷长青慈善信托');
  // Its money is in no account of ours.
  expect((await fund(world.system, town.fund))?.standing.balance).toBe(200_057n);
});
