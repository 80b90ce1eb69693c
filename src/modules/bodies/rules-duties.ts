import type { Role } from '#platform/scope';
import type { Area } from './schema.ts';

/** What each role is there for (F046): government guides, the office carries, the charity handles the money. */
export const roleAreas: Readonly<Record<Role, readonly Area[]>> = {
  admin: ['telling'],
  worker: ['listening', 'needs', 'carrying', 'facilities', 'services', 'telling', 'linking'],
  grid_worker: ['listening', 'needs', 'carrying'],
  hub: ['services', 'linking', 'carrying'],
  secretary: ['deciding', 'telling', 'linking'],
  supervisor: ['watching'],
  treasurer: ['spending'],
  finance: ['giving', 'spending'],
  overseer: ['watching', 'linking'],
};
