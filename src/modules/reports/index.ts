/**
 * Reports: what is told to everyone. A month or a quarter on one page, published as a version that is never changed and
 * corrected by the next; the poster for the board; what went round in a year; the books as a journal for hledger, and
 * grants to organisations in the words of 360Giving.
 */
export { publishReport, showReport } from './commands.ts';
export { checks } from './queries-checks.ts';
export { grantsJson, writeHledger } from './queries-exports.ts';
