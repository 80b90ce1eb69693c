import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The ways bytes are packed for the wire, the better one first. */
const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * How a reader wants bytes packed; null for as they are. Only what is the same for every reader is ever packed: style,
 * scripts and kept pages, which hold no key and no name of whoever asks. A page made for one reader goes out plain,
 * since its length, packed, would tell a listener who can have it repeat words of his choosing what else stands in it.
 */
export function encodingFor(accepts: string): Encoding | null {
  if (accepts === '') return null;
  const wanted = accepts.split(',').map((one) =>
    one
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  );
  const named = (encoding: Encoding) => wanted.find(([name]) => name === encoding);
  const refused = (parts: readonly string[]) => parts.some((part) => /^q=0(\.0*)?$/.test(part));
  return encodings.find((encoding) => !refused(named(encoding) ?? ['q=0'])) ?? null;
}

/** Packs bytes once for many readers. */
export function pack(bytes: Uint8Array, encoding: Encoding, pains: 'quick' | 'small'): Uint8Array<ArrayBuffer> {
  // A page is packed while its reader waits, a millisecond for what style and scripts take fifty for.
  const quality = pains === 'small' ? constants.BROTLI_MAX_QUALITY : 5;
  const packed =
    encoding === 'br'
      ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
      : gzipSync(bytes);
  return new Uint8Array(packed);
}
