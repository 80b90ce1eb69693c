/**
 * Intake: what residents say, in whatever way, as numbered matters. One door for words: whether it is a need, an
 * opinion, a complaint or an idea is the worker's question. The words are sealed beside the matter and opened case by
 * case, each opening audited; promises to residents are public in number and day, never in words.
 */

export type { Slip } from './commands.ts';
export {
  closeMatter,
  commentMatter,
  noteMatter,
  reopenMatter,
  say,
  solveMatter,
  sortMatter,
  takeMatter,
  withdrawMatter,
  writeDown,
} from './commands.ts';
export { learnClassesNow } from './commands-classes.ts';
export { endEscalations, escalateLate, passUp, sayWord } from './commands-escalations.ts';
export { matterHanded, openMatter, wordsWritten } from './commands-handing.ts';
export { findHotMatters } from './commands-hot.ts';
export {
  batchSize,
  landBatch,
  landSheet,
  readingContext,
  unknownRows,
  uploadSheet,
} from './commands-import.ts';
export { allowWords, joinMatter, markMatter, partMatter, undoStep, wordsAllowed } from './commands-joining.ts';
export { sealedAhead } from './commands-landing.ts';
export {
  answerMatter,
  breakPromise,
  keepPromise,
  movePromise,
  tellSpeaker,
} from './commands-promises.ts';

export { matterFor } from './commands-steps.ts';
export type { Matter } from './queries.ts';
export {
  matter,
  matterFigures,
  matterHeadlines,
  matterList,
  matterNumbered,
  matters,
  matterWords,
  personsBehind,
} from './queries.ts';
export { checks } from './queries-checks.ts';
export { currentModel, guessClass } from './queries-classes.ts';
export type { Up } from './queries-escalations.ts';
export { upOf } from './queries-escalations.ts';
export { monthForm } from './queries-month.ts';
export { mattersByPlace } from './queries-places.ts';
export type { Promised } from './queries-record.ts';
export { bySlip, matterRecord, promiseCounts, promiseLedger, promisesOf, voiceOf } from './queries-record.ts';
export { pairTokens, similarHits, similarMatters } from './queries-similar.ts';
export { stateWords } from './queries-words.ts';
export type { ReadMessages } from './rules-import.ts';
export { readMessages } from './rules-import.ts';
export { reportCsv } from './rules-report.ts';
export { understander } from './rules-understand.ts';
export type { LandingRow } from './schema.ts';
export { largestSay, longestWords, onTheSpot, Say } from './schema.ts';
