import type { Scope } from '#platform/scope';
import type { stars } from './schema.ts';

/** What one taker thought of what arrived. */
export interface Rating {
  readonly stars: (typeof stars)[number];
  /** For the office and for who gave. */
  readonly words: string;
}

/** The ratings of proposals, by proposal. */
export async function ratingsOf(scope: Scope, proposalIds: readonly string[]): Promise<Map<string, Rating>> {
  if (proposalIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('resource_rating')
    .select(['proposal_id', 'stars', 'words'])
    .where('space_id', '=', scope.spaceId)
    .where('proposal_id', 'in', [...proposalIds])
    .execute();
  // The column holds one to five.
  return new Map(rows.map((row) => [row.proposal_id, { stars: `${row.stars}` as Rating['stars'], words: row.words }]));
}

/** How often resources were rated, and the mean in tenths of a point, rounded down. */
export interface Standing {
  readonly count: number;
  readonly tenths: number;
}

/** How resources were rated by those who got them; those nobody rated are absent. */
export async function ratedResources(scope: Scope, resourceIds: readonly string[]): Promise<Map<string, Standing>> {
  if (resourceIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('resource_rating')
    .select((select) => [
      'resource_id',
      select.fn.countAll<bigint>().as('count'),
      select.fn.sum<bigint | string>('stars').as('sum'),
    ])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', 'in', [...resourceIds])
    .groupBy('resource_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.resource_id,
      { count: Number(row.count), tenths: Number((BigInt(row.sum) * 10n) / row.count) },
    ]),
  );
}
