import { describe, expect, test } from 'vitest';
import { answersIn, clearWords, hitsIn } from './hits.ts';
import { findPersonalData } from './privacy.ts';

const words = { title: '给王秀兰送饭', summary: '居民王秀兰独居，电话 13905170882，住5号楼3单元501。' };

describe('answers to what looks personal', () => {
  test('each piece is asked once, in order', () => {
    expect(hitsIn(Object.values(words)).map((hit) => hit.piece)).toEqual(['王秀兰', '13905170882', '5号楼3单元501']);
  });

  test('nothing goes out before each has an answer, and a reason where it stays', () => {
    expect(clearWords(words, [], []).open).toEqual({ at: 0, lacks: 'answer' });
    const some = [
      { piece: '王秀兰', answer: 'mask', reason: '' },
      { piece: '13905170882', answer: 'allowed', reason: '' },
    ];
    expect(clearWords(words, some, []).open).toEqual({ at: 1, lacks: 'reason' });
  });

  test('what is masked is gone from all the words, what stays keeps its reason', () => {
    const made = clearWords(
      words,
      [
        { piece: '王秀兰', answer: 'mask', reason: '' },
        { piece: '13905170882', answer: 'mask', reason: '' },
        { piece: '5号楼3单元501', answer: 'allowed', reason: '是公共活动室' },
      ],
      [],
    );
    expect(made.open).toBeNull();
    expect(made.masked).toBe(2);
    expect(made.words.title).toBe('给一位街坊送饭');
    expect(findPersonalData(made.words.summary).map((one) => one.text)).toEqual(['5号楼3单元501']);
    expect(made.cleared).toEqual([
      { kind: 'address', piece: '5号楼3单元501', answer: 'allowed', reason: '是公共活动室' },
    ]);
  });

  test('an answer that stands is not asked again; a new piece is', () => {
    const standing = [{ piece: '5号楼', answer: 'not_personal' as const, reason: '' }];
    expect(clearWords({ title: '5号楼的灯' }, [], standing).open).toBeNull();
    expect(clearWords({ title: '6号楼的灯' }, [], standing).open).toEqual({ at: 0, lacks: 'answer' });
  });

  test('fields of a form are read by their numbers, full-width digits as they are kept', () => {
    expect(
      answersIn({
        piece_0: '１３９０５１７０８８２',
        hit_0: 'mask',
        piece_2: '王阿姨',
        hit_2: 'allowed',
        why_2: '她是楼长',
      }),
    ).toEqual([
      { at: 0, piece: '13905170882', answer: 'mask', reason: '' },
      { at: 2, piece: '王阿姨', answer: 'allowed', reason: '她是楼长' },
    ]);
  });
});
