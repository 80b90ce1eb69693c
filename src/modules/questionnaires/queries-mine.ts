import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import { questionnaires } from './queries.ts';
import { isOpen } from './rules.ts';
import type { Questionnaire } from './schema.ts';

/** A questionnaire on whose roll somebody stands, and whether they answered. */
export interface OwnQuestionnaire {
  readonly of: Questionnaire;
  readonly answeredOn: string | null;
}

/** The questionnaires on whose rolls somebody stands, the last to close first. What they answered is known to nobody. */
export async function ownQuestionnaires(scope: Scope, personId: string): Promise<OwnQuestionnaire[]> {
  if (!isId(personId)) return [];
  const rows = await scope.db
    .selectFrom('questionnaire_person')
    .select(['questionnaire_id', 'answered_on'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .execute();
  if (rows.length === 0) return [];
  const lines = new Map(rows.map((row) => [row.questionnaire_id, row.answered_on]));
  return (await questionnaires(scope, { announced: true })).flatMap((of) => {
    const answeredOn = lines.get(of.id);
    return answeredOn === undefined ? [] : [{ of, answeredOn }];
  });
}

/** Open questionnaires that wait for somebody's answer. */
export async function questionnairesWaiting(scope: Scope, personId: string): Promise<Questionnaire[]> {
  return (await ownQuestionnaires(scope, personId))
    .filter((one) => one.answeredOn === null && isOpen(one.of, scope.now()))
    .map((one) => one.of);
}
