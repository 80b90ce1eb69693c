import { may } from '#platform/permission';

/** Who may do what with campaigns. What was filed, and that it may begin, is for the charity to say. */
export const permissions = {
  look: may('campaigns.look', 'anyone'),
  desk: may('campaigns.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  plan: may('campaigns.plan', 'worker', 'secretary', 'finance'),
  file: may('campaigns.file', 'finance'),
  tell: may('campaigns.tell', 'secretary', 'finance'),
  target: may('campaigns.target', 'secretary', 'finance'),
};
