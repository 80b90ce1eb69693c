import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, subjectPerson } from '#platform/scope';
import { refuseGone } from './commands.ts';
import { mayConsent } from './permissions.ts';
import { refuseStranger } from './queries-access.ts';
import { consentVersion, RecordConsent } from './schema.ts';

/**
 * Records that a person agreed to a purpose, or took it back; nothing is ever overwritten, the last word counts. The
 * person says it, who acts for them, or the office on their word. Refuses: `people.not_found`, `people.erased`,
 * `people.not_yours`. Source: Personal Information Protection Law, articles 14, 15 and 29.
 */
export const recordConsent = command({
  name: 'people.record_consent',
  permission: mayConsent,
  input: RecordConsent,
  run: async (scope, input) => {
    const refused = (await refuseGone(scope, input.personId)) ?? refuseStranger(scope, input.personId);
    if (refused !== null) return fail(refused);
    const id = newId(scope.now());
    const own = subjectPerson(scope) === input.personId;
    await scope.db
      .insertInto('consent')
      .values({
        space_id: scope.spaceId,
        id,
        person_id: input.personId,
        purpose: input.purpose,
        text_version: consentVersion,
        about_kind: input.aboutId === undefined ? null : (input.aboutKind ?? null),
        about_id: input.aboutId ?? null,
        given: input.given,
        way: input.way ?? (own ? (scope.actor?.way === 'card' ? 'card' : 'self') : 'spoken'),
        recorded_by: scope.actor?.way === 'system' ? null : actorId(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'consent', id, detail: { purpose: input.purpose, given: input.given } });
    return ok({ id, personId: input.personId });
  },
});
