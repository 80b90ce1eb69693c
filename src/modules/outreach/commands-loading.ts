import { pick, type Words } from '#kernel/words';
import { organisationNames, representativesOf, represents } from '#modules/organisations';
import { person as personOf } from '#modules/people';
import { type Thing, tell } from '#modules/record';
import { holds, type Inside, type Scope, subjectPerson } from '#platform/scope';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Whether the actor works at the desk. */
export function atDesk(scope: Scope): boolean {
  return scope.actor?.way === 'system' || holds(scope, 'worker', 'grid_worker', 'hub', 'admin');
}

/** Whether whoever acts may speak for an organisation: its representative, or the desk that writes it down. */
export async function speaksFor(scope: Scope, organisationId: string): Promise<boolean> {
  const self = subjectPerson(scope);
  return atDesk(scope) || (self !== null && (await represents(scope, self, organisationId)));
}

/** Which of these are no organisations of this space. */
export async function unknownOf(scope: Scope, ids: readonly string[]): Promise<string[]> {
  const names = await organisationNames(scope, ids);
  return ids.filter((id) => !names.has(id));
}

/** Tells those who speak for an organisation, each in their language. */
export async function tellOrganisation(
  scope: Inside,
  organisationId: string,
  about: Thing,
  say: (words: Words<typeof zh>, lang: 'zh' | 'en') => string,
): Promise<void> {
  for (const personId of await representativesOf(scope, organisationId)) {
    const known = await personOf(scope, personId);
    if (known === null || known.erasedAt !== null) continue;
    const channel = known.preferredContact === 'sms' && known.hasPhone ? 'sms' : 'desk';
    await tell(scope, {
      personId,
      channel,
      body: say(pick(known.lang, { zh, en }), known.lang),
      lang: known.lang,
      about,
    });
  }
}
