import type { ComponentChildren, VNode } from 'preact';
import { clearPoint, frameOf, holds, middleOf, type Outline, type Point, pointsOf, toGcj02 } from '#kernel/geo';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** How much an area has of what the map counts, from nothing to most: a darker tint and a denser pattern say the same. */
export type Shade = 0 | 1 | 2 | 3 | 4;

/** An area of a map. Its number on the drawing is its place in the list beside it. */
export interface MapArea {
  readonly key: string;
  readonly name: string;
  /** Null where nobody has drawn it yet: it stands in the list all the same. */
  readonly outline: Outline | null;
  readonly href?: string;
  readonly note?: ComponentChildren;
  readonly value?: ComponentChildren;
  readonly shade?: Shade;
  /** The area the page is about. */
  readonly here?: boolean;
}

/** What a point stands for, told by its form as well as by its colour. */
export type MapMark = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

/** A point of a map. */
export interface MapPoint {
  readonly key: string;
  readonly name: string;
  readonly at: Point;
  readonly mark: MapMark;
}

/** Pictures of streets that an installation may put under its maps; without them a map is drawn on plain paper. */
export interface MapTiles {
  /** Address with {z}, {x} and {y}. */
  readonly url: string;
  /** How the pictures count degrees. */
  readonly datum: 'wgs84' | 'gcj02';
  /** Whose pictures they are. */
  readonly by: string;
}

const width = 1000;
const tallest = 1100;
const margin = 24;
/** So many metres at least lie across a map, so that one building does not fill it with nothing around. */
const leastDegrees = 0.0012;

