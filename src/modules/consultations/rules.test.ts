import { describe, expect, test } from 'vitest';
import { linesOf } from './pages-said.tsx';
import {
  closedRefusal,
  closingRefusal,
  countOutcomes,
  lateRefusal,
  owesAnswer,
  pageOf,
  thingAt,
  wordsRefusal,
} from './rules.ts';
import { changes } from './rules-changes.ts';
import { keyed, splitAtHeadings } from './rules-sections.ts';
import type { Section } from './schema.ts';
import { headingMarks } from './zh.ts';

const marks = {
  line: new RegExp(headingMarks.line, 'u'),
  lead: new RegExp(headingMarks.lead, 'u'),
  sentence: new RegExp(headingMarks.sentence, 'u'),
};
const split = (whole: string) => splitAtHeadings(whole, marks, '总的');
const section = (key: number, heading: string, text: string): Section => ({ key, heading, text });

describe('F051 a text pasted whole is divided at its headings [/desk/:space/consultations/new]', () => {
  test('by articles, whose headings may go on with their text', () => {
    expect(split('第一条 给谁用\n住户。\n\n第二条 每天开门，不收钱。\n节日也开。')).toEqual([
      { heading: '第一条 给谁用', text: '住户。' },
      { heading: '第二条', text: '每天开门，不收钱。\n节日也开。' },
    ]);
  });
  test('by Chinese and plain numbers, and by signs of number', () => {
    expect(
      split('前面一句。\n一、目的\n好。\n（二）范围\n大。\n3. 时间\n早。\n## 四\n晚。').map((one) => one.heading),
    ).toEqual(['总的', '一、目的', '（二）范围', '3. 时间', '四']);
  });
  test('a sentence that begins with a number is no heading when it is long, and a text without any is one section', () => {
    const long = `1. ${'很长的一句话'.repeat(8)}`;
    expect(split(`就一段话。\n${long}`)).toEqual([{ heading: '总的', text: `就一段话。\n${long}` }]);
    expect(split('')).toEqual([]);
  });
});

describe('F049 a section keeps its key from version to version [/desk/:space/consultations/:id/text]', () => {
  const before = [section(1, '甲', '一'), section(2, '乙', '二')];
  const keys = (typed: Parameters<typeof keyed>[0]) => {
    const found = keyed(typed, before);
    return found.ok ? found.value.map((one) => one.key) : found.fault.code;
  };
  test('by the key on the form, by its heading, else it is a new one; empty ones fall away', () => {
    expect(
      keys([
        { key: '2', heading: '改了名', text: '' },
        { heading: '甲', text: '' },
        { heading: '', text: '' },
        { heading: '丙', text: '' },
      ]),
    ).toEqual([2, 1, 3]);
  });
  test('what has no heading, no section at all, or a key that never was is refused', () => {
    expect(keys([{ heading: '', text: '没标题' }])).toBe('consultations.heading_missing');
    expect(keys([{ heading: '', text: '' }])).toBe('consultations.no_sections');
    expect(keys([{ key: '9', heading: '甲', text: '' }])).toBe('consultations.section_unknown');
    expect(
      keys([
        { key: '1', heading: '甲', text: '' },
        { key: '1', heading: '乙', text: '' },
      ]),
    ).toBe('consultations.section_unknown');
    expect(keys(Array.from({ length: 61 }, (_, at) => ({ heading: `${at}`, text: '' })))).toBe(
      'consultations.too_many_sections',
    );
  });
});

