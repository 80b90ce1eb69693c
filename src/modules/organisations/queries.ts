import type { Selectable } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { auditRead } from '#modules/record';
import { openText } from '#platform/crypto';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { CarrierType, OrganisationKind, OrganisationState, Standing } from './schema.ts';
import { carrierTypes } from './schema.ts';

/** An organisation of the register; its telephone number is sealed and asked for by itself. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly standing: Standing;
  readonly state: OrganisationState;
  readonly stateReason: string | null;
  readonly creditCode: string | null;
  readonly filingBody: string | null;
  readonly carrierType: CarrierType | null;
  readonly hub: boolean;
  readonly hubDuties: string;
  readonly hubId: string | null;
  readonly publicFundraising: boolean;
  readonly contactName: string | null;
  readonly introduction: string;
  readonly offers: string;
  readonly placeId: string | null;
  readonly admittedUntil: LocalDate | null;
  readonly foundedOn: LocalDate | null;
  readonly checkedOn: LocalDate | null;
}

/** The columns of an organisation that nothing seals. */
export const columns = [
  'id',
  'name',
  'kind',
  'standing',
  'state',
  'state_reason',
  'credit_code',
  'filing_body',
  'carrier_type',
  'hub',
  'hub_duties',
  'hub_id',
  'public_fundraising',
  'contact_name',
  'introduction',
  'offers',
  'place_id',
  'admitted_until',
  'founded_on',
  'checked_on',
] as const;

/** A row as the room speaks of it. */
export function toOrganisation(row: Pick<Selectable<DB['organisation']>, (typeof columns)[number]>): Organisation {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    standing: row.standing,
    state: row.state,
    stateReason: row.state_reason,
    creditCode: row.credit_code,
    filingBody: row.filing_body,
    carrierType: carrierTypes.find((one) => one === row.carrier_type) ?? null,
    hub: row.hub,
    hubDuties: row.hub_duties,
    hubId: row.hub_id,
    publicFundraising: row.public_fundraising,
    contactName: row.contact_name,
    introduction: row.introduction,
    offers: row.offers,
    placeId: row.place_id,
    admittedUntil: row.admitted_until,
    foundedOn: row.founded_on,
    checkedOn: row.checked_on,
  };
}

/** An organisation by its id, in whatever state; null when this space has none. */
export async function organisation(scope: Scope, id: string): Promise<Organisation | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('organisation')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toOrganisation(row);
}

/** The telephone number of an organisation, for the desk; the look is recorded. */
export async function organisationPhone(scope: Scope, id: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('organisation')
    .select('contact_phone_sealed')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  const sealed = row?.contact_phone_sealed ?? null;
  if (sealed === null) return null;
  await auditRead(scope, { kind: 'organisation', id, command: 'organisations.read_contact' });
  return openText(scope.platform.keys, sealed, `${scope.spaceId}/organisation/${id}`);
}

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

/** Who acts for an organisation today by its register, without those who hold a mandate only. */
export async function representativesOf(scope: Scope, organisationId: string): Promise<string[]> {
  const day = today(scope);
  const rows = await scope.db
    .selectFrom('organisation_member')
    .select('person_id')
    .where('space_id', '=', scope.spaceId)
    .where('organisation_id', '=', organisationId)
    .where('represents', '=', true)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .orderBy('at')
    .execute();
  return rows.map((row) => row.person_id);
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
