import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { assignments, solve } from './best-match.ts';
import { certify } from './flow-certificate.ts';
import { readInstance } from './match-instance.ts';
import { minCostFlow } from './network-simplex.ts';

/** Published reference data, beside the clone where it is given. */
const sharedData = (...names: string[]): string => join(projectRoot, '../shared/data', ...names);

const still = (): number => 0;
const answerOf = (text: string) => must(solve(must(readInstance(text)), still));

interface Small {
  readonly d: readonly number[];
  readonly s: readonly number[];
  readonly ai: readonly number[];
  readonly aj: readonly number[];
  readonly w: readonly number[];
}

/** Small problems with what breaks solvers: equal scores, scores of zero and below, no quantity, no arcs, parallel arcs. */
const small = (most: number): fc.Arbitrary<Small> =>
  fc
    .record({
      d: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: most }),
      s: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: most }),
    })
    .chain(({ d, s }) =>
      fc
        .array(fc.tuple(fc.nat(d.length - 1), fc.nat(s.length - 1), fc.integer({ min: -3, max: 6 })), {
          maxLength: most * 3,
        })
        .map((arcs) => ({
          ...{ d, s, ai: arcs.map(([i]) => i), aj: arcs.map(([, j]) => j) },
          w: arcs.map(([, , w]) => w),
        })),
    );

/** The most by trying everything. */
function bruteForce({ d, s, ai, aj, w }: Small, at = 0, left = [...d], free = [...s]): number {
  if (at === ai.length) return 0;
  const [i = 0, j = 0] = [ai[at], aj[at]];
  let best = Number.NEGATIVE_INFINITY;
  const most = Math.min(left[i] ?? 0, free[j] ?? 0);
  for (let x = 0; x <= most; x++) {
    const needs = left.with(i, (left[i] ?? 0) - x);
    const things = free.with(j, (free[j] ?? 0) - x);
    best = Math.max(best, x * (w[at] ?? 0) + bruteForce({ d, s, ai, aj, w }, at + 1, needs, things));
  }
  return best;
}

const sum = (name: string, list: readonly string[], bound: number): string =>
  list.length === 0 ? '' : ` ${name}: ${list.join(' + ')} <= ${bound}\n`;

/** The same problem in the words of HiGHS. */
function programOf({ d, s, ai, aj, w }: Small): string {
  const arcs = ai.map((_, e) => e);
  const goal = arcs.map((e) => `${(w[e] ?? 0) < 0 ? '-' : '+'} ${Math.abs(w[e] ?? 0)} x${e}`).join(' ');
  const rows = [
    ...d.map((bound, i) =>
      sum(
        `d${i}`,
        arcs.filter((e) => ai[e] === i).map((e) => `x${e}`),
        bound,
      ),
    ),
    ...s.map((bound, j) =>
      sum(
        `s${j}`,
        arcs.filter((e) => aj[e] === j).map((e) => `x${e}`),
        bound,
      ),
    ),
  ];
  return `Maximize\n obj: ${goal}\nSubject To\n${rows.join('')}End\n`;
}

test('the optimum is what trying everything finds, on 2,000 small problems, and each is proven', () => {
  fc.assert(
    fc.property(small(3), (problem) => {
      if (problem.ai.length > 6) return;
      const answer = answerOf(JSON.stringify(problem));
      expect(answer.objective).toBe(Math.max(0, bruteForce(problem)));
      expect(answer).toMatchObject({ verified: true, gap: 0 });
    }),
    { numRuns: 2000 },
  );
});

