/**
 * Results: what came of it, said by those served and by the one who spoke. A verdict is no end: "not solved" opens the
 * need again, and a change it proposes is answered in public and, adopted, is the next version of the plan. The public
 * trace follows one thread from words to verdict, with every amount, vote, hour and day.
 */
export { giveVerdict, recordVerdict } from './commands.ts';
export { askPeople } from './commands-asking.ts';
export { answerChange } from './commands-changes.ts';
export { noteUnreached } from './commands-unreached.ts';
export type { ClosedLoop } from './queries.ts';
export {
  askedVoices,
  closedLoops,
  toAsk,
  verdictCounts,
} from './queries.ts';
export { ratesByUnit } from './queries-rates.ts';
export { judgesSince } from './queries-takers.ts';
