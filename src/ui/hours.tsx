import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { Facts } from './record.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** A stretch of a day in which something is open, as times of day `HH:MM`. */
export interface ShownSpan {
  readonly opens: string;
  readonly closes: string;
}

/** A day on which it is otherwise: no spans mean closed. */
export interface ShownException {
  readonly day: LocalDate;
  readonly spans: readonly ShownSpan[];
  readonly note: string;
}

/** The days of the week in words, Monday first. */
export function weekDays(view: View): readonly string[] {
  return uiWords(view.lang).week.days;
}

/** The stretches of a day in words. */
export function spansText(view: View, spans: readonly ShownSpan[]): string {
  const t = uiWords(view.lang).week;
  return spans.length === 0 ? t.closed : spans.map((one) => t.span(one.opens, one.closes)).join(t.and);
}

/** Opening hours: days that are alike stand on one line, then the days that differ. */
export function Hours(props: {
  readonly view: View;
  /** Monday first. */
  readonly week: readonly (readonly ShownSpan[])[];
  readonly exceptions: readonly ShownException[];
}): VNode {
  const { view } = props;
  const t = uiWords(view.lang).week;
  const runs: { from: number; to: number; text: string }[] = [];
  props.week.forEach((spans, at) => {
    const text = spansText(view, spans);
    const last = runs.at(-1);
    if (last?.text === text) last.to = at;
    else runs.push({ from: at, to: at, text });
  });
  const days = (from: number, to: number) =>
    from === to ? (t.days[from] ?? '') : t.span(t.days[from] ?? '', t.days[to] ?? '');
  return (
    <Facts
      items={[
        ...runs.map((run) => ({ term: days(run.from, run.to), value: run.text })),
        ...props.exceptions.map((one) => ({
          term: formatDate(one.day, view.lang),
          value: [spansText(view, one.spans), one.note].filter((part) => part !== '').join(' · '),
        })),
      ]}
    />
  );
}
