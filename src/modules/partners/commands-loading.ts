import { fail, ok, type Result } from '#kernel/result';
import type { Inside } from '#platform/scope';
import { agreement } from './queries.ts';
import type { Agreement } from './schema.ts';

/** An agreement with its row locked, so that uses, statements and its end do not cross. Refuses `partners.not_found`. */
export async function lockedAgreement(scope: Inside, id: string): Promise<Result<Agreement>> {
  await scope.db
    .selectFrom('partner_agreement')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await agreement(scope, id);
  return known === null ? fail('partners.not_found') : ok(known);
}
