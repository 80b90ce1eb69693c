/**
 * Matching: brings needs and resources together, says why (and of every other resource why not), and follows each
 * proposal until the taker says it arrived, or somebody says why not. The score knows nothing of what anybody gave,
 * how long anybody served or which points anybody has (F100); it is advice, people decide (PIPL Art. 24).
 */
export { accept, propose } from './commands.ts';
export { askBatch } from './commands-batch.ts';
export { confirm, decline, failMatch, handAcross, handOver, withdraw } from './commands-delivery.ts';
export { noShow, rate, reschedule } from './commands-life.ts';
export { confirmPair, refusePair } from './commands-pairs.ts';
export { firstNeeds, firstResources, matchesForNeed, matchesForResource } from './queries.ts';
export { hasPlans, pairsOfRun } from './queries-batch.ts';
export { checks } from './queries-checks.ts';
export { contactFor, proposal, proposalsOf, proposalsOfPerson } from './queries-proposals.ts';
