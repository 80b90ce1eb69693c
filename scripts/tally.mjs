// Adds up what `npm run check` and `npm test` left in .reports: node scripts/tally.mjs <exit of check> <exit of test>
import { readFileSync } from 'node:fs';

const exits = { check: process.argv[2] === '0', test: process.argv[3] === '0' };

/** A report that is absent or broken counts as nothing; the exit code then says that something failed. */
function read(path, empty) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return empty;
  }
}

function tally(passed, failed, succeeded) {
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

const steps = read('.reports/check.json', []);
const tests = read('.reports/vitest.json', { numPassedTests: 0, numFailedTests: 0, testResults: [] });
// A file that could not even be loaded has no tests to fail, yet it failed.
const broken = tests.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const skipped = tests.testResults
  .flatMap((file) => file.assertionResults)
  .filter((test) => !['passed', 'failed'].includes(test.status));
const parts = [
  tally(steps.filter((step) => step.passed).length, steps.filter((step) => !step.passed).length, exits.check),
  tally(tests.numPassedTests, tests.numFailedTests + broken.length, exits.test),
];
const passed = parts.reduce((sum, part) => sum + part.passed, 0);
const nothing = passed === 0;
const failed = Math.max(
  parts.reduce((sum, part) => sum + part.failed, 0),
  nothing ? 1 : 0,
);

for (const file of broken) console.log(`could not be loaded: ${file.name}`);
for (const test of skipped) console.log(`skipped: ${test.fullName}`);
if (nothing) console.log('nothing was tested');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
