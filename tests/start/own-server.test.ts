import { execFileSync } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binariesIn } from '#platform/postgres-binaries';
import { type Postmaster, startPostmaster } from '#platform/postgres-cluster';
import { systemUser } from '#platform/postgres-user';
import { healthy, linli, startLinli, temporaryFolder, tidyUp } from './linli.ts';

tidyUp();

/** The oldest PostgreSQL that is supported, where Debian puts it. */
const oldest = '/usr/lib/postgresql/15';

describe.runIf(existsSync(join(oldest, 'bin', 'postgres')))('a server of one’s own, PostgreSQL 15', () => {
  const place = temporaryFolder();
  let server: Postmaster;
  const url = (user: string, database: string) => `postgres://${user}@127.0.0.1:${server.port}/${database}`;

  beforeAll(async () => {
    const runAs = systemUser();
    if (runAs) chownSync(place, runAs.uid, runAs.gid);
    const binaries = binariesIn(oldest);
    const folder = join(place, 'postgres');
    execFileSync(
      binaries.initdb,
      ['-D', folder, '-U', 'boss', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      {
        cwd: place,
        stdio: 'ignore',
        ...runAs,
      },
    );
    const log = join(place, 'postgres.log');
    server = await startPostmaster({ binaries, folder, log, runAs }, { settings: ['fsync=off'] });
    await admin(
      'create role plain login',
      'create role keeper login',
      'create role runner login',
      'create role maker login createrole',
      'create database apart owner keeper',
      'create database single',
      'create database made owner maker',
      `create database "latin" template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'`,
    );
  });
  afterAll(() => server.stop());

  async function admin(...statements: readonly string[]): Promise<pg.QueryResult[]> {
    return asking(url('boss', 'postgres'), statements);
  }

  async function asking(address: string, statements: readonly string[]): Promise<pg.QueryResult[]> {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    try {
      const results: pg.QueryResult[] = [];
      for (const statement of statements) results.push(await client.query(statement));
      return results;
    } finally {
      await client.end();
    }
  }

  const owners = `select distinct tableowner as owner from pg_tables where schemaname = 'public'`;
  const start = (env: Record<string, string>) => startLinli(['--data', join(temporaryFolder(), 'data')], { env });
  const refused = (env: Record<string, string>) =>
    linli(['start', '--port', '0', '--data', join(temporaryFolder(), 'data')], { env });

  test('two addresses: one role owns and migrates, the other runs', async () => {
    const env = { DATABASE_URL: url('runner', 'apart'), DATABASE_OWNER_URL: url('keeper', 'apart') };
    const running = await start(env);
    expect(await healthy(running)).toBe(true);
    expect(running.output()).toContain(`PostgreSQL: postgres://runner@127.0.0.1:${server.port}/apart`);
    expect((await asking(url('boss', 'apart'), [owners]))[0]?.rows).toEqual([{ owner: 'keeper' }]);
    expect(await running.stop()).toMatchObject({ code: 0 });
  });

  test('one address that may do everything: two ordinary roles are made behind it and found again', async () => {
    const env = { DATABASE_URL: url('boss', 'single') };
    const data = join(temporaryFolder(), 'data');
    for (const _start of [1, 2]) {
      const running = await startLinli(['--data', data], { env });
      expect(await healthy(running)).toBe(true);
      await running.stop();
    }
    expect((await asking(url('boss', 'single'), [owners]))[0]?.rows).toEqual([{ owner: 'single_owner' }]);
    const strong = `select rolname from pg_roles where rolname like 'single%' and (rolsuper or rolbypassrls or rolcreaterole)`;
    expect((await admin(strong))[0]?.rows).toEqual([]);
  });

  test('one address that may make roles: it owns, and the running role is made', async () => {
    const running = await start({ DATABASE_URL: url('maker', 'made') });
    expect(await healthy(running)).toBe(true);
    expect((await asking(url('boss', 'made'), [owners]))[0]?.rows).toEqual([{ owner: 'maker' }]);
    await running.stop();
  });

  test.each([
    [
      'a superuser as running role',
      'boss',
      'keeper',
      'apart',
      /角色 boss 权限太大.*\nThe running role boss may do too much/,
    ],
    ['one role for both', 'keeper', 'keeper', 'apart', /同一个角色 keeper.*\n.*the same role keeper/],
    [
      'an ordinary role alone',
      'plain',
      '',
      'apart',
      /角色 plain 不能新建角色.*\n.*plain of DATABASE_URL may not create roles/,
    ],
    ['another encoding', 'boss', '', 'latin', /编码是 LATIN1.*\n.*encoded in LATIN1/],
    ['no such database', 'boss', '', 'nowhere', /连不上数据库服务器.*nowhere.*\n.*cannot be reached/],
  ])('%s is refused in both languages', async (_name, user, owner, database, sentence) => {
    const more = owner ? { DATABASE_OWNER_URL: url(owner, database) } : {};
    const { code, output } = await refused({ DATABASE_URL: url(user, database), ...more });
    expect(output).toMatch(sentence);
    expect(code).toBe(1);
  });
});
