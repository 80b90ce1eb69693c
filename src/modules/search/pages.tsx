import type { ComponentChildren, VNode } from 'preact';
import type { ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import { ListPage } from '#ui/list-page';
import { Block, Empty, Lines } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { type FoundRow, shownColumns, widerHref, wordsOf } from './pages-parts.tsx';

/** What the desk keeps outside of the search: persons, sealed words, gifts. */
export interface MoreFound {
  readonly kind: 'people' | 'matters' | 'gifts';
  readonly things: readonly {
    readonly id: string;
    readonly href: string;
    readonly name: string;
    readonly note: string;
    readonly value?: ComponentChildren;
  }[];
  readonly total: number;
  /** The list that shows them all. */
  readonly all: string;
}

function Nothing(props: { readonly view: View; readonly data: ListData<FoundRow>; readonly desk: boolean }): VNode {
  const { view, data, desk } = props;
  const { q, filters } = data.query;
  const t = wordsOf(view).page;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  const narrowed = Object.keys(filters).length > 0;
  const ways = (
    <>
      {narrowed && q !== '' && (
        <ActLink href={widerHref(view)} kind="line">
          {t.wider}
        </ActLink>
      )}
      <ActLink href={`${root}/needs`}>{t.needs}</ActLink>
      <ActLink href={`${root}/resources`}>{t.resources}</ActLink>
      {!desk && <ActLink href={`${spaceRoot(view)}/say`}>{t.say}</ActLink>}
    </>
  );
  return q === '' ? (
    <Empty title={t.ask} acts={ways}>
      {t.askWhy}
    </Empty>
  ) : (
    <Empty title={t.none(q)} acts={ways}>
      {t.noneWhy}
      {desk && ` ${t.noneDesk}`}
    </Empty>
  );
}

function More(props: { readonly view: View; readonly group: MoreFound }): VNode {
  const { view, group } = props;
  const w = wordsOf(view).more;
  return (
    <Block title={w[group.kind]} aside={group.total}>
      <Lines
        items={group.things.map((thing) => ({
          key: thing.id,
          what: <a href={thing.href}>{thing.name}</a>,
          note: thing.note,
          ...(thing.value === undefined ? {} : { value: thing.value }),
        }))}
      />
      {group.total > group.things.length && (
        <p>
          <ActLink href={group.all}>{w.all(group.total)}</ActLink>
        </p>
      )}
    </Block>
  );
}

/** One page of what was found, in public or at the desk, where persons, words and gifts stand before the records. */
export function SearchPage(props: {
  readonly view: View;
  readonly data: ListData<FoundRow>;
  /** Null in public. */
  readonly more: readonly MoreFound[] | null;
}): VNode {
  const { view, data, more } = props;
  const t = wordsOf(view).page;
  const desk = more !== null;
  const { q } = data.query;
  const groups = (more ?? []).filter((group) => group.total > 0);
  return (
    <ListPage
      view={view}
      {...(desk ? { area: 'desk' as const } : {})}
      section="search"
      title={q === '' ? t.title : t.titleFor(q)}
      lede={desk ? t.deskLede : q === '' ? t.lede : t.hint}
      between={groups.map((group) => <More key={group.kind} view={view} group={group} />)}
      columns={shownColumns(data.columns)}
      rows={data.rows}
      total={data.total}
      query={data.query}
      filters={q === '' ? [] : data.filters}
      search
      empty={groups.length > 0 ? t.noneWhy : <Nothing view={view} data={data} desk={desk} />}
      rowKey={(row) => `${row.kind} ${row.id}`}
    />
  );
}
