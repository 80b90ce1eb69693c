import { type Finding, finding, type Rule } from './rule.ts';
import { importsOf, resolve, type SourceFile } from './source.ts';

const isDoor = (path: string) => /^src\/modules\/[^/]+\/index\.ts$/.test(path);

export const doorsWithoutPages: Rule = {
  name: 'doors without pages',
  looksAt: isDoor,
  check: (files) =>
    files.flatMap((file) =>
      importsOf(file)
        .filter(
          (one) =>
            /\/(pages|routes|api|jobs|http)(-[a-z0-9-]+)?\.tsx?$/.test(one.target ?? '') ||
            one.target?.endsWith('.tsx'),
        )
        .map((one) => finding(file, one.at, `a door may not export ${one.specifier}`)),
    ),
  planted: [
    { 'src/modules/needs/index.ts': `export { NeedPage } from './pages.tsx';` },
    { 'src/modules/needs/index.ts': `import { routes } from './routes.tsx';\nexport { routes };` },
  ],
  clean: { 'src/modules/needs/index.ts': `export { openNeed } from './commands.ts';` },
};

export const doorComments: Rule = {
  name: 'doors with comments',
  looksAt: (path) => /^src\/modules\/[^/]+\/[a-z0-9-]+\.ts$/.test(path),
  check: (files) => files.filter((file) => isDoor(file.path)).flatMap((door) => uncommented(door, files)),
  planted: [
    { 'src/modules/needs/index.ts': `export const open = 1;` },
    {
      'src/modules/needs/index.ts': `/** What is needed. */\nexport { open } from './commands.ts';`,
      'src/modules/needs/commands.ts': `export const open = 1;`,
    },
    { 'src/modules/needs/index.ts': `/** What is needed. */\nexport * from './commands.ts';` },
  ],
  clean: {
    'src/modules/needs/index.ts': `/** What is needed. */\nexport { open, type Need as Wish } from './commands.ts';`,
    'src/modules/needs/commands.ts': `/** Opens it. */\nexport const open = 1;\n/** One need. */\nexport interface Need {}\n`,
  },
};

function uncommented(door: SourceFile, files: SourceFile[]): Finding[] {
  const intro = door.comments[0];
  const missing =
    intro && door.text.slice(0, intro.start).trim() === ''
      ? []
      : [finding(door, 0, 'a door begins with a paragraph on what the room is for')];
  const exported = door.module.staticExports.flatMap((one) => one.entries);
  return [
    ...missing,
    ...exported.flatMap((entry) => {
      if (!entry.moduleRequest)
        return commented(door, entry.start) ? [] : [finding(door, entry.start, 'an export without a doc comment')];
      const name = entry.importName.name;
      if (name === null) return [finding(door, entry.start, 'a door names what it exports, one by one')];
      const source = files.find((file) => file.path === resolve(door.path, entry.moduleRequest?.value ?? ''));
      const made = source?.module.staticExports.find((one) =>
        one.entries.some((each) => each.exportName.name === name),
      );
      // What is passed on from elsewhere has its comment where it is made.
      if (!source || !made || made.entries.some((each) => each.moduleRequest)) return [];
      return commented(source, made.start)
        ? []
        : [finding(source, made.start, `${name} goes out of the door without a doc comment`)];
    }),
  ];
}

const commented = (file: SourceFile, start: number) =>
  file.comments.some(
    (one) =>
      one.type === 'Block' &&
      one.value.startsWith('*') &&
      one.end <= start &&
      file.text.slice(one.end, start).trim() === '',
  );
