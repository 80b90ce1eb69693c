import { may } from '#platform/permission';

/** Who may do what with meetings. Members of a body come with a seat and perhaps no role, so their seat is looked at besides. */
export const permissions = {
  look: may('meetings.look', 'anyone'),
  desk: may('meetings.desk', 'resident'),
  /** Preparing, calling and running a meeting. */
  run: may('meetings.run', 'secretary', 'worker'),
  /** Being there, asking to speak: members, and anybody where everybody may come. */
  take: may('meetings.take', 'resident'),
  /** Approving minutes: the chair or another member, never whoever wrote them. */
  approve: may('meetings.approve', 'resident'),
  /** Reporting what one promised. */
  report: may('meetings.report', 'resident'),
  /** Typing what was written on paper; three hands are needed where two differ. */
  type: may('meetings.type', 'secretary', 'worker', 'grid_worker', 'admin', 'supervisor'),
  clock: may('meetings.clock', 'system'),
} as const;
