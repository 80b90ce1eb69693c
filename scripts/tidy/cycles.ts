import { finding, type Rule } from './rule.ts';
import { importsOf, isScript, type SourceFile } from './source.ts';

export const cycles: Rule = {
  name: 'import cycles',
  looksAt: isScript,
  check: (files) =>
    circles(files).map((circle) => {
      const first = circle[0];
      const round = [...circle, ...(first ? [first] : [])].map((file) => file.path).join(' → ');
      return { ...(first ? finding(first, 0, '') : { file: '', line: 0 }), message: `an import cycle: ${round}` };
    }),
  planted: [
    {
      'src/kernel/a.ts': `import './b.ts';`,
      'src/kernel/b.ts': `import './c.ts';`,
      'src/kernel/c.ts': `import './a.ts';`,
    },
    {
      'src/modules/needs/index.ts': `export { open } from './commands.ts';`,
      'src/modules/needs/commands.ts': `import type { Need } from './index.ts';`,
    },
    {
      'src/modules/needs/index.ts': `export * from '#modules/ledger';`,
      'src/modules/ledger/index.ts': `import { open } from '#modules/needs';`,
    },
  ],
  clean: {
    'src/kernel/a.ts': `import './b.ts';\nimport './c.ts';`,
    'src/kernel/b.ts': `import './c.ts';`,
    'src/kernel/c.ts': '',
  },
};

/** Walks every path once, depth first; meeting a file that is still on the path closes a circle. */
function circles(files: SourceFile[]): SourceFile[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: SourceFile[][] = [];
  const walk = (file: SourceFile, path: SourceFile[]) => {
    const start = path.indexOf(file);
    if (start >= 0) found.push(path.slice(start));
    if (start >= 0 || done.has(file.path)) return;
    const targets = new Set(importsOf(file).map((one) => one.target));
    for (const target of targets) {
      const next = target === null ? undefined : byPath.get(target);
      if (next) walk(next, [...path, file]);
    }
    done.add(file.path);
  };
  for (const file of files) walk(file, []);
  return found;
}
