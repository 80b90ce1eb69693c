import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { organisation } from '#modules/organisations';
import { audit, auditRead, seal, unseal } from '#modules/record';
import { command } from '#platform/command';
import { actorId, holds, type Inside, type Scope, today } from '#platform/scope';
import { personNamed } from './commands-seats.ts';
import { permissions } from './permissions.ts';
import { interestsOf } from './queries-interests.ts';
import { seat, seatsNamedFor } from './queries-seats.ts';
import { DeclareInterest, EndInterest } from './schema-interests.ts';

/** Whom a declaration is about: oneself, or at the desk a member who said it there; null where that is not the actor's. */
function declarer(scope: Inside, wanted: string): string | null {
  if (wanted === actorId(scope)) return wanted;
  return holds(scope, 'secretary', 'worker', 'admin') ? wanted : null;
}

/**
 * A member declares for their term what could touch a decision: an organisation, an employer, property, family; or that
 * there is nothing. The summary is public, the detail sealed. A relative is
 * compared where one neighbour has that name. Refuses: `bodies.seat_not_found`, `bodies.not_your_seat`,
 * `bodies.not_a_member`, `bodies.summary_missing`, `bodies.organisation_not_found`.
 */
export const declareInterest = command({
  name: 'bodies.declare_interest',
  permission: permissions.member,
  input: DeclareInterest,
  run: async (scope, input) => {
    const of = input.seatId === undefined ? null : await seat(scope, input.seatId);
    if (input.seatId !== undefined && of === null) return fail('bodies.seat_not_found');
    const personId = declarer(scope, of?.personId ?? actorId(scope));
    if (personId === null) return fail('bodies.not_your_seat');
    if ((await seatsNamedFor(scope, personId)).length === 0) return fail('bodies.not_a_member');
    const { kind, organisationId } = input;
    if (kind !== 'none' && input.summary === '') return fail('bodies.summary_missing', { field: 'summary' });
    if (organisationId !== undefined && (await organisation(scope, organisationId)) === null)
      return fail('bodies.organisation_not_found', { field: 'organisationId' });
    const relativeId = kind === 'family' ? await personNamed(scope, input.relativeName) : '';
    const id = newId(scope.now());
    const detailId =
      input.detail === ''
        ? null
        : await seal(scope, { about: { kind: 'interest', id }, kind: 'detail', personId, text: input.detail });
    await scope.db
      .insertInto('declared_interest')
      .values({
        ...{ space_id: scope.spaceId, id, person_id: personId, kind, summary: input.summary, detail_id: detailId },
        organisation_id: kind === 'family' || kind === 'none' ? null : (organisationId ?? null),
        relative_id: relativeId === '' ? null : relativeId,
        ...{ declared_on: today(scope), recorded_by: personId === actorId(scope) ? null : actorId(scope) },
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'interest', id, detail: { person: personId, kind } });
    return ok({ id, personId });
  },
});

/** What was declared no longer holds; it stays on record as past. Refuses: `bodies.interest_not_found`, `bodies.not_your_seat`. */
export const endInterest = command({
  name: 'bodies.end_interest',
  permission: permissions.member,
  input: EndInterest,
  run: async (scope, input) => {
    const row = await scope.db
      .selectFrom('declared_interest')
      .select(['person_id', 'ended_at'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.interestId)
      .executeTakeFirst();
    if (row === undefined || row.ended_at !== null) return fail('bodies.interest_not_found');
    if (declarer(scope, row.person_id) === null) return fail('bodies.not_your_seat');
    await scope.db
      .updateTable('declared_interest')
      .set({ ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.interestId)
      .execute();
    await audit(scope, { kind: 'interest', id: input.interestId, detail: { person: row.person_id } });
    return ok({ id: input.interestId, personId: row.person_id });
  },
});

/** The sealed details of what a person declared, for the desk; the look is recorded. */
export async function interestDetails(scope: Scope, personId: string): Promise<Map<string, string>> {
  const ids = (await interestsOf(scope, personId)).filter((one) => one.hasDetail).map((one) => one.id);
  if (ids.length === 0) return new Map();
  await auditRead(scope, { kind: 'person', id: personId, command: 'bodies.read_interest' });
  return unseal(scope, { kind: 'interest', ids }, 'detail');
}
