import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCommandLine, withPort } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-config-'));
// Otherwise root's data would go to a system folder, because `nobody` could not pass here.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let counter = 0;
const empty = () => {
  counter += 1;
  const made = join(folder, String(counter));
  mkdirSync(made);
  return made;
};
const config = (argv: readonly string[], env: Record<string, string> = {}) => readCommandLine(argv, env).config;

test('the command line and the environment say the same, and the command line wins', () => {
  const data = empty();
  const wanted = { port: 9090, host: '0.0.0.0', demo: false, data, logLevel: 'warn' };
  const words = `start --port 9090 --no-demo --host 0.0.0.0 --data ${data} --log-level=warn`.split(' ');
  const env = { LINLI_PORT: '9090', LINLI_DEMO: '0', LINLI_HOST: '0.0.0.0', LINLI_DATA: data, LINLI_LOG_LEVEL: 'warn' };
  expect(config(words)).toMatchObject(wanted);
  expect(config(['start'], env)).toMatchObject(wanted);
  expect(config(['start', '--port', '7000'], env).port).toBe(7000);
});

test('a command keeps its own words', () => {
  const line = readCommandLine(['import', 'messages', 'a.csv', '--space', 'x', '--data', empty()], {});
  expect(line).toMatchObject({ command: 'import', args: ['messages', 'a.csv', '--space', 'x'], help: false });
  expect(readCommandLine(['--help'], {}).help).toBe(true);
});

test('an empty folder brings the demo, in a folder of its own, on this machine only', () => {
  const data = empty();
  expect(config(['start', '--host', '0.0.0.0'], { LINLI_DATA: data })).toMatchObject({
    demo: true,
    data: join(data, 'demo'),
    host: '127.0.0.1',
    hostRefused: true,
    baseUrl: 'http://localhost:8080',
  });
  mkdirSync(join(data, 'demo'));
  expect(config([], { LINLI_DATA: data }).demo).toBe(true);
  expect(config(['--no-demo'], { LINLI_DATA: data })).toMatchObject({ demo: false, data });
  writeFileSync(join(data, 'database-passwords.json'), '');
  expect(config([], { LINLI_DATA: data })).toMatchObject({ demo: false, data });
  expect(config(['--demo'], { LINLI_DATA: data }).demo).toBe(true);
});

test('a server of one’s own is never filled with the demo unasked', () => {
  const env = { LINLI_DATA: empty(), DATABASE_URL: 'postgres://a@b/c' };
  expect(config([], env)).toMatchObject({ demo: false, databaseUrl: 'postgres://a@b/c' });
});

test('the public address follows host and port unless it is given', () => {
  const env = { LINLI_DATA: empty() };
  expect(withPort(config(['--port', '0'], env), 4321)).toMatchObject({ port: 4321, baseUrl: 'http://localhost:4321' });
  const own = config(['--base-url', 'https://linli.example.org/'], env);
  expect(withPort(own, 4321).baseUrl).toBe('https://linli.example.org');
});

test.each([
  ['--port', '99999'],
  ['--port', 'http'],
  ['--log-level', 'loud'],
  ['--base-url', 'linli'],
  ['--database-url', 'mysql://secret@x'],
])('%s %s is refused in both languages, without repeating a password', (option, value) => {
  let message = '';
  try {
    config([option, value], { LINLI_DATA: folder });
  } catch (error) {
    message = error instanceof Error ? error.message : '';
  }
  expect(message).toMatch(/选项/);
  expect(message).toContain(option);
  expect(message).not.toContain('secret');
});
