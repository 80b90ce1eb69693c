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
  /** Asking that a step is left out; whoever sits in the chair seconds it. */
  skip: may('decisions.skip', 'secretary'),
  /** The list of who decides what. */
  keepList: may('decisions.keep_list', 'secretary', 'worker', 'admin'),
  tend: may('decisions.tend', 'system'),
  withdraw: may('decisions.withdraw', 'secretary', 'worker', 'admin'),
  object: may('decisions.object', 'resident'),
  answer: may('decisions.answer', 'secretary', 'worker'),
  /** The host charity has the last word; a money role with its second factor. */
  host: may('decisions.host', 'finance'),
} as const;
