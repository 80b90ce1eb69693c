import { publicWordsRefusal } from '#kernel/public-words';
import { fail, ok, type Result } from '#kernel/result';
import { commentMatter } from '#modules/intake';
import { audit, because } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { locked, readTaskKind } from './commands.ts';
import { permissions } from './permissions.ts';
import { textsWaiting, type WrittenText, writtenTexts } from './queries-results.ts';
import { OneText, type Questionnaire, ReleaseInput } from './schema.ts';

/** The questionnaire, locked, and one of its texts. */
async function textOf(
  scope: Inside,
  input: { readonly id: string; readonly textId: string },
): Promise<Result<{ of: Questionnaire; written: WrittenText }>> {
  const of = await locked(scope, input.id);
  if (of === null) return fail('questionnaires.not_found');
  if (of.state !== 'closed') return fail('questionnaires.not_closed');
  const [written] = await writtenTexts(scope, of.id, input.textId);
  return written === undefined ? fail('questionnaires.text_unknown') : ok({ of, written });
}

async function settle(
  scope: Inside,
  of: Questionnaire,
  textId: string,
  columns: { readonly state: 'released' | 'kept'; readonly public_text: string },
): Promise<void> {
  await scope.db
    .updateTable('questionnaire_text')
    .set({ ...columns, settled_by: actorId(scope), settled_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', textId)
    .execute();
  if ((await textsWaiting(scope, of.id)).waiting === 0)
    await closeTask(scope, { kind: 'questionnaire', id: of.id }, readTaskKind, 'done');
}

const publicWords = {
  appeal: 'questionnaires.money_appeal',
  personal: 'questionnaires.personal',
  insult: 'questionnaires.insult',
};

/**
 * Releases what somebody wrote, in words that may be shorter or masked. Refuses `questionnaires.not_found`,
 * `questionnaires.not_closed`, `questionnaires.text_unknown`, `questionnaires.money_appeal`; `questionnaires.personal` and
 * `questionnaires.insult` (with what is `found`) until whoever releases it says that they looked.
 */
export const releaseText = command({
  name: 'questionnaires.release_text',
  permission: permissions.texts,
  input: ReleaseInput,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await textOf(scope, input);
    if (!found.ok) return found;
    const refusal = publicWordsRefusal(input.public_text, input.looked, publicWords, 'public_text');
    if (refusal !== null) return { ok: false, fault: refusal };
    const { of } = found.value;
    await settle(scope, of, input.textId, { state: 'released', public_text: input.public_text });
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { text: input.textId, looked: input.looked } });
    return ok({ id: of.id });
  },
});

/** Keeps what somebody wrote at the desk, also where it was released before. Refuses as `releaseText`. */
export const keepText = command({
  name: 'questionnaires.keep_text',
  permission: permissions.texts,
  input: OneText,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await textOf(scope, input);
    if (!found.ok) return found;
    const { of } = found.value;
    await settle(scope, of, input.textId, { state: 'kept', public_text: '' });
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { text: input.textId } });
    return ok({ id: of.id });
  },
});

/**
 * Makes a matter of what somebody wrote, in the one queue, once; it belongs to nobody, for nobody knows who wrote it.
 * Refuses as `releaseText`, `questionnaires.is_matter`.
 */
export const textToMatter = command({
  name: 'questionnaires.text_to_matter',
  permission: permissions.texts,
  input: OneText,
  run: async (scope, input): Promise<Result<{ id: string; matterId: string }>> => {
    const found = await textOf(scope, input);
    if (!found.ok) return found;
    const { of, written } = found.value;
    if (written.matterId !== null) return fail('questionnaires.is_matter');
    const said = await commentMatter(scope, written.text);
    if (!said.ok) return said;
    await scope.db
      .updateTable('questionnaire_text')
      .set({ matter_id: said.value.id })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.textId)
      .execute();
    await because(scope, { kind: 'questionnaire', id: of.id }, { kind: 'matter', id: said.value.id });
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { matter: said.value.number } });
    return ok({ id: of.id, matterId: said.value.id });
  },
});
