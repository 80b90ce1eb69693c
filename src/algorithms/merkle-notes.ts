import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { hashBytes } from './merkle.ts';

/**
 * Signed notes, checkpoints and cosignatures as C2SP signed-note, tlog-checkpoint and tlog-cosignature (Ed25519), and
 * inclusion proofs as tlog-proof: texts that stock clients and independent witnesses read and write as well.
 */

/** What a signature line means: of a log over the note itself, or of a witness with the time it saw the log. */
export const signatureType = { ed25519: 1, cosignature: 4 } as const;

/** A public key with the name it signs under. */
export interface Vkey {
  readonly name: string;
  readonly id: number;
  /** The byte that says which kind of signature (1 a log's, 4 a witness's). */
  readonly type: number;
  /** The 32 bytes of the Ed25519 key. */
  readonly key: Uint8Array;
}

/** A key that signs: the seed of an Ed25519 key with its public side. */
export interface Signer {
  readonly vkey: Vkey;
  readonly seed: Uint8Array;
}

const keyBytes = 32;
const signatureBytes = 64;
const longestNote = 1_000_000;
const mostSignatures = 100;
/** No spaces of any script, no plus, nothing that does not print. */
const nameShape = /^[^\s+\p{Cc}]+$/u;

/** Strict base64 (RFC 4648, 4): null for anything that would be written differently. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : null;
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The number a key is known by besides its name. */
export function keyId(name: string, type: number, key: Uint8Array): number {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), key]), 'buffer').readUInt32BE(0);
}

/** A public key from its parts. */
export function makeVkey(name: string, type: number, key: Uint8Array): Vkey {
  return { name, type, key, id: keyId(name, type, key) };
}

const hex = (id: number): string => id.toString(16).padStart(8, '0');

/** `name+id+base64(type ‖ key)`, as clients are configured with it. */
export function formatVkey(vkey: Vkey): string {
  return `${vkey.name}+${hex(vkey.id)}+${toBase64(new Uint8Array([vkey.type, ...vkey.key]))}`;
}

/** Reads a public key; null where it is malformed, its number is not its own, or it is no Ed25519 key. */
export function parseVkey(text: string): Vkey | null {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (name === undefined || id === undefined || bytes === null || bytes.length !== 1 + keyBytes) return null;
  const vkey = makeVkey(name, bytes[0] ?? 0, bytes.subarray(1));
  const known: readonly number[] = Object.values(signatureType);
  return nameShape.test(name) && hex(vkey.id) === id && known.includes(vkey.type) ? vkey : null;
}

// The fixed beginning of an Ed25519 key in PKCS #8 and SPKI (RFC 8410); the raw bytes follow.
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

function privateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
}

function publicKey(key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicHead, key]), format: 'der', type: 'spki' });
}

/** A signing key from 32 random bytes. */
export function makeSigner(name: string, type: number, seed: Uint8Array): Signer {
  const spki = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
  return { seed, vkey: makeVkey(name, type, new Uint8Array(spki.subarray(publicHead.length))) };
}

/** One signature line of a note. */
export interface SignatureLine {
  readonly name: string;
  readonly id: number;
  /** What follows the four bytes of the id. */
  readonly signature: Uint8Array;
  /** The whole line with its newline. */
  readonly line: string;
}

/** A note taken apart; nothing in it is true before a signature was checked. */
export interface Note {
  /** With its final newline. */
  readonly body: string;
  readonly signatures: readonly SignatureLine[];
}

/** Reads signature lines; null where one is malformed. */
export function parseSignatures(text: string): SignatureLine[] | null {
  if (!text.endsWith('\n')) return null;
  const signatures: SignatureLine[] = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const [, name, encoded] = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
    const bytes = encoded === undefined ? null : fromBase64(encoded);
    if (name === undefined || bytes === null || bytes.length < 5 || !nameShape.test(name)) return null;
    signatures.push({
      ...{ name, id: Buffer.from(bytes).readUInt32BE(0), signature: bytes.subarray(4), line: `${line}\n` },
    });
  }
  return signatures.length > mostSignatures ? null : signatures;
}

const hasControls = (text: string): boolean => Buffer.from(text).some((byte) => byte < 0x20 && byte !== 0x0a);

/** Takes a note apart; null where it is none. */
export function parseNote(text: string): Note | null {
  if (text.length > longestNote || !text.isWellFormed() || hasControls(text)) return null;
  const split = text.lastIndexOf('\n\n');
  if (split < 0) return null;
  const signatures = parseSignatures(text.slice(split + 2));
  return signatures === null ? null : { body: text.slice(0, split + 1), signatures };
}

const signatureLine = (vkey: Vkey, signature: Uint8Array): string => {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(vkey.id);
  return `\u2014 ${vkey.name} ${toBase64(Buffer.concat([id, signature]))}\n`;
};

