import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { projectRoot } from '#platform/root';
import { readSheet } from '#platform/sheet';
import { type Example, guessClasses, hasLetters, learnClasses } from './classify.ts';
import { packModel, unpackModel } from './classify-keep.ts';
import { type Features, scoreOf, separate } from './classify-linear.ts';

const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 })
  .map((units) => String.fromCharCode(...units));

const passage = (body: string) => ({ title: '', body });

const lights = [
  '楼道灯不亮',
  '路灯坏了一排',
  '三楼的灯一闪一闪',
  '晚上没有灯看不清台阶',
  '灯泡烧了没人换',
  '声控灯失灵',
];
const schools = [
  '学校门口太挤',
  '小学食堂的饭是凉的',
  '补课费收得不明白',
  '幼儿园报不上名',
  '老师换得太勤',
  '校车总是晚点',
];
const examples: readonly Example[] = [
  ...lights.map((body) => ({ passage: passage(body), label: 'light' })),
  ...schools.map((body) => ({ passage: passage(body), label: 'school' })),
];

function learned(all: readonly Example[] = examples) {
  const made = learnClasses(all);
  if (made === null) throw new Error('nothing was learned');
  return made;
}

describe('classes', () => {
  test('a text never seen goes to the class whose words it has, with more confidence than the rest together', () => {
    const { model } = learned();
    const [first] = guessClasses(model, passage('五楼的楼道灯又坏了'));
    expect(first?.label).toBe('light');
    expect(first?.confidence).toBeGreaterThan(0.5);
    expect(guessClasses(model, passage('幼兒園的老師'))[0]?.label).toBe('school');
  });

  test('a known subject speaks where no word was seen before', () => {
    // None of these words stands in the examples; they belong to the same group of words as some that do.
    expect(guessClasses(learned().model, passage('班主任的作业'))[0]?.label).toBe('school');
  });

  test('the shares of all classes make one, whatever the text', () => {
    const { model } = learned();
    fc.assert(
      fc.property(anything, (text) => {
        const guesses = guessClasses(model, passage(text));
        const sum = guesses.reduce((all, guess) => all + guess.confidence, 0);
        expect(sum).toBeCloseTo(1, 9);
        expect(guesses.map((guess) => guess.label).toSorted()).toEqual(['light', 'school']);
      }),
      { numRuns: 100 },
    );
  });

  test('the same examples teach the same, and one class alone teaches nothing', () => {
    expect(learned().model.weights).toEqual(learned().model.weights);
    expect(learnClasses(examples.filter((one) => one.label === 'light'))).toBeNull();
    expect(learnClasses([])).toBeNull();
  });

  test('words given for a class teach without being tested on, and give way to what people decided', () => {
    const given: Example[] = [
      { passage: passage('灯 路灯 楼道灯'), label: 'light', given: true },
      { passage: passage('学校 老师 读书'), label: 'school', given: true },
    ];
    const { model, report } = learned(given);
    expect(report.tested).toBe(0);
    expect(guessClasses(model, passage('路灯'))[0]?.label).toBe('light');
    const decided = Array.from({ length: 8 }, () => ({ passage: passage('路灯杆上的广告'), label: 'school' }));
    const after = learned([...given, ...examples, ...decided]);
    expect(guessClasses(after.model, passage('路灯杆上的广告'))[0]?.label).toBe('school');
    expect(after.report.tested).toBe(examples.length + decided.length);
  });

  test('what was told of texts held back is counted honestly: classes drawn by lot are not told apart', () => {
    const drawn = [...lights, ...schools].map((body, at) => ({ passage: passage(body), label: at % 2 ? 'a' : 'b' }));
    const { report } = learned(drawn);
    expect(report.tested).toBe(12);
    expect(report.accuracy).toBeLessThan(0.8);
    expect(report.classes.reduce((sum, one) => sum + one.examples, 0)).toBe(12);
  });

  test('a model that was kept, in whatever kind of bytes, opens as it was', () => {
    const { model } = learned();
    const packed = packModel(model);
    for (const bytes of [
      packed,
      Uint8Array.from(packed),
      Buffer.from(Buffer.from(packed).toString('base64'), 'base64'),
    ])
      expect(unpackModel(bytes)).toEqual(model);
  });

  test('what one group of words taught holds for its neighbours under the same roof', () => {
    const taught = [
      ...['工厂排放废气，味道刺鼻', '河里全是污水', '烟囱冒黑烟', '养猪场恶臭'].map((body) => ({
        body,
        label: 'environment',
      })),
      ...['校长和老师不讲道理', '学校收补课费', '教学楼漏雨了', '作业太多'].map((body) => ({
        body,
        label: 'education',
      })),
    ].map(({ body, label }) => ({ passage: passage(body), label }));
    expect(guessClasses(learned(taught).model, passage('广场舞的音响太吵'))[0]?.label).toBe('environment');
    expect(guessClasses(learned(taught).model, passage('幼儿园入园摇号'))[0]?.label).toBe('education');
  });

  test('a text without letters is known to have none', () => {
    expect(hasLetters(passage('😀 １３８ ！'))).toBe(false);
    expect(hasLetters({ title: '水', body: '' })).toBe(true);
  });
});

test('a separating plane has every text on its side when there is one', () => {
  const row = (...value: number[]): Features => ({
    at: Uint32Array.from(value.keys()),
    value: Float32Array.from(value),
  });
  const texts = [row(1, 0), row(0.9, 0.2), row(0, 1), row(0.1, 0.8)];
  const inside = [true, true, false, false];
  const weights = separate(texts, inside, new Float64Array(4).fill(10), 2);
  expect(texts.map((text) => scoreOf(weights, text) > 0)).toEqual(inside);
});

const labelled = join(projectRoot, '../shared/data/messages/labelled.csv');

describe.skipIf(!existsSync(labelled))('published messages', () => {
  test('seven classes are told apart with a macro-F1 of at least 0.78 by cross-validation', async () => {
    const sheet = must(await readSheet({ bytes: readFileSync(labelled), name: 'labelled.csv' }));
    const [title, body, label] = ['subject', 'body', 'level1'].map((name) => sheet.header.indexOf(name));
    const all = sheet.rows.map(({ cells }) => ({
      passage: { title: cells[title ?? -1] ?? '', body: cells[body ?? -1] ?? '' },
      label: cells[label ?? -1] ?? '',
    }));
    expect(learnClasses(all, 5)?.report.macroF1).toBeGreaterThan(0.78);
  });
});
