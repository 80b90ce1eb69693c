import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'admin'] as const;

/** Who may do what with centres and hours. */
export const permissions = {
  look: may('centres.look', 'anyone'),
  read: may('centres.read', ...desk, 'secretary', 'supervisor', 'overseer'),
  keep: may('centres.keep', ...desk),
  own: may('centres.own', 'resident'),
  found: may('centres.found', 'worker', 'admin'),
};
