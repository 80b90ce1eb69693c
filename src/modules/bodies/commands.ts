import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { organisationNames } from '#modules/organisations';
import { parameter, parameters } from '#modules/parameters';
import { person } from '#modules/people';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { body } from './queries.ts';
import { seat, seatsOf, seatsToday } from './queries-seats.ts';
import { activationRefusal, isHeld, type Standards, seatRefusal } from './rules.ts';
import type { BodyKind, SeatKind } from './schema.ts';
import { ActivateBody, AddSeat, DescribeBody, EndSeat, SetUpBody } from './schema.ts';

/** The parameters that say which kinds of seat a fund committee never goes without (F038). */
const kindKeys = [
  'committee.resident',
  'committee.donor',
  'committee.charity',
  'committee.community',
  'committee.street',
  'committee.organisation',
  'committee.socialWork',
  'committee.volunteer',
  'committee.enterprise',
  'committee.property',
] as const;

/** In which order missing kinds are named. */
const kindOrder: readonly SeatKind[] = [
  'resident',
  'donor',
  'charity',
  'community',
  'street',
  'organisation',
  'social_work',
  'volunteer',
  'enterprise',
  'property',
];

/** Whether a committee needs a seat, by kind. */
function kindsNeeded(set: Readonly<Record<(typeof kindKeys)[number], boolean>>): Partial<Record<SeatKind, boolean>> {
  return {
    resident: set['committee.resident'],
    donor: set['committee.donor'],
    charity: set['committee.charity'],
    community: set['committee.community'],
    street: set['committee.street'],
    organisation: set['committee.organisation'],
    social_work: set['committee.socialWork'],
    volunteer: set['committee.volunteer'],
    enterprise: set['committee.enterprise'],
    property: set['committee.property'],
  };
}

/** What a body of this kind must have before it begins, from the space's parameters. */
export async function standards(scope: Scope, kind: BodyKind): Promise<Standards> {
  if (kind !== 'committee') return { least: await parameter(scope, 'body.min'), odd: false, supervisors: 0, kinds: [] };
  const set = await parameters(scope, [
    ...(['committee.min', 'committee.odd', 'committee.supervisors'] as const),
    ...kindKeys,
  ]);
  const needed = kindsNeeded(set);
  const kinds = kindOrder.filter((one) => needed[one] === true);
  return {
    ...{ least: set['committee.min'], odd: set['committee.odd'], supervisors: set['committee.supervisors'], kinds },
  };
}

