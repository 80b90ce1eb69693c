import type { ComponentChildren, VNode } from 'preact';
import {
  addDays,
  addMonths,
  formatDate,
  formatMonth,
  isRealDate,
  type LocalDate,
  localDate,
  weekday,
} from '#kernel/dates';
import { ActLink } from './action.tsx';
import { Block, Lines } from './record.tsx';
import { hrefWith, type View } from './view.tsx';
import { uiWords } from './words.ts';

/** One thing that stands on a day of the calendar. */
export interface MonthEvent {
  readonly key: string;
  readonly day: LocalDate;
  readonly what: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly value?: ComponentChildren;
}

/** The month an address asks for as its first day; the present one where it asks for none. */
export function askedMonth(url: URL, today: LocalDate): LocalDate {
  const first = `${url.searchParams.get('month') ?? ''}-01`;
  return isRealDate(first) ? first : `${today.slice(0, 7)}-01`;
}

/** The first day after a month. */
export function monthEnd(month: LocalDate): LocalDate {
  return addMonths(month, 1);
}

function weeksOf(month: LocalDate): (LocalDate | null)[][] {
  const cells: (LocalDate | null)[] = Array.from({ length: weekday(month) - 1 }, () => null);
  for (let day = month; day < monthEnd(month); day = addDays(day, 1)) cells.push(day);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_one, at) => cells.slice(at * 7, at * 7 + 7));
}

function Cell(props: {
  readonly day: LocalDate;
  readonly today: LocalDate;
  readonly count: number;
  readonly note: string | undefined;
}): VNode {
  const { day, today, count, note } = props;
  const mood = day < today ? 'past' : day === today ? 'now' : undefined;
  const inner = (
    <>
      <b>{Number(day.slice(8))}</b>
      {note !== undefined && <small>{note}</small>}
    </>
  );
  return <td class={mood}>{count > 0 ? <a href={`#day-${day}`}>{inner}</a> : <span>{inner}</span>}</td>;
}

/**
 * A month as a table of seven columns, readable on a phone: each day says in a word what it holds and leads to its
 * lines below. `note` is that word, shown also on days without events (closed, free).
 */
export function Month(props: {
  readonly view: View;
  readonly month: LocalDate;
  readonly events: readonly MonthEvent[];
  readonly note: (day: LocalDate, count: number) => string | undefined;
}): VNode {
  const { view, month, events } = props;
  const t = uiWords(view.lang).week;
  const today = localDate(view.now);
  const byDay = new Map<LocalDate, MonthEvent[]>();
  for (const event of events) byDay.set(event.day, [...(byDay.get(event.day) ?? []), event]);
  const name = formatMonth(month, view.lang);
  const to = (other: LocalDate) => hrefWith(view.url, { month: other.slice(0, 7), done: '' });
  return (
    <>
      <p class="month-ways">
        <ActLink href={to(addMonths(month, -1))}>{t.before}</ActLink>
        <b>{name}</b>
        <ActLink href={to(addMonths(month, 1))}>{t.after}</ActLink>
      </p>
      <table class="month">
        <caption class="sr">{t.caption(name)}</caption>
        <thead>
          <tr>
            {t.short.map((short, at) => (
              <th key={short} scope="col" abbr={t.days[at]}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find((day) => day !== null) ?? ''}>
              {week.map((day, at) => {
                if (day === null) return <td key={`none${at}`} />;
                const count = byDay.get(day)?.length ?? 0;
                return <Cell key={day} day={day} today={today} count={count} note={props.note(day, count)} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {events.length === 0 && <p>{t.nothing(name)}</p>}
      {[...byDay]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([day, all]) => (
          <Block key={day} id={`day-${day}`} title={`${formatDate(day, view.lang)} ${t.days[weekday(day) - 1] ?? ''}`}>
            <Lines items={all} />
          </Block>
        ))}
    </>
  );
}
