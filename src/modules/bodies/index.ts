/**
 * Bodies: who decides in a neighbourhood. Committees, the joint sitting of both committees, councils; their seats by
 * kind with holders and terms; and the rules they decide by, as dated versions that are never rewritten. Who may vote
 * on an item is asked here by seat, not by role.
 */
export { activateBody, addSeat, setUpBody } from './commands.ts';
export { giveTask, writeCharter } from './commands-charters.ts';
export { declareInterest } from './commands-interests.ts';
export { adoptRule, enactRule, ruleFault } from './commands-rules.ts';
export { nameSubstitute, setDuties, tellAbsence } from './commands-seats.ts';
export { bodies, body, rule, ruleInForce, rules } from './queries.ts';
export { dutyFault } from './queries-duties.ts';
export { declaredTies } from './queries-interests.ts';
export { actingSeats, seatOf, seatsHeldBy, seatsNamedFor, seatsToday } from './queries-seats.ts';
export { acting } from './rules.ts';

export type {
  Body,
  BodyKind,
  Level,
  Rule,
  RuleKind,
  RuleText,
  Seat,
  SeatKind,
  TieWay,
  VotingRule,
} from './schema.ts';
export {
  areas,
  bodyKinds,
  levels,
  RuleInput,
  readFraction,
  seatKinds,
  tieWays,
} from './schema.ts';
export { areaOptions, bodyKindName, levelName, seatKindName } from './schema-words.ts';
