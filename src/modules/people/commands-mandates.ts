import { addDays, type LocalDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { refuseGone } from './commands.ts';
import { mayGrant } from './permissions.ts';
import { inForce, refuseGrant, type Span } from './rules.ts';
import { EndMandate, GrantMandate } from './schema.ts';

/**
 * Grants a mandate: a role of a person, perhaps for an organisation or in a body, with start and end. Refuses, first
 * one first: `people.not_found`, `people.erased`, `people.unknown_organisation`, `people.money_to_oneself`,
 * `people.dates_reversed`, `people.mandate_overlaps`.
 */
export const grantMandate = command({
  name: 'people.grant_mandate',
  permission: mayGrant,
  input: GrantMandate,
  run: async (scope, input) => {
    const gone = await refuseGone(scope, input.personId);
    if (gone !== null) return fail(gone);
    if (!(await belongsHere(scope, input))) return fail('people.unknown_organisation');
    const span = { startsOn: input.startsOn ?? today(scope), endsOn: input.endsOn ?? null };
    const same = await sameMandates(scope, input);
    const bySystem = scope.actor?.way === 'system';
    const refused = refuseGrant({
      role: input.role,
      span,
      toOneself: actorId(scope) === input.personId,
      bySystem,
      same,
    });
    if (refused !== null) return fail(refused);
    const id = newId(scope.now());
    await scope.db
      .insertInto('mandate')
      .values({
        space_id: scope.spaceId,
        id,
        person_id: input.personId,
        organisation_id: input.organisationId ?? null,
        body_id: input.bodyId ?? null,
        role: input.role,
        starts_on: span.startsOn,
        ends_on: span.endsOn,
        granted_by: bySystem ? null : actorId(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'mandate', id, detail: { role: input.role, person: input.personId } });
    return ok({ id });
  },
});

type Wanted = { personId: string; role: string; organisationId?: string | undefined; bodyId?: string | undefined };

/** Whether the organisation and the body named are of this space; both rooms come later, so their tables are asked. */
async function belongsHere(scope: Inside, wanted: Wanted): Promise<boolean> {
  const organisation =
    wanted.organisationId === undefined ||
    (await scope.db
      .selectFrom('organisation')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', wanted.organisationId)
      .executeTakeFirst()) !== undefined;
  const body =
    wanted.bodyId === undefined ||
    (await scope.db
      .selectFrom('body')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', wanted.bodyId)
      .executeTakeFirst()) !== undefined;
  return organisation && body;
}

async function sameMandates(scope: Inside, wanted: Wanted): Promise<Span[]> {
  const rows = await scope.db
    .selectFrom('mandate')
    .select(['starts_on', 'ends_on', 'organisation_id', 'body_id'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', wanted.personId)
    .where('role', '=', wanted.role)
    .execute();
  return rows
    .filter((row) => row.organisation_id === (wanted.organisationId ?? null) && row.body_id === (wanted.bodyId ?? null))
    .map((row) => ({ startsOn: row.starts_on, endsOn: row.ends_on }));
}

/**
 * Ends a mandate with a reason, at once or after the last day named. The last administrator stays until
 * there is another. Refuses: `people.mandate_not_found`, `people.mandate_ended`, `people.dates_reversed`, `people.last_admin`.
 */
export const endMandate = command({
  name: 'people.end_mandate',
  permission: mayGrant,
  input: EndMandate,
  run: async (scope, input) => {
    const row = await scope.db
      .selectFrom('mandate')
      .selectAll()
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.mandateId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('people.mandate_not_found');
    const endsOn = input.endsOn ?? lastDay(today(scope), row.starts_on);
    if (row.ends_on !== null && row.ends_on < today(scope)) return fail('people.mandate_ended');
    if (endsOn < row.starts_on && input.endsOn !== undefined) return fail('people.dates_reversed', { field: 'endsOn' });
    if (row.role === 'admin' && (await lastAdmin(scope, row.id))) return fail('people.last_admin');
    await scope.db
      .updateTable('mandate')
      .set({ ends_on: endsOn, ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', row.id)
      .execute();
    await audit(scope, { kind: 'mandate', id: row.id, detail: { role: row.role, ends_on: endsOn } });
    return ok({ id: row.id, personId: row.person_id });
  },
});

/** A mandate ended now is no longer in force now, so its last day was yesterday; one not yet begun never begins. */
function lastDay(day: LocalDate, startsOn: LocalDate): LocalDate {
  return addDays(startsOn > day ? startsOn : day, -1);
}

async function lastAdmin(scope: Inside, mandateId: string): Promise<boolean> {
  const rows = await scope.db
    .selectFrom('mandate')
    .select(['id', 'starts_on', 'ends_on'])
    .where('space_id', '=', scope.spaceId)
    .where('role', '=', 'admin')
    .execute();
  return !rows.some(
    (row) => row.id !== mandateId && inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, today(scope)),
  );
}
