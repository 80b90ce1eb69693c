import { may } from '#platform/permission';

/** Who may do what with topics. */
export const permissions = {
  look: may('topics.look', 'anyone'),
  /** Putting one forward, standing behind one, arguing. */
  speak: may('topics.speak', 'resident'),
  desk: may('topics.desk', 'admin', 'worker', 'secretary', 'supervisor', 'overseer'),
  /** Onto an agenda, answering, taking an argument from view. */
  handle: may('topics.handle', 'worker', 'secretary'),
} as const;
