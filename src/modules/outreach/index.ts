/**
 * Outreach: the community and the units around it. Rounds of visits that find out what is there (F017), calls for a
 * resource to chosen partners with their answers tallied (F119), what firms offer and need (F065), and what they ask at
 * the service window, with its state and result (F064).
 */
export { answerCall, askMore, closeCall, openCall, remindPartners, takeUp } from './commands-calls.ts';
export { fileRequest, keepProfile, settleRequest, takeRequest, withdrawRequest } from './commands-firms.ts';
export { closeRound, enterResource, noteVisit, openRound, planVisits } from './commands-rounds.ts';
export { visitsOf } from './queries.ts';
export { checks } from './queries-checks.ts';
