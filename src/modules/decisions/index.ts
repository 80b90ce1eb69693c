/**
 * Decisions: one engine for every procedure. A grant, a provider's admission, a micro grant and a change are ordered
 * steps, each taken by a body under the rule in force: votes counted exactly and explained, members with an interest
 * standing aside, results published and objections answered, the host charity last. What passes issues the ledger's
 * authorisation; the room that owns the matter enacts it.
 */
export { propose, startProcedure, withdraw } from './commands.ts';
export { draftPlan, proposePlan, proposeRule, writePlanStep } from './commands-amend.ts';
export { addCompetence } from './commands-competences.ts';
export { answerStep, askSkip, putOffStep, secondSkip, tellStep, tiePoll } from './commands-course.ts';
export { answerAsHost, answerObjection, raiseObjection } from './commands-objections.ts';
export { interestOf } from './commands-steps.ts';
export { castVote, closeStep, declareRecusal, recordVotes } from './commands-votes.ts';
export { procedure, proceduresOf, running } from './queries.ts';
export { checks } from './queries-checks.ts';
export type { Awaited } from './queries-desk.ts';
export { awaited } from './queries-desk.ts';
export { procedureRows } from './queries-list.ts';
export { openStep, votesNeeded } from './rules.ts';
export type {
  Ground,
  Motion,
  Procedure,
} from './schema.ts';
