import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rarityOf, SimilarTexts } from './similar.ts';
import { foldPassage, type Passage, pairsOf } from './text-grams.ts';

const words = (title: string, body = ''): Passage => ({ title, body });

function indexOf(passages: readonly Passage[]): SimilarTexts {
  const texts = new SimilarTexts();
  for (const passage of passages) texts.add(passage);
  return texts;
}

const steps = (count: number) => Math.round((1 + Math.log(count)) * 16);

/** The cosine word by word: what the quick index is compared with. */
function byDefinition(passages: readonly Passage[], asked: Passage): number[] {
  const pairs = passages.map((one) => pairsOf(foldPassage(one)));
  const rarity = (pair: number) => rarityOf(pairs.filter((one) => one.has(pair)).length, passages.length);
  const vector = (of: ReadonlyMap<number, number>) =>
    new Map([...of].map(([pair, count]) => [pair, steps(count) * rarity(pair)]));
  const length = (of: ReadonlyMap<number, number>) =>
    Math.sqrt([...of.values()].reduce((sum, one) => sum + one * one, 0));
  const query = vector(pairsOf(foldPassage(asked)));
  return pairs.map((one) => {
    const other = vector(one);
    const product = [...query].reduce((sum, [pair, weight]) => sum + weight * (other.get(pair) ?? 0), 0);
    return product === 0 ? 0 : product / (length(query) * length(other));
  });
}

describe('texts of the same matter', () => {
  const passages = [
    words('丽景苑旁边的搅拌站太吵', '半夜还在响，灰也大'),
    words('电梯坏了三天', '五号楼的老人下不来'),
    words('搅拌站的灰', '丽景苑的窗台每天一层灰，夜里还吵'),
    words('五号楼电梯又停了', '轮椅下不去'),
    words('孩子上学的路上没有斑马线'),
  ];

  test('the nearest are those that speak of the same place and thing', () => {
    const texts = indexOf(passages);
    expect(texts.nearest(passages[0] ?? words(''), 2, 0)[0]?.at).toBe(2);
    expect(texts.nearest(passages[1] ?? words(''), 2, 1)[0]?.at).toBe(3);
  });

  test('a text is most like itself, is left out where it is named, and nothing is like an empty one', () => {
    const texts = indexOf(passages);
    const [itself] = texts.nearest(passages[3] ?? words(''), 1);
    expect(itself?.at).toBe(3);
    expect(itself?.score).toBeCloseTo(1, 6);
    expect(texts.nearest(passages[3] ?? words(''), 5, 3).some((one) => one.at === 3)).toBe(false);
    expect(texts.nearest(words('  ', '😀 13800138000'), 5)).toEqual([]);
    expect(new SimilarTexts().nearest(words('搅拌站'), 5)).toEqual([]);
  });

  test('traditional writing finds the simplified', () => {
    expect(indexOf(passages).nearest(words('電梯壞了三天'), 1)[0]?.at).toBe(1);
  });

  test('those of a least score are the same whether all are scored or only those that can reach it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'灯水电路灰吵坏楼，'), maxLength: 14 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), text, (bodies, asked) => {
        const texts = indexOf(bodies.map((body) => words('', body)));
        const pairs = pairsOf(foldPassage(words('', asked)));
        const told = (list: readonly { readonly at: number; readonly score: number }[]) =>
          list.map(({ at, score }) => `${at} ${score.toFixed(6)}`).sort();
        const all = texts.nearestTo(pairs, bodies.length).filter(({ score }) => score >= 0.4);
        expect(told(texts.nearestTo(pairs, bodies.length, { least: 0.4 }))).toEqual(told(all));
        // A second question finds nothing of the first.
        expect(told(texts.nearestTo(pairs, bodies.length, { least: 0.4 }))).toEqual(told(all));
      }),
      { numRuns: 300 },
    );
  });

  test('the index says what the definition says, also for texts added later', () => {
    const text = fc.string({ unit: fc.constantFrom(...'灯水电路灰吵，'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), text, (bodies, asked) => {
        const all = bodies.map((body) => words('', body));
        const texts = new SimilarTexts();
        for (const one of all) {
          texts.add(one);
          texts.nearest(one, 1);
        }
        const expected = byDefinition(all, words('', asked));
        const found = texts.nearest(words('', asked), all.length);
        expect(found.length).toBe(expected.filter((score) => score > 0).length);
        // Between two workings-out of lengths these lag behind by up to a tenth of the texts.
        for (const { at, score } of found) expect(Math.abs(score - (expected[at] ?? 0))).toBeLessThan(0.25);
        const scores = found.map((one) => one.score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
      { numRuns: 100 },
    );
    const whole = indexOf(passages);
    const expected = byDefinition(passages, words('电梯和搅拌站'));
    for (const { at, score } of whole.nearest(words('电梯和搅拌站'), 5))
      expect(score).toBeCloseTo(expected[at] ?? 0, 6);
  });
});
