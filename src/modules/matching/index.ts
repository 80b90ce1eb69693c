/**
 * Matching: brings needs and resources together, says why (and of every other resource why not), and follows each
 * proposal until the taker says it arrived, or somebody says why not. The score knows nothing of what anybody gave,
 * how long anybody served or which points anybody has (F100); it is advice, people decide (PIPL Art. 24).
 */
export { accept, propose } from './commands.ts';
export { confirm, decline, failMatch, handAcross, handOver, withdraw } from './commands-delivery.ts';
export type { Answer, MatchedNeed, MatchedResource } from './queries.ts';
export { matchesForNeed, matchesForResource } from './queries.ts';
export type { OtherSide, Proposal, SideNames } from './queries-proposals.ts';
export { contactFor, proposal, proposalList, proposalsOf, proposalsOfPerson, sideNames } from './queries-proposals.ts';
export type { ProposalState } from './schema.ts';
