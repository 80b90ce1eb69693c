import { parseMinutes } from '#kernel/hours';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { matter } from '#modules/intake';
import { bookHours, reverseEntry } from '#modules/ledger';
import { need } from '#modules/needs';
import { person as personOf } from '#modules/people';
import { project } from '#modules/projects';
import { audit, because, type Thing } from '#modules/record';
import { resource } from '#modules/resources';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { longestDay } from './commands-report.ts';
import { permissions } from './permissions.ts';
import { activity } from './queries.ts';
import { CertifyHours, type HourSubject, WithReason } from './schema.ts';

/** The thing the hours were given for; for the neighbourhood as a whole it is the space. */
async function subjectOf(scope: Inside, kind: HourSubject, id: string | undefined): Promise<Thing | null> {
  if (kind === 'space') return { kind, id: scope.spaceId };
  if (id === undefined) return null;
  const found = {
    activity: () => activity(scope, id),
    project: () => project(scope, id),
    need: () => need(scope, id),
    resource: () => resource(scope, id),
    matter: () => matter(scope, id),
  } as const;
  return (await found[kind]()) === null ? null : { kind, id };
}

/**
 * Certifies hours somebody gave outside sign-ups: a delivery, a project's work, leading. They go into the books of
 * hours and are never turned into anything else. Refuses `activities.person_unknown`, `own_hours`, `hours.*`,
 * `future`, `subject_unknown`. Source: Volunteer Service Regulations art. 19 (who records, certifies).
 */
export const certifyHours = command({
  name: 'activities.certify_hours',
  permission: permissions.certify,
  input: CertifyHours,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const known = await personOf(scope, input.person);
    if (known === null || known.erasedAt !== null) return fail('activities.person_unknown', { field: 'person' });
    if (input.person === actorId(scope)) return fail('activities.own_hours', { field: 'person' });
    const minutes = parseMinutes(input.minutes, { max: longestDay });
    if (!minutes.ok) return fail(minutes.fault.code, { field: 'minutes', params: minutes.fault.params ?? {} });
    if (input.served_on > today(scope)) return fail('activities.future', { field: 'served_on' });
    const subject = await subjectOf(scope, input.subject_kind, input.subject);
    if (subject === null) return fail('activities.subject_unknown', { field: 'subject' });
    const id = newId(scope.now());
    const about = { kind: 'hours', id } as const;
    const booked = await bookHours(scope, { minutes: minutes.value, subject: about, day: input.served_on });
    if (!booked.ok) return booked;
    await scope.db
      .insertInto('service_hours')
      .values({
        ...{ space_id: scope.spaceId, id, person_id: input.person, minutes: minutes.value },
        ...{ subject_kind: subject.kind, subject_id: subject.id, served_on: input.served_on, text: input.text },
        ...{ certified_by: actorId(scope), entry_id: booked.value.entryId, at: scope.now() },
      })
      .execute();
    await because(scope, subject, about);
    await because(scope, about, { kind: 'entry', id: booked.value.entryId });
    await audit(scope, { ...about, detail: { minutes: minutes.value.toString(), subject: subject.id } });
    return ok({ id });
  },
});

/** Takes certified hours back with a reason: both stay on record, the books by reversal. Refuses `activities.hours_not_found`, `taken_back`. */
export const takeBackHours = command({
  name: 'activities.take_back_hours',
  permission: permissions.certify,
  input: WithReason,
  run: async (scope, input) => {
    const row = await scope.db
      .selectFrom('service_hours')
      .select(['entry_id', 'taken_back'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('activities.hours_not_found');
    if (row.taken_back !== null) return fail('activities.taken_back');
    const back = await reverseEntry(scope, row.entry_id, input.reason);
    if (!back.ok) return back;
    await scope.db
      .updateTable('service_hours')
      .set({ taken_back: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'hours', id: input.id, detail: { taken_back: true } });
    return ok({ id: input.id });
  },
});
