/**
 * Stewardship: the life of a fund after it is opened. Money given for one thing only changes its purpose by the consent of
 * those who gave it or after public notice; a fund is wound up by its agreement with books that end at nothing; quiet
 * funds are noticed in time; the figures that tell whether a fund will last; charitable trusts as references.
 */
export { approveMove, carryMove, enactMove } from './commands-course.ts';
export { planAction } from './commands-gap.ts';
export { answerAsGiver } from './commands-giver.ts';
export {
  answerMoveObjection,
  objectToMove,
  proposeMove,
  putToVote,
  recordAnswer,
  windUp,
} from './commands-moves.ts';
export { addTrust, addTrustReport, linkTrust } from './commands-trusts.ts';
export { watchFunds } from './commands-watch.ts';
export { answersOf, askingAbout, move, watches } from './queries.ts';
export { checks } from './queries-checks.ts';
export { askedWords } from './rules-words.ts';
