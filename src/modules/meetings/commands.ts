import type { z } from 'zod';
import { addDays, formatDateTime, localDate, parseWhen } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { body } from '#modules/bodies';
import { procedure } from '#modules/decisions';
import { organisation } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { audit, nextNumber, type Thing, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { putOnAgenda } from '#modules/topics';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { lockMeeting, meetingIn, setMeeting } from './commands-loading.ts';
import { findAside } from './commands-recusals.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { circle, itemsOf } from './queries.ts';
import { AddItem, CallMeeting, ChangeMeeting, ItemOf, type Meeting, PlanMeeting, WithReason } from './schema.ts';
import { zh } from './zh.ts';

type Facts = Pick<
  z.output<typeof ChangeMeeting>,
  'title' | 'text' | 'day' | 'time' | 'place' | 'remote' | 'turnSeconds' | 'turnTimes'
>;

/** Reads day and time in the space's zone; a meeting lies ahead. */
function factsOf(scope: Inside, input: Facts) {
  const starts = parseWhen(`${input.day} ${input.time}`, scope.timeZone);
  if (!starts.ok) return fail('meetings.time_shape', { field: 'time' });
  if (starts.value <= scope.now()) return fail('meetings.in_the_past', { field: 'day' });
  const seconds = input.turnSeconds === undefined ? null : Number(input.turnSeconds);
  if (seconds !== null && (seconds < 10 || seconds > 3600))
    return fail('meetings.turn_range', { field: 'turnSeconds' });
  const times = input.turnTimes === undefined ? null : Number(input.turnTimes);
  if (times !== null && times > 20) return fail('meetings.times_range', { field: 'turnTimes' });
  return ok({
    turn_times: times,
    title: input.title,
    text: input.text,
    starts_at: starts.value,
    place_text: input.place,
    remote_text: input.remote,
    turn_seconds: seconds,
  });
}

/** Writes an item onto an agenda. */
export async function insertItem(
  scope: Inside,
  meetingId: string,
  ordinal: number,
  item: {
    readonly title: string;
    readonly text?: string;
    readonly procedureId?: string;
    readonly subject?: Thing;
    readonly papers?: string;
    readonly organisationId?: string;
  },
): Promise<void> {
  await scope.db
    .insertInto('meeting_item')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), meeting_id: meetingId, ordinal },
      ...{ title: item.title, text: item.text ?? '', procedure_id: item.procedureId ?? null },
      ...{ subject_kind: item.subject?.kind ?? null, subject_id: item.subject?.id ?? null },
      ...{ papers: item.papers ?? '', organisation_id: item.organisationId ?? null },
    })
    .execute();
}

/**
 * Prepares a meeting; nobody is told yet. Refuses: `meetings.time_shape`, `meetings.in_the_past`, `meetings.turn_range`,
 * `meetings.body_missing` (every kind but a symposium and a reception day belongs to a body), `meetings.body_not_found`.
 */
export const planMeeting = command({
  name: 'meetings.plan',
  permission: permissions.run,
  input: PlanMeeting,
  run: async (scope, input) => {
    const facts = factsOf(scope, input);
    if (!facts.ok) return facts;
    const open = input.kind === 'symposium' || input.kind === 'reception';
    const way = input.way ?? 'sitting';
    if (way === 'circulation' && open) return fail('meetings.not_in_writing', { field: 'way' });
    if (input.body === undefined && !open) return fail('meetings.body_missing', { field: 'body' });
    const of = input.body === undefined ? null : await body(scope, input.body);
    if (input.body !== undefined && of?.state !== 'active') return fail('meetings.body_not_found', { field: 'body' });
    const id = newId(scope.now());
    const month = input.kind === 'joint' ? input.day.slice(0, 7) : null;
    await scope.db
      .insertInto('meeting')
      .values({
        ...{ space_id: scope.spaceId, id, number: await nextNumber(scope, 'meeting'), kind: input.kind },
        ...{ body_id: input.body ?? null, month, state: 'preparing', created_by: actorId(scope) },
        ...{ way, answers_by: way === 'circulation' ? input.day : null },
        ...{ created_at: scope.now(), ...facts.value },
      })
      .execute();
    const lines = input.agenda
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    for (const [at, title] of lines.entries()) await insertItem(scope, id, at + 1, { title: title.slice(0, 120) });
    await audit(scope, { kind: 'meeting', id });
    return ok({ id });
  },
  conflicts: { meeting_monthly: 'meetings.month_taken' },
});

/** Changes day, place and words before the meeting opens. Refuses as `planMeeting`, and `meetings.already_open`. */
export const changeMeeting = command({
  name: 'meetings.change',
  permission: permissions.run,
  input: ChangeMeeting,
  run: async (scope, input) => {
    const of = await lockMeeting(scope, input.id);
    if (of === null) return fail('meetings.not_found');
    if (of.state !== 'preparing' && of.state !== 'called') return fail('meetings.already_open');
    const facts = factsOf(scope, input);
    if (!facts.ok) return facts;
    await setMeeting(scope, of.id, {
      ...facts.value,
      ...(of.way === 'circulation' ? { answers_by: input.day } : {}),
    });
    if (of.state === 'called')
      await tellMembers(scope, { ...of, startsAt: facts.value.starts_at, placeText: input.place }, 'moved');
    await audit(scope, { kind: 'meeting', id: of.id });
    return ok({ id: of.id });
  },
});

/**
 * Puts an item on the agenda; one that carries a procedure is voted on by that procedure's rule. Refuses:
 * `meetings.not_found`, `meetings.ended`, `meetings.procedure_unknown`, `meetings.topic_unknown`,
 * `meetings.organisation_unknown`.
 */
