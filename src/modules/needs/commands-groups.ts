import { fail, ok, type Result } from '#kernel/result';
import { hasConsent } from '#modules/people';
import { audit, seal } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { needFor } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { groupsKind } from './queries-groups.ts';
import { KeepGroups } from './schema.ts';

async function forget(scope: Inside, needId: string): Promise<void> {
  await scope.db
    .deleteFrom('sealed_body')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', 'need')
    .where('about_id', '=', needId)
    .where('kind', '=', groupsKind)
    .execute();
}

/**
 * Seals which groups the one who needs it belongs to, so that posts and offers kept for them count (F069): who is
 * disabled, who looks for work. With the person's consent only, never public, and gone when the person is forgotten.
 * Naming none takes it back. Refusals: `needs.not_found`, `needs.state`, `needs.group_person`, `needs.group_consent`.
 */
export const keepGroups = command({
  name: 'needs.groups',
  permission: permissions.keep,
  input: KeepGroups,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const need = await needFor(scope, input.id, 'edit');
    if (!need.ok) return need;
    const personId = need.value.person_id;
    if (input.groups !== '') {
      if (personId === null) return fail('needs.group_person');
      if (!(await hasConsent(scope, personId, 'sensitive'))) return fail('needs.group_consent');
    }
    await forget(scope, input.id);
    if (input.groups !== '')
      await seal(scope, { about: { kind: 'need', id: input.id }, kind: groupsKind, personId, text: input.groups });
    // Which groups they are stands nowhere but in the sealed row.
    await audit(scope, { kind: 'need', id: input.id, detail: { step: 'groups' } });
    return ok({ id: input.id });
  },
});
