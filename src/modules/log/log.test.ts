import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { leafHash, rootFromInclusion, sameHash, verifyConsistency } from '#algorithms/merkle';
import { parseCheckpoint, parseNote, parseProof, parseVkey, verifyNote } from '#algorithms/merkle-notes';
import { readBundle } from '#algorithms/merkle-tiles';
import { createWeb } from '#app/web-server';
import { room } from '#http/log';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { openAccount, postEntry } from '#modules/ledger';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { projectRoot } from '#platform/root';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld } from '#tests/world';
import { sequence } from './commands-sequence.ts';
import { consistency } from './queries-proof.ts';
import { lag, latestHead, rootAt } from './queries-tree.ts';
import { fieldShapes, fitted, leafFields, leafText } from './rules-leaves.ts';
import { leafKinds } from './schema.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const { db } = world.system;
const spaceId = world.space.id;

const post = command({
  name: 'test.post',
  permission: may('test.post', 'system'),
  input: z.object({ fen: z.bigint(), times: z.number() }),
  run: async (scope, { fen, times }) => {
    const box = { commodity: 'CNY', normal: 'debit', title: '' } as const;
    const one = await openAccount(scope, { ...box, path: 'bank/a' });
    const other = await openAccount(scope, { ...box, path: 'bank/b' });
    await audit(scope, { kind: 'entry', id: one });
    let last = '';
    for (let n = 0; n < times; n += 1)
      last = must(
        await postEntry(scope, {
          ...{ kind: 'test.move', memo: '', subject: { kind: 'gift', id: newId() } },
          lines: [
            { accountId: one, amount: fen },
            { accountId: other, amount: -fen },
          ],
        }),
      ).entryId;
    return { ok: true, value: { entryId: last } };
  },
});

const web = createWeb(world.platform, { rooms: [room] });

const bytesOf = async (path: string): Promise<Uint8Array> => {
  const response = await web.fetch(new Request(`http://linli.test/s/liuxiang/log/${path}`));
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};

describe('sequencing', () => {
  test('what was committed comes into the log once, in the order of transactions, and tiles fill up', async () => {
    const ids: string[] = [];
    for (let n = 1n; n <= 70n; n += 1n)
      ids.push(must(await post(world.system, { fen: n, times: n === 5n ? 600 : 3 })).entryId);
    await sequenceAll(world);
    const head = await latestHead(db, spaceId);
    expect(head?.size).toBe(69 * 3 + 600 + 2 + 1);
    expect(sameHash(await rootAt(db, spaceId, head?.size ?? 0), head?.root ?? new Uint8Array())).toBe(true);
    const leaves = await db.selectFrom('log_leaf').select(['idx', 'source_id']).orderBy('idx').execute();
    expect(leaves.map((one) => Number(one.idx))).toEqual(leaves.map((_, at) => at));
    const places = ids.map((id) => leaves.findIndex((one) => one.source_id === id));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await sequence(world.system)).toEqual({ added: 0, waiting: false });
  });

  test('a writer under way is waited for by the log and by nobody else, and comes in after its commit', async () => {
    const slow = new pg.Client({ connectionString: world.database.appUrl });
    await slow.connect();
    try {
      await slow.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [spaceId]);
      await slow.query('begin');
      await slow.query(
        `insert into parameter_value (space_id, id, key, value, effective_from, source, at)
         values ($1, $2, 'test.slow', '1', '2026-03-02', 'test', now())`,
        [spaceId, newId()],
      );
      // Later in time, and committed at once: it must wait for the earlier number, or the order would hang on luck.
      const { entryId } = must(await post(world.system, { fen: 7n, times: 1 }));
      expect(await sequence(world.system)).toEqual({ added: 0, waiting: true });
      expect((await lag(db, spaceId)).rows).toBe(1);
      await slow.query('commit');
      await sequenceAll(world);
      const leaves = await db
        .selectFrom('log_leaf')
        .select(['kind', 'source_id'])
        .orderBy('idx', 'desc')
        .limit(2)
        .execute();
      expect(leaves.map((one) => one.kind)).toEqual(['entry', 'parameter']);
      expect(leaves[0]?.source_id).toBe(entryId);
      expect((await lag(db, spaceId)).rows).toBe(0);
    } finally {
      await slow.end();
    }
  });

  test('what is rolled back never comes in, and two sequencers at once take each row once', async () => {
    const before = (await latestHead(db, spaceId))?.size ?? 0;
    for (let n = 0; n < 30; n += 1) {
      await Promise.all([
        post(world.system, { fen: 3n, times: 1 }),
        sequence(world.system),
        post(world.system, { fen: 0n, times: 1 }).catch(() => null),
        sequence(world.system),
        post(world.system, { fen: 4n, times: 1 }),
      ]);
    }
    await sequenceAll(world);
    expect((await latestHead(db, spaceId))?.size).toBe(before + 60);
  });

  test('rows of a restored dump, numbered ahead of this cluster, come in as well', async () => {
    const root = new pg.Client({ connectionString: world.database.rootUrl });
    await root.connect();
    const { entryId } = must(await post(world.system, { fen: 9n, times: 1 }));
    await root.query('alter table ledger_entry disable trigger append_only');
    await root.query(`update ledger_entry set xact = '900000000000' where id = $1`, [entryId]);
    await root.query('alter table ledger_entry enable trigger append_only');
    await root.end();
    await sequenceAll(world);
    expect(await db.selectFrom('log_leaf').select('idx').where('source_id', '=', entryId).execute()).toHaveLength(1);
    must(await post(world.system, { fen: 9n, times: 1 }));
    await sequenceAll(world);
    expect((await lag(db, spaceId)).rows).toBe(0);
  });
});

