import type { Fault } from '#kernel/result';
import { mandates, roleNamed } from '#modules/people';
import type { Role, Scope } from '#platform/scope';
import { bodies } from './queries.ts';
import { charters } from './queries-charters.ts';
import { seatsHeldBy } from './queries-seats.ts';
import { dutyRefusal } from './rules.ts';
import type { Area } from './schema.ts';

/**
 * Why a task of an area may not be given to a person, or null. Their duties are those of the bodies they sit on and of the
 * roles they hold; `bodies.not_their_duty` names the bodies and roles whose it is (F047).
 */
export async function dutyFault(scope: Scope, personId: string, area: Area): Promise<Fault | null> {
  const [seats, active, held, charter] = await Promise.all([
    seatsHeldBy(scope, personId),
    bodies(scope, { state: 'active' }),
    mandates(scope, personId),
    charters(scope),
  ]);
  const own = [
    ...active.filter((one) => seats.some((seat) => seat.bodyId === one.id)).flatMap((one) => one.areas),
    ...held.flatMap((one) => charter.get(one.role)?.areas ?? []),
  ];
  return dutyRefusal(
    area,
    own,
    active.filter((one) => one.areas.includes(area)).map((one) => one.name),
  );
}

/** The same for a task that is given to a role: whose charter has the area, the refusal names. */
export async function roleDutyFault(scope: Scope, role: Role, area: Area): Promise<Fault | null> {
  const charter = await charters(scope);
  const whose = [...charter.values()].filter((one) => one.areas.includes(area));
  return dutyRefusal(
    area,
    charter.get(role)?.areas ?? [],
    whose.map((one) => roleNamed(one.role, scope.lang)),
  );
}
