import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'admin'] as const;

/** Who may do what with resources. Whose resource or booking it is, the rules check besides. */
export const permissions = {
  look: may('resources.look', 'anyone'),
  offer: may('resources.offer', 'resident'),
  own: may('resources.own', 'resident'),
  reserve: may('resources.reserve', 'resident'),
  read: may('resources.read', ...desk, 'secretary', 'supervisor', 'overseer'),
  open: may('resources.open', 'worker', 'admin'),
  keep: may('resources.keep', ...desk),
  lend: may('resources.lend', ...desk),
  first: may('resources.first', 'worker', 'admin'),
  system: may('resources.system', 'system'),
};