/** The signature line of a log over a body that ends in a newline. */
export function signNote(body: string, signer: Signer): string {
  return signatureLine(signer.vkey, sign(null, Buffer.from(body), privateKey(signer.seed)));
}

/** A note of a body and signature lines. */
export function formatNote(body: string, lines: readonly string[]): string {
  return `${body}\n${lines.join('')}`;
}

const cosignedText = (body: string, seconds: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`);

/** The line with which a witness says: at this time this was the largest tree I had seen of this log. */
export function cosign(body: string, signer: Signer, seconds: bigint): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = sign(null, cosignedText(body, seconds), privateKey(signer.seed));
  return signatureLine(signer.vkey, Buffer.concat([time, signature]));
}

/** A signature that was checked. */
export interface Verified {
  readonly vkey: Vkey;
  readonly line: string;
  /** When a witness signed (POSIX seconds); null for a log's own signature. */
  readonly seconds: bigint | null;
}

const latestTime = 2n ** 63n - 1n;

function verifyLine(body: string, line: SignatureLine, vkey: Vkey): Verified | null {
  const isCosignature = vkey.type === signatureType.cosignature;
  const bytes = Buffer.from(line.signature);
  if (bytes.length !== signatureBytes + (isCosignature ? 8 : 0)) return null;
  const seconds = isCosignature ? bytes.readBigUInt64BE(0) : null;
  if (seconds !== null && (seconds > latestTime || seconds === 0n)) return null;
  const signed = seconds === null ? Buffer.from(body) : cosignedText(body, seconds);
  return verify(null, signed, publicKey(vkey.key), bytes.subarray(-signatureBytes))
    ? { vkey, line: line.line, seconds }
    : null;
}

/**
 * The signatures of known keys, each checked; lines of unknown keys are passed over. Null where a known key's line
 * does not verify or no known key signed: such a note is not to be believed at all.
 */
export function verifyNote(note: Note, known: readonly Vkey[]): Verified[] | null {
  const verified: Verified[] = [];
  for (const line of note.signatures) {
    const vkey = known.find((one) => one.name === line.name && one.id === line.id);
    if (vkey === undefined || verified.some((one) => one.vkey === vkey)) continue;
    const checked = verifyLine(note.body, line, vkey);
    if (checked === null) return null;
    verified.push(checked);
  }
  return verified.length === 0 ? null : verified;
}

/** The head of a log at one size. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The body of a checkpoint, to be signed. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** Reads the body of a checkpoint; null where it is none. Extension lines are allowed and ignored. */
export function parseCheckpoint(body: string): Checkpoint | null {
  const lines = body.split('\n');
  const [origin = '', sizeText = '', rootText = ''] = lines;
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) return null;
  const root = fromBase64(rootText);
  const size = Number(sizeText);
  if (!/^(0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size) || root?.length !== hashBytes) return null;
  return { origin, size, root };
}

/** A proof that travels alone: the place of a leaf, the hashes up to the root, and the checkpoint itself. */
export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, as the log gave it. */
  readonly checkpoint: string;
  /** What the application needs besides; not proven by itself. */
  readonly extra?: Uint8Array | undefined;
}

const proofHeading = 'c2sp.org/tlog-proof@v1';

/** Writes a `.tlog-proof` file. */
export function formatProof(proof: LogProof): string {
  const lines = [
    proofHeading,
    ...(proof.extra === undefined ? [] : [`extra ${toBase64(proof.extra)}`]),
    `index ${proof.index}`,
    ...proof.hashes.map(toBase64),
    '',
    proof.checkpoint,
  ];
  return lines.join('\n');
}

/** Reads a `.tlog-proof` file; null where it is malformed. */
export function parseProof(text: string): LogProof | null {
  const split = text.indexOf('\n\n');
  if (split < 0) return null;
  const [heading, ...rest] = text.slice(0, split).split('\n');
  const extraText = rest[0]?.startsWith('extra ') === true ? rest.shift()?.slice(6) : undefined;
  const extra = extraText === undefined ? undefined : fromBase64(extraText);
  const [, indexText] = /^index (0|[1-9]\d*)$/.exec(rest.shift() ?? '') ?? [];
  const hashes = rest.map(fromBase64);
  const index = Number(indexText);
  const whole = hashes.filter((one) => one?.length === hashBytes).filter((one) => one !== null);
  if (heading !== proofHeading || extra === null || indexText === undefined || !Number.isSafeInteger(index))
    return null;
  if (whole.length !== hashes.length || hashes.length > 63) return null;
  return { index, hashes: whole, checkpoint: text.slice(split + 2), ...(extra === undefined ? {} : { extra }) };
}
