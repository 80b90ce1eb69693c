import { may } from '#platform/permission';

/** Who may do what about supervision. A supervisor comes with a seat on a watching body, which the rules look at. */
export const permissions = {
  look: may('supervision.look', 'anyone'),
  give: may('supervision.give', 'resident'),
  /** Deciding whether a case may be opened: the office, never who asked. */
  decide: may('supervision.decide', 'admin', 'worker'),
  answer: may('supervision.answer', 'worker', 'secretary', 'finance'),
} as const;
