import { placePoints, places } from '#modules/places';
import { actorId, holds, type Scope } from '#platform/scope';
import { charges, shapes } from './queries.ts';
import { inGridOf, netOf } from './rules.ts';

/** Whether the reader sees the persons of every grid: the office does, and what runs by itself. */
function isOffice(scope: Scope): boolean {
  return scope.actor?.way === 'system' || holds(scope, 'worker', 'admin', 'secretary', 'supervisor', 'overseer', 'hub');
}

/**
 * Whether names and numbers of a place are for the reader: for the office always; for a grid worker where it is a grid of
 * their own, that is what they are in charge of with what lies in it and above it (F181). Without a place, or where nobody
 * registered is in charge of its net, it is nobody else's grid.
 */
export async function mayReachAt(scope: Scope, placeId: string | null): Promise<boolean> {
  if (isOffice(scope) || placeId === null) return true;
  const held = await charges(scope);
  const own = held.filter((one) => one.personId === actorId(scope)).map((one) => one.placeId);
  const [all, points, drawn] = [await places(scope), await placePoints(scope), await shapes(scope)];
  if (inGridOf(placeId, own, all, points, drawn)) return true;
  const net = netOf(placeId, all, points, drawn);
  return net === null || !held.some((one) => one.placeId === net && one.personId !== null);
}

/** As `mayReachAt`, for those in charge of a place: who they are is for those of the same grid alone. */
export async function mayReachCharges(scope: Scope, placeId: string): Promise<boolean> {
  if (isOffice(scope)) return true;
  const own = (await charges(scope)).filter((one) => one.personId === actorId(scope)).map((one) => one.placeId);
  return inGridOf(placeId, own, await places(scope), await placePoints(scope), await shapes(scope));
}
