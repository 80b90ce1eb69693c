import type { Scope } from '#platform/scope';
import { seatsToday } from './queries-seats.ts';
import type { Interest } from './schema-interests.ts';

function rows(scope: Scope) {
  return scope.db.selectFrom('declared_interest').selectAll().where('space_id', '=', scope.spaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

function toInterest(row: Row): Interest {
  return {
    ...{ id: row.id, personId: row.person_id, kind: row.kind, organisationId: row.organisation_id },
    ...{ relativeId: row.relative_id, summary: row.summary, hasDetail: row.detail_id !== null },
    ...{ declaredOn: row.declared_on, endedAt: row.ended_at },
  };
}

/** What a person declared and has not ended, the newest first. */
export async function interestsOf(scope: Scope, personId: string): Promise<Interest[]> {
  const found = await rows(scope)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
  return found.map(toInterest);
}

/** The register of a body: what each of its members and their substitutes declared. */
export async function interestsOn(scope: Scope, bodyId: string): Promise<ReadonlyMap<string, readonly Interest[]>> {
  const seats = await seatsToday(scope, bodyId);
  const people = [...new Set(seats.flatMap((one) => [one.personId, one.substituteId ?? '']))].filter((id) => id !== '');
  if (people.length === 0) return new Map();
  const found = await rows(scope)
    .where('person_id', 'in', people)
    .where('ended_at', 'is', null)
    .orderBy('at', 'desc')
    .execute();
  const by = new Map<string, Interest[]>(people.map((id) => [id, []]));
  for (const row of found) by.get(row.person_id)?.push(toInterest(row));
  return by;
}

/** What ties a person by their own declaration. */
export interface DeclaredTies {
  /** Organisations they declared an interest in, a firm they own part of among them. */
  readonly organisationIds: readonly string[];
  readonly employerIds: readonly string[];
  readonly relativeIds: readonly string[];
}

/** The ties a person declared for their term, to compare with whoever would be paid (rules §3.8). */
export async function declaredTies(scope: Scope, personId: string): Promise<DeclaredTies> {
  const all = await interestsOf(scope, personId);
  const ids = (kinds: readonly string[]) =>
    all.flatMap((one) => (kinds.includes(one.kind) && one.organisationId !== null ? [one.organisationId] : []));
  return {
    organisationIds: ids(['organisation', 'property']),
    employerIds: ids(['employer']),
    relativeIds: all.flatMap((one) => (one.relativeId === null ? [] : [one.relativeId])),
  };
}
