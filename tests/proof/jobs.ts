import { room } from '#http/log';
import type { Scope } from '#platform/scope';

const job = (name: string) => room.jobs?.find((one) => one.name === name);

/** The jobs of the log, as the schedule runs them. */
export const http = {
  ask: async (scope: Scope): Promise<void> => job('log.witness')?.run(scope),
};
