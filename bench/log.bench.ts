import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Frontier, leafHash } from '#algorithms/merkle';
import {
  formatCheckpoint,
  formatNote,
  formatVkey,
  makeSigner,
  signatureType,
  signNote,
} from '#algorithms/merkle-notes';
import { bundleEntries, subtreeRoot, tilePath, tileWidth } from '#algorithms/merkle-tiles';
import { sequence } from '#modules/log';
import { projectRoot } from '#platform/root';
import { makeScope, systemActor } from '#platform/scope';
import { onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, megabytes, milliseconds, perSecond } from './figure.ts';
import { ask, connections, requestsPerSecond } from './load.ts';
import { serveBare, serveLinli, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

const seconds = 2;
const rounds = 3;
const leaves = 1_000_000;

/** An entry as the log has it; every second one goes the other way. */
function body(index: number): string {
  const id = `01900000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
  const amount = String((index % 9000) + 1);
  const [one, other] = ['a', 'b'].map((letter) => letter.repeat(8));
  const account = (start: string | undefined): string => `${start}-0000-7000-8000-000000000001`;
  return (
    `{"kind":"entry","id":"${id}","deed":"gifts.bank","subject":["gift","${id}"],"postings":[["${account(one)}","CNY","${amount}"],` +
    `["${account(other)}","CNY","-${amount}"]],"authorisation":null,"order":null,"reverses":null,"day":"2026-11-22","at":"2026-11-22T01:00:00.000Z"}`
  );
}

const accountLeaf = (start: string): string =>
  `{"kind":"account","id":"${start.repeat(8)}-0000-7000-8000-000000000001","class":"bank","commodity":"CNY","normal":"debit","guarded":false,"covered":false,"at":"2026-11-22T01:00:00.000Z"}`;

/** Writes a log of so many leaves with its ledger, as `linli verify` downloads it; gives the bytes of all leaves. */
function writeLog(folder: string, leaves: number): Buffer[] {
  const save = (path: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  const tree = new Frontier();
  let roots: Uint8Array[] = [];
  const bundles: Buffer[] = [];
  let rows = '';
  let sum = 0n;
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < leaves; first += tileWidth) {
    const count = Math.min(tileWidth, leaves - first);
    const texts = Array.from({ length: count }, (_, at) => {
      const index = first + at;
      if (index < 2) return accountLeaf(index === 0 ? 'a' : 'b');
      sum += BigInt((index % 9000) + 1);
      return body(index);
    });
    const entries = texts.map((text) => Buffer.from(text));
    const bundle = Buffer.from(bundleEntries(entries));
    bundles.push(bundle);
    const hashes = Buffer.concat(entries.map(leafHash));
    save(tilePath({ level: 'entries', index: first / tileWidth, width: count }), bundle);
    save(tilePath({ level: 0, index: first / tileWidth, width: count }), hashes);
    rows += texts.map((text, at) => `{"leaf":${first + at},"row":${text}}\n`).join('');
    if (rows.length > 10_000_000) {
      writeFileSync(join(folder, 'ledger.jsonl'), rows, { flag: 'a' });
      rows = '';
    }
    if (count === tileWidth) {
      roots.push(subtreeRoot(hashes, 0, tileWidth));
      tree.addSubtree(roots.at(-1) ?? hashes, tileWidth);
    } else for (let at = 0; at < count; at += 1) tree.add(hashes.subarray(at * 32, at * 32 + 32));
  }
  const balance = (start: string, shown: bigint): string =>
    `{"balance":{"account":"${start.repeat(8)}-0000-7000-8000-000000000001","shown":"${shown}"}}\n`;
  rows += `${balance('a', sum)}${balance('b', -sum)}{"end":{"size":${leaves},"at":""}}\n`;
  writeFileSync(join(folder, 'ledger.jsonl'), rows, { flag: 'a' });
  for (let level = 1; roots.length > 0; level += 1) {
    const above: Uint8Array[] = [];
    for (let first = 0; first < roots.length; first += tileWidth) {
      const part = Buffer.concat(roots.slice(first, first + tileWidth));
      save(tilePath({ level, index: first / tileWidth, width: part.length / 32 }), part);
      if (part.length === tileWidth * 32) above.push(subtreeRoot(part, 0, tileWidth));
    }
    roots = above;
  }
  const signer = makeSigner('bench.test/log', signatureType.ed25519, new Uint8Array(32).fill(1));
  const head = formatCheckpoint({ origin: 'bench.test/log', size: leaves, root: tree.root() });
  save('checkpoint', formatNote(head, [signNote(head, signer)]));
  save('keys', `${formatVkey(signer.vkey)} 2026\n`);
  return bundles;
}

/** The reference: every leaf hashed twice by `node:crypto`, nothing else. */
function hashTwice(bundles: readonly Buffer[]): number {
  const begun = performance.now();
  for (let turn = 0; turn < 2; turn += 1)
    for (const bundle of bundles)
      for (let at = 0; at < bundle.length; ) {
        const end = at + 2 + bundle.readUInt16BE(at);
        hash('sha256', bundle.subarray(at + 2, end), 'buffer');
        at = end;
      }
  return performance.now() - begun;
}

/** Verifies a folder in a process of its own; gives its time, and the most memory it ever had. */
async function verifyAlone(folder: string): Promise<{ readonly ms: number; readonly bytes: number }> {
  const script = join(projectRoot, 'bench', 'verify-alone.ts');
  const env = { ...process.env, LINLI_VERIFY: temporaryFolder() };
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    ...{ env, cwd: projectRoot },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(said);
  return z.object({ ms: z.number(), bytes: z.number() }).parse(JSON.parse(said));
}

async function verifyFigures(): Promise<Figure[]> {
  const [folder, tenth] = [join(temporaryFolder(), 'log'), join(temporaryFolder(), 'log')];
  const bundles = writeLog(folder, leaves);
  writeLog(tenth, leaves / 10);
  const measured: { ours: number; theirs: number }[] = [];
  let most = 0;
  for (let round = 0; round < rounds; round += 1) {
    const theirs = 1000 / hashTwice(bundles);
    const { ms, bytes } = await verifyAlone(folder);
    measured.push({ theirs, ours: 1000 / ms });
    most = Math.max(most, bytes);
  }
  const leaf = (value: number): string => perSecond(value * leaves);
  const small = (await verifyAlone(tenth)).bytes;
  return [
    figureOf(measured, {
      ...{ what: 'leaves verified', against: 'the same bytes hashed twice by node:crypto', unit: leaf },
      target: { least: 0.5 },
    }),
    figureOf([{ ours: most, theirs: small }], {
      ...{ what: 'memory while verifying', against: 'a tenth of the leaves', unit: megabytes },
      target: { most: 1.5 },
    }),
  ];
}

async function tileFigure(): Promise<Figure> {
  const data = join(temporaryFolder(), 'data');
  await onData(data, async (platform) => {
    const village = await makeScene(platform, 'liuxiang', 140);
    const scope = makeScope({ platform, spaceId: village.spaceId, actor: systemActor('bench') });
    const begun = performance.now();
    let added = 0;
    for (let more = true; more; ) {
      const done = await sequence(scope);
      added += done.added;
      more = done.added > 0 || done.waiting;
    }
    console.log(`  ${added} leaves sequenced in ${milliseconds(performance.now() - begun)}`);
  });
  const linli = await serveLinli(data);
  const address = `${linli.url}/s/liuxiang/log/tile/0/000`;
  const { body: bytes } = await ask(address);
  const bare = await serveBare(bytes);
  const measured: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const theirs = await requestsPerSecond(bare.url, seconds);
    measured.push({ theirs, ours: await requestsPerSecond(address, seconds) });
  }
  await linli.stop();
  await bare.stop();
  return figureOf(measured, {
    ...{ what: 'requests for a tile (8 KB)', against: 'bare node:http, same bytes', unit: perSecond },
    target: { least: 0.6 },
  });
}

export const bench: Bench = {
  title: 'The public log',
  how: `\`linli verify\` of ${leaves.toLocaleString('en')} leaves with their ledger in a folder, against hashing the bytes of all leaves twice with \`node:crypto\`, ${rounds} rounds in turn, each in a process of its own; its most memory against that for a tenth of the leaves. A full tile from the server as \`npm start\` runs it, against a bare \`node:http\` server with the same bytes; ${connections} connections kept open, ${seconds} s.`,
  run: async () => [await tileFigure(), ...(await verifyFigures())],
};
