import type { ComponentChildren, VNode } from 'preact';
import type { ListData } from '#platform/web';
import { ActLink, Button } from '#ui/form';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { type FoundRow, namedLists, shownColumns, widerHref, wordsOf } from './pages-parts.tsx';

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

const searchRole = { role: 'search' as const };

/** Nothing was typed yet: the box, and ways on for who would rather look around. */
function AskPage(props: { readonly view: View; readonly desk: boolean }): VNode {
  const { view, desk } = props;
  const t = wordsOf(view).page;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  const lede = desk ? t.deskLede : t.lede;
  return (
    <Page view={view} title={t.title} {...(desk ? { area: 'desk' as const } : {})} section="search">
      <PageHead title={t.title} lede={lede} />
      <form
        class="search"
        {...searchRole}
        aria-label={t.ask}
        method="get"
        action={`${root}/${desk ? 'find' : 'search'}`}
      >
        <label class="sr" for="ask">
          {t.ask}
        </label>
        <input class="input" id="ask" type="search" name="q" />
        <Button icon="search">{t.title}</Button>
      </form>
      <Nothing view={view} q="" narrowed={false} desk={desk} />
    </Page>
  );
}

function Nothing(props: {
  readonly view: View;
  readonly q: string;
  readonly narrowed: boolean;
  readonly desk: boolean;
}): VNode {
  const { view, q, narrowed, desk } = props;
  const t = wordsOf(view).page;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  const ways = (
    <>
      {narrowed && (
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
    <Block title={t.ask}>
      <p>{t.askWhy}</p>
      <p class="bar">{ways}</p>
    </Block>
  ) : (
    <Empty title={t.none(q)} acts={ways}>
      {t.noneWhy}
      {desk && ` ${t.noneDesk}`}
    </Empty>
  );
}

/** Whoever types what a kind is called is led to all of it. */
function Lists(props: { readonly view: View; readonly q: string; readonly desk: boolean }): VNode | null {
  const { view, q, desk } = props;
  const w = wordsOf(view);
  const lists = namedLists(view, q, desk);
  if (lists.length === 0) return null;
  return (
    <>
      {lists.map(({ kind, href }) => (
        <span key={kind}>
          {' '}
          <a href={href}>{w.page.list(w.kinds[kind])}</a>
        </span>
      ))}
    </>
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
  const { q, filters } = data.query;
  if (q === '') return <AskPage view={view} desk={desk} />;
  const narrowed = Object.keys(filters).length > 0;
  const groups = (more ?? []).filter((group) => group.total > 0);
  return (
    <ListPage
      view={view}
      {...(desk ? { area: 'desk' as const } : {})}
      section="search"
      title={t.titleFor(q)}
      lede={
        <>
          {desk ? t.deskLede : t.hint}
          <Lists view={view} q={q} desk={desk} />
        </>
      }
      between={groups.map((group) => <More key={group.kind} view={view} group={group} />)}
      columns={shownColumns(data.columns)}
      rows={data.rows}
      total={data.total}
      query={data.query}
      filters={data.filters}
      search
      empty={groups.length > 0 ? t.noneWhy : <Nothing view={view} q={q} narrowed={narrowed} desk={desk} />}
      rowKey={(row) => `${row.kind} ${row.id}`}
    />
  );
}
