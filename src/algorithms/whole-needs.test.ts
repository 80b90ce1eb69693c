import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { greedy } from './plain-plans.ts';
import { checkPlan, standingOf } from './plan-checker.ts';
import { planFile } from './plan-file.ts';
import { type Market, solveTiers, worthOf } from './tiered-match.ts';
import { solveWhole } from './whole-needs.ts';
import { usable } from './whole-program.ts';
import { wholeSolver } from './whole-solver.ts';

const solver = wholeSolver();
const at = (list: { readonly [index: number]: number }, index: number): number => list[index] ?? 0;

/** Small markets with what breaks solvers: equal points, nothing wanted, nothing there, nobody fits. */
const market = (most: number, wholes: boolean): fc.Arbitrary<Market> =>
  fc
    .record({
      needs: fc.array(fc.record({ wanted: fc.nat(3), tier: fc.nat(2), whole: wholes ? fc.nat(1) : fc.constant(0) }), {
        minLength: 1,
        maxLength: most,
      }),
      left: fc.array(fc.nat(4), { minLength: 1, maxLength: most }),
    })
    .chain(({ needs, left }) =>
      fc
        .uniqueArray(fc.tuple(fc.nat(needs.length - 1), fc.nat(left.length - 1), fc.integer({ min: 1, max: 5 })), {
          maxLength: most * 2,
          selector: ([i, j]) => `${i} ${j}`,
        })
        .map((pairs) => ({
          tiers: 3,
          wanted: Float64Array.from(needs, (one) => one.wanted),
          tier: Int32Array.from(needs, (one) => one.tier),
          whole: Uint8Array.from(needs, (one) => (one.wanted > 1 ? one.whole : 0)),
          left: Float64Array.from(left),
          need: Int32Array.from(pairs, ([i]) => i),
          resource: Int32Array.from(pairs, ([, j]) => j),
          points: Float64Array.from(pairs, ([, , points]) => points),
        })),
    );

const isBetter = (a: readonly bigint[], b: readonly bigint[]): boolean => {
  const tier = a.findIndex((one, index) => one !== b[index]);
  return tier >= 0 && (a[tier] ?? 0n) > (b[tier] ?? 0n);
};

/** The most by trying everything, tier before tier; who takes all or nothing takes all from one. */
function bruteForce(one: Market, e = 0, flow = new Float64Array(one.need.length)): bigint[] {
  if (e === one.need.length) {
    const torn = flow.some((amount, pair) => {
      const i = at(one.need, pair);
      return amount > 0 && at(one.whole, i) === 1 && amount !== at(one.wanted, i);
    });
    return torn ? (one.points.length === 0 ? [0n, 0n, 0n] : [-1n, 0n, 0n]) : worthOf(one, flow);
  }
  const used = (list: Int32Array, node: number) =>
    flow.reduce((sum, amount, pair) => (pair < e && list[pair] === node ? sum + amount : sum), 0);
  const i = at(one.need, e);
  const j = at(one.resource, e);
  const most = Math.min(at(one.wanted, i) - used(one.need, i), at(one.left, j) - used(one.resource, j));
  let best: bigint[] = [-1n, 0n, 0n];
  for (let amount = 0; amount <= most; amount++) {
    const next = flow.slice();
    next[e] = amount;
    const found = bruteForce(one, e + 1, next);
    if (isBetter(found, best)) best = found;
  }
  return best;
}

async function planOf(one: Market) {
  const parts = solveTiers(one);
  const plan = await solveWhole(one, parts, solver);
  return { ...plan, prices: parts.prices };
}

