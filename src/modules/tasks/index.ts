/**
 * Tasks: the one clock. Promises to residents, legal dates, notice periods and rhythms are due dates with a rule,
 * an owner, a reminder and an escalation.
 */

export { closeTask, openTask } from './commands.ts';
export { addTask } from './commands-desk.ts';

export { hasOpenTask, openTasks } from './queries.ts';
export type { PromiseDay } from './queries-today.ts';
export { countPromises, holdersOf, promisesDue } from './queries-today.ts';
export { AddTask, roles } from './schema.ts';
