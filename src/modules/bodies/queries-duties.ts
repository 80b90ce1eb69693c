import type { Fault } from '#kernel/result';
import { mandates } from '#modules/people';
import type { Scope } from '#platform/scope';
import { bodies } from './queries.ts';
import { seatsHeldBy } from './queries-seats.ts';
import { dutyRefusal } from './rules.ts';
import { roleAreas } from './rules-duties.ts';
import type { Area } from './schema.ts';

/**
 * Why a task of an area may not be given to a person, or null. Their duties are those of the bodies they sit on and of the
 * roles they hold; `bodies.not_their_duty` names the bodies and roles whose it is (F047).
 */
export async function dutyFault(scope: Scope, personId: string, area: Area): Promise<Fault | null> {
  const [seats, active, held] = await Promise.all([
    seatsHeldBy(scope, personId),
    bodies(scope, { state: 'active' }),
    mandates(scope, personId),
  ]);
  const own = [
    ...active.filter((one) => seats.some((seat) => seat.bodyId === one.id)).flatMap((one) => one.areas),
    ...held.flatMap((one) => roleAreas[one.role] ?? []),
  ];
  return dutyRefusal(
    area,
    own,
    active.filter((one) => one.areas.includes(area)).map((one) => one.name),
  );
}
