/**
 * The public log: what was committed becomes a leaf of a Merkle tree, after the commit and without anybody waiting.
 * Tiles, signed checkpoints and proofs come out of it in formats that stock clients and witnesses read (C2SP). Rooms
 * write nothing here: triggers note what has to become a leaf (`0160_log.sql`), and the sequencer takes it.
 */
export { sequence } from './commands-sequence.ts';
export { addWitness, submitCheckpoints } from './commands-witness.ts';
export { checks } from './queries-checks.ts';
export { keysOfLog } from './queries-witness.ts';
