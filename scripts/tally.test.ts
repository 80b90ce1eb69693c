import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'linli-tally-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, '.reports'));

/** What the last line says, and the exit code, after reports like these. */
function tally(
  check: object | null,
  tests: object | null,
  exits: [string, string],
): [string | undefined, number | null] {
  for (const [name, report] of Object.entries({ check, vitest: tests })) {
    const file = join(folder, `.reports/${name}.json`);
    if (report) writeFileSync(file, JSON.stringify(report));
    else rmSync(file, { force: true });
  }
  const { stdout, status } = spawnSync(process.execPath, [resolve('scripts/tally.mjs'), ...exits], {
    cwd: folder,
    encoding: 'utf8',
  });
  return [stdout.trimEnd().split('\n').at(-1), status];
}

const steps = [{ name: 'types', passed: true }];
const file = (status: string, ...tests: string[]) => ({
  name: 'a',
  status,
  assertionResults: tests.map((one) => ({ fullName: 'a', status: one })),
});
const report = (passed: number, failed: number, ...files: object[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: files,
});

it('adds steps and tests', () => {
  expect(tally(steps, report(2, 0, file('passed', 'passed', 'passed', 'skipped')), ['0', '0'])).toEqual([
    '3 passed, 0 failed',
    0,
  ]);
});

it('counts what failed', () => {
  expect(
    tally([{ name: 'types', passed: false }], report(1, 1, file('failed', 'passed', 'failed')), ['1', '1']),
  ).toEqual(['1 passed, 2 failed', 1]);
});

it('counts a file that could not be loaded', () => {
  expect(tally(steps, report(1, 0, file('failed'), file('passed', 'passed')), ['0', '1'])).toEqual([
    '2 passed, 1 failed',
    1,
  ]);
});

it('believes the exit code over a report that shows no failure', () => {
  expect(tally(steps, report(1, 0, file('passed', 'passed')), ['0', '1'])).toEqual(['2 passed, 1 failed', 1]);
});

it('does not take an absent report for a success', () => {
  expect(tally(null, null, ['0', '0'])).toEqual(['0 passed, 1 failed', 1]);
});
