import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMinutes, parseMinutes } from './hours.ts';
import { must } from './result.ts';

const code = (text: string, options = {}) => {
  const result = parseMinutes(text, options);
  return result.ok ? result.value : result.fault.code;
};

test.each([
  ['1.5小时', 90n],
  ['１．５小时', 90n],
  ['90分钟', 90n],
  ['90', 5400n],
  ['1:30', 90n],
  ['1：30', 90n],
  ['2h', 120n],
  ['1h30m', 90n],
  ['1 h 30 min', 90n],
  ['1小时20', 80n],
  ['2个小时', 120n],
  ['半小时', 30n],
  ['2个半小时', 150n],
  ['0.25小时', 15n],
])('reads %s', (text, minutes) => expect(code(text)).toBe(minutes));

test.each([
  ['', 'hours.empty'],
  ['一会儿', 'hours.not_a_number'],
  ['1:75', 'hours.not_a_number'],
  ['1.5.2小时', 'hours.not_a_number'],
  ['0', 'hours.not_positive'],
  ['-2', 'hours.not_positive'],
  ['0.01小时', 'hours.too_fine'],
  ['1.5分钟', 'hours.too_fine'],
  ['1001小时', 'hours.too_large'],
])('refuses %s as %s', (text, expected) => expect(code(text)).toBe(expected));

test('a bare number may be minutes, and the limit may be a parameter', () => {
  expect(code('90', { bare: 'minutes' })).toBe(90n);
  expect(parseMinutes('25h', { max: 1440n })).toEqual({
    ok: false,
    fault: { code: 'hours.too_large', params: { hours: '24' } },
  });
});

test('reads back whatever it writes, in both languages', () => {
  expect(formatMinutes(90n, 'zh')).toBe('1 小时 30 分钟');
  expect(formatMinutes(120n, 'en')).toBe('2 h');
  expect(formatMinutes(-45n, 'zh')).toBe('−45 分钟');
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 59_999n }),
      fc.constantFrom('zh' as const, 'en' as const),
      (minutes, lang) => {
        expect(must(parseMinutes(formatMinutes(minutes, lang)))).toBe(minutes);
      },
    ),
  );
});
