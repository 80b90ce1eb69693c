import { PgBoss } from 'pg-boss';
import type { Platform } from '#platform/platform';
import type { RunningDatabase } from '#platform/postgres';
import { makeScope, type Scope, systemActor } from '#platform/scope';
import type { Job, Room } from '#platform/web';

/** Jobs that run beside the pages. */
export interface RunningJobs {
  stop(): Promise<void>;
}

/**
 * Starts pg-boss with one queue and one schedule per job. Every job runs once for each space, under that space's
 * scope and as the system; one space's failure is logged and does not keep the others from theirs.
 */
export async function startJobs(
  platform: Platform,
  database: RunningDatabase,
  rooms: readonly Room[],
): Promise<RunningJobs> {
  const boss = new PgBoss({ connectionString: database.ownerUrl, schema: 'pgboss', max: 2 });
  boss.on('error', (error) => platform.log.warn({ err: error }, 'jobs'));
  await boss.start();
  for (const job of rooms.flatMap((room) => room.jobs ?? [])) {
    await boss.createQueue(job.name);
    await boss.schedule(job.name, job.cron);
    await boss.work(job.name, async () => runJob(platform, job));
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5000 }) };
}

/** Runs one job for every space; used by the schedule, the command line, the demo and tests. */
export async function runJob(platform: Platform, job: Job): Promise<void> {
  const spaces = await platform.database.scoped(null, []).selectFrom('space').select(['id', 'time_zone']).execute();
  for (const space of spaces) {
    try {
      await job.run(systemScope(platform, space.id, job.name, space.time_zone));
    } catch (error) {
      platform.log.error({ err: error, job: job.name, space: space.id }, 'job failed');
    }
  }
}

/** A scope in which the system itself acts. */
export function systemScope(platform: Platform, spaceId: string, name: string, timeZone = 'Asia/Shanghai'): Scope {
  return makeScope({ platform, spaceId, timeZone, actor: systemActor(name), requestId: name });
}
