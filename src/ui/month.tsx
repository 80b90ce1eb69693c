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
import { Lines } from './record.tsx';
import { hrefWith, type View } from './view.tsx';
import { uiWords } from './words.ts';

/** One thing that stands in the calendar, on one day or several. */
export interface MonthEvent {
  readonly key: string;
  readonly days: readonly LocalDate[];
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
  readonly href: string | null;
  readonly chosen: boolean;
  readonly note: string | undefined;
}): VNode {
  const { day, today, href, note } = props;
  const mood = day < today ? 'past' : day === today ? 'now' : undefined;
  const inner = (
    <>
      <b>{Number(day.slice(8))}</b>
      {note !== undefined && <small>{note}</small>}
    </>
  );
  return (
    <td class={mood}>
      {href === null ? (
        <span>{inner}</span>
      ) : (
        <a href={href} {...(props.chosen ? { 'aria-current': 'date' as const } : {})}>
          {inner}
        </a>
      )}
    </td>
  );
}

/** The day an address asks for, where it lies in the month and something stands on it. */
function chosenDay(view: View, byDay: ReadonlyMap<LocalDate, readonly MonthEvent[]>): LocalDate | null {
  const day = new URL(view.url, 'http://here.invalid').searchParams.get('day') ?? '';
  return byDay.has(day) ? day : null;
}

/** The ways to the months beside. */
function Ways(props: { readonly view: View; readonly month: LocalDate; readonly name: string }): VNode {
  const { view, month } = props;
  const t = uiWords(view.lang).week;
  const other = (change: number) =>
    hrefWith(view.url, { done: '', day: '', month: addMonths(month, change).slice(0, 7) });
  return (
    <p class="month-ways">
      <ActLink href={other(-1)}>{t.before}</ActLink>
      <b>{props.name}</b>
      <ActLink href={other(1)}>{t.after}</ActLink>
    </p>
  );
}

function DayNames(props: { readonly view: View }): VNode {
  const t = uiWords(props.view.lang).week;
  return (
    <thead>
      <tr>
        {t.short.map((short, at) => (
          <th key={short} scope="col" abbr={t.days[at]}>
            {short}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/**
 * A month as a table of seven columns, readable on a phone: each day says in a word what it holds and leads to its own
 * lines; without a day chosen, each thing of the month stands below once. `note` is that word, shown also on days
 * without events (closed, free).
 */
export function Month(props: {
  readonly view: View;
  readonly month: LocalDate;
  /** In the order of their first days. */
  readonly events: readonly MonthEvent[];
  readonly note: (day: LocalDate, count: number) => string | undefined;
  /** A sentence on the day chosen, as what of it is still free. */
  readonly about?: (day: LocalDate) => string | undefined;
}): VNode {
  const { view, month, events } = props;
  const t = uiWords(view.lang).week;
  const today = localDate(view.now);
  const byDay = new Map<LocalDate, MonthEvent[]>();
  for (const event of events) for (const day of event.days) byDay.set(day, [...(byDay.get(day) ?? []), event]);
  const name = formatMonth(month, view.lang);
  const chosen = chosenDay(view, byDay);
  const about = chosen === null ? undefined : props.about?.(chosen);
  const to = (changes: Readonly<Record<string, string>>) => hrefWith(view.url, { done: '', ...changes });
  const title = chosen === null ? name : `${formatDate(chosen, view.lang)} ${t.days[weekday(chosen) - 1] ?? ''}`;
  return (
    <>
      <Ways view={view} month={month} name={name} />
      <table class="month">
        <caption class="sr">{t.caption(name)}</caption>
        <DayNames view={view} />
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find((day) => day !== null) ?? ''}>
              {week.map((day, at) => {
                if (day === null) return <td key={`none${at}`} />;
                const count = byDay.get(day)?.length ?? 0;
                return (
                  <Cell
                    key={day}
                    day={day}
                    today={today}
                    href={count === 0 ? null : `${to({ day })}#day`}
                    chosen={day === chosen}
                    note={props.note(day, count)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {events.length === 0 ? (
        <p>{t.nothing(name)}</p>
      ) : (
        <>
          <h3 id="day">{title}</h3>
          {about !== undefined && <p>{about}</p>}
          <Lines items={chosen === null ? events : (byDay.get(chosen) ?? [])} />
          {chosen !== null && (
            <p>
              <ActLink href={to({ day: '' })}>{t.whole}</ActLink>
            </p>
          )}
        </>
      )}
    </>
  );
}
