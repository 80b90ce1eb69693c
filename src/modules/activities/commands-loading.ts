import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick, type Words } from '#kernel/words';
import { person as personOf } from '#modules/people';
import { type Thing, tell } from '#modules/record';
import { allowed } from '#platform/permission';
import { type Inside, type Scope, subjectPerson } from '#platform/scope';
import { en } from './en.ts';
import { deskHand } from './permissions.ts';
import { activity } from './queries.ts';
import { type Deed, refusal } from './rules.ts';
import type { Activity } from './schema.ts';
import { zh } from './zh.ts';

/** Kinds of due dates of this room. */
export const dueKinds = {
  answer: 'activities.answer',
  check: 'activities.check',
  report: 'activities.report',
} as const;

/** Whether the actor works at the desk. */
export function atDesk(scope: Scope): boolean {
  return allowed(scope, deskHand).ok;
}

/** Loads an activity to change it; its row is locked until the command commits, so sign-ups come one by one. */
export async function lockActivity(scope: Inside, id: string): Promise<Activity | null> {
  await scope.db
    .selectFrom('activity')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return activity(scope, id);
}

/** Loads an activity for a deed that must fit its state; `whose` asks that the actor leads it or works at the desk. */
export async function activityFor(
  scope: Inside,
  id: string,
  deed: Deed,
  whose: 'leader' | 'anyone',
): Promise<Result<Activity>> {
  const found = await lockActivity(scope, id);
  if (found === null) return fail('activities.not_found');
  if (whose === 'leader' && found.leaderId !== subjectPerson(scope) && !atDesk(scope))
    return fail('activities.not_yours');
  const code = refusal(deed, found.state);
  return code === null ? ok(found) : fail(code);
}

/** Changes columns of an activity. */
export async function setActivity(scope: Inside, id: string, to: object): Promise<void> {
  await scope.db
    .updateTable('activity')
    .set({ ...to, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Tells a person in their language, by message where they asked for that, else under their messages. */
export async function tellPerson(
  scope: Inside,
  personId: string,
  about: Thing,
  say: (words: Words<typeof zh>, lang: 'zh' | 'en') => string,
): Promise<void> {
  const known = await personOf(scope, personId);
  if (known === null || known.erasedAt !== null) return;
  const channel = known.preferredContact === 'sms' && known.hasPhone ? 'sms' : 'desk';
  const body = say(pick(known.lang, { zh, en }), known.lang);
  await tell(scope, { personId, channel, body, lang: known.lang, about });
}

/** Tells everyone who is signed up and has not taken it back. */
export async function tellSignedUp(
  scope: Inside,
  activityId: string,
  say: (words: Words<typeof zh>, lang: 'zh' | 'en') => string,
): Promise<void> {
  const rows = await scope.db
    .selectFrom('signup')
    .select('person_id')
    .where('space_id', '=', scope.spaceId)
    .where('activity_id', '=', activityId)
    .where('state', '=', 'in')
    .execute();
  for (const row of rows) await tellPerson(scope, row.person_id, { kind: 'activity', id: activityId }, say);
}
