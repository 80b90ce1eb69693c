import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/root';
import {
  consistencyProof,
  emptyRoot,
  Frontier,
  type Hash,
  inclusionProof,
  leafHash,
  type NodeReader,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import {
  formatCheckpoint,
  formatNote,
  formatVkey,
  fromBase64,
  makeSigner,
  parseCheckpoint,
  parseNote,
  parseVkey,
  signatureType,
  signNote,
  verifyNote,
} from './merkle-notes.ts';
import {
  nodesFromTiles,
  readBundle,
  subtreeRoot,
  tilePath,
  tilesNeeded,
  tilesOf,
  tileWidth,
  widthAt,
} from './merkle-tiles.ts';

const pack = join(projectRoot, '../shared/data/merkle');
const there = existsSync(pack);
const read = (name: string): Buffer => readFileSync(join(pack, name));
// The pack's own shapes, as its README describes them.
const json = <T>(name: string): T => JSON.parse(read(name).toString()) as T;
const b64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 6962 section 2.1 word by word, slow and recursive: what the quick one is compared with. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const sha = (...parts: Uint8Array[]) => new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());
  const [only] = leaves;
  if (only === undefined) return sha();
  if (leaves.length === 1) return sha(Uint8Array.of(0), only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** Nodes of a whole tree kept in rows. */
function rowsOf(leaves: readonly Uint8Array[]): NodeReader {
  const rows: Hash[][] = [leaves.map(leafHash)];
  for (let row = rows[0] ?? []; row.length > 1; ) {
    const above: Hash[] = [];
    for (let at = 0; at + 1 < row.length; at += 2) above.push(nodeHash(row[at] ?? emptyRoot, row[at + 1] ?? emptyRoot));
    rows.push(above);
    row = above;
  }
  return (level, index) => {
    const found = rows[level]?.[index];
    if (found === undefined) throw new Error(`no node ${level}/${index}`);
    return found;
  };
}

const bytesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, at) => Uint8Array.of(at & 255, at >> 8));

