import { may } from '#platform/permission';

export const permissions = {
  /** Bodies, seats and rules are public. */
  see: may('bodies.see', 'anyone'),
  /** The desk pages where bodies are kept. */
  keep: may('bodies.keep', 'secretary', 'worker', 'admin'),
  setUp: may('bodies.set_up', 'secretary', 'worker', 'admin'),
  seat: may('bodies.seat', 'secretary', 'worker', 'admin'),
  /** What a role is there for, as the space writes it. */
  charter: may('bodies.charter', 'secretary', 'admin'),
  give: may(
    'bodies.give',
    'admin',
    'worker',
    'grid_worker',
    'hub',
    'secretary',
    'supervisor',
    'treasurer',
    'finance',
    'overseer',
  ),
  activate: may('bodies.activate', 'secretary', 'worker', 'admin'),
  /** A member's own seat; whose it is, the command looks at. */
  member: may('bodies.member', 'resident'),
  clock: may('bodies.clock', 'system'),
  adoptRule: may('bodies.adopt_rule', 'secretary', 'worker', 'admin'),
} as const;