describe('what strangers read', () => {
  let entryId = '';
  beforeAll(async () => {
    entryId = must(await post(world.system, { fen: 12_345n, times: 1 })).entryId;
    await sequenceAll(world);
  });

  test('F042 checkpoint, tiles and bundles are as C2SP tlog-tiles has them [/s/:space/log]', async () => {
    const answer = await world.get(null, '/s/liuxiang/log/checkpoint');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const note = parseNote(answer.text);
    const head = note === null ? null : parseCheckpoint(note.body);
    if (note === null || head === null) throw new Error('no checkpoint');
    expect(head.origin).toBe('linli.test/s/liuxiang/log');
    const keys = (await world.get(null, '/s/liuxiang/log/keys')).text;
    const vkey = parseVkey(keys.split(' ')[0] ?? '');
    expect(verifyNote(note, vkey === null ? [] : [vkey])).toHaveLength(1);
    const full = await world.get(null, '/s/liuxiang/log/tile/0/000');
    expect(full.headers.get('content-length')).toBe('8192');
    expect(full.headers.get('content-type')).toBe('application/octet-stream');
    expect(full.headers.get('cache-control')).toContain('immutable');
    const width = head.size % 256;
    const last = await bytesOf(`tile/entries/${String(Math.trunc(head.size / 256)).padStart(3, '0')}.p/${width}`);
    expect(readBundle(last)).toHaveLength(width);
    expect(JSON.parse(Buffer.from(readBundle(last)?.at(-1) ?? []).toString())).toMatchObject({
      kind: 'entry',
      id: entryId,
    });
    for (const wrong of [
      'tile/0/000.p/256',
      'tile/0/0',
      'tile/9/000',
      `tile/0/${'x999/'.repeat(2)}000`,
      'tile/0/000.p/x',
      'tile/entries/999',
    ])
      expect((await world.get(null, `/s/liuxiang/log/${wrong}`)).status, wrong).toBe(404);
  });

  test('F045 a proof of one entry verifies by itself, and its page shows every part of it [/s/:space/proof/:kind/:of]', async () => {
    const file = await world.get(null, `/s/liuxiang/proof/entry/${entryId}/file`);
    const proof = parseProof(file.text);
    const note = parseNote(proof?.checkpoint ?? '');
    const head = parseCheckpoint(note?.body ?? '');
    const root = rootFromInclusion(
      leafHash(proof?.extra ?? Buffer.alloc(0)),
      proof?.index ?? 0,
      head?.size ?? 0,
      proof?.hashes ?? [],
    );
    expect(sameHash(root ?? Buffer.alloc(0), head?.root ?? Buffer.alloc(0))).toBe(true);
    const page = await world.get(null, `/s/liuxiang/proof/entry/${entryId}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('12345');
    expect(page.text).toContain('prove.js');
    expect(page.text).toContain('SHA-256');
    expect((await world.get(null, `/s/liuxiang/proof/entry/${newId()}`)).text).toContain('五秒');
    expect((await world.get(null, `/s/liuxiang/proof/person/${entryId}`)).status).toBe(404);
  });

  test('F087 the page for everybody names what is proven and who watches, in both languages [/s/:space/log]', async () => {
    const zh = await world.get(null, '/s/liuxiang/log');
    expect(zh.text).toContain('它不证明什么');
    expect(zh.text).toContain('npx linli verify http://linli.test/s/liuxiang');
    const en = await world.get(null, '/s/liuxiang/log', { cookie: 'linli=lang:en', 'accept-language': 'en' });
    expect(en.text).toContain('What it does not prove');
  });

  test('every two heads that were ever signed are consistent', async () => {
    const heads = await db.selectFrom('log_checkpoint').select(['size', 'root']).orderBy('size').execute();
    expect(heads.length).toBeGreaterThan(5);
    for (const [at, one] of heads.entries()) {
      const other = heads[Math.min(heads.length - 1, at + 3)] ?? one;
      const proof = await consistency(world.system, Number(one.size), Number(other.size));
      expect(verifyConsistency(Number(one.size), Number(other.size), proof, one.root, other.root)).toBe(true);
    }
  });
});

describe('the closed list', () => {
  const id = newId();

  test('every kind has its fields, and each value must fit its field', () => {
    expect(Object.keys(leafFields).sort()).toEqual([...leafKinds]);
    expect(
      leafText('account', {
        id,
        class: 'fund',
        commodity: 'CNY',
        normal: 'credit',
        guarded: true,
        covered: false,
        at: '2026-03-02T01:00:00.000Z',
      }),
    ).toBe(
      `{"kind":"account","id":"${id}","class":"fund","commodity":"CNY","normal":"credit","guarded":true,"covered":false,"at":"2026-03-02T01:00:00.000Z"}`,
    );
  });

  test('the table that was reviewed is the list the code keeps to', () => {
    const doc = readFileSync(join(projectRoot, 'docs/LOG.md'), 'utf8');
    for (const kind of leafKinds) {
      const fields = Object.entries(leafFields[kind]).map(([name, field]) => `${name}:${field}`);
      expect(doc).toContain(`| ${kind} | ${fields.join(' ')} |`);
    }
  });

  test('nothing a person typed can pass for a word, a number or a name', () => {
    const typed = ['张阿姨', '周女士 13800000000', 'Zhou Min', 'hello world', '', 'a'.repeat(100), '<b>'];
    for (const text of typed)
      for (const [name, shape] of Object.entries(fieldShapes))
        if (shape !== null) expect(shape.test(text), `${name}: ${text}`).toBe(false);
    expect(fitted('thing', ['person', '张阿姨'])).toBe(null);
    expect(fitted('thing', ['帮忙', id])).toEqual(['unlisted', id]);
    const step = { kind: 'vote', rule: id, outcome: 'passed' };
    expect(fitted('steps', [{ ...step, tally: { yes: 3, marks: [] }, names: 'x' }])).toEqual([
      { ...step, tally: { yes: 3 } },
    ]);
    expect(leafText('entry', { id, deed: '买了三斤苹果', order: 'x', postings: [[id, '元', '5']] })).toBe(
      `{"kind":"entry","id":"${id}","deed":"unlisted","subject":null,"postings":[["${id}","unlisted","5"]],` +
        '"authorisation":null,"order":null,"reverses":null,"day":null,"at":null}',
    );
  });
});
