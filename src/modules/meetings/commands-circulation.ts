import { addDays, localDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { actingSeats, type Seat } from '#modules/bodies';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, type Scope, today } from '#platform/scope';
import { minutesDays, writePresence } from './commands-course.ts';
import { lockMeeting, setItem, setMeeting } from './commands-loading.ts';
import { motionRule } from './commands-motions.ts';
import { findAside } from './commands-recusals.ts';
import { permissions } from './permissions.ts';
import { itemsOf } from './queries.ts';
import { answersAt } from './queries-circulation.ts';
import { asideOn } from './queries-recusals.ts';
import { answerRefusal, circulationCount, type Written, writtenOutcome } from './rules-circulation.ts';
import { AnswerItem, ById, type Item, type Meeting, RecordAnswers } from './schema.ts';

/** A meeting that goes round in writing and still takes answers. */
async function goingRound(scope: Inside, id: string): Promise<Result<Meeting>> {
  const of = await lockMeeting(scope, id);
  if (of === null) return fail('meetings.not_found');
  if (of.way !== 'circulation') return fail('meetings.not_in_writing');
  return of.state === 'called' ? ok(of) : fail('meetings.not_called');
}

/** Seats that vote on an item, as they are sat on for it, and who has no part in it. */
async function votersOn(scope: Scope, of: Meeting, item: Item) {
  const aside = await asideOn(scope, of.id, item.id);
  const seats = (await actingSeats(scope, of.bodyId ?? '', aside)).filter((seat) => seat.votes);
  return { aside, seats };
}

async function writeAnswer(
  scope: Inside,
  item: Item,
  seat: Seat,
  answer: {
    readonly choice: Written;
    readonly remark: string;
    readonly recordedBy: string | null;
    readonly turn: number;
  },
): Promise<void> {
  await scope.db
    .insertInto('meeting_answer')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), item_id: item.id, seat_id: seat.id },
      ...{ person_id: seat.personId, turn: answer.turn, choice: answer.choice, remark: answer.remark },
      ...{ recorded_by: answer.recordedBy, at: scope.now() },
    })
    .execute();
}

/**
 * A member answers an item in writing, by their own hand, until the last day; of several answers the last counts. Refuses:
 * `meetings.not_found`, `meetings.not_in_writing`, `meetings.not_called`, `meetings.answers_over`,
 * `meetings.item_not_found`, `meetings.recused`, `meetings.no_vote`.
 */
export const answerItem = command({
  name: 'meetings.answer_item',
  permission: permissions.take,
  input: AnswerItem,
  run: async (scope, input) => {
    const of = await goingRound(scope, input.id);
    if (!of.ok) return of;
    const item = (await itemsOf(scope, input.id)).find((one) => one.id === input.itemId);
    if (item === undefined) return fail('meetings.item_not_found');
    await findAside(scope, of.value, item);
    const { aside, seats } = await votersOn(scope, of.value, item);
    const refusal = answerRefusal(of.value, seats, aside, actorId(scope), today(scope));
    if (refusal !== null) return { ok: false as const, fault: refusal };
    const seat = seats.find((one) => one.personId === actorId(scope));
    if (seat === undefined) return fail('meetings.no_vote');
    const turn = (await answersAt(scope, input.id)).filter((one) => one.seatId === seat.id && one.itemId === item.id);
    await writeAnswer(scope, item, seat, { ...input, recordedBy: null, turn: turn.length + 1 });
    await audit(scope, { kind: 'meeting', id: input.id, detail: { item: item.id, seat: seat.id } });
    return ok({ id: input.id });
  },
});

/**
 * The secretary types answers that came on paper; what a member answered by their own hand is not written over. Refuses as
 * `answerItem`, and `meetings.nothing_recorded`.
 */
