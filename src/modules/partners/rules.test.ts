import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fraction } from '#kernel/fraction';
import { discountFor, monthsToState, readRate, refuseTerms, shareOf } from './rules.ts';
import { yearsOf } from './rules-assessing.ts';

test('F066 a rate is read exactly or refused', () => {
  expect(readRate('2')).toEqual(fraction(2n, 100n));
  expect(readRate('1.5 %')).toEqual(fraction(15n, 1000n));
  expect(readRate('0.05％')).toEqual(fraction(5n, 10_000n));
  for (const bad of ['', '0', '0.00', '100', '2.555', '-1', 'two', '1e2', '2,5']) expect(readRate(bad)).toBeNull();
});

test('F066 the discount is whole fen and never more than what was bought', () => {
  expect(discountFor({ discountPercent: 10, discountOff: null }, 1999n)).toBe(199n);
  expect(discountFor({ discountPercent: null, discountOff: 500n }, 300n)).toBe(300n);
  expect(discountFor({ discountPercent: null, discountOff: 500n }, undefined)).toBe(500n);
});

test('F066 month by month the shares come to exactly what the whole turnover owes', () => {
  const rate = fc
    .tuple(fc.bigInt({ min: 1n, max: 9_999n }), fc.constant(10_000n))
    .map(([over, under]) => fraction(over, under));
  fc.assert(
    fc.property(rate, fc.array(fc.bigInt({ min: 0n, max: 9_999_999n }), { maxLength: 30 }), (shareRate, months) => {
      let [turnover, asked] = [0n, 0n];
      for (const sold of months) {
        turnover += sold;
        const share = shareOf({ shareKind: 'turnover', sharePerUse: null, shareRate }, { uses: 0n, turnover }, asked);
        expect(share).toBeGreaterThanOrEqual(0n);
        asked += share;
        // Never a whole fen behind what is owed, never before it.
        expect(asked * shareRate.under).toBeLessThanOrEqual(turnover * shareRate.over);
        expect((asked + 1n) * shareRate.under).toBeGreaterThan(turnover * shareRate.over);
      }
    }),
  );
});

test('F066 only months that are over are drawn up, none twice, and none after the end', () => {
  const one = { startsOn: '2026-01-10', endsOn: '2026-12-31', endedOn: '2026-04-02' };
  expect(monthsToState(one, new Set(['2026-02-01']), '2026-06-15')).toEqual(['2026-01-01', '2026-03-01', '2026-04-01']);
  expect(monthsToState({ ...one, endedOn: null }, new Set(), '2026-01-31')).toEqual([]);
});

test('F066 terms that contradict each other are named with their field', () => {
  const good = {
    ...{ discountPercent: 10n, discountOff: undefined, shareKind: 'turnover' as const, sharePerUse: undefined },
    ...{ shareRate: '2', startsOn: '2026-01-01', endsOn: '2026-12-31', publicity: 'real', alias: '' },
  };
  expect(refuseTerms(good)).toBeNull();
  expect(refuseTerms({ ...good, discountOff: 5n })?.code).toBe('partners.one_discount');
  expect(refuseTerms({ ...good, discountPercent: 100n })?.code).toBe('partners.one_discount');
  expect(refuseTerms({ ...good, shareRate: '' })).toEqual({ code: 'partners.share_missing', field: 'shareRate' });
  expect(refuseTerms({ ...good, shareRate: '101' })?.code).toBe('partners.share_not_a_rate');
  expect(refuseTerms({ ...good, shareKind: 'use' })?.field).toBe('sharePerUse');
  expect(refuseTerms({ ...good, endsOn: '2025-12-31' })?.code).toBe('partners.ends_before');
  expect(refuseTerms({ ...good, publicity: 'alias' })?.code).toBe('partners.alias_missing');
});

test('F104 years go back to the first card; one gone by without a card is red, one that goes on is not yet', () => {
  const scores = { purpose: 5, thrift: 4, openness: 3, results: 4, say: 4 };
  const card = {
    ...{ id: 'a', organisationId: 'o', year: 2024, version: 1, scores, total: 20, text: '', bodyId: 'b' },
    ...{ approvedBy: '', approvedOn: null, at: new Date('2024-05-01') },
  };
  const approved = { ...card, id: 'b', version: 2, approvedBy: '例会', approvedOn: '2024-06-01' };
  expect(yearsOf([], 2026)).toEqual([{ year: 2026, card: null, corrected: [], gaps: [] }]);
  expect(yearsOf([card, approved], 2026)).toEqual([
    { year: 2026, card: null, corrected: [], gaps: [] },
    { year: 2025, card: null, corrected: [], gaps: ['unassessed'] },
    { year: 2024, card: approved, corrected: [card], gaps: [] },
  ]);
  expect(yearsOf([card], 2024)[0]?.gaps).toEqual(['unapproved']);
});
