/**
 * Plain geometry of a neighbourhood: distances on foot, outlines as GeoJSON writes them, and the two ways in which maps of
 * the mainland count degrees. Nothing here decides anything; coordinates are drawn and measured, never money.
 */

/** A point as GeoJSON writes it: longitude, then latitude, in degrees of WGS-84. */
export type Point = readonly [longitude: number, latitude: number];
/** A closed line: its last point is its first. */
export type Ring = readonly Point[];
/** One or more areas, each a ring around it and the holes within. */
export type Outline = readonly (readonly Ring[])[];

const earth = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points on the ground, as the crow flies. */
export function metres(from: Point, to: Point): number {
  const north = radians(to[1] - from[1]);
  const east = radians(to[0] - from[0]) * Math.cos(radians((from[1] + to[1]) / 2));
  return earth * Math.hypot(north, east);
}

/** Streets are a third longer than the crow flies; people walk 4.5 kilometres an hour, 75 metres a minute. */
const detour = 1.3;
const pace = 75;

/** Minutes on foot, rounded up: the straight line × 1.3 at 4.5 km/h. */
export function walkMinutes(from: Point, to: Point): number {
  return Math.ceil((metres(from, to) * detour) / pace);
}

const turn = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Whether two sides cross inside both; touching at an end is no crossing. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** The first pair of sides of a ring that cross, by the number of the point each begins at (from 1); null where none do. */
export function crossing(ring: Ring): readonly [number, number] | null {
  const sides = ring.slice(1).map((to, at) => {
    const from = ring[at] ?? to;
    return { from, to, at: at + 1, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
  // Swept from west to east, so that a side is only compared with those that lie over the same stretch.
  let open: typeof sides = [];
  for (const side of sides.toSorted((a, b) => a.west - b.west)) {
    open = open.filter((other) => other.east >= side.west);
    const hit = open.find((other) => cross(side.from, side.to, other.from, other.to));
    if (hit !== undefined) return side.at < hit.at ? [side.at, hit.at] : [hit.at, side.at];
    open.push(side);
  }
  return null;
}

function insideRing(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (let at = 1; at < ring.length; at += 1) {
    const [a, b] = [ring[at - 1], ring[at]];
    if (a === undefined || b === undefined || a[1] > y === b[1] > y) continue;
    if (x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Whether a point lies in an outline; holes are outside. */
export function holds(outline: Outline, point: Point): boolean {
  return outline.some((rings) => rings.filter((ring) => insideRing(ring, point)).length % 2 === 1);
}

/** West, south, east and north of all these points; null of none. */
export function frameOf(points: readonly Point[]): readonly [number, number, number, number] | null {
  const [first] = points;
  if (first === undefined) return null;
  return points.reduce<readonly [number, number, number, number]>(
    ([west, south, east, north], [x, y]) => [
      Math.min(west, x),
      Math.min(south, y),
      Math.max(east, x),
      Math.max(north, y),
    ],
    [first[0], first[1], first[0], first[1]],
  );
}

/** Every point of an outline. */
export function pointsOf(outline: Outline): readonly Point[] {
  return outline.flatMap((rings) => rings.flat());
}

/** Lines that are laid through an area to find its middle or how much of it another covers. */
const lines = 24;

/** Points spread evenly over a frame, none on its edge. */
function spread([west, south, east, north]: readonly [number, number, number, number], across = lines): Point[] {
  const at = (from: number, to: number, step: number): number => from + ((to - from) * (step + 0.5)) / across;
  return Array.from(
    { length: across * across },
    (_, n): Point => [at(west, east, n % across), at(south, north, Math.floor(n / across))],
  );
}

/** A point in the middle of an outline, always inside it, however it is bent: where its number stands on a map. */
export function middleOf(outline: Outline): Point {
  const frame = frameOf(pointsOf(outline)) ?? [0, 0, 0, 0];
  const inside = spread(frame).filter((point) => holds(outline, point));
  const [west, south, east, north] = frame;
  const centre: Point =
    inside.length === 0
      ? [(west + east) / 2, (south + north) / 2]
      : [
          inside.reduce((sum, point) => sum + point[0], 0) / inside.length,
          inside.reduce((sum, point) => sum + point[1], 0) / inside.length,
        ];
  if (inside.length === 0 || holds(outline, centre)) return centre;
  return inside.reduce((best, point) => (metres(point, centre) < metres(best, centre) ? point : best));
}

/** Fewer lines are enough to find room for a number. */
const coarse = 12;

/** How far apart two points near each other are, only for comparing: squared, with the narrower degrees of longitude. */
function apart([x, y]: Point, [toX, toY]: Point): number {
  const across = (x - toX) * Math.cos((y * Math.PI) / 180);
  return across * across + (y - toY) * (y - toY);
}

/**
 * Where the number of an area stands when something is drawn over it: inside it and outside `over`, as far as can be from
 * its own border, from theirs and from the `marks`; its middle where nothing is in the way or nothing is left.
 */
export function clearPoint(outline: Outline, over: readonly Outline[], marks: readonly Point[]): Point {
  const frame = frameOf(pointsOf(outline));
  const near = marks.filter((mark) => holds(outline, mark));
  if (frame === null || (over.length === 0 && near.length === 0)) return middleOf(outline);
  const [west, south, east, north] = frame;
  const all = spread(frame, coarse);
  const free = all.map((point) => holds(outline, point) && !over.some((other) => holds(other, point)));
  const edges = [
    ...all.filter((_, at) => free[at] === false),
    ...pointsOf(outline),
    ...over.flatMap(pointsOf),
    ...near,
  ];
  let best = { point: middleOf(outline), room: 0 };
  for (const [at, point] of all.entries()) {
    if (free[at] !== true) continue;
    const [x, y] = point;
    const sides: Point[] = [
      ...[west, east].map((side): Point => [side, y]),
      ...[south, north].map((side): Point => [x, side]),
    ];
    const room = [...edges, ...sides].reduce(
      (least, edge) => Math.min(least, apart(point, edge)),
      Number.POSITIVE_INFINITY,
    );
    if (room > best.room) best = { point, room };
  }
  return best.point;
}

/**
 * How much of the smaller of two outlines the other covers, from 0 to 1, by 24 × 24 points over the smaller frame. Borders
 * that two hands drew a metre apart come out as nothing, which is what a warning wants.
 */
export function overlap(one: Outline, other: Outline): number {
  const [a, b] = [frameOf(pointsOf(one)), frameOf(pointsOf(other))];
  if (a === null || b === null || a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]) return 0;
  const size = (frame: readonly [number, number, number, number]) => (frame[2] - frame[0]) * (frame[3] - frame[1]);
  const [small, large, frame] = size(a) <= size(b) ? [one, other, a] : [other, one, b];
  const inside = spread(frame).filter((point) => holds(small, point));
  return inside.length === 0 ? 0 : inside.filter((point) => holds(large, point)).length / inside.length;
}

/** Krasovsky's ellipsoid, which GCJ-02 is reckoned on. */
const axis = 6_378_245;
const flat = 0.006_693_421_622_965_943;

function bend(x: number, y: number): readonly [number, number] {
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const root = Math.sqrt(Math.abs(x));
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    wave +
    (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
    (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    wave +
    (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
    (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3);
  return [east, north];
}

/** Outside the mainland GCJ-02 is the same as WGS-84. */
const isAbroad = ([x, y]: Point): boolean => x < 72.004 || x > 137.8347 || y < 0.8293 || y > 55.8271;

/** A point of WGS-84 as maps of the mainland (GCJ-02) count it. */
export function toGcj02(point: Point): Point {
  if (isAbroad(point)) return point;
  const [x, y] = point;
  const [east, north] = bend(x - 105, y - 35);
  const sine = Math.sin(radians(y));
  const magic = 1 - flat * sine * sine;
  const root = Math.sqrt(magic);
  return [
    x + (east * 180) / ((axis / root) * Math.cos(radians(y)) * Math.PI),
    y + (north * 180) / (((axis * (1 - flat)) / (magic * root)) * Math.PI),
  ];
}

/** A point of a map of the mainland (GCJ-02) in WGS-84, to a few millimetres: what was moved is moved back, three times. */
export function fromGcj02(point: Point): Point {
  let guess = point;
  for (let round = 0; round < 3; round += 1) {
    const [x, y] = toGcj02(guess);
    guess = [guess[0] + point[0] - x, guess[1] + point[1] - y];
  }
  return guess;
}
