import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyRoot, leafHash, nodeHash } from '#algorithms/merkle';
import {
  formatCheckpoint,
  formatNote,
  makeSigner,
  parseSignatures,
  signatureType,
  signNote,
} from '#algorithms/merkle-notes';
import { openWitness } from '#app/witness';
import { must } from '#kernel/result';
import { addWitness } from '#modules/log';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld } from '#tests/world';
import { runJob } from './jobs.ts';
import { fetchLog, judge, makeStage, newFolder } from './stage.ts';

const world = await makeWorld(import.meta.url);
const stage = await makeStage(world);

async function open(folder = newFolder()) {
  const said: string[] = [];
  const witness = await openWitness({ folder, name: 'w.test/1', host: '127.0.0.1', port: 0 }, (word) =>
    said.push(word),
  );
  const send = async (body: string) => {
    const response = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body });
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
  };
  return { witness, said, send, folder };
}

const origin = 'linli.test/s/liuxiang/log';
const house = makeSigner(origin, signatureType.ed25519, world.platform.keys.log.at(-1) ?? new Uint8Array());
const noteOf = (size: number, root: Uint8Array, signer = house, name = origin): string => {
  const body = formatCheckpoint({ origin: name, size, root });
  return formatNote(body, [signNote(body, signer)]);
};
const [one, two, three] = ['a', 'b', 'c'].map((text) => leafHash(Buffer.from(text)));
if (one === undefined || two === undefined || three === undefined) throw new Error('no leaves');

