import { may } from '#platform/permission';

/** Who may do what with budgets; the committee decides by its seats. */
export const permissions = {
  look: may('budgets.look', 'anyone'),
  desk: may('budgets.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  write: may('budgets.write', 'secretary', 'treasurer', 'finance'),
  publish: may('budgets.publish', 'secretary', 'finance'),
  enact: may('budgets.enact', 'secretary', 'finance'),
  remind: may('budgets.remind', 'system'),
};