describe.skipIf(!there)('published vectors', () => {
  test('the classic tree of eight leaves', () => {
    const tree = json<{
      leafInputsHex: string[];
      leafHashesHex: string[];
      rootHashesHex: string[];
    }>('tree8.json');
    const leaves = tree.leafInputsHex.map((one) => new Uint8Array(Buffer.from(one, 'hex')));
    const grown = new Frontier();
    expect(hexOf(grown.root())).toBe(tree.rootHashesHex[0]);
    leaves.forEach((leaf, at) => {
      expect(hexOf(leafHash(leaf))).toBe(tree.leafHashesHex[at]);
      grown.add(leafHash(leaf));
      expect(hexOf(grown.root())).toBe(tree.rootHashesHex[at + 1]);
      expect(hexOf(rootOf(rowsOf(leaves), at + 1))).toBe(tree.rootHashesHex[at + 1]);
    });
  });

  test('98 inclusion cases, right and wrong', () => {
    const cases =
      json<
        {
          leafIdx: number;
          treeSize: number;
          root: string;
          leafHash: string;
          proof: string[] | null;
          wantErr: boolean;
          desc: string;
        }[]
      >('inclusion.json');
    expect(cases).toHaveLength(98);
    for (const one of cases) {
      const proof = (one.proof ?? []).map(b64);
      const holds = verifyInclusion(b64(one.leafHash), one.leafIdx, one.treeSize, proof, b64(one.root));
      expect(holds, one.desc).toBe(!one.wantErr);
    }
  });

  test('98 consistency cases, right and wrong', () => {
    const cases =
      json<
        {
          size1: number;
          size2: number;
          root1: string;
          root2: string;
          proof: string[] | null;
          wantErr: boolean;
          desc: string;
        }[]
      >('consistency.json');
    expect(cases).toHaveLength(98);
    for (const one of cases) {
      const proof = (one.proof ?? []).map(b64);
      const holds = verifyConsistency(one.size1, one.size2, proof, b64(one.root1), b64(one.root2));
      expect(holds, `${one.desc} ${one.size1} ${one.size2}`).toBe(!one.wantErr);
    }
  });

  test('every root and proof of trees up to 130 leaves', () => {
    const sums = json<{ rootsSha256: string; inclusionSha256: string; consistencySha256: string; maxSize: number }>(
      'accumulated130.json',
    );
    const nodes = rowsOf(Array.from({ length: sums.maxSize }, (_, at) => Uint8Array.of(at)));
    const [roots, inclusion, consistency] = ['sha256', 'sha256', 'sha256'].map((name) => createHash(name));
    const line = (head: string, proof: Hash[]) => `${[head, ...proof.map(hexOf)].join(' ')}\n`;
    for (let size = 0; size <= sums.maxSize; size += 1) {
      roots?.update(line(String(size), [rootOf(nodes, size)]));
      for (let at = 0; at < size; at += 1) inclusion?.update(line(`${at} ${size}`, inclusionProof(nodes, at, size)));
      for (let old = 1; old <= size; old += 1)
        consistency?.update(line(`${old} ${size}`, consistencyProof(nodes, old, size)));
    }
    expect(roots?.digest('hex')).toBe(sums.rootsSha256);
    expect(inclusion?.digest('hex')).toBe(sums.inclusionSha256);
    expect(consistency?.digest('hex')).toBe(sums.consistencySha256);
  });

  test('signed notes, right and wrong', () => {
    const notes =
      json<Record<'valid' | 'invalid', { vkey: string; note: string; why?: string }[]>>('signed-notes.json');
    const holds = ({ vkey, note }: { vkey: string; note: string }) => {
      const [key, parsed] = [parseVkey(vkey), parseNote(note)];
      return key !== null && parsed !== null && verifyNote(parsed, [key]) !== null;
    };
    expect(notes.valid.map(holds)).not.toContain(false);
    for (const one of notes.invalid) expect(holds(one), one.why).toBe(false);
  });

  test('the real log: sixteen checkpoints, partial tiles and bundles, each consistent with those before', () => {
    const notes = json<{ testlogVkey: string; testlogSigner: string }>('signed-notes.json');
    const vkey = parseVkey(notes.testlogVkey);
    if (vkey === null) throw new Error('no key');
    const seed = fromBase64(notes.testlogSigner.split(' ')[0]?.split('+').slice(4).join('+') ?? '')?.subarray(1);
    const signer = makeSigner(vkey.name, signatureType.ed25519, seed ?? new Uint8Array());
    expect(formatVkey(signer.vkey)).toBe(notes.testlogVkey);
    const heads = Array.from({ length: 16 }, (_, size) => {
      const text = read(`tlog-testlog/checkpoint.${size}`).toString();
      const note = parseNote(text);
      const head = note === null ? null : parseCheckpoint(note.body);
      if (note === null || head === null) throw new Error(`checkpoint ${size}`);
      expect(verifyNote(note, [vkey])?.map((one) => one.line)).toHaveLength(1);
      // Ed25519 signs the same way every time: ours is theirs, byte for byte.
      expect(formatNote(formatCheckpoint(head), [signNote(formatCheckpoint(head), signer)])).toBe(text);
      return head;
    });
    heads.forEach((head, size) => {
      expect(head.size).toBe(size);
      if (size === 0) return;
      const tile = new Uint8Array(read(`tlog-testlog/${tilePath({ level: 0, index: 0, width: size })}`));
      const entries = readBundle(read(`tlog-testlog/${tilePath({ level: 'entries', index: 0, width: size })}`)) ?? [];
      expect(entries.map((one) => hexOf(leafHash(one)))).toEqual(
        Array.from({ length: size }, (_, at) => hexOf(tile.subarray(at * 32, at * 32 + 32))),
      );
      const nodes = nodesFromTiles(() => tile);
      expect(hexOf(rootOf(nodes, size))).toBe(hexOf(head.root));
      for (const old of heads.slice(1, size))
        expect(verifyConsistency(old.size, size, consistencyProof(nodes, old.size, size), old.root, head.root)).toBe(
          true,
        );
    });
    expect(read('tlog-testlog/checkpoint').toString()).toBe(read('tlog-testlog/checkpoint.15').toString());
  });
});

