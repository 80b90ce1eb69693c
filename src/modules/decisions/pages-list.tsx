import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Money } from '#ui/money';
import { Empty } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { ProcedureRow } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Where a procedure is, in words: the open step while it runs, its end otherwise. */
export function whereText(view: View, row: Pick<ProcedureRow, 'state' | 'stepKind' | 'bodyName'>): string {
  const w = wordsOf(view);
  if (row.state !== 'running' || row.stepKind === null) return w.states[row.state];
  return row.stepKind === 'vote' ? w.pages.now.vote(row.bodyName ?? '') : w.pages.now[row.stepKind];
}

/** Columns of the list of procedures. */
export function procedureColumns({ view }: Pick<Context, 'view'>): readonly Column<ProcedureRow>[] {
  const w = wordsOf(view);
  const template = (row: ProcedureRow): string => w.templates[row.template];
  const where = (row: ProcedureRow): string => whereText(view, row);
  return [
    { key: 'number', title: w.pages.number, cell: (r) => r.number, text: (r) => r.number, sortable: true },
    { key: 'title', title: w.pages.title, cell: (r) => r.title, text: (r) => r.title, wide: true, sortable: true },
    { key: 'template', title: w.pages.template, cell: template, text: template, secondary: true },
    { key: 'state', title: w.pages.state, cell: where, text: where, secondary: true },
    {
      key: 'amount',
      title: w.pages.amount,
      cell: (row) => row.amount !== null && <Money fen={row.amount} />,
      text: (row) => (row.amount === null ? null : formatFen(row.amount)),
      numeric: true,
      sortable: true,
    },
    {
      key: 'openedAt',
      title: w.pages.openedAt,
      cell: (row) => <Day view={view} date={row.openedAt} />,
      text: (row) => formatDate(row.openedAt, view.lang),
      desktopOnly: true,
      sortable: true,
    },
  ];
}

/** The public list of everything decided and being decided. */
export function DecisionsPage(props: { readonly view: View; readonly data: ListData<ProcedureRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).pages;
  const root = spaceRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.decisions}
      lede={w.lede}
      section="decisions"
      search
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/decisions/${row.id}`}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/rules`}>{w.seeRules}</ActLink>
              <ActLink href={`${root}/bodies`}>{w.seeBodies}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}
