import type { VNode } from 'preact';
import { daysBetween, formatDate, formatDateTime, type LocalDate, localDate, relativeDay } from '#kernel/dates';
import type { View } from './view.tsx';

/** How near a day must be to be told as today, yesterday or in three days. */
const near = 7;

/** Whether a day has passed, is today or tomorrow, or lies further off: for the tone of a due date. */
export function dayTone(view: View, date: LocalDate): 'late' | 'soon' | undefined {
  const days = daysBetween(localDate(view.now), date);
  return days < 0 ? 'late' : days <= 1 ? 'soon' : undefined;
}

/**
 * A day as neighbours say it: near ones as today, yesterday, in three days, with the full date as title; others
 * in full. `full` always writes the date out. Never breaks across lines.
 */
export function Day(props: { readonly view: View; readonly date: LocalDate | Date; readonly full?: boolean }): VNode {
  const { view } = props;
  const today = localDate(view.now);
  const date = typeof props.date === 'string' ? props.date : localDate(props.date);
  const away = daysBetween(today, date);
  const long = formatDate(date, view.lang);
  const short = props.full !== true && away >= -near && away <= near;
  return (
    <time datetime={date} title={short ? long : undefined}>
      {short ? relativeDay(date, today, view.lang) : long}
    </time>
  );
}

/** A day with its time of day, for records where the hour matters. */
export function Moment(props: { readonly view: View; readonly at: Date }): VNode {
  return <time datetime={props.at.toISOString()}>{formatDateTime(props.at, props.view.lang)}</time>;
}
