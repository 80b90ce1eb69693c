import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseCheckpoint, parseNote, parseVkey } from '#algorithms/merkle-notes';
import { type Tile, tilePath, tilesOf, tileWidth } from '#algorithms/merkle-tiles';

/** Nothing could be verified: the log is out of reach. */
export class Unreachable extends Error {
  readonly url: string;
  constructor(url: string, reason: string) {
    super(reason);
    this.url = url;
  }
}

const patience = 30_000;
const tries = 6;
const atOnce = 8;
/** How long a row may wait for its leaf: twice what is promised, and then some. */
const leafPatience = 15_000;

/** Asks for one file; null where it is not there. Waits where the server asks for it. */
export async function ask(url: string): Promise<Uint8Array | null> {
  let reason = '';
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      if (response.status === 404) return null;
      reason = `HTTP ${response.status}`;
      await response.body?.cancel();
      await delay(response.status === 429 ? 10_000 : 500 * attempt);
    } catch (error) {
      reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
      await delay(300 * attempt);
    }
  }
  throw new Unreachable(url, reason);
}

/** The address of the log behind the address of a space or of the log itself. */
export function logAddress(url: string): string {
  const plain = url.replace(/\/+$/, '');
  return plain.endsWith('/log') ? plain : `${plain}/log`;
}

/** A witness whose view is compared with ours. */
export interface NamedWitness {
  readonly vkey: string;
  readonly url: string;
}

/**
 * Brings a log and its public ledger into a folder, file by file under the names of C2SP tlog-tiles. What an
 * interrupted run has fetched is not fetched again. Witnesses are asked first and the checkpoint last, so that whatever
 * they saw must be in it.
 */
export async function download(
  base: string,
  folder: string,
  witnesses: readonly NamedWitness[],
  progress: (done: number, all: number) => void,
  wait: number = leafPatience,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const save = (path: string, bytes: Uint8Array): void => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.part`, bytes);
    renameSync(`${target}.part`, target);
  };
  const keys = await ask(`${base}/keys`);
  const first = await ask(`${base}/checkpoint`);
  if (keys === null || first === null) throw new Unreachable(base, 'HTTP 404');
  save('keys', keys);
  const listed = Buffer.from((await ask(`${base}/witnesses`)) ?? []).toString();
  await askWitnesses(headOf(first)?.origin ?? '', [...readWitnesses(listed), ...witnesses], save);
  const wanted = await downloadLedger(base, folder);
  const checkpoint = await checkpointWith(base, wanted, wait);
  save('checkpoint', checkpoint);
  await downloadTiles(base, folder, headOf(checkpoint)?.size ?? 0, save, progress);
}

/** Reads `vkey url` lines. */
export function readWitnesses(text: string): NamedWitness[] {
  return text.split('\n').flatMap((line) => {
    const [vkey, url] = line.split(' ');
    return vkey === undefined || url === undefined ? [] : [{ vkey, url }];
  });
}

const headOf = (bytes: Uint8Array) => parseCheckpoint(parseNote(Buffer.from(bytes).toString())?.body ?? '');

/** What each witness last saw, kept as `witness/<n>`: its key and address, then its checkpoint; empty when away. */
async function askWitnesses(
  origin: string,
  witnesses: readonly NamedWitness[],
  save: (path: string, bytes: Uint8Array) => void,
): Promise<void> {
  const hash = createHash('sha256').update(origin).digest('hex');
  for (const [at, { vkey, url }] of witnesses.entries()) {
    if (parseVkey(vkey) === null) continue;
    const text = await fetch(`${url}/${hash}/checkpoint`, { signal: AbortSignal.timeout(5000) })
      .then((response) => (response.ok ? response.text() : ''))
      .catch(() => '');
    save(`witness/${at}`, Buffer.from(`${vkey} ${url}\n${text}`));
  }
}

/** Fetches the ledger from where the last run was interrupted; gives how many leaves it needs. */
async function downloadLedger(base: string, folder: string): Promise<number> {
  const part = join(folder, 'ledger.jsonl.part');
  let from = 0;
  if (existsSync(part)) {
    const kept = readFileSync(part, 'latin1');
    // Only whole answers of earlier runs count; each ends with a line.
    from = kept.endsWith('\n') ? kept.split('\n').length - 1 : 0;
    if (from === 0) writeFileSync(part, '');
  }
  for (;;) {
    const bytes = await ask(`${base}/ledger.jsonl?from=${from}`);
    if (bytes === null) throw new Unreachable(base, 'ledger.jsonl');
    const text = Buffer.from(bytes).toString();
    const next = /\{"next":(\d+)\}\n$/.exec(text);
    await appendFile(part, next === null ? text : text.slice(0, next.index));
    if (next === null) {
      renameSync(part, join(folder, 'ledger.jsonl'));
      const size = Number(/\{"end":\{"size":(\d+)/.exec(text)?.[1] ?? 0);
      return size + (text.match(/^\{"waiting":/gm)?.length ?? 0);
    }
    from = Number(next[1]);
  }
}

/** The checkpoint that holds every row of the ledger we were given, or the newest when that does not come in time. */
async function checkpointWith(base: string, wanted: number, wait: number): Promise<Uint8Array> {
  for (let waited = 0; ; waited += 500) {
    const bytes = await ask(`${base}/checkpoint`);
    if (bytes === null) throw new Unreachable(base, 'checkpoint');
    if ((headOf(bytes)?.size ?? 0) >= wanted || waited >= wait) return bytes;
    await delay(500);
  }
}

async function downloadTiles(
  base: string,
  folder: string,
  size: number,
  save: (path: string, bytes: Uint8Array) => void,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const hashes = tilesOf(size);
  const bundles: Tile[] = hashes.filter((tile) => tile.level === 0).map((tile) => ({ ...tile, level: 'entries' }));
  const all = [...bundles, ...hashes];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let tile = all[next]; tile !== undefined; tile = all[next]) {
      next += 1;
      const path = tilePath(tile);
      const isThere =
        tile.width === tileWidth && (statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0) > 0;
      const bytes = isThere ? null : await ask(`${base}/${path}`);
      if (bytes !== null) save(path, bytes);
      done += 1;
      progress(done, all.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
