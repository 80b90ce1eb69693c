import { may } from '#platform/permission';

/** Who reads the books at the desk, and who closes a month. */
export const permissions = {
  read: may('ledger.read', 'admin', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  close: may('ledger.close', 'treasurer', 'finance'),
  open: may('ledger.open', 'treasurer', 'finance', 'secretary'),
};
