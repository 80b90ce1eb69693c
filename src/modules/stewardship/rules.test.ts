import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapOf, permille, reaches, refuseVote, share, spread, tenths, watchState, wholeRoot } from './rules.ts';

const months = { watch: 6, dormant: 12, zombie: 24 };

describe('a quiet fund', () => {
  test('F110 is told by whole months since the last payment', () => {
    const on = (day: string) => watchState('2026-01-31', day, months);
    expect(['2026-07-30', '2026-07-31', '2027-01-31', '2028-01-30', '2028-01-31'].map(on)).toEqual([
      'active',
      'watch',
      'dormant',
      'dormant',
      'zombie',
    ]);
  });
});

describe('another purpose', () => {
  const ask = { way: 'consent', noticeUntil: null, answers: [], openObjections: 0, today: '2026-06-01' } as const;
  test('needs every yes; a no stands; silence is no consent', () => {
    const said = (...all: ('yes' | 'no' | null)[]) =>
      refuseVote({ ...ask, answers: all.map((answer, at) => ({ giftId: String(at), answer })) })?.code ?? 'ok';
    expect([said('yes', 'yes'), said('yes', null), said('yes', 'no', null)]).toEqual([
      'ok',
      'stewardship.givers_open',
      'stewardship.giver_refused',
    ]);
  });

  test('or the whole notice and an answer to each objection', () => {
    const on = (today: string, openObjections = 0) =>
      refuseVote({ ...ask, way: 'notice', noticeUntil: '2026-06-30', today, openObjections })?.code ?? 'ok';
    expect([on('2026-06-30'), on('2026-07-01'), on('2026-07-01', 1)]).toEqual([
      'stewardship.notice_running',
      'ok',
      'stewardship.objections_open',
    ]);
  });
});

describe('figures', () => {
  test('F098 months of reserve are cut, never rounded up', () => {
    expect(tenths(199n, 100n)).toEqual({ whole: 1n, tenth: 9n });
    expect(tenths(1999n, 1000n)).toEqual({ whole: 1n, tenth: 9n });
    expect(tenths(5n, 0n)).toBeNull();
  });

  test('F098 the spread is taken from the exact mean', () => {
    expect(spread([2n, 4n, 4n, 4n, 5n, 5n, 7n, 9n])).toMatchObject({ sum: 40n, mean: 5n, deviation: 2n });
    expect(spread([1n, 2n])).toMatchObject({ mean: 1n, deviation: 0n, least: 1n, most: 2n });
    expect(spread([])).toBeNull();
  });

  test('the whole root is the largest one below', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (square) => {
        const root = wholeRoot(square);
        return root * root <= square && (root + 1n) * (root + 1n) > square;
      }),
    );
  });

  test('F099 F103 a share reaches its bound exactly', () => {
    const four = { over: 4n, under: 5n };
    expect([share(80n, 100n), share(79n, 100n), share(1n, 0n)].map((part) => reaches(part, four))).toEqual([
      true,
      false,
      false,
    ]);
    expect(permille({ over: 1n, under: 3n })).toBe(333n);
  });

  test('F031 the gap is what neither money in hand nor promises cover', () => {
    expect(gapOf(10_000n, 2_500n, 3_000n, 1_000n)).toMatchObject({ need: 7_500n, gap: 3_500n });
    expect(gapOf(1_000n, 2_500n, 0n, 0n)).toMatchObject({ need: 0n, gap: 0n });
  });
});
