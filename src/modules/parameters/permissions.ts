import { may } from '#platform/permission';

export const permissions = {
  /** The rules of a space are everybody's to read. */
  look: may('parameters.look', 'anyone'),
  desk: may(
    'parameters.desk',
    'admin',
    'worker',
    'grid_worker',
    'hub',
    'secretary',
    'supervisor',
    'treasurer',
    'finance',
    'overseer',
  ),
  set: may('parameters.set', 'admin'),
};
