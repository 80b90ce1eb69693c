import { isRoomFile, readsAnyDoor, roomOf } from './rooms.ts';
import { type Finding, finding, type Rule } from './rule.ts';
import { type Import, importsOf, isScript, isTest, type SourceFile } from './source.ts';

const everything = ['kernel', 'algorithms', 'platform', 'ui', 'modules', 'http', 'app', 'main', 'browser', 'demo'];

/** kernel ← algorithms, platform, ui ← modules ← app ← main: who may import from whom. */
const mayImport: Record<string, string[]> = {
  kernel: [],
  algorithms: ['kernel'],
  platform: ['kernel'],
  ui: ['kernel'],
  modules: ['kernel', 'algorithms', 'platform', 'ui', 'modules'],
  // The command line offers the generator of the schema and the demo, so it may reach for both.
  app: ['kernel', 'algorithms', 'platform', 'ui', 'modules', 'http', 'demo', 'scripts'],
  main: ['kernel', 'algorithms', 'platform', 'ui', 'modules', 'http', 'app'],
  browser: ['kernel', 'algorithms'],
  demo: ['kernel', 'algorithms', 'platform', 'modules', 'app'],
  tests: [...everything, 'tests', 'bench', 'scripts'],
  bench: [...everything, 'tests'],
  scripts: [...everything, 'tests'],
  bin: everything,
};

/** These three stand side by side: one may speak of another's types (a route mentions its form), never run its code. */
const sideBySide = ['algorithms', 'platform', 'ui'];

const folderOf = (path: string) =>
  path.startsWith('src/modules/')
    ? 'modules'
    : (path.match(/^src\/([a-z]+)(?:\/|\.ts)/)?.[1] ?? path.match(/^([a-z]+)\//)?.[1] ?? '');

export const oneWay: Rule = {
  name: 'one-way folders',
  looksAt: isScript,
  check: (files) => files.flatMap((file) => importsOf(file).flatMap((one) => wrongWay(file, one))),
  planted: [
    { 'src/kernel/money.ts': `import { db } from '#platform/db';` },
    { 'src/ui/page.tsx': `import { needs } from '#modules/needs';` },
    { 'src/platform/web.ts': `import { form } from '#ui/form';` },
    { 'src/platform/db.ts': `const late = await import('#app/server');` },
    { 'src/modules/needs/pages.tsx': `import { needsHttp } from '#http/needs';` },
    { 'src/algorithms/shares.ts': `export { page } from '#ui/page';` },
  ],
  clean: {
    'src/modules/needs/pages.tsx': `import { page } from '#ui/page';\nimport { yuan } from '#kernel/money';`,
    'src/app/server.ts': `import { needsHttp } from '#http/needs';`,
    'src/platform/web.ts': `import type { FormState } from '#ui/form';`,
    'src/modules/needs/commands.test.ts': `import { harness } from '#tests/harness';`,
  },
};

function wrongWay(file: SourceFile, one: Import): Finding[] {
  if (one.target === null) return [];
  const from = folderOf(file.path);
  const to = one.specifier.startsWith('#http/') ? 'http' : folderOf(one.target);
  const typesOnly = one.typeOnly && sideBySide.includes(from) && sideBySide.includes(to);
  const allowed =
    from === to ||
    typesOnly ||
    mayImport[from]?.includes(to) ||
    (isTest(file.path) && mayImport['tests']?.includes(to));
  return allowed ? [] : [finding(file, one.at, `${from} may not import from ${to} (${one.specifier})`)];
}

export const deepImport: Rule = {
  name: 'deep imports',
  looksAt: isScript,
  check: (files) => files.flatMap((file) => importsOf(file).flatMap((one) => deep(file, one))),
  planted: [
    { 'src/modules/needs/commands.ts': `import { post } from '../ledger/commands.ts';` },
    { 'src/modules/needs/commands.ts': `import { post } from '#modules/ledger/commands';` },
    { 'src/modules/needs/commands.ts': `import { post } from '#modules/needs';` },
    { 'src/app/server.ts': `import { post } from './parts/ledger.ts';` },
    { 'src/kernel/money.ts': `import { id } from './ids';` },
  ],
  clean: {
    'src/modules/needs/commands.ts': `import { post } from '#modules/ledger';\nimport { rules } from './rules.ts';`,
    'scripts/tidy.test.ts': `import { rule } from './tidy/rule.ts';`,
  },
};

function deep(file: SourceFile, one: Import): Finding[] {
  const complain = (message: string) => [finding(file, one.at, `${message} (${one.specifier})`)];
  const room = roomOf(file.path)?.room;
  if (one.specifier.includes('..')) return complain('a path that climbs out of its folder');
  if (/^#(modules|http)\/.*\//.test(one.specifier)) return complain('a path around the door');
  if (room && one.specifier === `#modules/${room}` && !isTest(file.path))
    return complain('a room that enters by its own door');
  if (file.path.startsWith('src/') && /^\.\/.*\//.test(one.specifier)) return complain('a path into a subfolder');
  if (one.specifier.startsWith('./') && !/\.(ts|tsx|mjs|css|json)$/.test(one.specifier))
    return complain('a path without its ending');
  return [];
}

export const roomOrder: Rule = {
  name: 'order of rooms',
  looksAt: (path) => path.startsWith('src/modules/') && !isTest(path),
  check: (files) => files.flatMap((file) => importsOf(file).flatMap((one) => againstOrder(file, one))),
  planted: [
    { 'src/modules/ledger/commands.ts': `import { needs } from '#modules/needs';` },
    { 'src/modules/intake/queries.ts': `import type { Need } from '#modules/needs';` },
    { 'src/modules/intake/commands-reply.ts': `export { results } from '#modules/results';` },
  ],
  clean: {
    'src/modules/needs/commands.ts': `import { record } from '#modules/record';`,
    'src/modules/ledger/pages.tsx': `import { needs } from '#modules/needs';`,
    'src/modules/ledger/jobs.ts': `import { needs } from '#modules/needs';`,
  },
};

function againstOrder(file: SourceFile, one: Import): Finding[] {
  const from = roomOf(file.path);
  const to = one.specifier.startsWith('#modules/') && one.target !== null ? roomOf(one.target) : null;
  if (!from || !to || readsAnyDoor(from.file) || from.room === to.room) return [];
  if (to.place < 0) return [finding(file, one.at, `${to.room} has no place in the order of rooms`)];
  return to.place < from.place
    ? []
    : [finding(file, one.at, `${from.room} comes before ${to.room} and may not call it`)];
}

export const roomShape: Rule = {
  name: 'shape of rooms',
  looksAt: (path) => path.startsWith('src/modules/'),
  check: (files) => files.flatMap(misplaced),
  planted: [
    { 'src/modules/ledger/posting/sql.ts': '' },
    { 'src/modules/ledger/helpers.ts': '' },
    { 'src/modules/gadgets/index.ts': '' },
  ],
  clean: { 'src/modules/ledger/commands-gifts.ts': '', 'src/modules/ledger/money-words.test.ts': '' },
};

function misplaced(file: SourceFile): Finding[] {
  const room = roomOf(file.path);
  if (room === null || room.place < 0)
    return [finding(file, 0, 'lies in a room without a place in the order of rooms')];
  if (room.file.includes('/')) return [finding(file, 0, 'lies in a subfolder of a room; rooms are flat')];
  return isRoomFile(room.file)
    ? []
    : [finding(file, 0, 'has a name that rooms do not use: index, schema, rules, commands…')];
}
