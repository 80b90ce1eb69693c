/**
 * Mediation (F186): somebody neutral whom both sides trust, sessions, an agreement, and a look afterwards whether it holds.
 * Names and words are sealed; only the mediator and the administrators open them.
 */
export { agree, endMediation, holdSession, lookAfter, openMediation, trust } from './commands.ts';
export { checks } from './queries-checks.ts';
