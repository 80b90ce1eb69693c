import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { body } from '#modules/bodies';
import { organisation } from '#modules/organisations';
import { audit, because } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { id as idInput } from '#platform/input';
import { actorId, today } from '#platform/scope';
import { assessingEn } from './en-assessing.ts';
import { permissions } from './permissions.ts';
import { assessments } from './queries-assessing.ts';
import { assessedKinds } from './rules-assessing.ts';
import { Assess } from './schema-assessing.ts';
import { assessingZh } from './zh-assessing.ts';

/** Days within which the office sees to a missing assessment. */
const askDays = 30;

/**
 * Writes down what a body makes of an organisation in a year, in public (F107), and which meeting approved its activities
 * (F104). A further card for the same year corrects the one before. Refuses: `partners.organisation_unknown`,
 * `partners.year_ahead`, `partners.body_unknown`, `partners.approval_half`.
 */
export const assess = command({
  name: 'partners.assess',
  permission: permissions.assess,
  input: Assess,
  conflicts: { organisation_assessment_space_id_organisation_id_year_versi_key: 'partners.assessed_meanwhile' },
  run: async (scope, input) => {
    const found = await organisation(scope, input.organisationId);
    if (found === null || !assessedKinds.includes(found.kind)) return fail('partners.organisation_unknown');
    if (input.year > Number(today(scope).slice(0, 4))) return fail('partners.year_ahead', { field: 'year' });
    if ((await body(scope, input.body))?.state !== 'active') return fail('partners.body_unknown', { field: 'body' });
    if ((input.approvedBy === '') !== (input.approvedOn === undefined))
      return fail('partners.approval_half', { field: input.approvedBy === '' ? 'approvedBy' : 'approvedOn' });
    const before = (await assessments(scope, found.id)).filter((one) => one.year === input.year);
    const { purpose, thrift, openness, results, say } = input;
    const id = newId(scope.now());
    await scope.db
      .insertInto('organisation_assessment')
      .values({
        ...{ space_id: scope.spaceId, id, organisation_id: found.id, year: input.year, version: before.length + 1 },
        scores: JSON.stringify({
          ...{ purpose: Number(purpose), thrift: Number(thrift), openness: Number(openness) },
          ...{ results: Number(results), say: Number(say) },
        }),
        ...{ text: input.text, body_id: input.body, person_id: actorId(scope) },
        ...{ approved_by: input.approvedBy, approved_on: input.approvedOn ?? null, at: scope.now() },
      })
      .execute();
    if (input.approvedBy !== '')
      await closeTask(scope, { kind: 'organisation', id: found.id }, 'partners.assess', 'done');
    await audit(scope, { kind: 'assessment', id, detail: { organisation: found.id, year: input.year } });
    await because(scope, { kind: 'organisation', id: found.id }, { kind: 'assessment', id });
    return ok({ id, organisationId: found.id });
  },
});

/** Asks the office for an assessment that is missing; once, until it is there. Refuses: `partners.organisation_unknown`. */
export const askAssessment = command({
  name: 'partners.ask_assessment',
  permission: permissions.clock,
  input: z.object({ id: idInput() }),
  run: async (scope, input) => {
    const found = await organisation(scope, input.id);
    if (found === null) return fail('partners.organisation_unknown');
    const subject = { kind: 'organisation', id: found.id } as const;
    const title = pick(scope.lang, { zh: assessingZh, en: assessingEn }).tasks.assess(found.name);
    await openTask(scope, {
      ...{ kind: 'partners.assess', subject, title, dueOn: addDays(today(scope), askDays), ownerRole: 'worker' },
      escalateToRole: 'supervisor',
    });
    await audit(scope, { ...subject, detail: { asked: 'assessment' } });
    return ok({ id: found.id });
  },
});
