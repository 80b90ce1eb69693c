import { z } from 'zod';
import { formatDateTime, localDate } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { dropBooking } from '#modules/resources';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { bookFor, matchingConflicts, meeting } from './commands.ts';
import { end } from './commands-delivery.ts';
import { actor, change, closeDues, due, dueKinds, proposalFor, tellPerson } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { type Proposal, proposal } from './queries-proposals.ts';
import { liveStates, NoShow, Rate, Reschedule } from './schema.ts';
import { zh } from './zh.ts';

async function tellBoth(scope: Inside, one: Proposal, say: Parameters<typeof tellPerson>[3]): Promise<void> {
  const self = actor(scope);
  for (const personId of [one.ownerPersonId ?? one.giverAcceptedBy, one.needPersonId])
    if (personId !== self) await tellPerson(scope, personId, { kind: 'proposal', id: one.id }, say);
}

/**
 * Settles anew when the two meet; what was kept for the old hours is kept for the new ones. Either side or the desk,
 * until it is handed over. Refusals: `matching.not_found`, `not_yours`, `state`, `times`, `resources.taken`.
 */
export const reschedule = command({
  name: 'matching.reschedule',
  permission: permissions.own,
  input: Reschedule,
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await proposalFor(scope, input.id, 'reschedule');
    if (!loaded.ok) return loaded;
    const { one } = loaded.value;
    const when = meeting(scope, input);
    if (!when.ok) return when;
    const { meetsAt, meetsUntil } = when.value;
    if (meetsAt === null) return fail('matching.times', { field: 'meets_on' });
    await change(scope, one.id, 'rescheduled', { meets_at: meetsAt, meets_until: meetsUntil });
    if (one.resourceKind === 'room' && one.bookingId !== null) {
      const dropped = await dropBooking(scope, one.bookingId, pick('zh', { zh, en }).reasons.moved);
      if (!dropped.ok) return dropped;
      const booked = await bookFor(scope, { ...one, meetsAt, meetsUntil });
      if (!booked.ok) return booked;
      await change(scope, one.id, 'booked', { booking_id: booked.value });
    }
    if (one.state === 'accepted') {
      await closeDues(scope, one.id, 'dropped', [dueKinds.handOver]);
      const dueOn = localDate(meetsAt, scope.timeZone);
      await due(scope, one, dueKinds.handOver, { personId: one.ownerPersonId, dueOn, rule: 'proposal.handOverDays' });
    }
    await tellBoth(scope, one, (w, lang) => w.told.moved(one.resourceTitle, formatDateTime(meetsAt, lang)));
    return ok({ id: one.id });
  },
});

/**
 * One side did not come. The other side or the desk says so; what was kept is free again and the need is open. It is
 * nobody's mark: only this proposal knows it. Refusals: `matching.not_found`, `not_yours`, `state`.
 */
export const noShow = command({
  name: 'matching.noShow',
  permission: permissions.own,
  input: NoShow,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await proposalFor(scope, input.id, 'no_show');
    if (!loaded.ok) return loaded;
    const { one, who } = loaded.value;
    // Who did not come can't say it of the other.
    const other = input.side === 'giver' ? who.taker : who.giver;
    if (!other && !who.desk) return fail('matching.not_yours');
    await change(scope, one.id, 'no_show', { no_show: input.side });
    const reason = input.reason === '' ? pick('zh', { zh, en }).reasons.noShow[input.side] : input.reason;
    const ended = await end(scope, one, 'failed', reason);
    return ended.ok ? ok({ id: one.id }) : ended;
  },
});

/**
 * What the taker thought of what arrived, once: one to five. It is about the thing and who brought it; takers are rated
 * by nobody, and no column could hold it. Refusals: `matching.not_found`, `not_yours`, `state`, `already_rated`.
 */
export const rate = command({
  name: 'matching.rate',
  permission: permissions.own,
  input: Rate,
  conflicts: { resource_rating_pkey: 'matching.already_rated' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await proposalFor(scope, input.id, 'rate');
    if (!loaded.ok) return loaded;
    const { one } = loaded.value;
    await scope.db
      .insertInto('resource_rating')
      .values({
        ...{ space_id: scope.spaceId, proposal_id: one.id, resource_id: one.resourceId, stars: Number(input.stars) },
        ...{ words: input.words, rated_by: actor(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'proposal', id: one.id, detail: { step: 'rated' } });
    return ok({ id: one.id });
  },
});

/** Whom a proposal waits for. */
function waitedFor(one: Proposal): (string | null)[] {
  const giver = one.ownerPersonId ?? one.giverAcceptedBy;
  if (one.state === 'handed_over') return [one.needPersonId];
  if (one.state === 'accepted') return [giver];
  return [
    ...(one.giverAcceptedAt === null ? [one.ownerPersonId] : []),
    ...(one.takerAcceptedAt === null ? [one.needPersonId] : []),
  ];
}

/** Run by a job: whoever has not answered for the space's span is reminded, once for each thing they are asked. */
export const remind = command({
  name: 'matching.remind',
  permission: permissions.system,
  input: z.object({}),
  run: async (scope): Promise<Result<{ reminded: number }>> => {
    const days = await parameter(scope, 'proposal.remindDays');
    const rows = await scope.db
      .selectFrom('proposal')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('state', 'in', liveStates)
      .where('updated_at', '<=', new Date(scope.now().getTime() - days * 86_400_000))
      .where((where) => where.or([where('reminded_for', 'is', null), where('reminded_for', '<>', where.ref('state'))]))
      .execute();
    let reminded = 0;
    for (const row of rows) {
      const one = await proposal(scope, row.id);
      // A meeting that is yet to come needs no pressing.
      if (one === null || (one.state === 'accepted' && one.meetsAt !== null && one.meetsAt > scope.now())) continue;
      const state = one.state === 'handed_over' || one.state === 'accepted' ? one.state : 'proposed';
      for (const personId of waitedFor(one))
        await tellPerson(scope, personId, { kind: 'proposal', id: one.id }, (w) =>
          w.told.remind[state](one.resourceTitle),
        );
      await scope.db
        .updateTable('proposal')
        .set({ reminded_at: scope.now(), reminded_for: one.state })
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', one.id)
        .execute();
      reminded += 1;
    }
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { reminded } });
    return ok({ reminded });
  },
});
