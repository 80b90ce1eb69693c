import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { proofs, type Row, type RowState, type TestResult } from './rows-read.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reportFile = join(root, '.reports/vitest.json');
const inventoryFile = join(root, '../shared/domain/inventory.md');

const help = `Which rows of the inventory (F001–F214) a passing test proves.
  npm run rows                after npm test
  npm run rows -- --run       runs npm test first
  npm run rows -- --missing   only the rows without a passing test
A test proves the rows its name carries (“F138 …”) and says in square brackets on which page they live (“[/desk/:space/projects]”).`;

const reportShape = z.object({
  testResults: z.array(
    z.object({ name: z.string(), assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

const marks: Record<RowState, string> = { proven: 'proven ', failing: 'FAILING', none: '   –   ' };

function readTests(): TestResult[] {
  const report = reportShape.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  // A skipped test proves nothing and fails nothing.
  return report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({
      file: relative(root, file.name),
      name: test.fullName,
      passed: test.status === 'passed',
    })),
  );
}

function print(row: Row): void {
  console.log(
    `${row.id}  ${marks[row.state]}  ${row.pages.join(' ') || (row.state === 'none' ? '' : 'no page named')}  ${row.title}`,
  );
  for (const test of row.tests) console.log(`      ${test.passed ? '' : 'FAILED  '}${test.file}: ${test.name}`);
}

function main(options: string[]): number {
  if (options.includes('--help')) console.log(help);
  if (options.includes('--help')) return 0;
  if (options.includes('--run')) spawnSync('npm', ['test', '--silent'], { cwd: root, stdio: 'inherit' });
  if (!existsSync(reportFile)) {
    console.error(`There is no test report yet. Run npm test first, or: npm run rows -- --run\n\n${help}`);
    return 1;
  }
  const inventory = existsSync(inventoryFile) ? readFileSync(inventoryFile, 'utf8') : '';
  if (inventory === '') console.log('The inventory is not beside this clone; rows are listed by number alone.\n');
  const rows = proofs(inventory, readTests());
  const shown = options.includes('--missing') ? rows.filter((row) => row.state !== 'proven') : rows;
  for (const row of shown) print(row);
  const count = (state: RowState) => rows.filter((row) => row.state === state).length;
  const placed = rows.filter((row) => row.state === 'proven' && row.pages.length > 0).length;
  console.log(
    `\n${rows.length} rows: ${count('proven')} proven (${placed} with their page), ${count('failing')} failing, ${count('none')} without a test`,
  );
  return 0;
}

process.exitCode = main(process.argv.slice(2));
