import { crossing, frameOf, fromGcj02, type Outline, overlap, type Point, pointsOf, type Ring } from '#kernel/geo';
import type { Fault, Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Datum } from './schema.ts';
import { nameKeys } from './zh.ts';

/** A shape read from a file, in WGS-84. */
export interface ReadShape {
  readonly name: string;
  readonly outline: Outline;
  /** Whether a ring was open and its ends were joined. */
  readonly closed: boolean;
}

/** The largest file that is read. */
export const largestMap = 2 * 1024 * 1024;
const mostShapes = 1000;
const mostPoints = 2000;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pointOf(value: unknown): Result<Point> {
  if (!Array.isArray(value)) return fail('grids.point_wrong');
  const [longitude, latitude]: unknown[] = value;
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return fail('grids.point_wrong');
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return fail('grids.point_wrong');
  if (Math.abs(latitude) > 90 && Math.abs(longitude) <= 90) return fail('grids.point_swapped');
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return fail('grids.point_wrong');
  return ok([longitude, latitude]);
}

interface ReadRing {
  readonly ring: Ring;
  readonly closed: boolean;
}

function ringOf(value: unknown): Result<ReadRing> {
  if (!Array.isArray(value)) return fail('grids.ring_short');
  if (value.length > mostPoints) return fail('grids.too_fine', { params: { most: mostPoints } });
  const points: Point[] = [];
  for (const [at, each] of value.entries()) {
    const point = pointOf(each);
    if (!point.ok) return fail(point.fault.code, { params: { point: at + 1 } });
    points.push(point.value);
  }
  const [first] = points;
  const last = points.at(-1);
  const closed = first !== undefined && (first[0] !== last?.[0] || first[1] !== last[1]);
  if (closed) points.push(first);
  if (points.length < 4) return fail('grids.ring_short');
  const crossed = crossing(points);
  if (crossed !== null) return fail('grids.ring_crossed', { params: { point: crossed[0], other: crossed[1] } });
  return ok({ ring: points, closed });
}

function outlineOf(geometry: unknown): Result<{ outline: Outline; closed: boolean }> {
  if (!isRecord(geometry)) return fail('grids.shape_kind');
  const { type, coordinates } = geometry;
  const many: unknown = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(many)) return fail('grids.shape_kind');
  const outline: Ring[][] = [];
  let closed = false;
  for (const polygon of many) {
    if (!Array.isArray(polygon) || polygon.length === 0) return fail('grids.ring_short');
    const rings: Ring[] = [];
    for (const ring of polygon) {
      const read = ringOf(ring);
      if (!read.ok) return read;
      rings.push(read.value.ring);
      closed ||= read.value.closed;
    }
    outline.push(rings);
  }
  return outline.length === 0 ? fail('grids.ring_short') : ok({ outline, closed });
}

function shapeOf(feature: unknown, datum: Datum): Result<ReadShape> {
  if (!isRecord(feature) || feature['type'] !== 'Feature') return fail('grids.not_geojson');
  const properties = isRecord(feature['properties']) ? feature['properties'] : {};
  const named = [...nameKeys.map((key) => properties[key]), feature['id']].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  if (typeof named !== 'string') return fail('grids.shape_nameless');
  const name = named.normalize('NFKC').trim().slice(0, 60);
  const read = outlineOf(feature['geometry']);
  if (!read.ok) return fail(read.fault.code, { params: { ...read.fault.params, name } });
  const { outline, closed } = read.value;
  const moved = datum === 'wgs84' ? outline : outline.map((rings) => rings.map((ring) => ring.map(fromGcj02)));
  return ok({ name, outline: moved, closed });
}

/**
 * Reads a GeoJSON file (RFC 7946): a collection of named areas, or one. Nothing is kept of a file that has one mistake;
 * the refusal says which shape and which point. Only an open ring is mended, by joining its ends. Refuses
 * `grids.file_large`, `grids.not_json`, `grids.not_geojson`, `grids.no_shapes`, `grids.too_many`, `grids.shape_twice`, and
 * for a shape `grids.shape_nameless`, `grids.shape_kind`, `grids.ring_short`, `grids.ring_crossed`, `grids.too_fine`,
 * `grids.point_wrong`, `grids.point_swapped`.
 */
export function readShapes(bytes: Uint8Array, datum: Datum): Result<readonly ReadShape[]> {
  if (bytes.length > largestMap) return fail('grids.file_large', { field: 'file' });
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('grids.not_json', { field: 'file' });
  }
  if (!isRecord(parsed)) return fail('grids.not_geojson', { field: 'file' });
  const features: unknown = parsed['type'] === 'Feature' ? [parsed] : parsed['features'];
  if (!Array.isArray(features)) return fail('grids.not_geojson', { field: 'file' });
  if (features.length === 0) return fail('grids.no_shapes', { field: 'file' });
  if (features.length > mostShapes) return fail('grids.too_many', { field: 'file', params: { most: mostShapes } });
  const shapes: ReadShape[] = [];
  for (const [at, feature] of features.entries()) {
    const shape = shapeOf(feature, datum);
    if (!shape.ok) return { ok: false, fault: placed(shape.fault, at + 1) };
    const { name } = shape.value;
    if (shapes.some((one) => one.name === name))
      return { ok: false, fault: placed({ code: 'grids.shape_twice', params: { name } }, at + 1) };
    shapes.push(shape.value);
  }
  return ok(shapes);
}

function placed(fault: Fault, shape: number): Fault {
  return { ...fault, field: 'file', params: { name: '', point: '', ...fault.params, shape } };
}

/** Two areas of one level that lie over one another by a good part, which a map should not show. */
export interface Overlap {
  readonly one: string;
  readonly other: string;
  /** How much of the smaller is covered, in whole percent. */
  readonly percent: number;
}

/** A border drawn twice by hand differs by a little; from here on it is worth a look. */
const worthALook = 0.02;

/** The areas of one level that overlap, to be looked at by somebody; nothing is refused because of it. */
export function overlaps(areas: readonly { readonly name: string; readonly outline: Outline }[]): Overlap[] {
  const framed = areas.flatMap((area) => {
    const frame = frameOf(pointsOf(area.outline));
    return frame === null ? [] : [{ ...area, frame }];
  });
  return framed.flatMap((one, at) =>
    framed.slice(at + 1).flatMap((other): Overlap[] => {
      const apart =
        one.frame[2] <= other.frame[0] ||
        other.frame[2] <= one.frame[0] ||
        one.frame[3] <= other.frame[1] ||
        other.frame[3] <= one.frame[1];
      const share = apart ? 0 : overlap(one.outline, other.outline);
      return share < worthALook ? [] : [{ one: one.name, other: other.name, percent: Math.ceil(share * 100) }];
    }),
  );
}
