import { sql } from 'kysely';
import type { Scope } from '#platform/scope';
import type { Job } from '#platform/web';

/**
 * Folds the lines that came since the last time into the kept balances. It changes no balance and no history, so it
 * needs no audit event; without it, reading a balance would slowly become summing.
 */
export const foldLedger: Job = {
  name: 'ledger.fold',
  cron: '*/5 * * * *',
  run: async (scope: Scope) => {
    for (let more = true; more; ) {
      const { rows } = await sql<{ folded: number }>`select ledger_fold(${scope.spaceId}) as folded`.execute(scope.db);
      more = (rows[0]?.folded ?? 0) > 0;
    }
  },
};

/** The jobs of this room. */
export const jobs: readonly Job[] = [foldLedger];
