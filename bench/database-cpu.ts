import { readFileSync } from 'node:fs';
import pg from 'pg';

/** Milliseconds of processor that PostgreSQL's processes of this database have used; NaN where there is no /proc. */
export async function databaseCpu(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ pid: number }>('select pid from pg_stat_activity where pid <> pg_backend_pid()');
  try {
    return (
      rows.reduce((sum, { pid }) => sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6
    );
  } catch {
    return Number.NaN;
  }
}

/** The bench's own hand at the database: what autovacuum does within a minute, and looking at processor time. */
export async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
