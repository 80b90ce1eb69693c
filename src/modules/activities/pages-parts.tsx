import type { VNode } from 'preact';
import { formatDate, formatDateTime, localDate, localTime } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { pick, type Words } from '#kernel/words';
import { type BoxTakings, boxName } from '#modules/gifts';
import type { KeptFile } from '#modules/record';
import { Moment } from '#ui/day';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { Money } from '#ui/money';
import { Block, Lines } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Activity } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** An activity with its leader's name for this reader, and its place in words. */
export interface ActivityRow {
  readonly activity: Activity;
  readonly leader: string;
  readonly place: string;
}

/** Day and both times, the end only as a time of day. */
export function whenText(view: View, one: Pick<Activity, 'startsAt' | 'endsAt'>): string {
  const same = localDate(one.startsAt) === localDate(one.endsAt);
  const end = same ? localTime(one.endsAt) : formatDateTime(one.endsAt, view.lang);
  return `${formatDateTime(one.startsAt, view.lang)}–${end}`;
}

/** How many are coming, of how many, and who helps. */
export function seatsText(view: View, one: Activity): string {
  const w = wordsOf(view).list;
  const joining = one.capacity === null ? w.joining(one.joining) : w.of(one.joining, one.capacity);
  return one.helping === 0 ? joining : `${joining} · ${w.helping(one.helping)}`;
}

/** Columns of both lists of activities; the desk sees the money besides. */
export function activityColumns(view: View, audience: 'public' | 'desk'): Column<ActivityRow>[] {
  const w = wordsOf(view);
  const t = w.columns;
  const all: Column<ActivityRow>[] = [
    {
      key: 'title',
      title: t.title,
      cell: (row) => row.activity.title,
      text: (row) => row.activity.title,
      wide: true,
      sortable: true,
    },
    {
      key: 'when',
      title: t.when,
      cell: (row) => <Moment view={view} at={row.activity.startsAt} />,
      text: (row) => formatDateTime(row.activity.startsAt, view.lang),
      secondary: true,
      sortable: true,
    },
    { key: 'place', title: t.place, cell: (row) => row.place, text: (row) => row.place, secondary: true },
    { key: 'leader', title: t.leader, cell: (row) => row.leader, text: (row) => row.leader, desktopOnly: true },
    {
      key: 'seats',
      title: t.seats,
      cell: (row) => seatsText(view, row.activity),
      text: (row) => seatsText(view, row.activity),
      secondary: true,
    },
    {
      key: 'state',
      title: t.state,
      cell: (row) => w.states[row.activity.state],
      text: (row) => w.states[row.activity.state],
      desktopOnly: true,
      sortable: true,
    },
  ];
  if (audience === 'public') return all;
  const money: Column<ActivityRow> = {
    key: 'budget',
    title: t.budget,
    cell: (row) => (row.activity.budget === null ? '' : <Money fen={row.activity.budget} />),
    text: (row) => (row.activity.budget === null ? null : formatFen(row.activity.budget, { plain: true })),
    numeric: true,
    sortable: true,
  };
  return [
    { key: 'number', title: t.number, cell: (row) => row.activity.number, text: (row) => row.activity.number },
    ...all,
    money,
  ];
}

