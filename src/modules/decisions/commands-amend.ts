import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { RuleInput, type RuleText, rule, ruleFault, ruleInForce } from '#modules/bodies';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { id, text } from '#platform/input';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { startProcedure } from './commands.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { amendment, amendments, planInForce } from './queries-plans.ts';
import { freshKey, moved, planFault, without } from './rules-plan.ts';
import {
  type Amendment,
  DraftPlan,
  MovePlanStep,
  OnAmendment,
  OnPlanStep,
  type PlanCode,
  type PlanStep,
  PlanStepInput,
  ProposePlan,
  planCodes,
  readWho,
  StoredSteps,
} from './schema-plan.ts';
import { planSentences, stepText } from './schema-words.ts';
import { zh } from './zh.ts';

async function write(
  scope: Inside,
  of: Pick<Amendment, 'kind' | 'key' | 'reason' | 'inForceFrom'> & { readonly content: unknown },
): Promise<string> {
  const made = newId(scope.now());
  await scope.db
    .insertInto('amendment')
    .values({
      ...{ space_id: scope.spaceId, id: made, kind: of.kind, key: of.key, reason: of.reason },
      ...{ content: JSON.stringify(of.content), in_force_from: of.inForceFrom },
      ...{ created_by: actorId(scope), created_at: scope.now() },
    })
    .execute();
  return made;
}

async function runs(scope: Inside, kind: Amendment['kind'], key: string): Promise<boolean> {
  return (await amendments(scope, { kind, key, state: 'proposed' })).length > 0;
}

/** Puts a change to its procedure and notes which. */
async function put(
  scope: Inside,
  of: string,
  motion: { readonly template: 'change' | 'four_two'; readonly title: string; readonly text: string },
): Promise<Result<{ readonly id: string; readonly procedureId: string }>> {
  const begun = await startProcedure(scope, { ...motion, subject: { kind: 'amendment', id: of } });
  if (!begun.ok) return begun;
  const { procedureId } = begun.value;
  await scope.db
    .updateTable('amendment')
    .set({ state: 'proposed', procedure_id: procedureId })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', of)
    .execute();
  await audit(scope, { kind: 'amendment', id: of, detail: { procedure: procedureId } });
  return ok({ id: of, procedureId });
}

/** A rule as its form typed it, so that the same form reads it again once the change has passed. */
function typed(input: RuleText): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([key, value]) => (value === undefined ? [] : [[key, `${value}`]])),
  );
}

/**
 * Proposes a change of the rule in force: it goes through the procedure that the rule names, and running procedures keep
 * the version they began with (F040, F080). Refuses: `decisions.rule_not_found` (unknown, or no longer in force),
 * those of `ruleFault`, `decisions.amendment_running`, and those of `startProcedure`.
 */
export const proposeRule = command({
  name: 'decisions.propose_rule',
  permission: permissions.propose,
  input: RuleInput.omit({ kind: true }).extend({ id: id(), reason: text(2000) }),
  run: async (scope, input): Promise<Result<{ readonly id: string; readonly procedureId: string }>> => {
    const { id: of, reason, ...rest } = input;
    const known = await rule(scope, of);
    if (known === null || (await ruleInForce(scope, known.kind))?.id !== known.id)
      return fail('decisions.rule_not_found');
    const next = { ...rest, kind: known.kind };
    const wrong = ruleFault(scope, next);
    if (!wrong.ok) return wrong;
    if (await runs(scope, 'rule', known.kind)) return fail('decisions.amendment_running');
    const w = pick(scope.lang, { zh, en }).amend;
    const made = await write(scope, {
      ...{ kind: 'rule', key: known.kind, reason, content: typed(next), inForceFrom: input.inForceFrom },
    });
    const numbers = w.numbers(next.quorum, w.ways[next.way], next.share, next.publicationDays, next.answerDays);
    return put(scope, made, {
      template: known.changedBy,
      title: w.ruleTitle(known.title),
      text: [reason, w.from(input.inForceFrom), numbers, next.title, next.text].join('\n'),
    });
  },
});

/**
 * Begins a draft of a procedure from the version in force; where one waits already, that is it. Refuses:
 * `decisions.amendment_running`.
 */
export const draftPlan = command({
  name: 'decisions.draft_plan',
  permission: permissions.propose,
  input: DraftPlan,
  run: async (scope, input) => {
    if (await runs(scope, 'plan', input.code)) return fail('decisions.amendment_running');
    const [waiting] = await amendments(scope, { kind: 'plan', key: input.code, state: 'draft' });
    const { steps } = await planInForce(scope, input.code);
    // What the house asks stands in both languages; from here on it is the space's own text.
    const own = steps.map((one) => ({ ...one, text: stepText(scope.lang, input.code, one) }));
    const made =
      waiting?.id ??
      (await write(scope, { kind: 'plan', key: input.code, reason: '', content: own, inForceFrom: null }));
    await audit(scope, { kind: 'amendment', id: made, detail: { plan: input.code } });
    return ok({ id: made });
  },
});

interface Draft {
  readonly of: Amendment;
  readonly code: PlanCode;
  readonly steps: readonly PlanStep[];
}

async function draft(scope: Inside, of: string): Promise<Result<Draft>> {
  await scope.db
    .selectFrom('amendment')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', of)
    .forUpdate()
    .execute();
  const found = await amendment(scope, of);
  const code = planCodes.find((one) => one === found?.key);
  if (found === null || found.kind !== 'plan' || code === undefined) return fail('decisions.amendment_not_found');
  if (found.state !== 'draft') return fail('decisions.not_a_draft');
  return ok({ of: found, code, steps: StoredSteps.parse(found.content) });
}

