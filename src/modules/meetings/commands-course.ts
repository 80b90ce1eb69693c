import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { person } from '#modules/people';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { endTurns, itemIn, meetingIn, setItem, setMeeting } from './commands-loading.ts';
import { findAside } from './commands-recusals.ts';
import { permissions } from './permissions.ts';
import { itemsOf, motionsOf, presenceOf, takesPart } from './queries.ts';
import { isHere, isLive, openItem } from './rules.ts';
import { ById, CheckIn, EndItem, ItemOf, MarkPresence, type Meeting, type PresenceWay } from './schema.ts';

/** Days after a meeting within which its minutes are written. */
export const minutesDays = 7;

/** Writes down how somebody was there; `recordedBy` is null by their own hand. */
export async function writePresence(
  scope: Inside,
  of: Meeting,
  personId: string,
  way: PresenceWay,
  recordedBy: string | null,
): Promise<void> {
  const { last } = await scope.db
    .selectFrom('meeting_presence')
    .select((value) => value.fn.max('turn').as('last'))
    .where('space_id', '=', scope.spaceId)
    .where('meeting_id', '=', of.id)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  await scope.db
    .insertInto('meeting_presence')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), meeting_id: of.id, person_id: personId },
      ...{ turn: (last ?? 0) + 1, way, recorded_by: recordedBy, at: scope.now() },
    })
    .execute();
}

/**
 * Writes down who is there, before or while the meeting runs; a line that repeats what is known changes nothing. Refuses:
 * `meetings.not_found`, `meetings.not_called`, `meetings.nothing_recorded`, `meetings.person_elsewhere` for somebody who
 * is not known here or has no place at a closed sitting.
 */
export const markPresence = command({
  name: 'meetings.mark_presence',
  permission: permissions.run,
  input: MarkPresence,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['called', 'open'], 'meetings.not_called');
    if (!of.ok) return of;
    if (input.lines.length === 0) return fail('meetings.nothing_recorded');
    const known = new Map((await presenceOf(scope, input.id)).map((one) => [one.personId, one.way]));
    for (const line of input.lines) {
      if (known.get(line.personId) === line.way) continue;
      const there = await person(scope, line.personId);
      if (there === null || there.erasedAt !== null) return fail('meetings.person_elsewhere');
      if (!(await takesPart(scope, of.value, line.personId))) return fail('meetings.person_elsewhere');
      await writePresence(scope, of.value, line.personId, line.way, actorId(scope));
    }
    await audit(scope, { kind: 'meeting', id: input.id, detail: { lines: input.lines.length } });
    return ok({ id: input.id });
  },
});

/**
 * A member says by their own telephone that they are there, take part from elsewhere, or cannot come. Refuses:
 * `meetings.not_found`, `meetings.not_called`, `meetings.not_member`.
 */
export const checkIn = command({
  name: 'meetings.check_in',
  permission: permissions.take,
  input: CheckIn,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['called', 'open'], 'meetings.not_called');
    if (!of.ok) return of;
    if (!(await takesPart(scope, of.value, actorId(scope)))) return fail('meetings.not_member');
    await writePresence(scope, of.value, actorId(scope), input.way, null);
    await audit(scope, { kind: 'meeting', id: input.id });
    return ok({ id: input.id });
  },
});

/** Opens a meeting. Refuses: `meetings.not_found`, `meetings.not_called`, `meetings.goes_round`, `meetings.nobody_here`. */
export const openMeeting = command({
  name: 'meetings.open',
  permission: permissions.run,
  input: ById,
  run: async (scope, { id }) => {
    const of = await meetingIn(scope, id, ['called'], 'meetings.not_called');
    if (!of.ok) return of;
    if (of.value.way === 'circulation') return fail('meetings.goes_round');
    if (!(await presenceOf(scope, id)).some(isHere)) return fail('meetings.nobody_here');
    await setMeeting(scope, id, { state: 'open', opened_at: scope.now() });
    await audit(scope, { kind: 'meeting', id });
    return ok({ id });
  },
});

