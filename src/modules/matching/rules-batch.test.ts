import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exclusion } from '#algorithms/match-score';
import { type Market, solveTiers } from '#algorithms/tiered-match';
import { groupLines, together, whyOf } from './rules-batch.ts';

describe('who is served, by group', () => {
  test('F149 groups of fewer than five stand together, and nothing can be told by subtracting', () => {
    const keys = ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'c'];
    // One `c` alone would be told by the total, so the next smallest stands with it.
    expect(
      groupLines(
        keys,
        keys.map(() => true),
        5,
      ),
    ).toEqual([
      { key: 'a', needs: 6, served: 6 },
      { key: together, needs: 6, served: 6 },
    ]);
    expect(groupLines(['a', 'b'], [true, false], 5)).toEqual([{ key: together, needs: null, served: null }]);
    expect(groupLines([], [], 5)).toEqual([]);
  });

  test('F149 no line that is shown is small, whatever the groups', () => {
    const some = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(some, (list) => {
        const keys = list.map(([key]) => key);
        const lines = groupLines(
          keys,
          list.map(([, served]) => served),
          5,
        );
        for (const line of lines) expect(line.needs === null || line.needs >= 5).toBe(true);
        const shown = lines.every((line) => line.needs !== null);
        if (shown) expect(lines.reduce((sum, line) => sum + (line.needs ?? 0), 0)).toBe(keys.length);
        else expect(lines.length).toBe(1);
      }),
    );
  });
});

describe('F015 why a need is not served', () => {
  const market = (more: Partial<Market>): Market => ({
    tiers: 3,
    wanted: Float64Array.of(1, 1),
    tier: Int32Array.of(1, 1),
    whole: Uint8Array.of(0, 0),
    left: Float64Array.of(1),
    need: Int32Array.of(0, 1),
    resource: Int32Array.of(0, 0),
    points: Float64Array.of(150, 130),
    ...more,
  });
  const why = (one: Market, need: number, pairs: readonly number[], filters: readonly [Exclusion, number][] = []) =>
    whyOf(one, { ...solveTiers(one), corners: [] }, need, { pairs, filters: new Map(filters) });

  test('the filter that left out most, or nothing of its class', () => {
    expect(
      why(
        market({}),
        1,
        [],
        [
          ['reach', 1],
          ['eligible', 4],
        ],
      ),
    ).toEqual({ why: 'filter', filter: 'eligible' });
    expect(why(market({}), 1, [])).toEqual({ why: 'filter', filter: 'class' });
  });

  test('the price that outbid it', () => {
    expect(why(market({}), 1, [1])).toMatchObject({ why: 'outbid', resource: 0, points: 130n, price: 150n });
  });

  test('a more urgent need, whatever the points', () => {
    expect(why(market({ tier: Int32Array.of(0, 1), points: Float64Array.of(1, 999) }), 1, [1])).toMatchObject({
      why: 'urgent',
    });
  });

  test('all there is went to it, and that is too little', () => {
    expect(why(market({ wanted: Float64Array.of(3, 1) }), 0, [0])).toMatchObject({ why: 'short' });
  });
});
