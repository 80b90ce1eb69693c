import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { MapBlock } from './pages-map.tsx';
import { wordsOf } from './pages-parts.tsx';
import type { Level, Near } from './rules.ts';
import { unfilled } from './rules.ts';
import { type ChargeRole, type Entry, elements, type Shape } from './schema.ts';

/** A net, a cell or a building with its roles. */
export interface GridRow {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  /** How deep it lies, for indenting by words rather than by space. */
  readonly inside: string;
  readonly residents: number | null;
  readonly households: number | null;
  readonly asOf: string | null;
  readonly source: string;
  readonly filled: readonly ChargeRole[];
}

/** Which roles are filled, in words; the unfilled ones say so. */
export function rolesText(view: View, row: Pick<GridRow, 'level' | 'filled'>): string {
  const w = wordsOf(view);
  const missing = unfilled(row.level, row.filled).map((role) => w.roles[role]);
  const there = [...new Set(row.filled)].map((role) => w.roles[role]);
  return [
    there.length === 0 ? '' : w.grids.filled(there.join(w.grids.and)),
    missing.length === 0 ? w.grids.allFilled : w.grids.missing(missing.join(w.grids.and)),
  ]
    .filter((part) => part !== '')
    .join(w.grids.stop);
}

function peopleText(view: View, row: GridRow): string {
  const t = wordsOf(view).grids;
  return [
    row.households === null ? '' : t.households(`${row.households}`),
    row.residents === null ? '' : t.residents(`${row.residents}`),
    row.asOf === null || row.source === '' ? '' : t.asOf(formatDate(row.asOf, view.lang), row.source),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Nets, cells and buildings as lines. */
export function GridLines(props: {
  readonly view: View;
  readonly root: string;
  readonly rows: readonly GridRow[];
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Lines
      items={props.rows.map((row) => ({
        key: row.id,
        what: <a href={`${props.root}/grids/${row.id}`}>{row.name}</a>,
        note: [row.inside, peopleText(view, row), rolesText(view, row)].filter((part) => part !== '').join(' · '),
        value: w.levels[row.level],
      }))}
    />
  );
}

/** The net of grids in public: map and list side by side, roles filled and unfilled, no names (F181, F182). */
export function GridsPage(props: {
  readonly view: View;
  readonly rows: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly entries: readonly Entry[];
}): VNode {
  const { view, rows } = props;
  const t = wordsOf(view).grids;
  const root = spaceRoot(view);
  const full = rows.filter((row) => unfilled(row.level, row.filled).length === 0).length;
  return (
    <Page view={view} title={t.title} wide>
      <PageHead
        title={t.title}
        lede={t.lede(rows.length, full)}
        acts={
          <>
            <ActLink href={`${root}/map`}>{t.map}</ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/grids`}>{t.desk}</ActLink>}
          </>
        }
      />
      {rows.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/about`}>{t.about}</ActLink>}>
          {t.noneWhy}
        </Empty>
      ) : (
        <Pair side={<MapBlock {...props} href={(id) => `${root}/grids/${id}`} />} even>
          <Block title={t.list}>
            <GridLines view={view} root={root} rows={rows} />
          </Block>
        </Pair>
      )}
    </Page>
  );
}

/** A body that meets for a building, with its latest minutes. */
export interface PlaceBody {
  readonly id: string;
  readonly name: string;
  readonly meetings: readonly { readonly id: string; readonly title: string; readonly day: string }[];
}

/** The bodies of a building and what they wrote (F183). */
export function BodiesBlock(props: { readonly view: View; readonly bodies: readonly PlaceBody[] }): VNode | null {
  const { view, bodies } = props;
  const t = wordsOf(view).grid;
  const root = spaceRoot(view);
  if (bodies.length === 0) return null;
  return (
    <Block title={t.bodies} id="bodies">
      <Lines
        items={bodies.map((body) => ({
          key: body.id,
          what: <a href={`${root}/bodies/${body.id}`}>{body.name}</a>,
          note:
            body.meetings.length === 0
              ? t.noMinutes
              : body.meetings.map((meeting) => (
                  <span key={meeting.id} class="one">
                    <a href={`${root}/meetings/${meeting.id}`}>{meeting.title}</a> {meeting.day}{' '}
                  </span>
                )),
        }))}
      />
    </Block>
  );
}

