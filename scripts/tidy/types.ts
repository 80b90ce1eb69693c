import { Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { isGenerated, isScript, isTest, type SourceFile } from './source.ts';

export const honestTypes: Rule = {
  name: 'honest types',
  looksAt: (path) => isScript(path) && !isGenerated(path),
  check: (files) => files.flatMap(dishonest),
  planted: [
    { 'src/kernel/a.ts': `let a: any;` },
    { 'src/kernel/a.ts': `const a = b as any;` },
    { 'src/kernel/a.ts': `const a = b as Money;` },
    { 'src/kernel/a.ts': `const a = b!;` },
    { 'src/kernel/a.ts': `export default 1;` },
    { 'src/kernel/a.ts': `// @ts-expect-error later\nconst a = 1;` },
    { 'src/kernel/a.ts': `enum A { b }` },
  ],
  clean: {
    'src/kernel/a.ts': `const a = ['b'] as const;\n// The driver returns this shape and says nothing about it.\nconst c = d as Row;`,
    'src/kernel/a.test.ts': `const broken = {} as Row;`,
    'vitest.config.ts': `export default {};`,
  },
};

function dishonest(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const complain = (at: number, what: string) => found.push(finding(file, at, what));
  new Visitor({
    TSAnyKeyword: (node) => complain(node.start, 'any says nothing: name the type, or use unknown'),
    TSNonNullExpression: (node) => complain(node.start, 'an assertion with ! : show that it is there'),
    TSEnumDeclaration: (node) => complain(node.start, 'an enum: use a union of words'),
    TSAsExpression(node) {
      const type = file.text.slice(node.typeAnnotation.start, node.typeAnnotation.end);
      if (type !== 'const' && !isTest(file.path) && !explained(file, node.start, node.end))
        complain(node.start, `a cast (as ${type}) without a comment that says why`);
    },
    ExportDefaultDeclaration(node) {
      if (!file.path.endsWith('.config.ts')) complain(node.start, 'a default export: give it its name');
    },
  }).visit(file.program);
  for (const comment of file.comments)
    if (/@ts-(ignore|expect-error|nocheck)/.test(comment.value)) complain(comment.start, 'a silenced type error');
  return found;
}

/** A comment on the lines of the cast, or ending on the line above. */
function explained(file: SourceFile, start: number, end: number): boolean {
  return file.comments.some(
    (one) => file.lineAt(one.end) >= file.lineAt(start) - 1 && file.lineAt(one.start) <= file.lineAt(end),
  );
}

export const nothingLeftOver: Rule = {
  name: 'nothing left over',
  looksAt: (path) => !isGenerated(path) && !path.startsWith('scripts/tidy/'),
  check: (files) =>
    files.flatMap((file) =>
      [...file.text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b|\b(it|test|describe)\.only\(|\bdebugger;/g)].map((match) =>
        finding(file, match.index, `${match[0]}: finish it, or leave it out`),
      ),
    ),
  planted: [
    { 'src/kernel/a.ts': `// TODO later\n` },
    { 'src/ui/a.css': `/* FIXME */\n` },
    { 'src/kernel/a.test.ts': `it.only('works', () => {});` },
  ],
  clean: { 'src/kernel/a.ts': `// What is to be done is a task.\n` },
};

const sleeps = /\bsetTimeout\((resolve|done|ok|r)\b|\bsleep\(|\bwaitForTimeout\(|from 'node:timers\/promises'/g;

export const restlessTests: Rule = {
  name: 'tests without sleeps',
  looksAt: isTest,
  check: (files) =>
    files.flatMap((file) =>
      [...file.text.matchAll(sleeps)].map((match) =>
        finding(file, match.index, `${match[0]}: wait for what happens, not for a while`),
      ),
    ),
  planted: [
    { 'tests/stories/a.test.ts': `await new Promise((resolve) => setTimeout(resolve, 50));` },
    { 'tests/e2e/a.test.ts': `await page.waitForTimeout(100);` },
    { 'src/kernel/a.test.ts': `import { setTimeout } from 'node:timers/promises';` },
  ],
  clean: { 'tests/stories/a.test.ts': `await page.waitForSelector('h1');` },
};
