import { z } from 'zod';
import { addDays, type LocalDate } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit } from '#modules/record';
import { closeTask, hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { id as idInput } from '#platform/input';
import { type Scope, today } from '#platform/scope';
import type { Job } from '#platform/web';
import { standards } from './commands.ts';
import { seatsEn } from './en-seats.ts';
import { permissions } from './permissions.ts';
import { bodies, body } from './queries.ts';
import { seatsOf } from './queries-seats.ts';
import { activationFaults, emptySeats, isHeld } from './rules.ts';
import { seatsZh } from './zh-seats.ts';

/** Days before the end of a term from which the body is asked to fill the seat anew, and for an empty seat. */
const ahead = 60;
const fillDays = 14;

/** The day by which seats of a body must be filled: the first term that ends soon, or soon where one is empty; or null. */
async function fillBy(scope: Scope, bodyId: string): Promise<LocalDate | null> {
  const found = await body(scope, bodyId);
  if (found === null) return null;
  const on = today(scope);
  const seats = await seatsOf(scope, bodyId);
  const held = seats.filter((one) => isHeld(one, on));
  const soon = held.flatMap((one) => (one.endsOn !== null && one.endsOn <= addDays(on, ahead) ? [one.endsOn] : []));
  const replaced = (day: LocalDate) => seats.some((one) => one.endedAt === null && one.startsOn > day);
  const gaps = activationFaults(held, await standards(scope, found.kind));
  if (emptySeats(seats, on).length > 0 || gaps.length > 0) return addDays(on, fillDays);
  return soon.filter((day) => !replaced(day)).sort()[0] ?? null;
}

/**
 * Asks for seats whose term ends soon or that are empty, once for each body, and takes the asking back when they are
 * filled. Refuses: `bodies.not_found`.
 */
export const watchSeats = command({
  name: 'bodies.watch_seats',
  permission: permissions.clock,
  input: z.object({ id: idInput() }),
  run: async (scope, input) => {
    const found = await body(scope, input.id);
    if (found === null) return fail('bodies.not_found');
    const subject = { kind: 'body', id: found.id } as const;
    const dueOn = await fillBy(scope, found.id);
    const asked = await hasOpenTask(scope, subject, 'bodies.seats');
    if (dueOn !== null && !asked)
      await openTask(scope, {
        ...{ kind: 'bodies.seats', subject, dueOn, ownerRole: 'secretary', escalateToRole: 'supervisor' },
        ...{ title: pick(scope.lang, { zh: seatsZh, en: seatsEn }).tasks.seats(found.name), remindDaysBefore: 14 },
      });
    if (dueOn === null && asked) await closeTask(scope, subject, 'bodies.seats', 'done');
    await audit(scope, { kind: 'body', id: found.id, detail: { fillBy: dueOn ?? '' } });
    return ok({ id: found.id, asked: dueOn !== null });
  },
});

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    // A term that ends makes a seat empty; nobody has to remember the day.
    name: 'bodies.seats',
    cron: '20 6 * * *',
    run: async (scope) => {
      for (const one of await bodies(scope, { state: 'active' })) {
        const asked = await hasOpenTask(scope, { kind: 'body', id: one.id }, 'bodies.seats');
        if (((await fillBy(scope, one.id)) !== null) !== asked) await watchSeats(scope, { id: one.id });
      }
    },
  },
];