/** One net, cell or building in public: its roles, what lies in it, its bodies; never a name. */
export function GridPage(props: {
  readonly view: View;
  readonly row: GridRow;
  readonly within: readonly GridRow[];
  readonly bodies: readonly PlaceBody[];
  readonly shapes: readonly Shape[];
  readonly near: readonly Near[] | null;
}): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const t = w.grid;
  const root = spaceRoot(view);
  const facts = [
    { term: t.people, value: peopleText(view, row) },
    { term: t.inside, value: row.inside },
    { term: t.phone, value: view.space?.phone ?? '' },
  ].filter((fact) => fact.value !== '');
  return (
    <Page view={view} title={row.name}>
      <RecordHead
        kind={w.levels[row.level]}
        title={row.name}
        state={rolesText(view, row)}
        next={<ActLink href={`${root}/say`}>{t.say}</ActLink>}
      />
      <Pair
        side={
          <>
            <Block title={t.facts}>
              <Facts items={facts} />
            </Block>
            <MapBlock
              view={view}
              shapes={props.shapes}
              entries={[]}
              here={row.id}
              href={(id) => `${root}/grids/${id}`}
            />
          </>
        }
      >
        {props.within.length > 0 && (
          <Block title={t.within}>
            <GridLines view={view} root={root} rows={props.within} />
          </Block>
        )}
        <BodiesBlock view={view} bodies={props.bodies} />
        {props.near !== null && <NearBlock view={view} near={props.near} />}
        <p>
          <ActLink href={`${root}/grids`}>{t.all}</ActLink>
        </p>
      </Pair>
    </Page>
  );
}

/** What is within a quarter of an hour on foot, and what is not (F089). */
export function NearBlock(props: { readonly view: View; readonly near: readonly Near[] }): VNode {
  const { view, near } = props;
  const w = wordsOf(view);
  const t = w.near;
  const gaps = near.filter((one) => one.entry === null);
  return (
    <Block title={t.title} aside={t.sum(near.length - gaps.length, near.length)} id="near">
      <p class="muted">{t.how}</p>
      <Lines
        items={near.map((one) => ({
          key: one.service,
          what: w.services[one.service],
          note: one.entry?.title ?? '',
          value: one.minutes === null ? t.gap : t.minutes(one.minutes),
        }))}
      />
    </Block>
  );
}

/** The map of the five elements: every entry under its element, and the elements that have none (F004). */
export function ElementsPage(props: {
  readonly view: View;
  readonly entries: readonly Entry[];
  readonly shapes: readonly Shape[];
  readonly near: readonly { readonly name: string; readonly near: readonly Near[] }[];
}): VNode {
  const { view, entries } = props;
  const w = wordsOf(view);
  const t = w.elements;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} wide>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/grids`}>{w.grids.title}</ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/map`}>{t.desk}</ActLink>}
          </>
        }
      />
      <Pair
        even
        side={
          <>
            <MapBlock view={view} shapes={props.shapes} entries={entries} href={(id) => `${root}/grids/${id}`} />
            {props.near.map((one) => (
              <section key={one.name}>
                <h2 class="voice">{one.name}</h2>
                <NearBlock view={view} near={one.near} />
              </section>
            ))}
          </>
        }
      >
        {elements.map((element) => {
          const own = entries.filter((entry) => entry.element === element);
          return (
            <Block key={element} title={w.elementNames[element]} aside={own.length === 0 ? t.gap : t.count(own.length)}>
              {own.length === 0 ? <p class="muted">{t.gapWhy}</p> : <EntryLines view={view} entries={own} />}
            </Block>
          );
        })}
      </Pair>
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
