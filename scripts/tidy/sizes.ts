import { Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { isGenerated, isLanguage, isScript, isTest, type SourceFile } from './source.ts';

const fileLimit = 400;
const functionLimit = 70;
const lines = (count: number) => 'let a = 0;\n'.repeat(count);

/** Counts lines as an editor shows them: the line break that ends the last one begins no other. */
const linesOf = (file: SourceFile) => file.lineAt(Math.max(0, file.text.length - 1));

export const fileSize: Rule = {
  name: 'file size',
  looksAt: (path) => !isGenerated(path) && !isLanguage(path) && !path.startsWith('db/'),
  check: (files) =>
    files
      .filter((file) => linesOf(file) > fileLimit)
      .map((file) => finding(file, 0, `has ${linesOf(file)} lines, more than ${fileLimit}: find the missing idea`)),
  planted: [{ 'src/kernel/long.ts': lines(fileLimit + 1) }],
  clean: { 'src/kernel/full.ts': lines(fileLimit) },
};

export const functionSize: Rule = {
  name: 'function size',
  looksAt: (path) => isScript(path) && !isGenerated(path),
  check: (files) => files.flatMap(longFunctions),
  planted: [
    { 'src/kernel/long.ts': `export function long() {\n${lines(functionLimit)}}\n` },
    { 'src/kernel/long.ts': `export const long = () => {\n${lines(functionLimit)}};\n` },
  ],
  clean: {
    'src/kernel/full.ts': `export function full() {\n${lines(functionLimit - 2)}}\n`,
    'src/kernel/full.test.ts': `describe('many short tests', () => {\n${lines(functionLimit)}});\n`,
  },
};

function longFunctions(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  // A describe block is a chapter heading, not a function: the tests in it are measured one by one.
  const chapters = new Set<number>();
  const measure = (node: { start: number; end: number }) => {
    const count = file.lineAt(node.end) - file.lineAt(node.start) + 1;
    if (count > functionLimit && !chapters.has(node.start))
      found.push(finding(file, node.start, `a function of ${count} lines, more than ${functionLimit}`));
  };
  new Visitor({
    CallExpression(node) {
      const callee = file.text.slice(node.callee.start, node.callee.end);
      if (isTest(file.path) && /^describe\b/.test(callee)) for (const one of node.arguments) chapters.add(one.start);
    },
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(file.program);
  return found;
}
