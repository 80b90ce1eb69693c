import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entry, linli, temporaryFolder, tidyUp } from './linli.ts';

tidyUp();

/** A Node of the system's own that is older than the one Linli brings. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (node) =>
    existsSync(node) &&
    Number(execFileSync(node, ['-p', 'parseInt(process.versions.node)'], { encoding: 'utf8' })) < 24,
);

test('help is in both languages and a mistyped command points to it', async () => {
  const help = await linli(['--help']);
  expect(help.code).toBe(0);
  expect(help.output).toMatch(/命令 \/ Commands/);
  const wrong = await linli(['strat']);
  expect(wrong).toMatchObject({
    code: 1,
    output: expect.stringMatching(/没有这个命令：strat.*\nNo such command: strat/),
  });
});

test('a mistyped option does not start anything', async () => {
  const data = join(temporaryFolder(), 'data');
  const wrong = await linli(['start', '--no-demo', '--data', data, '--prot', '80']);
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('--prot') });
  expect(existsSync(data)).toBe(false);
});

test.runIf(oldNode)('an older Node hands over to the one that npm brought', async () => {
  expect(await linli(['--help'], { node: oldNode ?? '' })).toMatchObject({ code: 0 });
});

test.runIf(oldNode)('an older Node without it says what to run', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'bin'));
  copyFileSync(entry, join(root, 'bin', 'linli.mjs'));
  const { code, output } = await linli(['start'], { node: oldNode ?? '', file: join(root, 'bin', 'linli.mjs') });
  expect(code).toBe(1);
  expect(output).toMatch(/npm ci.*npm rebuild node\n.*npm ci.*npm rebuild node/);
});

test('missing parts are named with what to run', async () => {
  const root = temporaryFolder();
  for (const folder of ['bin', 'src']) mkdirSync(join(root, folder));
  copyFileSync(entry, join(root, 'bin', 'linli.mjs'));
  copyFileSync(join(entry, '..', '..', 'package.json'), join(root, 'package.json'));
  const { code, output } = await linli(['start'], { file: join(root, 'bin', 'linli.mjs') });
  expect(code).toBe(1);
  expect(output).toMatch(/npm ci\n.*npm ci/s);
});
