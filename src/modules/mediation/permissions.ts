import { may } from '#platform/permission';

/** Who may know of mediations. What is said in one, its mediator and the administrators open alone. */
export const permissions = {
  read: may('mediation.read', 'worker', 'grid_worker', 'admin', 'secretary', 'hub'),
  keep: may('mediation.keep', 'worker', 'grid_worker', 'admin', 'secretary', 'hub'),
};
