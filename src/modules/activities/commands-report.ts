import type { z } from 'zod';
import { localDate } from '#kernel/dates';
import { parseMinutes } from '#kernel/hours';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bookHours, reverseEntry } from '#modules/ledger';
import { audit, because } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { storeFile } from '#platform/files';
import { actorId, type Inside } from '#platform/scope';
import { activityFor, dueKinds, setActivity } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { signupsOf } from './queries.ts';
import { type Activity, Report, type Signup } from './schema.ts';

/** The longest service counted for one day, in minutes. */
export const longestDay = 1440n;

type Said = z.output<typeof Report>;

interface Mark {
  readonly signup: Signup;
  readonly state: 'came' | 'absent';
  readonly minutes: bigint | null;
}

/** Reads what was marked for each sign-up; service is counted of helpers who came. */
function readMarks(scope: Inside, signups: readonly Signup[], input: Said): Result<Mark[]> {
  const marks: Mark[] = [];
  for (const signup of signups) {
    if (!input.came.includes(signup.id)) {
      // Who took it back and did not come stays as they were.
      if (signup.state !== 'out') marks.push({ signup, state: 'absent', minutes: null });
      continue;
    }
    if (signup.part === 'join') {
      marks.push({ signup, state: 'came', minutes: null });
      continue;
    }
    const field = `minutes_${signup.id}`;
    if (signup.personId === actorId(scope)) return fail('activities.own_hours', { field });
    const read = parseMinutes(input.minutes[signup.id] ?? '', { max: longestDay });
    if (!read.ok) return fail(read.fault.code, { field, params: read.fault.params ?? {} });
    marks.push({ signup, state: 'came', minutes: read.value });
  }
  return ok(marks);
}

async function write(scope: Inside, one: Activity, mark: Mark, reason: string): Promise<Result<null>> {
  const { signup, minutes, state } = mark;
  if (signup.state === state && signup.minutes === minutes) return ok(null);
  let entryId: string | null = null;
  if (signup.minutes !== null) {
    const before = await scope.db
      .selectFrom('signup')
      .select('entry_id')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', signup.id)
      .executeTakeFirstOrThrow();
    entryId = before.entry_id;
  }
  if (signup.minutes !== minutes) {
    if (entryId !== null) {
      const back = await reverseEntry(scope, entryId, reason);
      if (!back.ok) return back;
      entryId = null;
    }
    if (minutes !== null) {
      const day = localDate(one.startsAt, scope.timeZone);
      const booked = await bookHours(scope, { minutes, subject: { kind: 'signup', id: signup.id }, day });
      if (!booked.ok) return booked;
      entryId = booked.value.entryId;
      await because(scope, { kind: 'signup', id: signup.id }, { kind: 'entry', id: entryId });
    }
  }
  await scope.db
    .updateTable('signup')
    .set({ state, minutes, entry_id: entryId, updated_at: scope.now() })
    .set({ certified_by: state === 'came' && minutes !== null ? actorId(scope) : null })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', signup.id)
    .execute();
  await audit(scope, {
    kind: 'signup',
    id: signup.id,
    detail: { state, minutes: minutes === null ? null : minutes.toString() },
  });
  return ok(null);
}

async function keepPhoto(scope: Inside, id: string, input: Said): Promise<Result<null>> {
  if (input.photo === undefined) return ok(null);
  if (!input.photo_consent) return fail('activities.photo_consent', { field: 'photo_consent' });
  const { bytes, name } = input.photo;
  const about = { kind: 'activity', id };
  const kept = await storeFile(scope, { bytes, name, kind: 'image', visibility: 'public', about });
  return kept.ok
    ? ok(null)
    : kept.fault.field === undefined
      ? fail(kept.fault.code, { field: 'photo', params: kept.fault.params ?? {} })
      : kept;
}

/**
 * Says what came of an activity: who came, how long helpers served (into the books of hours, never of money), a few
 * words, perhaps a photo. Said again it corrects: hours change by reversal, with a reason. Refuses
 * `activities.not_found`, `not_yours`, `state`, `not_yet` (not begun), `own_hours` (nobody certifies their own),
 * `hours.*` by field `minutes_<sign-up>`, `reason_missing` (hours already booked change), `photo_consent`, and the codes of files.
 * Source: Volunteer Service Regulations art. 19.
 */
export const reportActivity = command({
  name: 'activities.report',
  permission: permissions.report,
  input: Report,
  run: async (scope, input) => {
    const loaded = await activityFor(scope, input.id, 'report', 'leader');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.startsAt > scope.now()) return fail('activities.not_yet');
    const marks = readMarks(scope, await signupsOf(scope, one.id), input);
    if (!marks.ok) return marks;
    const corrects = marks.value.some((mark) => mark.signup.minutes !== null && mark.signup.minutes !== mark.minutes);
    if (corrects && input.reason === '') return fail('activities.reason_missing', { field: 'reason' });
    for (const mark of marks.value) {
      const written = await write(scope, one, mark, input.reason);
      if (!written.ok) return written;
    }
    const photo = await keepPhoto(scope, one.id, input);
    if (!photo.ok) return photo;
    await setActivity(scope, one.id, {
      result_text: input.result,
      ...(one.state === 'open' ? { state: 'held' } : {}),
    });
    await closeTask(scope, { kind: 'activity', id: one.id }, dueKinds.report, 'done');
    await audit(scope, { kind: 'activity', id: one.id, detail: { state: 'held', came: input.came.length } });
    return ok({ id: one.id });
  },
});
