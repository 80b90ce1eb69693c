/**
 * The record: who did what (audit events), what caused what (causes), words that can be forgotten beside events
 * that can not (sealed bodies), public numbers, and messages that leave with the change they tell of.
 */
export type { Thing } from './commands.ts';
export { audit, auditRead, because, eraseSealed, isKnown, seal, unseal } from './commands.ts';
export type { SealedRow, TokenMemory } from './commands-batch.ts';
export { nextNumbers, sealAhead, tokenMemory, writeSealed } from './commands-batch.ts';

export type { Naming } from './commands-lists.ts';
export { closeSheet, keepSheet, leftOut, lockSheet, nameColumns } from './commands-lists.ts';
export { tell } from './commands-messages.ts';
export { nextNumber } from './commands-numbers.ts';

export { messagesTo } from './queries.ts';
export type { KeptFile } from './queries-files.ts';
export { filesAbout } from './queries-files.ts';
export { sheetListById, sheetLists, waitingSheet } from './queries-lists.ts';
export type { Kind } from './schema.ts';
export type { SheetList, SheetLists } from './schema-lists.ts';
