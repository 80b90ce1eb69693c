import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ownerOf, processAlive, takeOwnership } from './owner-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-lock-'));
const file = join(folder, 'linli.lock');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(file, { force: true }));

function leave(owner: { pid: number; host?: string; started?: string }): void {
  writeFileSync(file, JSON.stringify({ host: hostname(), started: '', ...owner }));
}

test('one owner at a time, and free again after release', () => {
  const first = takeOwnership(folder);
  expect(takeOwnership(folder)).toMatchObject({ pid: process.pid });
  expect(ownerOf(folder)).toMatchObject({ pid: process.pid });
  if ('release' in first) first.release();
  expect(ownerOf(folder)).toBeUndefined();
  const again = takeOwnership(folder);
  expect('release' in again).toBe(true);
  if ('release' in again) again.release();
});

test('the lock of a process that has died is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(processAlive(child.pid ?? 0)).toBe(false);
  leave({ pid: child.pid ?? 0 });
  expect('release' in takeOwnership(folder)).toBe(true);
});

test('a process number given again to another process is not the owner', () => {
  leave({ pid: process.ppid, started: '1' });
  if (process.platform === 'linux') expect(ownerOf(folder)).toBeUndefined();
});

test('a lock cut short while it was written is nobody’s', () => {
  writeFileSync(file, '{"pid":');
  expect('release' in takeOwnership(folder)).toBe(true);
});

test('another machine counts while its beat is young', () => {
  leave({ pid: 1, host: 'elsewhere' });
  expect(takeOwnership(folder)).toMatchObject({ host: 'elsewhere' });
  utimesSync(file, new Date(0), new Date(0));
  expect('release' in takeOwnership(folder)).toBe(true);
});
