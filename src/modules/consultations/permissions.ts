import { may } from '#platform/permission';

/** Who may do what with consultations. */
export const permissions = {
  look: may('consultations.look', 'anyone'),
  /** Whether one may speak without signing in, each consultation says itself. */
  comment: may('consultations.comment', 'anyone'),
  /** Standing behind a comment, taking one's own back, wishing to be told. */
  stand: may('consultations.stand', 'resident'),
  desk: may('consultations.desk', 'admin', 'worker', 'grid_worker', 'secretary', 'supervisor', 'overseer'),
  /** What came on paper, at a meeting, on the telephone. */
  writeDown: may('consultations.write_down', 'admin', 'worker', 'grid_worker', 'secretary'),
  /** The draft, opening it, answering, publishing, taking a comment from view. */
  handle: may('consultations.handle', 'worker', 'secretary'),
  tend: may('consultations.tend', 'system'),
} as const;