describe('F049 what changed is marked by words [/s/:space/consultations/:id/answers]', () => {
  const before = [
    section(1, '时间', '每天早上六点到晚上十点。'),
    section(2, '安全', '不许飞线。'),
    section(3, '旧的', '没了。'),
  ];
  const after = [
    section(1, '时间', '每天早上六点到夜里十二点。'),
    section(4, '新的', '半年后再看。'),
    section(2, '安全', '不许飞线。'),
  ];
  const found = changes(before, after);
  test('sections are the same, changed, new or gone, and what is gone stands where it was', () => {
    expect(found.map((one) => [one.key, one.kind])).toEqual([
      [1, 'changed'],
      [4, 'added'],
      [2, 'same'],
      [3, 'removed'],
    ]);
  });
  test('the runs give back the old text and the new one', () => {
    const text = found[0]?.text ?? [];
    const of = (kind: string) =>
      text
        .filter((one) => one.kind !== kind)
        .map((one) => one.text)
        .join('');
    expect([of('added'), of('removed')]).toEqual([before[0]?.text, after[0]?.text]);
    expect(text.some((one) => one.kind === 'same' && one.text.includes('每天早上六点'))).toBe(true);
  });
  test('a text of which nothing is left is taken out and put in as a whole', () => {
    const old = Array.from({ length: 4000 }, (_, at) => `旧${at}`).join('，');
    const now = Array.from({ length: 4000 }, (_, at) => `new ${at}`).join('; ');
    expect(changes([section(1, '甲', old)], [section(1, '甲', now)])[0]?.text).toEqual([
      { kind: 'removed', text: old },
      { kind: 'added', text: now },
    ]);
  });
  test('paragraphs stay paragraphs', () => {
    expect(
      linesOf([
        { kind: 'same', text: '一\n二' },
        { kind: 'added', text: '三\n' },
      ]),
    ).toEqual([
      [{ kind: 'same', text: '一' }],
      [
        { kind: 'same', text: '二' },
        { kind: 'added', text: '三' },
      ],
    ]);
  });
});

test('F051 nobody speaks before it opens or after its last day; sheets of its days may still come in', () => {
  const of = { state: 'open', closesOn: '2026-03-16' } as const;
  expect(closedRefusal({ ...of, state: 'draft' }, '2026-03-02')?.code).toBe('consultations.not_open');
  expect(closedRefusal(of, '2026-03-16')).toBeNull();
  expect(closedRefusal(of, '2026-03-17')?.code).toBe('consultations.over');
  const late = (saidOn: string, state: 'open' | 'answering' | 'published' | 'draft' = 'answering') =>
    lateRefusal({ ...of, state }, '2026-03-02', saidOn, '2026-03-18')?.code ?? null;
  expect([late('2026-03-16'), late('2026-03-17'), late('2026-03-01')]).toEqual([
    null,
    'consultations.said_outside',
    'consultations.said_outside',
  ]);
  expect([late('2026-03-16', 'published'), late('2026-03-16', 'draft')]).toEqual([
    'consultations.over',
    'consultations.not_open',
  ]);
  expect(closingRefusal('2026-03-08', '2026-03-02', 7)?.params).toEqual({ least: '2026-03-09' });
  expect(closingRefusal('2026-03-09', '2026-03-02', 7)).toBeNull();
});

test('words that may not stand in public, answers that are owed, outcomes, and addresses', () => {
  expect(wordsRefusal('打 13812345678', false)?.code).toBe('consultations.personal_data');
  expect(wordsRefusal('打 13812345678', true)).toBeNull();
  expect(wordsRefusal('写这个的就是个废物', false)).toMatchObject({
    code: 'consultations.insult',
    params: { found: '废物' },
  });
  expect(wordsRefusal('写这个的就是个废物', true)).toBeNull();
  expect(wordsRefusal('请大家给张三转账捐款看病', true)?.code).toBe('consultations.money_appeal');
  expect(owesAnswer({ hiddenReason: null, takenBack: false })).toBe(true);
  expect(
    owesAnswer({ hiddenReason: '不当', takenBack: false }) || owesAnswer({ hiddenReason: null, takenBack: true }),
  ).toBe(false);
  expect(countOutcomes(['adopted', 'declined', 'adopted'])).toEqual({ adopted: 2, partly: 0, declined: 1 });
  const id = '01912345-1234-7abc-8def-0123456789ab';
  expect(thingAt(`https://linli.example/s/tonghua/projects/${id}?done=x`)).toEqual({ kind: 'project', id });
  expect(thingAt(`/s/tonghua/people/${id}`)).toBeNull();
  expect(pageOf({ kind: 'project', id })).toBe(`/projects/${id}`);
  expect([pageOf({ kind: 'pact', id }), pageOf({ kind: 'problem', id })]).toEqual(['/pact', null]);
});
