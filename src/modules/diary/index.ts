/**
 * The diary of visits (民情日记): what a worker hears at a door, written there with one hand, with or without network.
 * Each thing said becomes a numbered matter of intake; what was done at once is done.
 */
export { keepVisit } from './commands.ts';
export { checks } from './queries-checks.ts';
