import type { z } from 'zod';
import { addDays, formatDateTime, localDate, parseWhen } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { startProcedure } from '#modules/decisions';
import { type Fund, fund } from '#modules/funds';
import { parameter } from '#modules/parameters';
import { person as personOf } from '#modules/people';
import { placeNames } from '#modules/places';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, subjectPerson, today } from '#platform/scope';
import { activityFor, atDesk, dueKinds, setActivity, tellPerson, tellSignedUp } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { invitation } from './queries.ts';
import { isFull, planRefusal } from './rules.ts';
import { type Activity, type ActivityState, ById, ChangeActivity, OpenActivity, WithReason } from './schema.ts';
import { zh } from './zh.ts';

type Facts = Omit<z.output<typeof ChangeActivity>, 'id'>;

const unknownThings = {
  activity_space_id_project_id_fkey: 'activities.project_unknown',
  activity_space_id_place_id_fkey: 'activities.place_unknown',
} as const;

/** Reads day and times in the space's zone and refuses what cannot be. */
async function factsOf(scope: Inside, input: Facts) {
  const starts = parseWhen(`${input.day} ${input.from_time}`, scope.timeZone);
  const ends = parseWhen(`${input.day} ${input.until_time}`, scope.timeZone);
  if (!starts.ok || !ends.ok) return fail('activities.time_shape', { field: 'day' });
  const times = { startsAt: starts.value, endsAt: ends.value };
  const wrong = planRefusal({ ...input, ...times }, scope.now(), today(scope));
  if (wrong !== null) return { ok: false as const, fault: wrong };
  if (input.place !== undefined && !(await placeNames(scope, [input.place])).has(input.place))
    return fail('activities.place_unknown', { field: 'place' });
  return ok({
    title: input.title,
    text: input.text,
    series: input.series ?? '',
    place_id: input.place ?? null,
    place_text: input.place_text,
    starts_at: times.startsAt,
    ends_at: times.endsAt,
    capacity: input.capacity === undefined ? null : Number(input.capacity),
    risk: input.risk,
    hazardous: input.hazardous,
    insurance_policy: input.insurance_policy === '' ? null : input.insurance_policy,
  });
}

/** The micro-fund the money is asked of, when money is asked for: open, within the ceiling, with enough in it. */
async function moneyOf(scope: Inside, input: z.output<typeof OpenActivity>): Promise<Result<Fund | null>> {
  const { budget } = input;
  if (budget === undefined)
    return input.fund === undefined ? ok(null) : fail('activities.budget_missing', { field: 'budget' });
  if (input.fund === undefined) return fail('activities.fund_missing', { field: 'fund' });
  const from = await fund(scope, input.fund);
  if (from === null || from.kind !== 'micro' || from.state !== 'open' || from.accountId === null)
    return fail('activities.fund_unknown', { field: 'fund' });
  if (input.budget_text === '') return fail('activities.budget_text_missing', { field: 'budget_text' });
  const usual = BigInt(await parameter(scope, 'activity.ceiling'));
  const ceiling = from.ceiling !== null && from.ceiling < usual ? from.ceiling : usual;
  if (budget > ceiling)
    return fail('activities.over_ceiling', { field: 'budget', params: { ceiling: formatFen(ceiling) } });
  if (budget > from.standing.available)
    return fail('activities.over_fund', { field: 'budget', params: { left: formatFen(from.standing.available) } });
  return ok(from);
}

/** Whose activity it is: one's own, or at the desk somebody else's. */
async function leaderOf(scope: Inside, wanted: string | undefined): Promise<Result<string>> {
  const own = subjectPerson(scope) ?? '';
  if (wanted === undefined || wanted === own) return ok(own);
  if (!atDesk(scope)) return fail('activities.not_yours', { field: 'leader' });
  const known = await personOf(scope, wanted);
  if (known === null || known.erasedAt !== null) return fail('activities.person_unknown', { field: 'leader' });
  return ok(wanted);
}

/** The accepted invitation to lead that stands behind an activity; the newest one that has led to none yet, if not named. */
async function invitationOf(
  scope: Inside,
  leaderId: string,
  named: string | undefined,
): Promise<Result<string | null>> {
  if (named !== undefined) {
    const found = await invitation(scope, named);
    const fits = found?.personId === leaderId && found.purpose === 'lead' && found.state === 'accepted';
    return fits ? ok(named) : fail('activities.invitation_not_yours');
  }
  const row = await scope.db
    .selectFrom('invitation as i')
    .select('i.id')
    .where('i.space_id', '=', scope.spaceId)
    .where('i.person_id', '=', leaderId)
    .where('i.purpose', '=', 'lead')
    .where('i.state', '=', 'accepted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('activity as a')
            .select('a.id')
            .whereRef('a.space_id', '=', 'i.space_id')
            .whereRef('a.invitation_id', '=', 'i.id')
            .where('a.state', 'not in', ['cancelled', 'declined']),
        ),
      ),
    )
    .orderBy('i.answered_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return ok(row?.id ?? null);
}

