import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, Form } from '#ui/form';
import type { MapTiles } from '#ui/map';
import { Mark } from '#ui/map';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { GridMap, markOf } from './pages-map.tsx';
import { type GridRow, wordsOf } from './pages-parts.tsx';
import type { Near } from './rules.ts';
import { type Entry, elements, type Shape } from './schema.ts';

/** What is within a quarter of an hour on foot, and what is not (F089): what is missing stands first. */
export function NearBlock(props: { readonly view: View; readonly near: readonly Near[] }): VNode {
  const { view, near } = props;
  const w = wordsOf(view);
  const t = w.near;
  const gaps = near.filter((one) => one.entry === null);
  const there = near.filter((one) => one.entry !== null).sort((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0));
  return (
    <Block title={t.title} aside={t.sum(there.length, near.length)} id="near">
      {gaps.length > 0 && (
        <p class="statement">{t.gaps(gaps.map((one) => w.services[one.service]).join(w.grids.and))}</p>
      )}
      <Lines
        items={there.map((one) => ({
          key: one.service,
          what: w.services[one.service],
          note: one.entry?.title ?? '',
          value: t.minutes(one.minutes ?? 0),
        }))}
      />
      <p class="muted">{t.how}</p>
    </Block>
  );
}

/** The circle from one place of one's choice: an estate, a grid, a building. */
export function NearPage(props: {
  readonly view: View;
  readonly from: string;
  readonly places: readonly FieldOption[];
  readonly near: readonly Near[] | null;
}): VNode {
  const { view, near, places } = props;
  const w = wordsOf(view);
  const t = w.near;
  const root = spaceRoot(view);
  const name = places.find((one) => one.value === props.from)?.label;
  return (
    <Page view={view} title={t.title}>
      <PageHead
        title={name === undefined ? t.title : t.from(name)}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/map`}>{w.elements.title}</ActLink>
            <ActLink href={`${root}/grids`}>{w.grids.title}</ActLink>
          </>
        }
      />
      {places.length === 0 ? (
        <Empty title={t.nowhere} acts={<ActLink href={`${root}/map`}>{w.elements.title}</ActLink>}>
          {t.nowhereWhy}
        </Empty>
      ) : (
        <Form view={view} name="from" action={`${root}/near`} method="get" submit={t.look} quiet>
          <Field
            view={view}
            form="from"
            name="from"
            label={t.where}
            type="select"
            options={places}
            value={props.from}
          />
        </Form>
      )}
      {near !== null && <NearBlock view={view} near={near} />}
    </Page>
  );
}

/** The map of the five elements: every entry under its element, and the elements that have none (F004). */
export function ElementsPage(props: {
  readonly view: View;
  readonly entries: readonly Entry[];
  readonly rows: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly tiles: MapTiles | undefined;
}): VNode {
  const { view, entries } = props;
  const w = wordsOf(view);
  const t = w.elements;
  const root = spaceRoot(view);
  const empty = elements.filter((element) => !entries.some((entry) => entry.element === element));
  const names = empty.map((element) => w.elementNames[element]).join(w.grids.and);
  return (
    <Page view={view} title={t.title} wide>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/near`}>{w.near.title}</ActLink>
            <ActLink href={`${root}/grids`}>{w.grids.title}</ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/map`}>{t.desk}</ActLink>}
          </>
        }
      />
      <p class="statement">{empty.length === 0 ? t.allThere : t.gaps(names)}</p>
      <GridMap
        view={view}
        id="elements"
        root={root}
        rows={props.rows}
        shapes={props.shapes}
        entries={entries}
        tiles={props.tiles}
      />
      {elements.map((element) => {
        const own = entries.filter((entry) => entry.element === element);
        return (
          <Block
            key={element}
            title={
              <>
                <Mark mark={markOf[element]} />
                {w.elementNames[element]}
              </>
            }
            aside={own.length === 0 ? t.gap : t.count(own.length)}
          >
            {own.length === 0 ? <p class="muted">{t.gapWhy}</p> : <EntryLines view={view} entries={own} />}
          </Block>
        );
      })}
    </Page>
  );
}

/** Entries as lines, each with its day and source. */
export function EntryLines(props: {
  readonly view: View;
  readonly entries: readonly Entry[];
  readonly acts?: (entry: Entry) => VNode;
}): VNode {
  const { view, acts } = props;
  const w = wordsOf(view);
  return (
    <Lines
      items={props.entries.map((entry) => ({
        key: entry.id,
        what: entry.title,
        note: [entry.note, w.map.source(entry.source, formatDate(entry.asOf, view.lang))]
          .filter((part) => part !== '')
          .join(' · '),
        value: entry.service === null ? '' : w.services[entry.service],
        ...(acts === undefined ? {} : { acts: acts(entry) }),
      }))}
    />
  );
}
