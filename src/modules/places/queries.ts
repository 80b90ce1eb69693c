import type { Scope } from '#platform/scope';

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
  }));
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
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: 'community' | 'street' | 'district' | 'charity';
  readonly sentence: string;
  readonly publishing: boolean;
}

/** Every space of this installation that publishes. */
export async function publicSpaces(scope: Scope): Promise<SpaceLine[]> {
  const rows = await scope.db.selectFrom('space').selectAll().where('publishing', '=', true).orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    sentence: row.sentence,
    publishing: row.publishing,
  }));
}

/** A space by the name in its address. */
export async function spaceBySlug(scope: Scope, slug: string): Promise<SpaceLine | null> {
  const row = await scope.db.selectFrom('space').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row === undefined
    ? null
    : {
        id: row.id,
        slug: row.slug,
        name: row.name,
        shortName: row.short_name,
        kind: row.kind,
        sentence: row.sentence,
        publishing: row.publishing,
      };
}
