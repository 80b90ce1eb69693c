/**
 * Bodies: who decides in a neighbourhood. Committees, the joint sitting of both committees, councils; their seats by
 * kind with holders and terms; and the rules they decide by, as dated versions that are never rewritten. Who may vote
 * on an item is asked here by seat, not by role.
 */
export { activateBody, addSeat, adoptRule, setUpBody } from './commands.ts';
export { bodies, body, ruleInForce, rules, seatOf, seatsHeldBy, seatsToday } from './queries.ts';

export type { Body, BodyKind, Rule, RuleKind, Seat, SeatKind, VotingRule } from './schema.ts';
export { seatKinds } from './schema.ts';
export { seatKindName } from './schema-words.ts';
