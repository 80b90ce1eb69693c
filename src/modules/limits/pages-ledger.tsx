import type { VNode } from 'preact';
import { formatDateTime, formatMonth } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Empty } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { type Ledgered, stands } from './schema.ts';

/** Columns of the public ledger of limits: numbers, times and causes from the short list; no word. */
export function ledgerColumns(view: View): Column<Ledgered>[] {
  const w = wordsOf(view);
  const t = w.ledgerPage;
  const number = (row: Ledgered): string => (row.round === 1 ? row.number : `${row.number} · ${t.round(row.round)}`);
  const stand = (row: Ledgered): string =>
    row.cause === null ? t.stands[row.stand] : `${t.stands[row.stand]} · ${w.causes[row.cause]}`;
  const up = (row: Ledgered): string =>
    row.up === null || row.up.ended
      ? ''
      : [t.ups[row.up.level], row.up.answered ? t.spoken : ''].filter((part) => part !== '').join(' · ');
  const how = (row: Ledgered): string => (row.hoursLate === 0 ? '' : t.hours(row.hoursLate));
  const tone = (row: Ledgered): string | undefined =>
    row.stand === 'overdue' ? 'late' : row.stand === 'kept' ? 'in' : undefined;
  return [
    { key: 'number', title: t.number, cell: number, text: number, sortable: true, wide: true },
    {
      key: 'due',
      title: t.due,
      cell: (row) => formatDateTime(row.dueAt, view.lang),
      text: (row) => formatDateTime(row.dueAt, view.lang),
      sortable: true,
      secondary: true,
    },
    {
      key: 'met',
      title: t.met,
      cell: (row) => (row.metAt === null ? '' : formatDateTime(row.metAt, view.lang)),
      text: (row) => (row.metAt === null ? '' : formatDateTime(row.metAt, view.lang)),
      desktopOnly: true,
    },
    { key: 'stand', title: t.stand, cell: (row) => <span class={tone(row)}>{stand(row)}</span>, text: stand },
    { key: 'up', title: t.up, cell: up, text: up, secondary: true, foldTitle: '' },
    { key: 'how', title: t.how, cell: how, text: how, numeric: true, secondary: true, foldTitle: '' },
  ];
}

/** The sentence above the ledger. */
export function ledgerFilters(view: View, months: readonly string[]): Filter[] {
  const t = wordsOf(view).ledgerPage;
  return [
    {
      key: 'stand',
      title: t.stand,
      options: [
        ...stands.map((value) => ({ value, label: t.stands[value] })),
        { value: 'escalated', label: t.escalated },
      ],
    },
    {
      key: 'month',
      title: t.month,
      options: months.map((month) => ({ value: month, label: formatMonth(`${month}-01`, view.lang) })),
    },
  ];
}

/** The public ledger of limits: kept, late and by how much, standing still and why, passed up. */
export function LedgerPage(props: { readonly view: View; readonly data: ListData<Ledgered> }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  const ways = (
    <>
      <ActLink href={`${root}/limits`}>{w.title}</ActLink>
      <ActLink href={`${root}/promises`}>{w.promises}</ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...props.data}
      title={w.ledgerPage.title}
      lede={w.ledgerPage.lede}
      section="intake"
      rowKey={(row) => `${row.matterId}${row.round}`}
      bar={ways}
      empty={
        <Empty title={w.ledgerPage.none} acts={ways}>
          {w.ledgerPage.noneWhy}
        </Empty>
      }
    />
  );
}
