import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createWeb, type Web } from '#app/web-server';
import { type DemoAccount, demoPassword, demoSlug, openAccounts } from '#demo/accounts';
import { totp } from '#demo/authenticator';
import { buildDemo } from '#demo/index';
import { loadKeys } from '#platform/crypto';
import { openDatabase } from '#platform/database';
import { migrate, migrationsHash } from '#platform/migrate';
import type { Platform } from '#platform/platform';
import { appRole, ensureDatabase, ensureRoles, localUrl, ownerRole, rootRole } from '#platform/postgres-roles';
import { projectRoot } from '#platform/root';
import { outboxSender } from '#platform/senders';
import { makeVersions } from '#platform/versions';
import { keptFiles, password, type Recipe, startCluster } from './cluster.ts';
import type { Answer } from './world.ts';

/** The day the demo of the tests is told up to, a Friday morning: nothing in it may depend on the day of the run. */
export const demoMoment = '2026-11-20T10:00:00+08:00';

/** The demo on a database of its own, answered by the whole server. */
export interface Demo {
  readonly platform: Platform;
  readonly web: Web;
  readonly spaceId: string;
  readonly streetId: string;
  readonly accounts: readonly DemoAccount[];
  /** Sees every row, for looking up examples and breaking things on purpose. */
  readonly rootUrl: string;
  /** The id of somebody in the demo by name. */
  personId(name: string): Promise<string>;
  /** Signs in through the pages, with the second factor where there is one; gives what a browser then sends. */
  signIn(username: string, more?: { readonly withoutSecond?: boolean }): Promise<string>;
  get(cookie: string | null, path: string): Promise<Answer>;
  post(cookie: string | null, path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

const database = 'linli_demo';
const origin = 'http://linli.test';

/** Opens the demo; told once for these sources and copied from then on. */
export async function openDemo(): Promise<Demo> {
  const { place, running, failure, stop } = await startCluster(recipe);
  if (failure !== undefined) throw new Error(`the demo could not be told: ${failure}`);
  const platform = await platformOn(running.port, keptFiles(place));
  const root = new pg.Client({ connectionString: localUrl(rootRole, password, running.port, database) });
  await root.connect();
  const one = async (query: string, values: readonly string[]): Promise<string> => {
    const { rows } = await root.query<{ id: string }>(query, [...values]);
    const [row] = rows;
    if (row === undefined) throw new Error(`the demo has no ${values.join(' ')}`);
    return row.id;
  };
  const spaceId = await one('select id from space where slug = $1', [demoSlug]);
  const web = createWeb(platform, { limits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 } });
  const accounts = keptAccounts(keptFiles(place));
  const { get, post } = senders(web);
  return {
    platform,
    web,
    spaceId,
    streetId: await one(`select id from space where kind = 'street' and slug <> $1`, [demoSlug]),
    accounts,
    rootUrl: localUrl(rootRole, password, running.port, database),
    personId: (name) => one('select id from person where space_id = $1 and name = $2', [spaceId, name]),
    signIn: (username, more = {}) => signIn({ get, post }, more.withoutSecond === true ? [] : accounts, username),
    get,
    post,
    close: async () => {
      await root.end();
      await platform.database.close();
      await stop();
    },
  };
}

const recipe: Recipe = {
  name: 'demo',
  key: `${migrationsHash()} ${demoMoment} ${sourcesHash()}`,
  fill: async (port, keep) => {
    const admin = new pg.Client({ connectionString: localUrl(rootRole, password, port, 'postgres') });
    await admin.connect();
    try {
      await ensureRoles(admin, { owner: password, app: password });
      await ensureDatabase(admin, database);
    } finally {
      await admin.end();
    }
    await migrate(localUrl(ownerRole, password, port, database));
    const platform = await platformOn(port, keep);
    try {
      await buildDemo(platform);
      writeFileSync(join(keep, 'accounts.json'), JSON.stringify(await openAccounts(platform)));
    } finally {
      await platform.database.close();
    }
  },
};

/** Everything the demo is made by: another text anywhere may tell another year. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['src', 'demo', 'tests/demo-world.ts']) {
    const path = join(projectRoot, folder);
    const files = folder.endsWith('.ts') ? [''] : readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files)
      if (file === '' || /(?<!\.test)\.tsx?$/.test(file))
        hash.update(`${file}\n`).update(readFileSync(join(path, file)));
  }
  return hash.digest('hex');
}

async function platformOn(port: number, dataDir: string): Promise<Platform> {
  return {
    database: openDatabase(localUrl(appRole, password, port, database), { max: 8 }),
    dataDir,
    keys: await loadKeys(dataDir),
    senders: { sms: outboxSender, mail: outboxSender },
    log: { info: () => {}, warn: () => {}, error: (detail, message) => console.error(message, detail) },
    versions: makeVersions(
      () => Promise.reject(new Error('tests do not listen')),
      () => {},
    ),
    baseUrl: origin,
    now: () => new Date(demoMoment),
  };
}

function keptAccounts(folder: string): readonly DemoAccount[] {
  // We wrote the file ourselves, above.
  return JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8')) as DemoAccount[];
}

function senders(web: Web): Pick<Demo, 'get' | 'post'> {
  const send = async (cookie: string | null, path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers({ host: new URL(origin).host, origin });
    if (cookie !== null) headers.set('cookie', cookie);
    const response = await web.fetch(new Request(`${origin}${path}`, { ...init, headers }));
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  };
  return {
    get: (cookie, path) => send(cookie, path, {}),
    post: (cookie, path, fields) => send(cookie, path, { method: 'POST', body: new URLSearchParams(fields) }),
  };
}

async function signIn(
  { post }: Pick<Demo, 'get' | 'post'>,
  accounts: readonly DemoAccount[],
  username: string,
): Promise<string> {
  const first = await post(null, '/sign-in/password', { username, password: demoPassword });
  if (first.status !== 303) throw new Error(`${username} cannot sign in: ${first.status}`);
  const authenticator = accounts.find((one) => one.username === username)?.authenticator ?? null;
  if (authenticator === null) return cookiesOf(first);
  const second = await post(cookiesOf(first), '/sign-in/second', { code: totp(authenticator) });
  if (second.status !== 303) throw new Error(`${username} shows no second factor: ${second.status}`);
  return cookiesOf(second);
}

/** What a browser sends back of the cookies it was given. */
function cookiesOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}
