import { sql } from 'kysely';
import { localDate } from '#kernel/dates';
import type { Platform } from '#platform/platform';

/** A space as a request needs it. */
export interface SpaceFacts {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly counterHours: string | null;
  readonly timeZone: string;
  readonly publishing: boolean;
  /** Spaces this one may read today besides itself. */
  readonly readable: readonly string[];
  readonly hostName: string | null;
}

/** Finds a space by the name in its address; kept until the space changes, at most some seconds. */
export interface SpaceFinder {
  bySlug(slug: string): Promise<SpaceFacts | null>;
}

const keptMilliseconds = 5000;

/** Facts of spaces change rarely and are asked for on every request, so they are kept for a moment per version. */
export function spaceFinder(platform: Platform): SpaceFinder {
  const kept = new Map<string, { readonly facts: SpaceFacts; readonly version: number; readonly at: number }>();
  return {
    bySlug: async (slug) => {
      const known = kept.get(slug);
      const now = platform.now().getTime();
      const fresh =
        known !== undefined &&
        known.version === platform.versions.of(known.facts.id) &&
        Math.abs(now - known.at) < keptMilliseconds;
      if (fresh) return known.facts;
      const facts = await load(platform, slug);
      if (facts === null) kept.delete(slug);
      else kept.set(slug, { facts, version: platform.versions.of(facts.id), at: now });
      return facts;
    },
  };
}

async function load(platform: Platform, slug: string): Promise<SpaceFacts | null> {
  const nowhere = platform.database.scoped(null, []);
  const row = await nowhere.selectFrom('space').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (row === undefined) return null;
  const day = localDate(platform.now(), row.time_zone);
  const access = await nowhere
    .selectFrom('space_access')
    .select('space_id')
    .where('reader_space_id', '=', row.id)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .execute();
  const host = await platform.database
    .scoped(row.id, [row.id])
    .selectFrom('fund')
    .innerJoin('organisation', (join) =>
      join
        .onRef('organisation.id', '=', 'fund.host_organisation_id')
        .onRef('organisation.space_id', '=', 'fund.space_id'),
    )
    .select('organisation.name')
    .where('fund.space_id', '=', row.id)
    .where('fund.kind', '=', 'main')
    .orderBy(sql`fund.created_at`)
    .executeTakeFirst();
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    shortName: row.short_name,
    phone: row.phone,
    address: row.address,
    counterHours: row.counter_hours,
    timeZone: row.time_zone,
    publishing: row.publishing,
    readable: access.map((line) => line.space_id),
    hostName: host?.name ?? null,
  };
}
