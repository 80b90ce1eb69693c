import { type LocalDate, weekday } from '#kernel/dates';
import type { Span } from './schema.ts';

/** The week of a thing, and the days on which it is otherwise. */
export interface Opening {
  /** Monday first; an empty day is closed. */
  readonly week: readonly (readonly Span[])[];
  readonly exceptions: readonly { readonly day: LocalDate; readonly spans: readonly Span[]; readonly note: string }[];
}

/** A thing nobody has given hours yet: it is not closed, its hours are simply not kept here. */
export function hasHours(opening: Opening): boolean {
  return opening.week.some((spans) => spans.length > 0) || opening.exceptions.length > 0;
}

/** From and to, with a dash of any length or one of the two Chinese words for “to”. */
const oneSpan = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—~\u81f3\u5230]\s*(\d{1,2})(?:[:.](\d{2}))?$/u;

function clock(hour: string, minute: string | undefined): string {
  return `${hour.padStart(2, '0')}:${minute ?? '00'}`;
}

const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/**
 * Reads the hours of a day as people type them: `9-12`, `9:00-12:00, 14:00-17:30`; nothing means closed. Null where it
 * can not be read, or where stretches cross.
 */
export function readSpans(text: string): Span[] | null {
  const parts = text
    .split(/[,，、;；]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const spans: Span[] = [];
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = oneSpan.exec(part) ?? [];
    if (fromHour === undefined || toHour === undefined) return null;
    const opens = clock(fromHour, fromMinute);
    const closes = clock(toHour, toMinute);
    if (!isClock(opens) || !(isClock(closes) || closes === '24:00') || closes <= opens) return null;
    spans.push({ opens, closes });
  }
  spans.sort((one, other) => (one.opens < other.opens ? -1 : 1));
  return spans.some((span, at) => at > 0 && span.opens < (spans[at - 1]?.closes ?? '')) ? null : spans;
}

/** Hours as they are typed again into the form. */
export function spansTyped(spans: readonly Span[]): string {
  return spans.map((span) => `${span.opens}-${span.closes}`).join(', ');
}

/** When a thing is open on one day. */
export function openOn(opening: Opening, day: LocalDate): readonly Span[] {
  const other = opening.exceptions.find((one) => one.day === day);
  return other === undefined ? (opening.week[weekday(day) - 1] ?? []) : other.spans;
}

/** Whether a stretch of a day lies inside the hours of that day; hours that touch count as one. */
export function isInside(spans: readonly Span[], from: string, until: string): boolean {
  let reached = from;
  for (const span of spans) if (span.opens <= reached && span.closes > reached) reached = span.closes;
  return reached >= until && from < until;
}

/** What of the hours of a day nobody has taken. */
export function freeSpans(spans: readonly Span[], taken: readonly Span[]): Span[] {
  const sorted = [...taken].sort((one, other) => (one.opens < other.opens ? -1 : 1));
  return spans.flatMap((span) => {
    const free: Span[] = [];
    let from = span.opens;
    for (const one of sorted) {
      if (one.closes <= from || one.opens >= span.closes) continue;
      if (one.opens > from) free.push({ opens: from, closes: one.opens });
      from = one.closes;
    }
    if (from < span.closes) free.push({ opens: from, closes: span.closes });
    return free;
  });
}
