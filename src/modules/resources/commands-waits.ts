import { sql } from 'kysely';
import { z } from 'zod';
import { addDays, addMonths } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { person as personOf } from '#modules/people';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, subjectPerson, today } from '#platform/scope';
import { held } from './commands-keeping.ts';
import { firstToken, type LoadedWait, lengthen, offerNext, settleWait } from './commands-lines.ts';
import {
  atDesk,
  bookingFor,
  isOwner,
  type LoadedResource,
  loadResource,
  resourceFor,
  tellPerson,
} from './commands-loading.ts';
import { issueGoods, onShelf } from './commands-stock.ts';
import { permissions } from './permissions.ts';
import { freePiece } from './rules.ts';
import { afterLettingBy, type WaitDeed, waitRefusal } from './rules-lines.ts';
import { JoinLine, NotFirst, OneResource, ServeFirst } from './schema.ts';

/** Whether a piece is free from now for a day at least: then nobody needs to wait. */
async function freeNow(scope: Inside, one: LoadedResource): Promise<boolean> {
  const now = scope.now();
  return (
    freePiece(Number(one.quantity), await held(scope, one.id), now, new Date(now.getTime() + 60_000), now) !== null
  );
}

/**
 * Stands in the line for a thing that is out, or says that one wants something of the second-hand market. Residents for
 * themselves, the desk for anybody. Refusals: `resources.not_found`, `resources.state`, `resources.no_line` (not lent
 * and not second-hand), `resources.not_yours`, `resources.person_unknown`, `resources.own_thing`, `resources.in_line`,
 * `resources.free_now`.
 */
export const joinLine = command({
  name: 'resources.join',
  permission: permissions.reserve,
  input: JoinLine,
  conflicts: { wait_once: 'resources.in_line' },
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'lend');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.kind !== 'loan' && !(one.kind === 'goods' && one.secondhand)) return fail('resources.no_line');
    const personId = input.person ?? subjectPerson(scope) ?? '';
    if (personId !== subjectPerson(scope) && !atDesk(scope)) return fail('resources.not_yours', { field: 'person' });
    const taker = await personOf(scope, personId);
    if (taker === null || taker.erasedAt !== null) return fail('resources.person_unknown', { field: 'person' });
    if (one.owner_person_id === personId) return fail('resources.own_thing');
    const known = await scope.db
      .selectFrom('wait')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('resource_id', '=', one.id)
      .where('person_id', '=', personId)
      .where('state', 'in', ['waiting', 'offered'])
      .executeTakeFirst();
    if (known !== undefined) return fail('resources.in_line');
    if (one.kind === 'loan' && (await freeNow(scope, one))) return fail('resources.free_now');
    const id = newId(scope.now());
    await scope.db
      .insertInto('wait')
      .values({ space_id: scope.spaceId, id, resource_id: one.id, person_id: personId, at: scope.now() })
      .execute();
    await because(scope, { kind: 'resource', id: one.id }, { kind: 'wait', id });
    await audit(scope, { kind: 'wait', id, detail: { step: 'waiting', resource: one.id } });
    if (one.kind === 'goods') await offerNext(scope, one, { left: await onShelf(scope, one) });
    return ok({ id, resourceId: one.id });
  },
});

