import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { emptyRoot } from '#algorithms/merkle';
import {
  formatVkey,
  fromBase64,
  makeSigner,
  parseVkey,
  type Signer,
  signatureType,
  toBase64,
} from '#algorithms/merkle-notes';
import type { Followed } from '#algorithms/merkle-witness';

/** What a witness keeps of one log. */
interface KeptLog {
  readonly origin: string;
  readonly vkeys: readonly string[];
  readonly size: number;
  readonly root: string;
  /** The last checkpoint with our line under it. */
  readonly note: string;
}

/** Hash of a log's name, by which a witness serves it (C2SP tlog-witness). */
export function originHash(origin: string): string {
  return createHash('sha256').update(origin).digest('hex');
}

/** Whole and on disk before anybody hears of it: a witness that forgets signs both sides of a split. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, text, { mode, flag: 'wx', flush: true });
  renameSync(draft, path);
}

/** The folder of a witness: its key, and what it saw of each log. */
export class WitnessFolder {
  readonly signer: Signer;
  readonly #folder: string;
  readonly #logs = new Map<string, KeptLog>();

  constructor(folder: string, name?: string) {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    this.#folder = folder;
    const path = join(folder, 'witness-key.json');
    if (!existsSync(path)) {
      const made = name ?? `witness/${hostname().replace(/[^\w.-]/g, '')}-${randomBytes(3).toString('hex')}`;
      writeWhole(path, JSON.stringify({ name: made, seed: randomBytes(32).toString('base64') }), 0o600);
    }
    // Written by ourselves above.
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { name: string; seed: string };
    this.signer = makeSigner(kept.name, signatureType.cosignature, fromBase64(kept.seed) ?? new Uint8Array());
    for (const file of readdirSync(join(folder, 'logs')).filter((one) => one.endsWith('.json'))) {
      // As `#keep` wrote it.
      const log = JSON.parse(readFileSync(join(folder, 'logs', file), 'utf8')) as KeptLog;
      this.#logs.set(log.origin, log);
    }
  }

  /** The public key to give to those whose log is witnessed. */
  get vkey(): string {
    return formatVkey(this.signer.vkey);
  }

  /** What is known of a log. */
  followed(origin: string): Followed | null {
    const log = this.#logs.get(origin);
    if (log === undefined) return null;
    const vkeys = log.vkeys.map(parseVkey).filter((key) => key !== null);
    return { origin, vkeys, size: log.size, root: fromBase64(log.root) ?? emptyRoot };
  }

  /** The last cosigned checkpoint by the hash of the log's name. */
  noteOf(hash: string): string | null {
    const log = [...this.#logs.values()].find((one) => originHash(one.origin) === hash);
    return log === undefined || log.note === '' ? null : log.note;
  }

  /** Begins to follow a log under these keys, or takes further keys that a known key has signed beside. */
  follow(origin: string, vkeys: readonly string[]): void {
    const known = this.#logs.get(origin);
    const all = [...new Set([...(known?.vkeys ?? []), ...vkeys])];
    this.#keep({ ...(known ?? { origin, size: 0, root: toBase64(emptyRoot), note: '' }), vkeys: all });
  }

  /** Keeps what was signed. */
  saw(origin: string, seen: { readonly size: number; readonly root: Uint8Array; readonly note: string }): void {
    const known = this.#logs.get(origin);
    if (known === undefined) throw new Error(`no log ${origin}`);
    this.#keep({ ...known, size: seen.size, root: toBase64(seen.root), note: seen.note });
  }

  /** Keeps the proof that a log contradicts itself: two heads under its own signature. */
  alarm(origin: string, note: string): string {
    const path = join(this.#folder, `alarm-${originHash(origin).slice(0, 16)}-${originHash(note).slice(0, 16)}.txt`);
    writeWhole(path, `${this.#logs.get(origin)?.note ?? ''}\n---\n${note}`);
    return path;
  }

  #keep(log: KeptLog): void {
    writeWhole(join(this.#folder, 'logs', `${originHash(log.origin)}.json`), JSON.stringify(log));
    this.#logs.set(log.origin, log);
  }
}
