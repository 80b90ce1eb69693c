import pg from 'pg';
import { newPassword } from './postgres-cluster.ts';
import { readPasswords, savePasswords } from './postgres-passwords.ts';
import { closeDatabase, ensureRole } from './postgres-roles.ts';
import { StartError } from './start-error.ts';

/** How to reach a migrated database in its two roles. */
export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The roles' real names; migrations are written for `linli_owner` and `linli_app`. */
  readonly roles: { readonly owner: string; readonly app: string };
}

const oldestVersion = 150_000;

interface ServerFacts {
  readonly version: number;
  readonly version_text: string;
  readonly encoding: string;
  readonly database: string;
  readonly role: string;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly may_create: boolean;
}

/**
 * Uses a PostgreSQL server of the operator's own. With both addresses, `databaseUrl` is the running role and
 * `ownerUrl` the one that owns and migrates. With `databaseUrl` alone it must be able to create roles: the missing
 * ones are made, named after the database, their passwords kept in the data folder.
 * Throws `StartError` with one of the `server_…` codes.
 */
export async function useServer(
  databaseUrl: string,
  ownerUrl: string | undefined,
  folder: string,
): Promise<DatabaseUrls> {
  return withClient(databaseUrl, async (client) => {
    const facts = await serverFacts(client);
    if (ownerUrl === undefined) return makeRoles(client, facts, databaseUrl, folder);
    if (facts.superuser || facts.bypass) throw new StartError('server_role_strong', { role: facts.role });
    const owner = await withClient(ownerUrl, async (other) => (await serverFacts(other)).role);
    if (owner === facts.role) throw new StartError('server_role_same', { role: owner });
    return { ownerUrl, appUrl: databaseUrl, roles: { owner, app: facts.role } };
  });
}

async function makeRoles(
  admin: pg.Client,
  facts: ServerFacts,
  databaseUrl: string,
  folder: string,
): Promise<DatabaseUrls> {
  if (!facts.superuser && !facts.may_create) throw new StartError('server_role_cannot', { role: facts.role });
  const known = readPasswords(folder);
  const passwords = { owner: known?.owner ?? newPassword(), app: known?.app ?? newPassword() };
  if (!known) savePasswords(folder, passwords);
  const stem = facts.database
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 50);
  const app = `${stem}_app`;
  await ensureRole(admin, app, passwords.app);
  const appUrl = withRole(databaseUrl, app, passwords.app);
  if (!facts.superuser) {
    await closeDatabase(admin, facts.database, app);
    return { ownerUrl: databaseUrl, appUrl, roles: { owner: facts.role, app } };
  }
  // A superuser would own what it makes and pass every policy, so it steps back behind an ordinary owner.
  const owner = `${stem}_owner`;
  await ensureRole(admin, owner, passwords.owner);
  await admin.query(`alter database ${pg.escapeIdentifier(facts.database)} owner to ${pg.escapeIdentifier(owner)}`);
  await closeDatabase(admin, facts.database, app);
  return { ownerUrl: withRole(databaseUrl, owner, passwords.owner), appUrl, roles: { owner, app } };
}

async function serverFacts(client: pg.Client): Promise<ServerFacts> {
  const { rows } = await client.query<ServerFacts>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as version_text,
            pg_encoding_to_char(d.encoding) as encoding, d.datname as database, r.rolname as role,
            r.rolsuper as superuser, r.rolbypassrls as bypass, r.rolcreaterole as may_create
     from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`,
  );
  const facts = rows[0];
  if (!facts) throw new Error('no facts about the server');
  if (facts.version < oldestVersion) throw new StartError('server_old', { version: facts.version_text });
  if (facts.encoding !== 'UTF8')
    throw new StartError('server_encoding', { database: facts.database, encoding: facts.encoding });
  return facts;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'linli start',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartError('server_unreachable', { server: withoutPassword(url), reason: reasonOf(error) });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same address for another role. Not through `URL`, which knows no addresses without a host. */
function withRole(url: string, role: string, password: string): string {
  const name = `${encodeURIComponent(role)}:${encodeURIComponent(password)}@`;
  return url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/?]*@)?/, `$1${name}`);
}

/** An address as it may be printed. */
export function withoutPassword(url: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^:@/?]*):[^@/?]*@/, '$1@').replace(/([?&]password=)[^&]*/, '$1…');
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
