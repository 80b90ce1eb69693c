import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ownerOf, processAlive } from '#platform/owner-lock';
import { readPidFile } from '#platform/postgres-cluster';
import { systemUser } from '#platform/postgres-user';
import { ask, entry, healthy, isRoot, linli, startLinli, temporaryFolder, tidyUp, until } from './linli.ts';

tidyUp();

/** An ordinary user that every unix has; PostgreSQL wants one with a name. */
const ordinary = Number(/^daemon:[^:]*:(\d+)/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[1]);

const postmasterOf = (data: string) => readPidFile(join(data, 'postgres'))?.pid ?? 0;
const keep = (data: string, note: string) =>
  ask(data, `create table if not exists kept (note text); insert into kept values ('${note}')`);
const kept = async (data: string) => (await ask(data, 'select note from kept order by note')).map((row) => row['note']);

describe('a PostgreSQL of its own', () => {
  const data = join(temporaryFolder(), 'data');
  const options = ['--no-demo', '--data', data];

  test('starts in an empty folder, closed to others, and says where everything is', async () => {
    const server = await startLinli(options);
    expect(await healthy(server)).toBe(true);
    expect(server.output()).toContain(data);
    expect(server.output()).toMatch(/127\.0\.0\.1:\d+/);
    expect(statSync(join(data, 'database-passwords.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, 'postgres')).mode & 0o777).toBe(0o700);
    if (isRoot) expect(statSync(join(data, 'postgres')).uid).toBe(systemUser()?.uid);
    const roles = `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong,
      has_schema_privilege(rolname, 'public', 'create') or has_database_privilege(rolname, 'linli', 'create, temp') as creates
      from pg_roles where rolname like 'linli%' order by rolname`;
    expect(await ask(data, roles)).toEqual([
      { rolname: 'linli_app', strong: false, creates: false },
      { rolname: 'linli_owner', strong: false, creates: true },
    ]);
    await keep(data, 'first');
    const { code, output } = await server.stop();
    expect(code, output).toBe(0);
    expect(readdirSync(data)).not.toContain('linli.lock');
  });

  test('a second start on the same folder is refused and a command beside the server is not', async () => {
    const server = await startLinli(options);
    expect(await kept(data)).toEqual(['first']);
    const second = await linli(['start', '--port', '0', ...options]);
    expect(second.code).toBe(1);
    expect(second.output).toContain(`数据目录 ${data} 已有另一个邻里在用（进程 ${server.pid}）`);
    expect(second.output).toContain(`Another Linli (process ${server.pid}) is using the data folder ${data}.`);
    expect(await linli(['migrate', '--data', data])).toMatchObject({ code: 0 });
    expect(await healthy(server)).toBe(true);
    await server.stop();
  });

  test('a killed program: the next start ends the orphaned PostgreSQL and goes on with the data', async () => {
    const first = await startLinli(options);
    await keep(data, 'second');
    const orphan = postmasterOf(data);
    await first.kill();
    expect(processAlive(orphan)).toBe(true);
    const next = await startLinli(options);
    expect(processAlive(orphan)).toBe(false);
    expect(await healthy(next)).toBe(true);
    expect(await kept(data)).toEqual(['first', 'second']);
    await next.stop();
  });

  test('a killed PostgreSQL comes back under the running program', async () => {
    const server = await startLinli(options);
    const before = postmasterOf(data);
    process.kill(before, 'SIGKILL');
    await until(() => server.output().includes('PostgreSQL is back'));
    await until(() => healthy(server));
    expect(postmasterOf(data)).not.toBe(before);
    expect(await kept(data)).toEqual(['first', 'second']);
    // Both at once: nobody is left to tidy up.
    process.kill(postmasterOf(data), 'SIGKILL');
    await server.kill();
    const next = await startLinli(options);
    expect(await kept(data)).toEqual(['first', 'second']);
    await next.stop();
  });

  test('asked to stop while its PostgreSQL recovers from a crash, it ends, and nothing is lost', async () => {
    const server = await startLinli(options);
    await keep(data, 'fourth');
    const [worker] = await ask(
      data,
      'select pid from pg_stat_activity where datname is not null and pid <> pg_backend_pid()',
    );
    process.kill(Number(worker?.['pid']), 'SIGKILL');
    expect(await server.stop()).toMatchObject({ code: 0 });
    const again = await startLinli(options);
    expect(await kept(data)).toContain('fourth');
    await again.stop();
  });

  test('a killed npm takes the server with it, in order', async () => {
    const shell = spawn(
      '/bin/sh',
      ['-c', `"${process.execPath}" "${entry}" start --port 0 ${options.join(' ')}; true`],
      {
        env: { PATH: process.env['PATH'] ?? '', npm_lifecycle_event: 'start' },
        stdio: 'ignore',
      },
    );
    await until(() => ownerOf(data) !== undefined && readPidFile(join(data, 'postgres'))?.ready === true);
    const orphan = ownerOf(data)?.pid ?? 0;
    shell.kill('SIGKILL');
    await until(() => !processAlive(orphan));
    expect(ownerOf(data)).toBeUndefined();
    expect(readPidFile(join(data, 'postgres'))).toBeUndefined();
  });

  test('a taken port is named, and no data is touched', async () => {
    const server = await startLinli(options);
    const port = new URL(server.url).port;
    const other = join(temporaryFolder(), 'data');
    const refused = await linli(['start', '--no-demo', '--port', port, '--data', other]);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(new RegExp(`端口 ${port} 已被占用.*\\n.*Port ${port} is taken`));
    expect(() => statSync(other)).toThrow();
    await server.stop();
  });
});

describe.runIf(isRoot)('started as root or not', () => {
  test('an ordinary user starts it in a folder of their own', async () => {
    const folder = temporaryFolder(0o777);
    const data = join(folder, 'data');
    const server = await startLinli(['--no-demo', '--data', data], { uid: ordinary });
    expect(await healthy(server)).toBe(true);
    expect(statSync(join(data, 'postgres')).uid).toBe(ordinary);
    await keep(data, 'mine');
    await server.stop();
    // Root may start it too, and leaves the folder to the one it belongs to.
    const asRoot = await startLinli(['--no-demo', '--data', data]);
    expect(statSync(join(data, 'postgres')).uid).toBe(ordinary);
    expect(await kept(data)).toEqual(['mine']);
    await asRoot.stop();
  });

  test('a folder that is root’s is refused to an ordinary user in a sentence', async () => {
    const folder = temporaryFolder();
    const refused = await linli(['start', '--port', '0', '--no-demo', '--data', join(folder, 'data')], {
      uid: ordinary,
    });
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/数据目录 .* 不能写入.*\nThe data folder .* cannot be written/);
  });

  test('where nobody can not pass, the data goes to a system folder, which is printed', async () => {
    const closed = temporaryFolder(0o700);
    const wanted = join(closed, 'data');
    mkdirSync(wanted);
    const server = await startLinli(['--no-demo', '--data', wanted]);
    const place = /Data: (\/var\/lib\/linli-[0-9a-f]+\/data)/.exec(server.output())?.[1] ?? '';
    expect(server.output()).toContain(`so the data lies in a system folder`);
    expect(place).not.toBe('');
    onTestFinished(() => rmSync(join(place, '..'), { recursive: true, force: true }));
    expect(await healthy(server)).toBe(true);
    await server.stop();
  });
});
