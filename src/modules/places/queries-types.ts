import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { type CommunityType, communityTypes } from './schema.ts';

/** A figure that says how far a chosen kind is. */
export interface Indicator {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  readonly goal: string;
  readonly asOf: LocalDate;
  readonly source: string;
}

/** A kind of community that is chosen today, with the newest figure of each name. */
export interface ChosenType {
  readonly type: CommunityType;
  readonly since: LocalDate;
  readonly reason: string;
  readonly indicators: readonly Indicator[];
}

/** The kinds chosen today, in their usual order. */
export async function chosenTypes(scope: Scope): Promise<ChosenType[]> {
  const rows = await scope.db
    .selectFrom('community_type')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const values = await scope.db
    .selectFrom('type_indicator')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('as_of', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return communityTypes.flatMap((type) => {
    const last = rows.find((row) => row.type === type);
    if (last === undefined || !last.chosen) return [];
    const own = values.filter((row) => row.type === type);
    const newest = own.filter((row, at) => own.findIndex((one) => one.title === row.title) === at);
    const indicators = newest
      .map((row) => ({
        ...{ id: row.id, title: row.title, value: row.value, goal: row.goal, asOf: row.as_of, source: row.source },
      }))
      .sort((a, b) => a.title.localeCompare(b.title));
    return [{ type, since: last.decided_on, reason: last.reason, indicators }];
  });
}
