/**
 * Activities: small things neighbours do together. Somebody who was served is invited, leads an afternoon with a
 * little money of a micro-fund, neighbours sign up to come or to help, and certified hours are counted in the books of
 * hours beside money, never as money. Invitations make the tree of who brought whom; the loop shows how many of those
 * who were served came back to serve.
 */
export { allowActivity, changeActivity, declineActivity, openActivity } from './commands.ts';
export { cancelActivity, enactActivity, enactAll, settleActivity } from './commands-course.ts';
export { certifyHours, takeBackHours } from './commands-hours.ts';
export type { InvitationWords } from './commands-invitations.ts';
export { answerInvitation, invitationWords, invite, withdrawInvitation } from './commands-invitations.ts';
export { reportActivity } from './commands-report.ts';
export { leaveActivity, signUp } from './commands-signups.ts';
export type { ActivityFilter } from './queries.ts';
export { activities, activity, invitation, invitationsFor, signupOf, signupsOf, upcoming } from './queries.ts';
export type { HoursOf, Led, TracedActivity } from './queries-hours.ts';
export { activitiesBecause, hoursOf } from './queries-hours.ts';
export type { LoopFigures } from './queries-loop.ts';
export { bringings, checks, loopFigures } from './queries-loop.ts';
export type { Branch, Bringing } from './rules.ts';
export { growTree } from './rules.ts';
export type { Activity, ActivityState, HourLine, Invitation, Signup } from './schema.ts';
