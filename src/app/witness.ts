import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { consistencyProof, verifyConsistency } from '#algorithms/merkle';
import {
  type Checkpoint,
  formatVkey,
  type Note,
  parseCheckpoint,
  parseNote,
  parseVkey,
  verifyNote,
} from '#algorithms/merkle-notes';
import { nodesFromTiles, tilePath, tilesNeeded, widthAt } from '#algorithms/merkle-tiles';
import { answerSubmission, type WitnessAnswer } from '#algorithms/merkle-witness';
import type { Config } from '#platform/config';
import { fill, StartError } from '#platform/start-error';
import { enVerify } from './en-verify.ts';
import { ask, logAddress, Unreachable } from './verify-fetch.ts';
import { WitnessFolder } from './witness-folder.ts';
import { zhVerify } from './zh-verify.ts';

const longestRequest = 200_000;
/** How often a witness looks by itself at the logs it follows, also where they do not ask it. */
const lookEvery = 60_000;

type WitnessWord = keyof typeof zhVerify.witness;
type Say = (word: WitnessWord, params?: Readonly<Record<string, string | number>>) => void;

const aloud: Say = (word, params = {}) => {
  const line = `${fill(zhVerify.witness[word], params)} ${fill(enVerify.witness[word], params)}`;
  // A contradiction is the one thing a witness is for: it rings.
  if (word === 'alarm') console.error(`\u0007${line}`);
  else console.log(line);
};

/** A witness that answers on a port. */
export interface RunningWitness {
  readonly url: string;
  readonly vkey: string;
  /** Begins to follow the log of a space, or looks whether it continued; says what it found. */
  look(url: string): Promise<void>;
  /** Begins to follow a log under a key that came another way. */
  follow(vkey: string): void;
  close(): Promise<void>;
}

/** Opens a witness on a folder: it cosigns what continues what it saw, and shouts about what does not. */
export async function openWitness(
  options: {
    readonly folder: string;
    readonly name?: string | undefined;
    readonly host: string;
    readonly port: number;
  },
  say: Say = aloud,
): Promise<RunningWitness> {
  const folder = new WitnessFolder(options.folder, options.name);
  const server = createServer((request, response) => {
    void respond(folder, request, response, say);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.port, options.host, resolve);
  await promise;
  return {
    url: `http://${options.host}:${portOf(server)}`,
    vkey: folder.vkey,
    look: (url) => look(folder, url, say),
    follow: (vkey) => folder.follow(parseVkey(vkey)?.name ?? '', [vkey]),
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function respond(
  folder: WitnessFolder,
  request: IncomingMessage,
  response: ServerResponse,
  say: Say,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const note = request.method === 'GET' ? folder.noteOf(/^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1] ?? '') : null;
  if (note !== null) return send(response, 200, 'text/plain; charset=utf-8', note);
  if (request.method !== 'POST' || path !== '/add-checkpoint') return send(response, 404, 'text/plain', 'not found\n');
  const body = await readBody(request);
  if (body === null) return send(response, 413, 'text/plain', 'too long\n');
  const answer = submit(folder, body, say);
  return send(response, answer.status, answer.type, answer.body);
}

/** Checked, kept and answered in one go: no second request comes in between. */
function submit(folder: WitnessFolder, body: string, say: Say): WitnessAnswer {
  const seconds = BigInt(Math.trunc(Date.now() / 1000));
  const answer = answerSubmission(body, (origin) => folder.followed(origin), folder.signer, seconds);
  const note = body.slice(body.indexOf('\n\n') + 2);
  const origin = parseCheckpoint(parseNote(note)?.body ?? '')?.origin ?? '';
  if (answer.seen !== undefined) {
    folder.saw(origin, answer.seen);
    say('signed', { origin, size: answer.seen.size });
  } else if (answer.alarm !== undefined) {
    const path = folder.alarm(origin, answer.alarm.note);
    say('alarm', { origin, size: answer.alarm.size, knownSize: answer.alarm.knownSize, path });
  } else if (answer.status !== 409) say('refused', { origin, reason: answer.body.trim() });
  return answer;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'access-control-allow-origin': '*' });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    // Without an encoding a request brings buffers.
    const buffer = part as Buffer;
    bytes += buffer.length;
    if (bytes > longestRequest) return null;
    parts.push(buffer);
  }
  return Buffer.concat(parts).toString();
}

