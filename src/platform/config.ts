import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { demoName, holdsData, placeOf } from './data-folder.ts';
import { projectRoot } from './root.ts';
import { StartError } from './start-error.ts';

export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** Everything that can be set from outside, read once at the start. */
export interface Config {
  /** TCP port of the pages; 0 asks for a free one. */
  readonly port: number;
  /** Address the pages are served at; the demo stays on this machine whatever was asked. */
  readonly host: string;
  /** True when the demo was asked for a public address and kept from it. */
  readonly hostRefused: boolean;
  /** The folder everything lives in: database, keys, files. The demo's is a folder inside the real one. */
  readonly data: string;
  /** The real data folder that was asked for, before root or the demo moved it. */
  readonly wantedData: string;
  readonly demo: boolean;
  /** The address people use, without a slash at the end; for links in messages and QR codes. */
  readonly baseUrl: string;
  /** A server of the operator's own instead of the PostgreSQL that Linli brings. */
  readonly databaseUrl: string | undefined;
  readonly ownerUrl: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
}

/** A command line taken apart: settings that every command shares, and what is left for the command itself. */
export interface CommandLine {
  readonly config: Config;
  readonly command: string | undefined;
  readonly args: readonly string[];
  readonly help: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Option on the command line, environment variable of the same meaning, and whether it takes a value. */
const options = [
  { flag: 'port', env: 'LINLI_PORT', value: true },
  { flag: 'host', env: 'LINLI_HOST', value: true },
  { flag: 'data', env: 'LINLI_DATA', value: true },
  { flag: 'demo', env: 'LINLI_DEMO', value: false },
  { flag: 'base-url', env: 'LINLI_BASE_URL', value: true },
  { flag: 'database-url', env: 'DATABASE_URL', value: true },
  { flag: 'owner-url', env: 'DATABASE_OWNER_URL', value: true },
  { flag: 'log-level', env: 'LINLI_LOG_LEVEL', value: true },
] as const;

/** Commands that mean the demo whatever else the data folder holds: one of them throws its folder away. */
const aboutDemo = ['demo', 'code'];

type Flag = (typeof options)[number]['flag'];
type Given = Partial<Record<Flag, string>>;

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/database');

const settings = z.object({
  port: z
    .string()
    .regex(/^\d{1,5}$/, '0–65535')
    .transform(Number)
    .refine((port) => port <= 65_535, '0–65535')
    .default(8080),
  host: z.string().min(1, '127.0.0.1').default('127.0.0.1'),
  data: z.string().min(1, './data').optional(),
  demo: z
    .enum(['1', '0', 'true', 'false', 'yes', 'no', 'on', 'off'], '1 / 0')
    .transform((word) => ['1', 'true', 'yes', 'on'].includes(word))
    .optional(),
  'base-url': z
    .url({ protocol: /^https?$/, error: 'https://linli.example.org' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  'database-url': postgresUrl.optional(),
  'owner-url': postgresUrl.optional(),
  'log-level': z.enum(logLevels, logLevels.join(' / ')).default('info'),
});

/**
 * Reads the command line and the environment; the command line wins. On an empty data folder the demo comes up
 * unless `--no-demo` says otherwise or a server of one's own is named. Throws `StartError` `option_value`.
 */
export function readCommandLine(argv: readonly string[], env: Environment = process.env): CommandLine {
  const { given, rest, help } = splitArguments(argv);
  const fromEnvironment = Object.fromEntries(
    options.flatMap(({ flag, env: name }) => (env[name] ? [[flag, env[name]]] : [])),
  );
  const [command, ...args] = rest;
  const asked = { ...fromEnvironment, ...given, ...(aboutDemo.includes(command ?? '') ? { demo: 'yes' } : {}) };
  const parsed = settings.safeParse(asked);
  if (!parsed.success) throw wrongValue(parsed.error, asked);
  return { config: complete(parsed.data), command, args, help };
}

function complete(read: z.output<typeof settings>): Config {
  const wantedData = read.data === undefined ? join(projectRoot, 'data') : resolve(read.data);
  const databaseUrl = read['database-url'];
  const place = databaseUrl ? wantedData : placeOf(wantedData);
  const demo = read.demo ?? (databaseUrl === undefined && !holdsData(place));
  const hostRefused = demo && !['127.0.0.1', 'localhost', '::1'].includes(read.host);
  const host = hostRefused ? '127.0.0.1' : read.host;
  return {
    port: read.port,
    host,
    hostRefused,
    data: demo ? join(place, demoName) : place,
    wantedData,
    demo,
    baseUrl: read['base-url'] ?? `http://${visibleHost(host)}:${read.port}`,
    databaseUrl,
    ownerUrl: read['owner-url'],
    logLevel: read['log-level'],
  };
}

/** The settings of the same start on another port, for a port chosen by the system. */
export function withPort(config: Config, port: number): Config {
  const unset = config.baseUrl === `http://${visibleHost(config.host)}:${config.port}`;
  return { ...config, port, baseUrl: unset ? `http://${visibleHost(config.host)}:${port}` : config.baseUrl };
}

/** The name a browser may use for a host that the server listens at. */
function visibleHost(host: string): string {
  if (host === '127.0.0.1' || host === '::1') return 'localhost';
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host;
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal);
  return outside?.address ?? 'localhost';
}

function splitArguments(argv: readonly string[]): { given: Given; rest: readonly string[]; help: boolean } {
  const given: Given = {};
  const rest: string[] = [];
  let help = false;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const [name, inline] = splitOnce(word.replace(/^--/, ''));
    const option = word.startsWith('--')
      ? options.find(({ flag }) => flag === name || (flag === 'demo' && name === 'no-demo'))
      : undefined;
    if (word === '--help' || word === '-h') help = true;
    else if (!option) rest.push(word);
    else if (!option.value) given[option.flag] = inline ?? (name === 'no-demo' ? 'no' : 'yes');
    else if (inline !== undefined) given[option.flag] = inline;
    else {
      at += 1;
      given[option.flag] = argv[at] ?? '';
    }
  }
  return { given, rest, help };
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function wrongValue(error: z.ZodError, given: Readonly<Record<string, unknown>>): StartError {
  const issue = error.issues[0];
  const flag = String(issue?.path[0] ?? '');
  const option = options.find((one) => one.flag === flag);
  const value = flag.endsWith('-url') ? '…' : String(given[flag] ?? '');
  return new StartError('option_value', {
    option: `--${flag} (${option?.env ?? ''})`,
    value,
    hint: issue?.message ?? '',
  });
}
