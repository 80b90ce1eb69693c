import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberPlaces } from './number-places.ts';

test('numbers get places in the order in which they come, as a Map would give them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 3000 }), (numbers) => {
      const places = new NumberPlaces();
      const known = new Map<number, number>();
      for (const number of [...numbers, 0, ...numbers]) {
        expect(places.find(number)).toBe(known.get(number) ?? -1);
        if (!known.has(number)) known.set(number, known.size);
        expect(places.place(number)).toBe(known.get(number));
      }
      expect(places.size).toBe(known.size);
    }),
    { numRuns: 30 },
  );
});

test('numbers that would fall on the same slot keep apart while it grows', () => {
  const places = new NumberPlaces();
  const numbers = Array.from({ length: 20_000 }, (_, at) => (at << 16) | 1);
  expect(numbers.map((number) => places.place(number))).toEqual([...numbers.keys()]);
  expect(numbers.map((number) => places.find(number))).toEqual([...numbers.keys()]);
  expect(places.find(3)).toBe(-1);
});
