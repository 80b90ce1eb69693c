import { may } from '#platform/permission';

/** Who may do what with rounds. What wins is decided by the residents' votes and the published rule, by nobody here. */
export const permissions = {
  look: may('budgeting.look', 'anyone'),
  propose: may('budgeting.propose', 'resident'),
  desk: may('budgeting.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  write: may('budgeting.write', 'admin', 'secretary'),
  check: may('budgeting.check', 'admin', 'worker', 'secretary'),
  lead: may('budgeting.lead', 'secretary', 'admin'),
  tend: may('budgeting.tend', 'system'),
};
