import { may } from '#platform/permission';

export const permissions = {
  /** The log is everybody's to read, whole. */
  look: may('log.look', 'anyone'),
  /** Who watches is chosen by the office and seen by everybody. */
  watch: may('log.watch', 'admin', 'supervisor', 'overseer'),
  appoint: may('log.appoint', 'admin'),
};
