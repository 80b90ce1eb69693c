import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { need } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { person as personOf } from '#modules/people';
import { audit, auditRead, because, seal, type Thing, unseal } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, type Scope, subjectPerson, today } from '#platform/scope';
import { atDesk, dueKinds, tellPerson } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { activity, invitation } from './queries.ts';
import { invitationRefusal } from './rules.ts';
import { Answer, type Invitation, Invite, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** Because of what somebody is invited: a need that was met, or an activity that wants hands. */
async function causeOf(
  scope: Inside,
  input: { readonly need?: string | undefined; readonly activity?: string | undefined },
): Promise<Result<Thing | null>> {
  if (input.need !== undefined) {
    const found = await need(scope, input.need);
    return found === null ? fail('activities.need_unknown', { field: 'need' }) : ok({ kind: 'need', id: input.need });
  }
  if (input.activity === undefined) return ok(null);
  const found = await activity(scope, input.activity);
  return found === null ? fail('activities.not_found') : ok({ kind: 'activity', id: input.activity });
}

/**
 * Invites somebody, often one who was served (F135–F137), to lead, help or come. Refuses `activities.person_unknown`,
 * `need_unknown`, `not_found` (the activity), `already_invited`.
 */
export const invite = command({
  name: 'activities.invite',
  permission: permissions.invite,
  input: Invite,
  conflicts: { invitation_once: 'activities.already_invited' },
  run: async (scope, input) => {
    const known = await personOf(scope, input.person);
    if (known === null || known.erasedAt !== null) return fail('activities.person_unknown', { field: 'person' });
    const cause = await causeOf(scope, input);
    if (!cause.ok) return cause;
    const id = newId(scope.now());
    await scope.db
      .insertInto('invitation')
      .values({
        ...{ space_id: scope.spaceId, id, person_id: input.person, invited_by: actorId(scope) },
        ...{ purpose: input.purpose, activity_id: input.activity ?? null, at: scope.now() },
        ...{ because_kind: cause.value?.kind ?? null, because_id: cause.value?.id ?? null },
      })
      .execute();
    const about = { kind: 'invitation', id } as const;
    await seal(scope, { about, kind: 'words', personId: input.person, text: input.text });
    if (cause.value !== null) await because(scope, cause.value, about);
    await audit(scope, { ...about, detail: { purpose: input.purpose } });
    await openTask(scope, {
      ...{ kind: dueKinds.answer, subject: about, ownerPersonId: actorId(scope), rule: 'promise.usualDays' },
      title: pick('zh', { zh, en }).tasks.answer,
      dueOn: addDays(today(scope), await parameter(scope, 'promise.usualDays')),
    });
    await tellPerson(scope, input.person, about, (w) => w.told.invited(w.purposes[input.purpose]));
    return ok({ id });
  },
});

async function loadInvitation(scope: Inside, id: string): Promise<Result<Invitation>> {
  await scope.db
    .selectFrom('invitation')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const found = await invitation(scope, id);
  return found === null ? fail('activities.invitation_not_found') : ok(found);
}

/**
 * The person invited says yes or no, with words if they like; the desk writes down what was said by phone. Refuses
 * `activities.invitation_not_found`, `not_yours`, `invitation_closed`.
 */
export const answerInvitation = command({
  name: 'activities.answer',
  permission: permissions.answer,
  input: Answer,
  run: async (scope, input) => {
    const loaded = await loadInvitation(scope, input.id);
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.personId !== subjectPerson(scope) && !atDesk(scope)) return fail('activities.not_yours');
    const closed = invitationRefusal(one.state);
    if (closed !== null) return fail(closed);
    const state = input.answer === 'accept' ? 'accepted' : 'declined';
    await scope.db
      .updateTable('invitation')
      .set({ state, answered_at: scope.now(), answered_by: actorId(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', one.id)
      .execute();
    const about = { kind: 'invitation', id: one.id } as const;
    if (input.words !== '') await seal(scope, { about, kind: 'reply', personId: one.personId, text: input.words });
    await closeTask(scope, about, dueKinds.answer, 'done');
    await audit(scope, { ...about, detail: { state } });
    await tellPerson(scope, one.invitedBy, about, (w) => w.told.answered(state === 'accepted'));
    return ok({ id: one.id, purpose: one.purpose, state, activityId: one.activityId });
  },
});

/** The office takes an open invitation back, with a reason. Refuses `activities.invitation_not_found`, `invitation_closed`. */
export const withdrawInvitation = command({
  name: 'activities.withdraw_invitation',
  permission: permissions.invite,
  input: WithReason,
  run: async (scope, input) => {
    const loaded = await loadInvitation(scope, input.id);
    if (!loaded.ok) return loaded;
    const closed = invitationRefusal(loaded.value.state);
    if (closed !== null) return fail(closed);
    await scope.db
      .updateTable('invitation')
      .set({ state: 'withdrawn', state_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    const about = { kind: 'invitation', id: input.id } as const;
    await closeTask(scope, about, dueKinds.answer, 'dropped', input.reason);
    await audit(scope, { ...about, detail: { state: 'withdrawn' } });
    return ok({ id: input.id });
  },
});

/** What was written in an invitation, and what was answered. */
export interface InvitationWords {
  readonly words: string;
  readonly reply: string;
}

/** The words of invitations, for the person invited and for the desk; a read at the desk is recorded. */
export async function invitationWords(
  scope: Scope,
  list: readonly Invitation[],
): Promise<Map<string, InvitationWords>> {
  const ids = list.map((one) => one.id);
  const about = { kind: 'invitation', ids } as const;
  const [words, replies] = [await unseal(scope, about, 'words'), await unseal(scope, about, 'reply')];
  for (const one of list)
    if (one.personId !== subjectPerson(scope))
      await auditRead(scope, { kind: 'invitation', id: one.id, command: 'activities.read_invitation' });
  return new Map(ids.map((id) => [id, { words: words.get(id) ?? '', reply: replies.get(id) ?? '' }]));
}
