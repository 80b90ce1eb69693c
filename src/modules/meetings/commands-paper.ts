import type { z } from 'zod';
import { addDays, localDate, parseWhen } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Fault } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { minutesDays, writePresence } from './commands-course.ts';
import { meetingIn, setItem, setMeeting } from './commands-loading.ts';
import { motionRule } from './commands-motions.ts';
import { findAside } from './commands-recusals.ts';
import { permissions } from './permissions.ts';
import { circle, itemsOf, takesPart } from './queries.ts';
import { entriesOf } from './queries-paper.ts';
import { asideOn } from './queries-recusals.ts';
import { differences, lineCount, readClock, sheetRefusal, typingRefusal } from './rules-paper.ts';
import type { Item, Meeting } from './schema.ts';
import { EnterSheet, type Sheet } from './schema-paper.ts';

/** The sheet as typed, its hours read; the field that is no time of day. */
function sheetOf(input: z.output<typeof EnterSheet>): Sheet | Fault {
  const [from, until] = [readClock(input.from), readClock(input.until)];
  if (from === null) return { code: 'meetings.time_shape', field: 'from' };
  if (until === null) return { code: 'meetings.time_shape', field: 'until' };
  const items = input.items.map((one) => ({ ...one, mover: one.mover ?? null, second: one.second ?? null }));
  return { from, until, presence: input.lines, items };
}

/** What an item and its members' ties say, when its line is read. */
async function paperItems(scope: Inside, of: Meeting, items: readonly Item[]) {
  const known = [];
  for (const item of items) {
    await findAside(scope, of, item);
    known.push({ itemId: item.id, aside: await asideOn(scope, of.id, item.id) });
  }
  return known;
}

async function writeMotion(
  scope: Inside,
  of: { readonly seats: Parameters<typeof lineCount>[1]; readonly sheet: Sheet; readonly ended: Date },
  line: Sheet['items'][number],
  aside: ReadonlySet<string>,
): Promise<void> {
  const { count } = lineCount(await motionRule(scope), of.seats, of.sheet, line, aside);
  await scope.db
    .insertInto('meeting_motion')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), item_id: line.itemId, ordinal: 1, text: line.motion },
      ...{ mover_id: line.mover ?? '', second_id: line.second, state: count.carried ? 'carried' : 'lost' },
      ...{ way: 'hands', count: JSON.stringify(count), moved_at: of.ended, ended_at: of.ended },
    })
    .execute();
}

/** The sitting becomes what its sheets say: attendance, each item with its count, and its hours. */
async function enact(scope: Inside, of: Meeting, sheet: Sheet, typedBy: string): Promise<void> {
  const day = localDate(of.startsAt, scope.timeZone);
  const [from, until] = [sheet.from, sheet.until].map((time) => parseWhen(`${day} ${time}`, scope.timeZone));
  const opened = from?.ok === true ? from.value : of.startsAt;
  const ended = until?.ok === true ? until.value : scope.now();
  const seats = (await circle(scope, of))?.seats ?? null;
  for (const one of sheet.presence) await writePresence(scope, of, one.personId, one.way, typedBy);
  for (const line of sheet.items) {
    const aside = await asideOn(scope, of.id, line.itemId);
    if (line.motion !== '') await writeMotion(scope, { seats, sheet, ended }, line, aside);
    const change = { state: line.end, outcome: line.outcome, ended_at: ended };
    await setItem(scope, line.itemId, line.end === 'done' ? { ...change, started_at: opened } : change);
  }
  await setMeeting(scope, of.id, { state: 'ended', opened_at: opened, ended_at: ended });
  const subject = { kind: 'meeting', id: of.id } as const;
  await closeTask(scope, subject, 'meetings.hold', 'done');
  const dueOn = addDays(today(scope), minutesDays);
  await openTask(scope, { kind: 'meetings.minutes', subject, title: of.title, dueOn, ownerRole: 'secretary' });
}

/**
 * Types the sheets of a meeting that was held on paper. Two people type them without seeing each other's; where they agree
 * the meeting becomes what they say, where they differ a third looks at the sheets and settles it. Refuses:
 * `meetings.not_found`, `meetings.not_called`, `meetings.goes_round`, `meetings.paper_early`, `meetings.paper_same_hand`,
 * `meetings.paper_done`, `meetings.time_shape`, `meetings.person_elsewhere`, `meetings.paper_times`,
 * `meetings.paper_nobody`, `meetings.paper_outcome`, `meetings.paper_votes`, `meetings.not_here`, `meetings.own_second`,
 * `meetings.too_many_votes`, `meetings.below_quorum`.
 */
export const enterSheet = command({
  name: 'meetings.enter_sheet',
  permission: permissions.type,
  input: EnterSheet,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['called'], 'meetings.not_called');
    if (!of.ok) return of;
    if (of.value.way === 'circulation') return fail('meetings.goes_round');
    if (of.value.startsAt > scope.now()) return fail('meetings.paper_early');
    const entries = await entriesOf(scope, input.id);
    const turn = typingRefusal(entries, actorId(scope));
    if (turn !== null) return { ok: false as const, fault: turn };
    const sheet = sheetOf(input);
    if ('code' in sheet) return { ok: false as const, fault: sheet };
    for (const one of sheet.presence)
      if (!(await takesPart(scope, of.value, one.personId))) return fail('meetings.person_elsewhere');
    const seats = (await circle(scope, of.value))?.seats ?? null;
    const items = await paperItems(scope, of.value, await itemsOf(scope, input.id));
    const refusal = sheetRefusal(await motionRule(scope), seats, sheet, items);
    if (refusal !== null) return { ok: false as const, fault: refusal };
    await scope.db
      .insertInto('meeting_entry')
      .values({
        ...{ space_id: scope.spaceId, meeting_id: input.id, turn: entries.length + 1, typed_by: actorId(scope) },
        ...{ sheet: JSON.stringify(sheet), at: scope.now() },
      })
      .execute();
    const [first] = entries;
    const agreed = entries.length === 2 || (first !== undefined && differences(first.sheet, sheet).length === 0);
    if (agreed) await enact(scope, of.value, sheet, actorId(scope));
    await audit(scope, { kind: 'meeting', id: input.id, detail: { typing: entries.length + 1, agreed } });
    return ok({
      id: input.id,
      step: agreed ? ('done' as const) : entries.length === 0 ? ('second' as const) : ('third' as const),
    });
  },
});
