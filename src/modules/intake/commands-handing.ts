import { seal } from '#modules/record';
import type { Inside, Scope } from '#platform/scope';
import { addStep, loadMatter } from './commands-steps.ts';
import { matter } from './queries.ts';
import { isOpen } from './rules.ts';

/** What another room needs to know of a matter before it passes it on; null for an unknown one. */
export async function openMatter(
  scope: Scope,
  id: string,
): Promise<{ readonly number: string; readonly open: boolean; readonly handlerId: string | null } | null> {
  const found = await matter(scope, id);
  return found === null ? null : { number: found.number, open: isOpen(found.state), handlerId: found.handlerId };
}

/** Makes a person the one who answers for a matter, as a step of its story. */
export async function matterHanded(scope: Inside, id: string, personId: string): Promise<void> {
  const loaded = await loadMatter(scope, id);
  if (!loaded.ok) return;
  await scope.db
    .updateTable('matter')
    .set({ handler_person_id: personId })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await addStep(scope, loaded.value, { kind: 'taken' }, loaded.value.state === 'new' ? 'taken' : loaded.value.state);
}

/** What was said without being written, now in words: they take the place of what stood there before. */
export async function wordsWritten(scope: Inside, id: string, words: string): Promise<boolean> {
  const loaded = await loadMatter(scope, id);
  if (!loaded.ok) return false;
  await seal(scope, {
    about: { kind: 'matter', id },
    kind: 'words',
    personId: loaded.value.person_id,
    text: words,
    searchable: true,
  });
  await addStep(scope, loaded.value, { kind: 'note', text: 'voice' });
  return true;
}
