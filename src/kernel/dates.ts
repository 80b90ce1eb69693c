import chineseDays from 'chinese-days';
import { en } from './en.ts';
import { fail, ok, type Result } from './result.ts';
import { type Lang, pick } from './words.ts';
import { timeMarks, zh } from './zh.ts';

/** A calendar day as people in the space live it, `YYYY-MM-DD`; it sorts and compares as text. */
export type LocalDate = string;

/** The zone of a space that names none. */
export const defaultZone = 'Asia/Shanghai';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Since 1973 every zone differs from UTC by whole minutes, so within a minute the day is the same. */
const wholeMinutesSince = (3 * 365 * dayMs) / minuteMs;
/** The day last asked for in each zone: one command asks several times. */
const lastDays = new Map<string, { readonly minute: number; readonly date: LocalDate }>();

interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows in a zone; formatters are kept because making one is slow. */
function clockIn(at: Date, zone: string): Clock {
  let format = clocks.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

function asUtc(clock: Clock): number {
  return Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second);
}

/** The instant at which a zone's clock shows the given time; a time skipped by summer time moves forward. */
function instantOf(clock: Clock, zone: string): Date {
  const wanted = asUtc(clock);
  const first = wanted - (asUtc(clockIn(new Date(wanted), zone)) - wanted);
  return new Date(first - (asUtc(clockIn(new Date(first), zone)) - wanted));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function dateText(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function partsOf(date: LocalDate): { year: number; month: number; day: number } {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year: Number(year), month: Number(month), day: Number(day) };
}

function utcOf(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day);
}

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return isDay(year, month, day);
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The day it is in the space at an instant. */
export function localDate(now: Date, zone = defaultZone): LocalDate {
  const minute = Math.floor(now.getTime() / minuteMs);
  const kept = lastDays.get(zone);
  if (kept?.minute === minute) return kept.date;
  const { year, month, day } = clockIn(now, zone);
  const date = dateText(year, month, day);
  if (minute > wholeMinutesSince) lastDays.set(zone, { minute, date });
  return date;
}