test('a witness answers every submission as C2SP tlog-witness asks, and keeps what it signed over a restart', async () => {
  const first = await open();
  const { send, folder } = first;
  await first.witness.look(stage.base);
  expect(first.said).toEqual(['follows']);
  expect((await send('rubbish')).status).toBe(400);
  expect((await send(`old 0\n\n${noteOf(1, one, house, 'other.test/log')}`)).status).toBe(404);
  const stranger = makeSigner(origin, signatureType.ed25519, new Uint8Array(32).fill(7));
  expect((await send(`old 0\n\n${noteOf(1, one, stranger)}`)).status).toBe(403);
  expect((await send(`old 0\n\n${noteOf(0, one)}`)).status).toBe(422);
  expect((await send(`old 0\n${Buffer.from(one).toString('base64')}\n\n${noteOf(1, one)}`)).status).toBe(422);
  const signed = await send(`old 0\n\n${noteOf(1, one)}`);
  expect(signed.status).toBe(200);
  expect(parseSignatures(signed.text)).toHaveLength(1);
  expect((await send(`old 2\n\n${noteOf(1, one)}`)).status).toBe(400);
  const behind = await send(`old 0\n\n${noteOf(2, nodeHash(one, two))}`);
  expect([behind.status, behind.text, behind.type]).toEqual([409, '1\n', 'text/x.tlog.size']);
  expect((await send(`old 1\n${Buffer.from(two).toString('base64')}\n\n${noteOf(2, nodeHash(one, two))}`)).status).toBe(
    200,
  );
  expect((await send(`old 2\n\n${noteOf(2, nodeHash(one, two))}`)).status).toBe(200);
  await first.witness.close();
  const again = await open(folder);
  expect(again.witness.vkey).toBe(first.witness.vkey);
  expect((await again.send(`old 2\n\n${noteOf(2, nodeHash(two, one))}`)).status).toBe(422);
  expect(
    (
      await again.send(
        `old 2\n${Buffer.from(one).toString('base64')}\n\n${noteOf(3, nodeHash(nodeHash(one, two), three))}`,
      )
    ).status,
  ).toBe(422);
  expect(again.said).toEqual(['alarm', 'refused']);
  const alarms = readdirSync(folder).filter((file) => file.startsWith('alarm-'));
  expect(alarms).toHaveLength(1);
  expect(readFileSync(join(folder, alarms[0] ?? ''), 'utf8').match(/\u2014 linli/g)).toHaveLength(2);
  // The real log is another one than what this witness was shown: it sees that by itself as well.
  await again.witness.look(stage.base);
  expect(again.said.at(-1)).toBe('alarm');
  expect((await fetch(`${again.witness.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
  await again.witness.close();
  expect(emptyRoot).toHaveLength(32);
});

test('F087 witnesses are asked, their signatures shown with their age, and a split view shown to two of them is found [/s/:space/log]', async () => {
  const [honest, fooled] = [await open(), await open()];
  try {
    await honest.witness.look(stage.base);
    await fooled.witness.look(stage.base);
    must(await addWitness(stage.town.admin.scope, { vkey: honest.witness.vkey, url: honest.witness.url }));
    expect(await addWitness(stage.town.admin.scope, { vkey: honest.witness.vkey, url: 'http://x' })).toMatchObject({
      fault: { code: 'log.witness_taken' },
    });
    expect(await addWitness(stage.town.admin.scope, { vkey: 'x', url: 'http://x' })).toMatchObject({
      fault: { code: 'log.witness_key' },
    });
    await runJob(world.system, 'log.witness');
    expect(honest.said.at(-1)).toBe('signed');
    await stage.many(2);
    await sequenceAll(world);
    await runJob(world.system, 'log.witness');
    const page = await world.get(null, '/s/liuxiang/log');
    expect(page.text).toContain('w.test/1');
    expect(page.text).toContain('签到第');
    // The house shows the second witness another history, under its own signature.
    expect((await fooled.send(`old 0\n\n${noteOf(2, nodeHash(one, two))}`)).status).toBe(200);
    const { codes, sentences } = judge(
      await fetchLog(stage.base, [{ vkey: fooled.witness.vkey, url: fooled.witness.url }]),
    );
    expect(codes).toEqual(['split_view']);
    expect(sentences.join('\n')).toContain('another history');
    expect((await fooled.send(`old 2\n\n${noteOf(900_000, one)}`)).status).toBe(422);
    const away = judge(await fetchLog(stage.base, [{ vkey: fooled.witness.vkey, url: 'http://127.0.0.1:9' }]));
    expect(away.codes).toEqual([]);
    expect(away.sentences.join('\n')).toContain('cannot be reached');
  } finally {
    await honest.witness.close();
    await fooled.witness.close();
  }
});

test('the desk asks witnesses and ends them, with a sentence for each slip [/desk/:space/log]', async () => {
  const admin = stage.town.admin;
  const vkey = makeSigner('desk.test/w', signatureType.cosignature, new Uint8Array(32).fill(4)).vkey;
  const text = `${vkey.name}+${vkey.id.toString(16).padStart(8, '0')}+${Buffer.from([4, ...vkey.key]).toString('base64')}`;
  const wrong = await world.post(admin, '/desk/liuxiang/log', { vkey: 'abc', url: 'jiedao', _form: 'add_witness' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="jiedao"');
  const done = await world.post(admin, '/desk/liuxiang/log', { vkey: text, url: 'https://jiedao.test:7070/' });
  expect(done.location).toContain('done=added');
  const page = await world.get(admin, '/desk/liuxiang/log?done=added');
  expect(page.text).toContain('desk.test/w');
  const id =
    /\/desk\/liuxiang\/log\/([0-9a-f-]{36})\/end/.exec(page.text.slice(page.text.indexOf('desk.test/w')))?.[1] ?? '';
  expect((await world.post(admin, `/desk/liuxiang/log/${id}/end`, { reason: '搬走了' })).location).toContain(
    'done=ended',
  );
  expect((await world.post(admin, `/desk/liuxiang/log/${id}/end`, { reason: '搬走了' })).status).toBe(404);
  expect(
    (await world.post(stage.town.worker, '/desk/liuxiang/log', { vkey: text, url: 'https://a.test' })).status,
  ).toBe(403);
});
