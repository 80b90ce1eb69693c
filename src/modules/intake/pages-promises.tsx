import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink } from '#ui/form';
import { type Column, List } from '#ui/list';
import { PromiseMarks } from '#ui/marks';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Promised } from './queries-record.ts';
import { zh } from './zh.ts';

/** Columns of the promise ledger: numbers and days, no words. */
export function promiseColumns(view: View): Column<Promised>[] {
  const w = pick(view.lang, { zh, en });
  const t = w.promises;
  const how = (row: Promised) =>
    row.days === 0 ? '' : row.stand === 'overdue' ? w.overdueBy(row.days) : w.daysLate(row.days);
  const up = ({ up: one }: Promised): string =>
    one === null || one.ended
      ? ''
      : [t.ups[one.level], one.answered ? t.spoken : ''].filter((part) => part !== '').join(' · ');
  return [
    {
      key: 'number',
      title: t.number,
      cell: (row) => row.number,
      text: (row) => row.number,
      sortable: true,
      wide: true,
    },
    {
      key: 'made',
      title: t.made,
      cell: (row) => <Day view={view} date={row.madeOn} />,
      text: (row) => row.madeOn,
      desktopOnly: true,
    },
    {
      key: 'due',
      title: t.due,
      cell: (row) => <Day view={view} date={row.dueOn} />,
      text: (row) => row.dueOn,
      sortable: true,
      secondary: true,
    },
    {
      key: 'kept',
      title: t.kept,
      cell: (row) => (row.keptOn === null ? '' : <Day view={view} date={row.keptOn} />),
      text: (row) => row.keptOn ?? '',
      desktopOnly: true,
    },
    {
      key: 'stand',
      title: t.stand,
      cell: (row) => <span class={standTone(row)}>{w.stands[row.stand]}</span>,
      text: (row) => w.stands[row.stand],
    },
    { key: 'up', title: t.up, cell: up, text: up, secondary: true, foldTitle: '' },
    { key: 'how', title: t.how, cell: how, text: (row) => row.days, numeric: true, secondary: true, foldTitle: '' },
  ];
}

function standTone(row: Promised): string | undefined {
  if (row.stand === 'overdue' || row.stand === 'broken') return 'late';
  return row.stand === 'kept' ? 'in' : undefined;
}

/** The public ledger of promises: kept, late, and by how much. */
export function PromisesPage(props: {
  readonly view: View;
  readonly data: ListData<Promised>;
  readonly counts: Readonly<Record<'kept' | 'late' | 'open' | 'overdue' | 'broken', number>>;
}): VNode {
  const { view, data, counts } = props;
  const t = pick(view.lang, { zh, en }).promises;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} wide>
      <PageHead title={t.title} lede={t.lede} />
      <PromiseMarks view={view} kept={counts.kept} late={counts.late} open={counts.open + counts.overdue} />
      <List
        view={view}
        {...data}
        title={t.filter}
        level={2}
        rowKey={(row) => row.id}
        empty={
          <Empty
            title={t.empty}
            acts={
              <>
                <ActLink href={`${root}/say`} icon="say">
                  {t.sayOne}
                </ActLink>
                <ActLink href={`${root}/slip`} icon="search">
                  {t.ask}
                </ActLink>
              </>
            }
          >
            {t.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}
