import { may } from '#platform/permission';

export const permissions = {
  audit: may('record.audit', 'admin', 'supervisor', 'overseer'),
  outbox: may('record.outbox', 'admin'),
  send: may('record.send', 'system'),
  /** One's own messages. */
  own: may('record.own', 'resident'),
  /** Files that a page shows to everyone. */
  files: may('record.files', 'anyone'),
  /** Files of the office; what is sensitive is opened in the room it belongs to, case by case. */
  officeFiles: may(
    'record.office_files',
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
};