/** Web Mercator: the whole world is one by one, south grows downward, angles stay what they are. */
function mercator([x, y]: Point): Point {
  const sine = Math.sin((y * Math.PI) / 180);
  return [x / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Where everything of a drawing stands, in its own units. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** The drawing's units of a point. */
  readonly at: (point: Point) => Point;
  /** Units of the whole world, and where it begins: what tiles are laid by. */
  readonly scale: number;
  readonly west: number;
  readonly north: number;
}

/** The frame of a drawing around all these points, north above; null of none. */
export function frameDrawing(points: readonly Point[]): Drawn | null {
  const frame = frameOf(points.map(mercator));
  if (frame === null) return null;
  const least = leastDegrees / 360;
  const wider = (from: number, to: number): readonly [number, number] => {
    const more = Math.max(0, (least - (to - from)) / 2);
    return [from - more, to + more];
  };
  const [west, east] = wider(frame[0], frame[2]);
  const [north, south] = wider(frame[1], frame[3]);
  const scale = Math.min((width - 2 * margin) / (east - west), (tallest - 2 * margin) / (south - north));
  const left = (width - (east - west) * scale) / 2;
  const height = Math.ceil((south - north) * scale + 2 * margin);
  const at = (point: Point): Point => {
    const [x, y] = mercator(point);
    return [left + (x - west) * scale, margin + (y - north) * scale];
  };
  return { width, height, at, scale, west: west - left / scale, north: north - margin / scale };
}

const short = (value: number): string => `${Number.parseFloat(value.toFixed(1))}`;

/** An outline as the path of a drawing. */
function pathOf(drawn: Drawn, outline: Outline): string {
  const ringOf = (ring: readonly Point[]): string =>
    `M${ring
      .slice(0, -1)
      .map((point) => drawn.at(point).map(short).join(' '))
      .join('L')}Z`;
  return outline.flatMap((rings) => rings.map(ringOf)).join('');
}

/** The largest number of pictures laid under one map. */
const mostTiles = 36;
const deepest = 18;

/** The pictures of streets that cover a drawing, the finest that are few enough. */
export function tilesUnder(drawn: Drawn): readonly { readonly z: number; readonly x: number; readonly y: number }[] {
  for (let z = deepest; z > 0; z -= 1) {
    const all = 2 ** z;
    const from = [Math.floor(drawn.west * all), Math.floor(drawn.north * all)] as const;
    const to = [
      Math.floor((drawn.west + drawn.width / drawn.scale) * all),
      Math.floor((drawn.north + drawn.height / drawn.scale) * all),
    ] as const;
    const [across, down] = [to[0] - from[0] + 1, to[1] - from[1] + 1];
    if (across * down <= mostTiles)
      return Array.from({ length: across * down }, (_, n) => ({
        z,
        x: from[0] + (n % across),
        y: from[1] + Math.floor(n / across),
      }));
  }
  return [];
}

function Tiles(props: { readonly drawn: Drawn; readonly tiles: MapTiles }): VNode {
  const { drawn, tiles } = props;
  return (
    <g class="tiles">
      {tilesUnder(drawn).map(({ z, x, y }) => {
        const side = drawn.scale / 2 ** z;
        const href = tiles.url.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
        return (
          <image
            key={href}
            href={href}
            x={short((x / 2 ** z - drawn.west) * drawn.scale)}
            y={short((y / 2 ** z - drawn.north) * drawn.scale)}
            width={short(side)}
            height={short(side)}
          />
        );
      })}
    </g>
  );
}

/** The patterns, from none to close: 1 dots, 2 one way, 3 the other way, 4 both. */
function Patterns(props: { readonly id: string }): VNode {
  const lines = ['', '', 'M0 28L28 0', 'M0 0L28 28', 'M0 18L18 0M0 0L18 18'];
  return (
    <defs>
      <pattern id={`${props.id}-1`} width="26" height="26" patternUnits="userSpaceOnUse">
        <circle class="grain" cx="13" cy="13" r="3" />
      </pattern>
      {[2, 3, 4].map((at) => {
        const side = at === 4 ? 18 : 28;
        return (
          <pattern key={at} id={`${props.id}-${at}`} width={side} height={side} patternUnits="userSpaceOnUse">
            <path class="grain-line" d={lines[at]} />
          </pattern>
        );
      })}
    </defs>
  );
}

const marks: Readonly<Record<MapMark, string>> = {
  circle: 'M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0Z',
  square: 'M-12-12H12V12H-12Z',
  triangle: 'M0-15L14 11H-14Z',
  diamond: 'M0-16L16 0L0 16L-16 0Z',
  cross: 'M-5-14H5V-5H14V5H5V14H-5V5H-14V-5H-5Z',
};

/** A mark by itself, for the legend. */
export function Mark(props: { readonly mark: MapMark }): VNode {
  return (
    <svg class="map-mark" viewBox="-18 -18 36 36" aria-hidden="true">
      <path class={`mark mark-${props.mark}`} d={marks[props.mark]} />
    </svg>
  );
}

interface NumberedArea extends MapArea {
  readonly outline: Outline;
  readonly number: number;
  /** Where its number stands, clear of what is drawn over it. */
  readonly labelAt: Point;
}

/** The areas with the places of their numbers: clear of the marks and of the areas that are drawn after and lie in them. */
function labelled(areas: readonly Omit<NumberedArea, 'labelAt'>[], marks: readonly Point[]): NumberedArea[] {
  const middles = areas.map((area) => middleOf(area.outline));
  return areas.map((area, at) => {
    const over = areas.filter((_, other) => other > at && holds(area.outline, middles[other] ?? [0, 0]));
    return {
      ...area,
      labelAt: clearPoint(
        area.outline,
        over.map((other) => other.outline),
        marks,
      ),
    };
  });
}

function Area(props: { readonly drawn: Drawn; readonly area: NumberedArea; readonly id: string }): VNode {
  const { drawn, area, id } = props;
  const d = pathOf(drawn, area.outline);
  const [x, y] = drawn.at(area.labelAt).map(short);
  // Without anything to count, neighbours take turns.
  const shade = area.shade ?? area.number % 4;
  const inner = (
    <>
      <path class={`area shade-${shade}${area.here === true ? ' area-here' : ''}`} d={d} fill-rule="evenodd">
        <title>{area.name}</title>
      </path>
      {shade > 0 && <path class="grained" d={d} fill={`url(#${id}-${shade})`} fill-rule="evenodd" />}
      <text x={x} y={y}>
        {area.number}
      </text>
    </>
  );
  return area.href === undefined ? (
    <g>{inner}</g>
  ) : (
    <a href={area.href} aria-label={`${area.number} ${area.name}`}>
      {inner}
    </a>
  );
}

function AreaList(props: { readonly areas: readonly MapArea[] }): VNode {
  return (
    <ol class="map-list">
      {props.areas.map((area) => (
        <li key={area.key}>
          <span>
            {area.href === undefined ? area.name : <a href={area.href}>{area.name}</a>}
            {area.note !== undefined && area.note !== '' && <small>{area.note}</small>}
          </span>
          {area.value !== undefined && <span class="num">{area.value}</span>}
        </li>
      ))}
    </ol>
  );
}

/**
 * A map drawn by the server, without anybody's tiles unless the installation names some: areas as links that the keyboard
 * reaches, told apart by number, tint and pattern, and beside it always the list with the same numbers.
 */
export function AreaMap(props: {
  readonly view: View;
  /** Distinguishes the maps of a page. */
  readonly id: string;
  /** What the map shows, for whoever does not see it. */
  readonly label: string;
  readonly areas: readonly MapArea[];
  readonly points?: readonly MapPoint[];
  /** Whose outlines these are and of which day. */
  readonly sources?: readonly string[];
  readonly tiles?: MapTiles | undefined;
}): VNode {
  const { view, id, areas, tiles } = props;
  const t = uiWords(view.lang).map;
  const shift = tiles?.datum === 'gcj02';
  const moved = (outline: Outline): Outline =>
    shift ? outline.map((rings) => rings.map((ring) => ring.map(toGcj02))) : outline;
  const points = (props.points ?? []).map((point) => (shift ? { ...point, at: toGcj02(point.at) } : point));
  const outlined = areas.flatMap((area, at) =>
    area.outline === null ? [] : [{ ...area, outline: moved(area.outline), number: at + 1 }],
  );
  const numbered = labelled(
    outlined,
    points.map((point) => point.at),
  );
  const drawn = frameDrawing([...numbered.flatMap((area) => pointsOf(area.outline)), ...points.map((one) => one.at)]);
  const sources = [...(props.sources ?? []), ...(tiles === undefined ? [] : [tiles.by])];
  return (
    <div class="map-pair">
      <figure class="map">
        {drawn === null ? (
          <p class="map-none">{t.none}</p>
        ) : (
          <svg viewBox={`0 0 ${drawn.width} ${drawn.height}`}>
            <title>{props.label}</title>
            <Patterns id={id} />
            {tiles !== undefined && <Tiles drawn={drawn} tiles={tiles} />}
            {numbered.map((area) => (
              <Area key={area.key} {...{ drawn, area, id }} />
            ))}
            {points.map((point) => {
              const [x, y] = drawn.at(point.at).map(short);
              return (
                <path
                  key={point.key}
                  class={`mark mark-${point.mark}`}
                  d={marks[point.mark]}
                  transform={`translate(${x} ${y})`}
                >
                  <title>{point.name}</title>
                </path>
              );
            })}
          </svg>
        )}
        {sources.length > 0 && <figcaption>{sources.join(' · ')}</figcaption>}
      </figure>
      {areas.length > 0 && <AreaList areas={areas} />}
    </div>
  );
}

/** The shade of a count beside the largest: none, and then by quarters. */
export function shadeOf(count: number, most: number): Shade {
  if (count <= 0 || most <= 0) return 0;
  const quarter = Math.ceil((count * 4) / most);
  return quarter <= 1 ? 1 : quarter === 2 ? 2 : quarter === 3 ? 3 : 4;
}
