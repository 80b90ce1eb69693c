import { type CallExpression, type ObjectExpression, Visitor } from 'oxc-parser';
import { roomOf } from './rooms.ts';
import { type Finding, finding, type Rule } from './rule.ts';
import { isTest, type SourceFile } from './source.ts';

export const namedPermissions: Rule = {
  name: 'permissions named',
  looksAt: (path) => /^src\/(modules|app)\/.*\.tsx?$/.test(path) && !isTest(path),
  check: (files) => files.flatMap(unnamed),
  planted: [
    { 'src/modules/needs/commands.ts': `export const open = command({ name: 'needs.open', input, run });` },
    { 'src/modules/needs/commands.ts': `export const open = command({ name: 'open', permission, input, run });` },
    { 'src/modules/needs/commands.ts': `export const open = command(spec);` },
    { 'src/modules/needs/routes.tsx': `const routes = [get('/s/:space/needs', { show })];` },
    { 'src/modules/needs/routes.tsx': `const routes = [post('/s/:space/needs', { command: open, done })];` },
    { 'src/modules/needs/routes.tsx': `const routes = [raw('GET', '/s/:space/needs', { respond })];` },
    { 'src/modules/needs/permissions.ts': `export const mayOpen = may('funds.open', 'worker');` },
  ],
  clean: {
    'src/modules/needs/commands.ts': `export const open = command({ name: 'needs.open', permission: mayOpen, input, run });`,
    'src/modules/needs/routes.tsx': `const routes = [list('/s/:space/needs', { permission: mayOpen, load, show })]; rows.get('/x');`,
    'src/modules/needs/permissions.ts': `export const mayOpen = may('needs.open', 'worker');`,
  },
};

function unnamed(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const complain = (node: CallExpression, message: string) => found.push(finding(file, node.start, message));
  const room = roomOf(file.path)?.room;
  const foreign = (text: string | null) => room !== undefined && text !== null && !text.startsWith(`${room}.`);
  new Visitor({
    CallExpression(node) {
      const callee = file.text.slice(node.callee.start, node.callee.end);
      if (callee === 'command') {
        const spec = specOf(node);
        if (!spec || fieldOf(file, spec, 'permission') === null) complain(node, 'a command without a permission');
        else if (foreign(stringOf(fieldOf(file, spec, 'name')))) complain(node, `a command is named ${room}.deed`);
      }
      if (isRoute(node, callee) && fieldOf(file, specOf(node), 'permission') === null)
        complain(node, `a route (${callee}) without a permission`);
      const first = node.arguments[0];
      if (callee === 'may' && first && foreign(stringOf(file.text.slice(first.start, first.end))))
        complain(node, `a permission is named ${room}.deed`);
    },
  }).visit(file.program);
  return found;
}

function isRoute(node: CallExpression, callee: string): boolean {
  if (!['get', 'list', 'form', 'post', 'raw'].includes(callee)) return false;
  return node.arguments.some(
    (one) => one.type === 'Literal' && typeof one.value === 'string' && one.value.startsWith('/'),
  );
}

function specOf(node: CallExpression): ObjectExpression | null {
  return node.arguments.find((one): one is ObjectExpression => one.type === 'ObjectExpression') ?? null;
}

function fieldOf(file: SourceFile, spec: ObjectExpression | null, key: string): string | null {
  for (const property of spec?.properties ?? []) {
    if (property.type === 'Property' && file.text.slice(property.key.start, property.key.end) === key)
      return file.text.slice(property.value.start, property.value.end);
  }
  return null;
}

const stringOf = (text: string | null) => text?.match(/^'([^']*)'$/)?.[1] ?? null;

export const changesInCommands: Rule = {
  // Whoever changes a row stands inside a command, which asked for the permission, or is handed its scope (Inside).
  name: 'no change without a permission',
  looksAt: (path) => /^src\/modules\/.*\.tsx?$/.test(path) && !isTest(path),
  check: (files) => files.flatMap(changesOutside),
  planted: [
    {
      'src/modules/needs/queries.ts': `export async function touch(scope: Scope) { await scope.db.updateTable('need').execute(); }`,
    },
    {
      'src/modules/needs/jobs.ts': `export const tidy = { run: async (scope) => { await scope.db.deleteFrom('need').execute(); } };`,
    },
    {
      'src/modules/needs/commands.ts':
        'export const touch = (scope: Scope) => sql`insert into need values (1)`.execute(scope.db);',
    },
  ],
  clean: {
    'src/modules/needs/commands.ts':
      `export const open = command({ name: 'needs.open', permission, input, run: async (scope, input) => { await scope.db.insertInto('need').execute(); } });\n` +
      `async function rename(scope: Inside) { await scope.db.updateTable('need').execute(); }`,
    'src/modules/people/sessions.ts': `export const end = (db: Db) => db.deleteFrom('auth.session').execute();`,
    'src/modules/needs/queries.ts': `export const all = (scope: Scope) => scope.db.selectFrom('need').execute();`,
  },
};

const writes = /^\s*(with\b[\s\S]*\b)?(insert\s+into|update|delete\s+from|merge\s+into|truncate)\b/i;

function changesOutside(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  let commands = 0;
  let inside = 0;
  const hasScope = (node: { params: { start: number; end: number }[] }) =>
    node.params.some((one) => /:\s*(Inside|Readonly<Inside>)\b/.test(file.text.slice(one.start, one.end)));
  const enter = (node: { params: { start: number; end: number }[] }) => {
    if (hasScope(node)) inside += 1;
  };
  const leave = (node: { params: { start: number; end: number }[] }) => {
    if (hasScope(node)) inside -= 1;
  };
  const complain = (at: number, what: string) => {
    if (commands === 0 && inside === 0)
      found.push(finding(file, at, `${what} outside a command: nobody asked whether this may be done`));
  };
  const calleeOf = (node: CallExpression) => file.text.slice(node.callee.start, node.callee.end);
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression(node) {
      if (calleeOf(node) === 'command') commands += 1;
      const change = calleeOf(node).match(/\.(insertInto|updateTable|deleteFrom|mergeInto|replaceInto)$/)?.[1];
      // An account belongs to no space: who may change one is settled by the sign-in that guards it.
      const table = node.arguments[0];
      const ofAccounts = table !== undefined && /^'auth\./.test(file.text.slice(table.start, table.end));
      if (change && !ofAccounts) complain(node.callee.end, change);
    },
    'CallExpression:exit'(node) {
      if (calleeOf(node) === 'command') commands -= 1;
    },
    TaggedTemplateExpression(node) {
      if (
        /^sql\b/.test(file.text.slice(node.tag.start, node.tag.end)) &&
        writes.test(node.quasi.quasis[0]?.value.raw ?? '')
      )
        complain(node.start, 'a writing statement');
    },
  }).visit(file.program);
  return found;
}
