import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'admin'] as const;

/** Who may do what between the community and the units around it. For which unit somebody speaks, the rules check besides. */
export const permissions = {
  look: may('outreach.look', 'anyone'),
  own: may('outreach.own', 'resident'),
  read: may('outreach.read', ...desk, 'secretary', 'supervisor', 'overseer'),
  visit: may('outreach.visit', ...desk),
  keep: may('outreach.keep', 'worker', 'admin'),
  system: may('outreach.system', 'system'),
};
