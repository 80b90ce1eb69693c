import { createHmac } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { hashCode } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { locked, setQuestionnaire } from './commands.ts';
import { permissions } from './permissions.ts';
import { codeFrom } from './rules.ts';
import { MoreCodes, mostCodes } from './schema.ts';

/**
 * The codes of a questionnaire's invitations, from one place to another. They follow from the keys of this installation,
 * so that they can be printed again and stand in no table.
 */
export function invitationCodes(scope: Scope, id: string, from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => {
    const secret = hashCode(scope.platform.keys, `${scope.spaceId}/questionnaire_code/${id}/${from + at}`);
    return codeFrom(createHmac('sha256', secret).update('code').digest());
  });
}

/** The keyed hash under which a code is kept. */
export const codeHash = (scope: Scope, id: string, code: string): string =>
  hashCode(scope.platform.keys, `${scope.spaceId}/questionnaire/${id}/${code}`);

/**
 * Issues more invitations. Refuses `questionnaires.not_found`, `questionnaires.not_open` (over, or not by invitation),
 * `questionnaires.codes_many`.
 */
export const issueCodes = command({
  name: 'questionnaires.issue_codes',
  permission: permissions.write,
  input: MoreCodes,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await locked(scope, input.id);
    if (of === null) return fail('questionnaires.not_found');
    const may = of.state === 'draft' || of.state === 'ready';
    if (of.audience !== 'invited' || !may) return fail('questionnaires.not_open');
    const codes = of.codes + Number(input.count);
    if (codes > mostCodes) return fail('questionnaires.codes_many', { field: 'count', params: { most: mostCodes } });
    const made = invitationCodes(scope, of.id, of.codes, codes);
    await scope.db
      .insertInto('questionnaire_code')
      .values(
        made.map((code) => ({
          ...{ space_id: scope.spaceId, questionnaire_id: of.id, hash: codeHash(scope, of.id, code) },
        })),
      )
      .execute();
    await setQuestionnaire(scope, of.id, { codes });
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { codes } });
    return ok({ id: of.id });
  },
});
