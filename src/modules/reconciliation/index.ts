/**
 * Reconciliation: the charity's desk. What banks and payment channels say, line by line, beside what the books say; what
 * a fund pays its host by agreement; the closing of a month with whatever is still open shown to everybody. A statement
 * is evidence and never changes; what it is in the books is a link that can be taken back with a reason.
 */
export { bookFee, chargeFromLine, confirmAgreement, interestFromLine, writeAgreement } from './commands-fees.ts';
export { bringStatement } from './commands-files.ts';
export { goOnLanding, landStatement } from './commands-landing.ts';
export { confirmAll, inTransit, notOurs } from './commands-linking.ts';
export { closeBooks, letRead, nameOutside } from './commands-months.ts';
export { lines, outsides, statementFile, tally } from './queries.ts';
export { checks } from './queries-checks.ts';
export { closing } from './queries-months.ts';
