import { emptyRoot, hashBytes, sameHash, verifyConsistency } from './merkle.ts';
import { cosign, fromBase64, parseCheckpoint, parseNote, type Signer, type Vkey, verifyNote } from './merkle-notes.ts';

/**
 * A witness as C2SP tlog-witness: it remembers the largest tree it saw of each log and signs only what continues it.
 * Pure: what it answers and what it must remember before it answers.
 */

/** A log that a witness follows: the keys it believes, and the last checkpoint it signed. */
export interface Followed {
  readonly origin: string;
  readonly vkeys: readonly Vkey[];
  /** 0 before the first. */
  readonly size: number;
  readonly root: Uint8Array;
}

/** An answer to a submitted checkpoint, with what is to be kept first; `alarm` is set where a log contradicts itself. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: string;
  readonly seen?: { readonly size: number; readonly root: Uint8Array; readonly note: string };
  readonly alarm?: {
    readonly origin: string;
    readonly size: number;
    readonly knownSize: number;
    readonly note: string;
  };
}

const mostHashes = 63;
const plain = 'text/plain; charset=utf-8';
const refuse = (status: 400 | 403 | 404 | 422, body: string): WitnessAnswer => ({
  status,
  type: plain,
  body: `${body}\n`,
});

interface Submission {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}

function readSubmission(text: string): Submission | null {
  const split = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, split)).split('\n');
  const [, old] = /^old (0|[1-9]\d*)$/.exec(first) ?? [];
  const proof = lines.map(fromBase64);
  const whole = proof.filter((one) => one !== null && one.length === hashBytes).filter((one) => one !== null);
  if (old === undefined || !Number.isSafeInteger(Number(old))) return null;
  if (whole.length !== proof.length || proof.length > mostHashes) return null;
  return { old: Number(old), proof: whole, note: text.slice(split + 2) };
}

/** Answers `POST add-checkpoint`. `seconds` is the POSIX time it signs with. */
export function answerSubmission(
  text: string,
  followed: (origin: string) => Followed | null,
  signer: Signer,
  seconds: bigint,
): WitnessAnswer {
  const sent = readSubmission(text);
  const note = sent === null ? null : parseNote(sent.note);
  const head = note === null ? null : parseCheckpoint(note.body);
  if (sent === null || note === null || head === null) return refuse(400, 'malformed');
  const log = followed(head.origin);
  if (log === null) return refuse(404, 'unknown log');
  if (verifyNote(note, log.vkeys) === null) return refuse(403, 'no trusted signature');
  if (sent.old > head.size) return refuse(400, 'old size beyond the checkpoint');
  if (sent.old !== log.size) return { status: 409, type: 'text/x.tlog.size', body: `${log.size}\n` };
  const alarm = { origin: head.origin, size: head.size, knownSize: log.size, note: sent.note };
  if (!continues(sent, head, log)) {
    // Two roots of one size under one signature are a proof by themselves; a bad proof can come from anybody.
    const proven = head.size === log.size && head.size > 0 && !sameHash(head.root, log.root);
    return { ...refuse(422, 'inconsistent'), ...(proven ? { alarm } : {}) };
  }
  const line = cosign(note.body, signer, seconds);
  const signed = note.signatures.filter((one) => log.vkeys.some((key) => key.name === one.name && key.id === one.id));
  const kept = `${note.body}\n${signed.map((one) => one.line).join('')}${line}`;
  return { status: 200, type: plain, body: line, seen: { size: head.size, root: head.root, note: kept } };
}

function continues(sent: Submission, head: { size: number; root: Uint8Array }, log: Followed): boolean {
  if (head.size === 0) return sameHash(head.root, emptyRoot) && sent.proof.length === 0;
  if (sent.old === 0) return sent.proof.length === 0;
  return verifyConsistency(sent.old, head.size, sent.proof, log.root, head.root);
}
