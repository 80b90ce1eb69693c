/**
 * Partners: commerce and public welfare. By agreement a shop gives neighbours a discount and the fund a share. A code
 * works once, on a phone or on paper, and nobody learns whose it was; each month that is over is drawn up, its share
 * falls due as a promise, and the charity books it as a gift. The shop sees what it did.
 */
export { agree, endAgreement } from './commands.ts';
export { assess } from './commands-assessing.ts';
export { printCodes, redeemCode, takeBackUse, takeCode } from './commands-codes.ts';
export { receiveShare, stateMonths } from './commands-statements.ts';
export { agreements, ownCodes, printedCodes, statementsOf, sumsBetween } from './queries.ts';
export type { AssessmentPart } from './queries-assessing.ts';
export { assessmentPart } from './queries-assessing.ts';
export { checks } from './queries-checks.ts';
