import { expect, test } from 'vitest';
import { approvalsFor, readInvoices, refuseAdvance, refuseOffers, settle } from './rules-payments.ts';

const tiers = { usual: 2, largeFrom: 2_000_000n, large: 3, hugeFrom: 10_000_000n, huge: 4 };

test('more people approve a larger sum, and never fewer than the decision asks', () => {
  const of = (amount: bigint, byDecision = 2) => approvalsFor(amount, tiers, byDecision);
  expect([of(1_999_999n), of(2_000_000n), of(9_999_999n), of(10_000_000n)]).toEqual([2, 3, 3, 4]);
  expect([of(1n, 5), of(1n, 1)]).toEqual([5, 2]);
});

test('invoice numbers are read as people type them', () => {
  expect(readInvoices('０２４, 024、AB-7；ab-7 \n 9/1')).toEqual(['024', 'AB-7', '9/1']);
  expect(readInvoices('  ')).toEqual([]);
});

test('several offers are asked for from a set sum on, unless the committee chose or there is a reason', () => {
  const offers = { amount: 500_000n, quotes: 2, reason: '', payeeDecided: false };
  const rule = { from: 500_000n, quotes: 3 };
  expect(refuseOffers(offers, rule)?.params).toEqual({ needed: 3, have: 2 });
  for (const fine of [{ amount: 499_999n }, { quotes: 3 }, { reason: '独家' }, { payeeDecided: true }])
    expect(refuseOffers({ ...offers, ...fine }, rule)).toBeNull();
});

test('an advance has a day, and nothing else has one', () => {
  const of = (kind: string, day?: string) => refuseAdvance(kind, day, '2026-05-05')?.code ?? 'ok';
  expect([
    of('advance'),
    of('advance', '2026-05-04'),
    of('advance', '2026-05-05'),
    of('bill', '2026-06-01'),
    of('bill'),
  ]).toEqual(['funds.settle_by_missing', 'funds.settle_by_past', 'ok', 'funds.not_an_advance', 'ok']);
});

test('settled exactly, short or over', () => {
  expect([settle(100n, 0n, 100n), settle(100n, 0n, 87n), settle(100n, 10n, 95n)]).toEqual([
    { back: 0n, owed: 0n },
    { back: 13n, owed: 0n },
    { back: 0n, owed: 5n },
  ]);
});
