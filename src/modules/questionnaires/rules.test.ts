import { expect, test } from 'vitest';
import { codeFrom, flawsOf, nextOf, pathOf, readAnswer, readSheet, spacedCode } from './rules.ts';
import { linesOf, meanText, ratesOf, resultsOf } from './rules-results.ts';
import { hideInRow, tellRow, tellTable } from './rules-suppress.ts';
import { bands, type Question, type Sheet } from './schema.ts';

const plain = {
  note: '',
  required: true,
  options: [],
  low: '',
  high: '',
  least: null,
  most: null,
  skips: {},
  thenTo: '',
};
const ask = (number: number, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  ...{ ...plain, id: `q${number}`, number, kind, title: `第 ${number} 问` },
  ...(kind === 'one' || kind === 'many' ? { options: ['有', '没有', '说不清'] } : {}),
  ...(kind === 'number' ? { least: 0, most: 10 } : {}),
  ...more,
});

const branching = [
  ask(1, 'one', { skips: { '2': 'q4', '3': 'end' } }),
  ask(2, 'scale'),
  ask(3, 'many', { required: false, thenTo: 'end' }),
  ask(4, 'text', { required: false }),
];

test('F052 skips lead forward by the answer, past what was not asked, or to the end', () => {
  expect(pathOf(branching, { '1': 1, '2': 3 }).map((one) => one.number)).toEqual([1, 2, 3]);
  expect(pathOf(branching, { '1': 2 }).map((one) => one.number)).toEqual([1, 4]);
  expect(pathOf(branching, { '1': 3 }).map((one) => one.number)).toEqual([1]);
  expect(flawsOf(branching)).toEqual([]);
  const [first] = branching;
  expect(first === undefined ? 0 : nextOf(branching, first, 1)?.number).toBe(2);
});

test('F052 what nobody could reach, and what leads back or nowhere, is named by its number', () => {
  const past = [ask(1, 'one', { skips: { '1': 'q3', '2': 'q3', '3': 'q3' } }), ask(2, 'scale'), ask(3, 'text')];
  expect(flawsOf(past)).toEqual([{ code: 'questionnaires.unreachable', number: 2 }]);
  // Whoever may leave it empty goes on with the next.
  expect(flawsOf([ask(1, 'one', { required: false, skips: { '1': 'q3' } }), ...past.slice(1)])).toEqual([]);
  expect(flawsOf([ask(1, 'one'), ask(2, 'one', { skips: { '1': 'q1' } })])).toEqual([
    { code: 'questionnaires.skip_back', number: 2 },
  ]);
  expect(flawsOf([ask(1, 'one', { thenTo: 'gone' })])[0]?.code).toBe('questionnaires.skip_back');
  expect(flawsOf([ask(1, 'text', { thenTo: 'end' }), ask(2, 'text')])).toEqual([
    { code: 'questionnaires.unreachable', number: 2 },
  ]);
  expect(flawsOf([])[0]?.code).toBe('questionnaires.no_questions');
});

test('F052 answers are read as people type them, and refused with the number of their question', () => {
  const number = ask(3, 'number', { least: 0, most: 10 });
  expect(readAnswer(number, '７')).toEqual({ ok: true, value: 7 });
  expect(readAnswer(number, '11')).toMatchObject({
    fault: { code: 'questionnaires.out_of_range', params: { most: 10 } },
  });
  expect(readAnswer(number, '两个')).toMatchObject({ fault: { code: 'questionnaires.not_whole' } });
  expect(readAnswer(number, '   ')).toMatchObject({ fault: { code: 'questionnaires.answer_missing' } });
  expect(readAnswer(number, undefined, true)).toEqual({ ok: true, value: null });
  expect(readAnswer(ask(1, 'many'), ['3', '1', '3'])).toEqual({ ok: true, value: [1, 3] });
  expect(readAnswer(ask(1, 'one'), '9')).toMatchObject({ fault: { code: 'questionnaires.no_such_choice' } });
  expect(readAnswer(ask(1, 'scale'), '6')).toMatchObject({ fault: { code: 'questionnaires.no_such_choice' } });
  const long = readAnswer(ask(1, 'text'), '长'.repeat(1001));
  expect(long).toMatchObject({ fault: { code: 'questionnaires.too_long', params: { have: 1001 } } });
  expect(readAnswer(ask(1, 'text'), '😀好')).toEqual({ ok: true, value: '😀好' });
});

