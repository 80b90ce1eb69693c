/**
 * Limits (F171): by class within hours or days, working ones where it says so; stopped only with a reason; and how many
 * were kept, were solved and satisfied, unit by unit, each with its formula.
 */
export { addRule, pauseLimit } from './commands.ts';
export { watchLimits } from './commands-watch.ts';
export { dueFor, limitOf } from './queries.ts';
export { checks } from './queries-checks.ts';
