import type { ComponentChildren, VNode } from 'preact';
import { formatDate, formatDateTime } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import { Note } from '#ui/form';
import { Block, Facts, Lines } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Record } from './queries-record.ts';
import { isHere } from './rules.ts';
import type { Followup, Item, Motion } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** What every part of a meeting's page is given. */
export interface Part {
  readonly view: View;
  readonly of: Record;
}

/** A person's name as this page may show it. */
export function nameOf(of: Record, id: string | null): string {
  return of.names.get(id ?? '') ?? '';
}

/** How many came, of how many where it is a body's own sitting. */
export function presentText({ view, of }: Part): string {
  const w = wordsOf(view).page;
  const here = of.presence.filter(isHere).length;
  if (here === 0) return w.noOneYet;
  return of.seats.length === 0 ? w.presentOpen(here) : w.presentCount(here, of.seats.length);
}

/** Members who did not come, by name, with how they stand. */
function absentText({ view, of }: Part): string {
  const words = wordsOf(view);
  const ways = new Map(of.presence.map((one) => [one.personId, one.way]));
  const gone = of.seats.filter((seat) => !['here', 'remote'].includes(ways.get(seat.personId) ?? 'away'));
  if (gone.length === 0) return words.page.nobodyAbsent;
  return gone
    .map((seat) => `${nameOf(of, seat.personId)} (${words.presence[ways.get(seat.personId) ?? 'away']})`)
    .join(view.lang === 'zh' ? '、' : ', ');
}

/** When, where, by whom, and who was there. `inside` shows how members take part from elsewhere. */
export function MeetingFacts(props: Part & { readonly inside?: boolean }): VNode {
  const { view, of } = props;
  const { meeting } = of;
  const words = wordsOf(view);
  const w = words.page;
  const items: { term: string; value: ComponentChildren }[] = [
    { term: w.when, value: formatDateTime(meeting.startsAt, view.lang) },
    { term: w.place, value: meeting.placeText },
    { term: w.body, value: meeting.bodyName ?? w.openToAll },
  ];
  if (props.inside === true && meeting.remoteText !== '') items.push({ term: w.remote, value: meeting.remoteText });
  if (meeting.way === 'circulation') items.push({ term: words.circulation.term, value: words.heldBy.circulation });
  if (meeting.turnSeconds !== null) items.push({ term: w.limit, value: w.seconds(meeting.turnSeconds) });
  if (meeting.turnTimes !== null)
    items.push({ term: words.floor.times, value: words.floor.timesOf(meeting.turnTimes) });
  if (meeting.calledAt !== null)
    items.push({ term: w.called, value: w.calledOn(formatDate(meeting.calledAt, view.lang)) });
  if (meeting.lateReason !== null) items.push({ term: w.late, value: meeting.lateReason });
  if (meeting.openedAt !== null || of.presence.length > 0) items.push({ term: w.present, value: presentText(props) });
  if (meeting.endedAt !== null && of.seats.length > 0) items.push({ term: w.absent, value: absentText(props) });
  if (meeting.stateReason !== null) items.push({ term: w.cancelled, value: meeting.stateReason });
  return <Facts items={items} />;
}

/** Who stands aside on an item and why, and who sits in their place; in public under masked names. */
export function Aside({ view, of, item }: Part & { readonly item: Item }): VNode | null {
  const w = wordsOf(view).aside;
  const out = of.recusals.filter((one) => one.itemId === item.id);
  if (out.length === 0) return null;
  const lines = out.map((one) => {
    const seat = of.allSeats.find((each) => each.personId === one.personId);
    const ground = w.grounds[one.ground];
    const there = of.presence.some((each) => each.personId === seat?.substituteId && isHere(each));
    const free = !out.some((each) => each.personId === seat?.substituteId);
    const instead = there && free ? ` · ${w.instead(nameOf(of, seat?.substituteId ?? null))}` : '';
    return `${nameOf(of, one.personId)} · ${ground}${instead}`;
  });
  return (
    <p class="muted">
      {w.title}: {lines.join(view.lang === 'zh' ? '；' : '; ')}
    </p>
  );
}

/** What a vote came to, in the numbers a reader needs to do the sum again. */
export function countText(view: View, motion: Motion): string {
  const words = wordsOf(view);
  const state = words.motionStates[motion.state];
  if (motion.count === null) return state;
  const { share: _share, carried: _carried, ...numbers } = motion.count;
  const way = motion.way === null ? '' : words.ways[motion.way];
  return words.page.decided(state, way, words.page.counted(numbers));
}

/** The head of a motion: its number, and what it would change. */
export function motionTitle(view: View, of: Record, motion: Motion): string {
  const w = wordsOf(view).page;
  const amended = of.motions.find((one) => one.id === motion.amendsId);
  return amended === undefined ? w.motion(motion.ordinal) : w.amendment(motion.ordinal, amended.ordinal);
}

/** Motions on an item with what came of each. */
export function Motions(props: Part & { readonly item: Item }): VNode | null {
  const { view, of, item } = props;
  const w = wordsOf(view).page;
  const all = of.motions.filter((one) => one.itemId === item.id);
  if (all.length === 0) return null;
  return (
    <Lines
      items={all.map((one) => ({
        key: one.id,
        what: `${motionTitle(view, of, one)}: ${one.text}`,
        note: `${w.mover} ${nameOf(of, one.moverId)}${one.secondId === null ? '' : ` · ${w.second} ${nameOf(of, one.secondId)}`} · ${countText(view, one)}`,
      }))}
    />
  );
}

/** What was promised: who, by when, and what came of it. */
export function Followups(
  props: Part & { readonly all: readonly Followup[]; readonly act?: (one: Followup) => ComponentChildren },
): VNode {
  const { view, of, all, act } = props;
  const words = wordsOf(view);
  const note = (one: Followup): string => {
    const who = `${words.page.owner}: ${nameOf(of, one.ownerId)}`;
    if (one.state !== 'open') return `${who} · ${words.followupStates[one.state]}: ${one.report}`;
    const day = formatDate(one.dueOn, view.lang);
    return `${who} · ${one.dueOn < of.today ? words.page.overdue(day) : words.page.due(day)}`;
  };
  return (
    <Lines
      items={all.map((one) => ({
        key: one.id,
        what: one.title,
        note: note(one),
        ...(act === undefined ? {} : { acts: act(one) }),
      }))}
    />
  );
}

/** Says that a meeting was a formality, and by which rule (F057). */
export function FormalNote({ view, of }: Part): VNode | null {
  const w = wordsOf(view).formal;
  if (of.formal.length === 0) return null;
  const grounds = of.formal.map((one) => (one === 'hurried' ? w.hurried(of.formalMinutes) : w[one]));
  return (
    <Note tone="wait">
      <p>
        <b>{w.title}</b> {grounds.join(view.lang === 'zh' ? '；' : '; ')}
      </p>
      <p>{w.why}</p>
    </Note>
  );
}

/** Minutes as they were approved; a line of theirs is a line here. */
export function Minutes({ view, of }: Part): VNode {
  const w = wordsOf(view).page;
  const closed = of.meeting.state === 'closed';
  return (
    <Block title={w.minutes} id="minutes">
      {closed ? (
        of.meeting.minutes.split('\n').map((line, at) => <p key={`${at}`}>{line}</p>)
      ) : (
        <p>
          {w.noMinutes} {w.noMinutesWhy}
        </p>
      )}
    </Block>
  );
}
