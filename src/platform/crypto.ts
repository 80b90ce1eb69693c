import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { access, chmod, link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The keys of one installation, made at first start and kept beside the data, readable by nobody else. */
export interface Keys {
  /** Id of the key new texts are sealed with; older ones stay for opening. */
  readonly current: number;
  readonly sealing: ReadonlyMap<number, Uint8Array>;
  /** For codes and numbers that are looked up without being kept readable. */
  readonly hashing: Uint8Array;
  /** For the signing of session cookies. */
  readonly session: string;
  /** Seeds of the Ed25519 keys that sign the public logs, oldest first; the last one signs, the one before it as well. */
  readonly log: readonly Uint8Array[];
}

interface KeyFile {
  readonly version: 1;
  readonly keys: readonly { readonly id: number; readonly key: string }[];
}

const fileName = 'keys.json';
/** Beside the other keys and apart from them: these change on another day, and a copy of them signs in our name. */
const logFileName = 'log-keys.json';

/**
 * Reads the key file of a data folder; the first call makes it (0600). Losing it means losing all sealed texts. To
 * change keys, add `{id, key}` at the end of the file: new texts are sealed with the last, old ones open with theirs.
 * Erasing a person means deleting their sealed texts; no key per person is needed, since nothing else holds the words.
 */
export async function loadKeys(dataDir: string): Promise<Keys> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, fileName);
  const file = await readKeyFile(path);
  const logFile = await readKeyFile(join(dataDir, logFileName));
  const [first] = file.keys;
  const last = file.keys.at(-1);
  if (first === undefined || last === undefined) throw new Error(`unreadable key file ${path}`);
  const root = Buffer.from(first.key, 'base64');
  return {
    current: last.id,
    sealing: new Map(file.keys.map(({ id, key }) => [id, derive(Buffer.from(key, 'base64'), 'sealing')])),
    hashing: derive(root, 'hashing'),
    session: Buffer.from(derive(root, 'session')).toString('base64url'),
    log: logFile.keys.map(({ key }) => new Uint8Array(Buffer.from(key, 'base64'))),
  };
}

async function readKeyFile(path: string): Promise<KeyFile> {
  await makeKeyFile(path);
  // The file is ours; a broken one must stop the start rather than seal or sign with something else.
  const file = JSON.parse(await readFile(path, 'utf8')) as KeyFile;
  if (file.version !== 1 || !Array.isArray(file.keys) || file.keys.length === 0)
    throw new Error(`unreadable key file ${path}`);
  return file;
}

/**
 * Adds a new key for the public logs and returns how many there are. Running servers take it at their next start;
 * from then on checkpoints carry both signatures, so that whoever knew the old key comes to know the new one.
 */
export async function rotateLogKey(dataDir: string): Promise<number> {
  const path = join(dataDir, logFileName);
  const file = await readKeyFile(path);
  const keys = [...file.keys, { id: (file.keys.at(-1)?.id ?? 0) + 1, key: randomBytes(32).toString('base64') }];
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify({ version: 1, keys } satisfies KeyFile), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  await rename(draft, path);
  return keys.length;
}

/**
 * Written in full beside its place and linked into it: the link fails where a file is, so two starts at once can't
 * make two different keys, and a crash can't leave half a file.
 */
async function makeKeyFile(path: string): Promise<void> {
  const content: KeyFile = { version: 1, keys: [{ id: 1, key: randomBytes(32).toString('base64') }] };
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await access(path);
    await chmod(path, 0o600);
    return;
  } catch {
    await writeFile(draft, JSON.stringify(content), { mode: 0o600, flag: 'wx', flush: true });
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}

function derive(root: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', root, '', `linli ${purpose}`, 32));
}

const nonceBytes = 12;
const tagBytes = 16;

const prepared = new WeakMap<Uint8Array, KeyObject>();

/** A key as the ciphers take it soonest: handed over as bare bytes, it costs twice what the sealing itself does. */
function keyObject(key: Uint8Array): KeyObject {
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key);
  prepared.set(key, made);
  return made;
}

/**
 * Seals a text with AES-256-GCM. The context (`space/table/id`) is authenticated with it, so that a sealed text
 * moved to another row does not open. Layout: key id (1 byte), nonce, tag, ciphertext.
 */
export function sealText(keys: Keys, plain: string, context: string): Uint8Array {
  const key = keys.sealing.get(keys.current);
  if (key === undefined) throw new Error('no sealing key');
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyObject(key), nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([keys.current]), nonce, cipher.getAuthTag(), body]);
}

/** Opens a sealed text; throws when it was changed or moved, or its key is gone. */
export function openText(keys: Keys, sealed: Uint8Array, context: string): string {
  const bytes = Buffer.from(sealed);
  const key = keys.sealing.get(bytes[0] ?? 0);
  if (key === undefined) throw new Error('the key of a sealed text is gone');
  const nonce = bytes.subarray(1, 1 + nonceBytes);
  const tag = bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyObject(key), nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
  return decipher.update(bytes.subarray(1 + nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

/** A keyed hash for looking things up (phones, card codes) without keeping them readable. */
export function hashCode(keys: Keys, text: string): string {
  return createHmac('sha256', keys.hashing).update(text).digest('base64url');
}

/** A short keyed hash of one search token, bound to its space: equal words in two spaces do not show as equal. */
export function blindToken(keys: Keys, spaceId: string, token: string): string {
  return hmac(keys.hashing, `${spaceId}\u0000${token}`).slice(0, 11);
}

const blockBytes = 64;
const hashBytes = 32;
const longestShort = 512;

/** Room for the two messages that are hashed under a key, each begun by the padded key. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const pads = new WeakMap<Uint8Array, Pads>();

/**
 * HMAC-SHA-256 (RFC 2104) out of two one-shot hashes in kept room: the same value as `createHmac` gives, in a tenth of
 * its time, which counts when a long list brings hundreds of thousands of tokens.
 */
function hmac(key: Uint8Array, text: string): string {
  // A code unit takes three bytes at most.
  if (text.length * 3 > longestShort) return createHmac('sha256', key).update(text).digest('base64url');
  const { inner, outer } = pads.get(key) ?? padsOf(key);
  const end = blockBytes + inner.write(text, blockBytes);
  outer.write(hash('sha256', inner.subarray(0, end), 'binary'), blockBytes, 'latin1');
  return hash('sha256', outer, 'base64url');
}

function padsOf(key: Uint8Array): Pads {
  const made = {
    inner: Buffer.concat([pad(key, 0x36), Buffer.alloc(longestShort)]),
    outer: Buffer.concat([pad(key, 0x5c), Buffer.alloc(hashBytes)]),
  };
  pads.set(key, made);
  return made;
}

function pad(key: Uint8Array, filler: number): Buffer {
  const block = Buffer.alloc(blockBytes, filler);
  key.forEach((byte, at) => {
    block[at] = byte ^ filler;
  });
  return block;
}
