import { type Config, readCommandLine } from '#platform/config';
import { StartError } from '#platform/start-error';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** A command gets the settings and its own words, and ends with an exit code. */
export type Command = (config: Config, args: readonly string[]) => Promise<number>;

interface CommandEntry {
  /** Key of its one-line description in the language files. */
  readonly says: keyof typeof zh.cli;
  /** Loaded only when called, so that no command pays for another's libraries. */
  readonly load: () => Promise<Command>;
}

/** Every command by name. To add one: a line here, and its description in both language files. */
const commands: Readonly<Record<string, CommandEntry>> = {
  start: { says: 'start', load: async () => (await import('./start.ts')).start },
  demo: { says: 'demo', load: async () => (await import('./start.ts')).startDemo },
  code: { says: 'code', load: async () => (await import('./demo.ts')).codeCommand },
  import: { says: 'import', load: async () => (await import('./import.ts')).importCommand },
  export: { says: 'export', load: async () => (await import('./export-books.ts')).exportCommand },
  migrate: { says: 'migrate', load: async () => (await import('./maintain.ts')).migrateCommand },
  schema: { says: 'schema', load: async () => (await import('./maintain.ts')).schemaCommand },
  count: { says: 'count', load: async () => (await import('./count.ts')).countCommand },
  match: { says: 'match', load: async () => (await import('./match.ts')).matchCommand },
  classify: { says: 'classify', load: async () => (await import('./classify.ts')).classifyCommand },
  similar: { says: 'similar', load: async () => (await import('./similar.ts')).similarCommand },
  verify: { says: 'verify', load: async () => (await import('./verify.ts')).verifyCommand },
  witness: { says: 'witness', load: async () => (await import('./witness.ts')).witnessCommand },
  'log-key': { says: 'logKey', load: async () => (await import('./log-key.ts')).logKeyCommand },
  search: { says: 'search', load: async () => (await import('./search.ts')).searchCommand },
  backup: { says: 'backup', load: async () => (await import('./backup.ts')).backupCommand },
  restore: { says: 'restore', load: async () => (await import('./restore.ts')).restoreCommand },
  check: { says: 'check', load: async () => (await import('./check.ts')).checkCommand },
};

const optionHelp: readonly (readonly [string, keyof typeof zh.cli])[] = [
  ['--port N', 'port'],
  ['--host ADDRESS', 'host'],
  ['--data FOLDER', 'data'],
  ['--no-demo', 'noDemo'],
  ['--base-url URL', 'baseUrl'],
  ['--database-url URL', 'databaseUrl'],
  ['--owner-url URL', 'ownerUrl'],
  ['--log-level LEVEL', 'logLevel'],
];

/** Runs one command line to its end and returns the exit code. A refused start is one sentence, not a stack. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const { config, command, args, help } = readCommandLine(argv);
    if (help || command === undefined || command === 'help') {
      console.log(helpText());
      return 0;
    }
    const entry = commands[command];
    if (!entry) throw new StartError('command_unknown', { command });
    return await (await entry.load())(config, args);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function helpText(): string {
  const names: readonly (readonly [string, keyof typeof zh.cli])[] = [
    ...Object.entries(commands).map(([name, entry]) => [name, entry.says] as const),
    // Lives in bin/linli.mjs, because it starts the others again and again.
    ['dev', 'dev'],
  ];
  const rows = (pairs: readonly (readonly [string, keyof typeof zh.cli])[]) =>
    pairs.map(([name, key]) => `  ${name.padEnd(20)} ${zh.cli[key]}\n  ${' '.repeat(20)} ${en.cli[key]}`);
  return [
    `${zh.cli.heading}\n${en.cli.heading}\n`,
    `${zh.cli.usage} / ${en.cli.usage}\n`,
    `${zh.cli.commands} / ${en.cli.commands}`,
    ...rows(names),
    `\n${zh.cli.options}\n${en.cli.options}`,
    ...rows(optionHelp),
  ].join('\n');
}