test('F052 what stands at a question that was skipped does not count', () => {
  const read = readSheet(branching, { '1': '2', '2': '5', '3': ['1'], '4': '灯不亮' });
  expect(read).toEqual({ ok: true, value: { '1': 2, '4': '灯不亮' } });
  expect(readSheet(branching, { '1': '1' })).toMatchObject({
    fault: { code: 'questionnaires.answer_missing', field: 'a.2' },
  });
  expect(readSheet(branching, { '1': '1' }, true)).toEqual({ ok: true, value: { '1': 1 } });
  expect(readSheet(branching, {}, true)).toMatchObject({ fault: { code: 'questionnaires.nothing_answered' } });
});

test('a hidden number never stands alone, nor with so few that the sum tells it', () => {
  expect(tellRow([60, 30, 3], 93, 5)).toEqual([60, null, null]);
  expect(tellRow([60, 33, 0], 93, 5)).toEqual([60, 33, 0]);
  expect(tellRow([90, 1, 1, 1], 93, 5)).toEqual([null, null, null, null]);
  expect(tellRow([50, 40, 2, 1], 93, 5)).toEqual([50, null, null, null]);
  expect(hideInRow([4, 9], [false, false], 5)).toEqual([false, false]);
});

/** Numbers that look like chance and are the same every time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state >>> 8;
  }
}

test('no small number in a table is told, nor stands where the sums leave one value for it', () => {
  const next = numbers(7);
  const draw = (below: number): number => next.next().value % below;
  for (let round = 0; round < 400; round += 1) {
    const [lines, columns] = [2 + draw(4), 2 + draw(4)];
    const cells = Array.from({ length: lines }, () =>
      Array.from({ length: columns }, () => draw(draw(3) === 0 ? 60 : 7)),
    );
    const groups = Array.from({ length: columns }, (_, x) => cells.reduce((sum, line) => sum + (line[x] ?? 0), 0));
    const told = tellTable({ cells, groups, additive: true }, 5);
    if (told === null) continue;
    for (const [y, line] of told.entries()) {
      const hidden = line.flatMap((one, x) => (one === null ? [cells[y]?.[x] ?? 0] : []));
      expect(hidden.length === 1).toBe(false);
      expect(line.every((one) => one === null || one === 0 || one >= 5)).toBe(true);
      if (hidden.length > 0)
        expect(hidden.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(hidden.length === line.length ? 0 : 5);
    }
  }
});

test('response by group: a small group is hidden, and another with it', () => {
  const told = ratesOf(
    [
      { key: 'young', answered: 20, of: 40 },
      { key: 'middle', answered: 30, of: 60 },
      { key: 'old', answered: 2, of: 9 },
    ],
    5,
  );
  expect(told.map((one) => one.answered)).toEqual([null, 30, null]);
  expect(told.map((one) => one.of)).toEqual([null, 60, null]);
});

test('who answered by group hides what the answers by group hide, so that the two do not tell each other', () => {
  const told = ratesOf(
    [
      { key: 'young', answered: 39, of: 40 },
      { key: 'middle', answered: 50, of: 90 },
      { key: 'older', answered: 8, of: 30 },
      { key: 'old', answered: 3, of: 20 },
    ],
    5,
  );
  // Beside the answers, which tell of the 39, the 8 would leave 3.
  expect(tellRow([39, 50, 8, 3], 100, 5)).toEqual([39, 50, null, null]);
  expect(told.map((one) => one.answered)).toEqual([null, 50, null, null]);
});

const sheet = (answers: Sheet['answers'], band: Sheet['band'] = null): Sheet => ({ answers, band, placeId: null });
const how = { least: 5, byBand: true, byPlace: false, bands, places: [] };
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

test('where too few took one way to be told, those who took the other are told in shares alone', () => {
  const questions = [ask(1, 'one', { options: ['去', '不去'], skips: { '2': 'end' } }), ask(2, 'scale')];
  const sheets = [...times(30, () => sheet({ '1': 1, '2': 4 })), ...times(3, () => sheet({ '1': 2 }))];
  const [first, second] = resultsOf(questions, sheets, how);
  expect(first?.lines.map((line) => line.count)).toEqual([null, null]);
  expect(second).toMatchObject({ told: 'about', asked: null, answered: null, mean: null });
  expect(second?.lines[3]).toMatchObject({ count: null, percent: 100 });
  const many = [...sheets, ...times(7, () => sheet({ '1': 2 }))];
  const [open, after] = resultsOf(questions, many, how);
  expect(open?.lines.map((line) => line.count)).toEqual([30, 10]);
  expect(after).toMatchObject({ told: 'counts', asked: 30, answered: 30, mean: '4.0' });
});

test('results by age: a band of three is hidden whole, and the next smallest with it', () => {
  const questions = [ask(1, 'one', { options: ['好', '不好'] })];
  const sheets = [
    ...times(20, () => sheet({ '1': 1 }, 'young')),
    ...times(12, () => sheet({ '1': 2 }, 'young')),
    ...times(14, () => sheet({ '1': 1 }, 'middle')),
    ...times(9, () => sheet({ '1': 2 }, 'middle')),
    ...times(9, () => sheet({ '1': 1 }, 'older')),
    ...times(7, () => sheet({ '1': 2 }, 'older')),
    ...times(3, () => sheet({ '1': 2 }, 'old')),
  ];
  const [one] = resultsOf(questions, sheets, how);
  expect(one?.byBand?.groups.map((group) => [group.key, group.size])).toEqual([
    ['young', 32],
    ['middle', 23],
    ['older', null],
    ['old', null],
  ]);
  expect(one?.byBand?.cells).toEqual([
    [20, 14, null, null],
    [12, 9, null, null],
  ]);
  expect(resultsOf(questions, sheets.slice(0, 4), how)[0]?.told).toBe('few');
});

test('an answer whose number is hidden is not told by age: its parts would add up to it', () => {
  const questions = [ask(1, 'one', { options: ['好', '不好', '说不清'] })];
  const sheets = [
    ...times(6, () => sheet({ '1': 2 }, 'young')),
    ...times(40, () => sheet({ '1': 3 }, 'young')),
    ...times(3, () => sheet({ '1': 1 }, 'middle')),
    ...times(41, () => sheet({ '1': 3 }, 'middle')),
    ...times(7, () => sheet({ '1': 2 }, 'older')),
    ...times(30, () => sheet({ '1': 3 }, 'older')),
  ];
  const [one] = resultsOf(questions, sheets, how);
  expect(one?.lines.map((line) => line.count)).toEqual([null, null, 111]);
  expect(one?.byBand?.cells).toEqual([
    [null, null, null],
    [null, null, null],
    [40, null, null],
  ]);
});

test('numbers are told in five spans and a mean that is reckoned exactly', () => {
  expect(linesOf(ask(1, 'number', { least: 0, most: 23 })).map((line) => [line.from, line.to])).toEqual([
    [0, 4],
    [5, 9],
    [10, 14],
    [15, 19],
    [20, 23],
  ]);
  expect(meanText([1, 2, 2])).toBe('1.7');
  expect(meanText([1, 2])).toBe('1.5');
  expect(meanText([-1, -2, -2])).toBe('-1.7');
  expect(meanText([])).toBeNull();
});

test('F052 an invitation has as many letters as nobody guesses, none that is mistaken for another', () => {
  const code = codeFrom(Uint8Array.from({ length: 32 }, (_, at) => at * 8));
  expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{12}$/);
  expect(spacedCode(code)).toMatch(/^.{4}-.{4}-.{4}$/);
});
