import type { VNode } from 'preact';
import { groupDigits } from '#kernel/numbers';
import { ActLink } from '#ui/form';
import { AreaMap, type MapTiles, shadeOf } from '#ui/map';
import { Page } from '#ui/page';
import { Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { areasOf, sourcesOf } from './pages-map.tsx';
import { type GridRow, wordsOf } from './pages-parts.tsx';
import type { Shape } from './schema.ts';

/** How many there are at a place; null where they are too few to be told. */
export type Counts = ReadonlyMap<string, { readonly count: number; readonly more: number } | null>;

interface CountsProps {
  readonly view: View;
  readonly rows: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly counts: Counts;
  /** Those that belong to none of these places, or are too few to stand alone. */
  readonly rest: { readonly count: number; readonly more: number };
  readonly tiles: MapTiles | undefined;
}

const digits = (count: number): string => groupDigits(BigInt(count));

function CountMap(
  props: CountsProps & {
    readonly label: string;
    readonly href: (row: GridRow) => string;
    readonly more: (count: number) => string;
    /** What stands where nothing may be told. */
    readonly few: string;
    readonly restLabel: string;
  },
): VNode {
  const { view, rows, shapes, counts, rest } = props;
  const w = wordsOf(view).counts;
  const most = [...counts.values()].reduce((max, one) => Math.max(max, one?.count ?? 0), 0);
  const sorted = rows.toSorted((a, b) => (counts.get(b.id)?.count ?? 0) - (counts.get(a.id)?.count ?? 0));
  const areas = areasOf(view, sorted, shapes, (row) => {
    const told = counts.get(row.id) ?? null;
    return {
      href: props.href(row),
      shade: told === null ? 0 : shadeOf(told.count, most),
      note: told === null ? '' : props.more(told.more),
      value: told === null ? props.few : w.number(digits(told.count)),
    };
  });
  const own = shapes.filter((shape) => rows.some((row) => row.id === shape.placeId));
  return (
    <>
      <AreaMap
        view={view}
        id="counts"
        label={props.label}
        areas={areas}
        sources={sourcesOf(view, own)}
        tiles={props.tiles}
      />
      <p class="muted">{w.shades}</p>
      {rest.count > 0 && (
        <Lines
          items={[
            { key: 'rest', what: props.restLabel, note: props.more(rest.more), value: w.number(digits(rest.count)) },
          ]}
        />
      )}
    </>
  );
}

/** Public needs by estate: small counts are told together, never alone. */
export function NeedsByEstatePage(props: CountsProps & { readonly least: number }): VNode {
  const { view, rows } = props;
  const w = wordsOf(view);
  const t = w.counts;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.needs} wide>
      <PageHead
        title={t.needs}
        lede={t.needsLede(props.least)}
        acts={
          <>
            <ActLink href={`${root}/needs/figures`}>{t.figures}</ActLink>
            <ActLink href={`${root}/grids`}>{w.grids.title}</ActLink>
          </>
        }
      />
      {rows.length === 0 ? (
        <Empty title={t.noEstates} acts={<ActLink href={`${root}/needs`}>{t.allNeeds}</ActLink>}>
          {t.noEstatesWhy}
        </Empty>
      ) : (
        <CountMap
          {...props}
          label={t.needs}
          href={(row) => `${root}/grids/${row.id}`}
          more={(met) => t.met(digits(met))}
          few={t.few}
          restLabel={t.otherEstates}
        />
      )}
    </Page>
  );
}

/** Matters by grid for the office: how many were said there, how many are still open. */
export function MattersByGridPage(props: CountsProps): VNode {
  const { view, rows } = props;
  const w = wordsOf(view);
  const t = w.counts;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.matters} area="desk" section="intake" wide>
      <PageHead
        title={t.matters}
        lede={t.mattersLede}
        acts={
          <>
            <ActLink href={`${root}/matters`}>{t.allMatters}</ActLink>
            <ActLink href={`${root}/grids`}>{w.desk.title}</ActLink>
          </>
        }
      />
      {rows.length === 0 ? (
        <Empty title={w.grids.none} acts={<ActLink href={`${root}/places`}>{w.desk.places}</ActLink>}>
          {w.grids.noneWhy}
        </Empty>
      ) : (
        <CountMap
          {...props}
          label={t.matters}
          href={(row) => `${root}/grids/${row.id}`}
          more={(open) => t.open(digits(open))}
          few={t.nothing}
          restLabel={t.noGrid}
        />
      )}
    </Page>
  );
}
