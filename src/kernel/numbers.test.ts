import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupDigits, parseCount } from './numbers.ts';
import { must } from './result.ts';

const code = (text: string) => {
  const result = parseCount(text);
  return result.ok ? result.value : result.fault.code;
};

test.each([
  ['3', 3],
  ['１２', 12],
  ['1,200 人', 1200],
  ['+5', 5],
  ['20个', 20],
  ['3户人家', 3],
])('reads %s', (text, value) => expect(code(text)).toBe(value));

test.each([
  ['', 'count.empty'],
  ['三', 'count.not_a_number'],
  ['1e3', 'count.not_a_number'],
  ['1 2', 'count.not_a_number'],
  ['0', 'count.not_positive'],
  ['-3', 'count.not_positive'],
  ['−3', 'count.not_positive'],
  ['2.5', 'count.not_whole'],
  ['0.5', 'count.not_whole'],
  ['1000001', 'count.too_large'],
  ['9'.repeat(39), 'count.too_large'],
  ['9'.repeat(80), 'count.not_a_number'],
])('refuses %s as %s', (text, expected) => expect(code(text)).toBe(expected));

test('reads back every grouped number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (value) => {
      expect(must(parseCount(groupDigits(BigInt(value))))).toBe(value);
    }),
  );
});
