import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFen, formatShort, formatWan, largestFen, parseFen, splitLargestRemainder } from './money.ts';
import { must } from './result.ts';

const code = (text: string, limits = {}) => {
  const result = parseFen(text, limits);
  return result.ok ? result.value : result.fault.code;
};

describe('parseFen', () => {
  test.each([
    ['１００', 10_000n],
    ['100', 10_000n],
    ['1.2万', 1_200_000n],
    ['1.2 万元', 1_200_000n],
    ['1.2w', 1_200_000n],
    ['¥1,200.50', 120_050n],
    ['￥１，２００．５０', 120_050n],
    ['1 200.50', 120_050n],
    ['100元', 10_000n],
    ['100 元整', 10_000n],
    ['　１，０００　元　', 100_000n],
    ['¥ 1.5 万', 1_500_000n],
    ['0.5元', 50n],
    ['人民币 3千', 300_000n],
    ['RMB 88.8', 8_880n],
    ['+5', 500n],
    ['.5', 50n],
    ['0.01', 1n],
    ['007', 700n],
    ['1.23456万', 1_234_560n],
    ['1.234567万', 1_234_567n],
    ['1e3', 100_000n],
    ['1.5E3', 150_000n],
    ['99,999,999.99', largestFen],
    ['3角', 30n],
    ['3毛', 30n],
    ['３毛５', 35n],
    ['5分', 5n],
    ['15角', 150n],
    ['3角5分', 35n],
    ['5元5角', 550n],
    ['5 元 5 角', 550n],
    ['5块5', 550n],
    ['5块55', 555n],
    ['5块05', 505n],
    ['5块5毛', 550n],
    ['12块钱3毛4分', 1_234n],
    ['5元零5分', 505n],
    ['5元5分', 505n],
    ['¥1,200元3角4分整', 120_034n],
    ['99999999元9角9分', largestFen],
  ])('reads %s exactly', (text, fen) => expect(code(text)).toBe(fen));

  test.each([
    ['', 'money.empty'],
    [' 　', 'money.empty'],
    ['abc', 'money.not_a_number'],
    ['一百', 'money.not_a_number'],
    ['5元5', 'money.not_a_number'],
    ['5元15角', 'money.not_a_number'],
    ['5角元', 'money.not_a_number'],
    ['5角5', 'money.not_a_number'],
    ['5块555', 'money.not_a_number'],
    ['5分5角', 'money.not_a_number'],
    ['1.2万元5角', 'money.not_a_number'],
    ['1.5元5角', 'money.not_a_number'],
    ['5元零', 'money.not_a_number'],
    ['-5角', 'money.not_positive'],
    ['0元0角', 'money.not_positive'],
    ['壹佰元', 'money.not_a_number'],
    ['100美元', 'money.not_a_number'],
    ['$5', 'money.not_a_number'],
    ['1万2', 'money.not_a_number'],
    ['1,20', 'money.not_a_number'],
    ['1,2000', 'money.not_a_number'],
    ['1 20', 'money.not_a_number'],
    ['12 34', 'money.not_a_number'],
    ['1.2.3', 'money.not_a_number'],
    ['--1', 'money.not_a_number'],
    ['0x10', 'money.not_a_number'],
    ['NaN', 'money.not_a_number'],
    ['Infinity', 'money.not_a_number'],
    ['.', 'money.not_a_number'],
    ['¥', 'money.not_a_number'],
    ['<b>1</b>', 'money.not_a_number'],
    ['1'.repeat(500), 'money.not_a_number'],
    ['0', 'money.not_positive'],
    ['0.00', 'money.not_positive'],
    ['0e99', 'money.not_positive'],
    ['−1', 'money.not_positive'],
    ['-1', 'money.not_positive'],
    ['－１', 'money.not_positive'],
    ['负5元', 'money.not_positive'],
    ['¥-5', 'money.not_positive'],
    ['0.001', 'money.too_fine'],
    ['1.200', 'money.too_fine'],
    ['1.2345678万', 'money.too_fine'],
    ['1e9', 'money.too_large'],
    ['1000000000', 'money.too_large'],
    ['100000000', 'money.too_large'],
    ['10亿', 'money.too_large'],
    ['1e9999', 'money.too_large'],
    ['1'.repeat(150), 'money.too_large'],
  ])('refuses %s as %s', (text, expected) => expect(code(text)).toBe(expected));

  test('says what the limit is, and takes another one', () => {
    expect(parseFen('1e9')).toEqual({
      ok: false,
      fault: { code: 'money.too_large', params: { max: '99,999,999.99' } },
    });
    expect(code('501', { max: 50_000n })).toBe('money.too_large');
    expect(code('1e9', { max: 10n ** 12n })).toBe(10n ** 11n);
    expect(code('0', { zero: true })).toBe(0n);
  });

  test('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: largestFen }), fc.boolean(), (fen, plain) => {
        expect(must(parseFen(formatFen(fen, { plain })))).toBe(fen);
        expect(must(parseFen(`￥${formatFen(fen)} 元`))).toBe(fen);
      }),
    );
  });

  test('yuan, tenths and hundredths by name are what they are by decimals', () => {
    const yuanWords = fc.constantFrom('元', '块', '圆', '块钱');
    const jiaoWords = fc.constantFrom('角', '毛');
    const digit = fc.bigInt({ min: 0n, max: 9n });
    const whole = fc.bigInt({ min: 1n, max: 99_999_999n });
    fc.assert(
      fc.property(whole, digit, digit, yuanWords, jiaoWords, (yuan, jiao, fen, yuanWord, jiaoWord) => {
        const value = yuan * 100n + jiao * 10n + fen;
        expect(code(`${yuan}${yuanWord}${jiao}${jiaoWord}${fen}分`)).toBe(value);
        expect(code(`${yuan}${yuanWord}${jiao}${jiaoWord}`)).toBe(value - fen);
        expect(code(`${yuan}${yuanWord}${fen}分`)).toBe(yuan * 100n + fen);
        expect(code(`${yuan}块${jiao}${fen}`)).toBe(value);
        expect(code(`${yuan}.${jiao}${fen}`)).toBe(value);
      }),
    );
  });

  test('never throws and never yields a sum out of bounds', () => {
    const typed = fc.string({
      unit: fc.constantFrom(...'0123456789.,e+-−¥ 万千亿元块角毛分零w１２'.split('')),
      maxLength: 14,
    });
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), (text) => {
        const result = parseFen(text);
        if (result.ok) expect(result.value > 0n && result.value <= largestFen).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('formatting', () => {
  test('writes yuan with two decimals', () => {
    expect(formatFen(1_234_500n)).toBe('12,345.00');
    expect(formatFen(-5n)).toBe('−0.05');
    expect(formatFen(0n, { sign: true })).toBe('0.00');
    expect(formatFen(100_000_000n, { sign: true })).toBe('+1,000,000.00');
    expect(formatFen(-123_456n, { plain: true })).toBe('-1234.56');
  });

  test("writes large sums short in the reader's units", () => {
    expect(formatWan(1_230_000n)).toBe('1.23 万');
    expect(formatWan(1_000_000n)).toBe('1 万');
    expect(formatWan(999_900n)).toBe('9,999');
    expect(formatWan(9_999_999_999n)).toBe('1 亿');
    expect(formatWan(-123_456_789n)).toBe('−123.46 万');
    expect(formatShort(1_230_000n, 'en')).toBe('12.3k');
    expect(formatShort(123_000_000n, 'en')).toBe('1.23 m');
    expect(formatShort(12_345n, 'en')).toBe('123.45');
  });
});

describe('splitLargestRemainder', () => {
  test('gives what is left to the largest remainders, ties in order', () => {
    expect(splitLargestRemainder(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitLargestRemainder(10n, [3n, 3n, 4n, 0n])).toEqual([3n, 3n, 4n, 0n]);
    expect(splitLargestRemainder(-5n, [1n, 1n])).toEqual([-3n, -2n]);
    expect(splitLargestRemainder(0n, [])).toEqual([]);
    expect(() => splitLargestRemainder(1n, [0n])).toThrow();
    expect(() => splitLargestRemainder(1n, [2n, -1n])).toThrow();
  });

  test('adds up exactly and strays less than one from the true share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, list) => {
        const sum = list.reduce((a, b) => a + b, 0n);
        const parts = splitLargestRemainder(total, list);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        for (const [place, part] of parts.entries()) {
          const stray = part * sum - total * (list[place] ?? 0n);
          expect(stray < sum && stray > -sum).toBe(true);
        }
      }),
    );
  });
});
