import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { NewMember, NewOrganisation } from './schema.ts';

/**
 * Enters an organisation into the register. A filed one names the body that filed it and needs no credit code
 * (F121). Errors: `organisations.filing_body_missing`, `organisations.credit_code_missing`.
 */
export const registerOrganisation = command({
  name: 'organisations.register',
  permission: permissions.register,
  input: NewOrganisation,
  run: async (scope, input) => {
    if (input.standing === 'filed' && input.filingBody === '')
      return fail('organisations.filing_body_missing', { field: 'filingBody' });
    if (input.standing === 'registered' && input.creditCode === '')
      return fail('organisations.credit_code_missing', { field: 'creditCode' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('organisation')
      .values({
        space_id: scope.spaceId,
        id,
        name: input.name,
        kind: input.kind,
        standing: input.standing,
        credit_code: input.creditCode === '' ? null : input.creditCode.toUpperCase(),
        filing_body: input.filingBody === '' ? null : input.filingBody,
        hub: input.hub,
        hub_id: input.hubId ?? null,
        public_fundraising: input.publicFundraising,
        contact_name: input.contactName === '' ? null : input.contactName,
        introduction: input.introduction,
        offers: input.offers,
        place_id: input.placeId ?? null,
        founded_on: input.foundedOn ?? null,
        checked_on: today(scope),
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'organisation', id });
    return ok({ id });
  },
});

/** Enters a member. Errors: `organisations.not_found`, `organisations.unknown_person`, `organisations.already_member`. */
export const addMember = command({
  name: 'organisations.addMember',
  permission: permissions.members,
  input: NewMember,
  conflicts: {
    organisation_member_space_id_organisation_id_fkey: 'organisations.not_found',
    organisation_member_space_id_person_id_fkey: 'organisations.unknown_person',
  },
  run: async (scope, input) => {
    const known = await scope.db
      .selectFrom('organisation_member')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('organisation_id', '=', input.organisationId)
      .where('person_id', '=', input.personId)
      .where('ends_on', 'is', null)
      .executeTakeFirst();
    if (known !== undefined) return fail('organisations.already_member', { field: 'personId' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('organisation_member')
      .values({
        space_id: scope.spaceId,
        id,
        organisation_id: input.organisationId,
        person_id: input.personId,
        duty: input.duty,
        represents: input.represents,
        starts_on: today(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'organisation', id: input.organisationId, detail: { member: input.personId } });
    return ok({ id });
  },
});
