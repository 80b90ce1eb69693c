import { sql } from 'kysely';
import { z } from 'zod';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { day } from '#platform/input';
import { actorId, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { closedMonth } from './queries-months.ts';

/**
 * Closes a month for good and seals its trial balance: only a month that has ended, only the one after the last closed
 * (the first one that has entries), by a money role. Everything is folded first and writers under way are waited for;
 * afterwards no entry is booked into the month. There is no reopening: what comes late is booked in the open month with
 * its true day, and a mistake is corrected there. What else must be settled before is asked by the room that calls this
 * within its own command. `month` is any day of it. Refuses `ledger.month_running`, `ledger.nothing_booked`,
 * `ledger.already_closed`, `ledger.close_in_order`.
 */
export const closeMonth = command({
  name: 'ledger.closeMonth',
  permission: permissions.close,
  input: z.object({ month: day() }),
  run: async (scope, input) => {
    const answer = await sql<{ refused: string | null }>`select ledger_close(
        ${scope.spaceId}, ${input.month}, ${today(scope)}, ${scope.now()}, ${actorId(scope)}) as refused`.execute(
      scope.db,
    );
    const code = answer.rows[0]?.refused ?? null;
    if (code !== null) return fail(code);
    const closed = await closedMonth(scope, input.month);
    if (closed === null) throw new Error('a month just closed is there');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { month: closed.month, seal: closed.seal } });
    return ok({ month: closed.month, seal: closed.seal });
  },
});