export const addItem = command({
  name: 'meetings.add_item',
  permission: permissions.run,
  input: AddItem,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['preparing', 'called', 'open'], 'meetings.ended');
    if (!of.ok) return of;
    if (input.procedure !== undefined && (await procedure(scope, input.procedure))?.state !== 'running')
      return fail('meetings.procedure_unknown', { field: 'procedure' });
    if (input.topic !== undefined && !(await putOnAgenda(scope, input.topic)))
      return fail('meetings.topic_unknown', { field: 'topic' });
    if (input.organisation !== undefined && (await organisation(scope, input.organisation)) === null)
      return fail('meetings.organisation_unknown', { field: 'organisation' });
    const last = (await itemsOf(scope, input.id)).at(-1)?.ordinal ?? 0;
    await insertItem(scope, input.id, last + 1, {
      ...{ title: input.title, text: input.text, papers: input.papers },
      ...(input.organisation === undefined ? {} : { organisationId: input.organisation }),
      ...(input.procedure === undefined ? {} : { procedureId: input.procedure }),
      ...(input.topic === undefined ? {} : { subject: { kind: 'topic', id: input.topic } as const }),
    });
    for (const item of await itemsOf(scope, input.id)) await findAside(scope, of.value, item);
    await audit(scope, { kind: 'meeting', id: input.id });
    return ok({ id: input.id });
  },
});

/** Takes an item off an agenda that nobody was sent yet. Refuses: `meetings.not_found`, `meetings.not_preparing`. */
export const dropItem = command({
  name: 'meetings.drop_item',
  permission: permissions.run,
  input: ItemOf,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['preparing'], 'meetings.not_preparing');
    if (!of.ok) return of;
    const gone = await scope.db
      .deleteFrom('meeting_item')
      .where('space_id', '=', scope.spaceId)
      .where('meeting_id', '=', input.id)
      .where('id', '=', input.itemId)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return fail('meetings.item_not_found');
    await audit(scope, { kind: 'meeting', id: input.id });
    return ok({ id: input.id });
  },
});

/** Everybody who sits on the body hears of it on their own page. */
async function tellMembers(
  scope: Inside,
  of: Meeting,
  what: 'called' | 'moved' | 'cancelled' | 'inWriting',
  reason = '',
): Promise<number> {
  const seats = (await circle(scope, of))?.seats ?? [];
  const words = pick(scope.lang, { zh, en }).messages;
  const when = formatDateTime(of.startsAt, scope.lang, scope.timeZone);
  const people = seats.flatMap((seat) => [seat.personId, ...(seat.substituteId === null ? [] : [seat.substituteId])]);
  for (const personId of new Set(people))
    await tell(scope, {
      ...{ personId, channel: 'desk', lang: scope.lang, about: { kind: 'meeting', id: of.id } },
      body: words[what]({ title: of.title, when, place: of.placeText, reason }),
    });
  return seats.length;
}

/**
 * Sends the agenda to everybody who sits on the body. Later than the days say (`meeting.agendaDays`, rules §3.3) it goes
 * out only with the reason, which is public. Refuses: `meetings.not_found`, `meetings.not_preparing`,
 * `meetings.no_agenda`, `meetings.in_the_past`, `meetings.late`.
 */
export const callMeeting = command({
  name: 'meetings.call',
  permission: permissions.run,
  input: CallMeeting,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['preparing'], 'meetings.not_preparing');
    if (!of.ok) return of;
    if ((await itemsOf(scope, input.id)).length === 0) return fail('meetings.no_agenda');
    if (of.value.startsAt <= scope.now()) return fail('meetings.in_the_past');
    const days = await parameter(scope, 'meeting.agendaDays');
    const on = localDate(of.value.startsAt, scope.timeZone);
    const late = addDays(today(scope), days) > on;
    if (late && input.lateReason === '') return fail('meetings.late', { params: { days }, field: 'lateReason' });
    await setMeeting(scope, input.id, {
      ...{ state: 'called', called_at: scope.now(), late_reason: late ? input.lateReason : null },
    });
    for (const item of await itemsOf(scope, input.id)) await findAside(scope, of.value, item);
    const told = await tellMembers(scope, of.value, of.value.way === 'circulation' ? 'inWriting' : 'called');
    await closeTask(scope, { kind: 'meeting', id: input.id }, 'meetings.call', 'done');
    const title = of.value.title;
    await openTask(scope, {
      kind: 'meetings.hold',
      subject: { kind: 'meeting', id: input.id },
      title,
      dueOn: on,
      ownerRole: 'secretary',
    });
    await audit(scope, { kind: 'meeting', id: input.id, detail: { told } });
    return ok({ id: input.id });
  },
});

/** Calls a meeting off, and says why to everybody. Refuses: `meetings.not_found`, `meetings.already_open`. */
export const cancelMeeting = command({
  name: 'meetings.cancel',
  permission: permissions.run,
  input: WithReason,
  run: async (scope, input) => {
    const of = await lockMeeting(scope, input.id);
    if (of === null) return fail('meetings.not_found');
    if (of.state !== 'preparing' && of.state !== 'called') return fail('meetings.already_open');
    await setMeeting(scope, of.id, { state: 'cancelled', state_reason: input.reason });
    if (of.state === 'called') await tellMembers(scope, of, 'cancelled', input.reason);
    await closeTask(scope, { kind: 'meeting', id: of.id }, 'meetings.hold', 'dropped', input.reason);
    await audit(scope, { kind: 'meeting', id: of.id });
    return ok({ id: of.id });
  },
});
