import { sql } from 'kysely';
import { addDays, formatDate } from '#kernel/dates';
import { parameter } from '#modules/parameters';
import { householdOf } from '#modules/people';
import { audit } from '#modules/record';
import { hashCode } from '#platform/crypto';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { endOfDay, giveUp, held, keep } from './commands-keeping.ts';
import { type LoadedResource, tellPerson } from './commands-loading.ts';
import { nextInLine, type Waiting } from './rules-lines.ts';

/**
 * Under what a household is kept among those served first: a keyed hash, so that the order can be made and nowhere stands
 * a list that says who is poor. Somebody without a household stands alone.
 */
export async function firstToken(scope: Scope, personId: string): Promise<string> {
  const household = (await householdOf(scope, personId))?.id;
  const who = household === undefined ? `person ${personId}` : `household ${household}`;
  return hashCode(scope.platform.keys, `served first ${scope.spaceId} ${who}`);
}

async function servedFirst(scope: Inside, personId: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('served_first')
    .select('token')
    .where('space_id', '=', scope.spaceId)
    .where('token', '=', await firstToken(scope, personId))
    .where('until', '>=', today(scope))
    .executeTakeFirst();
  return row !== undefined;
}

/** Those who wait, with whether they go first: only a wish from the days of collecting can. */
async function line(scope: Inside, one: LoadedResource): Promise<(Waiting & { readonly personId: string })[]> {
  const rows = await scope.db
    .selectFrom('wait')
    .select(['id', 'person_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', one.id)
    .where('state', '=', 'waiting')
    .orderBy('at')
    .execute();
  const until = one.collects_until === null ? null : endOfDay(scope, one.collects_until);
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      at: row.at,
      personId: row.person_id,
      first: until !== null && row.at < until && (await servedFirst(scope, row.person_id)),
    })),
  );
}

/** How many pieces are kept for somebody in line now. */
export async function offeredNow(scope: Inside, resourceId: string): Promise<bigint> {
  const row = await scope.db
    .selectFrom('wait')
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', resourceId)
    .where('state', '=', 'offered')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Keeps a piece for the next in line: a lent thing by a booking, goods by as many offers as there are pieces left. */
async function keepFor(
  scope: Inside,
  one: LoadedResource,
  next: { readonly personId: string },
  until: string,
  left: bigint,
): Promise<{ readonly bookingId: string | null } | null> {
  if (one.kind === 'goods') return (await offeredNow(scope, one.id)) < left ? { bookingId: null } : null;
  const during = { from: scope.now(), until: endOfDay(scope, until) };
  const kept = await keep(scope, one, { resourceId: one.id, personId: next.personId, during });
  return kept.ok ? kept.value : null;
}

/**
 * Offers what is free to whoever is next, for the space's days of keeping, until nothing is free or nobody waits. `skip`
 * has just let it go by. `left` is what stands on the shelf of goods. Nothing to offer is no mistake.
 */
export async function offerNext(
  scope: Inside,
  one: LoadedResource,
  more: { readonly skip?: string; readonly left?: bigint } = {},
): Promise<void> {
  if (one.state !== 'open') return;
  if (one.collects_until !== null && today(scope) <= one.collects_until) return;
  const until = addDays(today(scope), await parameter(scope, 'loan.holdDays'));
  for (;;) {
    const waiting = await line(scope, one);
    const next = nextInLine(waiting, more.skip ?? null);
    const who = waiting.find((each) => each.id === next?.id);
    if (who === undefined) return;
    const kept = await keepFor(scope, one, who, until, more.left ?? 0n);
    if (kept === null) return;
    await scope.db
      .updateTable('wait')
      .set({ state: 'offered', offered_at: scope.now(), offered_until: until, booking_id: kept.bookingId })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', who.id)
      .execute();
    await audit(scope, { kind: 'wait', id: who.id, detail: { step: 'offered', resource: one.id, until } });
    await tellPerson(scope, who.personId, { kind: 'wait', id: who.id }, (w, lang) =>
      w.told.yourTurn(one.title, formatDate(until, lang)),
    );
  }
}

/** A place in a line, with what belongs to it. */
export interface LoadedWait {
  readonly id: string;
  readonly resource_id: string;
  readonly person_id: string;
  readonly let_by: boolean;
  readonly booking_id: string | null;
}

/** Marks how a place in a line came out, gives a kept piece up unless it was taken, and writes it down. */
export async function settleWait(
  scope: Inside,
  wait: LoadedWait,
  state: 'waiting' | 'taken' | 'left' | 'lapsed',
  reason = '',
): Promise<void> {
  if (wait.booking_id !== null && state !== 'taken') await giveUp(scope, wait.booking_id, reason);
  await scope.db
    .updateTable('wait')
    .set({
      state,
      offered_until: null,
      ...(state === 'taken' ? {} : { booking_id: null }),
      ...(state === 'waiting' ? { let_by: true } : { ended_at: scope.now() }),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', wait.id)
    .execute();
  await audit(scope, { kind: 'wait', id: wait.id, detail: { step: state === 'waiting' ? 'let_by' : state } });
}

/** The offer a booking keeps a thing for; undefined where it is an ordinary reservation. */
export async function offerKeptBy(scope: Inside, bookingId: string): Promise<LoadedWait | undefined> {
  return scope.db
    .selectFrom('wait')
    .select(['id', 'resource_id', 'person_id', 'let_by', 'booking_id'])
    .where('space_id', '=', scope.spaceId)
    .where('booking_id', '=', bookingId)
    .where('state', '=', 'offered')
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Makes the days of keeping the days of a loan: from now for as long as loans usually last, or until the next who
 * reserved the same piece. Returns until when.
 */
export async function lengthen(
  scope: Inside,
  booking: { readonly id: string; readonly resource_id: string; readonly piece: number; readonly until: Date },
): Promise<Date> {
  const usual = endOfDay(scope, addDays(today(scope), await parameter(scope, 'loan.days')));
  const others = (await held(scope, booking.resource_id)).filter(
    (one) => one.id !== booking.id && one.piece === booking.piece && one.from >= booking.until,
  );
  const until = others.reduce((first, one) => (one.from < first ? one.from : first), usual);
  await scope.db
    .updateTable('booking')
    .set({ during: sql<string>`tstzrange(lower(during), ${until}::timestamptz)` })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', booking.id)
    .execute();
  return until;
}
