import type { VNode } from 'preact';
import { ConfirmForm, Field, type FormState } from '#ui/form';
import { deskRoot, type View } from '#ui/view';
import { nameOf, wordsOf } from './pages-parts.tsx';
import type { Record } from './queries-record.ts';
import type { Item, Turn } from './schema.ts';

/** What the runner of a meeting has on the table. */
export interface Table {
  readonly view: View;
  readonly of: Record;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  /** Who reads. */
  readonly self: string;
}

/** The address of the meeting at the desk. */
export function here({ view, of }: Pick<Table, 'view' | 'of'>): string {
  return `${deskRoot(view)}/meetings/${of.meeting.id}`;
}

/** How often somebody has spoken on an item, where it is counted. */
export function spokeText(view: View, of: Record, turn: Turn): string {
  if (of.meeting.turnTimes === null) return '';
  const spoken = of.turns.filter(
    (one) => one.itemId === turn.itemId && one.personId === turn.personId && one.endedAt !== null,
  ).length;
  return ` · ${wordsOf(view).floor.spoken(spoken, of.meeting.turnTimes)}`;
}

/** How long the speaker has left by the server's clock; a script counts on from there. */
export function Timer(props: { readonly view: View; readonly began: Date; readonly seconds: number }): VNode {
  const { view, began, seconds } = props;
  const w = wordsOf(view).floor;
  const left = seconds - Math.trunc((view.now.getTime() - began.getTime()) / 1000);
  return (
    <p role="timer" data-timer-left={left} data-timer-left-word={w.leftWord} data-timer-over-word={w.overWord}>
      {left >= 0 ? w.left(left) : w.over(-left)}
    </p>
  );
}

/** Saying at the desk that a member has no part in an item. */
export function AsideForm(props: Table & { readonly item: Item }): VNode {
  const { view, of, item, keyValue } = props;
  const w = wordsOf(view).aside;
  const seated = of.allSeats.flatMap((seat) => [
    seat.personId,
    ...(seat.substituteId === null ? [] : [seat.substituteId]),
  ]);
  const open = seated.filter((id) => !of.recusals.some((one) => one.itemId === item.id && one.personId === id));
  return (
    <ConfirmForm
      {...{ view, keyValue: `${keyValue}r`, name: 'aside', label: w.record, kind: 'word' }}
      action={`${here(props)}/aside`}
      hidden={{ itemId: item.id }}
      reason={{ name: 'detail', label: w.why, required: true }}
    >
      <Field
        {...{ view, form: `aside-${item.ordinal}`, name: 'personId', label: w.who, type: 'select', required: true }}
        options={open.map((id) => ({ value: id, label: nameOf(of, id) }))}
      />
    </ConfirmForm>
  );
}

/** The papers of an item, for everybody but who stands aside on it. */
export function Papers(props: Table & { readonly item: Item }): VNode | null {
  const { view, of, item } = props;
  const w = wordsOf(view).aside;
  if (item.papers === '') return null;
  if (of.recusals.some((one) => one.itemId === item.id && one.personId === props.self))
    return <p class="muted">{w.noPapers}</p>;
  return (
    <details>
      <summary>{w.papers}</summary>
      {item.papers.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
    </details>
  );
}
