/**
 * Questionnaires: what residents think, asked one question at a time, once each over every way. Answers are kept apart from
 * who answered and looked at by nobody before the end; groups too small to be told are hidden in what is published. What
 * counts units and shelves is the survey of resources (`outreach`); what decides is a vote (`votes`).
 */
export { closeQuestionnaire, openQuestionnaire, withdrawQuestionnaire, writeQuestionnaire } from './commands.ts';
export { answerInvited, answerQuestionnaire, enterPaper, stirQuestionnaires } from './commands-answers.ts';
export { invitationCodes, issueCodes } from './commands-codes.ts';
export { editQuestion, writeQuestion } from './commands-questions.ts';
export { keepText, releaseText, textToMatter } from './commands-texts.ts';
export { questionnaire } from './queries.ts';
export { checks } from './queries-checks.ts';
export type { OwnQuestionnaire } from './queries-mine.ts';
export { ownQuestionnaires, questionnairesWaiting } from './queries-mine.ts';
export { responseOf, results, writtenTexts } from './queries-results.ts';
export type { Questionnaire } from './schema.ts';
