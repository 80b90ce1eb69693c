import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#platform/root';
import type { Bench } from './figure.ts';
import { tidyUp } from './processes.ts';
import { linesOf, writeReport } from './report.ts';

const folder = join(projectRoot, 'bench');
const suffix = '.bench.ts';

const all = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(1);
}

try {
  for (const name of wanted.length === 0 ? all : wanted) {
    // Every file `*.bench.ts` exports its benchmark under this name.
    const { bench }: { bench: Bench } = await import(pathToFileURL(join(folder, name + suffix)).href);
    console.log(`\n${bench.title}`);
    const figures = await bench.run();
    for (const line of linesOf(figures)) console.log(`  ${line}`);
    writeReport(name, bench, figures);
  }
} finally {
  tidyUp();
}
process.exit(0);
