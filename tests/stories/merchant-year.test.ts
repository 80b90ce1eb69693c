import { describe, expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { must } from '#kernel/result';
import { approvePayment, askPayment, payPayment } from '#modules/funds';
import { releasePledge } from '#modules/gifts';
import {
  agree,
  agreements,
  ownCodes,
  printCodes,
  printedCodes,
  receiveShare,
  redeemCode,
  stateMonths,
  statementsOf,
  takeBackUse,
  takeCode,
} from '#modules/partners';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, { from: '2026-01-05T09:00:00+08:00' });
const cast = await makeFund(world);
const resident = await world.person('王街坊');
const second = await world.person('李街坊');
const { shop } = cast;

/** A shop that takes ten percent off and gives one and a half percent of what it sold; odd amounts throughout. */
const noodles = must(
  await agree(cast.secretary.scope, {
    ...{ organisationId: shop, fundId: cast.fund, number: '商益〔2026〕3号', discountText: '面条九折' },
    ...{ discountPercent: '10', shareKind: 'turnover', shareRate: '1.5', startsOn: '2026-01-05' },
    ...{ endsOn: '2026-12-31', publicity: 'alias', alias: '巷口面馆' },
  }),
).id;
const till = (await agreements(world.system)).find((one) => one.id === noodles)?.tillCode ?? '';

async function buy(who: typeof resident, purchase: string): Promise<string> {
  must(await takeCode(who.scope, { id: noodles }));
  const [code] = await ownCodes(who.scope, who.personId);
  return must(await redeemCode(world.visitor, { till, code: code?.code ?? '', purchase })).id;
}

