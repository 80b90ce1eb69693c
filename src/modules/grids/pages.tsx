import type { VNode } from 'preact';
import { ActLink } from '#ui/form';
import type { MapTiles } from '#ui/map';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { GridMap } from './pages-map.tsx';
import { NearBlock } from './pages-near.tsx';
import { GridLines, type GridRow, peopleText, rolesText, wordsOf } from './pages-parts.tsx';
import type { Near } from './rules.ts';
import { type Level, unfilled } from './rules.ts';
import type { Shape } from './schema.ts';

const below = ['estate', 'cell', 'building'] as const satisfies readonly Level[];

/** The rows under the map: estates, cells and buildings, each level under its own heading. */
export function LevelBlocks(props: {
  readonly view: View;
  readonly root: string;
  readonly rows: readonly GridRow[];
}): VNode {
  const { view, root, rows } = props;
  const t = wordsOf(view).grids;
  return (
    <>
      {below.map((level) => {
        const own = rows.filter((row) => row.level === level);
        return (
          own.length > 0 && (
            <Block key={level} title={t.byLevel[level]} aside={t.count(own.length)}>
              <GridLines view={view} root={root} rows={own} plain />
            </Block>
          )
        );
      })}
    </>
  );
}

/** The net of grids in public: map and list side by side, roles filled and unfilled, no names (F181, F182). */
export function GridsPage(props: {
  readonly view: View;
  readonly rows: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly tiles: MapTiles | undefined;
}): VNode {
  const { view, rows } = props;
  const w = wordsOf(view);
  const t = w.grids;
  const root = spaceRoot(view);
  const full = rows.filter((row) => unfilled(row.needed, row.filled).length === 0).length;
  const nets = rows.filter((row) => row.level === 'net');
  return (
    <Page view={view} title={t.title} wide>
      <PageHead
        title={t.title}
        lede={t.lede(rows.length, full)}
        acts={
          <>
            <ActLink href={`${root}/map`}>{t.map}</ActLink>
            <ActLink href={`${root}/near`}>{w.near.title}</ActLink>
            <ActLink href={`${root}/map/needs`}>{w.counts.needs}</ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/grids`}>{t.desk}</ActLink>}
          </>
        }
      />
      {rows.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/about`}>{t.about}</ActLink>}>
          {t.noneWhy}
        </Empty>
      ) : (
        <>
          {nets.length > 0 && (
            <Block title={t.byLevel.net} aside={t.count(nets.length)} id="map">
              <GridMap view={view} id="nets" root={root} rows={nets} shapes={props.shapes} tiles={props.tiles} />
            </Block>
          )}
          <LevelBlocks view={view} root={root} rows={rows} />
        </>
      )}
    </Page>
  );
}

/** The party members among a group who agreed to be counted. */
export interface Counted {
  /** Of so many members, those who agreed; null where they are too few to tell. */
  readonly agreed: number | null;
  readonly members: number;
  /** Hours of those who agreed, as they are written; empty where they are too few. */
  readonly hours: string;
  /** Members who lead a grid, a cell or a building. */
  readonly leading: number | null;
}

/** A body that meets for a place, with its latest minutes. */
export interface PlaceBody {
  readonly id: string;
  readonly name: string;
  readonly party: boolean;
  readonly counted: Counted | null;
  readonly meetings: readonly { readonly id: string; readonly title: string; readonly day: string }[];
}

/** The bodies of a place and what they wrote (F183); of a party group how its members help, as far as they agreed (F090). */
export function BodiesBlock(props: { readonly view: View; readonly bodies: readonly PlaceBody[] }): VNode | null {
  const { view, bodies } = props;
  const t = wordsOf(view).grid;
  const root = spaceRoot(view);
  if (bodies.length === 0) return null;
  const counted = ({ counted: of }: PlaceBody): string => {
    if (of === null) return '';
    return of.agreed === null ? t.fewAgreed : t.agreed(of.members, of.agreed, of.hours, of.leading ?? 0);
  };
  return (
    <Block title={t.bodies} id="bodies">
      <Lines
        items={bodies.map((body) => ({
          key: body.id,
          what: <a href={`${root}/bodies/${body.id}`}>{body.name}</a>,
          note: (
            <>
              {body.counted !== null && (
                <>
                  {counted(body)}
                  <br />
                </>
              )}
              {body.meetings.length === 0
                ? t.noMinutes
                : body.meetings.map((meeting) => (
                    <span key={meeting.id}>
                      <a href={`${root}/meetings/${meeting.id}`}>{meeting.title}</a> {meeting.day}{' '}
                    </span>
                  ))}
            </>
          ),
          ...(body.party ? { value: t.party } : {}),
        }))}
      />
    </Block>
  );
}

interface GridPageProps {
  readonly view: View;
  readonly row: GridRow;
  readonly within: readonly GridRow[];
  readonly bodies: readonly PlaceBody[];
  /** The rows on the map: what lies within, or the neighbours of the same level. */
  readonly around: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly near: readonly Near[] | null;
  readonly tiles: MapTiles | undefined;
}

/** One estate, net, cell or building in public: its roles, what lies in it, its bodies; never a name. */
export function GridPage(props: GridPageProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const t = w.grid;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={row.name}>
      <RecordHead
        kind={w.levels[row.level]}
        title={row.name}
        state={rolesText(view, row)}
        next={
          <>
            <ActLink href={`${root}/say`} kind="line">
              {t.say}
            </ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/grids/${row.id}`}>{w.grids.desk}</ActLink>}
          </>
        }
      />
      <Pair side={<AroundPlace {...props} />}>
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

/** What stands beside a place: how many live there, where it lies, whom to ring, and the map around it. */
function AroundPlace(props: GridPageProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const t = w.grid;
  const facts = [
    { term: t.people, value: peopleText(view, row) },
    { term: t.inside, value: row.inside },
    { term: t.phone, value: view.space?.phone ?? '' },
  ].filter((fact) => fact.value !== '');
  const drawn = props.around.some((one) => props.shapes.some((shape) => shape.placeId === one.id));
  return (
    <>
      {facts.length > 0 && (
        <Block title={t.facts}>
          <Facts items={facts} />
        </Block>
      )}
      {drawn && (
        <Block title={w.map.title} id="map">
          <GridMap
            {...{ view, id: 'here', root: spaceRoot(view), rows: props.around, shapes: props.shapes, here: row.id }}
            tiles={props.tiles}
          />
        </Block>
      )}
    </>
  );
}
