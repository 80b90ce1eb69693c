import { withdrawnConsents } from '#modules/people';
import { auditRead, unseal } from '#modules/record';
import type { Scope } from '#platform/scope';
import type { Need } from './queries.ts';
import { type PrivateGroup, privateGroups } from './schema.ts';

/** Kind of the sealed words that say which groups somebody belongs to. */
export const groupsKind = 'groups';

const readGroups = (text: string): PrivateGroup[] => privateGroups.filter((group) => text.split(',').includes(group));

/**
 * The groups that those who need belong to, for matching: nobody reads them here, what comes out is whether an offer
 * fits. Who took back the consent counts as if nothing had been said.
 */
export async function sealedGroups(
  scope: Scope,
  needs: readonly Pick<Need, 'id' | 'personId'>[],
): Promise<Map<string, PrivateGroup[]>> {
  const ids = needs.map((one) => one.id);
  const kept = await unseal(scope, { kind: 'need', ids }, groupsKind);
  if (kept.size === 0) return new Map();
  const people = needs.flatMap((one) => (one.personId !== null && kept.has(one.id) ? [one.personId] : []));
  const gone = await withdrawnConsents(scope, people, 'sensitive');
  return new Map(
    needs.flatMap((one) => {
      const text = kept.get(one.id);
      return text === undefined || one.personId === null || gone.has(one.personId)
        ? []
        : [[one.id, readGroups(text)] as const];
    }),
  );
}

/** Whether groups are sealed for a need, without opening them. */
export async function hasGroups(scope: Scope, needId: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('sealed_body')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', 'need')
    .where('about_id', '=', needId)
    .where('kind', '=', groupsKind)
    .executeTakeFirst();
  return row !== undefined;
}

/** Opens the groups of one need for the desk; the opening is recorded. */
export async function openGroups(scope: Scope, needId: string): Promise<PrivateGroup[]> {
  await auditRead(scope, { kind: 'need', id: needId, command: 'needs.read_groups' });
  return readGroups((await unseal(scope, { kind: 'need', ids: [needId] }, groupsKind)).get(needId) ?? '');
}
