import type { Scope } from '#platform/scope';

/** How many matters came from a place, and how many of them are still open. */
export interface PlaceCount {
  /** Empty where nobody said a place. */
  readonly placeId: string;
  readonly count: number;
  readonly open: number;
}

/** States in which somebody here still has to do something. */
const openStates: readonly string[] = ['new', 'taken'];

/** Matters counted by the place they were said to be at, for the office; words and persons are not touched. */
export async function mattersByPlace(scope: Scope): Promise<PlaceCount[]> {
  const rows = await scope.db
    .selectFrom('matter')
    .select(['place_id', 'state'])
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .groupBy(['place_id', 'state'])
    .execute();
  const sums = new Map<string, PlaceCount>();
  for (const row of rows) {
    const placeId = row.place_id ?? '';
    const known = sums.get(placeId) ?? { placeId, count: 0, open: 0 };
    const count = Number(row.count);
    sums.set(placeId, {
      placeId,
      count: known.count + count,
      open: known.open + (openStates.includes(row.state) ? count : 0),
    });
  }
  return [...sums.values()];
}
