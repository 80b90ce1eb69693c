import { may } from '#platform/permission';

/** Who keeps grids and the map. Persons in charge are open to the office; everybody sees the roles. */
export const permissions = {
  look: may('grids.look', 'anyone'),
  read: may('grids.read', 'worker', 'grid_worker', 'admin', 'secretary', 'supervisor', 'overseer'),
  /** Places themselves are the places' own: their permission is asked again by their commands. */
  edit: may('grids.edit', 'worker', 'admin'),
  keep: may('grids.keep', 'worker', 'admin', 'secretary'),
};