/** Puts the money before the committee of the fund; the leader is who gets it, so that whoever is close stands aside. */
async function ask(scope: Inside, one: Asking, from: Fund): Promise<Result<string>> {
  const started = await startProcedure(scope, {
    template: 'micro',
    subject: { kind: 'activity', id: one.id },
    title: one.title,
    text: `${one.text}\n${one.budgetText}`,
    amount: one.budget,
    ...(from.accountId === null ? {} : { accountId: from.accountId }),
    payee: { personId: one.leaderId },
    ...(from.committeeBodyId === null ? {} : { bodyId: from.committeeBodyId }),
  });
  if (!started.ok) return started;
  await setActivity(scope, one.id, { procedure_id: started.value.procedureId, state: 'deciding', state_reason: null });
  return ok(started.value.procedureId);
}

interface Asking {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly budget: bigint;
  readonly budgetText: string;
  readonly leaderId: string;
}

/** The office looks at an activity whose leader nobody invited, before everyone sees it. */
async function openCheck(scope: Inside, id: string, title: string): Promise<void> {
  await openTask(scope, {
    kind: dueKinds.check,
    subject: { kind: 'activity', id },
    title: pick('zh', { zh, en }).tasks.check(title),
    dueOn: addDays(today(scope), await parameter(scope, 'proposal.answerDays')),
    ownerRole: 'worker',
    rule: 'proposal.answerDays',
  });
}

/** Opens an activity for signing up, with the day by which its leader says who came. */
export async function openNow(
  scope: Inside,
  one: Pick<Activity, 'id' | 'title' | 'leaderId' | 'endsAt'>,
): Promise<void> {
  await setActivity(scope, one.id, { state: 'open', state_reason: null });
  await dueReport(scope, one);
}

async function dueReport(scope: Inside, one: Pick<Activity, 'id' | 'title' | 'leaderId' | 'endsAt'>): Promise<void> {
  await closeTask(scope, { kind: 'activity', id: one.id }, dueKinds.report, 'dropped');
  await openTask(scope, {
    kind: dueKinds.report,
    subject: { kind: 'activity', id: one.id },
    title: pick('zh', { zh, en }).tasks.report(one.title),
    dueOn: addDays(localDate(one.endsAt, scope.timeZone), await parameter(scope, 'promise.callBackDays')),
    ownerPersonId: one.leaderId,
    escalateToRole: 'worker',
    rule: 'promise.callBackDays',
  });
}

/**
 * A neighbour opens an activity with one short form (F135). With money it goes to the committee of the micro-fund;
 * without, it is open at once when the leader was invited or the desk writes it down, else the office looks at it
 * first. Refuses, in order: `activities.not_yours`, `person_unknown`, `invitation_not_yours`, `time_shape`,
 * `times_crossed`, `past`, `too_far`, `place_missing`, `place_unknown`, `risk_missing`, `insurance_missing`,
 * `budget_missing`, `fund_missing`, `fund_unknown`, `budget_text_missing`, `over_ceiling`, `over_fund`,
 * `project_unknown`, and those of `startProcedure`.
 */
export const openActivity = command({
  name: 'activities.open',
  permission: permissions.open,
  input: OpenActivity,
  conflicts: unknownThings,
  run: async (scope, input): Promise<Result<{ id: string; number: string; state: ActivityState }>> => {
    const leader = await leaderOf(scope, input.leader);
    if (!leader.ok) return leader;
    const behind = await invitationOf(scope, leader.value, input.invitation);
    if (!behind.ok) return behind;
    const facts = await factsOf(scope, input);
    if (!facts.ok) return facts;
    const money = await moneyOf(scope, input);
    if (!money.ok) return money;
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'activity');
    await scope.db
      .insertInto('activity')
      .values({
        ...facts.value,
        ...{ space_id: scope.spaceId, id, number, leader_person_id: leader.value, invitation_id: behind.value },
        ...{ project_id: input.project ?? null, fund_id: money.value?.id ?? null, budget: input.budget ?? null },
        ...{ budget_text: input.budget_text, state: 'checking', created_by: scope.actor?.personId ?? null },
        ...{ created_at: scope.now(), updated_at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'activity', id, detail: { number } });
    if (behind.value !== null) await because(scope, { kind: 'invitation', id: behind.value }, { kind: 'activity', id });
    if (input.project !== undefined)
      await because(scope, { kind: 'project', id: input.project }, { kind: 'activity', id });
    const one = { id, title: input.title, text: input.text, budgetText: input.budget_text, leaderId: leader.value };
    if (money.value !== null && input.budget !== undefined) {
      const asked = await ask(scope, { ...one, budget: input.budget }, money.value);
      return asked.ok ? ok({ id, number, state: 'deciding' }) : asked;
    }
    if (behind.value === null && !atDesk(scope)) {
      await openCheck(scope, id, input.title);
      return ok({ id, number, state: 'checking' });
    }
    await openNow(scope, { ...one, endsAt: facts.value.ends_at });
    return ok({ id, number, state: 'open' });
  },
});

