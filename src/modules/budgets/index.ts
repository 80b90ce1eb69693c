/**
 * Budgets: what a fund plans to spend in a year, line by line. Decided by the committee, public before the year begins,
 * amended only by versions with a reason. Decisions are spent under its lines, so that everyone sees for each what was
 * planned, set aside, spent and left.
 */
export { assignUse, enactBudget, publishBudget, submitBudget, writeBudget } from './commands.ts';
export { type BudgetView, budgetInForce, budgetView, plannedFor } from './queries.ts';
export { checks } from './queries-checks.ts';
