import { may } from '#platform/permission';

/** Who may do what with reports. */
export const permissions = {
  look: may('reports.look', 'anyone'),
  desk: may('reports.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  publish: may('reports.publish', 'secretary', 'finance'),
  show: may('reports.show', 'worker', 'secretary', 'finance'),
};
