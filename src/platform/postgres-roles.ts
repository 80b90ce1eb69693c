import pg from 'pg';

/** The two roles of Linli's own cluster: one owns and migrates, the other runs and may not pass row-level security. */
export const ownerRole = 'linli_owner';
export const appRole = 'linli_app';

/** Superuser of Linli's own cluster; used for nothing but making roles and databases. */
export const rootRole = 'postgres';

export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
}

/** Makes the roles or brings them to what they must be; safe to repeat. `admin` may create roles. */
export async function ensureRoles(
  admin: pg.Client,
  passwords: RolePasswords,
  names: { readonly owner: string; readonly app: string } = { owner: ownerRole, app: appRole },
): Promise<void> {
  await ensureRole(admin, names.owner, passwords.owner);
  await ensureRole(admin, names.app, passwords.app);
}

/** Makes one login role without any special right, or gives an existing one this password. */
export async function ensureRole(admin: pg.Client, name: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [name]);
  const verb = rowCount ? 'alter' : 'create';
  await admin.query(
    `${verb} role ${pg.escapeIdentifier(name)} login nocreatedb nocreaterole inherit password ${pg.escapeLiteral(password)}`,
  );
}

/** Makes the database if it is absent, owned by the owner and closed to everyone but the two roles. */
export async function ensureDatabase(admin: pg.Client, database: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
  const name = pg.escapeIdentifier(database);
  if (!rowCount) await admin.query(`create database ${name} owner ${ownerRole} template template0 encoding 'UTF8'`);
  await closeDatabase(admin, database, appRole);
}

/** Only the running role may connect (the owner always may), and it may create nothing, not even temporary tables. */
export async function closeDatabase(admin: pg.Client, database: string, app: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${pg.escapeIdentifier(app)}`);
}

/** A connection address on this machine. */
export function localUrl(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
