import type { Seat } from '#modules/bodies';
import type { Presence } from './schema.ts';

/**
 * Who sits on each seat for one item of a sitting: the substitute where the holder stands aside, is told to be away, or has
 * not come while the substitute has. Without a substitute who may, the seat stays its holder's.
 */
export function sitting(seats: readonly Seat[], presence: readonly Presence[], aside: ReadonlySet<string>): Seat[] {
  const here = new Set(presence.filter((one) => one.way === 'here' || one.way === 'remote').map((one) => one.personId));
  return seats.map((seat) => {
    const { substituteId, personId } = seat;
    if (substituteId === null || aside.has(substituteId)) return seat;
    const missing = !here.has(personId) && (seat.awayUntil !== null || here.has(substituteId));
    return missing || aside.has(personId) ? { ...seat, personId: substituteId, standsFor: personId } : seat;
  });
}