/** Waits for every other change to the same body, so that two seats given at once still see each other. */
async function lockBody(scope: Inside, id: string): Promise<void> {
  await scope.db
    .selectFrom('body')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

async function organisationRefusal(scope: Scope, id: string | undefined): Promise<Result<string | null>> {
  if (id === undefined || id === '') return ok(null);
  const names = await organisationNames(scope, [id]);
  return names.has(id) ? ok(id) : fail('bodies.organisation_not_found');
}

/**
 * Sets up a body with its public charter (its duties, one to a line; F047). It forms until it is activated.
 * Refuses: `bodies.organisation_not_found`.
 */
export const setUpBody = command({
  name: 'bodies.set_up',
  permission: permissions.setUp,
  input: SetUpBody,
  run: async (scope, input) => {
    const host = await organisationRefusal(scope, input.hostOrganisationId);
    if (!host.ok) return host;
    const id = newId(scope.now());
    await scope.db
      .insertInto('body')
      .values({
        space_id: scope.spaceId,
        id,
        kind: input.kind,
        name: input.name,
        charter: input.charter,
        host_organisation_id: host.value,
        level: input.level ?? 'community',
        areas: input.areas ?? [],
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'body', id, detail: { kind: input.kind } });
    return ok({ id });
  },
});

/** Changes a body's name, charter or host. Refuses: `bodies.not_found`, `bodies.organisation_not_found`, `bodies.ended`. */
export const describeBody = command({
  name: 'bodies.describe',
  permission: permissions.setUp,
  input: DescribeBody,
  run: async (scope, input) => {
    const found = await body(scope, input.id);
    if (found === null) return fail('bodies.not_found');
    const host = await organisationRefusal(scope, input.hostOrganisationId);
    if (!host.ok) return host;
    if (found.state === 'ended') return fail('bodies.ended');
    await scope.db
      .updateTable('body')
      .set({
        ...{ name: input.name, charter: input.charter, host_organisation_id: host.value },
        ...(input.level === undefined ? {} : { level: input.level }),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .execute();
    await audit(scope, { kind: 'body', id: found.id });
    return ok({ id: found.id });
  },
});

/**
 * Gives a person a seat for a term; a supervisor's seat never votes. Refuses: `bodies.not_found`,
 * `bodies.person_not_found`, `bodies.organisation_not_found`, `bodies.ended`, `bodies.term_order`,
 * `bodies.already_seated`.
 */
export const addSeat = command({
  name: 'bodies.add_seat',
  permission: permissions.seat,
  input: AddSeat,
  run: async (scope, input) => {
    await lockBody(scope, input.bodyId);
    const found = await body(scope, input.bodyId);
    if (found === null) return fail('bodies.not_found');
    const holder = await person(scope, input.personId);
    if (holder?.spaceId !== scope.spaceId) return fail('bodies.person_not_found', { field: 'personId' });
    const organisation = await organisationRefusal(scope, input.organisationId);
    if (!organisation.ok) return organisation;
    const startsOn = input.startsOn === undefined || input.startsOn === '' ? today(scope) : input.startsOn;
    const endsOn = input.endsOn === undefined || input.endsOn === '' ? null : input.endsOn;
    const held = (await seatsOf(scope, found.id)).filter((one) => isHeld(one, startsOn));
    const refusal = seatRefusal(found, held, { personId: input.personId, startsOn, endsOn });
    if (refusal !== null) return { ok: false, fault: refusal };
    const id = newId(scope.now());
    await scope.db
      .insertInto('seat')
      .values({
        space_id: scope.spaceId,
        id,
        body_id: found.id,
        kind: input.kind,
        votes: input.kind !== 'supervisor' && !input.noVote,
        person_id: input.personId,
        organisation_id: organisation.value,
        starts_on: startsOn,
        ends_on: endsOn,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'seat', id, detail: { body: found.id, kind: input.kind } });
    await because(scope, { kind: 'body', id: found.id }, { kind: 'seat', id });
    return ok({ id, bodyId: found.id });
  },
});

/** Ends a term at once, with a reason. Refuses: `bodies.seat_not_found`, `bodies.seat_ended`. */
export const endSeat = command({
  name: 'bodies.end_seat',
  permission: permissions.seat,
  input: EndSeat,
  run: async (scope, input) => {
    const found = await seat(scope, input.id);
    if (found === null) return fail('bodies.seat_not_found');
    await lockBody(scope, found.bodyId);
    const ended = await scope.db
      .updateTable('seat')
      .set({ ended_at: scope.now(), ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) return fail('bodies.seat_ended');
    await audit(scope, { kind: 'seat', id: found.id, detail: { body: found.bodyId } });
    return ok({ id: found.id, bodyId: found.bodyId });
  },
});

/**
 * Begins a body's work from today. A committee needs its required kinds, a supervisor, the least number of voting
 * seats, and an odd one (rules §3.2). Refuses: `bodies.not_found`, `bodies.ended`, `bodies.already_active`,
 * `bodies.missing_kinds` with every missing kind, `bodies.no_supervisor`, `bodies.too_few`, `bodies.even`.
 */
export const activateBody = command({
  name: 'bodies.activate',
  permission: permissions.activate,
  input: ActivateBody,
  run: async (scope, input) => {
    await lockBody(scope, input.id);
    const found = await body(scope, input.id);
    if (found === null) return fail('bodies.not_found');
    const seats = await seatsToday(scope, found.id);
    const refusal = activationRefusal(found, seats, await standards(scope, found.kind));
    if (refusal !== null) return { ok: false, fault: refusal };
    await scope.db
      .updateTable('body')
      .set({ state: 'active', active_from: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .execute();
    await audit(scope, { kind: 'body', id: found.id, detail: { seats: seats.length } });
    return ok({ id: found.id });
  },
});
