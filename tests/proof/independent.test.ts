import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWitness } from '#app/witness';
import { must } from '#kernel/result';
import { addWitness } from '#modules/log';
import { projectRoot } from '#platform/root';
import { makeGift } from '#tests/project';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld } from '#tests/world';
import { auditPath, fetchEntries, fetchLevel, hashLeaf, mth, openCheckpoint, openProof } from './independent.ts';
import { runJob } from './jobs.ts';
import { fetchLog, judge, makeStage, newFolder } from './stage.ts';

const world = await makeWorld(import.meta.url);
const stage = await makeStage(world);

test('a client written from the specifications alone agrees with the log, its tiles, proofs and cosignatures', async () => {
  const witness = await openWitness(
    { folder: newFolder(), name: 'jiedao.test/w', host: '127.0.0.1', port: 0 },
    () => undefined,
  );
  try {
    await witness.look(stage.base);
    must(await addWitness(stage.town.admin.scope, { vkey: witness.vkey, url: witness.url }));
    await runJob(world.system, 'log.witness');
    const keys = (await (await fetch(`${stage.base}/keys`)).text()).split('\n').map((line) => line.split(' ')[0] ?? '');
    const note = await (await fetch(`${stage.base}/checkpoint`)).text();
    const head = openCheckpoint(note, [...keys.filter(Boolean), witness.vkey]);
    expect(head.signers).toEqual(['linli.test/s/liuxiang/log', 'jiedao.test/w']);
    const entries = await fetchEntries(stage.base, head.size);
    const hashes = entries.map(hashLeaf);
    expect(BigInt(entries.length)).toBe(head.size);
    expect(mth(hashes).equals(head.root)).toBe(true);
    expect((await fetchLevel(stage.base, 0, head.size)).every((one, at) => hashes[at]?.equals(one))).toBe(true);
    const upper = await fetchLevel(stage.base, 1, head.size);
    upper.forEach((one, at) => {
      expect(one.equals(mth(hashes.slice(at * 256, at * 256 + 256)))).toBe(true);
    });
    const entry = entries.findIndex((one) => one.includes('"150000"'));
    const { id } = JSON.parse(String(entries[entry])) as { id: string };
    const proof = openProof(await (await fetch(stage.base.replace(/log$/, `proof/entry/${id}/file`))).text());
    expect(proof.index).toBe(BigInt(entry));
    expect(proof.path.map(String)).toEqual(auditPath(entry, hashes).map(String));
    expect(proof.extra.equals(entries[entry] ?? Buffer.alloc(0))).toBe(true);
    expect(openCheckpoint(proof.checkpoint, keys.filter(Boolean)).root.equals(head.root)).toBe(true);
    await makeGift(world, stage.town, '50', 'B-later');
    await sequenceAll(world);
    await runJob(world.system, 'log.witness');
    const { codes, sentences } = judge(await fetchLog(stage.base));
    expect(codes).toEqual([]);
    expect(sentences.join('\n')).toContain('jiedao.test/w');
  } finally {
    await witness.close();
  }
});

const pack = join(projectRoot, '../shared/data/merkle/tlog-testlog');
test.skipIf(!existsSync(pack))('and both agree on the published log', () => {
  const vkey = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
  const tile = readFileSync(join(pack, 'tile/0/000.p/15'));
  const hashes = Array.from({ length: 15 }, (_, at) => tile.subarray(at * 32, at * 32 + 32));
  for (let size = 0; size <= 15; size += 1) {
    const head = openCheckpoint(readFileSync(join(pack, `checkpoint.${size}`), 'utf8'), [vkey]);
    expect(head.signers).toHaveLength(1);
    expect(head.root.equals(mth(hashes.slice(0, size)))).toBe(true);
  }
});
