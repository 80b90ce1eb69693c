import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, healthy, launch, linli, type Running, startLinli, temporaryFolder, tidyUp, until } from './linli.ts';

tidyUp();

/** A browser without script: keeps its cookies, follows nothing. */
function browser(server: Running) {
  const kept = new Map<string, string>();
  const go = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const answer = await fetch(server.url + path, {
      method: fields === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { origin: server.url, cookie: [...kept].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(fields === undefined ? {} : { body: new URLSearchParams(fields) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      kept.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
  };
  return { go };
}

// A whole year is told twice in here, beside whatever else the machine does.
describe('the demo', { timeout: 240_000 }, () => {
  const data = join(temporaryFolder(), 'data');

  test('an interrupted telling is told again from nothing', async () => {
    const begun = launch(['start', '--port', '0', '--data', data], {});
    await until(() => /Demo \d+\/\d+/.test(begun.output()));
    begun.child.kill('SIGKILL');
    await until(() => begun.child.exitCode !== null || begun.child.signalCode !== null);
    expect(existsSync(join(data, 'demo', 'demo.json'))).toBe(false);
    const server = await startLinli(['--data', data]);
    expect(server.output()).toContain('beginning again from nothing');
    const spaces = await ask(join(data, 'demo'), 'select slug from space order by slug');
    expect(spaces.map((row) => row['slug'])).toEqual(['tonghua', 'wutong']);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });

  test('an empty folder opens with a living community, whose accounts are at the terminal', async () => {
    const server = await startLinli(['--data', data]);
    expect(server.output()).not.toMatch(/First start|beginning again/);
    const visitor = browser(server);
    for (const path of ['/', '/s/tonghua/needs', '/s/tonghua/ledger']) {
      const page = await visitor.go(path);
      expect(page.status, path).toBe(200);
      expect(page.text, path).toContain('桐花');
    }
    const password = /password of all is (\S+):/.exec(server.output())?.[1] ?? '';
    expect(server.output()).toMatch(/heyuqing +何雨晴/);
    const worker = browser(server);
    await worker.go('/sign-in/password', { username: 'heyuqing', password });
    expect((await worker.go('/desk/tonghua/matters')).status).toBe(200);
    await server.stop();
  });

  test('what is public is found at the terminal: 0 found, 2 nothing, 1 asked wrongly', async () => {
    const search = (...args: readonly string[]) => linli(['search', ...args, '--data', data]);
    const found = await search('轮椅', '--space', 'tonghua');
    expect(found.output).toMatch(/need\t\d{4}-\d{4}\t.*轮椅.*\t\/s\/tonghua\/needs\//);
    expect(found.code).toBe(0);
    const asJson = await search('ly', '--space', 'tonghua', '--kind', 'resource', '--limit', '1', '--json');
    const line = asJson.output.split('\n').find((one) => one.startsWith('{')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ total: 1, found: [{ kind: 'resource', phase: 'open' }] });
    expect(await search('潜水艇', '--space', 'tonghua')).toMatchObject({ code: 2 });
    for (const wrong of [['轮椅'], ['轮椅', '--space', 'nowhere'], ['！', '--space', 'tonghua']])
      expect((await search(...wrong)).code, wrong.join(' ')).toBe(1);
    expect((await search('轮椅', '--space', 'tonghua', '--limit', '0')).output).toContain('--limit');
  });

  test('the finance officer’s code is told at the terminal and opens the books', async () => {
    const server = await startLinli(['--data', data]);
    const { go } = browser(server);
    const asked = await go('/sign-in/password', { username: 'xujing', password: 'tonghua-demo' });
    expect(asked.location).toContain('/sign-in/second');
    const { output, code } = await linli(['code', '许静', '--data', data]);
    expect(code).toBe(0);
    const entered = await go('/sign-in/second', { code: output.trim() });
    expect(entered.status).toBe(303);
    expect((await go('/desk/tonghua/money')).text).toContain('桐花邻里基金');
    expect(await linli(['code', 'nobody', '--data', data])).toMatchObject({
      code: 1,
      output: expect.stringContaining('xujing'),
    });
    await server.stop();
  });

  test('throwing the demo away leaves real data beside it alone', async () => {
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'keys.json'), 'real');
    const server = launch(['demo', '--fresh', '--port', '0', '--data', data], {});
    await until(() => server.output().includes('Ready in'));
    expect(server.output()).toContain('First start: telling');
    expect(readFileSync(join(data, 'keys.json'), 'utf8')).toBe('real');
    server.child.kill('SIGTERM');
    await until(() => server.child.exitCode !== null);
  });

  test('without the demo the terminal shows the code that makes the first community', async () => {
    const empty = join(temporaryFolder(), 'data');
    const server = await startLinli(['--no-demo', '--data', empty]);
    expect(server.output()).toMatch(/open \S+\/setup , code \S+/);
    expect(await healthy(server)).toBe(true);
    expect((await browser(server).go('/setup')).status).toBe(200);
    await server.stop();
  });
});
