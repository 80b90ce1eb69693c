import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  maskCard,
  maskIdNumber,
  maskName,
  maskOrganisation,
  maskPhone,
  maskProtectedName,
  surnameLength,
} from './masking.ts';
import { compoundSurnames } from './zh.ts';

test.each([
  ['张三', '张*', '张*'],
  ['张小三', '张*三', '张*三'],
  ['张 小 三', '张*三', '张*三'],
  ['欧阳修', '欧阳**', '欧阳*'],
  ['欧阳小修', '欧阳**', '欧阳*修'],
  ['欧阳', '欧*', '欧*'],
  ['司马相如', '司马**', '司马*如'],
  ['王李小明', '王**', '王*明'],
  ['阿依古丽·买买提', '阿**', '阿*提'],
  ['王', '*', '*'],
  ['', '*', '*'],
  ['John Smith', 'J** S**', 'J** S**'],
  ['Maria del Carmen López', 'M** L**', 'M** L**'],
  ['élodie', 'É**', 'É**'],
  ['小明Tony', '小**', '小**'],
  ['<b>', 'B**', 'B**'],
])('%s is shown as %s in public and %s inside', (name, open, inside) => {
  expect(maskName(name, 'public')).toBe(open);
  expect(maskName(name, 'inside')).toBe(inside);
});

test('minors and those who are helped are a code in public, a surname inside', () => {
  expect(maskProtectedName('张小三', 'public', '2026-07-012')).toBe('2026-07-012');
  expect(maskProtectedName('张小三', 'inside', '2026-07-012')).toBe('张*');
  expect(maskProtectedName('欧阳小修', 'inside', 'x')).toBe('欧阳*');
  expect(maskProtectedName('Tony', 'inside', 'x')).toBe('T*');
});

test('numbers are never public, and inside only their ends show', () => {
  expect(maskPhone('13800138000', 'inside')).toBe('138****8000');
  expect(maskPhone('+86 138 0013 8000', 'inside')).toBe('138****8000');
  expect(maskPhone('1234567', 'inside')).toBe('****67');
  expect(maskIdNumber('11010519491231002X', 'inside')).toBe('1****************X');
  expect(maskIdNumber('bad', 'inside')).toBe('******************');
  expect(maskCard('6225 8801 3770 6868', 'inside')).toBe('**** 6868');
  for (const mask of [maskPhone, maskIdNumber, maskCard]) expect(mask('6225880137706868', 'public')).toBe('');
});

test('an organisation that wants no name keeps two characters and its kind', () => {
  expect(maskOrganisation('和平里便民超市有限公司')).toBe('和平**有限公司');
  expect(maskOrganisation('阳光药店')).toBe('阳光**');
  expect(maskOrganisation('小店')).toBe('小**');
});

const hanLetter = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point));

test('no name gives away more than two characters beyond a compound surname, however it is made', () => {
  fc.assert(
    fc.property(fc.array(hanLetter, { minLength: 2, maxLength: 8 }), (letters) => {
      const name = letters.join('');
      const open = maskName(name, 'public');
      expect(open).toContain('*');
      expect(open.replaceAll('*', '').length).toBeLessThanOrEqual(2);
      expect(maskName(name, 'inside').replaceAll('*', '').length).toBeLessThanOrEqual(surnameLength(name) + 1);
      expect(maskName(open, 'public')).not.toBe(name);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(maskName(name, 'public')).toContain('*');
    }),
  );
});

test('compound surnames are two characters each and listed once', () => {
  expect(new Set(compoundSurnames).size).toBe(compoundSurnames.length);
  for (const surname of compoundSurnames) expect([...surname]).toHaveLength(2);
});
