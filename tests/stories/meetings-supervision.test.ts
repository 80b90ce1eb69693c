import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { approvePayment, askPayment, fund, payPayment } from '#modules/funds';
import { matter, writeDown } from '#modules/intake';
import { setParameter } from '#modules/parameters';
import { answerOpinion, askCase, giveOpinion, grantCase, openCase, refuseCase } from '#modules/supervision';
import { makeBody } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { makeGift } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { plain } from './html.ts';
import { ledgerTable } from './ledger-table.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const supervisors = await makeBody(world, town.secretary, 'supervisory', [
  ['唐监', 'chair'],
  ['曹监', 'member'],
  ['赵监', 'member'],
]);
const council = await makeBody(world, town.secretary, 'council', [
  ['顾议', 'chair'],
  ['白议', 'member'],
  ['姚议', 'member'],
]);
const someone = (all: Readonly<Record<string, Someone>>, name: string): Someone => {
  const found = all[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const watcher = someone(supervisors.members, '唐监');
const councillor = someone(council.members, '顾议');
const king = someone(town.committee.members, '王秀英');
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const page = async (path: string, who: Someone | null = null) => plain((await world.get(who, path)).text);
const [open, desk] = [`/s/${world.space.slug}`, `/desk/${world.space.slug}`];

await makeGift(world, town, '5000.05', '转801');
const accountId = (await fund(world.system, town.fund))?.accountId ?? '';
const { authorisationId } = await town.grant(accountId, 200_003n);

async function approved(amount: string): Promise<string> {
  const bill = { authorisationId, payeeOrganisationId: town.provider, amount, whatFor: '餐费' };
  const { id } = must(await askPayment(town.worker.scope, bill));
  must(await approvePayment(town.treasurer.scope, { id }));
  must(await approvePayment(king.scope, { id }));
  return id;
}

test('F079 F087 an objection stops a payment until it is answered, and the opinion stands where the payment is worked on [/desk/:space/payments/:id]', async () => {
  const id = await approved('333.33');
  const about = { kind: 'payment', about: id } as const;
  const { id: objection } = must(
    await giveOpinion(watcher.scope, { ...about, stance: 'object', text: '报价只有一家' }),
  );
  const pay = { id, bankReference: '付801' };
  expect(code(await payPayment(town.finance.scope, pay))).toBe('supervision.objection_open');
  for (const path of [`${open}/payments/${id}`, `${desk}/payments/${id}`])
    expect(await page(path, town.finance), path).toContain('报价只有一家');
  expect(code(await answerOpinion(king.scope, { id: objection, answer: '没事' }))).toBe('access.not_allowed');
  must(await answerOpinion(town.secretary.scope, { id: objection, answer: '补了两家报价' }));
  must(await payPayment(town.finance.scope, pay));
  must(
    await giveOpinion(councillor.scope, {
      ...{ kind: 'fund', about: town.fund },
      stance: 'suggest',
      text: '每月贴一次账',
    }),
  );
  expect(await page(`${open}/fund`)).toContain('每月贴一次账');
});

test('F079 a silent supervisor is waited for, and lapses after the set days [/desk/:space/payments/:id]', async () => {
  const wait = { key: 'supervision.waits', value: 'yes', source: '议事会', reason: '三方都要看' };
  must(await setParameter(town.admin.scope, { ...wait, effectiveFrom: world.clock.now().toISOString().slice(0, 10) }));
  const id = await approved('66.67');
  const pay = { id, bankReference: '付802' };
  expect(code(await payPayment(town.finance.scope, pay))).toBe('supervision.waiting');
  must(await giveOpinion(councillor.scope, { kind: 'payment', about: id, stance: 'agree', text: '看过' }));
  const still = await payPayment(town.finance.scope, pay);
  expect(still).toMatchObject({ fault: { code: 'supervision.waiting' } });
  if (!still.ok) expect(still.fault.params?.['bodies']).not.toContain('议事会');
  world.clock.advance({ days: 8 });
  must(await payPayment(town.finance.scope, pay));
  console.info(await ledgerTable(world.system));
});

test('F087 what a resident said is opened in one case, for a reason and some days, and every opening stands there [/desk/:space/cases/:id]', async () => {
  const slip = must(
    await writeDown(town.worker.scope, {
      words: '我妈一个人住，门牌不想让人知道。',
      channel: 'phone',
      person: town.worker.personId,
    }),
  );
  const number = (await matter(world.system, slip.id))?.number ?? '';
  expect(code(await askCase(king.scope, { matter: number, reason: '想看' }))).toBe('supervision.no_seat');
  expect(code(await askCase(watcher.scope, { matter: '1999-0001', reason: '核对' }))).toBe(
    'supervision.matter_unknown',
  );
  const { id } = must(await askCase(watcher.scope, { matter: ` ${number} `, reason: '付款的户数对不上' }));
  expect(code(await askCase(watcher.scope, { matter: number, reason: '再来一次' }))).toBe('supervision.case_running');
  expect(code(await openCase(watcher.scope, { id }))).toBe('supervision.case_over');
  expect(code(await grantCase(watcher.scope, { id, days: '3', reason: '' }))).toBe('access.not_allowed');
  expect(code(await grantCase(town.admin.scope, { id, days: '30', reason: '' }))).toBe('supervision.case_days');
  must(await grantCase(town.admin.scope, { id, days: '3', reason: '只看这一件' }));
  expect((await world.get(someone(supervisors.members, '曹监'), `${desk}/cases/${id}/words`)).status).toBe(403);
  const words = await world.get(watcher, `${desk}/cases/${id}/words`);
  expect(plain(words.text)).toContain('门牌不想让人知道');
  await world.get(watcher, `${desk}/cases/${id}/words`);
  const record = await page(`${desk}/cases/${id}`, town.admin);
  expect(record.match(/2026年/g)?.length).toBeGreaterThanOrEqual(3);
  world.clock.advance({ days: 4 });
  const late = await world.get(watcher, `${desk}/cases/${id}/words`);
  expect([late.status, plain(late.text).includes('门牌不想让人知道')]).toEqual([409, false]);
  const again = must(await askCase(watcher.scope, { matter: (await other()).number, reason: '再核对' }));
  must(await refuseCase(town.admin.scope, { id: again.id, reason: '没写要核对什么' }));
  expect(await page(`${desk}/cases/${again.id}`, watcher)).toContain('没写要核对什么');
});

async function other() {
  const slip = must(
    await writeDown(town.worker.scope, { words: '路灯坏了。', channel: 'phone', person: town.worker.personId }),
  );
  return { number: (await matter(world.system, slip.id))?.number ?? '' };
}
