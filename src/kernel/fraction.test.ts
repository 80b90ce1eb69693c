import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, ceiling, compare, divide, floor, fraction, multiply, subtract } from './fraction.ts';

const anyFraction = fc
  .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }))
  .map(([over, under]) => fraction(over, under));

test('fractions are kept in lowest terms', () => {
  expect(fraction(6n, -8n)).toEqual({ over: -3n, under: 4n });
  expect(fraction(0n, 5n)).toEqual({ over: 0n, under: 1n });
  expect(() => fraction(1n, 0n)).toThrow();
  expect(() => divide(fraction(1n), fraction(0n))).toThrow();
});

test('two thirds of eight seats are six votes', () => {
  expect(ceiling(multiply(fraction(2n, 3n), fraction(8n)))).toBe(6n);
  expect(floor(fraction(-1n, 2n))).toBe(-1n);
  expect(ceiling(fraction(-1n, 2n))).toBe(0n);
});

test('what is added can be taken away, what is multiplied divided', () => {
  fc.assert(
    fc.property(anyFraction, anyFraction, (a, b) => {
      expect(subtract(add(a, b), b)).toEqual(a);
      if (b.over !== 0n) expect(divide(multiply(a, b), b)).toEqual(a);
      expect(compare(a, b) + compare(b, a)).toBe(0);
      expect(compare(fraction(floor(a)), a)).toBeLessThanOrEqual(0);
      expect(ceiling(a) - floor(a)).toBe(a.under === 1n ? 0n : 1n);
    }),
  );
});
