import { may } from '#platform/permission';

const desk = ['worker', 'grid_worker', 'hub', 'admin'] as const;

/** Who may do what at donation points and on the second-hand market. */
export const permissions = {
  look: may('exchange.look', 'anyone'),
  post: may('exchange.post', 'resident'),
  read: may('exchange.read', ...desk, 'secretary', 'supervisor', 'overseer'),
  keep: may('exchange.keep', ...desk),
  found: may('exchange.found', 'worker', 'admin'),
};
