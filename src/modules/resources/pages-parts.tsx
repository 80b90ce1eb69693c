import type { ComponentChildren, VNode } from 'preact';
import { formatDate, formatDateTime, localDate, localTime } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import { type FieldOption, type FormState, Note } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { Facts } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Resource, ResourceRow } from './queries.ts';
import type { Booking } from './queries-bookings.ts';
import { eligibles, resourceKinds, resourceStates } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** What was offered, as people say it: three pieces, or every month two hours. */
export function amountText(view: View, one: Pick<Resource, 'quantity' | 'unit' | 'per'>): string {
  const w = wordsOf(view);
  const count = groupDigits(one.quantity);
  return one.per === 'once' ? w.amount(count, one.unit) : w.amountPer(w.pers[one.per], count, one.unit);
}

/** What is there now. */
export function leftText(view: View, one: Resource): string {
  const w = wordsOf(view);
  if (one.kind === 'goods') return one.left === 0n ? w.left.none : w.left.goods(groupDigits(one.left), one.unit);
  if (one.kind !== 'loan' && one.kind !== 'room') return amountText(view, one);
  return one.left === 0n ? w.left.allOut : w.left.free(groupDigits(one.left), groupDigits(one.quantity), one.unit);
}

/** Words that pages of resources look up. */
export interface Lookup {
  readonly classes: ReadonlyMap<string, string>;
}

/** Columns of both lists; the desk's shows when each was last confirmed. */
export function resourceColumns(view: View, lookup: Lookup, audience: 'public' | 'desk'): Column<ResourceRow>[] {
  const w = wordsOf(view);
  const t = w.columns;
  const cls = (row: ResourceRow) => lookup.classes.get(row.classCode) ?? '';
  const owner = (row: ResourceRow) => (row.owner === '' ? w.noOwner : row.owner);
  const state = (row: ResourceRow) => {
    if (row.state === 'open' && row.kind === 'goods' && row.left === 0n) return w.record.gone;
    return row.stale ? w.list.stale : w.states[row.state];
  };
  const all: Column<ResourceRow>[] = [
    {
      key: 'number',
      title: t.number,
      cell: (row) => row.number ?? '',
      text: (row) => row.number ?? '',
      sortable: true,
    },
    { key: 'title', title: t.title, cell: (row) => row.title, text: (row) => row.title, wide: true, sortable: true },
    {
      key: 'kind',
      title: t.kind,
      cell: (row) => w.kinds[row.kind],
      text: (row) => w.kinds[row.kind],
      secondary: true,
      sortable: true,
    },
    { key: 'class', title: t.class, cell: cls, text: cls, desktopOnly: true, sortable: true },
    {
      key: 'left',
      title: t.left,
      cell: (row) => leftText(view, row),
      text: (row) => leftText(view, row),
      secondary: true,
    },
    {
      key: 'for',
      title: t.for,
      cell: (row) => w.eligibles[row.eligible],
      text: (row) => w.eligibles[row.eligible],
      desktopOnly: true,
    },
    {
      ...{ key: 'owner', title: t.owner, desktopOnly: true },
      cell: (row) => <span class="long">{owner(row)}</span>,
      text: owner,
    },
    { key: 'place', title: t.place, cell: (row) => row.estate, text: (row) => row.estate, desktopOnly: true },
    { key: 'state', title: t.state, cell: state, text: state, secondary: true, sortable: true },
  ];
  const confirmed: Column<ResourceRow> = {
    key: 'confirmed',
    title: t.confirmed,
    cell: (row) => (row.confirmedAt === null ? '' : <Day view={view} date={row.confirmedAt} />),
    text: (row) => (row.confirmedAt === null ? '' : formatDate(row.confirmedAt, view.lang)),
    desktopOnly: true,
    sortable: true,
  };
  return audience === 'desk' ? [...all, confirmed] : all;
}

/** The parts of the sentence above both lists. */
export function resourceFilters(view: View, classes: readonly FieldOption[], audience: 'public' | 'desk'): Filter[] {
  const w = wordsOf(view);
  const states = resourceStates.map((state) => ({ value: state, label: w.states[state] }));
  const own: Filter[] = [
    {
      key: 'state',
      title: w.filters.state,
      options:
        audience === 'desk'
          ? [{ value: '', label: w.filters.state }, { value: 'live', label: w.filters.live }, ...states]
          : [
              { value: '', label: w.filters.live },
              { value: 'every', label: w.filters.state },
            ],
    },
    {
      key: 'kind',
      title: w.filters.kind,
      options: [
        { value: '', label: w.filters.kind },
        ...resourceKinds.map((kind) => ({ value: kind, label: w.kinds[kind] })),
      ],
    },
    { key: 'class', title: w.filters.class, options: [{ value: '', label: w.filters.class }, ...classes] },
    {
      key: 'for',
      title: w.filters.for,
      options: [
        { value: '', label: w.filters.for },
        ...eligibles.map((one) => ({ value: one, label: w.eligibles[one] })),
      ],
    },
  ];
  if (audience === 'public') return own;
  return [
    ...own,
    {
      key: 'flag',
      title: w.filters.flag,
      options: [
        { value: '', label: w.filters.flag },
        { value: 'stale', label: w.filters.stale },
        { value: 'unused', label: w.filters.unused },
      ],
    },
  ];
}

