import { may } from '#platform/permission';

/** Who may do what with votes. Nobody may look into a box. */
export const permissions = {
  look: may('votes.look', 'anyone'),
  cast: may('votes.cast', 'resident'),
  desk: may('votes.desk', 'admin', 'worker', 'grid_worker', 'secretary', 'supervisor', 'overseer'),
  write: may('votes.write', 'admin', 'secretary', 'worker'),
  announce: may('votes.announce', 'admin', 'secretary'),
  roll: may('votes.roll', 'admin', 'worker', 'secretary'),
  paper: may('votes.paper', 'admin', 'worker', 'grid_worker', 'secretary', 'supervisor'),
  close: may('votes.close', 'admin', 'secretary'),
  residence: may('votes.residence', 'admin', 'worker', 'grid_worker'),
  list: may('votes.list', 'admin', 'worker'),
  tend: may('votes.tend', 'system'),
};