/** Takes up an item; one at a time. Refuses as `itemIn`, `meetings.other_item_open`, `meetings.item_not_open`. */
export const startItem = command({
  name: 'meetings.start_item',
  permission: permissions.run,
  input: ItemOf,
  run: async (scope, { id, itemId }) => {
    const held = await itemIn(scope, id, itemId);
    if (!held.ok) return held;
    const other = openItem(held.value.items);
    if (other !== null && other.id !== itemId)
      return fail('meetings.other_item_open', { params: { title: other.title } });
    if (held.value.item.state !== 'waiting') return fail('meetings.item_not_open');
    await findAside(scope, held.value.of, held.value.item);
    await setItem(scope, itemId, { state: 'debate', started_at: scope.now() });
    await audit(scope, { kind: 'meeting', id, detail: { item: itemId } });
    return ok({ id });
  },
});

/** The debate is closed: nobody speaks any more, and motions are voted on. Refuses as `itemIn`, `meetings.item_not_open`. */
export const closeDebate = command({
  name: 'meetings.close_debate',
  permission: permissions.run,
  input: ItemOf,
  run: async (scope, { id, itemId }) => {
    const held = await itemIn(scope, id, itemId);
    if (!held.ok) return held;
    if (held.value.item.state !== 'debate') return fail('meetings.item_not_open');
    await endTurns(scope, itemId);
    await setItem(scope, itemId, { state: 'voting', debate_closed_at: scope.now() });
    await audit(scope, { kind: 'meeting', id, detail: { item: itemId } });
    return ok({ id });
  },
});

/**
 * Ends an item with what came of it, in a sentence. Refuses as `itemIn`, `meetings.item_not_open`,
 * `meetings.motions_open` while a motion waits for its vote.
 */
export const endItem = command({
  name: 'meetings.end_item',
  permission: permissions.run,
  input: EndItem,
  run: async (scope, { id, itemId, outcome }) => {
    const held = await itemIn(scope, id, itemId);
    if (!held.ok) return held;
    if (openItem([held.value.item]) === null) return fail('meetings.item_not_open');
    const live = (await motionsOf(scope, id)).filter((one) => one.itemId === itemId && isLive(one));
    if (live.length > 0) return fail('meetings.motions_open', { params: { count: live.length } });
    await endTurns(scope, itemId);
    await setItem(scope, itemId, { state: 'done', outcome, ended_at: scope.now() });
    await audit(scope, { kind: 'meeting', id, detail: { item: itemId } });
    return ok({ id });
  },
});

/** Puts an item off to another day, and says why. Refuses as `endItem`. */
export const putOffItem = command({
  name: 'meetings.put_off',
  permission: permissions.run,
  input: EndItem,
  run: async (scope, { id, itemId, outcome }) => {
    const held = await itemIn(scope, id, itemId);
    if (!held.ok) return held;
    if (['done', 'put_off'].includes(held.value.item.state)) return fail('meetings.item_not_open');
    const live = (await motionsOf(scope, id)).filter((one) => one.itemId === itemId && isLive(one));
    if (live.length > 0) return fail('meetings.motions_open', { params: { count: live.length } });
    await endTurns(scope, itemId);
    await setItem(scope, itemId, { state: 'put_off', outcome, ended_at: scope.now() });
    await audit(scope, { kind: 'meeting', id, detail: { item: itemId } });
    return ok({ id });
  },
});

/**
 * Ends a meeting: every item is done or put off, with a sentence each. The minutes are due within a week. Refuses:
 * `meetings.not_found`, `meetings.not_open`, `meetings.items_open`.
 */
export const endMeeting = command({
  name: 'meetings.end',
  permission: permissions.run,
  input: ById,
  run: async (scope, { id }) => {
    const of = await meetingIn(scope, id, ['open'], 'meetings.not_open');
    if (!of.ok) return of;
    const open = (await itemsOf(scope, id)).filter((one) => one.state !== 'done' && one.state !== 'put_off');
    if (open.length > 0) return fail('meetings.items_open', { params: { count: open.length } });
    await setMeeting(scope, id, { state: 'ended', ended_at: scope.now() });
    await closeTask(scope, { kind: 'meeting', id }, 'meetings.hold', 'done');
    const subject = { kind: 'meeting', id } as const;
    const dueOn = addDays(today(scope), minutesDays);
    await openTask(scope, { kind: 'meetings.minutes', subject, title: of.value.title, dueOn, ownerRole: 'secretary' });
    await audit(scope, { kind: 'meeting', id });
    return ok({ id });
  },
});
