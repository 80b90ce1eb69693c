/**
 * The ledger: one double-entry engine for every commodity (yuan in fen, hours in minutes, goods in pieces). Accounts,
 * balanced entries that are never rewritten, what decisions authorise, what is set aside for them, and who approved
 * each order. The rules stand in the database's own functions (`0030_ledger.sql`); rooms post through this door.
 */

export {
  approveOrder,
  authorise,
  bookHours,
  enterEntry,
  holdMoney,
  openAccount,
  postEntry,
  releaseHold,
  reverseEntry,
} from './commands.ts';

export { closeMonth } from './commands-months.ts';
export { proposeOpening } from './commands-openings.ts';
export { accounts, approvalsOf, authorisation, balances, hoursGiven, liveAuthorisations } from './queries.ts';
export { checks, ledgerChecks } from './queries-checks.ts';
export { type Move, moves } from './queries-entries.ts';
export { stocks } from './queries-goods.ts';
export { type JournalAccount, type JournalEntry, readJournal } from './queries-journal.ts';
export { closedMonth, closedMonths, monthToClose, openMonths, sealedText, trialBalance } from './queries-months.ts';
export { facetFlow, type MonthFlow, monthlyFlow, statement, statementOf } from './queries-statement.ts';
export type {
  Authorisation,
  Commodity,
  Standing,
  StatementLine,
} from './schema.ts';
