import { may } from '#platform/permission';

/** Who may do what with merchants' agreements. The till asks for its own code, which is looked at there. */
export const permissions = {
  look: may('partners.look', 'anyone'),
  till: may('partners.till', 'anyone'),
  take: may('partners.take', 'resident'),
  desk: may('partners.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  /** Writing down what a body made of an organisation. */
  assess: may('partners.assess', 'worker', 'secretary'),
  clock: may('partners.clock', 'system'),
  keep: may('partners.keep', 'worker', 'secretary', 'finance'),
  state: may('partners.state', 'secretary', 'finance'),
};
