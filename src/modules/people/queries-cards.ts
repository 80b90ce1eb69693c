import { readShortCode } from '#kernel/ids';
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
