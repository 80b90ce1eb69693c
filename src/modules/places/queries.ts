import type { Selectable } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Point } from '#kernel/geo';
import { hashCode } from '#platform/crypto';
import type { Platform } from '#platform/platform';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { FigureKey } from './schema.ts';
import { figureKeys } from './schema.ts';

/** A place as pages need it. */
export interface Place {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: 'estate' | 'grid' | 'building' | 'site';
  readonly name: string;
  readonly estateType: 'old' | 'new' | null;
  readonly propertyCompany: string | null;
  readonly residents: number | null;
  readonly households: number | null;
  readonly note: string;
  /** The day the figures and the note hold for, and who says so. */
  readonly asOf: LocalDate | null;
  readonly source: string;
}

/** All places of the space, by name. */
export async function places(scope: Scope): Promise<Place[]> {
  const rows = await scope.db
    .selectFrom('place')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('active', '=', true)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    estateType: row.estate_type,
    propertyCompany: row.property_company,
    residents: row.residents,
    households: row.households,
    note: row.note,
    asOf: row.as_of,
    source: row.source,
  }));
}

/** Where places stand, by id, in WGS-84; those that nobody has located are absent. */
export async function placePoints(scope: Scope): Promise<ReadonlyMap<string, Point>> {
  const rows = await scope.db
    .selectFrom('place')
    .select(['id', 'longitude', 'latitude'])
    .where('space_id', '=', scope.spaceId)
    .where('active', '=', true)
    .execute();
  return new Map(
    rows.flatMap(({ id, longitude, latitude }): [string, Point][] =>
      longitude === null || latitude === null ? [] : [[id, [longitude, latitude]]],
    ),
  );
}

/** Places to choose from in a form; the finer ones only inside the office. */
export async function placeOptions(
  scope: Scope,
  kinds?: readonly Place['kind'][],
): Promise<{ value: string; label: string }[]> {
  const all = await places(scope);
  return all
    .filter((place) => kinds === undefined || kinds.includes(place.kind))
    .map((place) => ({ value: place.id, label: place.name }));
}

/** Names by id; ids of other spaces are simply absent. */
export async function placeNames(scope: Scope, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((one): one is string => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('place')
    .select(['id', 'name'])
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The estate a place lies in (itself when it is one): the finest the public may see of anything about aid. */
export async function estateOf(scope: Scope, placeId: string | null): Promise<Place | null> {
  if (placeId === null) return null;
  const byId = new Map((await places(scope)).map((place) => [place.id, place]));
  let place = byId.get(placeId);
  while (place !== undefined && place.kind !== 'estate') place = byId.get(place.parentId ?? '');
  return place ?? null;
}

/** A line of the home of all spaces. */
export interface SpaceLine {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: 'community' | 'street' | 'district' | 'charity';
  readonly sentence: string;
  readonly publishing: boolean;
}

type SpaceRow = Selectable<DB['space']>;

function toLine(row: SpaceRow): SpaceLine {
  return {
    id: row.id,
    parentId: row.parent_id,
    slug: row.slug,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    sentence: row.sentence,
    publishing: row.publishing,
  };
}

/** Every space of this installation that publishes. */
export async function publicSpaces(scope: Scope): Promise<SpaceLine[]> {
  const rows = await scope.db.selectFrom('space').selectAll().where('publishing', '=', true).orderBy('name').execute();
  return rows.map(toLine);
}

/** Spaces by id, by name; those that do not publish too, so only for people who belong to them. */
export async function spacesById(scope: Scope, ids: readonly string[]): Promise<SpaceLine[]> {
  if (ids.length === 0) return [];
  const rows = await scope.db
    .selectFrom('space')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('name')
    .execute();
  return rows.map(toLine);
}

/** Whether this installation has no space yet: then, and only then, the set-up page is open. */
export async function noSpaceYet(platform: Platform): Promise<boolean> {
  const row = await platform.database.scoped(null, []).selectFrom('space').select('id').limit(1).executeTakeFirst();
  return row === undefined;
}

/**
 * The code that the set-up page asks for, made from the key file: whoever reads it in the terminal or has the data
 * folder is the operator, a stranger who finds the page first is not. It opens nothing once there is a space.
 */
export function setUpCode(platform: Platform): string {
  const digits = Buffer.from(hashCode(platform.keys, 'set-up'), 'base64url').toString('hex').toUpperCase();
  return digits.slice(0, 12).replace(/(.{4})(?=.)/g, '$1-');
}

/** What every page says of a space, for its administrator to put right. */
export interface SpaceFacts extends SpaceLine {
  readonly phone: string | null;
  readonly address: string | null;
  readonly counterHours: string | null;
}

/** The facts of the scope's own space. */
export async function ownSpace(scope: Scope): Promise<SpaceFacts> {
  const row = await scope.db.selectFrom('space').selectAll().where('id', '=', scope.spaceId).executeTakeFirstOrThrow();
  return { ...toLine(row), phone: row.phone, address: row.address, counterHours: row.counter_hours };
}

/** A figure of the profile (F001). */
export interface Figure {
  readonly id: string;
  readonly key: FigureKey;
  /** The figure's own name where it is none of the usual ones. */
  readonly label: string;
  readonly value: string;
  readonly asOf: LocalDate;
  readonly source: string;
}

/** The profile: the latest of each figure, usual ones first; `all` gives the earlier ones too. */
export async function figures(scope: Scope, all = false): Promise<Figure[]> {
  const rows = await scope.db
    .selectFrom('profile_figure')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('as_of', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const seen = new Set<string>();
  const latest = rows.filter((row) => {
    const first = !seen.has(row.key);
    seen.add(row.key);
    return first || all;
  });
  const known = latest.map((row) => ({
    id: row.id,
    key: figureKeys.find((one) => one === row.key) ?? ('other' as const),
    label: row.label,
    value: row.value,
    asOf: row.as_of,
    source: row.source,
  }));
  return known.sort((a, b) => figureKeys.indexOf(a.key) - figureKeys.indexOf(b.key));
}

/** The spaces an account belongs to, with the person it is there. */
export async function membershipsOf(
  scope: Scope,
  accountId: string,
): Promise<{ readonly spaceId: string; readonly personId: string }[]> {
  return scope.db
    .selectFrom('auth.membership')
    .select(['space_id as spaceId', 'person_id as personId'])
    .where('account_id', '=', accountId)
    .execute();
}
