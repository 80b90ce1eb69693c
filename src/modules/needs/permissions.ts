import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'admin'] as const;

/** Who may do what with needs. */
export const permissions = {
  look: may('needs.look', 'anyone'),
  speak: may('needs.speak', 'anyone'),
  voice: may('needs.voice', 'resident'),
  read: may('needs.read', ...desk, 'hub', 'secretary', 'supervisor', 'overseer'),
  draft: may('needs.draft', ...desk),
  check: may('needs.check', ...desk),
  clock: may('needs.clock', 'system'),
  keep: may('needs.keep', ...desk),
  classes: may('needs.classes', 'worker', 'admin'),
  list: may('needs.list', 'worker', 'admin'),
};
