import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'admin'] as const;

/** Who may do what with problems. */
export const permissions = {
  read: may('problems.read', ...desk, 'hub', 'secretary', 'supervisor', 'overseer'),
  keep: may('problems.keep', ...desk, 'secretary'),
};
