import { holds, middleOf, type Point, walkMinutes } from '#kernel/geo';
import { type Level as AnyLevel, levelOf as levelOfPlace, type Place } from '#modules/places';
import type { ChargeRole, Entry, Service, Shape } from './schema.ts';
import { services } from './schema.ts';
import { numerals } from './zh.ts';

/** The levels that somebody is in charge of: an estate; a net of the grid and a cell within one; a building. */
export type Level = Exclude<AnyLevel, 'site'>;

/** The level of a place; null for a single site, which nobody is in charge of here. */
export function levelOf(
  place: Pick<Place, 'kind' | 'parentId'>,
  all: readonly Pick<Place, 'id' | 'kind'>[],
): Level | null {
  const level = levelOfPlace(place, all);
  return level === 'site' ? null : level;
}

/** Roles that each level has to fill (F182); a building has its head and its members (F183). */
export const rolesOf: Readonly<Record<Level, readonly ChargeRole[]>> = {
  estate: ['owners', 'property'],
  net: ['cadre', 'secretary', 'police'],
  cell: ['head', 'member', 'patrol', 'guard'],
  building: ['head', 'member'],
};

/** The roles a place has to fill: an estate without a property company has nobody of one. */
export function rolesFor(level: Level, place: Pick<Place, 'propertyCompany'>): readonly ChargeRole[] {
  return rolesOf[level].filter((role) => role !== 'property' || place.propertyCompany !== null);
}

/** The roles that nobody fills. */
export function unfilled(needed: readonly ChargeRole[], filled: readonly ChargeRole[]): readonly ChargeRole[] {
  return needed.filter((role) => !filled.includes(role));
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

/** Where a walk from a place begins: its own point, or the middle of its outline; null where it has neither. */
export function startOf(placeId: string, points: ReadonlyMap<string, Point>, shapes: readonly Shape[]): Point | null {
  const own = points.get(placeId);
  if (own !== undefined) return own;
  const shape = shapes.find((one) => one.placeId === placeId);
  return shape === undefined ? null : middleOf(shape.outline);
}

/** The places above one, itself first. */
function upwards(placeId: string, all: readonly Place[]): Place[] {
  const byId = new Map(all.map((place) => [place.id, place]));
  const way: Place[] = [];
  for (let at = byId.get(placeId); at !== undefined && !way.includes(at); at = byId.get(at.parentId ?? ''))
    way.push(at);
  return way;
}

/**
 * The net a place belongs to: the one it lies in by the tree; otherwise, since estates and grids are two ways to divide
 * the same streets, the one whose outline holds the point or the middle of the place or of what it lies in. Null for none.
 */
export function netOf(
  placeId: string,
  all: readonly Place[],
  points: ReadonlyMap<string, Point>,
  shapes: readonly Shape[],
): string | null {
  const way = upwards(placeId, all);
  const own = way.find((place) => levelOf(place, all) === 'net');
  if (own !== undefined) return own.id;
  const nets = all.filter((place) => levelOf(place, all) === 'net');
  for (const place of way) {
    const at = startOf(place.id, points, shapes);
    const holder = nets.find((net) => {
      const shape = shapes.find((one) => one.placeId === net.id);
      return at !== null && shape !== undefined && holds(shape.outline, at);
    });
    if (holder !== undefined) return holder.id;
  }
  return null;
}

/**
 * Whether a place belongs to the grid of somebody in charge of `own`: it lies in one of these, one of them lies in it, or
 * it lies in the same net by the map.
 */
export function inGridOf(
  placeId: string,
  own: readonly string[],
  all: readonly Place[],
  points: ReadonlyMap<string, Point>,
  shapes: readonly Shape[],
): boolean {
  const above = (id: string): string[] => upwards(id, all).map((place) => place.id);
  if (above(placeId).some((id) => own.includes(id)) || own.some((id) => above(id).includes(placeId))) return true;
  const net = netOf(placeId, all, points, shapes);
  return net !== null && own.includes(net);
}

const valueAt: ReadonlyMap<string, string> = new Map(numerals.map((sign, value) => [sign, `${value}`]));
const collator = new Intl.Collator('zh', { numeric: true });

/** Names as people count: the second comes before the third, and building 2 before building 10. */
export function byName(one: string, other: string): number {
  const counted = (name: string): string => [...name].map((sign) => valueAt.get(sign) ?? sign).join('');
  return collator.compare(counted(one), counted(other));
}