describe('a merchant’s year', () => {
  test('F066 a neighbour takes a code, the till uses it once, and nobody knows whose it was [/s/:space/partners]', async () => {
    must(await takeCode(resident.scope, { id: noodles }));
    const [code] = await ownCodes(resident.scope, resident.personId);
    const sent = { till, code: code?.code ?? '', purchase: '33.33' };
    expect((await redeemCode(world.visitor, { ...sent, purchase: '' })).ok).toBe(false);
    must(await redeemCode(world.visitor, sent));
    const again = await redeemCode(world.visitor, sent);
    expect(again.ok ? '' : again.fault.code).toBe('partners.code_used');
    expect(await ownCodes(resident.scope, resident.personId)).toEqual([]);
    const rows = await world.system.db.selectFrom('discount_code').select(['used', 'person_id']).execute();
    expect(rows).toEqual([{ used: true, person_id: null }]);
  });

  test('F066 two tills at the same moment: one code is used by one of them', async () => {
    must(await takeCode(second.scope, { id: noodles }));
    const [code] = await ownCodes(second.scope, second.personId);
    const sent = { till, code: code?.code ?? '', purchase: '12' };
    const both = await Promise.all([redeemCode(world.visitor, sent), redeemCode(world.visitor, sent)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
  });

  test('F066 a printed code works without a telephone; a mistake at the till is taken back and the code is good again [/desk/:space/partners/:id]', async () => {
    must(await printCodes(cast.worker.scope, { id: noodles, count: '2' }));
    const [code] = await printedCodes(world.system, noodles, 2);
    const use = must(await redeemCode(world.visitor, { till, code: code?.code ?? '', purchase: '1288' }));
    must(await takeBackUse(world.visitor, { till, useId: use.id }));
    const twice = await takeBackUse(world.visitor, { till, useId: use.id });
    expect(twice.ok ? '' : twice.fault.code).toBe('partners.already_taken_back');
    must(await redeemCode(world.visitor, { till, code: code?.code ?? '', purchase: '12.88' }));
  });

  test('F066 month by month the share falls due, exact to the fen, and the charity books it against its promise [/desk/:space/partners/:id]', async () => {
    world.clock.set('2026-02-03T09:00:00+08:00');
    must(await stateMonths(cast.secretary.scope, { id: noodles }));
    const none = await stateMonths(cast.secretary.scope, { id: noodles });
    expect(none.ok ? '' : none.fault.code).toBe('partners.nothing_to_state');
    // 33.33 + 12.00 + 12.88 = 58.21; one and a half percent is 87.315 fen: 87 now, the rest goes into the next month.
    const [january] = await statementsOf(world.system, [noodles]);
    expect(january).toMatchObject({ month: '2026-01-01', uses: 3n, turnover: 5821n, discount: 333n + 120n + 128n });
    expect(january?.share).toBe(87n);
    const late = await takeBackUse(world.visitor, { till, useId: await oldestUse() });
    expect(late.ok ? '' : late.fault.code).toBe('partners.month_stated');
    await buy(resident, '45.67');
    await buy(second, '100.01');
    world.clock.set('2026-03-02T09:00:00+08:00');
    must(await stateMonths(cast.secretary.scope, { id: noodles }));
    // All together 203.89: 305.835 fen, of which 87 were asked for.
    expect((await statementsOf(world.system, [noodles]))[0]?.share).toBe(305n - 87n);
    for (const [at, one] of (await statementsOf(world.system, [noodles])).entries())
      must(await receiveShare(cast.finance.scope, { id: one.id, bankReference: `SHARE-${at}` }));
    expect((await statementsOf(world.system, [noodles])).map((one) => [one.state, one.paid])).toEqual([
      ['paid', 218n],
      ['paid', 87n],
    ]);
  });

  test('F072 a month nobody came owes nothing; a share that is let go says why and stays to be seen', async () => {
    world.clock.set('2026-04-20T09:00:00+08:00');
    await buy(resident, '66.6');
    world.clock.set('2026-05-06T09:00:00+08:00');
    must(await stateMonths(cast.secretary.scope, { id: noodles }));
    const [april, march] = await statementsOf(world.system, [noodles]);
    expect(march).toMatchObject({ month: '2026-03-01', uses: 0n, share: 0n, state: 'nothing' });
    expect(april?.state).toBe('due');
    must(await releasePledge(cast.secretary.scope, { id: april?.pledgeId ?? '', reason: '店里修水管，关了两周。' }));
    expect((await statementsOf(world.system, [noodles]))[0]?.state).toBe('released');
  });

  test('F066 the shop sees what its money bought, named as it wishes, and the books are printed [/s/:space/partners/:id/:year]', async () => {
    const { authorisationId } = await cast.grant((await funds()) ?? '', 300n);
    const asked = must(
      await askPayment(cast.secretary.scope, {
        ...{ authorisationId, payeeOrganisationId: cast.provider, amount: '3', whatFor: '送餐用的保温袋' },
      }),
    );
    must(await approvePayment(cast.treasurer.scope, { id: asked.id }));
    must(await approvePayment(cast.finance.scope, { id: asked.id }));
    must(await payPayment(cast.finance.scope, { id: asked.id, bankReference: 'OUT-1' }));
    const page = await world.get(null, `/s/liuxiang/partners/${noodles}/2026`);
    expect(page.status).toBe(200);
    for (const words of ['巷口面馆', '保温袋', '3.00', '0.05', '还留在基金里']) expect(page.text).toContain(words);
    expect(page.text).not.toContain('老街面馆');
    for (const [where, word] of [
      ['/s/liuxiang/partners', '巷口面馆'],
      [`/s/liuxiang/partners/${noodles}`, '1.5%'],
      [`/s/liuxiang/till/${till}`, '优惠码'],
    ] as const)
      expect((await world.get(null, where)).text).toContain(word);
    expect((await checkSpaces(world.platform))[0]?.findings.filter((one) => one.first !== null)).toEqual([]);
    await printLedger(world.system);
  });
});

async function oldestUse(): Promise<string> {
  const row = await world.system.db.selectFrom('discount_use').select('id').orderBy('id').executeTakeFirstOrThrow();
  return row.id;
}

async function funds(): Promise<string | undefined> {
  const row = await world.system.db.selectFrom('fund').select('account_id').executeTakeFirstOrThrow();
  return row.account_id ?? undefined;
}
