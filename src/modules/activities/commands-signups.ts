import { formatDateTime } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { person as personOf } from '#modules/people';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { type Inside, subjectPerson } from '#platform/scope';
import { activityFor, atDesk, tellPerson } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { signupOf } from './queries.ts';
import { isFull } from './rules.ts';
import { Leave, SignUp } from './schema.ts';

/** Who signs up: oneself, or somebody the desk writes down. */
async function whoOf(scope: Inside, wanted: string | undefined): Promise<Result<string>> {
  const own = subjectPerson(scope) ?? '';
  if (wanted === undefined || wanted === own) return ok(own);
  if (!atDesk(scope)) return fail('activities.not_yours', { field: 'person' });
  const known = await personOf(scope, wanted);
  if (known === null || known.erasedAt !== null) return fail('activities.person_unknown', { field: 'person' });
  return ok(wanted);
}

/** The neighbour whose link was followed; an unknown link is no mistake, and nobody brings themselves. */
async function bringerOf(scope: Inside, signup: string | undefined, personId: string): Promise<string | null> {
  if (signup === undefined) return null;
  const row = await scope.db
    .selectFrom('signup')
    .select('person_id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', signup)
    .executeTakeFirst();
  return row === undefined || row.person_id === personId ? null : row.person_id;
}

/**
 * Signs up to an activity, to come or to help; again, it changes the part. The desk signs up others, walk-ins too.
 * Refuses `activities.not_yours`, `person_unknown`, `not_found`, `state`, `too_late` (over already), `own` (the
 * leader), `full` (helpers need no seat).
 */
export const signUp = command({
  name: 'activities.sign_up',
  permission: permissions.signUp,
  input: SignUp,
  run: async (scope, input): Promise<Result<{ id: string; signupId: string; part: 'join' | 'help' }>> => {
    const who = await whoOf(scope, input.person);
    if (!who.ok) return who;
    const loaded = await activityFor(scope, input.id, 'sign_up', 'anyone');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    const { part } = input;
    // Who came without signing up is written down by the desk or the leader's helper afterwards.
    if (one.endsAt <= scope.now() && !atDesk(scope)) return fail('activities.too_late');
    if (who.value === one.leaderId) return fail('activities.own');
    const before = await signupOf(scope, one.id, who.value);
    const seated = before !== null && before.state !== 'out' && before.part === 'join';
    if (part === 'join' && !seated && isFull(one.capacity, one.joining))
      return fail('activities.full', { params: { capacity: one.capacity ?? 0 } });
    const broughtBy = await bringerOf(scope, input.by, who.value);
    const saved = await scope.db
      .insertInto('signup')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), activity_id: one.id, person_id: who.value, part },
        ...{ brought_by: broughtBy, state: 'in', at: scope.now(), updated_at: scope.now() },
      })
      .onConflict((conflict) =>
        conflict
          .columns(['space_id', 'activity_id', 'person_id'])
          .doUpdateSet({ part, state: 'in', updated_at: scope.now() }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    await because(scope, { kind: 'activity', id: one.id }, { kind: 'signup', id: saved.id });
    await audit(scope, { kind: 'signup', id: saved.id, detail: { activity: one.id, part } });
    if (before === null || before.state === 'out')
      await tellPerson(scope, who.value, { kind: 'activity', id: one.id }, (w, lang) =>
        w.told.signedUp(one.title, formatDateTime(one.startsAt, lang, scope.timeZone)),
      );
    return ok({ id: one.id, signupId: saved.id, part });
  },
});

/** Takes a sign-up back; the seat is free again. Refuses `activities.not_yours`, `person_unknown`, `not_found`, `state`, `not_signed_up`. */
export const leaveActivity = command({
  name: 'activities.leave',
  permission: permissions.signUp,
  input: Leave,
  run: async (scope, input) => {
    const who = await whoOf(scope, input.person);
    if (!who.ok) return who;
    const loaded = await activityFor(scope, input.id, 'leave', 'anyone');
    if (!loaded.ok) return loaded;
    const gone = await scope.db
      .updateTable('signup')
      .set({ state: 'out', updated_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('activity_id', '=', input.id)
      .where('person_id', '=', who.value)
      .where('state', '=', 'in')
      .returning('id')
      .executeTakeFirst();
    if (gone === undefined) return fail('activities.not_signed_up');
    await audit(scope, { kind: 'signup', id: gone.id, detail: { state: 'out' } });
    return ok({ id: input.id });
  },
});
