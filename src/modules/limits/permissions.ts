import { may } from '#platform/permission';

/** Who sets limits and who stops one. What is kept and late is everybody's. */
export const permissions = {
  look: may('limits.look', 'anyone'),
  read: may('limits.read', 'worker', 'grid_worker', 'admin', 'secretary', 'supervisor', 'overseer'),
  handle: may('limits.handle', 'worker', 'grid_worker', 'admin'),
  rule: may('limits.rule', 'admin', 'secretary'),
  system: may('limits.system', 'system'),
};
