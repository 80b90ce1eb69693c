import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clusterUser, holdsData, makeDataFolder, placeOf, reachableBinaries } from './data-folder.ts';
import { binariesIn } from './postgres-binaries.ts';
import { systemUser } from './postgres-user.ts';

const open = mkdtempSync(join(tmpdir(), 'linli-folder-'));
const closed = mkdtempSync(join(tmpdir(), 'linli-closed-'));
chmodSync(open, 0o755);
chmodSync(closed, 0o700);
afterAll(() => {
  for (const folder of [open, closed]) rmSync(folder, { recursive: true, force: true });
});

test('a folder holds data when anything but the demo is in it', () => {
  const folder = join(open, 'held');
  expect(holdsData(folder)).toBe(false);
  mkdirSync(join(folder, 'demo'), { recursive: true });
  writeFileSync(join(folder, '.gitkeep'), '');
  expect(holdsData(folder)).toBe(false);
  mkdirSync(join(folder, 'postgres'));
  expect(holdsData(folder)).toBe(true);
});

describe.runIf(process.getuid?.() === 0)('started as root', () => {
  test('the data stays where it is wanted as long as nobody can pass', () => {
    expect(placeOf(join(open, 'data'))).toBe(join(open, 'data'));
    expect(placeOf(join(closed, 'data'))).toMatch(/^\/var\/lib\/linli-[0-9a-f]{10}\/data$/);
    expect(placeOf(join(closed, 'data'))).not.toBe(placeOf(join(closed, 'other')));
    symlinkSync(closed, join(open, 'link'));
    expect(placeOf(join(open, 'link', 'data'))).toMatch(/^\/var\/lib/);
  });

  test('a cluster that belongs to someone keeps its user', () => {
    const folder = join(open, 'theirs');
    mkdirSync(join(folder, 'postgres'), { recursive: true });
    expect(clusterUser(folder)).toEqual(systemUser());
    chownSync(join(folder, 'postgres'), 1, 1);
    expect(clusterUser(folder)).toEqual({ uid: 1, gid: 1 });
  });

  test('the folder lets PostgreSQL’s user pass and nobody look, even under a strict mask', () => {
    const before = process.umask(0o077);
    makeDataFolder(join(open, 'strict', 'data'), systemUser());
    expect(process.umask(before)).toBe(0o077);
    expect(statSync(join(open, 'strict')).mode & 0o777).toBe(0o711);
    expect(statSync(join(open, 'strict', 'data')).mode & 0o777).toBe(0o711);
  });

  test('programs that nobody can reach are copied once to where they can', () => {
    const found = binariesIn(join(closed, 'native'));
    mkdirSync(dirname(found.postgres), { recursive: true });
    writeFileSync(found.postgres, 'program', { mode: 0o755 });
    const wanted = join(closed, 'data');
    const moved = reachableBinaries(found, wanted, systemUser());
    const again = reachableBinaries(found, wanted, systemUser());
    expect(moved.home).toMatch(/^\/var\/lib\/linli-/);
    expect(again).toEqual(moved);
    expect(existsSync(moved.postgres)).toBe(true);
    rmSync(dirname(moved.home), { recursive: true });
    expect(reachableBinaries(binariesIn(open), wanted, systemUser()).home).toBe(open);
  });
});
