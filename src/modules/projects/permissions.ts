import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'secretary', 'admin'] as const;

/** Who may do what with projects. Whoever carries one out (the leader, the provider's people) is looked at by itself. */
export const permissions = {
  look: may('projects.look', 'anyone'),
  draft: may('projects.draft', ...desk),
  submit: may('projects.submit', ...desk),
  enact: may('projects.enact', ...desk, 'finance'),
  take: may('projects.take', 'resident'),
  keep: may('projects.keep', ...desk),
  read: may('projects.read', ...desk, 'supervisor', 'treasurer', 'finance', 'overseer'),
};
