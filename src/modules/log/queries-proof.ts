import { consistencyProof, inclusionProof } from '#algorithms/merkle';
import { formatProof, parseNote } from '#algorithms/merkle-notes';
import type { Scope } from '#platform/scope';
import { type Told, tell } from './queries-sources.ts';
import { fromTiles, latestHead, leafOf } from './queries-tree.ts';
import { cosignatures } from './queries-witness.ts';
import { type LeafKind, leafKinds } from './schema.ts';

/** Everything a reader needs to prove one leaf without us. */
export interface Proven {
  readonly kind: LeafKind;
  readonly sourceId: string;
  readonly index: number;
  readonly size: number;
  /** The bytes that were hashed, as text. */
  readonly body: string;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint with every cosignature of it. */
  readonly checkpoint: string;
  readonly at: Date;
  /** The `.tlog-proof` file. */
  readonly file: string;
  /** What the row says now, and the words a commitment is about where they are public; null where the row is gone. */
  readonly now: Told | null;
}

/** Whether a word is one of the kinds of the closed list. */
export function isLeafKind(word: string): word is LeafKind {
  return leafKinds.some((kind) => kind === word);
}

/** Proves a source against the newest checkpoint; null while it is not in the log. */
export async function prove(scope: Scope, kind: LeafKind, sourceId: string): Promise<Proven | null> {
  const { db, spaceId } = scope;
  const leaf = await leafOf(db, spaceId, kind, sourceId);
  const head = leaf === null ? null : await latestHead(db, spaceId);
  if (leaf === null || head === null) return null;
  const hashes = await fromTiles(db, spaceId, head.size, (read) => inclusionProof(read, leaf.index, head.size));
  const checkpoint = await withCosignatures(scope, head.size, head.note);
  const text = /"text":"([0-9a-f]{64})"/.exec(leaf.body)?.[1] ?? null;
  const told = await tell(db, spaceId, kind, [sourceId], () => text);
  return {
    ...{ kind, sourceId, index: leaf.index, size: head.size, body: leaf.body, leafHash: leaf.hash, root: head.root },
    ...{ hashes, checkpoint, at: head.at },
    file: formatProof({ index: leaf.index, hashes, checkpoint, extra: Buffer.from(leaf.body) }),
    now: told.get(sourceId) ?? null,
  };
}

/** A checkpoint with the lines of the witnesses that signed exactly it. */
export async function withCosignatures(scope: Scope, size: number, note: string): Promise<string> {
  const lines = await cosignatures(scope, size);
  // A line that is no signature line would spoil the whole note for everybody.
  return lines.reduce((text, line) => (parseNote(text + line) === null ? text : text + line), note);
}

/** The proof that the log at `size` begins with the log at `old`. */
export function consistency(scope: Scope, old: number, size: number): Promise<Uint8Array[]> {
  if (old === 0 || old === size) return Promise.resolve([]);
  return fromTiles(scope.db, scope.spaceId, size, (read) => consistencyProof(read, old, size));
}
