/**
 * Reception: the one queue's doors where a worker listens. Calls, letters, the opinion box, petitions, reception days, and
 * a minute of voice that somebody writes down.
 */

export { takeCall } from './commands.ts';
export { closeReception, planReception } from './commands-days.ts';
export { forgetNotes, speakNote, writeNote } from './commands-notes.ts';
export { voiceNotes } from './queries.ts';
export { checks } from './queries-checks.ts';
