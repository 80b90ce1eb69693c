import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { permissions } from './permissions.ts';
import { askedVoices } from './queries.ts';
import { linkOf } from './queries-links.ts';
import type { Asked } from './schema.ts';
import { MakeLink, RevokeLink } from './schema-links.ts';

interface Named {
  readonly kind: 'matter' | 'need';
  readonly id: string;
  readonly person?: string | undefined;
}

/** The voice that a form names; of a need it has to be said whose. */
export async function voiceNamed(scope: Inside, of: Named): Promise<Asked | null> {
  const all = await askedVoices(scope, of.kind === 'need' ? { needIds: [of.id] } : { matterId: of.id });
  return all.find((one) => of.kind === 'matter' || one.personId === of.person) ?? null;
}

/** The link of a voice, made where there is none in force; one per voice. */
export async function linkFor(scope: Inside, asked: Asked): Promise<string> {
  const voice = { kind: asked.subject.kind, id: asked.subject.id, personId: asked.personId };
  const there = await linkOf(scope, voice);
  if (there !== null) return there.id;
  const linkId = newId(scope.now());
  const made = await scope.db
    .insertInto('verdict_link')
    .values({
      ...{ space_id: scope.spaceId, id: linkId, subject_kind: voice.kind, subject_id: voice.id },
      ...{ person_id: voice.personId, made_by: scope.actor?.personId ?? null, at: scope.now() },
    })
    // Of two who make it at the same moment the second is given the first's.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? (await linkOf(scope, voice))?.id ?? linkId;
}

/** Keeps that a voice was asked, and how. */
export async function keepAttempt(scope: Inside, asked: Asked, way: 'call' | 'visit' | 'link'): Promise<void> {
  await scope.db
    .insertInto('verdict_attempt')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), subject_kind: asked.subject.kind },
      ...{ subject_id: asked.subject.id, person_id: asked.personId, way, at: scope.now() },
      by_person: scope.actor?.personId ?? null,
    })
    .execute();
}

/**
 * Makes the link or card of one voice, by which they say what came of it without an account; asked for again, it is the
 * same. Refusals: `results.not_found`.
 */
export const makeLink = command({
  name: 'results.make_link',
  permission: permissions.record,
  input: MakeLink,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const asked = await voiceNamed(scope, input);
    if (asked === null) return fail('results.not_found');
    const id = await linkFor(scope, asked);
    await audit(scope, { ...asked.subject, detail: { link: id } });
    return ok({ id });
  },
});

/** Revokes a link, with the reason: its address says from then on that it is no more. Refusals: `results.link_unknown`. */
export const revokeLink = command({
  name: 'results.revoke_link',
  permission: permissions.record,
  input: RevokeLink,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .updateTable('verdict_link')
      .set({ revoked_at: scope.now(), revoked_text: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('revoked_at', 'is', null)
      .returning(['subject_kind', 'subject_id'])
      .executeTakeFirst();
    if (row === undefined) return fail('results.link_unknown');
    await audit(scope, { kind: row.subject_kind, id: row.subject_id, detail: { revoked: input.id } });
    return ok({ id: input.id });
  },
});
