import type { Place } from '#modules/places';
import type { ChargeRole, Entry, Outline, Point, Service, Shape } from './schema.ts';
import { services } from './schema.ts';

/** What a place is within the net: a grid on top, a cell within one, a building. */
export type Level = 'net' | 'cell' | 'building';

/** The level of a place; null for what is no part of the net. */
export function levelOf(
  place: Pick<Place, 'kind' | 'parentId'>,
  all: readonly Pick<Place, 'id' | 'kind'>[],
): Level | null {
  if (place.kind === 'building') return 'building';
  if (place.kind !== 'grid') return null;
  return all.some((one) => one.id === place.parentId && one.kind === 'grid') ? 'cell' : 'net';
}

/** Roles that each level has to fill (F182); a building has its head and its members (F183). */
export const rolesOf: Readonly<Record<Level, readonly ChargeRole[]>> = {
  net: ['cadre', 'secretary', 'police'],
  cell: ['head', 'member', 'patrol', 'guard'],
  building: ['head', 'member'],
};

/** The roles of a level that nobody fills. */
export function unfilled(level: Level, filled: readonly ChargeRole[]): readonly ChargeRole[] {
  return rolesOf[level].filter((role) => !filled.includes(role));
}

/** The middle of the points of an outline: where a walk begins that is reckoned for an area. */
export function middleOf(outline: Outline): Point {
  const points = outline.flatMap((rings) => (rings[0] ?? []).slice(1));
  const sum = points.reduce<[number, number]>((so, point) => [so[0] + point[0], so[1] + point[1]], [0, 0]);
  return [sum[0] / Math.max(1, points.length), sum[1] / Math.max(1, points.length)];
}

const earth = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points on the ground, as the crow flies. */
export function metres(from: Point, to: Point): number {
  const north = radians(to[1] - from[1]);
  const east = radians(to[0] - from[0]) * Math.cos(radians((from[1] + to[1]) / 2));
  return earth * Math.hypot(north, east);
}

/** Streets are a third longer than the crow flies, and old people walk 60 metres a minute. */
const detour = 1.3;
const pace = 60;

/** Minutes on foot, rounded up. */
export function walkMinutes(from: Point, to: Point): number {
  return Math.ceil((metres(from, to) * detour) / pace);
}

/** A service as the circle shows it: the nearest entry and how long the walk is; null where none is near. */
export interface Near {
  readonly service: Service;
  readonly entry: Entry | null;
  readonly minutes: number | null;
}

/** What can be reached within some minutes, service by service; what can not is the gap (F089). */
export function within(entries: readonly Entry[], from: Point | null, most: number): Near[] {
  return services.map((service) => {
    const reached = entries
      .filter((entry) => entry.service === service)
      .map((entry) => ({ entry, minutes: walked(entry, from) }))
      .filter((one): one is { entry: Entry; minutes: number } => one.minutes !== null && one.minutes <= most)
      .sort((one, other) => one.minutes - other.minutes);
    const [best] = reached;
    return { service, entry: best?.entry ?? null, minutes: best?.minutes ?? null };
  });
}

function walked(entry: Entry, from: Point | null): number | null {
  if (entry.minutes !== null) return entry.minutes;
  return from === null || entry.at === null ? null : walkMinutes(from, entry.at);
}

/** A drawing: paths in the units of its own width and height. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly { readonly shape: Shape; readonly path: string; readonly x: number; readonly y: number }[];
  readonly dots: readonly { readonly entry: Entry; readonly x: number; readonly y: number }[];
}

const drawn = 1000;
const edge = 20;

/** Draws shapes and points with north above, each degree as long as it is on the ground. Null where there is nothing. */
export function draw(shapes: readonly Shape[], entries: readonly Entry[]): Drawing | null {
  const located = entries.filter((entry): entry is Entry & { at: Point } => entry.at !== null);
  const points = [
    ...shapes.flatMap((shape) => shape.outline.flatMap((rings) => rings.flat())),
    ...located.map((entry) => entry.at),
  ];
  if (points.length === 0) return null;
  const longitudes = points.map((point) => point[0]);
  const latitudes = points.map((point) => point[1]);
  const [west, east] = [longitudes.reduce((a, b) => Math.min(a, b)), longitudes.reduce((a, b) => Math.max(a, b))];
  const [south, north] = [latitudes.reduce((a, b) => Math.min(a, b)), latitudes.reduce((a, b) => Math.max(a, b))];
  const squeeze = Math.cos(radians((south + north) / 2));
  const wide = Math.max((east - west) * squeeze, 1e-9);
  const scale = (drawn - 2 * edge) / wide;
  const place = (point: Point): [string, string] => [
    (edge + (point[0] - west) * squeeze * scale).toFixed(1),
    (edge + (north - point[1]) * scale).toFixed(1),
  ];
  const pathOf = (outline: Outline): string =>
    outline
      .flatMap((rings) =>
        rings.map(
          (ring) =>
            `M${ring
              .slice(0, -1)
              .map((point) => place(point).join(' '))
              .join('L')}Z`,
        ),
      )
      .join('');
  const at = (point: Point) => {
    const [x, y] = place(point);
    return { x: Number.parseFloat(x), y: Number.parseFloat(y) };
  };
  return {
    width: drawn,
    height: Number.parseFloat((2 * edge + (north - south) * scale).toFixed(1)),
    shapes: shapes.map((shape) => ({ shape, path: pathOf(shape.outline), ...at(middleOf(shape.outline)) })),
    dots: located.map((entry) => ({ entry, ...at(entry.at) })),
  };
}