/** A place in a line whose deed fits, of whoever acts or at the desk. */
async function waitFor(
  scope: Inside,
  id: string,
  deed: WaitDeed,
): Promise<Result<{ readonly wait: LoadedWait; readonly one: LoadedResource }>> {
  const found = await scope.db
    .selectFrom('wait')
    .select(['id', 'resource_id'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return fail('resources.wait_not_found');
  // The resource first, then the place: everybody locks in this order.
  const loaded = await loadResource(scope, found.resource_id);
  if (!loaded.ok) return loaded;
  const row = await scope.db
    .selectFrom('wait')
    .select(['id', 'resource_id', 'person_id', 'state', 'let_by', 'booking_id'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.person_id !== subjectPerson(scope) && !atDesk(scope)) return fail('resources.not_yours');
  const code = waitRefusal(deed, row.state);
  return code === null ? ok({ wait: row, one: loaded.value }) : fail(code, { params: { state: row.state } });
}

async function passOn(scope: Inside, one: LoadedResource, skip?: string): Promise<void> {
  const left = one.kind === 'goods' ? await onShelf(scope, one) : 0n;
  await offerNext(scope, one, { left, ...(skip === undefined ? {} : { skip }) });
}

/**
 * Takes what is kept: the days of keeping become the days of a loan, and it is fetched at the desk. Second-hand things
 * are fetched as they are; handing over ends the line. Refusals: `resources.wait_not_found`, `resources.not_yours`,
 * `resources.wait_state`.
 */
export const takeTurn = command({
  name: 'resources.takeTurn',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const found = await waitFor(scope, input.id, 'take');
    if (!found.ok) return found;
    const { wait, one } = found.value;
    if (wait.booking_id === null) {
      await audit(scope, { kind: 'wait', id: wait.id, detail: { step: 'coming' } });
      return ok({ id: wait.id, resourceId: one.id });
    }
    const booking = await bookingFor(scope, wait.booking_id, 'hand_out');
    if (!booking.ok) return booking;
    await lengthen(scope, booking.value);
    await settleWait(scope, wait, 'taken');
    return ok({ id: wait.id, resourceId: one.id });
  },
});

/** Lets it go by: once the place is kept, the second time it is given up. The next in line is offered it. Refusals as `takeTurn`. */
export const letBy = command({
  name: 'resources.letBy',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const found = await waitFor(scope, input.id, 'let_by');
    if (!found.ok) return found;
    const { wait, one } = found.value;
    const after = afterLettingBy(wait.let_by);
    await settleWait(scope, wait, after === 'waiting' ? 'waiting' : 'left', 'let by');
    await passOn(scope, one, wait.id);
    return ok({ id: wait.id, resourceId: one.id });
  },
});

/** Leaves the line. Refusals as `takeTurn`. */
export const leaveLine = command({
  name: 'resources.leave',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const found = await waitFor(scope, input.id, 'leave');
    if (!found.ok) return found;
    await settleWait(scope, found.value.wait, 'left', 'left the line');
    await passOn(scope, found.value.one);
    return ok({ id: input.id, resourceId: found.value.one.id });
  },
});

/**
 * Hands a second-hand thing to whom it is kept for: it leaves the shelf in the books. Desk, or whoever gave it. When
 * nothing is left, those still waiting hear it. Refusals: `resources.wait_not_found`, `resources.not_yours`,
 * `resources.wait_state`, and as `issueGoods`.
 */
