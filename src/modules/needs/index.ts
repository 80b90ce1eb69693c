/**
 * Needs: checked, quantified demand, numbered and public. The public words stand apart from the private ones, which
 * stay sealed with the matters behind; each voice behind a need hears what became of it. Nothing here can read gifts,
 * hours or points (F100).
 */

export { checkNeed, draftNeed, editNeed } from './commands.ts';
export { askAboutStale, confirmNeed, noMore, stillNeeded } from './commands-asking.ts';
export { addClass, retireClass } from './commands-classes.ts';
export { addMet, markNeed, mergeNeeds, splitNeed, withdrawNeed } from './commands-course.ts';
export { keepGroups } from './commands-groups.ts';
export { landNeeds, uploadNeeds } from './commands-list.ts';
export { attachVisit, joinNeed, meToo, notMe, partBySlip, partNeed, speak } from './commands-voices.ts';
export type { Need, NeedRow } from './queries.ts';
export {
  need,
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
export { metNeedIds, needFigures, needGroups, needRises } from './queries-figures.ts';
export { sealedGroups } from './queries-groups.ts';
export {
  classChoices,
  classNames,
  classOptions,
  classWords,
  similarAmong,
  visitsOf,
} from './queries-more.ts';
export { voicesSince } from './queries-takers.ts';
export { inClass } from './rules.ts';
export { meanOfThree, otherGroups, publicGroups } from './rules-figures.ts';
