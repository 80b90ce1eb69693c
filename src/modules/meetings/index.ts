/**
 * Meetings: an agenda sent in time, who came, each item debated and put to the vote by rule, minutes that another member
 * approves, and what was promised there followed until it is reported. A meeting held for form's sake is marked so.
 */
export { addItem, callMeeting, planMeeting } from './commands.ts';
export { answerItem, closeCirculation, recordAnswers } from './commands-circulation.ts';
export { closeDebate, endItem, endMeeting, markPresence, openMeeting, startItem } from './commands-course.ts';
export { askTurn, beginTurn } from './commands-floor.ts';
export { addFollowup, approveMinutes, reportFollowup, writeMinutes } from './commands-minutes.ts';
export { prepareMonthly } from './commands-monthly.ts';
export { moveMotion, takeVote } from './commands-motions.ts';
export { enterSheet } from './commands-paper.ts';
export { standAside } from './commands-recusals.ts';
export type { OnAgenda } from './queries.ts';
export { agendasOf, followups, itemsOf, meetings, meetingTitle, motionsOf, sittingsOn, turnsOf } from './queries.ts';
export { checks } from './queries-checks.ts';