describe('everything at once, tier by tier', () => {
  test('F015 the plan is the best one, and its prices prove it, in markets small enough to try everything', () => {
    fc.assert(
      fc.property(market(4, false), (one) => {
        const { flow, prices } = solveTiers(one);
        expect(worthOf(one, flow)).toEqual(bruteForce(one));
        const text = planFile(one, { flow, prices, corners: [] }, (kind, index) => `${kind}${index}`, {});
        expect(standingOf(must(checkPlan(text)))).toBe('proven');
      }),
      { numRuns: 400 },
    );
  });

  test('F015 needs that take all or nothing are served in whole, and as well as can be', async () => {
    await fc.assert(
      fc.asyncProperty(market(4, true), async (one) => {
        const plan = await planOf(one);
        expect(worthOf(one, plan.flow)).toEqual(bruteForce(one));
        expect(plan.corners.every((corner) => corner.solved)).toBe(true);
        const text = planFile(one, plan, (kind, index) => `${kind}${index}`, {});
        const verdict = must(checkPlan(text));
        expect(standingOf(verdict)).toBe(verdict.open === 0 ? 'proven' : 'bounded');
        // A bound is never passed, and never claimed where it is not reached.
        expect(isBetter(verdict.worth, verdict.bound)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('an urgent need goes before any number of others, whatever their points', () => {
    const one: Market = {
      tiers: 3,
      wanted: Float64Array.of(1, 5),
      tier: Int32Array.of(0, 2),
      whole: Uint8Array.of(0, 0),
      left: Float64Array.of(1),
      need: Int32Array.of(0, 1),
      resource: Int32Array.of(0, 0),
      points: Float64Array.of(1, 1000),
    };
    expect([...solveTiers(one).flow]).toEqual([1, 0]);
    expect([...greedy(one)]).toEqual([0, 1]);
  });

  test('without the other solver the plan is lawful still, and does not claim to be the best', async () => {
    const one: Market = {
      tiers: 1,
      wanted: Float64Array.of(3, 2),
      tier: Int32Array.of(0, 0),
      whole: Uint8Array.of(1, 0),
      left: Float64Array.of(3),
      need: Int32Array.of(0, 1),
      resource: Int32Array.of(0, 0),
      points: Float64Array.of(10, 11),
    };
    const parts = solveTiers(one);
    const plan = await solveWhole(one, parts, async () => null);
    expect([...plan.flow]).toEqual([3, 0]);
    expect(plan.corners).toMatchObject([{ worth: [30n], bound: [32n], solved: false }]);
    const known = await solveWhole(one, parts, solver);
    expect(known.corners).toMatchObject([{ worth: [30n], bound: [32n], solved: true }]);
    const verdict = must(checkPlan(planFile(one, { ...known, prices: parts.prices }, (kind, i) => `${kind}${i}`, {})));
    expect([standingOf(verdict), verdict.open]).toEqual(['bounded', 1]);
  });
});

describe('pairs that can not be', () => {
  const one: Market = {
    tiers: 2,
    wanted: Float64Array.of(3, 2, 1),
    tier: Int32Array.of(0, 1, 1),
    whole: Uint8Array.of(1, 1, 0),
    left: Float64Array.of(2),
    need: Int32Array.of(0, 1, 2),
    resource: Int32Array.of(0, 0, 0),
    points: Float64Array.of(9, 5, 4),
  };

  test('F015 who wants three in whole from who has two takes nothing away, needs no price, and the plan is proven', async () => {
    const plan = await planOf(one);
    expect([...plan.flow]).toEqual([0, 2, 0]);
    expect(plan.corners).toEqual([]);
    const verdict = must(checkPlan(planFile(one, plan, (kind, i) => `${kind}${i}`, {})));
    expect([standingOf(verdict), verdict.bound]).toEqual(['proven', [0n, 10n]]);
  });

  test('of a resource only what some wants add up to is in play', () => {
    const market: Market = { ...one, wanted: Float64Array.of(4, 2, 1), left: Float64Array.of(5) };
    expect([...usable({ ...market, whole: Uint8Array.of(1, 1, 1) })]).toEqual([5]);
    expect([...usable({ ...market, wanted: Float64Array.of(4, 2, 2), whole: Uint8Array.of(1, 1, 1) })]).toEqual([4]);
    expect([...usable({ ...market, wanted: Float64Array.of(4, 2, 2), whole: Uint8Array.of(1, 1, 0) })]).toEqual([5]);
    expect([...usable({ ...market, wanted: Float64Array.of(6, 6, 6), whole: Uint8Array.of(1, 1, 1) })]).toEqual([0]);
  });

  test('a solver that sees only one tier at a time gives a lawful plan that loses nothing above, and is not called best', async () => {
    await fc.assert(
      fc.asyncProperty(market(4, true), async (each) => {
        const parts = solveTiers(each);
        // Programs of several tiers hold a demand for each before them.
        const narrow: typeof solver = (program) => (/^ t0:/m.test(program) ? Promise.resolve(null) : solver(program));
        const plan = await solveWhole(each, parts, narrow);
        const verdict = must(
          checkPlan(planFile(each, { ...plan, prices: parts.prices }, (kind, i) => `${kind}${i}`, {})),
        );
        expect(standingOf(verdict)).not.toBe('broken');
        const best = bruteForce(each);
        const worth = worthOf(each, plan.flow);
        expect(isBetter(worth, best)).toBe(false);
        if (plan.corners.every((corner) => corner.solved)) expect(worth).toEqual(best);
        expect(worth[0]).toBe(best[0]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the checker believes nothing', () => {
  const one: Market = {
    tiers: 2,
    wanted: Float64Array.of(2, 1),
    tier: Int32Array.of(0, 1),
    whole: Uint8Array.of(0, 0),
    left: Float64Array.of(2),
    need: Int32Array.of(0, 1),
    resource: Int32Array.of(0, 0),
    points: Float64Array.of(7, 9),
  };
  const { flow, prices } = solveTiers(one);
  const file = JSON.parse(planFile(one, { flow, prices, corners: [] }, (kind, i) => `${kind}${i}`, {}));
  const spoilt = (change: (copy: typeof file) => void): string => {
    const copy = structuredClone(file);
    change(copy);
    return JSON.stringify(copy);
  };
  const verdictOf = (text: string) => standingOf(must(checkPlan(text)));

  test('the true plan is proven', () => expect(verdictOf(JSON.stringify(file))).toBe('proven'));

  test.each<[string, (copy: typeof file) => void]>([
    ['gives more than there is', (copy) => (copy.pairs[0][3] = 3)],
    ['gives less than it says', (copy) => (copy.pairs[0][3] = 1)],
    ['counts a pair for more', (copy) => (copy.pairs[0][2] = 8)],
    ['has a price below nothing', (copy) => (copy.resources[0].price = [-1, 0])],
    ['says another worth', (copy) => (copy.worth = ['15', '0'])],
    [
      'calls a gap a corner',
      (copy) => Object.assign(copy, { corners: [{ members: ['n0', 'r0'] }], worth: ['7', '0'] }),
    ],
    ['hides a tier', (copy) => (copy.needs[1].tier = 0)],
  ])('a plan that %s is broken', (_name, change) => {
    expect(verdictOf(spoilt(change))).toBe('broken');
  });

  test.each([
    ['{', 'plan.json'],
    ['[]', 'plan.shape'],
    ['{"format":"linli-match-2"}', 'plan.shape'],
    [spoilt((copy) => (copy.needs[0].wanted = 1.5)), 'plan.shape'],
    [spoilt((copy) => (copy.pairs[0][0] = 'n9')), 'plan.shape'],
    [spoilt((copy) => (copy.needs[1].id = copy.needs[0].id)), 'plan.shape'],
  ])('what is no plan is refused: %s', (text, code) => {
    expect(checkPlan(text)).toMatchObject({ fault: { code } });
  });
});
