import type { z } from 'zod';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import type { Inside } from '#platform/scope';
import { holds, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { organisation } from './queries.ts';
import { ownHubs, refuseOtherHub } from './queries-access.ts';
import { keptCode, refusePapers } from './rules.ts';
import { EditOrganisation, EndMember, NewMember, NewOrganisation } from './schema.ts';

type Facts = z.output<typeof NewOrganisation>;

function factsRow(scope: Inside, id: string, input: Facts) {
  const { contactPhone: phone } = input;
  const context = `${scope.spaceId}/organisation/${id}`;
  return {
    name: input.name,
    kind: input.kind,
    standing: input.standing,
    credit_code: keptCode(input.creditCode),
    filing_body: input.filingBody === '' ? null : input.filingBody,
    carrier_type: input.carrierType ?? null,
    hub: input.hub,
    hub_duties: input.hub ? input.hubDuties : '',
    public_fundraising: input.publicFundraising,
    contact_name: input.contactName === '' ? null : input.contactName,
    contact_phone_sealed: phone === '' ? null : Buffer.from(sealText(scope.platform.keys, phone, context)),
    introduction: input.introduction,
    offers: input.offers,
    place_id: input.placeId ?? null,
    founded_on: input.foundedOn ?? null,
  };
}

/** The hub an organisation belongs to; whoever acts for a hub puts it under their own. */
async function hubFor(scope: Inside, wanted: string | undefined, self: string): Promise<Result<string | null>> {
  const office = scope.actor?.way === 'system' || holds(scope, 'admin', 'worker');
  const hubId = office ? (wanted ?? null) : (ownHubs(scope).find((one) => one === wanted) ?? ownHubs(scope)[0] ?? null);
  if (hubId === null) return office ? ok(null) : fail('organisations.not_your_hub');
  if (hubId === self) return office ? fail('organisations.inside_itself', { field: 'hubId' }) : ok(null);
  const hub = await organisation(scope, hubId);
  return hub?.hub === true ? ok(hubId) : fail('organisations.no_such_hub', { field: 'hubId' });
}

/**
 * Enters an organisation into the register. A filed one names the body that filed it and needs no credit code
 * (F121). Errors: `organisations.filing_body_missing`, `organisations.credit_code_missing`,
 * `organisations.not_your_hub`, `organisations.no_such_hub`.
 */
export const registerOrganisation = command({
  name: 'organisations.register',
  permission: permissions.register,
  input: NewOrganisation,
  run: async (scope, input) => {
    const papers = refusePapers(input.standing, input.creditCode, input.filingBody);
    if (!papers.ok) return papers;
    const id = newId(scope.now());
    const hubId = await hubFor(scope, input.hubId, id);
    if (!hubId.ok) return hubId;
    await scope.db
      .insertInto('organisation')
      .values({
        space_id: scope.spaceId,
        id,
        ...factsRow(scope, id, input),
        hub_id: hubId.value,
        checked_on: today(scope),
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'organisation', id });
    return ok({ id });
  },
});

/**
 * Puts the facts of an organisation right. Errors: `organisations.not_found`, `organisations.not_your_hub`, those of
 * the papers, `organisations.no_such_hub`, `organisations.inside_itself`.
 */
export const editOrganisation = command({
  name: 'organisations.edit',
  permission: permissions.register,
  input: EditOrganisation,
  run: async (scope, input) => {
    const known = await organisation(scope, input.organisationId);
    if (known === null) return fail('organisations.not_found');
    const other = refuseOtherHub(scope, known);
    if (other !== null) return fail(other);
    const papers = refusePapers(input.standing, input.creditCode, input.filingBody);
    if (!papers.ok) return papers;
    const hubId = await hubFor(scope, input.hubId, known.id);
    if (!hubId.ok) return hubId;
    await scope.db
      .updateTable('organisation')
      .set({ ...factsRow(scope, known.id, input), hub_id: hubId.value })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await audit(scope, { kind: 'organisation', id: known.id });
    return ok({ id: known.id });
  },
});

/** Enters a member. Errors: `organisations.not_found`, `organisations.not_your_hub`, `organisations.unknown_person`, `organisations.already_member`. */
export const addMember = command({
  name: 'organisations.addMember',
  permission: permissions.members,
  input: NewMember,
  conflicts: {
    organisation_member_space_id_person_id_fkey: 'organisations.unknown_person',
  },
  run: async (scope, input) => {
    const { organisationId, personId } = input;
    const target = await organisation(scope, organisationId);
    if (target === null) return fail('organisations.not_found');
    const other = refuseOtherHub(scope, target);
    if (other !== null) return fail(other);
    const known = await scope.db
      .selectFrom('organisation_member')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('organisation_id', '=', organisationId)
      .where('person_id', '=', personId)
      .where('ends_on', 'is', null)
      .executeTakeFirst();
    if (known !== undefined) return fail('organisations.already_member', { field: 'personId' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('organisation_member')
      .values({
        space_id: scope.spaceId,
        id,
        organisation_id: organisationId,
        person_id: personId,
        duty: input.duty,
        represents: input.represents,
        starts_on: today(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'organisation', id: organisationId, detail: { member: personId } });
    return ok({ id, organisationId });
  },
});

/** Ends a membership today. Errors: `organisations.no_such_member`, `organisations.not_your_hub`. */
export const endMember = command({
  name: 'organisations.endMember',
  permission: permissions.members,
  input: EndMember,
  run: async (scope, input) => {
    const row = await scope.db
      .selectFrom('organisation_member')
      .innerJoin('organisation', (join) =>
        join
          .onRef('organisation.space_id', '=', 'organisation_member.space_id')
          .onRef('organisation.id', '=', 'organisation_member.organisation_id'),
      )
      .select(['organisation.id', 'organisation.hub_id as hubId', 'organisation_member.person_id as personId'])
      .where('organisation_member.space_id', '=', scope.spaceId)
      .where('organisation_member.id', '=', input.memberId)
      .where('organisation_member.ends_on', 'is', null)
      .executeTakeFirst();
    if (row === undefined) return fail('organisations.no_such_member');
    const other = refuseOtherHub(scope, row);
    if (other !== null) return fail(other);
    await scope.db
      .updateTable('organisation_member')
      .set({ ends_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.memberId)
      .execute();
    await audit(scope, { kind: 'organisation', id: row.id, detail: { left: row.personId } });
    return ok({ organisationId: row.id });
  },
});
