import { isId, readShortCode } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import { cardHash } from './commands-cards.ts';

/** Whose household card this is, by the code as typed or scanned; null when no card in use carries it. */
export async function personByCard(scope: Scope, code: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('household_card')
    .select('person_id')
    .where('space_id', '=', scope.spaceId)
    .where('code_hash', '=', cardHash(scope.platform, readShortCode(code)))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** Somebody without a card in use. */
export interface WithoutCard {
  readonly id: string;
  readonly name: string;
  readonly placeName: string;
  readonly householdName: string;
  readonly hasPhone: boolean;
}

/** People of the space, of one place where asked, who have no card in use: those without a telephone first. */
export async function withoutCard(scope: Scope, placeId: string): Promise<WithoutCard[]> {
  const rows = await scope.db
    .selectFrom('person as p')
    .leftJoin('place', (on) => on.onRef('place.space_id', '=', 'p.space_id').onRef('place.id', '=', 'p.place_id'))
    .leftJoin('household', (on) =>
      on.onRef('household.space_id', '=', 'p.space_id').onRef('household.id', '=', 'p.household_id'),
    )
    .select(['p.id', 'p.name', 'p.phone_hash', 'place.name as place_name', 'household.name as household_name'])
    .where('p.space_id', '=', scope.spaceId)
    .where('p.erased_at', 'is', null)
    .where('p.former_resident', '=', false)
    .$if(isId(placeId), (query) => query.where('p.place_id', '=', placeId))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('household_card as c')
            .select('c.id')
            .whereRef('c.space_id', '=', 'p.space_id')
            .whereRef('c.person_id', '=', 'p.id')
            .where('c.revoked_at', 'is', null),
        ),
      ),
    )
    .orderBy((order) => order('p.phone_hash', 'is not', null))
    .orderBy('household.name')
    .orderBy('p.name')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    placeName: row.place_name ?? '',
    householdName: row.household_name ?? '',
    hasPhone: row.phone_hash !== null,
  }));
}