function validText(view: View, one: Resource): string {
  const t = wordsOf(view).record;
  return [
    one.availableFrom === null ? '' : t.validFrom(formatDate(one.availableFrom, view.lang)),
    one.validUntil === null ? '' : t.validUntil(formatDate(one.validUntil, view.lang)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What its use comes to: how often and how long, or how many places of a post are filled. */
export interface Used {
  readonly usage: { readonly times: number; readonly hours: string | null } | null;
  readonly filled: bigint | 'few' | null;
}

function usedText(view: View, used: NonNullable<Used['usage']>): string {
  const t = wordsOf(view).record;
  return used.hours === null ? t.usedTimes(used.times) : t.used(used.times, used.hours);
}

/** How many places of a post are filled; of a group that is nobody's business only that there are few. */
export function filledText(view: View, filled: bigint | 'few', whole: bigint): string {
  return filled === 'few' ? wordsOf(view).record.few : `${groupDigits(filled)} / ${groupDigits(whole)}`;
}

/** The facts of its use. */
export function usedFacts(view: View, used: Used, whole: bigint): { readonly term: string; readonly value: string }[] {
  const t = wordsOf(view).record;
  return [
    ...(used.usage === null ? [] : [{ term: t.usage, value: usedText(view, used.usage) }]),
    ...(used.filled === null ? [] : [{ term: t.filled, value: filledText(view, used.filled, whole) }]),
  ];
}

/** The facts of a resource at its side. `more` comes last. */
export function ResourceFacts(props: {
  readonly view: View;
  readonly row: ResourceRow;
  readonly lookup: Lookup;
  readonly more?: readonly { readonly term: ComponentChildren; readonly value: ComponentChildren }[];
}): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const t = w.record;
  const filled = row.kind === 'goods' || row.kind === 'loan' || row.kind === 'room';
  const items: { readonly term: string; readonly value: ComponentChildren }[] = [
    { term: t.owner, value: row.owner === '' ? w.noOwner : row.owner },
    { term: t.amount, value: amountText(view, row) },
    { term: t.class, value: props.lookup.classes.get(row.classCode) ?? '' },
    { term: t.for, value: w.eligibles[row.eligible] },
    { term: t.reach, value: w.reaches[row.reach] },
    { term: t.capacity, value: row.capacity === null ? '' : t.seats(groupDigits(BigInt(row.capacity))) },
    { term: t.place, value: row.estate },
    { term: t.visible, value: row.visible === 'everyone' ? '' : w.visibles[row.visible] },
    { term: t.condition, value: filled ? row.conditionText : '' },
    { term: t.conditions, value: row.conditions },
    { term: t.expires, value: row.expiresOn === null ? '' : <Day view={view} date={row.expiresOn} full /> },
    { term: t.valid, value: validText(view, row) },
    { term: t.visits, value: row.homeVisits ? (row.vetted ? t.visitsYes : t.visitsUnchecked) : '' },
    { term: t.confirmed, value: row.confirmedAt === null ? '' : <Day view={view} date={row.confirmedAt} /> },
  ];
  return <Facts items={[...items.filter((item) => item.value !== ''), ...(props.more ?? [])]} />;
}

/** From when until when, in words; whole days for things, times of day for rooms. */
export function spanText(view: View, one: Pick<Booking, 'kind' | 'from' | 'until'>): string {
  const { from, until } = spanEnds(view, one);
  return wordsOf(view).record.taken(from, until);
}

/** Both ends of a booking in words: the last whole day of a thing's, the time of day alone where a room's day is the same. */
export function spanEnds(
  view: View,
  one: Pick<Booking, 'kind' | 'from' | 'until'>,
): { readonly from: string; readonly until: string } {
  if (one.kind === 'room') {
    const sameDay = localDate(one.from) === localDate(one.until);
    return {
      from: formatDateTime(one.from, view.lang),
      until: sameDay ? localTime(one.until) : formatDateTime(one.until, view.lang),
    };
  }
  return {
    from: formatDate(one.from, view.lang),
    until: formatDate(new Date(one.until.getTime() - 60_000), view.lang),
  };
}

/** The sentence a refused button leaves, since it has no field to stand at. */
export function Refusal(props: { readonly state: FormState | undefined }): VNode | null {
  const sentence = Object.values(props.state?.errors ?? {})[0];
  return sentence === undefined ? null : (
    <div role="alert">
      <Note tone="wrong">{sentence}</Note>
    </div>
  );
}

/** The search for who borrows, and who was found. */
export interface Borrower {
  readonly query: string;
  readonly found: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}
