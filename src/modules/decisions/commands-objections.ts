import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { personNames } from '#modules/people';
import { audit, because, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, subjectPerson, today } from '#platform/scope';
import { endStep, interestOf, lockProcedure } from './commands-steps.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { openStep } from './rules.ts';
import { AnswerObjection, HostAnswer, RaiseObjection } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Anyone signed in, by phone or by card, objects to what is published; the text is public at once, the name (masked)
 * only if they wish. It is answered within the rule's days and nothing goes on before. Refuses: `decisions.not_found`,
 * `decisions.not_published`, `decisions.objection_pending` (the person's own earlier one is still to be answered).
 */
export const raiseObjection = command({
  name: 'decisions.object',
  permission: permissions.object,
  input: RaiseObjection,
  run: async (scope, input) => {
    const item = await lockProcedure(scope, input.id);
    if (item === null) return fail('decisions.not_found');
    const step = openStep(item);
    if (item.state !== 'running' || step?.kind !== 'publication') return fail('decisions.not_published');
    const personId = subjectPerson(scope) ?? '';
    const pending = await scope.db
      .selectFrom('objection')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('procedure_id', '=', item.id)
      .where('person_id', '=', personId)
      .where('answer', 'is', null)
      .executeTakeFirst();
    if (pending !== undefined) return fail('decisions.objection_pending');
    const names = input.named ? await personNames(scope, [personId]) : new Map<string, { readonly public: string }>();
    const id = newId(scope.now());
    const dueOn = addDays(today(scope), step.rule.answerDays);
    await scope.db
      .insertInto('objection')
      .values({
        space_id: scope.spaceId,
        id,
        procedure_id: item.id,
        step_id: step.id,
        person_id: personId,
        public_name: names.get(personId)?.public ?? '',
        text: input.text,
        due_on: dueOn,
        at: scope.now(),
      })
      .execute();
    const w = pick(scope.lang, { zh, en });
    await openTask(scope, {
      kind: 'decisions.objection',
      subject: { kind: 'objection', id },
      title: w.tasks.objection(item.title),
      dueOn,
      ownerRole: 'secretary',
      escalateToRole: 'supervisor',
      rule: w.ruleCited(step.rule.title, step.rule.version),
    });
    await audit(scope, { kind: 'objection', id, detail: { procedure: item.id } });
    await because(scope, { kind: 'procedure', id: item.id }, { kind: 'objection', id });
    return ok({ id, procedureId: item.id });
  },
});

/**
 * Answers an objection in public, once; who objected is told. Refuses: `decisions.not_found`,
 * `decisions.objection_not_found`, `decisions.already_answered`.
 */
export const answerObjection = command({
  name: 'decisions.answer_objection',
  permission: permissions.answer,
  input: AnswerObjection,
  run: async (scope, input) => {
    const item = await lockProcedure(scope, input.id);
    if (item === null) return fail('decisions.not_found');
    const objection = item.objections.find((one) => one.id === input.objectionId);
    if (objection === undefined) return fail('decisions.objection_not_found');
    if (objection.answer !== null) return fail('decisions.already_answered');
    const row = await scope.db
      .updateTable('objection')
      .set({ answer: input.answer, answered_by: actorId(scope), answered_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', objection.id)
      .returning('person_id')
      .executeTakeFirst();
    const subject = { kind: 'objection', id: objection.id } as const;
    await closeTask(scope, subject, 'decisions.objection', 'done');
    const personId = row?.person_id ?? null;
    if (personId !== null) {
      const w = pick(scope.lang, { zh, en });
      const body = w.messages.answered(item.title, input.answer);
      await tell(scope, { personId, channel: 'desk', body, lang: scope.lang, about: subject });
    }
    await audit(scope, { ...subject, detail: { procedure: item.id } });
    return ok({ id: item.id });
  },
});

/**
 * The host charity's finance officer accepts, or declines with a reason that stands in public; with the acceptance
 * the ledger is told what may be spent. Refuses: `decisions.not_found`, `decisions.not_at_host`,
 * `decisions.not_the_host` (a finance officer of another charity), `decisions.recused`, `decisions.reason_needed`,
 * and what the ledger refuses.
 */
export const answerAsHost = command({
  name: 'decisions.answer_as_host',
  permission: permissions.host,
  input: HostAnswer,
  run: async (scope, input) => {
    const item = await lockProcedure(scope, input.id);
    if (item === null) return fail('decisions.not_found');
    const step = openStep(item);
    if (item.state !== 'running' || step?.kind !== 'host') return fail('decisions.not_at_host');
    const host = step.hostOrganisationId;
    const mandates = scope.actor?.mandates.filter((one) => one.role === 'finance') ?? [];
    const speaks = mandates.some((one) => one.organisationId === null || one.organisationId === host);
    if (host !== null && !speaks) return fail('decisions.not_the_host');
    const aside = item.recusals.some((one) => one.personId === actorId(scope));
    if (aside || (await interestOf(scope, item, actorId(scope), null)) !== null) return fail('decisions.recused');
    if (input.answer === 'decline' && input.reason === '') return fail('decisions.reason_needed', { field: 'reason' });
    const state = input.answer === 'accept' ? 'passed' : 'failed';
    const ended = await endStep(scope, item, step, input.reason === '' ? { state } : { state, reason: input.reason });
    if (!ended.ok) return ended;
    await audit(scope, { kind: 'procedure', id: item.id, detail: { answer: input.answer } });
    return ok({ id: item.id, accepted: input.answer === 'accept' });
  },
});
