/**
 * Activities: small things neighbours do together. Somebody who was served is invited, leads an afternoon with a
 * little money of a micro-fund, neighbours sign up to come or to help, and certified hours are counted in the books of
 * hours beside money, never as money. Invitations make the tree of who brought whom; the loop shows how many of those
 * who were served came back to serve.
 */
export { allowActivity, openActivity } from './commands.ts';
export { cancelActivity, enactActivity, settleActivity } from './commands-course.ts';
export { certifyHours } from './commands-hours.ts';
export { answerInvitation, invite } from './commands-invitations.ts';
export { reportActivity } from './commands-report.ts';
export { signUp } from './commands-signups.ts';
export { activities, activity, invitation, invitationsFor, signupsOf, upcoming } from './queries.ts';
export type { Led } from './queries-hours.ts';
export { activitiesBecause, hoursOf } from './queries-hours.ts';
export { checks } from './queries-loop.ts';
export { takersSince } from './queries-takers.ts';
export type { Activity } from './schema.ts';
