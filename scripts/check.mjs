// Runs everything that can be said about the project without running it, two steps at a time.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const steps = [
  { name: 'types', command: 'tsc', args: ['--noEmit', '--pretty', 'false'] },
  { name: 'format and lint', command: 'biome', args: ['check', '--error-on-warnings', '--max-diagnostics=40', '.'] },
  {
    name: 'tidy',
    command: 'vitest',
    args: ['run', '--config', 'scripts/vitest.config.ts', '--reporter=dot'],
    keep: /^ FAIL|^\+ {3}|Error: (?!expected)/,
  },
  { name: 'dead code', command: 'knip', args: ['--no-progress'] },
];

/** A failed step shows at most so many lines; the step alone shows them all. */
const shown = 80;

function run(step) {
  return new Promise((resolve) => {
    const from = performance.now();
    const child = spawn(`node_modules/.bin/${step.command}`, step.args, {
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ ...step, passed: false, output: String(error), seconds: 0 }));
    child.on('close', (code) =>
      resolve({ ...step, passed: code === 0, output, seconds: (performance.now() - from) / 1000 }),
    );
  });
}

function report(result) {
  console.log(`${result.passed ? 'passed' : 'FAILED'}  ${result.name}  (${result.seconds.toFixed(1)} s)`);
  if (result.passed) return;
  const all = result.output.trimEnd().split('\n');
  const kept = all.filter((line) => result.keep?.test(line));
  const lines = kept.length > 0 ? kept : all;
  console.log(lines.slice(0, shown).join('\n'));
  const more = lines.length - shown;
  if (more > 0) console.log(`… and ${more} more lines: npx ${result.command} ${result.args.join(' ')}`);
}

const waiting = [...steps];
const results = [];
const worker = async () => {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const result = await run(step);
    report(result);
    results.push({ name: result.name, passed: result.passed });
  }
};
await Promise.all([worker(), worker()]);
mkdirSync('.reports', { recursive: true });
writeFileSync('.reports/check.json', JSON.stringify(results));
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
