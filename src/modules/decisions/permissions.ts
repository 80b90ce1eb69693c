import { may } from '#platform/permission';

export const permissions = {
  /** Procedures are public. */
  see: may('decisions.see', 'anyone'),
  /** The desk pages: members come with a seat and perhaps no role, so their seat is looked at besides. */
  desk: may('decisions.desk', 'resident'),
  propose: may('decisions.propose', 'secretary', 'worker', 'admin'),
  /** Voting and standing aside belong to a seat, which the rules check. */
  vote: may('decisions.vote', 'resident'),
  /** Writing down at a meeting what members voted. */
  record: may('decisions.record', 'secretary', 'worker'),
  close: may('decisions.close', 'secretary', 'worker'),
  withdraw: may('decisions.withdraw', 'secretary', 'worker', 'admin'),
  object: may('decisions.object', 'resident'),
  answer: may('decisions.answer', 'secretary', 'worker'),
  /** The host charity has the last word; a money role with its second factor. */
  host: may('decisions.host', 'finance'),
} as const;
