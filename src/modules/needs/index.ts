/**
 * Needs: checked, quantified demand, numbered and public. The public words stand apart from the private ones, which
 * stay sealed with the matters behind; each voice behind a need hears what became of it. Nothing here can read gifts,
 * hours or points (F100).
 */

export { checkNeed, draftNeed, editNeed } from './commands.ts';
export { addMet, confirmNeed, markNeed, mergeNeeds, splitNeed, withdrawNeed } from './commands-course.ts';
export type { LoadedNeed } from './commands-loading.ts';
export { attachVisit, joinNeed, meToo, notMe, partNeed, speak } from './commands-voices.ts';
export type { Need, NeedRow } from './queries.ts';
export {
  need,
  needAge,
  needList,
  needOfMatter,
  needRow,
  needsById,
  needsOfPerson,
  openNeeds,
  voiceCounts,
  voicesOf,
} from './queries.ts';
export { checks } from './queries-checks.ts';
export type { ClassWord, NeedEvent } from './queries-more.ts';
export {
  classNames,
  classOptions,
  classWords,
  needEvents,
  needFigures,
  needLinks,
  similarNeeds,
  visitsOf,
} from './queries-more.ts';
export { inClass } from './rules.ts';
export type { NeedState, Urgency } from './schema.ts';
