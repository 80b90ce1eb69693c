/**
 * Results: what came of it, said by those served and by the one who spoke. A verdict is no end: "not solved" opens the
 * need again, and a change it proposes is answered in public and, adopted, is the next version of the plan. The public
 * trace follows one thread from words to verdict, with every amount, vote, hour and day.
 */
export { askPeople, giveByCode, giveVerdict, recordVerdict } from './commands.ts';
export { answerChange, proposeChange } from './commands-changes.ts';
export type { AskedFilter, ChangeFilter, ClosedLoop, ToAsk } from './queries.ts';
export {
  askedVoices,
  change,
  changeCount,
  changes,
  closedLoops,
  toAsk,
  verdictCounts,
  verdictsAbout,
  verdictsOf,
} from './queries.ts';
export { traceOf } from './queries-trace.ts';
export type { TraceSums } from './rules-trace.ts';
export { traceMinutes, traceSums } from './rules-trace.ts';
export type { Asked, Change, Counts, Reason, Verdict, VerdictWord, Way } from './schema.ts';
export type { Trace, TraceKind } from './schema-trace.ts';