export const handFromLine = command({
  name: 'resources.handFromLine',
  permission: permissions.own,
  input: OneResource,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const row = await scope.db
      .selectFrom('wait')
      .select(['id', 'resource_id', 'person_id', 'state', 'let_by', 'booking_id'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .executeTakeFirst();
    if (row === undefined) return fail('resources.wait_not_found');
    const loaded = await loadResource(scope, row.resource_id);
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (!(atDesk(scope) || (await isOwner(scope, one)))) return fail('resources.not_yours');
    if (row.state !== 'offered' || row.booking_id !== null)
      return fail('resources.wait_state', { params: { state: row.state } });
    const issued = await issueGoods(scope, { resourceId: one.id, quantity: 1n, subject: { kind: 'wait', id: row.id } });
    if (!issued.ok) return issued;
    await settleWait(scope, row, 'taken');
    if ((await onShelf(scope, one)) === 0n) await dismissLine(scope, one);
    return ok({ id: row.id, resourceId: one.id });
  },
});

/** Ends the whole line: the thing is gone, and those who waited hear it. */
export async function dismissLine(scope: Inside, one: Pick<LoadedResource, 'id' | 'title'>): Promise<void> {
  const rows = await scope.db
    .selectFrom('wait')
    .select(['id', 'resource_id', 'person_id', 'let_by', 'booking_id'])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', one.id)
    .where('state', 'in', ['waiting', 'offered'])
    .execute();
  for (const row of rows) {
    await settleWait(scope, row, 'left', 'gone');
    await tellPerson(scope, row.person_id, { kind: 'resource', id: one.id }, (w) => w.told.gone(one.title));
  }
}

const nothing = z.object({});

/**
 * Moves the lines on, each morning: who did not answer in the days of keeping lets it go by, and things whose days of
 * collecting are over go to the first. Run by a job; returns how many lines moved.
 */
export const moveLines = command({
  name: 'resources.moveLines',
  permission: permissions.system,
  input: nothing,
  run: async (scope): Promise<Result<{ moved: number }>> => {
    const late = await scope.db
      .selectFrom('wait')
      .select(['id', 'resource_id', 'person_id', 'let_by', 'booking_id'])
      .where('space_id', '=', scope.spaceId)
      .where('state', '=', 'offered')
      .where('offered_until', '<', today(scope))
      .orderBy('offered_at')
      .execute();
    const moved = new Set<string>();
    for (const wait of late) {
      const loaded = await loadResource(scope, wait.resource_id);
      if (!loaded.ok) continue;
      await settleWait(scope, wait, wait.let_by ? 'lapsed' : 'waiting', 'not answered');
      await tellPerson(scope, wait.person_id, { kind: 'wait', id: wait.id }, (w) =>
        (wait.let_by ? w.told.lapsed : w.told.letBy)(loaded.value.title),
      );
      await passOn(scope, loaded.value, wait.let_by ? undefined : wait.id);
      moved.add(wait.resource_id);
    }
    for (const id of await collected(scope)) {
      const loaded = await loadResource(scope, id);
      if (!loaded.ok) continue;
      await passOn(scope, loaded.value);
      moved.add(id);
    }
    if (moved.size === 0) await audit(scope, { kind: 'space', id: scope.spaceId, detail: { moved: 0 } });
    return ok({ moved: moved.size });
  },
});

/** Second-hand things whose collecting ended and that nobody was offered yet, though somebody waits. */
async function collected(scope: Inside): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('resource')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('secondhand', '=', true)
    .where('state', '=', 'open')
    .where('collects_until', '<', today(scope))
    .where((where) =>
      where.exists(
        where
          .selectFrom('wait')
          .select(sql`1`.as('one'))
          .whereRef('wait.space_id', '=', 'resource.space_id')
          .whereRef('wait.resource_id', '=', 'resource.id')
          .where('wait.state', '=', 'waiting')
          // Whoever let it go by waits for the next time it comes free.
          .where('wait.let_by', '=', false),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('wait')
            .select(sql`1`.as('one'))
            .whereRef('wait.space_id', '=', 'resource.space_id')
            .whereRef('wait.resource_id', '=', 'resource.id')
            .where('wait.state', '=', 'offered'),
        ),
      ),
    )
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Has a household served first on the second-hand market, for a year unless a day is named. It stands nowhere as a list:
 * only its keyed hash is kept. Refusals: `resources.person_unknown`, `resources.past`.
 */
export const serveFirst = command({
  name: 'resources.serveFirst',
  permission: permissions.first,
  input: ServeFirst,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await personOf(scope, input.person)) === null) return fail('resources.person_unknown', { field: 'person' });
    const until = input.until ?? addMonths(today(scope), 12);
    if (until < today(scope)) return fail('resources.past', { field: 'until' });
    const set = { until, marked_by: scope.actor?.way === 'system' ? null : actorId(scope), at: scope.now() };
    await scope.db
      .insertInto('served_first')
      .values({ space_id: scope.spaceId, token: await firstToken(scope, input.person), ...set })
      .onConflict((conflict) => conflict.columns(['space_id', 'token']).doUpdateSet(set))
      .execute();
    await audit(scope, { kind: 'person', id: input.person, detail: { until } });
    return ok({ id: input.person });
  },
});

/** Takes that back from tomorrow on. Refuses `resources.person_unknown`. */
export const notFirst = command({
  name: 'resources.notFirst',
  permission: permissions.first,
  input: NotFirst,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await personOf(scope, input.person)) === null) return fail('resources.person_unknown', { field: 'person' });
    await scope.db
      .updateTable('served_first')
      .set({ until: addDays(today(scope), -1) })
      .where('space_id', '=', scope.spaceId)
      .where('token', '=', await firstToken(scope, input.person))
      .execute();
    await audit(scope, { kind: 'person', id: input.person });
    return ok({ id: input.person });
  },
});
