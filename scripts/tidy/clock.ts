import { Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { isTest, type SourceFile } from './source.ts';

const sqlClock = /\b(now\(\)|current_date|current_timestamp|clock_timestamp\(\)|localtimestamp)/i;

export const oneClock: Rule = {
  // Time comes with the scope, so that a test and the demo can move it; a room that looks at the wall lives in another year.
  name: 'one clock',
  looksAt: (path) => /^src\/(modules|algorithms|kernel|ui)\/.*\.tsx?$/.test(path) && !isTest(path),
  check: (files) => files.flatMap(otherClocks),
  planted: [
    { 'src/modules/tasks/rules.ts': `const late = due < Date.now();` },
    { 'src/modules/tasks/rules.ts': `const today = new Date();` },
    { 'src/modules/tasks/commands.ts': 'const rows = sql`select * from task where due < now()`;' },
    { 'src/modules/tasks/commands.ts': `const at = 'current_date';` },
    { 'src/modules/tasks/rules.ts': `setTimeout(run, 10);` },
    { 'src/algorithms/shares.ts': `const luck = Math.random();` },
  ],
  clean: { 'src/modules/tasks/rules.ts': `const late = due < scope.now(); const at = new Date(due);` },
};

function otherClocks(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const complain = (at: number, what: string) =>
    found.push(finding(file, at, `${what}: time comes from scope.now(), chance from the caller`));
  new Visitor({
    CallExpression(node) {
      const callee = file.text.slice(node.callee.start, node.callee.end);
      if (/^(Date\.now|performance\.now|setTimeout|setInterval|Math\.random|Date)$/.test(callee))
        complain(node.start, callee);
    },
    NewExpression(node) {
      const made = file.text.slice(node.callee.start, node.callee.end);
      if (made === 'Date' && node.arguments.length === 0) complain(node.start, 'new Date()');
    },
    Literal(node) {
      if (typeof node.value === 'string' && sqlClock.test(node.value)) complain(node.start, node.value.slice(0, 40));
    },
    TemplateElement(node) {
      if (sqlClock.test(node.value.raw)) complain(node.start, node.value.raw.trim().slice(0, 40));
    },
  }).visit(file.program);
  return found;
}
