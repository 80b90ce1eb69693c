import type { VNode } from 'preact';
import { type LocalDate, localTime } from '#kernel/dates';
import { freeSpans, hasHours, type Opening, openOn, type Span } from '#modules/centres';
import { ActLink } from '#ui/form';
import { Hours, spansText } from '#ui/hours';
import { Month, type MonthEvent } from '#ui/month';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, hrefWith, spaceRoot, type View } from '#ui/view';
import { spanText, wordsOf } from './pages-parts.tsx';
import type { Taken } from './queries-calendar.ts';

/** A booking as it stands in the calendar. */
function eventsOf(view: View, taken: readonly Taken[], root: string, named: boolean): MonthEvent[] {
  return taken.map((one) => ({
    key: one.id,
    days: one.days,
    what: <a href={`${root}/resources/${one.resourceId}`}>{one.title}</a>,
    note: spanText(view, one),
    value: named ? one.who : wordsOf(view).calendar.taken,
  }));
}

/** The calendar of everything that is booked: in public without names, at the desk with them. */
export function CalendarPage(props: {
  readonly view: View;
  readonly month: LocalDate;
  readonly taken: readonly Taken[];
  readonly desk: boolean;
  readonly kind: 'loan' | 'room' | null;
}): VNode {
  const { view, desk } = props;
  const w = wordsOf(view);
  const t = w.calendar;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  const only = (kind: string, label: string) => (
    <a
      key={kind}
      href={hrefWith(view.url, { kind, done: '' })}
      {...((props.kind ?? '') === kind ? { 'aria-current': 'true' as const } : {})}
    >
      {label}
    </a>
  );
  return (
    <Page view={view} title={t.title} {...(desk ? { area: 'desk' as const } : {})} section="resources">
      <PageHead
        title={t.title}
        lede={desk ? t.deskLede : t.lede}
        acts={
          <>
            <ActLink href={desk ? `${root}/bookings` : `${root}/resources`}>{desk ? t.list : t.resources}</ActLink>
            {!desk && <ActLink href={`${root}/centres`}>{w.acts.centres}</ActLink>}
          </>
        }
      />
      <p class="month-ways">
        {only('', t.all)}
        {only('room', t.room)}
        {only('loan', t.loan)}
      </p>
      <Month
        view={view}
        month={props.month}
        events={eventsOf(view, props.taken, root, desk)}
        note={(_day, count) => (count === 0 ? undefined : w.record.dayTaken(count))}
      />
    </Page>
  );
}

/** What is taken of one day of a room, as times of day. */
function takenOn(taken: readonly Taken[], day: LocalDate): Span[] {
  return taken
    .filter((one) => one.days.includes(day))
    .map((one) => ({
      opens: one.days[0] === day ? localTime(one.from) : '00:00',
      closes: one.days.at(-1) === day ? localTime(one.until) : '24:00',
    }));
}

/** The month of one thing or room on its own page: which days are taken, and for a room what is left of its hours. */
export function OneCalendar(props: {
  readonly view: View;
  readonly month: LocalDate;
  readonly taken: readonly Taken[];
  readonly opening: Opening;
  readonly room: boolean;
  /** How many pieces there are: a day is full when all are away. */
  readonly pieces: bigint;
  readonly root: string;
  readonly named: boolean;
}): VNode {
  const { view, opening } = props;
  const t = wordsOf(view).record;
  const note = (day: LocalDate, count: number): string | undefined => {
    if (props.room && hasHours(opening)) {
      const spans = openOn(opening, day);
      if (spans.length === 0) return t.dayClosed;
      const free = freeSpans(spans, takenOn(props.taken, day));
      if (free.length === 0) return t.dayFull;
      return count === 0 ? undefined : t.dayTaken(count);
    }
    if (count === 0) return undefined;
    return BigInt(count) >= props.pieces && !props.room ? t.dayFull : t.dayTaken(count);
  };
  const about = (day: LocalDate): string | undefined => {
    if (!props.room || !hasHours(opening)) return undefined;
    const free = freeSpans(openOn(opening, day), takenOn(props.taken, day));
    return free.length === 0 ? t.dayFull : t.dayFree(spansText(view, free));
  };
  return (
    <Month
      view={view}
      month={props.month}
      events={eventsOf(view, props.taken, props.root, props.named)}
      note={note}
      about={about}
    />
  );
}

/** The opening hours of a room, or that it has none. */
export function RoomHours(props: { readonly view: View; readonly opening: Opening }): VNode {
  return hasHours(props.opening) ? (
    <Hours view={props.view} {...props.opening} />
  ) : (
    <p>{wordsOf(props.view).record.hoursAny}</p>
  );
}
