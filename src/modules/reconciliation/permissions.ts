import { may } from '#platform/permission';

/** Who may do what at the charity's desk: the officer compares and books; others of the money desk look on. */
export const permissions = {
  look: may('reconciliation.look', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  lines: may('reconciliation.lines', 'treasurer', 'finance'),
  bring: may('reconciliation.bring', 'treasurer', 'finance'),
  match: may('reconciliation.match', 'treasurer', 'finance'),
  make: may('reconciliation.make', 'finance'),
  accounts: may('reconciliation.accounts', 'finance'),
  agree: may('reconciliation.agree', 'secretary', 'treasurer', 'finance'),
  close: may('reconciliation.close', 'finance'),
  chart: may('reconciliation.chart', 'finance'),
  letRead: may('reconciliation.letRead', 'admin'),
  land: may('reconciliation.land', 'system'),
  public: may('reconciliation.public', 'anyone'),
};
