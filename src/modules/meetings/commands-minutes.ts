import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { dutyFault } from '#modules/bodies';
import { person } from '#modules/people';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, holds, today } from '#platform/scope';
import { lockMeeting, meetingIn, setMeeting } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { followups, takesPart } from './queries.ts';
import { AddFollowup, ById, ReportFollowup, WriteMinutes } from './schema.ts';

/** Saves the minutes of a meeting that is over; every version stays. Refuses: `meetings.not_found`, `meetings.not_ended`. */
export const writeMinutes = command({
  name: 'meetings.write_minutes',
  permission: permissions.run,
  input: WriteMinutes,
  run: async (scope, { id, minutes }) => {
    const of = await meetingIn(scope, id, ['ended'], 'meetings.not_ended');
    if (!of.ok) return of;
    const { last } = await scope.db
      .selectFrom('meeting_minutes')
      .select((value) => value.fn.max('version').as('last'))
      .where('space_id', '=', scope.spaceId)
      .where('meeting_id', '=', id)
      .executeTakeFirstOrThrow();
    await scope.db
      .insertInto('meeting_minutes')
      .values({
        ...{ space_id: scope.spaceId, meeting_id: id, version: (last ?? 0) + 1, text: minutes },
        ...{ written_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await setMeeting(scope, id, { minutes, minutes_by: actorId(scope), minutes_at: scope.now() });
    await audit(scope, { kind: 'meeting', id, detail: { version: (last ?? 0) + 1 } });
    return ok({ id });
  },
});

/**
 * A member who did not write them approves the minutes, and the meeting is closed; from then on they are public and stay
 * as they are. Refuses: `meetings.not_found`, `meetings.not_ended`, `meetings.minutes_missing`, `meetings.not_member`,
 * `meetings.own_minutes`.
 */
export const approveMinutes = command({
  name: 'meetings.approve_minutes',
  permission: permissions.approve,
  input: ById,
  run: async (scope, { id }) => {
    const of = await meetingIn(scope, id, ['ended'], 'meetings.not_ended');
    if (!of.ok) return of;
    if (of.value.minutes === '') return fail('meetings.minutes_missing');
    // An open gathering has no members: there the office's second pair of eyes approves.
    const member = of.value.bodyId !== null && (await takesPart(scope, of.value, actorId(scope)));
    if (!member && !holds(scope, 'secretary', 'worker', 'admin')) return fail('meetings.not_member');
    if (of.value.minutesBy === actorId(scope)) return fail('meetings.own_minutes');
    await setMeeting(scope, id, { state: 'closed', approved_by: actorId(scope), closed_at: scope.now() });
    await closeTask(scope, { kind: 'meeting', id }, 'meetings.minutes', 'done');
    await audit(scope, { kind: 'meeting', id });
    return ok({ id });
  },
});

/**
 * Writes down who promised what until when; it stays on their list until they report. Refuses: `meetings.not_found`,
 * `meetings.not_open`, `meetings.in_the_past`, `meetings.person_elsewhere`, `bodies.not_their_duty` where the area belongs to others
 * (F047).
 */
export const addFollowup = command({
  name: 'meetings.add_followup',
  permission: permissions.run,
  input: AddFollowup,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['open', 'ended'], 'meetings.not_open');
    if (!of.ok) return of;
    if (input.dueOn < today(scope)) return fail('meetings.in_the_past', { field: 'dueOn' });
    const owner = await person(scope, input.owner);
    if (owner === null || owner.erasedAt !== null) return fail('meetings.person_elsewhere', { field: 'owner' });
    if (input.area !== undefined && input.area !== 'errand') {
      const outside = await dutyFault(scope, input.owner, input.area);
      if (outside !== null) return { ok: false as const, fault: { ...outside, field: 'owner' } };
    }
    const id = newId(scope.now());
    await scope.db
      .insertInto('meeting_followup')
      .values({
        ...{ space_id: scope.spaceId, id, meeting_id: input.id, item_id: input.itemId ?? null, title: input.title },
        ...{ area: input.area ?? null, owner_person_id: input.owner, due_on: input.dueOn, created_at: scope.now() },
      })
      .execute();
    const subject = { kind: 'followup', id } as const;
    const task = { kind: 'meetings.followup', subject, title: input.title, dueOn: input.dueOn };
    await openTask(scope, { ...task, ownerPersonId: input.owner, remindDaysBefore: 2, escalateToRole: 'secretary' });
    await audit(scope, { kind: 'meeting', id: input.id, detail: { followup: id } });
    return ok({ id: input.id });
  },
});

/**
 * Tells what became of a promise, by whoever gave it or by the desk for them; dropped it needs a reason all the same.
 * Refuses: `meetings.not_found`, `meetings.followup_not_found`, `meetings.followup_over`, `meetings.not_owner`.
 */
export const reportFollowup = command({
  name: 'meetings.report',
  permission: permissions.report,
  input: ReportFollowup,
  run: async (scope, input) => {
    const of = await lockMeeting(scope, input.id);
    if (of === null) return fail('meetings.not_found');
    const found = (await followups(scope, of.id)).find((one) => one.id === input.followupId);
    if (found === undefined) return fail('meetings.followup_not_found');
    if (found.state !== 'open') return fail('meetings.followup_over');
    if (found.ownerId !== actorId(scope) && !holds(scope, 'secretary', 'worker')) return fail('meetings.not_owner');
    const state = input.dropped === undefined ? 'reported' : 'dropped';
    await scope.db
      .updateTable('meeting_followup')
      .set({ state, report: input.report, reported_at: scope.now(), reported_by: actorId(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .execute();
    const outcome = state === 'reported' ? 'done' : 'dropped';
    await closeTask(scope, { kind: 'followup', id: found.id }, 'meetings.followup', outcome, input.report);
    await audit(scope, { kind: 'meeting', id: of.id, detail: { followup: found.id } });
    return ok({ id: of.id });
  },
});
