import { z } from 'zod';
import { id, text } from '#platform/input';

/** Everything that can become a leaf. */
export const leafKinds = [
  'account',
  'authorisation',
  'consultation',
  'decision',
  'document',
  'entry',
  'key',
  'outcome',
  'parameter',
  'poll',
  'promise',
  'report',
  'rule',
  'tally',
  // Reserved: whatever the code that reads the rows does not know by name. It says an id and nothing else.
  'unlisted',
] as const;
export type LeafKind = (typeof leafKinds)[number];

/** The head of a log as it was signed. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, without cosignatures. */
  readonly note: string;
  readonly at: Date;
}

/** What one run of the sequencer did. */
export interface Sequenced {
  /** How many leaves were added. */
  readonly added: number;
  /** Whether something waits for a transaction that is still under way, or another sequencer was at work. */
  readonly waiting: boolean;
}

/** A witness that is asked to sign, and how it answered last. */
export interface Witness {
  readonly id: string;
  readonly name: string;
  readonly vkey: string;
  readonly url: string;
  readonly signedAt: Date | null;
  readonly signedSize: number | null;
  /** The last refusal, where it came after the last signature. */
  readonly refusal: string | null;
}

export const AddWitness = z.object({ vkey: text(300), url: text(300) });
export const EndWitness = z.object({ id: id(), reason: text(200) });
