import { expect, test } from 'vitest';
import { room as funds } from '#http/funds';
import { room as ledger } from '#http/ledger';
import type { Result } from '#kernel/result';
import { fund } from '#modules/funds';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { recordBankGift } from './commands.ts';
import { room } from './http.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, funds, room] });
const town = await makeFund(world);
const { finance } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);

let given = 0;
const give = (amount = '10') => {
  given += 1;
  return recordBankGift(finance.scope, {
    ...({ fundId: town.fund, nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' } as const),
    ...{ donorName: '周女士', amount, bankReference: `G-${given}`, waived: 'yes' },
  });
};

/** Changes the fund behind the commands' back, as another process does. */
async function setFund(set: { state?: 'open' | 'closed'; agreement_until?: string | null }): Promise<void> {
  await world.system.db.updateTable('fund').set(set).where('id', '=', town.fund).execute();
}

const balance = async () => (await fund(world.system, town.fund))?.standing.balance ?? -1n;
const events = async () =>
  (await world.system.db.selectFrom('audit_event').select('id').where('command', '=', 'gifts.recordBank').execute())
    .length;

test('F033 what a gift believes of its fund is compared before it counts, and an old belief neither books nor refuses', async () => {
  const before = await balance();
  expect(codeOf(await give())).toBe('ok');
  expect(codeOf(await give())).toBe('ok');
  await setFund({ state: 'closed' });
  expect(codeOf(await give())).toBe('funds.not_open');
  // Read afresh just now, and opened again: the refusal of an old row is not believed.
  await setFund({ state: 'open' });
  expect(codeOf(await give())).toBe('ok');
  await setFund({ agreement_until: '2020-01-01' });
  expect(codeOf(await give())).toBe('funds.agreement_over');
  await setFund({ agreement_until: null });
  expect(codeOf(await give())).toBe('ok');
  expect(await balance()).toBe(before + 4000n);
  // A run that was given up leaves nothing.
  expect(await events()).toBe(4);
});

test('F033 many gifts at once over a fund that changes are booked once or refused', async () => {
  const before = await balance();
  const all = Array.from({ length: 24 }, () => give('0.07'));
  await setFund({ state: 'closed' });
  const codes = (await Promise.all(all)).map(codeOf);
  await setFund({ state: 'open' });
  const booked = codes.filter((code) => code === 'ok').length;
  expect(codes.filter((code) => code !== 'ok' && code !== 'funds.not_open')).toEqual([]);
  expect(await balance()).toBe(before + 7n * BigInt(booked));
});
