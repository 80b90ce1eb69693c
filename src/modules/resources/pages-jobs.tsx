import type { VNode } from 'preact';
import { groupDigits } from '#kernel/numbers';
import type { ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Empty } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { filledText, wordsOf } from './pages-parts.tsx';
import type { ResourceRow } from './queries.ts';
import { eligibles } from './schema.ts';

/** A post with how many of its places are filled, as the public is told it. */
export interface JobRow extends ResourceRow {
  readonly filled: bigint | 'few' | null;
}

/** Columns of the list of posts, as shown and as exported. */
export function jobColumns(view: View): readonly Column<JobRow>[] {
  const w = wordsOf(view);
  const t = w.jobs;
  const filled = (row: JobRow): string => (row.filled === null ? '' : filledText(view, row.filled, row.quantity));
  return [
    { key: 'number', title: t.number, cell: (row) => row.number, text: (row) => row.number, sortable: true },
    { key: 'title', title: t.name, cell: (row) => row.title, text: (row) => row.title, wide: true, sortable: true },
    { key: 'owner', title: t.owner, cell: (row) => row.owner, text: (row) => row.owner, secondary: true },
    {
      ...{ key: 'for', title: t.for, secondary: true },
      cell: (row) => w.eligibles[row.eligible],
      text: (row) => w.eligibles[row.eligible],
    },
    {
      ...{ key: 'places', title: t.places, numeric: true, desktopOnly: true },
      cell: (row) => groupDigits(row.quantity),
      text: (row) => row.quantity,
    },
    { key: 'filled', title: t.filled, cell: filled, text: filled, foldTitle: t.filled },
    {
      ...{ key: 'state', title: t.state, desktopOnly: true, sortable: true },
      cell: (row) => w.states[row.state],
      text: (row) => w.states[row.state],
    },
  ];
}

/** Whom posts are kept for, to choose among. */
export function jobFilters(view: View): Filter[] {
  const w = wordsOf(view);
  return [
    {
      key: 'for',
      title: w.filters.for,
      options: [
        { value: '', label: w.filters.for },
        ...eligibles.map((one) => ({ value: one, label: w.eligibles[one] })),
      ],
    },
  ];
}

/** Posts to be filled, first of all by neighbours who find none elsewhere (F069). */
export function JobsPage(props: { readonly view: View; readonly data: ListData<JobRow> }): VNode {
  const { view, data } = props;
  const t = wordsOf(view).jobs;
  const root = spaceRoot(view);
  const acts = (
    <>
      <ActLink href={`${root}/help/offer`} icon="plus">
        {t.offer}
      </ActLink>
      <ActLink href={`${root}/say`} icon="say">
        {t.say}
      </ActLink>
    </>
  );
  return (
    <ListPage
      {...{ view, ...data, title: t.title, lede: t.lede, section: 'resources', search: true }}
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/resources/${row.id}`}
      bar={acts}
      empty={
        <Empty title={t.emptyTitle} acts={acts}>
          {t.empty}
        </Empty>
      }
    />
  );
}
