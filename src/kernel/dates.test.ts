import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  calendarHorizon,
  daysBetween,
  formatDate,
  formatDateTime,
  formatMonth,
  isRealDate,
  isWorkingDay,
  localDate,
  parseLocalDate,
  parseWhen,
  relativeDay,
  startOfLocalDay,
  weekday,
} from './dates.ts';
import { must } from './result.ts';

const read = (text: string, zone?: string) => {
  const result = parseWhen(text, zone);
  return result.ok ? result.value.toISOString() : result.fault.code;
};

describe('days', () => {
  test('a day begins and ends by the clock of the space', () => {
    expect(localDate(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
    expect(localDate(new Date('2026-11-21T15:59:59Z'))).toBe('2026-11-21');
    expect(localDate(new Date('2026-11-21T16:00:00Z'), 'Europe/Berlin')).toBe('2026-11-21');
    expect(startOfLocalDay('2026-11-22').toISOString()).toBe('2026-11-21T16:00:00.000Z');
    expect(startOfLocalDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });

  test('days and months are counted over leap days and ends of months', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-11-22', '2026-12-01')).toBe(9);
    expect(weekday('2026-11-22')).toBe(7);
    expect(isRealDate('2026-02-29') || isRealDate('2026-2-1') || !isRealDate('2024-02-29')).toBe(false);
  });

  test('what is added is what lies between, in every zone', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days));
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC', 'Pacific/Auckland');
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), zones, (date, days, zone) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(localDate(startOfLocalDay(date, zone), zone)).toBe(date);
      }),
    );
  });
});

describe('working days', () => {
  test('holidays rest and days made up are worked', () => {
    expect(isWorkingDay('2026-10-01')).toBe(false);
    expect(isWorkingDay('2026-10-10')).toBe(true);
    expect(addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
    expect(addWorkingDays('2026-11-20', 5)).toBe('2026-11-27');
    expect(addWorkingDays('2026-11-23', -1)).toBe('2026-11-20');
    expect(addWorkingDays('2026-11-22', 0)).toBe('2026-11-22');
  });

  test('the office can set days itself, which also moves the horizon', () => {
    const calendar = { overrides: { '2027-02-08': false, '2027-02-06': true } };
    expect(addWorkingDays('2027-02-05', 1, calendar)).toBe('2027-02-06');
    expect(addWorkingDays('2027-02-06', 1, calendar)).toBe('2027-02-09');
    expect(calendarHorizon(calendar)).toBe('2027-02-08');
    expect(calendarHorizon({ horizon: '2027-12-31' })).toBe('2027-12-31');
  });

  test('the horizon is the last day the library was told officially', () => {
    const path = createRequire(import.meta.url)
      .resolve('chinese-days')
      .replace('index.min.js', 'chinese-days.json');
    const official: Record<string, Record<string, string>> = JSON.parse(readFileSync(path, 'utf8'));
    const last = Object.values(official)
      .flatMap((days) => Object.keys(days))
      .sort()
      .at(-1);
    expect(calendarHorizon()).toBe(last);
  });
});

describe('parseWhen', () => {
  test.each([
    ['2019/4/25 9:32:09', '2019-04-25T01:32:09.000Z'],
    ['2017-06-08 17:31:20', '2017-06-08T09:31:20.000Z'],
    ['2017-06-08 17:31', '2017-06-08T09:31:00.000Z'],
    ['２０１９／４／２５　９：３２', '2019-04-25T01:32:00.000Z'],
    ['2019.4.25', '2019-04-24T16:00:00.000Z'],
    ['2019年4月25日', '2019-04-24T16:00:00.000Z'],
    ['2019年4月25日 9时32分9秒', '2019-04-25T01:32:09.000Z'],
    ['2019年4月25号下午3点', '2019-04-25T07:00:00.000Z'],
    ['2019年4月25日 星期四 上午 10:20', '2019-04-25T02:20:00.000Z'],
    ['2019年4月25日 中午12:30', '2019-04-25T04:30:00.000Z'],
    ['2019/4/25 12:05 AM', '2019-04-24T16:05:00.000Z'],
    ['2019/4/25 1:05 pm', '2019-04-25T05:05:00.000Z'],
    ['20190425', '2019-04-24T16:00:00.000Z'],
    ['20190425 093209', '2019-04-25T01:32:09.000Z'],
    ['2019-04-25T09:32:09+08:00', '2019-04-25T01:32:09.000Z'],
    ['2019-04-25T01:32:09.120Z', '2019-04-25T01:32:09.000Z'],
    ['43580.397326', '2019-04-25T01:32:09.000Z'],
    ['43580', '2019-04-24T16:00:00.000Z'],
  ])('reads %s', (text, iso) => expect(read(text)).toBe(iso));

  test.each([
    ['', 'when.empty'],
    ['昨天', 'when.not_a_time'],
    ['25/4/2019', 'when.not_a_time'],
    ['2019', 'when.not_a_time'],
    ['12345', 'when.not_a_time'],
    ['2019-04-25 09:32:09 <script>', 'when.not_a_time'],
    ['9'.repeat(100), 'when.not_a_time'],
    ['2019-02-30', 'when.no_such_day'],
    ['2019-13-01', 'when.no_such_day'],
    ['2019-04-25 25:00', 'when.no_such_day'],
    ['1899-12-31', 'when.out_of_range'],
    ['2101-01-01', 'when.out_of_range'],
  ])('refuses %s as %s', (text, code) => expect(read(text)).toBe(code));

  test('reads back any second, however it is written', () => {
    const second = fc.integer({ min: 0, max: 2_400_000_000 }).map((seconds) => new Date(seconds * 1000));
    fc.assert(
      fc.property(second, (at) => {
        expect(must(parseWhen(at.toISOString()))).toEqual(at);
        const wall = at.toISOString().slice(0, 19);
        expect(must(parseWhen(wall.replace('T', ' ').replaceAll('-', '/'), 'UTC'))).toEqual(at);
        const days = at.getTime() / 86_400_000 + 25_569;
        expect(must(parseWhen(days.toFixed(6), 'UTC'))).toEqual(at);
        expect(must(parseLocalDate(at.toISOString(), 'UTC'))).toBe(wall.slice(0, 10));
      }),
    );
  });
});

describe('words', () => {
  const at = new Date('2026-11-22T06:05:00Z');
  test('days, times and months in both languages', () => {
    expect(formatDate('2026-11-22', 'zh')).toBe('2026年11月22日');
    expect(formatDate(at, 'en')).toBe('22 November 2026');
    expect(formatDateTime(at, 'zh')).toBe('2026年11月22日 14:05');
    expect(formatDateTime(at, 'en')).toBe('22 November 2026, 14:05');
    expect(formatMonth('2026-01', 'zh')).toBe('2026年1月');
    expect(formatMonth(at, 'en')).toBe('November 2026');
  });

  test.each([
    ['2026-11-22', '今天', 'today'],
    ['2026-11-21', '昨天', 'yesterday'],
    ['2026-11-23', '明天', 'tomorrow'],
    ['2026-11-25', '3 天后', 'in 3 days'],
    ['2026-11-19', '3 天前', '3 days ago'],
    ['2027-01-01', '2027年1月1日', '1 January 2027'],
  ])('%s is called %s', (date, chinese, english) => {
    expect(relativeDay(date, '2026-11-22', 'zh')).toBe(chinese);
    expect(relativeDay(date, '2026-11-22', 'en')).toBe(english);
  });
});
