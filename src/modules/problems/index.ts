/**
 * Problems behind needs (F019): how many they touch, how much they press, their causes as a tree with the main ones
 * marked, and their rank among each other. Where a space has switched it on, a project's plan orders its steps by it.
 */

export { addCause, linkNeed, markCause, openProblem } from './commands.ts';
export { causes, problemsOfNeeds } from './queries.ts';
export { checks } from './queries-checks.ts';
