import { sql } from 'kysely';
import { fail, ok, type Result } from '#kernel/result';
import { person } from '#modules/people';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { today } from '#platform/scope';
import { locked } from './commands.ts';
import { bandSql } from './commands-drawing.ts';
import { permissions } from './permissions.ts';
import { AddPerson } from './schema.ts';

/**
 * Puts somebody on the roll whom it forgot, with a reason everybody at the desk sees. Refuses `questionnaires.not_found`,
 * `questionnaires.not_open`, `questionnaires.for_invited`, `questionnaires.person_unknown`, `questionnaires.on_roll`.
 */
export const addToRoll = command({
  name: 'questionnaires.add_person',
  permission: permissions.paper,
  input: AddPerson,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await locked(scope, input.id);
    if (of === null) return fail('questionnaires.not_found');
    if (of.state !== 'ready' || of.closesAt <= scope.now()) return fail('questionnaires.not_open');
    if (of.audience === 'invited') return fail('questionnaires.for_invited');
    if ((await person(scope, input.personId)) === null)
      return fail('questionnaires.person_unknown', { field: 'personId' });
    const { rows } = await sql`
      insert into questionnaire_person (space_id, questionnaire_id, person_id, band, added_reason)
      select p.space_id, ${of.id}, p.id, ${bandSql}, ${input.reason}
      from person p cross join (select ${today(scope)}::date as day) r
      where p.space_id = ${scope.spaceId} and p.id = ${input.personId} and p.erased_at is null
      on conflict do nothing returning person_id`.execute(scope.db);
    if (rows.length === 0) return fail('questionnaires.on_roll', { field: 'personId' });
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { added: input.personId } });
    return ok({ id: of.id });
  },
});
