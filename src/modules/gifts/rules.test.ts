import { expect, test } from 'vitest';
import { shared } from './rules.ts';

test('first in, first out: stretches laid end to end share what they cover', () => {
  const gifts = [
    { id: 'a', amount: 30n },
    { id: 'b', amount: 50n },
    { id: 'c', amount: 20n },
  ];
  expect(shared(0n, 30n, gifts)).toEqual([{ id: 'a', amount: 30n }]);
  expect(shared(20n, 65n, gifts)).toEqual([
    { id: 'a', amount: 10n },
    { id: 'b', amount: 50n },
    { id: 'c', amount: 5n },
  ]);
  expect(shared(100n, 5n, gifts)).toEqual([]);
});
