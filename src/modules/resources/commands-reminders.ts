import { sql } from 'kysely';
import { z } from 'zod';
import { formatDate, localDate } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { tellPerson } from './commands-loading.ts';
import { permissions } from './permissions.ts';

const dayLong = 86_400_000;
const minute = 60_000;
/** Nobody is reminded of the same thing more often than this. */
const remindEvery = 3 * dayLong;
const nothing = z.object({});

/**
 * Reminds everyone whose loan is due soon or late (F129): kindly, every third day at most. Run by a job; returns how
 * many were reminded.
 */
export const remindLoans = command({
  name: 'resources.remind',
  permission: permissions.system,
  input: nothing,
  run: async (scope): Promise<Result<{ reminded: number }>> => {
    const soon = new Date(scope.now().getTime() + (await parameter(scope, 'loan.remindDays')) * dayLong);
    const rows = await scope.db
      .selectFrom('booking')
      .innerJoin('resource', (join) =>
        join.onRef('resource.space_id', '=', 'booking.space_id').onRef('resource.id', '=', 'booking.resource_id'),
      )
      .select(['booking.id', 'booking.person_id', 'resource.title', sql<Date>`upper(booking.during)`.as('until')])
      .where('booking.space_id', '=', scope.spaceId)
      .where('booking.state', '=', 'out')
      .where('resource.kind', '=', 'loan')
      .where(sql<boolean>`upper(booking.during) < ${soon}::timestamptz`)
      .where((where) =>
        where.or([
          where('booking.reminded_at', 'is', null),
          where('booking.reminded_at', '<=', new Date(scope.now().getTime() - remindEvery)),
        ]),
      )
      .execute();
    for (const row of rows) {
      const late = row.until <= scope.now();
      const dueOn = localDate(new Date(row.until.getTime() - minute), scope.timeZone);
      await tellPerson(scope, row.person_id, { kind: 'booking', id: row.id }, (w, lang) =>
        (late ? w.told.late : w.told.due)(row.title, formatDate(dueOn, lang)),
      );
      await scope.db
        .updateTable('booking')
        .set({ reminded_at: scope.now() })
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', row.id)
        .execute();
      await audit(scope, { kind: 'booking', id: row.id, detail: { step: 'reminded', late } });
    }
    if (rows.length === 0) await audit(scope, { kind: 'space', id: scope.spaceId, detail: { reminded: 0 } });
    return ok({ reminded: rows.length });
  },
});

/**
 * Asks the owners of entries that nobody has confirmed for the space's span whether they are still there (F015); each
 * once until they answer. Run by a job; returns how many were asked.
 */
export const askStale = command({
  name: 'resources.askStale',
  permission: permissions.system,
  input: nothing,
  run: async (scope): Promise<Result<{ asked: number }>> => {
    const days = await parameter(scope, 'resource.staleDays');
    const before = new Date(scope.now().getTime() - days * dayLong);
    const rows = await scope.db
      .updateTable('resource')
      .set({ asked_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('state', '=', 'open')
      .where('confirmed_at', '<=', before)
      .where('asked_at', 'is', null)
      .returning(['id', 'title', 'owner_person_id', 'created_by'])
      .execute();
    for (const row of rows) {
      await tellPerson(scope, row.owner_person_id ?? row.created_by, { kind: 'resource', id: row.id }, (w) =>
        w.told.stillThere(row.title),
      );
      await audit(scope, { kind: 'resource', id: row.id, detail: { step: 'asked' } });
    }
    if (rows.length === 0) await audit(scope, { kind: 'space', id: scope.spaceId, detail: { asked: 0 } });
    return ok({ asked: rows.length });
  },
});
