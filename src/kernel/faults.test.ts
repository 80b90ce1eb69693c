import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

const folder = new URL('.', import.meta.url);

test('every refusal of the kernel has its sentence, and every sentence its refusal', () => {
  const sources = readdirSync(folder).filter((file) => /^(?!.*\.test|zh|en)\w+\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(8);
  const codes = sources.flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map((match) => match[1] ?? ''),
  );
  expect(new Set(codes)).toEqual(new Set(Object.keys(zh.faults)));
});

test('a sentence with values says them, in both languages', () => {
  expect(zh.faults['phone.length']({ digits: 10 })).toBe('手机号是 11 位数字，您写了 10 位，请看看是多了还是少了。');
  expect(en.faults['phone.length']({ digits: 10 })).toContain('you wrote 10');
  for (const words of [zh, en]) {
    for (const sentence of Object.values(words.faults)) {
      const said = typeof sentence === 'string' ? sentence : sentence({ max: 'X', digits: 'X', hours: 'X' });
      expect(said).not.toMatch(/undefined|\{|\$/);
    }
  }
});