export const recordAnswers = command({
  name: 'meetings.record_answers',
  permission: permissions.run,
  input: RecordAnswers,
  run: async (scope, input) => {
    const of = await goingRound(scope, input.id);
    if (!of.ok) return of;
    const item = (await itemsOf(scope, input.id)).find((one) => one.id === input.itemId);
    if (item === undefined) return fail('meetings.item_not_found');
    if (input.lines.length === 0) return fail('meetings.nothing_recorded');
    await findAside(scope, of.value, item);
    const { aside, seats } = await votersOn(scope, of.value, item);
    const known = (await answersAt(scope, input.id)).filter((one) => one.itemId === item.id);
    for (const line of input.lines) {
      const seat = seats.find((one) => one.id === line.seatId);
      if (seat === undefined) return fail('meetings.no_vote');
      const refusal = answerRefusal(of.value, seats, aside, seat.personId, today(scope));
      if (refusal !== null) return { ok: false as const, fault: refusal };
      const before = known.filter((one) => one.seatId === seat.id);
      const last = before.at(-1);
      if (last?.choice === line.choice || last?.own === true) continue;
      const answer = { choice: line.choice, remark: '', recordedBy: actorId(scope), turn: before.length + 1 };
      await writeAnswer(scope, item, seat, answer);
    }
    await audit(scope, { kind: 'meeting', id: input.id, detail: { item: item.id, lines: input.lines.length } });
    return ok({ id: input.id });
  },
});

async function decideItem(scope: Inside, of: Meeting, item: Item): Promise<boolean> {
  await findAside(scope, of, item);
  const { aside, seats } = await votersOn(scope, of, item);
  const answers = (await answersAt(scope, of.id)).filter((one) => one.itemId === item.id);
  const counted = circulationCount(await motionRule(scope), seats, aside, answers);
  const outcome = writtenOutcome(scope.lang, counted);
  if (counted.present < counted.quorumNeeded) {
    await setItem(scope, item.id, { state: 'put_off', outcome, ended_at: scope.now() });
    return false;
  }
  await scope.db
    .insertInto('meeting_motion')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), item_id: item.id, ordinal: 1, text: item.title },
      ...{ mover_id: actorId(scope), state: counted.carried ? 'carried' : 'lost', way: 'written' },
      ...{ count: JSON.stringify(counted), moved_at: of.calledAt ?? scope.now(), ended_at: scope.now() },
    })
    .execute();
  await setItem(scope, item.id, {
    state: 'done',
    outcome,
    started_at: of.calledAt ?? scope.now(),
    ended_at: scope.now(),
  });
  return true;
}

/**
 * Closes a meeting in writing, once everybody answered or the last day is over: each item is counted by the rule; below
 * quorum it is put off. The minutes are due as after a sitting. Refuses: `meetings.not_found`, `meetings.not_in_writing`,
 * `meetings.not_called`, `meetings.answers_running`.
 */
export const closeCirculation = command({
  name: 'meetings.close_circulation',
  permission: permissions.run,
  input: ById,
  run: async (scope, { id }) => {
    const of = await goingRound(scope, id);
    if (!of.ok) return of;
    const [items, answers] = await Promise.all([itemsOf(scope, id), answersAt(scope, id)]);
    const until = of.value.answersBy ?? localDate(of.value.startsAt, scope.timeZone);
    let missing = 0;
    for (const item of items) {
      const { aside, seats } = await votersOn(scope, of.value, item);
      const said = new Set(answers.filter((one) => one.itemId === item.id).map((one) => one.seatId));
      missing += seats.filter((seat) => !aside.has(seat.personId) && !said.has(seat.id)).length;
    }
    if (missing > 0 && today(scope) <= until) return fail('meetings.answers_running', { params: { until, missing } });
    for (const item of items) await decideItem(scope, of.value, item);
    for (const personId of new Set(answers.map((one) => one.personId)))
      await writePresence(scope, of.value, personId, 'remote', null);
    await setMeeting(scope, id, { state: 'ended', opened_at: of.value.calledAt ?? scope.now(), ended_at: scope.now() });
    await closeTask(scope, { kind: 'meeting', id }, 'meetings.hold', 'done');
    await openTask(scope, {
      ...{ kind: 'meetings.minutes', subject: { kind: 'meeting', id }, title: of.value.title, ownerRole: 'secretary' },
      dueOn: addDays(today(scope), minutesDays),
    });
    await audit(scope, { kind: 'meeting', id, detail: { items: items.length } });
    return ok({ id });
  },
});
