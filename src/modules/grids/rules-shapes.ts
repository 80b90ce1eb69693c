import type { Fault, Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Outline, Point } from './schema.ts';

/** A shape read from a file. */
export interface ReadShape {
  readonly name: string;
  readonly outline: Outline;
}

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

const turn = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Whether two stretches cross inside both; touching at an end is no crossing. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const [one, two, three, four] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  return one * two < 0 && three * four < 0;
}

function crossesItself(ring: readonly Point[]): boolean {
  const sides = ring.slice(1).map((point, at) => [ring[at] ?? point, point] as const);
  return sides.some(([a, b], at) => sides.slice(at + 2).some(([c, d]) => cross(a, b, c, d)));
}

function ringOf(value: unknown): Result<readonly Point[]> {
  if (!Array.isArray(value)) return fail('grids.ring_short');
  if (value.length > mostPoints) return fail('grids.too_fine', { params: { most: mostPoints } });
  const points: Point[] = [];
  for (const [at, each] of value.entries()) {
    const point = pointOf(each);
    if (!point.ok) return fail(point.fault.code, { params: { point: at + 1 } });
    points.push(point.value);
  }
  if (points.length < 4) return fail('grids.ring_short');
  const [first] = points;
  const last = points.at(-1);
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return fail('grids.ring_open');
  return crossesItself(points) ? fail('grids.ring_crossed') : ok(points);
}

function outlineOf(geometry: unknown): Result<Outline> {
  if (!isRecord(geometry)) return fail('grids.shape_kind');
  const { type, coordinates } = geometry;
  const many: unknown = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(many)) return fail('grids.shape_kind');
  const outline: (readonly Point[])[][] = [];
  for (const polygon of many) {
    if (!Array.isArray(polygon) || polygon.length === 0) return fail('grids.ring_short');
    const rings: (readonly Point[])[] = [];
    for (const ring of polygon) {
      const read = ringOf(ring);
      if (!read.ok) return read;
      rings.push(read.value);
    }
    outline.push(rings);
  }
  return outline.length === 0 ? fail('grids.ring_short') : ok(outline);
}

function shapeOf(feature: unknown): Result<ReadShape> {
  if (!isRecord(feature) || feature['type'] !== 'Feature') return fail('grids.not_geojson');
  const properties = isRecord(feature['properties']) ? feature['properties'] : {};
  const named = [properties['name'], properties['名称'], feature['id']].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  if (typeof named !== 'string') return fail('grids.shape_nameless');
  const outline = outlineOf(feature['geometry']);
  if (!outline.ok) return fail(outline.fault.code, { params: { ...outline.fault.params, name: named } });
  return ok({ name: named.normalize('NFKC').trim().slice(0, 60), outline: outline.value });
}

/**
 * Reads a GeoJSON file (RFC 7946): a collection of named areas. Nothing is kept of a file that has one mistake; the
 * refusal says which shape and which point.
 */
export function readShapes(bytes: Uint8Array): Result<readonly ReadShape[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('grids.not_json');
  }
  if (!isRecord(parsed)) return fail('grids.not_geojson');
  const features: unknown = parsed['type'] === 'Feature' ? [parsed] : parsed['features'];
  if (!Array.isArray(features)) return fail('grids.not_geojson');
  if (features.length === 0) return fail('grids.no_shapes');
  if (features.length > mostShapes) return fail('grids.too_many', { params: { most: mostShapes } });
  const shapes: ReadShape[] = [];
  for (const [at, feature] of features.entries()) {
    const shape = shapeOf(feature);
    if (!shape.ok) return { ok: false, fault: placed(shape.fault, at + 1) };
    shapes.push(shape.value);
  }
  return ok(shapes);
}

function placed(fault: Fault, shape: number): Fault {
  return { ...fault, field: 'file', params: { name: '', point: '', ...fault.params, shape } };
}
