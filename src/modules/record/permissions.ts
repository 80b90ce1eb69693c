import { may } from '#platform/permission';

export const permissions = {
  audit: may('record.audit', 'admin', 'supervisor', 'overseer'),
  outbox: may('record.outbox', 'admin'),
};
