/**
 * Supervision: what both committees, the residents' council and the supervisory committee say of projects, payments,
 * decisions and funds. Every suggestion and objection is owed an answer; an objection holds the money back until then, and
 * silence lapses.
 */
export { answerOpinion, giveOpinion } from './commands.ts';
export { askCase, grantCase, openCase, refuseCase } from './commands-cases.ts';
export { obstacleTo } from './queries.ts';
export { heardOn } from './queries-part.ts';
export { watchersSince } from './queries-takers.ts';
