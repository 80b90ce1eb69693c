import { may } from '#platform/permission';

export const permissions = {
  look: may('organisations.look', 'anyone'),
  desk: may('organisations.desk', 'admin', 'worker', 'grid_worker', 'hub', 'secretary', 'overseer'),
  register: may('organisations.register', 'admin', 'worker', 'hub'),
  members: may('organisations.members', 'admin', 'worker', 'hub'),
  admit: may('organisations.admit', 'admin', 'secretary'),
  honour: may('organisations.honour', 'admin', 'worker'),
  sweep: may('organisations.sweep', 'system'),
};