test('the optimum is what HiGHS finds, on 500 middling problems', async () => {
  const highs = await loadHighs();
  fc.assert(
    fc.property(small(9), (problem) => {
      if (problem.ai.length === 0) return;
      const theirs = highs.solve(programOf(problem), { output_flag: false });
      const answer = answerOf(JSON.stringify(problem));
      expect(answer.objective).toBe(Math.round(theirs.ObjectiveValue));
      expect(answer.verified).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('flows through bounds from below and above and round about are cheapest, or refused when there are none', () => {
  const arc = fc.tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.nat(1),
    fc.nat(2),
    fc.integer({ min: -2, max: 4 }),
  );
  fc.assert(
    fc.property(fc.array(arc, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 2 }), (drawn, sent) => {
      const arcs = drawn.map(([u, v, least, more, cost]) => ({ u, v, least, most: least + more, cost }));
      const lines = arcs.map(({ u, v, least, most, cost }) => `a ${u} ${v} ${least} ${most} ${cost}`);
      const text = [`p min 4 ${arcs.length}`, `n 1 ${sent}`, `n 4 -${sent}`, ...lines].join('\n');
      let best = Number.POSITIVE_INFINITY;
      const tryAll = (at: number, net: readonly number[], cost: number): void => {
        const one = arcs[at];
        if (one === undefined) {
          if (net[0] === sent && net[1] === 0 && net[2] === 0) best = Math.min(best, cost);
          return;
        }
        for (let x = one.least; x <= one.most; x++) {
          const after = net.with(one.u - 1, (net[one.u - 1] ?? 0) + x);
          tryAll(at + 1, after.with(one.v - 1, (after[one.v - 1] ?? 0) - x), cost + x * one.cost);
        }
      };
      tryAll(0, [0, 0, 0, 0], 0);
      const answer = solve(must(readInstance(text)), still);
      if (best === Number.POSITIVE_INFINITY)
        expect(answer).toMatchObject({ ok: false, fault: { code: 'match.infeasible' } });
      else expect(answer).toMatchObject({ ok: true, value: { objective: best, verified: true } });
    }),
    { numRuns: 1500 },
  );
});

describe('the certificate', () => {
  const text = JSON.stringify({ d: [2, 1], s: [1, 2], ai: [0, 0, 1], aj: [0, 1, 1], w: [5, 3, 4] });
  const { network } = must(readInstance(text));
  const found = minCostFlow(network);

  test('holds for the best answer', () =>
    expect(certify(network, found)).toMatchObject({ verified: true, cost: -12n }));

  test('falls with a worse flow, an unlawful one, a fraction, or other prices', () => {
    const none = { flow: new Float64Array(3), potential: found.potential };
    expect(certify(network, none)).toMatchObject({ verified: false, gap: 12n });
    expect(certify(network, { flow: Float64Array.of(2, 1, 1), potential: found.potential }).verified).toBe(false);
    expect(certify(network, { flow: Float64Array.of(0.5, 1, 1), potential: found.potential }).verified).toBe(false);
    expect(certify(network, { flow: found.flow, potential: new Float64Array(4) }).verified).toBe(false);
  });
});

test('what goes where is told in the numbers of the file', () => {
  const instance = must(readInstance('2\n1 1 5\n1 2 1\n2 1 1\n2 2 9\n'));
  const answer = must(solve(instance, still));
  expect(assignments(instance, answer.flow)).toEqual([
    [1, 2, 1],
    [2, 1, 1],
  ]);
});

const refusals: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'match.format_unknown'],
  ['prose', 'hello', 'match.format_unknown'],
  ['half a JSON', '{"d":[1', 'match.json'],
  ['a JSON without scores', '{"d":[1],"s":[1],"ai":[0],"aj":[0]}', 'match.shape'],
  ['a fraction', '{"d":[1.5],"s":[1],"ai":[],"aj":[],"w":[]}', 'match.number'],
  ['a number beyond what is exact', '{"d":[1],"s":[1],"ai":[0],"aj":[0],"w":[9007199254740993]}', 'match.number'],
  ['scores whose sums are not exact', '{"d":[1],"s":[1],"ai":[0],"aj":[0],"w":[9007199254740991]}', 'match.too_large'],
  ['a need below nothing', '{"d":[-1],"s":[1],"ai":[],"aj":[],"w":[]}', 'match.range'],
  ['a pair with nobody', '{"d":[1],"s":[1],"ai":[0],"aj":[1],"w":[1]}', 'match.range'],
  ['lists of different length', '{"d":[1],"s":[1],"ai":[0],"aj":[0],"w":[1,2]}', 'match.count'],
  ['another N than said', '{"N":2,"d":[1],"s":[1],"ai":[],"aj":[],"w":[]}', 'match.count'],
  ['an arc before the problem line', 'c x\na 1 2 0 1 1\n', 'match.line'],
  ['fewer arcs than said', 'p min 2 2\na 1 2 0 1 1\n', 'match.count'],
  ['more arcs than said', 'p min 2 1\na 1 2 0 1 1\na 1 2 0 1 1\n', 'match.count'],
  ['a maximum flow', 'p max 2 1\na 1 2 5\n', 'match.line'],
  ['a node outside', 'p min 2 1\na 1 3 0 1 1\n', 'match.range'],
  ['bounds the wrong way round', 'p min 2 1\na 1 2 3 1 1\n', 'match.bounds'],
  ['a node said twice', 'p min 2 0\nn 1 1\nn 1 2\n', 'match.duplicate'],
  ['supply without demand', 'p min 2 1\nn 1 1\na 1 2 0 1 1\n', 'match.supply'],
  ['a word among costs', 'p min 2 1\na 1 2 0 1 x\n', 'match.number'],
  ['a dense table that is cut off', '2\n1 2\n3\n5 6 7 8 9\n', 'match.count'],
  ['a triple outside', '2\n1 3 5\n2 1 1\n', 'match.range'],
];

test.each(refusals)('%s is refused and named', (_, text, code) => {
  expect(readInstance(text)).toMatchObject({ ok: false, fault: { code } });
});

test('a demand that nothing reaches is no answer', () => {
  expect(solve(must(readInstance('2\n1 1 5\n2 1 6\n')), still)).toMatchObject({
    ok: false,
    fault: { code: 'match.infeasible' },
  });
});

const known: readonly (readonly [string, number])[] = [
  ['or-library/assign100.txt', 305],
  ['or-library/assign200.txt', 475],
  ['or-library/assignp800.txt', 2239],
  ['or-library/assignp1500.txt', 5839],
  ['netgen/ng_transp_100x100_1300.min', 2_054_059],
  ['netgen/ng_transp_150x150_3150.min', 2_168_790],
  ['netgen/ng_transp_1000x1000_20000.min', 138_665_582],
  ['synthetic/t1000.json', 2_629_206],
  ['synthetic/t1000.min', -2_629_206],
  ['synthetic/u1000.json', 892_005],
  ['synthetic/t10000.json', 31_316_045],
];

describe.skipIf(!existsSync(sharedData('matching')))('published instances', () => {
  test.each(known)('%s has the known optimum, proven', (file, optimum) => {
    const answer = answerOf(readFileSync(sharedData('matching', file), 'utf8'));
    expect(answer).toMatchObject({ objective: optimum, verified: true, gap: 0 });
  });
});
