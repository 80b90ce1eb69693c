import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Comment, type EcmaScriptModule, type Program, parseSync } from 'oxc-parser';

/** One file of the project as the rules see it: its path from the root with forward slashes, its text, and its tree. */
export interface SourceFile {
  path: string;
  text: string;
  program: Program;
  module: EcmaScriptModule;
  comments: Comment[];
  /** The line, from 1, on which an offset into the text lies. */
  lineAt: (offset: number) => number;
}

export interface Import {
  specifier: string;
  /** The path from the root of the file meant, where it is one of ours. */
  target: string | null;
  names: string[];
  typeOnly: boolean;
  at: number;
}

const folders = ['src', 'browser', 'demo', 'tests', 'bench', 'scripts', 'bin', 'db'];
const kinds = /\.(ts|tsx|mjs|css|sql)$/;
const script = /\.(ts|tsx|mjs)$/;

/** Every source file below the root; what is generated into other folders or installed is no source. */
export function readProject(root: string): SourceFile[] {
  const inFolders = folders.flatMap((folder) => filesBelow(root, folder));
  const atTop = readdirSync(root).filter((name) => kinds.test(name));
  return [...inFolders, ...atTop].sort().map((path) => parseFile(path, readFileSync(join(root, path), 'utf8')));
}

function filesBelow(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => kinds.test(name) && !name.includes('node_modules'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Parses one file; styles and SQL have an empty tree and are read as text. */
export function parseFile(path: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(path, script.test(path) ? text : '', {
    lang: languageOf(path),
  });
  const broken = errors[0];
  if (broken) throw new Error(`${path} cannot be parsed: ${broken.message}`);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    path,
    text,
    program,
    module,
    comments,
    lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
  };
}

const languageOf = (path: string) => (path.endsWith('.tsx') ? 'tsx' : path.endsWith('.mjs') ? 'js' : 'ts');

/** Everything a file imports or re-exports, dynamic imports of a plain string as well. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, names: string[], typeOnly: boolean, at: number) =>
    found.push({ specifier, target: resolve(file.path, specifier), names, typeOnly, at });
  for (const one of file.module.staticImports) {
    const typeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    add(
      one.moduleRequest.value,
      one.entries.map((entry) => entry.importName.name ?? '*'),
      typeOnly,
      one.start,
    );
  }
  for (const one of file.module.staticExports) {
    const from = one.entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (from) {
      const typeOnly = one.entries.every((entry) => entry.isType);
      add(
        from.value,
        one.entries.map((entry) => entry.importName.name ?? '*'),
        typeOnly,
        one.start,
      );
    }
  }
  for (const one of file.module.dynamicImports) {
    const text = file.text.slice(one.moduleRequest.start, one.moduleRequest.end);
    if (/^['"`].*['"`]$/.test(text)) add(text.slice(1, -1), ['*'], false, one.start);
  }
  return found;
}

/** The `imports` of package.json, as far as they lead to files of ours. */
const doors: [prefix: string, path: (rest: string) => string][] = [
  ['#kernel/', (rest) => `src/kernel/${rest}.ts`],
  ['#algorithms/', (rest) => `src/algorithms/${rest}.ts`],
  ['#platform/', (rest) => `src/platform/${rest}.ts`],
  ['#ui/', (rest) => `src/ui/${rest}.tsx`],
  ['#modules/', (rest) => `src/modules/${rest}/index.ts`],
  ['#http/', (rest) => `src/modules/${rest}/http.ts`],
  ['#app/', (rest) => `src/app/${rest}.ts`],
  ['#tests/', (rest) => `tests/${rest}.ts`],
  ['#scripts/', (rest) => `scripts/${rest}.ts`],
  ['#demo/', (rest) => `demo/${rest}.ts`],
];

export function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) {
    const parts = from.split('/').slice(0, -1);
    for (const step of specifier.split('/')) {
      if (step === '..') parts.pop();
      else if (step !== '.') parts.push(step);
    }
    return parts.join('/');
  }
  const door = doors.find(([prefix]) => specifier.startsWith(prefix));
  return door ? door[1](specifier.slice(door[0].length)) : null;
}

/** A test lies beside what it tests, or in tests/. */
export const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');

/** Written by a program; measured by nobody. */
export const isGenerated = (path: string) => path.endsWith('.generated.ts') || path === 'db/schema.sql';

/** The files that hold the words people read, and those that hold what must be recognised in people's own words. */
export const isLanguage = (path: string) => /(^|\/)(zh|en)(-[a-z]+)*\.ts$/.test(path);

export const isScript = (path: string) => script.test(path);

/** Finds which words an expression speaks of: amountInFen → amount, in, fen. */
export const wordsIn = (text: string): string[] =>
  (text.replaceAll(/'[^']*'|"[^"]*"/g, '').match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) =>
    word.toLowerCase(),
  );
