import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldPassage, foldText, gramsOf, pairsOf, passageOf, wordList, wordsIn } from './text-grams.ts';

const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));

const said = (body: string) => foldPassage({ title: '', body });

test('traditional, full-width and capital writing is compared as the plain one', () => {
  expect(foldText('學校亂收補課費')).toBe('学校乱收补课费');
  expect(foldText('ＡＢｃ 電梯')).toBe('abc 电梯');
});

test('a short first line is the title where more follows', () => {
  expect(passageOf('楼道灯坏了\n三楼到四楼都黑')).toEqual({ title: '楼道灯坏了', body: '三楼到四楼都黑' });
  expect(passageOf('楼道灯坏了')).toEqual({ title: '', body: '楼道灯坏了' });
  expect(passageOf(`${'长'.repeat(61)}\n下面`).title).toBe('');
});

test('pairs stop at marks, digits and blanks, and a title counts three times', () => {
  const grams = gramsOf({ title: '停水', body: '停水，水3停' });
  const pair = (text: string) => text.charCodeAt(0) * 65_536 + text.charCodeAt(1);
  expect(grams.get(pair('停水'))).toBe(4);
  expect(grams.get(pair('水停'))).toBeUndefined();
  expect(grams.get('水'.charCodeAt(0))).toBe(5);
});

test('digits, marks, blanks and emoji alone leave nothing', () => {
  for (const text of ['', '   ', '13800138000', '😀😀', '！！！？', '\n\n']) expect(gramsOf(said(text)).size).toBe(0);
  expect(pairsOf(said('水')).size).toBe(0);
});

test('of two known words that begin together the longer is found', () => {
  const list = wordList(['公交', '公交车', '车站', '车']);
  expect(list.words).toEqual(['公交', '公交车', '车站']);
  const found = wordsIn(list, said('公交车站换公交'));
  expect([...found]).toEqual([
    [1, 1],
    [2, 1],
    [0, 1],
  ]);
});

test('no text breaks the reading, however strange, and a hundred thousand characters end', () => {
  fc.assert(
    fc.property(anything, (text) => {
      for (const count of gramsOf(foldPassage(passageOf(text))).values()) expect(count).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
  expect(pairsOf(said('停水停电'.repeat(25_000))).size).toBe(4);
});
