import { describe, expect, test } from 'vitest';
import { room as gifts } from '#http/gifts';
import { room as ledger } from '#http/ledger';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { openBooks, recordBankGift } from '#modules/gifts';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { changeFund, openFund, setUpFund } from './commands.ts';
import { room } from './http.ts';
import { fund, mainFund } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, room, gifts] });
const town = await makeFund(world);
const { finance, secretary, worker } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const from = { nature: 'gift', sourceClass: 'resident', publicity: 'masked' } as const;
const bank = (amount: string, more: object = {}) =>
  recordBankGift(finance.scope, {
    ...{ ...from, fundId: town.fund, way: 'bank', amount, bankReference: newId(), donorName: '王秀兰' },
    ...more,
  });

describe('a fund', () => {
  test('F033 takes no income before a charity hosts it by agreement [/desk/:space/funds/:id]', async () => {
    const named = must(await setUpFund(secretary.scope, { kind: 'named', name: '陈家小基金', purpose: '给孩子买书' }));
    const into = { fundId: named.id };
    expect(codeOf(await bank('100', into))).toBe('funds.not_open');
    const bare = must(
      await setUpFund(secretary.scope, { kind: 'micro', name: '楼院微基金', purpose: '楼院小事', ceiling: '2000' }),
    );
    expect((await fund(world.system, bare.id))?.agreementNumber).toBe('江慈〔2026〕7号');
    expect(codeOf(await setUpFund(secretary.scope, { kind: 'main', name: '又一个', purpose: '不行' }))).toBe(
      'funds.main_exists',
    );
    const notCharity = { kind: 'named', name: '店', purpose: '店', hostOrganisationId: town.shop } as const;
    expect(codeOf(await setUpFund(secretary.scope, notCharity))).toBe('funds.host_not_a_charity');
    expect(codeOf(await openFund(worker.scope, { id: named.id }))).toBe('access.not_allowed');
    must(await openFund(finance.scope, { id: named.id }));
    expect(codeOf(await openFund(finance.scope, { id: named.id }))).toBe('funds.already_open');
    must(await bank('100', into));
    const known = await mainFund(world.system);
    const words = { id: town.fund, name: known?.name ?? '', purpose: '给街坊办事' };
    expect(codeOf(await changeFund(secretary.scope, words))).toBe('funds.no_host');
  });

  test('F033 whose agreement is over takes nothing', async () => {
    world.clock.set('2029-01-05T09:00:00+08:00');
    expect(codeOf(await bank('100'))).toBe('funds.agreement_over');
    world.clock.set('2026-03-02T10:00:00+08:00');
  });

  test('F034 a small named one has its own page inside the parent’s books [/s/:space/funds/:id]', async () => {
    const small = (await openBooks(world.visitor, must2(await mainFund(world.visitor)))).balance;
    const page = await world.get(null, '/s/liuxiang/fund');
    expect(page.status).toBe(200);
    expect(page.text).toContain('陈家小基金');
    expect(small).toBeGreaterThanOrEqual(10_000n);
    const link = /\/s\/liuxiang\/funds\/[0-9a-f-]{36}/.exec(page.text)?.[0] ?? '';
    const own = await world.get(null, link);
    expect(own.text).toContain('给孩子买书');
    expect(own.text).toContain('柳巷社区慈善基金');
  });
});

function must2<T>(value: T | null): T {
  if (value === null) throw new Error('nothing there');
  return value;
}
