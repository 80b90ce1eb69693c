/**
 * Statutes: the register of laws and local rules with how long they are good and what stands on them, and the pact of the
 * community, which people sign of their own will. What is over warns wherever it is used; a reminder of the pact is a
 * friendly word between the office and one person, and no other room ever reads it.
 */
export { addStatute } from './commands.ts';
export { recordSignature, remindOfPact, signPact, writePact } from './commands-pact.ts';
export { staleUnder } from './queries.ts';
export { checks } from './queries-checks.ts';
