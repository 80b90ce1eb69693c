import { describe, expect, test } from 'vitest';
import { freeSpans, isInside, openOn, readSpans } from './rules.ts';

describe('hours as people type them', () => {
  test.each([
    ['', []],
    ['9-12', [{ opens: '09:00', closes: '12:00' }]],
    [
      '14:00-17:30，9:00—12:00',
      [
        { opens: '09:00', closes: '12:00' },
        { opens: '14:00', closes: '17:30' },
      ],
    ],
    ['8.30至24', [{ opens: '08:30', closes: '24:00' }]],
  ])('%s', (typed, spans) => expect(readSpans(typed)).toEqual(spans));

  test.each(['9', '12-9', '9-25', '9:70-12', 'morning', '9-12, 11-13', '9-9'])('%s can not be read', (typed) =>
    expect(readSpans(typed)).toBeNull(),
  );
});

const nine = { opens: '09:00', closes: '12:00' };
const two = { opens: '14:00', closes: '18:00' };

describe('a day', () => {
  test('a stretch lies inside one opening, not across the pause', () => {
    expect(isInside([nine, two], '09:00', '12:00')).toBe(true);
    expect(isInside([nine, two], '11:00', '15:00')).toBe(false);
    expect(isInside([nine, two], '08:59', '10:00')).toBe(false);
    expect(isInside([nine, { opens: '12:00', closes: '13:00' }], '11:00', '13:00')).toBe(true);
    expect(isInside([], '09:00', '10:00')).toBe(false);
  });

  test('what is free is what nobody took', () => {
    expect(
      freeSpans(
        [nine, two],
        [
          { opens: '10:00', closes: '11:00' },
          { opens: '13:00', closes: '15:00' },
        ],
      ),
    ).toEqual([
      { opens: '09:00', closes: '10:00' },
      { opens: '11:00', closes: '12:00' },
      { opens: '15:00', closes: '18:00' },
    ]);
    expect(freeSpans([nine], [{ opens: '08:00', closes: '13:00' }])).toEqual([]);
  });

  test('a day that differs goes before the week', () => {
    const opening = {
      week: [[nine], [nine], [nine], [nine], [nine], [], []],
      exceptions: [
        { day: '2026-03-02', spans: [], note: '' },
        { day: '2026-03-07', spans: [two], note: '' },
      ],
    };
    expect(openOn(opening, '2026-03-02')).toEqual([]);
    expect(openOn(opening, '2026-03-03')).toEqual([nine]);
    expect(openOn(opening, '2026-03-07')).toEqual([two]);
  });
});
