import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { AreaMap, type MapArea, type MapMark, type MapTiles } from '#ui/map';
import type { View } from '#ui/view';
import { type GridRow, peopleText, rolesText, wordsOf } from './pages-parts.tsx';
import type { Element, Entry, Shape } from './schema.ts';

/** The form of the mark of each element. */
export const markOf: Readonly<Record<Element, MapMark>> = {
  nature: 'circle',
  culture: 'square',
  organisation: 'triangle',
  resource: 'diamond',
  power: 'cross',
};

/** The outlines of places as areas of a map; those nobody has drawn stand in its list all the same. */
export function areasOf(
  view: View,
  rows: readonly GridRow[],
  shapes: readonly Shape[],
  more: (row: GridRow) => Partial<MapArea>,
): MapArea[] {
  const t = wordsOf(view).map;
  return rows.map((row) => {
    const outline = shapes.find((shape) => shape.placeId === row.id)?.outline ?? null;
    const given = more(row);
    const note = [given.note, outline === null ? t.notDrawn : ''].filter((part) => part !== undefined && part !== '');
    return { key: row.id, name: row.name, outline, ...given, note: note.join(' · ') };
  });
}

/** Whose outlines these are and of which day, each once. */
export function sourcesOf(view: View, shapes: readonly Shape[]): string[] {
  const t = wordsOf(view).map;
  return [...new Set(shapes.map((shape) => t.source(shape.source, formatDate(shape.asOf, view.lang))))];
}

/** Places on a map with the list beside it, each with its roles, and perhaps the entries of the inventory. */
export function GridMap(props: {
  readonly view: View;
  readonly id: string;
  readonly root: string;
  readonly rows: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly entries?: readonly Entry[];
  readonly tiles?: MapTiles | undefined;
  /** The place the page is about. */
  readonly here?: string;
}): VNode {
  const { view, rows, shapes, here } = props;
  const w = wordsOf(view);
  const mixed = new Set(rows.map((row) => row.level)).size > 1;
  const areas = areasOf(view, rows, shapes, (row) => ({
    ...(row.id === here ? { here: true } : { href: `${props.root}/grids/${row.id}` }),
    note: [peopleText(view, row), rolesText(view, row)].filter((part) => part !== '').join(' · '),
    ...(mixed ? { value: w.levels[row.level] } : {}),
  }));
  const points = (props.entries ?? []).flatMap((entry) =>
    entry.at === null ? [] : [{ key: entry.id, name: entry.title, at: entry.at, mark: markOf[entry.element] }],
  );
  const own = shapes.filter((shape) => rows.some((row) => row.id === shape.placeId));
  return (
    <AreaMap
      view={view}
      id={props.id}
      label={w.map.label(own.length)}
      areas={areas}
      points={points}
      sources={sourcesOf(view, own)}
      tiles={props.tiles}
    />
  );
}
