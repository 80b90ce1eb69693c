import type { VNode } from 'preact';
import { formatMonth } from '#kernel/dates';
import { pick, type Words } from '#kernel/words';
import { Day } from '#ui/day';
import type { Column, Filter } from '#ui/list';
import { Money } from '#ui/money';
import { deskRoot, hrefWith, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { type Found, type FoundKind, kinds, type Phase, paths, phases, type Stretch } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** What is read in public even by the desk: it has no page of its own there. */
const publicOnly: readonly FoundKind[] = ['report', 'fund'];

/** A row with the words the list shows beside it. */
export interface FoundRow extends Found {
  readonly estate: string;
  readonly className: string;
  readonly href: string;
}

/** The page of a record: the desk's where this reader works there, else the public one. */
export function foundHref(view: View, one: Pick<Found, 'kind' | 'pageId'>, inside: readonly FoundKind[]): string {
  const root = inside.includes(one.kind) && !publicOnly.includes(one.kind) ? deskRoot(view) : spaceRoot(view);
  return `${root}/${paths[one.kind]}/${one.pageId}`;
}

/** What a record is called: reports carry their month, which reads differently in each language. */
export function foundTitle(view: View, one: Pick<Found, 'kind' | 'title'>): string {
  if (one.kind !== 'report') return one.title;
  const w = wordsOf(view);
  const [year = '', part = ''] = one.title.split('-');
  return part.startsWith('Q')
    ? w.quarterReport(year, part.slice(1))
    : w.monthReport(formatMonth(`${one.title}-01`, view.lang));
}

/** A text with what was looked for marked in it. */
export function Marked(props: { readonly stretches: readonly Stretch[] }): VNode {
  return <>{props.stretches.map(({ text, hit }, at) => (hit ? <mark key={`${at}`}>{text}</mark> : text))}</>;
}

/** How far along a record is, in its kind's own words where it has some. */
function phaseText(view: View, { kind, phase }: Pick<Found, 'kind' | 'phase'>): string {
  const w = wordsOf(view);
  const own: Readonly<Partial<Record<FoundKind, Partial<Record<Phase, string>>>>> = w.phasesOf;
  return own[kind]?.[phase] ?? w.phases[phase];
}

const spoken = (stretches: readonly Stretch[]): string => stretches.map((one) => one.text).join('');

/** Columns that only a file has: on the page the words stand under the title, which is the link. */
const fileOnly = ['class', 'words', 'address'];

/** The columns as the page shows them. */
export function shownColumns(columns: readonly Column<FoundRow>[]): Column<FoundRow>[] {
  return columns.filter((column) => !fileOnly.includes(column.key));
}

/** The columns of what was found; the words around the hit stand under the title. */
export function foundColumns(view: View, base: string): Column<FoundRow>[] {
  const w = wordsOf(view);
  return [
    { key: 'kind', title: w.kind, cell: (row) => w.kinds[row.kind], text: (row) => w.kinds[row.kind] },
    {
      key: 'what',
      title: w.what,
      wide: true,
      cell: (row) => (
        <>
          <a href={row.href} data-open="">
            {row.kind === 'report' ? foundTitle(view, row) : <Marked stretches={row.titleMarks} />}
          </a>
          {row.words.length > 0 && (
            <small class="found">
              <Marked stretches={row.words} />
            </small>
          )}
        </>
      ),
      text: (row) => foundTitle(view, row),
    },
    {
      key: 'number',
      title: w.number,
      cell: (row) => (row.number === null ? '' : <span class="one">{row.number}</span>),
      text: (row) => row.number,
      secondary: true,
    },
    {
      key: 'phase',
      title: w.phase,
      cell: (row) => <span class="one">{phaseText(view, row)}</span>,
      text: (row) => phaseText(view, row),
      secondary: true,
    },
    { key: 'class', title: w.class, cell: () => '', text: (row) => row.className },
    {
      key: 'estate',
      title: w.estate,
      cell: (row) => <span class="one">{row.estate}</span>,
      text: (row) => row.estate,
      desktopOnly: true,
    },
    {
      key: 'amount',
      title: w.amount,
      cell: (row) => (row.amount === null ? '' : <Money fen={row.amount} />),
      text: (row) => row.amount,
      numeric: true,
      desktopOnly: true,
    },
    {
      key: 'day',
      title: w.day,
      cell: (row) => <Day view={view} date={row.day} />,
      text: (row) => row.day,
      sortable: true,
      secondary: true,
    },
    {
      key: 'words',
      title: w.words,
      cell: () => '',
      text: (row) => spoken(row.words),
    },
    { key: 'address', title: w.address, cell: () => '', text: (row) => `${base}${row.href}` },
  ];
}

/** The parts of the sentence above what was found. */
export function foundFilters(
  view: View,
  facts: {
    readonly counts: ReadonlyMap<FoundKind, number>;
    readonly chosen: string | undefined;
    readonly classes: readonly { readonly value: string; readonly label: string }[];
    readonly estates: readonly { readonly value: string; readonly label: string }[];
    readonly desk: boolean;
  },
): Filter[] {
  const w = wordsOf(view);
  const there = kinds.filter((kind) => facts.counts.has(kind) || kind === facts.chosen);
  return [
    {
      key: 'kind',
      title: w.kind,
      options: there.map((value) => ({ value, label: w.kinds[value], count: facts.counts.get(value) ?? 0 })),
    },
    {
      key: 'phase',
      title: w.phase,
      options: [
        { value: '', label: w.anyPhase },
        ...phases
          .filter((phase) => facts.desk || phase !== 'draft')
          .map((value) => ({ value, label: w.phaseFilter[value] })),
      ],
    },
    { key: 'class', title: w.class, options: facts.classes },
    { key: 'estate', title: w.estate, options: facts.estates },
    {
      key: 'since',
      title: w.since,
      options: [
        { value: '', label: w.anyTime },
        ...(['30', '90', '365'] as const).map((value) => ({ value, label: w.spans[value] })),
      ],
    },
  ];
}

/** Kinds that have no list of their own, in public and at the desk: they stand on the pages of others. */
const unlisted: Readonly<Record<'public' | 'desk', readonly FoundKind[]>> = {
  public: ['idea', 'motion', 'result', 'payment', 'fund', 'budget', 'problem'],
  desk: ['idea', 'motion', 'result', 'opinion'],
};

/** The lists of the kinds that somebody typed the name of, in either language, where this reader may open them. */
export function namedLists(
  view: View,
  q: string,
  desk: boolean,
): { readonly kind: FoundKind; readonly href: string }[] {
  const typed = new Set(q.toLowerCase().split(/\s+/));
  const root = desk ? deskRoot(view) : spaceRoot(view);
  return kinds.flatMap((kind) => {
    const english = en.kinds[kind].toLowerCase();
    const isNamed = [zh.kinds[kind], english, `${english}s`].some((word) => typed.has(word));
    const href = `${root}/${paths[kind]}`;
    const isListed = !unlisted[desk ? 'desk' : 'public'].includes(kind) && view.opens?.(href) !== false;
    return isNamed && isListed ? [{ kind, href }] : [];
  });
}

/** This page with every filter taken away and the words kept. */
export function widerHref(view: View): string {
  return hrefWith(view.url, { kind: '', phase: '', class: '', estate: '', since: '', page: '', format: '' });
}
