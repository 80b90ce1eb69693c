/**
 * Budgeting: money whose use residents decide. Money and rules are published, everybody brings ideas, somebody says what
 * each costs and whether it can be done, residents vote, a published rule counts and explains itself; then come objections
 * and the host charity's answer, and what was chosen is carried out as projects.
 */
export { openVoting, publishRound, writeRound } from './commands.ts';
export { beginAcceptance, countRound, enactRound } from './commands-count.ts';
export { checkIdea, ideaFromNeed, mergeIdea, proposeIdea } from './commands-ideas.ts';
export { tellProgress } from './commands-progress.ts';
export { countOfRound, ideas, round } from './queries.ts';
export { checks } from './queries-checks.ts';
export { ownRounds } from './queries-mine.ts';
