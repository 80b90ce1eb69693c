import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { testWorld } from '#tests/harness';
import { migrate, migrationsHash, readMigrations } from './migrate.ts';

const world = await testWorld(import.meta.url, 'template0');
const folder = mkdtempSync(join(tmpdir(), 'linli-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, sql: string) => writeFileSync(join(folder, file), sql);

beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  await ask('drop schema public cascade; create schema public');
});

async function ask(sql: string) {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const run = () => migrate(world.ownerUrl, { folder });

test('the steps run once, in order, and are remembered', async () => {
  write('0002_second.sql', 'insert into t values (2);');
  write('0001_first.sql', 'create table t (n int); insert into t values (1);');
  expect(await run()).toEqual(['0001_first.sql', '0002_second.sql']);
  expect(await run()).toEqual([]);
  write('0003_third.sql', 'insert into t values (3);');
  expect(await run()).toEqual(['0003_third.sql']);
  expect((await ask('select n from t order by n')).rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('a step that fails leaves nothing of itself and names file and line', async () => {
  write('0001_good.sql', 'create table good (n int);');
  write('0002_bad.sql', 'create table half (n int);\ninsert into nowhere values (1);');
  await expect(run()).rejects.toMatchObject({
    code: 'migration_failed',
    message: expect.stringMatching(/0002_bad\.sql.*nowhere.*line 2/s),
  });
  expect((await ask("select to_regclass('half') as half, to_regclass('good') as good")).rows).toEqual([
    { half: null, good: 'good' },
  ]);
});

test.each([
  ['migration_changed', () => write('0001_first.sql', 'create table t (n bigint);')],
  ['migration_missing', () => rmSync(join(folder, '0001_first.sql'))],
  ['migration_order', () => write('0000_late.sql', 'select 1;')],
  ['migration_name', () => write('0003-third.sql', 'select 1;')],
  ['migration_name', () => write('0002_twice.sql', 'select 1;')],
])('a rewritten history is refused: %s', async (code, rewrite) => {
  write('0001_first.sql', 'create table t (n int);');
  write('0002_second.sql', 'select 1;');
  await run();
  rewrite();
  await expect(run()).rejects.toMatchObject({ code });
});

test('a checkout with other line ends is the same history', async () => {
  write('0001_first.sql', 'create table t\n(n int);\n');
  const before = migrationsHash(folder);
  await run();
  write('0001_first.sql', 'create table t\r\n(n int);\r\n');
  expect(migrationsHash(folder)).toBe(before);
  expect(await run()).toEqual([]);
});

test('two programs starting together run each step once', async () => {
  write('0001_slow.sql', 'create table t (n int); insert into t select 1 from pg_sleep(0.05);');
  const both = await Promise.all([run(), run()]);
  expect(both.flat()).toEqual(['0001_slow.sql']);
});

test('a server of one’s own may name the roles otherwise', async () => {
  write('0001_first.sql', 'create table t (n int); grant select on t to linli_app;');
  await migrate(world.ownerUrl, { folder, roles: { owner: 'linli_owner', app: 'pg_monitor' } });
  const { rows } = await ask("select has_table_privilege('pg_monitor', 't', 'select') as may");
  expect(rows).toEqual([{ may: true }]);
});

test('the migrations of this program are well named', () => {
  expect(readMigrations().length).toBeGreaterThan(0);
});
