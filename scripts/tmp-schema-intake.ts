import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#platform/migrate';
import { findBinaries } from '#platform/postgres-binaries';
import { initCluster, startPostmaster } from '#platform/postgres-cluster';
import { ensureDatabase, ensureRoles, localUrl, ownerRole, rootRole } from '#platform/postgres-roles';
import { systemUser } from '#platform/postgres-user';
import { writeSchema } from './schema.ts';

const place = mkdtempSync(join(tmpdir(), 'schema-intake-'));
const runAs = systemUser();
if (runAs) chownSync(place, runAs.uid, runAs.gid);
const files = { binaries: findBinaries(), folder: join(place, 'pg'), log: join(place, 'log'), runAs };
await initCluster(files, 'x', ['--no-sync']);
const running = await startPostmaster(files, { settings: ['fsync=off'] });
try {
  const admin = new pg.Client({ connectionString: localUrl(rootRole, 'x', running.port, 'postgres') });
  await admin.connect();
  await ensureRoles(admin, { owner: 'x', app: 'x' });
  await ensureDatabase(admin, 'lschema');
  await admin.end();
  const url = localUrl(ownerRole, 'x', running.port, 'lschema');
  await migrate(url);
  await writeSchema(url, process.cwd());
} finally {
  await running.stop();
  rmSync(place, { recursive: true, force: true });
}
