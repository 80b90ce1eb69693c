import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bigramQuery, bigrams, countChars, excerpt, foldForSearch, normalise } from './text.ts';

describe('normalise', () => {
  test.each([
    ['  ３号楼　Ａ座  ', '3号楼 A座'],
    ['停水了，怎么办？', '停水了，怎么办？'],
    ['一行\r\n\r\n 二行\t末\n', '一行\n二行 末'],
    ['a\u0000b\u200Bc\u202Ed', 'abcd'],
    ['约20㎡……①', '约20㎡……①'],
    ['𝐇𝐞𝐥𝐥𝐨', 'Hello'],
    ['e\u0301', 'é'],
    ['👨‍👩‍👧 好', '👨‍👩‍👧 好'],
    ['x\u200Dy\u200D', 'xy'],
    ['\ud800', '\ufffd'],
  ])('%j becomes %j', (raw, kept) => expect(normalise(raw)).toBe(kept));

  test('a second time changes nothing, and nothing unseen is left', () => {
    const messy = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(messy, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
        expect(once.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u200b\u202a-\u202e\ufeff]| {2}/u);
        expect(once).not.toContain('\n\n');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('plain text is read the short way', () => {
  // One sign outside the plain ones makes the whole text go the long way; what stands before it must not be told otherwise.
  const signs = [...'停水了二〇々楼３Ａb1 \n，。！（）…—“”〈【~', '\t', 'ﬁ', '㈱', 'ㄅ', '한', 'Å', '\u0301'];
  const text = fc.string({ unit: fc.constantFrom(...signs), maxLength: 20 });
  const plainText = fc.string({ unit: fc.constantFrom(...'停水了楼b1A \n，。！？：（）…—“”‘’〈【、'), maxLength: 20 });

  test('and kept and folded as the long way would', () => {
    fc.assert(
      fc.property(plainText, (one) => {
        expect(normalise(`${one}x`)).toBe(normalise(`${one}xé`).slice(0, -1));
        expect(foldForSearch(`${one}x`)).toBe(foldForSearch(`${one}xé`).slice(0, -1));
      }),
      { numRuns: 1_000 },
    );
  });

  test('and found by the same tokens', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(bigrams(one)).toBe(bigrams(`${one} 😀`));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What PostgreSQL does with the two texts, told in a few lines: every part of the query must be a token or begin one. */
function finds(query: string, text: string): boolean {
  const tokens = bigrams(text).split(' ');
  const parts = bigramQuery(query).split(' & ');
  return parts.every((part) => {
    const [, token = '', prefix = ''] = /^'(.*)'(:\*)?$/.exec(part) ?? [];
    return tokens.some((candidate) => (prefix === '' ? candidate === token : candidate.startsWith(token)));
  });
}

describe('search', () => {
  test('Chinese is cut into pairs, other words stay whole', () => {
    expect(bigrams('停水了，3号楼WiFi坏')).toBe('停水 水了 了 3 号楼 楼 wifi 坏');
    expect(bigrams('！？')).toBe('');
    expect(bigramQuery('停水了')).toBe("'停水' & '水了'");
    expect(bigramQuery('水')).toBe("'水':*");
    expect(bigramQuery(`"'; DROP`)).toBe("'drop':*");
    expect(foldForSearch('Ｃafé  ①')).toBe('cafe 1');
  });

  test.each([
    ['停水', true],
    ['水', true],
    ['了', true],
    ['３号楼', true],
    ['WIFI', true],
    ['停电', false],
  ])('%s found: %s', (query, found) => expect(finds(query, '停水了，3号楼WiFi坏')).toBe(found));

  test('every piece of a Chinese text is found in it', () => {
    const text = fc.array(fc.constantFrom(...'楼道灯坏了老人怕黑，3 a'.split('')), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, fc.nat(19), fc.nat(6), (letters, from, length) => {
        const piece = letters.slice(from, from + length + 1).join('');
        if (!/^[\p{Script=Han}]+$/u.test(piece)) return;
        expect(finds(piece, letters.join(''))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('an excerpt is one line, no longer than asked, and says that it is one', () => {
  expect(excerpt('楼道灯坏了\n三天了', 20)).toBe('楼道灯坏了 三天了');
  expect(excerpt('楼道灯坏了，三天了', 7)).toBe('楼道灯坏了…');
  expect(excerpt('😀😀😀😀', 3)).toBe('😀😀…');
  expect(countChars('楼道😀')).toBe(3);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, length) => {
      expect(countChars(excerpt(text, length))).toBeLessThanOrEqual(length);
    }),
  );
});
