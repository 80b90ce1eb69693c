import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '#platform/postgres-binaries';
import { projectRoot } from '#platform/root';
import { type Bench, type Figure, keepsTarget, megabytes } from './figure.ts';

const file = join(projectRoot, 'docs', 'BENCHMARKS.md');

const introduction = `# Benchmarks

Written by \`npm run bench\` (\`npm run bench -- home gifts\` for some of them). Every figure is a ratio against a named
reference measured in the same run on the same machine, the median of several rounds taken in turn; the absolute
numbers say more about the machine than about Linli. They are no tests and fail nothing; a target that is missed is
marked here and mended.
`;

/** The figures for the terminal. */
export function linesOf(figures: readonly Figure[]): string[] {
  return figures.map((figure) => {
    const rounds = figure.rounds.map((ratio) => ratio.toFixed(2)).join(' ');
    const { what, measured, against, reference } = figure;
    return `${what}: ${measured} against ${reference} (${against}) = ${figure.ratio.toFixed(2)} [${rounds}]${verdict(figure)}`;
  });
}

function verdict(figure: Figure): string {
  const kept = keepsTarget(figure);
  if (kept === null || figure.target === undefined) return '';
  const { target } = figure;
  const bound = 'least' in target ? `at least ${target.least}` : `at most ${target.most}`;
  return kept ? `, kept (${bound})` : `, MISSED (${bound})`;
}

/** Puts the section of one benchmark into the report and leaves the others as they are. */
export function writeReport(name: string, bench: Bench, figures: readonly Figure[]): void {
  const sections = new Map<string, string>();
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const section of before.split(/^(?=## )/m).slice(1)) sections.set(nameOf(section), section.trimEnd());
  sections.set(name, sectionOf(name, bench, figures));
  const sorted = [...sections].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section);
  writeFileSync(file, `${[introduction.trimEnd(), ...sorted].join('\n\n')}\n`);
}

function nameOf(section: string): string {
  return /^## .*\(`([a-z-]+)`\)/.exec(section)?.[1] ?? section;
}

function sectionOf(name: string, bench: Bench, figures: readonly Figure[]): string {
  const rows = figures.map(
    (figure) =>
      `| ${figure.what} | ${figure.measured} | ${figure.against}: ${figure.reference} | ${figure.ratio.toFixed(2)} | ${figure.rounds.map((ratio) => ratio.toFixed(2)).join(' ')} | ${verdict(figure).slice(2)} |`,
  );
  return [
    `## ${bench.title} (\`${name}\`)`,
    bench.how,
    `${machine()}.`,
    ['| what | measured | reference | ratio | rounds | target |', '|---|---|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

/** What it ran on, and when. */
function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const postgres = execFileSync(findBinaries().postgres, ['--version'], { encoding: 'utf8' }).trim();
  const day = new Date().toISOString().slice(0, 10);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `${day}: ${model}, ${availableParallelism()} cores, ${megabytes(totalmem())}, load ${load} at the end, Node ${process.version}, ${postgres}`;
}