/**
 * The leader or the desk corrects an activity. One that was declined goes the same way again, its money too; those
 * signed up hear of a new time or place. Refuses: `activities.not_found`, `not_yours`, `state`, those of the facts,
 * `capacity_low`, `fund_unknown`, and those of `startProcedure`.
 */
export const changeActivity = command({
  name: 'activities.change',
  permission: permissions.change,
  input: ChangeActivity,
  conflicts: unknownThings,
  run: async (scope, input) => {
    const loaded = await activityFor(scope, input.id, 'change', 'leader');
    if (!loaded.ok) return loaded;
    const before = loaded.value;
    const facts = await factsOf(scope, input);
    if (!facts.ok) return facts;
    const { capacity } = facts.value;
    if (capacity !== null && isFull(capacity, before.joining - 1))
      return fail('activities.capacity_low', { field: 'capacity', params: { joining: before.joining } });
    await setActivity(scope, before.id, facts.value);
    await audit(scope, { kind: 'activity', id: before.id });
    const after = { ...before, title: input.title, text: input.text, endsAt: facts.value.ends_at };
    if (before.state === 'declined') return again(scope, after);
    if (before.state !== 'open') return ok({ id: before.id });
    await dueReport(scope, after);
    const moved =
      before.startsAt.getTime() !== facts.value.starts_at.getTime() ||
      before.placeId !== facts.value.place_id ||
      before.placeText !== facts.value.place_text;
    if (moved)
      await tellSignedUp(scope, before.id, (w, lang) =>
        w.told.moved(after.title, formatDateTime(facts.value.starts_at, lang, scope.timeZone)),
      );
    return ok({ id: before.id });
  },
});

async function again(scope: Inside, one: Activity): Promise<Result<{ id: string }>> {
  if (one.budget !== null && one.fundId !== null) {
    const from = await fund(scope, one.fundId);
    if (from === null || from.state !== 'open') return fail('activities.fund_unknown');
    const asked = await ask(scope, { ...one, budget: one.budget }, from);
    return asked.ok ? ok({ id: one.id }) : asked;
  }
  await setActivity(scope, one.id, { state: 'checking', state_reason: null });
  await openCheck(scope, one.id, one.title);
  return ok({ id: one.id });
}

/** The office lets an activity be seen and signed up to. Refuses `activities.not_found`, `state`, `past`. */
export const allowActivity = command({
  name: 'activities.allow',
  permission: permissions.check,
  input: ById,
  run: async (scope, input) => {
    const loaded = await activityFor(scope, input.id, 'check', 'anyone');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.startsAt <= scope.now()) return fail('activities.past');
    await openNow(scope, one);
    await closeTask(scope, { kind: 'activity', id: one.id }, dueKinds.check, 'done');
    await audit(scope, { kind: 'activity', id: one.id, detail: { state: 'open' } });
    await tellPerson(scope, one.leaderId, { kind: 'activity', id: one.id }, (w) => w.told.opened(one.title));
    return ok({ id: one.id });
  },
});

/** The office sends an activity back with a reason; its leader can change it and ask again. Refuses `activities.not_found`, `state`. */
export const declineActivity = command({
  name: 'activities.decline',
  permission: permissions.check,
  input: WithReason,
  run: async (scope, input) => {
    const loaded = await activityFor(scope, input.id, 'check', 'anyone');
    if (!loaded.ok) return loaded;
    await declineNow(scope, loaded.value, input.reason);
    await closeTask(scope, { kind: 'activity', id: input.id }, dueKinds.check, 'done');
    await audit(scope, { kind: 'activity', id: input.id, detail: { state: 'declined', by: actorId(scope) } });
    return ok({ id: input.id });
  },
});

/** Marks an activity as declined and tells its leader why. */
export async function declineNow(scope: Inside, one: Activity, reason: string): Promise<void> {
  await setActivity(scope, one.id, { state: 'declined', state_reason: reason });
  await tellPerson(scope, one.leaderId, { kind: 'activity', id: one.id }, (w) => w.told.declined(one.title, reason));
}
