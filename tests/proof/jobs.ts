import { room } from '#http/log';
import type { Scope } from '#platform/scope';

/** Runs a job of the log as the schedule does. */
export async function runJob(scope: Scope, name: string): Promise<void> {
  await room.jobs?.find((one) => one.name === name)?.run(scope);
}
