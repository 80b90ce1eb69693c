import { may } from '#platform/permission';

/** Who takes calls, sits on reception days and writes down what was spoken. */
export const permissions = {
  look: may('reception.look', 'anyone'),
  speak: may('reception.speak', 'anyone'),
  take: may('reception.take', 'worker', 'grid_worker', 'admin'),
  plan: may('reception.plan', 'worker', 'admin', 'secretary'),
  read: may('reception.read', 'worker', 'grid_worker', 'admin', 'secretary', 'supervisor', 'overseer'),
  system: may('reception.system', 'system'),
};