describe('against the naive tree', () => {
  test('roots, proofs and growth agree for any size up to 5,000', () => {
    const most = 5000;
    const leaves = bytesOf(most);
    const nodes = rowsOf(leaves);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: most }), fc.nat(), fc.nat(), (size, one, other) => {
        const [index, old] = [one % size, 1 + (other % size)];
        const root = naiveRoot(leaves.slice(0, size));
        const grown = new Frontier();
        for (const leaf of leaves.slice(0, size)) grown.add(leafHash(leaf));
        expect(hexOf(grown.root())).toBe(hexOf(root));
        expect(hexOf(rootOf(nodes, size))).toBe(hexOf(root));
        const leaf = leafHash(leaves[index] ?? new Uint8Array());
        const proof = inclusionProof(nodes, index, size);
        expect(verifyInclusion(leaf, index, size, proof, root)).toBe(true);
        expect(verifyInclusion(leaf, index, size, [...proof, root], root)).toBe(false);
        expect(verifyInclusion(leafHash(Uint8Array.of(1, 2, 3)), index, size, proof, root)).toBe(false);
        const oldRoot = rootOf(nodes, old);
        const path = consistencyProof(nodes, old, size);
        expect(verifyConsistency(old, size, path, oldRoot, root)).toBe(true);
        expect(verifyConsistency(old, size, [...path, root], oldRoot, root)).toBe(false);
        if (old < size) expect(verifyConsistency(old, size, path, root, root)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('whole subtrees append like their leaves', () => {
    const leaves = bytesOf(1000).map(leafHash);
    const [one, other] = [new Frontier(), new Frontier()];
    for (const leaf of leaves) one.add(leaf);
    const bytes = Buffer.concat(leaves);
    for (let at = 0; at + tileWidth <= 1000; at += tileWidth)
      other.addSubtree(subtreeRoot(bytes, at, tileWidth), tileWidth);
    for (const leaf of leaves.slice(768)) other.add(leaf);
    expect(hexOf(other.root())).toBe(hexOf(one.root()));
    expect(() => one.addSubtree(emptyRoot, 256)).toThrow('does not fit');
  });

  test('proofs come out of tiles alone, and only the tiles that are needed', () => {
    const size = 70_000;
    const leaves = Array.from({ length: size }, (_, at) => leafHash(Buffer.from(String(at))));
    const levels = new Map<string, Uint8Array>();
    for (const tile of tilesOf(size)) {
      const parts =
        tile.level === 0
          ? leaves.slice(tile.index * tileWidth, tile.index * tileWidth + tile.width)
          : Array.from({ length: tile.width }, (_, at) => {
              const below = levels.get(`${Number(tile.level) - 1}/${tile.index * tileWidth + at}`);
              return subtreeRoot(below ?? emptyRoot, 0, tileWidth);
            });
      levels.set(`${tile.level}/${tile.index}`, Buffer.concat(parts));
    }
    // The example of the specification.
    expect(tilesOf(size)).toHaveLength(273 + 1 + 1 + 1 + 1);
    expect([widthAt(size, 0, 273), widthAt(size, 1, 1), widthAt(size, 2, 0), widthAt(size, 3, 0)]).toEqual([
      112, 17, 1, 0,
    ]);
    expect([widthAt(256, 0, 0), widthAt(256, 1, 0), widthAt(256, 0, 1)]).toEqual([256, 1, 0]);
    const nodes = nodesFromTiles((level, index) => levels.get(`${level}/${index}`) ?? new Uint8Array());
    const grown = new Frontier();
    for (const leaf of leaves) grown.add(leaf);
    expect(hexOf(rootOf(nodes, size))).toBe(hexOf(grown.root()));
    const proof = inclusionProof(nodes, 65_000, size);
    expect(verifyInclusion(leaves[65_000] ?? emptyRoot, 65_000, size, proof, grown.root())).toBe(true);
    expect(tilesNeeded((find) => inclusionProof(find, 65_000, size)).length).toBeLessThan(6);
    expect(() => nodesFromTiles(() => new Uint8Array(31))(0, 0)).toThrow('too short');
  });
});
