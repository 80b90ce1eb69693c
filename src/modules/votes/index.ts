/**
 * Votes of residents: who may vote as of a day, found without any identity number; one ballot for each of them over every
 * way, telephone, card, counter, paper or with help; secret, sealed in every channel until the end, counted so that
 * everybody can count along. What a vote decides is carried out by the room whose matter it is.
 */
export { announcePoll, announceRound, withdrawPoll, writePoll } from './commands.ts';
export { castBallot } from './commands-cast.ts';
export { closePoll, markCounted, stirBoxes } from './commands-close.ts';
export { uploadOwners, uploadResidents } from './commands-lists.ts';
export { beginPile, readPile } from './commands-paper.ts';
export { checkByNeighbours, checkPlace } from './commands-residence.ts';
export { addOwner, givePaper, markPaper } from './commands-roll.ts';
export { ballotFile, ballotsOf, openPolls, poll, turnout } from './queries.ts';
export { checks } from './queries-checks.ts';
export type { OwnPoll, WaitingPoll } from './queries-mine.ts';
export { ownPolls, pollsWaiting } from './queries-mine.ts';
export { votersSince } from './queries-takers.ts';