async function keep(scope: Inside, held: Draft, steps: readonly PlanStep[]): Promise<Result<{ readonly id: string }>> {
  await scope.db
    .updateTable('amendment')
    .set({ content: JSON.stringify(steps) })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', held.of.id)
    .execute();
  await audit(scope, { kind: 'amendment', id: held.of.id, detail: { steps: steps.length } });
  return ok({ id: held.of.id });
}

/**
 * Writes a step of a draft: a new one at the end, or over one that is there. Refuses: `decisions.amendment_not_found`,
 * `decisions.not_a_draft`, `decisions.step_not_found`, `decisions.choose_who`, `decisions.ask_what`.
 */
export const writePlanStep = command({
  name: 'decisions.write_plan_step',
  permission: permissions.propose,
  input: PlanStepInput,
  run: async (scope, input): Promise<Result<{ readonly id: string }>> => {
    const held = await draft(scope, input.id);
    if (!held.ok) return held;
    const { steps } = held.value;
    const known = steps.find((one) => one.key === input.step);
    if (input.step !== '' && known === undefined) return fail('decisions.step_not_found');
    const { body, asks } = readWho(input.who);
    const { kind } = input;
    const named =
      kind === 'vote' ? body !== null : kind === 'check' ? asks !== null : kind !== 'opinion' || input.who !== '';
    if (!named || (kind === 'opinion' && body === null && asks === null))
      return fail('decisions.choose_who', { field: 'who' });
    if ((kind === 'check' || kind === 'opinion') && input.text === '')
      return fail('decisions.ask_what', { field: 'text' });
    const goes = (to: string, usual: string): string =>
      ['next', 'pass', 'fail'].includes(to) || steps.some((one) => one.key === to) ? to : usual;
    const votes = kind === 'vote';
    const step: PlanStep = {
      ...{ key: known?.key ?? freshKey(steps), kind, text: input.text, lapses: kind === 'opinion' && input.lapses },
      ...{ body: votes || kind === 'opinion' ? body : null, asks: votes ? null : asks, escalate: input.escalate },
      days: input.days === undefined ? null : Number(input.days),
      answerDays: kind === 'publication' && input.answerDays !== undefined ? Number(input.answerDays) : null,
      ...{ quorum: (votes ? input.quorum : null) ?? null, share: (votes ? input.share : null) ?? null },
      ...{ way: (votes ? input.way : null) ?? null, tie: (votes ? input.tie : null) ?? null },
      ...{ yes: goes(input.yes, 'next'), no: goes(input.no, kind === 'opinion' ? 'next' : 'fail') },
    };
    const next = known === undefined ? [...steps, step] : steps.map((one) => (one.key === step.key ? step : one));
    return keep(scope, held.value, next);
  },
});

/** Moves a step of a draft up or down. Refuses: `decisions.amendment_not_found`, `decisions.not_a_draft`. */
export const movePlanStep = command({
  name: 'decisions.move_plan_step',
  permission: permissions.propose,
  input: MovePlanStep,
  run: async (scope, input) => {
    const held = await draft(scope, input.id);
    return held.ok ? keep(scope, held.value, moved(held.value.steps, input.step, input.way)) : held;
  },
});

/** Takes a step out of a draft. Refuses: `decisions.amendment_not_found`, `decisions.not_a_draft`. */
export const removePlanStep = command({
  name: 'decisions.remove_plan_step',
  permission: permissions.propose,
  input: OnPlanStep,
  run: async (scope, input) => {
    const held = await draft(scope, input.id);
    return held.ok ? keep(scope, held.value, without(held.value.steps, input.step)) : held;
  },
});

/** Gives a draft up. Refuses: `decisions.amendment_not_found`, `decisions.not_a_draft`. */
export const dropAmendment = command({
  name: 'decisions.drop_amendment',
  permission: permissions.propose,
  input: OnAmendment,
  run: async (scope, input) => {
    const held = await draft(scope, input.id);
    if (!held.ok) return held;
    await scope.db
      .updateTable('amendment')
      .set({ state: 'dropped', ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', held.value.of.id)
      .execute();
    await audit(scope, { kind: 'amendment', id: held.value.of.id, detail: { state: 'dropped' } });
    return ok({ id: held.value.of.id, code: held.value.code });
  },
});

/**
 * Puts a draft to the vote; it is in force from its day once passed, for what begins then. Refuses:
 * `decisions.amendment_not_found`, `decisions.not_a_draft`, those of `planFault`, `decisions.amendment_past`, and those of
 * `startProcedure`.
 */
export const proposePlan = command({
  name: 'decisions.propose_plan',
  permission: permissions.propose,
  input: ProposePlan,
  run: async (scope, input): Promise<Result<{ readonly id: string; readonly procedureId: string }>> => {
    const held = await draft(scope, input.id);
    if (!held.ok) return held;
    const { of, code, steps } = held.value;
    const wrong = planFault(code, steps);
    if (wrong !== null) return { ok: false, fault: wrong };
    if (input.inForceFrom < today(scope)) return fail('decisions.amendment_past', { field: 'inForceFrom' });
    await scope.db
      .updateTable('amendment')
      .set({ reason: input.reason, in_force_from: input.inForceFrom })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', of.id)
      .execute();
    const w = pick(scope.lang, { zh, en });
    const usual = await parameter(scope, 'publication.days');
    const lines = planSentences(scope.lang, code, steps, usual);
    return put(scope, of.id, {
      template: 'change',
      title: w.amend.planTitle(w.plans[code]),
      text: [input.reason, w.amend.from(input.inForceFrom), ...lines].join('\n'),
    });
  },
});
