import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sameHash } from '#algorithms/merkle';
import {
  type Checkpoint,
  formatVkey,
  fromBase64,
  type Note,
  parseCheckpoint,
  parseNote,
  parseVkey,
  signatureType,
  toBase64,
  type Verified,
  type Vkey,
  verifyNote,
} from '#algorithms/merkle-notes';
import type { Config } from '#platform/config';
import { fill, StartError } from '#platform/start-error';
import { enVerify } from './en-verify.ts';
import { showProgress } from './progress.ts';
import { Books } from './verify-books.ts';
import { download, logAddress, type NamedWitness, Unreachable } from './verify-fetch.ts';
import { type Memory, memoryFolder, recall, remember } from './verify-memory.ts';
import { Report } from './verify-report.ts';
import { RowCheck } from './verify-rows.ts';
import { type Mark, TreeCheck } from './verify-tree.ts';
import { Twice } from './verify-twice.ts';
import { originHash } from './witness-folder.ts';
import { zhVerify } from './zh-verify.ts';

/** How a log is to be verified. */
export interface VerifyOptions {
  /** The key the log must be signed with; without it the remembered ones, at the first meeting those it gives. */
  readonly key?: string | undefined;
  readonly progress?: (done: number, all: number) => void;
}

/** What came of it. */
export interface Verdict {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

const text = (folder: string, name: string): string =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';

const vkeysIn = (lines: string): Vkey[] =>
  lines.split('\n').flatMap((line) => parseVkey(line.split(' ')[0] ?? '') ?? []);

/** Verifies a log that lies in a folder. Null where there is no checkpoint that could be read at all. */
export function verifyFolder(folder: string, report: Report, options: VerifyOptions = {}): Verdict | null {
  const note = parseNote(text(folder, 'checkpoint'));
  const head = note === null ? null : parseCheckpoint(note.body);
  if (note === null || head === null) {
    report.found('forged');
    return null;
  }
  const memory = recall(head.origin);
  const signed = checkSignature(note, folder, memory, report, options.key);
  if (signed !== null) report.note('log', { origin: head.origin, size: head.size });
  const good = checkHistory(head, memory, report);
  const marks = [...rememberedMarks(memory, report), ...witnessMarks(folder, head, signed ?? [], report)];
  const before = report.count;
  const books = new Books(report);
  const root = checkAll(folder, head, marks, report, books, options.progress ?? (() => undefined));
  if (!sameHash(root, head.root)) report.found('root_wrong');
  else if (signed !== null && good && memory !== null && memory.seen.length > 0 && report.count === before)
    report.note('seen', { count: memory.seen.length });
  // Only what was signed and continues the past is remembered; rows that are wrong do not make the log another one.
  if (signed !== null && good && sameHash(root, head.root)) keep(head, memory, signed, report);
  if (report.count === 0) report.note('good', { size: head.size, entries: books.entries, accounts: books.accounts });
  else report.note('bad', { count: report.count });
  return { origin: head.origin, size: head.size, root: toBase64(head.root) };
}

/** The log's signatures that hold under a key we may believe; null where there is none. */
function checkSignature(
  note: Note,
  folder: string,
  memory: Memory | null,
  report: Report,
  pinned: string | undefined,
): Verified[] | null {
  const given = vkeysIn(text(folder, 'keys')).filter((key) => key.type === signatureType.ed25519);
  const known = pinned !== undefined ? vkeysIn(pinned) : memory !== null ? memory.vkeys.flatMap(vkeysIn) : given;
  const verified = verifyNote(note, known);
  if (verified !== null) {
    // A new key is believed where a known one signed the same words beside it.
    return verifyNote(note, [...known, ...given]) ?? verified;
  }
  const other = verifyNote(note, given);
  if (other === null) report.found('forged');
  else report.found('key_changed', { vkey: other.map((one) => formatVkey(one.vkey)).join(' ') });
  return null;
}

function checkHistory(head: Checkpoint, memory: Memory | null, report: Report): boolean {
  const known = Math.max(0, ...(memory?.seen ?? []).map((one) => one.size));
  if (head.size >= known) return true;
  report.found('shrunk', { known, size: head.size });
  return false;
}

function rememberedMarks(memory: Memory | null, report: Report): Mark[] {
  return (memory?.seen ?? []).map((one) => ({
    size: one.size,
    root: fromBase64(one.root) ?? new Uint8Array(),
    broken: () => report.found('rewritten', { known: one.size }),
  }));
}

/** What the witnesses saw, as marks that the tree must pass. */
function witnessMarks(folder: string, head: Checkpoint, signed: readonly Verified[], report: Report): Mark[] {
  const marks: Mark[] = [];
  const place = join(folder, 'witness');
  for (const file of existsSync(place) ? readdirSync(place).sort() : []) {
    const whole = readFileSync(join(place, file), 'utf8');
    const end = whole.indexOf('\n');
    const [vkeyText = '', url = ''] = whole.slice(0, end).split(' ');
    const vkey = parseVkey(vkeyText);
    const witness = vkey?.name ?? vkeyText;
    const note = parseNote(whole.slice(end + 1));
    const seen = note === null ? null : parseCheckpoint(note.body);
    if (vkey === null || note === null || seen === null) {
      report.note('witness_away', { witness, url });
      continue;
    }
    const lines = verifyNote(note, [vkey]);
    const byLog = verifyNote(
      note,
      signed.map((one) => one.vkey),
    );
    if (lines === null || byLog === null || seen.origin !== head.origin) {
      report.found('witness_signature', { witness });
      continue;
    }
    const at = new Date(Number(lines[0]?.seconds ?? 0n) * 1000).toISOString();
    report.note('cosigned', { witness, at, size: seen.size });
    if (seen.size > head.size) report.found('witness_ahead', { witness, seen: seen.size, size: head.size });
    const broken = (): void => report.found('split_view', { witness, size: seen.size });
    marks.push({ size: seen.size, root: seen.root, broken });
  }
  return marks;
}

/** One pass over leaves and rows, and a second where something is to be looked up. */
function checkAll(
  folder: string,
  head: Checkpoint,
  marks: readonly Mark[],
  report: Report,
  books: Books,
  progress: (done: number, all: number) => void,
): Uint8Array {
  const rows = new RowCheck(folder, report, books);
  const twice = new Twice();
  const tree = new TreeCheck(folder, head.size, marks, report, (index, bundle, start, end) => {
    rows.leaf(index, bundle, start, end);
    twice.take(bundle, start, end);
  });
  const root = tree.run((done) => progress(done, head.size));
  rows.end(head.size);
  twice.check(folder, head.size, report, books);
  return root;
}

function keep(head: Checkpoint, memory: Memory | null, signed: readonly Verified[], report: Report): void {
  const vkeys = [...new Set([...(memory?.vkeys ?? []), ...signed.map((one) => formatVkey(one.vkey))])];
  if (memory === null) report.note('first', { vkey: vkeys.join(' ') });
  const root = toBase64(head.root);
  const seen = memory?.seen ?? [];
  const isNew = head.size > 0 && !seen.some((one) => one.size === head.size && one.root === root);
  remember({
    ...{ origin: head.origin, vkeys },
    seen: isNew ? [...seen, { size: head.size, root, at: new Date().toISOString() }] : seen,
  });
}

interface Asked {
  readonly target: string;
  readonly json: boolean;
  readonly keepIn?: string | undefined;
  readonly key?: string | undefined;
  readonly witnesses: readonly NamedWitness[];
}

function readArguments(args: readonly string[]): Asked | null {
  let target = '';
  let json = false;
  let keepIn: string | undefined;
  let key: string | undefined;
  const witnesses: NamedWitness[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') json = true;
    else if (word === '--keep') keepIn = rest.shift();
    else if (word === '--key') key = rest.shift();
    else if (word === '--witness') witnesses.push({ vkey: rest.shift() ?? '', url: rest.shift() ?? '' });
    else if (word.startsWith('--')) throw new StartError('option_unknown', { option: word });
    else if (target === '') target = word;
    else return null;
  }
  return target === '' ? null : { target, json, keepIn, key, witnesses };
}

const both = (zh: string, en: string, params: Readonly<Record<string, string>> = {}): string =>
  `${fill(zh, params)} ${fill(en, params)}`;

/**
 * `linli verify URL|FOLDER`: proves a log and the public ledger beside it, without the server's help and without any of
 * its own writing code. Exit code 0 where everything holds, 1 where something was found, 2 where nothing could be had.
 */
export async function verifyCommand(_config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    console.error(both(zhVerify.usage, enVerify.usage));
    return 2;
  }
  const report = new Report((line) => {
    if (!asked.json) console.log(line);
  });
  try {
    const verdict = await verifyTarget(asked, report);
    if (asked.json)
      console.log(
        JSON.stringify({ ...verdict, good: report.count === 0, count: report.count, findings: report.findings }),
      );
    return report.count === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const params = { url: error.url, reason: error.message };
    const said = both(zhVerify.unreachable, enVerify.unreachable, params);
    if (asked.json) console.log(JSON.stringify({ unreachable: params }));
    else console.error(said);
    return 2;
  }
}

async function verifyTarget(asked: Asked, report: Report): Promise<Verdict | null> {
  const show = (label: string) => (asked.json ? null : showProgress(label));
  if (!/^https?:\/\//.test(asked.target)) return checkWith(asked.target, asked, report);
  const base = logAddress(asked.target);
  const folder = join(memoryFolder(), `log-${originHash(base).slice(0, 24)}`);
  const bar = show(both(zhVerify.progress.download, enVerify.progress.download));
  await download(base, folder, asked.witnesses, (done, all) => bar?.step(done, all));
  bar?.end();
  const verdict = checkWith(folder, asked, report);
  if (asked.keepIn !== undefined) cpSync(folder, asked.keepIn, { recursive: true });
  // A finished run begins anew the next time: what the server gives then is what must be looked at.
  rmSync(folder, { recursive: true, force: true });
  return verdict;
}

function checkWith(folder: string, asked: Asked, report: Report): Verdict | null {
  const bar = asked.json ? null : showProgress(both(zhVerify.progress.check, enVerify.progress.check));
  const verdict = verifyFolder(folder, report, { key: asked.key, progress: (done, all) => bar?.step(done, all) });
  bar?.end();
  return verdict;
}
