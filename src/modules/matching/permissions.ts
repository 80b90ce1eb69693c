import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'admin'] as const;

/** Who may do what with proposals. Whose proposal it is, the rules check besides. */
export const permissions = {
  own: may('matching.own', 'resident'),
  read: may('matching.read', ...desk, 'secretary', 'supervisor', 'overseer'),
  propose: may('matching.propose', ...desk),
  look: may('matching.look', 'anyone'),
  batch: may('matching.batch', 'worker', 'admin'),
  system: may('matching.system', 'system'),
};