/** Follows a log from its own address: learns its keys at first, later sees by itself whether it continued. */
async function look(folder: WitnessFolder, url: string, say: Say): Promise<void> {
  const base = logAddress(url);
  try {
    let [note, head] = await headAt(base);
    // What was signed while we asked may be newer than what we were given: then we ask once more.
    if (head !== null && head.size < (folder.followed(head.origin)?.size ?? 0)) [note, head] = await headAt(base);
    if (note === null || head === null) return say('away', { url, reason: 'HTTP 404' });
    const given = Buffer.from((await ask(`${base}/keys`)) ?? [])
      .toString()
      .split('\n')
      .flatMap((line) => parseVkey(line.split(' ')[0] ?? '') ?? []);
    const known = folder.followed(head.origin);
    const trusted = known === null ? given : known.vkeys;
    if (verifyNote(note, trusted) === null) return say('badKey', { url });
    const signed = (verifyNote(note, [...trusted, ...given]) ?? []).map((one) => formatVkey(one.vkey));
    folder.follow(head.origin, signed);
    if (known === null) return say('follows', { origin: head.origin, vkey: signed.join(' '), size: 0 });
    if (!(await continues(base, known, head))) {
      const path = folder.alarm(head.origin, note.body + note.signatures.map((one) => one.line).join(''));
      say('alarm', { origin: head.origin, size: head.size, knownSize: known.size, path });
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    say('away', { url: error.url, reason: error.message });
  }
}

async function headAt(base: string): Promise<[Note | null, Checkpoint | null]> {
  const note = parseNote(Buffer.from((await ask(`${base}/checkpoint`)) ?? []).toString());
  return [note, note === null ? null : parseCheckpoint(note.body)];
}

async function continues(
  base: string,
  known: { readonly size: number; readonly root: Uint8Array },
  head: { readonly size: number; readonly root: Uint8Array },
): Promise<boolean> {
  if (known.size === 0) return true;
  if (head.size < known.size) return false;
  const tiles = new Map<string, Uint8Array>();
  if (head.size > known.size)
    for (const { level, index } of tilesNeeded((read) => consistencyProof(read, known.size, head.size))) {
      const path = tilePath({ level, index, width: widthAt(head.size, level, index) });
      tiles.set(`${level}/${index}`, (await ask(`${base}/${path}`)) ?? new Uint8Array());
    }
  const read = nodesFromTiles((level, index) => tiles.get(`${level}/${index}`) ?? new Uint8Array());
  try {
    const proof = head.size === known.size ? [] : consistencyProof(read, known.size, head.size);
    return verifyConsistency(known.size, head.size, proof, known.root, head.root);
  } catch {
    // A tile that is too short proves nothing.
    return false;
  }
}

function readArguments(args: readonly string[]) {
  const urls: string[] = [];
  const given: Record<string, string> = {};
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (['--listen', '--folder', '--name'].includes(word)) given[word.slice(2)] = rest.shift() ?? '';
    else if (word.startsWith('--')) throw new StartError('option_unknown', { option: word });
    else urls.push(word);
  }
  const [, host = '127.0.0.1', port = '7070'] = /^(.*):(\d+)$/.exec(given['listen'] ?? '127.0.0.1:7070') ?? [];
  const folder = given['folder'] ?? join(homedir(), '.linli', 'witness');
  return { urls, host, port: Number(port), folder, name: given['name'] };
}

/** `linli witness URL…`: watches logs and cosigns them until it is stopped. */
export async function witnessCommand(_config: Config, args: readonly string[]): Promise<number> {
  const { urls, ...options } = readArguments(args);
  if (urls.length === 0) {
    aloud('usage');
    return 2;
  }
  const witness = await openWitness(options);
  aloud('ready', { url: witness.url });
  console.log(witness.vkey);
  const round = async (): Promise<void> => {
    for (const url of urls) await witness.look(url);
  };
  await round();
  const timer = setInterval(() => void round(), lookEvery);
  await new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
  });
  clearInterval(timer);
  await witness.close();
  aloud('stopped');
  return 0;
}
