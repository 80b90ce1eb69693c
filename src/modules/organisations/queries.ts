import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { organisationKinds } from './schema.ts';

type OrganisationKind = (typeof organisationKinds)[number];

/** Names by id. The names of organisations are public; ids of other spaces are simply absent. */
export async function organisationNames(scope: Scope, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((one): one is string => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Active organisations to choose from in a form, of some kinds or all. */
export async function organisationOptions(
  scope: Scope,
  kinds?: readonly OrganisationKind[],
): Promise<{ value: string; label: string }[]> {
  let query = scope.db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'active');
  if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
  const rows = await query.orderBy('name').execute();
  return rows.map((row) => ({ value: row.id, label: row.name }));
}

/** Organisations a person belongs to today: as member, representative, or by a mandate held for one. */
export async function organisationsOf(scope: Scope, personId: string): Promise<string[]> {
  const day = today(scope);
  const member = await scope.db
    .selectFrom('organisation_member')
    .select('organisation_id')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .execute();
  const mandated = await scope.db
    .selectFrom('mandate')
    .select('organisation_id')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('organisation_id', 'is not', null)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .execute();
  return [
    ...new Set([...member, ...mandated].flatMap((row) => (row.organisation_id === null ? [] : [row.organisation_id]))),
  ];
}

/** Whether a person may act for an organisation today: its representative, or holder of a mandate for it. */
export async function represents(scope: Scope, personId: string, organisationId: string): Promise<boolean> {
  const day = today(scope);
  const member = await scope.db
    .selectFrom('organisation_member')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .where('represents', '=', true)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .executeTakeFirst();
  if (member !== undefined) return true;
  return (
    scope.actor?.personId === personId &&
    scope.actor.mandates.some((mandate) => mandate.organisationId === organisationId)
  );
}