/** The time of day in the space, `HH:MM`. */
export function localTime(at: Date, zone = defaultZone): string {
  const { hour, minute } = clockIn(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(utcOf(date) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day where it has no such day (31 January + 1 month). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dateText(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(day, last));
}

/** How many days lie between two days: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (utcOf(to) - utcOf(from)) / dayMs;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: LocalDate): number {
  return new Date(utcOf(date)).getUTCDay() || 7;
}

/** The instant a day begins in the space. */
export function startOfLocalDay(date: LocalDate, zone = defaultZone): Date {
  return instantOf({ ...partsOf(date), hour: 0, minute: 0, second: 0 }, zone);
}

/**
 * Which days are worked. `overrides` are dated days off (`false`) or days worked in their stead (`true`), set by the
 * office from a newer State Council notice; `horizon` is the last day the office knows the calendar of.
 */
export interface WorkCalendar {
  readonly overrides?: Readonly<Record<LocalDate, boolean>>;
  readonly horizon?: LocalDate;
}

/** The last official day off or day made up that the library's calendar knows; beyond it, it only guesses. */
const knownUntil: LocalDate = '2026-10-10';

/** The last day whose working or resting is known rather than guessed; warn the office of due dates beyond it. */
export function calendarHorizon(calendar: WorkCalendar = {}): LocalDate {
  const known = [knownUntil, calendar.horizon ?? '', ...Object.keys(calendar.overrides ?? {})];
  return known.reduce((a, b) => (a > b ? a : b));
}

/** Whether a day is worked: by the office's own dates first, then by the official calendar. */
export function isWorkingDay(date: LocalDate, calendar: WorkCalendar = {}): boolean {
  // Noon, because the library reads the day in the zone of the machine.
  return calendar.overrides?.[date] ?? chineseDays.isWorkday(`${date}T12:00:00`);
}

/** The day `count` working days after a day (before it, when negative); the day itself is not counted. */
export function addWorkingDays(date: LocalDate, count: number, calendar: WorkCalendar = {}): LocalDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

function anyOf(marks: string): string {
  return `[${marks}]`;
}

const half = [...timeMarks.morning, ...timeMarks.afternoon, ...timeMarks.noon].join('|');
const datePart = [
  `(?<year>\\d{4})\\s*(?:[-/.]|${timeMarks.year})\\s*(?<month>\\d{1,2})\\s*(?:[-/.]|${timeMarks.month})`,
  `\\s*(?<day>\\d{1,2})\\s*${anyOf(timeMarks.day)}?`,
].join('');
const timePart = [
  `(?<half>${half}|am|pm)?\\s*(?<hour>\\d{1,2})\\s*(?::|${anyOf(timeMarks.hour)})\\s*`,
  `(?:(?<minute>\\d{1,2})\\s*(?:(?::|${timeMarks.minute})\\s*(?:(?<second>\\d{1,2})(?:\\.\\d+)?\\s*${timeMarks.second}?)?)?)?`,
  '\\s*(?<half2>am|pm)?\\s*(?<offset>z|[+-]\\d{2}:?\\d{2})?',
].join('');
const spelled = new RegExp(`^${datePart}(?:[\\st,]*(?:${timeMarks.weekday})?[\\st,]*${timePart})?$`);
const packed =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[\st]?(?<hour>\d{2}):?(?<minute>\d{2})(?::?(?<second>\d{2}))?)?$/;
const serial = /^\d{4,5}(?:\.\d+)?$/;

function hourOf(text: string, halfDay: string | undefined): number {
  const hour = Number(text);
  if (halfDay === undefined || hour > 12) return hour;
  const has = (marks: readonly string[]) => marks.includes(halfDay);
  if (has(timeMarks.noon)) return hour < 10 ? hour + 12 : hour;
  const afternoon = halfDay === 'pm' || has(timeMarks.afternoon);
  return (hour % 12) + (afternoon ? 12 : 0);
}

function readClock(parts: Readonly<Record<string, string | undefined>>): Clock {
  return {
    year: Number(parts['year']),
    month: Number(parts['month']),
    day: Number(parts['day']),
    hour: hourOf(parts['hour'] ?? '0', parts['half'] ?? parts['half2']),
    minute: Number(parts['minute'] ?? '0'),
    second: Number(parts['second'] ?? '0'),
  };
}

/** A spreadsheet's day number: days since 30 December 1899, the fraction being the time of day. */
function serialClock(text: string): Clock {
  const seconds = Math.trunc(Number(text) * 86_400 + 0.5);
  const at = new Date(Date.UTC(1899, 11, 30) + seconds * 1000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

function offsetMinutes(text: string): number {
  if (text === 'z') return 0;
  const size = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -size : size;
}

/**
 * Reads a time written in any of the ways met in real tables: `2019/4/25 9:32:09`, `2017-06-08 17:31`, year month day
 * in words with morning and afternoon, `20190425`, ISO 8601 with its own offset, a spreadsheet's day number. A day
 * without a time is its beginning in `zone`. Refuses by code: `when.empty`, `when.not_a_time`, `when.out_of_range`,
 * `when.no_such_day`. Day before month (`25/4/2019`) is refused, since it can't be told from month before day.
 */
export function parseWhen(text: string, zone = defaultZone): Result<Date> {
  const tidy = text.normalize('NFKC').trim().toLowerCase();
  if (tidy === '') return fail('when.empty');
  if (tidy.length > 60) return fail('when.not_a_time');
  const isSerial = serial.test(tidy) && !packed.test(tidy);
  const parts = (packed.exec(tidy) ?? spelled.exec(tidy))?.groups;
  if (parts === undefined && !isSerial) return fail('when.not_a_time');
  // A bare number below 20000 (1954) is rather a year or a house number than a day.
  if (isSerial && Number(tidy) < 20_000) return fail('when.not_a_time');
  const clock = parts === undefined ? serialClock(tidy) : readClock(parts);
  if (clock.year < 1900 || clock.year > 2100) return fail('when.out_of_range');
  const real = isDay(clock.year, clock.month, clock.day);
  if (!real || clock.hour > 23 || clock.minute > 59 || clock.second > 59) return fail('when.no_such_day');
  const offset = parts?.['offset'];
  if (offset === undefined) return ok(instantOf(clock, zone));
  return ok(new Date(asUtc(clock) - offsetMinutes(offset) * 60_000));
}

/** Reads a day written in any of those ways, as it is called in the space. The codes are those of `parseWhen`. */
export function parseLocalDate(text: string, zone = defaultZone): Result<LocalDate> {
  const when = parseWhen(text, zone);
  return when.ok ? ok(localDate(when.value, zone)) : when;
}

function dayOf(date: LocalDate | Date, zone: string): LocalDate {
  return typeof date === 'string' ? date.slice(0, 10) : localDate(date, zone);
}

/** A day in full, in the reader's language; an instant is shown as its day in the space. */
export function formatDate(date: LocalDate | Date, lang: Lang, zone = defaultZone): string {
  const { year, month, day } = partsOf(dayOf(date, zone));
  return pick(lang, { zh, en }).date(year, month, day);
}

/** A day in full with the time of day, to the minute. */
export function formatDateTime(at: Date, lang: Lang, zone = defaultZone): string {
  return pick(lang, { zh, en }).dateTime(formatDate(at, lang, zone), localTime(at, zone));
}

/** A month in full; takes `YYYY-MM`, a day or an instant in it. */
export function formatMonth(date: LocalDate | Date, lang: Lang, zone = defaultZone): string {
  const { year, month } = partsOf(dayOf(date, zone));
  return pick(lang, { zh, en }).month(year, month);
}

/** How far a day may be to be called by its distance rather than its date. */
const nearDays = 14;

/** A near day as people say it (today, yesterday, in three days), another one in full. */
export function relativeDay(date: LocalDate | Date, today: LocalDate, lang: Lang, zone = defaultZone): string {
  const words = pick(lang, { zh, en });
  const distance = daysBetween(today, dayOf(date, zone));
  if (distance === 0) return words.today;
  if (distance === 1) return words.tomorrow;
  if (distance === -1) return words.yesterday;
  if (Math.abs(distance) > nearDays) return formatDate(date, lang, zone);
  return distance > 0 ? words.daysAhead(distance) : words.daysAgo(-distance);
}