/** The one filter of the public list. */
export function whenFilter(view: View): Filter {
  const w = wordsOf(view).filters;
  return {
    key: 'when',
    title: w.when,
    options: [
      { value: '', label: w.ahead },
      { value: 'past', label: w.past },
    ],
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

/** A text as the paragraphs it was written in. */
export function Paragraphs(props: { readonly text: string }): VNode {
  const parts = props.text.split('\n').filter((part) => part.trim() !== '');
  return (
    <>
      {parts.map((part, at) => (
        <p key={`${at}`}>{part}</p>
      ))}
    </>
  );
}

/** What the money of an activity did, in fen. */
export interface MoneyOf {
  readonly granted: bigint;
  readonly paid: bigint;
  readonly waiting: bigint;
  readonly returned: bigint;
  readonly left: bigint;
  readonly lines: readonly {
    readonly id: string;
    readonly what: string;
    readonly day: string;
    readonly amount: bigint;
  }[];
}

/** Granted, paid, given back and left, which always come to nothing over; each payment with its page. */
export function MoneyBlock(props: { readonly view: View; readonly money: MoneyOf | null }): VNode | null {
  const { view, money } = props;
  const w = wordsOf(view).record;
  if (money === null) return null;
  const rows = [
    { key: 'granted', what: w.granted, value: <Money fen={money.granted} /> },
    ...money.lines.map((line) => ({
      key: line.id,
      what: <a href={`${spaceRoot(view)}/payments/${line.id}`}>{line.what}</a>,
      note: formatDate(line.day, view.lang),
      value: <Money fen={-line.amount} tone="out" />,
    })),
    ...(money.waiting === 0n
      ? []
      : [{ key: 'waiting', what: w.waiting, value: <Money fen={-money.waiting} tone="held" /> }]),
    ...(money.returned === 0n
      ? []
      : [{ key: 'returned', what: w.returned, value: <Money fen={-money.returned} tone="in" /> }]),
    { key: 'left', what: w.left, value: <Money fen={money.left - money.waiting} /> },
  ];
  return (
    <Block title={w.money}>
      <Lines items={rows} />
      {money.lines.length === 0 && money.returned === 0n && <p class="muted">{w.noPayments}</p>}
    </Block>
  );
}

/** What each box and stall of an event took, counted by two (F025); nothing where none stood there. */
export function TakingsBlock(props: { readonly view: View; readonly takings: readonly BoxTakings[] }): VNode | null {
  const { view, takings } = props;
  const w = wordsOf(view).record;
  if (takings.length === 0) return null;
  return (
    <Block title={w.takings}>
      <Lines
        items={takings.map((one) => ({
          key: one.id,
          what: w.taking(boxName(view.lang, one.kind), one.number),
          note: one.counting > 0 ? w.takingsCounting : one.placeText,
          value: <Money fen={one.brought} tone="in" />,
        }))}
      />
      <p class="muted">{w.takingsNote}</p>
    </Block>
  );
}

/** Photographs, each linked to its full size. */
export function Photos(props: {
  readonly view: View;
  readonly title: string;
  readonly files: readonly KeptFile[];
}): VNode | null {
  const { view, files } = props;
  const w = wordsOf(view).record;
  if (files.length === 0) return null;
  return (
    <Block title={w.photos}>
      <p class="bar">
        {files.map((file) => (
          <a key={file.id} href={`${spaceRoot(view)}/files/${file.id}`}>
            <img
              src={`${spaceRoot(view)}/files/${file.id}?size=small`}
              alt={w.photoAlt(props.title)}
              loading="lazy"
              width={160}
              height={120}
            />
          </a>
        ))}
      </p>
    </Block>
  );
}

/** A person found at the desk, or chosen already. */
export interface Picked {
  readonly query: string;
  readonly found: readonly { readonly id: string; readonly name: string; readonly note: string }[];
  readonly person: { readonly id: string; readonly name: string; readonly note: string } | null;
}

/** Looks for a person by name or number and leads back to the same page with `person` chosen; works without script. */
export function Finder(props: {
  readonly view: View;
  readonly picked: Picked;
  /** The page itself, with what must be kept. */
  readonly path: string;
  readonly kept?: Readonly<Record<string, string>>;
}): VNode {
  const { view, picked, path } = props;
  const w = wordsOf(view).form;
  const kept = Object.entries(props.kept ?? {});
  const href = (id: string) => `${path}?${new URLSearchParams([...kept, ['person', id]]).toString()}`;
  return (
    <>
      <Form view={view} name="find" method="get" action={path} submit={w.find} quiet hidden={props.kept ?? {}}>
        <Field view={view} form="find" name="q" label={w.find} hint={w.findHint} type="search" value={picked.query} />
      </Form>
      {picked.query !== '' && picked.found.length === 0 && <Note tone="wait">{w.nobody}</Note>}
      {picked.found.length > 0 && (
        <Lines
          items={picked.found.map((one) => ({
            key: one.id,
            what: one.name,
            note: one.note,
            value: <ActLink href={href(one.id)}>{w.found}</ActLink>,
          }))}
        />
      )}
    </>
  );
}
