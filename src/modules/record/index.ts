/**
 * The record: who did what (audit events), what caused what (causes), words that can be forgotten beside events
 * that can not (sealed bodies), public numbers, and messages that leave with the change they tell of.
 */
export type { Event, SealedWords, Thing } from './commands.ts';
export { audit, auditRead, because, blindTokens, eraseSealed, seal, unseal } from './commands.ts';
export type { TokenMemory } from './commands-batch.ts';
export { nextNumbers, sealMany, tokenMemory } from './commands-batch.ts';
export type { Message } from './commands-messages.ts';
export { tell } from './commands-messages.ts';
export { nextNumber } from './commands-numbers.ts';
export type { Link, OutboxLine } from './queries.ts';
export { causesOf, effectsOf, messagesTo } from './queries.ts';
export type { KeptFile } from './queries-files.ts';
export { filesAbout, keptFile } from './queries-files.ts';
export type { Kind } from './schema.ts';
