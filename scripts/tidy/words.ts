import { type Expression, type JSXAttribute, type ObjectExpression, Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { isGenerated, isLanguage, isTest, type SourceFile } from './source.ts';

const han = /\p{Script=Han}/u;
/** A single Latin letter is a key on the keyboard, and what has figures in it a number or a hash: neither is a word. */
const isWord = (token: string) =>
  /\p{L}/u.test(token) && !/\p{N}/u.test(token) && !/^\P{L}*[A-Za-z]\P{L}*$/u.test(token);
const letter = { test: (text: string) => text.split(/\s+/).some(isWord) };
const isSource = (path: string) => /^(src|browser)\/.*\.tsx?$/.test(path) && !isTest(path) && !isGenerated(path);

export const wordsAtHome: Rule = {
  name: 'words in language files',
  looksAt: (path) => isSource(path) && !isLanguage(path),
  check: (files) => files.flatMap(strayWords),
  planted: [
    { 'src/modules/needs/rules.ts': `const state = '进行中';` },
    { 'src/modules/needs/rules.ts': `const state = \`第\${n}号\`;` },
    { 'src/modules/needs/pages.tsx': `const a = <p>Hello</p>;` },
    { 'src/modules/needs/pages.tsx': `const a = <p>{'Hello'}</p>;` },
    { 'src/modules/needs/pages.tsx': `const a = <p>{done ? 'yes' : 'no'}</p>;` },
    { 'src/modules/needs/pages.tsx': `const a = <img alt="a chair" />;` },
    { 'src/ui/form.tsx': `const a = <Field label={'Name'} />;` },
    { 'src/ui/form.tsx': `const a = <input aria-label="Name" />;` },
  ],
  clean: {
    'src/modules/needs/rules.ts': `// 需求 is a need.\nconst state = 'open';`,
    'src/modules/needs/pages.tsx': `const a = <p class="lead" title={words.title}>{words.hello} · 12 {'—'} <kbd>S</kbd> <code>9f3c 71ae</code></p>;`,
  },
};

const spoken = new Set([
  'title',
  'alt',
  'placeholder',
  'label',
  'summary',
  'caption',
  'heading',
  'hint',
  'aria-label',
  'aria-description',
]);

function strayWords(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const stray = (at: number, text: string) =>
    found.push(finding(file, at, `words shown to people belong in zh.ts and en.ts: ${text.trim().slice(0, 40)}`));
  new Visitor({
    Literal(node) {
      if ((typeof node.value === 'string' || 'regex' in node) && han.test(node.raw ?? ''))
        stray(node.start, node.raw ?? '');
    },
    TemplateElement(node) {
      if (han.test(node.value.raw)) stray(node.start, node.value.raw);
    },
    JSXText(node) {
      if (letter.test(node.value)) stray(node.start, node.value);
    },
    JSXExpressionContainer(node) {
      if (node.expression.type !== 'JSXEmptyExpression')
        for (const text of literals(node.expression)) found.push(...loose(file, node.start, text));
    },
    JSXAttribute(node) {
      if (spoken.has(file.text.slice(node.name.start, node.name.end)))
        for (const text of attributeText(node)) if (letter.test(text)) stray(node.start, text);
    },
  }).visit(file.program);
  return found;
}

/** An expression between tags is shown; one that is an attribute's value follows `=` and is judged with its attribute. */
function loose(file: SourceFile, at: number, text: string): Finding[] {
  const isAttribute = file.text.slice(0, at).trimEnd().endsWith('=');
  return isAttribute || !letter.test(text)
    ? []
    : [finding(file, at, `words shown to people belong in zh.ts and en.ts: ${text.trim().slice(0, 40)}`)];
}

function attributeText(node: JSXAttribute): string[] {
  if (node.value?.type === 'Literal') return [node.value.value];
  if (node.value?.type !== 'JSXExpressionContainer' || node.value.expression.type === 'JSXEmptyExpression') return [];
  return literals(node.value.expression);
}

/** The plain strings an expression can come out as. */
function literals(node: Expression): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateLiteral') return node.quasis.map((part) => part.value.raw);
  if (node.type === 'ConditionalExpression') return [...literals(node.consequent), ...literals(node.alternate)];
  if (node.type === 'LogicalExpression') return literals(node.right);
  return node.type === 'ParenthesizedExpression' ? literals(node.expression) : [];
}

export const wordsInBoth: Rule = {
  name: 'words in both languages',
  looksAt: (path) => /^(src|browser|demo)\//.test(path) && isLanguage(path),
  check: (files) => files.flatMap((file) => unpaired(file, files)),
  planted: [
    { 'src/modules/needs/zh.ts': `export const zh = { a: '甲' };` },
    {
      'src/modules/needs/zh.ts': `export const zh = { a: '甲', b: { c: '乙' } };`,
      'src/modules/needs/en.ts': `export const en = { a: 'A', b: { d: 'B' } };`,
    },
    {
      'src/modules/needs/zh.ts': `export const zh = { a: '甲' };`,
      'src/modules/needs/en.ts': `export const en = { a: '甲' };`,
    },
  ],
  clean: {
    'src/modules/needs/zh.ts': `export const zh = { a: '甲', b: { c: (n: number) => \`\${n} 个\` } };`,
    'src/modules/needs/en.ts': `export const en = { a: 'A', b: { c: (n: number) => \`\${n}\` } };`,
  },
};

function unpaired(file: SourceFile, files: SourceFile[]): Finding[] {
  const other = /(^|\/)zh[^/]*$/.test(file.path)
    ? file.path.replace(/zh([^/]*)$/, 'en$1')
    : file.path.replace(/en([^/]*)$/, 'zh$1');
  const twin = files.find((one) => one.path === other);
  if (!twin) return [finding(file, 0, `has no ${other} beside it`)];
  const theirs = keysOf(twin);
  const missing = [...keysOf(file)].filter((key) => !theirs.has(key));
  return [
    ...missing.map((key) => finding(file, 0, `${key} is missing in ${other}`)),
    ...(other.includes('zh') ? chineseInEnglish(file) : []),
  ];
}

/** The dotted names of every word in a language file; lists for reading what people type may lie beside the words. */
function keysOf(file: SourceFile): Set<string> {
  const keys = new Set<string>();
  const collect = (object: ObjectExpression, prefix: string) => {
    for (const property of object.properties) {
      if (property.type !== 'Property') continue;
      const key = `${prefix}${file.text.slice(property.key.start, property.key.end).replaceAll(/['"]/g, '')}`;
      if (property.value.type === 'ObjectExpression') collect(property.value, `${key}.`);
      else keys.add(key);
    }
  };
  for (const statement of file.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier' || !/^(zh|en)$/.test(id.name)) continue;
      const value = init?.type === 'TSSatisfiesExpression' || init?.type === 'TSAsExpression' ? init.expression : init;
      if (value?.type === 'ObjectExpression') collect(value, '');
    }
  }
  return keys;
}

function chineseInEnglish(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  new Visitor({
    Literal(node) {
      // A Chinese term may stand beside its English one, never alone.
      if (typeof node.value === 'string' && han.test(node.value) && !/[a-z]{2}/i.test(node.value))
        found.push(finding(file, node.start, `Chinese without English: ${node.value}`));
    },
  }).visit(file.program);
  return found;
}
