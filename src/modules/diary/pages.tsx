import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { Moment } from '#ui/day';
import { ActLink, Name } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { WaitingHere } from './pages-phone.tsx';
import type { Visit, VisitItem } from './schema.ts';
import { zh } from './zh.ts';

/** A visit as a line of the list; the place is empty for whoever may not know the door. */
export interface ListedVisit extends Visit {
  readonly worker: string;
  readonly place: string;
}

/** Columns of the diary. */
export function visitColumns(view: View): Column<ListedVisit>[] {
  const t = pick(view.lang, { zh, en }).list;
  return [
    {
      key: 'visitedAt',
      title: t.when,
      cell: (row) => <Moment view={view} at={row.visitedAt} />,
      text: (row) => row.visitedAt.toISOString(),
      sortable: true,
    },
    {
      key: 'place',
      title: t.where,
      cell: (row) => (row.place === '' ? row.number : row.place),
      text: (row) => row.place,
      wide: true,
    },
    { key: 'worker', title: t.who, cell: (row) => row.worker, text: (row) => row.worker, secondary: true },
    { key: 'items', title: t.items, cell: (row) => row.items, text: (row) => row.items, numeric: true },
    { key: 'spot', title: t.spot, cell: (row) => row.spot, text: (row) => row.spot, numeric: true },
    { key: 'number', title: t.number, cell: (row) => row.number, text: (row) => row.number, desktopOnly: true },
  ];
}

/** The sentence above the diary. */
export function visitFilters(
  view: View,
  months: readonly { readonly value: string; readonly label: string }[],
): Filter[] {
  const t = pick(view.lang, { zh, en }).list;
  return [
    { key: 'whose', title: t.whose, options: [{ value: 'mine', label: t.mine }] },
    { key: 'month', title: t.month, options: months },
  ];
}

/** The diary: visits, the latest first, with what waits on this phone above them. */
export function DiaryPage(props: {
  readonly view: View;
  readonly data: ListData<ListedVisit>;
  readonly mayWrite: boolean;
}): VNode {
  const { view, data } = props;
  const t = pick(view.lang, { zh, en }).list;
  const root = deskRoot(view);
  const write = props.mayWrite && (
    <ActLink href={`${root}/diary/new`} kind="main" icon="plus">
      {t.write}
    </ActLink>
  );
  return (
    <ListPage
      view={view}
      {...data}
      title={t.title}
      lede={t.lede}
      area="desk"
      section="intake"
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/diary/${row.id}`}
      bar={write}
      empty={
        <Empty
          title={t.none}
          acts={
            <>
              {write}
              <ActLink href={`${root}/matters`}>{t.matters}</ActLink>
            </>
          }
        >
          {t.noneWhy}
        </Empty>
      }
    />
  );
}

/** An item as the page of its visit shows it. */
export interface ShownItem extends VisitItem {
  readonly number: string;
  readonly state: string;
  readonly headline: string;
}

/** One visit: its numbered items, and who went where when. */
export function VisitPage(props: {
  readonly view: View;
  readonly visit: Visit;
  /** Empty, with no place and nobody's name, for whoever may not know the door. */
  readonly open: boolean;
  readonly items: readonly ShownItem[];
  readonly place: string;
  readonly worker: string;
  readonly person: string | null;
}): VNode {
  const { view, visit, items } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  const root = deskRoot(view);
  const facts = [
    { term: t.worker, value: props.worker },
    { term: t.when, value: <Moment view={view} at={visit.visitedAt} /> },
    ...(visit.keptOnPhone ? [{ term: t.sentAt, value: <Moment view={view} at={visit.at} /> }] : []),
    ...(props.open
      ? [
          {
            term: t.who,
            value:
              visit.personId === null ? (
                t.unnamed
              ) : (
                <Name href={`${root}/people/${visit.personId}`}>{props.person ?? ''}</Name>
              ),
          },
        ]
      : []),
  ];
  return (
    <Page view={view} title={visit.number} area="desk" section="intake" scripts={['diary']}>
      <RecordHead
        kind={t.kind(visit.number)}
        title={t.title(props.place)}
        next={<ActLink href={`${root}/diary/new`}>{w.list.write}</ActLink>}
      />
      <WaitingHere view={view} />
      <Pair
        side={
          <Block title={t.facts}>
            <Facts items={facts} />
          </Block>
        }
      >
        <Block title={t.items} id="items">
          {!props.open && <p class="muted">{t.closed}</p>}
          <Lines
            items={items.map((item) => ({
              key: item.matterId,
              what: props.open ? (
                <a href={`${root}/matters/${item.matterId}`}>{item.headline === '' ? item.number : item.headline}</a>
              ) : (
                item.number
              ),
              note: props.open ? item.number : undefined,
              value: item.way === null ? item.state : t.done(w.ways[item.way]),
            }))}
          />
        </Block>
      </Pair>
    </Page>
  );
}
