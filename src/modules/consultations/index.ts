/**
 * Consultations: a draft in sections put before everybody, what they say on it through every way, an answer to each
 * comment, and "you said, we did" beside the new text. What is out is never rewritten.
 */
export {
  openConsultation,
  tendConsultations,
  withdrawConsultation,
  writeConsultation,
  writeText,
} from './commands.ts';
export { answerComments, publish } from './commands-answers.ts';
export { follow, hideComment, say, supportComment, takeBack, writeDown } from './commands-comments.ts';
export { commentsOn } from './queries.ts';
export type { OwnConsultation } from './queries-answers.ts';
export { commentersSince, ownConsultations } from './queries-answers.ts';
export { checks } from './queries-checks.ts';
export { consultedOn, ownConsultationWords } from './queries-words.ts';
