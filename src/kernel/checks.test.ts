import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { luhn, normalisePhone, readCard, readCreditCode, readOrganisationCode, readResidentId } from './checks.ts';
import { must, type Result } from './result.ts';

const codeOf = (result: Result<unknown>) => (result.ok ? 'fine' : result.fault.code);

describe('resident identity numbers', () => {
  test.each(['11010519491231002X', '360426199101010071', '440308199901101512', ' １１０１０５ 19491231 002x '])(
    '%s passes',
    (number) => expect(codeOf(readResidentId(number))).toBe('fine'),
  );

  test('says when and as what one was born, also from the old form', () => {
    expect(must(readResidentId('11010519491231002X'))).toEqual({
      number: '11010519491231002X',
      birth: '1949-12-31',
      sex: 'female',
      region: '110105',
    });
    expect(must(readResidentId('110105491231002')).number).toBe('11010519491231002X');
  });

  test.each([
    ['', 'id.empty'],
    ['1101051949123100', 'id.length'],
    ['X1010519491231002X', 'id.characters'],
    ['11010519491331002X', 'id.date'],
    ['110105194912310021', 'id.check_digit'],
    ['110105202712310021', 'id.date'],
  ])('%s is refused as %s', (number, code) => expect(codeOf(readResidentId(number, '2026-11-22'))).toBe(code));

  test('one wrong digit never passes', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const letters = [...'360426199101010071'];
        letters[place] = String((Number(letters[place]) + shift) % 10);
        expect(codeOf(readResidentId(letters.join('')))).not.toBe('fine');
      }),
    );
  });
});

describe('organisations', () => {
  test('credit codes are read; a wrong check character only warns', () => {
    expect(must(readCreditCode('91110000600037341L'))).toEqual({ code: '91110000600037341L' });
    expect(must(readCreditCode('５３１０００００５０００２０３５８f')).warning).toBeUndefined();
    expect(must(readCreditCode('91110000600037341M')).warning).toBe('credit.check_digit');
    expect(codeOf(readCreditCode(''))).toBe('credit.empty');
    expect(codeOf(readCreditCode('9111000060003734'))).toBe('credit.length');
    expect(codeOf(readCreditCode('9111000060003734IO'))).toBe('credit.characters');
  });

  test('organisation codes stand inside credit codes', () => {
    for (const code of ['600037341', '500020358', '50002035-8']) {
      expect(codeOf(readOrganisationCode(code))).toBe('fine');
    }
    expect(codeOf(readOrganisationCode('600037342'))).toBe('organisation_code.invalid');
  });
});

test('cards add up after Luhn', () => {
  expect(must(readCard('6225 8801 3770 6868'))).toBe('6225880137706868');
  expect(luhn('4111111111111111')).toBe(true);
  expect(codeOf(readCard('6222020200000000000'))).toBe('card.check_digit');
  expect(codeOf(readCard('622202'))).toBe('card.length');
  expect(codeOf(readCard('6222a'))).toBe('card.characters');
  expect(codeOf(readCard(' '))).toBe('card.empty');
  expect(luhn('')).toBe(false);
});

describe('mobile numbers', () => {
  test.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '１３８００１３８０００',
    '+86 13800138000',
    '0086-13800138000',
    '8613800138000',
  ])('%s is read', (text) => expect(must(normalisePhone(text))).toBe('13800138000'));

  test('a refusal says how many digits were found', () => {
    expect(normalisePhone('1380013800')).toEqual({
      ok: false,
      fault: { code: 'phone.length', params: { digits: 10 } },
    });
    expect(normalisePhone('138001380001')).toMatchObject({ fault: { params: { digits: 12 } } });
    expect(codeOf(normalisePhone('12800138000'))).toBe('phone.not_mobile');
    expect(codeOf(normalisePhone('一三八'))).toBe('phone.length');
    expect(codeOf(normalisePhone('一三八找我'))).toBe('phone.characters');
    expect(normalisePhone('幺三八〇〇幺三八零〇〇')).toEqual({ ok: true, value: '13800138000' });
    expect(codeOf(normalisePhone('　'))).toBe('phone.empty');
  });
});
