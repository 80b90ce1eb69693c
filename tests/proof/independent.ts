import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * A second client, written from the texts alone (RFC 6962; C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof,
 * tlog-cosignature) in another manner than ours: recursion over whole trees, BigInt sizes, nothing shared.
 */
const digest = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hasher = createHash('sha256');
  for (const part of parts) hasher.update(part);
  return hasher.digest();
};

/** MTH of RFC 6962, 2.1, over hashes of leaves. */
export function mth(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return digest();
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const k = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return digest(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

/** PATH of RFC 6962, 2.1.1. */
export function auditPath(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const k = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return m < k
    ? [...auditPath(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...auditPath(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

export const hashLeaf = (entry: Buffer): Buffer => digest(Buffer.of(0), entry);

interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Buffer;
  /** Names of the keys whose signatures hold. */
  readonly signers: readonly string[];
}

/** Opens a checkpoint: body, then every signature line against the keys. */
export function openCheckpoint(note: string, vkeys: readonly string[]): Checkpoint {
  const [, body = '', lines = ''] = /^([\s\S]*?\n)\n((?:\u2014 .*\n)+)$/u.exec(note) ?? [];
  const [origin = '', size = '', root = ''] = body.split('\n');
  const signers: string[] = [];
  for (const line of lines.trimEnd().split('\n')) {
    const [, name = '', encoded = ''] = line.split(' ');
    const bytes = Buffer.from(encoded, 'base64');
    for (const vkey of vkeys) {
      const first = vkey.indexOf('+');
      const material = Buffer.from(vkey.slice(first + 10), 'base64');
      const id = digest(`${name}\n`, material).subarray(0, 4);
      if (vkey.slice(0, first) !== name || !id.equals(bytes.subarray(0, 4))) continue;
      if (vkey.slice(first + 1, first + 9) !== id.toString('hex')) throw new Error('a key with another number');
      const key = createPublicKey({
        format: 'jwk',
        key: { kty: 'OKP', crv: 'Ed25519', x: material.subarray(1).toString('base64url') },
      });
      const isWitness = material[0] === 4;
      const time = isWitness ? bytes.readBigUInt64BE(4) : 0n;
      const message = isWitness ? `cosignature/v1\ntime ${time}\n${body}` : body;
      if (verify(null, Buffer.from(message), key, bytes.subarray(isWitness ? 12 : 4))) signers.push(name);
    }
  }
  return { origin, size: BigInt(size), root: Buffer.from(root, 'base64'), signers };
}

const place = (n: bigint): string => {
  const digits = n.toString().padStart(Math.ceil(n.toString().length / 3) * 3, '0');
  const parts = digits.match(/\d{3}/g) ?? [];
  return parts.map((part, at) => (at === parts.length - 1 ? part : `x${part}`)).join('/');
};

const piece = (level: string, n: bigint, width: bigint): string =>
  `tile/${level}/${place(n)}${width === 256n ? '' : `.p/${width}`}`;

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'gzip, identity' } });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Fetches the entries of a log. */
export async function fetchEntries(base: string, size: bigint): Promise<Buffer[]> {
  const entries: Buffer[] = [];
  for (let n = 0n; n * 256n < size; n += 1n) {
    const width = size - n * 256n < 256n ? size - n * 256n : 256n;
    let rest = await fetchBytes(`${base}/${piece('entries', n, width)}`);
    while (rest.length > 0) {
      const length = rest.readUInt16BE();
      entries.push(rest.subarray(2, 2 + length));
      rest = rest.subarray(2 + length);
    }
  }
  return entries;
}

/** Fetches one level of tiles as hashes. */
export async function fetchLevel(base: string, level: number, size: bigint): Promise<Buffer[]> {
  const count = size / 256n ** BigInt(level);
  const hashes: Buffer[] = [];
  for (let n = 0n; n * 256n < count; n += 1n) {
    const width = count - n * 256n < 256n ? count - n * 256n : 256n;
    const bytes = await fetchBytes(`${base}/${piece(String(level), n, width)}`);
    for (let at = 0; at < bytes.length; at += 32) hashes.push(bytes.subarray(at, at + 32));
  }
  return hashes;
}

/** Reads a `.tlog-proof` and computes the root it leads to by walking up from the leaf. */
export function openProof(text: string): { index: bigint; path: Buffer[]; checkpoint: string; extra: Buffer } {
  const [heading, extra = '', indexLine = '', ...rest] = text.split('\n');
  if (heading !== 'c2sp.org/tlog-proof@v1') throw new Error('no proof');
  const blank = rest.indexOf('');
  return {
    index: BigInt(indexLine.slice('index '.length)),
    path: rest.slice(0, blank).map((line) => Buffer.from(line, 'base64')),
    checkpoint: rest.slice(blank + 1).join('\n'),
    extra: Buffer.from(extra.slice('extra '.length), 'base64'),
  };
}
