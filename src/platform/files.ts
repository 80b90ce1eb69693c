import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { normalise } from '#kernel/text';
import { type FileKind, isPicture, sniff } from './file-types.ts';
import type { Inside } from './scope.ts';

/** The largest upload that is taken, in bytes, unless a parameter says otherwise: 8 MB. */
export const largestUpload = 8 * 1024 * 1024;

/** A picture of more dots than this is a trap rather than a photograph. */
const mostPixels = 64_000_000;
const longestSide = 1600;
const thumbnailSide = 400;
const imageSeconds = 20;

/** A file as it lies in the data folder, found by the hash of what was kept (not of what was sent). */
export interface StoredFile {
  readonly sha256: string;
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly bytes: number;
  /** Dots; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Where a file lies below the data folder: two levels of folders, so that none holds too many. */
function pathOf(dataDir: string, sha256: string, suffix = ''): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the hash of a file');
  return join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256 + suffix);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Written beside its place and moved into it, so that a crash leaves no half file under a hash. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  if (await exists(path)) return;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, bytes, { mode: 0o600, flush: true });
  await rename(draft, path);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function tooLarge(bytes: Uint8Array, most: number): Result<never> | undefined {
  if (bytes.length === 0) return fail('files.empty');
  if (bytes.length <= most) return undefined;
  return fail('files.too_large', { params: { megabytes: Math.floor(most / (1024 * 1024)) } });
}

/** Opens a picture defensively: one frame, no more dots than allowed, nothing forgiven that is broken. */
function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).timeout({ seconds: imageSeconds });
}

/** Turned upright by its own note, transparent parts on white, and as JPEG, which every phone can show. */
async function redraw(bytes: Uint8Array, side: number): Promise<{ data: Uint8Array; width: number; height: number }> {
  const { data, info } = await open(bytes)
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * Keeps a photograph: drawn anew at most 1600 dots wide or high with a thumbnail of 400, so that nothing hidden in
 * the file survives, place of taking included. Refuses by code: `files.empty`, `files.too_large` (with `megabytes`),
 * `files.not_an_image`, `files.too_many_pixels` (with `megapixels`).
 */
export async function storeImage(
  dataDir: string,
  bytes: Uint8Array,
  most: number = largestUpload,
): Promise<Result<StoredFile>> {
  const refused = tooLarge(bytes, most);
  if (refused !== undefined) return refused;
  if (!isPicture(bytes)) return fail('files.not_an_image');
  const seen = await open(bytes)
    .metadata()
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  const pixels = seen instanceof Error ? 0 : seen.width * seen.height;
  if (pixels > mostPixels || (seen instanceof Error && /pixel limit/i.test(seen.message)))
    return fail('files.too_many_pixels', { params: { megapixels: mostPixels / 1_000_000 } });
  if (seen instanceof Error) return fail('files.not_an_image');
  const drawn = await redraw(bytes, longestSide).catch(() => undefined);
  if (drawn === undefined) return fail('files.not_an_image');
  const sha256 = hashOf(drawn.data);
  await keep(pathOf(dataDir, sha256, '.small'), (await redraw(drawn.data, thumbnailSide)).data);
  await keep(pathOf(dataDir, sha256), drawn.data);
  const { width, height } = drawn;
  return ok({ sha256, kind: 'image', mediaType: 'image/jpeg', bytes: drawn.data.length, width, height });
}

/**
 * Keeps an attachment or a voice note unchanged: PDF, XLSX, DOCX, CSV or plain text, and sound, told by their
 * contents rather than their name. Refuses by code: `files.empty`, `files.too_large` (with `megabytes`),
 * `files.not_a_document`, `files.not_audio`.
 */
export async function storeDocument(
  dataDir: string,
  bytes: Uint8Array,
  wanted: 'document' | 'audio' = 'document',
  most: number = largestUpload,
): Promise<Result<StoredFile>> {
  const refused = tooLarge(bytes, most);
  if (refused !== undefined) return refused;
  const type = sniff(bytes);
  if (type?.kind !== wanted) return fail(wanted === 'audio' ? 'files.not_audio' : 'files.not_a_document');
  const sha256 = hashOf(bytes);
  await keep(pathOf(dataDir, sha256), bytes);
  return ok({ sha256, ...type, bytes: bytes.length, width: null, height: null });
}

/** The bytes of a kept file, or of the thumbnail of a picture; undefined when it is gone (erased, or never there). */
export async function readStored(
  dataDir: string,
  sha256: string,
  size: 'full' | 'small' = 'full',
): Promise<Uint8Array | undefined> {
  const bytes = await readFile(pathOf(dataDir, sha256, size === 'small' ? '.small' : '')).catch(() => undefined);
  // Buffers share their memory with others; a plain array can be handed to a Response.
  return bytes === undefined ? undefined : new Uint8Array(bytes);
}

/** Removes a file for good; the caller knows that no other row refers to the same contents. */
export async function removeStored(dataDir: string, sha256: string): Promise<void> {
  await rm(pathOf(dataDir, sha256), { force: true });
  await rm(pathOf(dataDir, sha256, '.small'), { force: true });
}

/** A name that a file may be kept and offered under: no folders, no unseen characters, at most 100 characters. */
export function fileName(name: string): string {
  const last =
    normalise(name)
      .split(/[/\\\n]/)
      .at(-1) ?? '';
  const tidy = last.replace(/["<>|:*?]/g, '').replace(/^[.\s]+/, '');
  const [, stem = tidy, ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/.exec(tidy) ?? [];
  return [...stem].slice(0, 90).join('') + ending;
}

/**
 * The headers a kept file is served with. Pictures and sound show on the page; everything else is offered for
 * saving and never opened by the browser as a page of ours.
 */
export function storedHeaders(file: { readonly kind: FileKind; readonly mediaType: string; readonly name: string }): {
  readonly [name: string]: string;
} {
  const name = encodeURIComponent(fileName(file.name)).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  const how = file.kind === 'document' ? 'attachment' : 'inline';
  return {
    'content-type': file.mediaType,
    'content-disposition': name === '' ? how : `${how}; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  };
}

/** An upload, and what it is about. */
export interface Filing {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly kind: FileKind;
  readonly visibility: 'public' | 'office' | 'sensitive';
  readonly about?: { readonly kind: string; readonly id: string };
}

/**
 * Keeps an upload and its row in the running command's transaction; the contents are written first, since a file
 * without a row harms nobody. The codes are those of `storeImage` and `storeDocument`.
 */
export async function storeFile(scope: Inside, filing: Filing): Promise<Result<StoredFile & { readonly id: string }>> {
  const { dataDir } = scope.platform;
  const stored =
    filing.kind === 'image'
      ? await storeImage(dataDir, filing.bytes)
      : await storeDocument(dataDir, filing.bytes, filing.kind);
  if (!stored.ok) return stored;
  const id = newId(scope.now());
  const actor = scope.actor?.personId;
  await scope.db
    .insertInto('stored_file')
    .values({
      space_id: scope.spaceId,
      id,
      sha256: stored.value.sha256,
      kind: stored.value.kind,
      media_type: stored.value.mediaType,
      bytes: stored.value.bytes,
      width: stored.value.width,
      height: stored.value.height,
      name: fileName(filing.name),
      visibility: filing.visibility,
      about_kind: filing.about?.kind ?? null,
      about_id: filing.about?.id ?? null,
      uploaded_by: actor === undefined || actor === '' ? null : actor,
      at: scope.now(),
    })
    .execute();
  return ok({ ...stored.value, id });
}
