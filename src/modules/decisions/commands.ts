import { newId } from '#kernel/ids';
import type { Fault, Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { type Body, type BodyKind, bodies, body, type Rule, readFraction, ruleInForce } from '#modules/bodies';
import { balances } from '#modules/ledger';
import { organisationNames } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { actorId } from '#platform/scope';
import { endStep, findRecusals, lockProcedure, openNow } from './commands-steps.ts';
import { permissions } from './permissions.ts';
import { procedure, proceduresOf } from './queries.ts';
import { competence, competences } from './queries-competences.ts';
import { planInForce } from './queries-plans.ts';
import { openStep, rulesFor } from './rules.ts';
import { tierOf } from './rules-plan.ts';
import { type Motion, Propose, type Template, Withdraw } from './schema.ts';
import type { Competence, PlanCode, PlanStep } from './schema-plan.ts';

/** The body that takes a step: the one named, the rule's own, or the first active one of its kind. */
async function bodyFor(scope: Scope, kind: BodyKind, motion: Motion, rule: Rule): Promise<Body | null> {
  const active = await bodies(scope, { kind, state: 'active' });
  const wanted = motion.bodyId ?? rule.bodyId;
  return (wanted === null ? undefined : active.find((one) => one.id === wanted)) ?? active[0] ?? null;
}

async function bindingRule(scope: Scope, template: Template): Promise<Rule | null> {
  for (const kind of rulesFor(template)) {
    const found = await ruleInForce(scope, kind);
    if (found !== null) return found;
  }
  return null;
}

interface PlannedStep {
  readonly plan: PlanStep;
  readonly body: Body;
}

async function planSteps(
  scope: Scope,
  motion: Motion,
  rule: Rule,
  steps: readonly PlanStep[],
): Promise<PlannedStep[] | Fault> {
  const planned: PlannedStep[] = [];
  let before: Body | null = null;
  for (const plan of steps) {
    // What has no body of its own follows the one before it; a check by the chair is that of the committee.
    const kind: BodyKind | null = plan.body ?? (before === null ? 'committee' : null);
    const taker: Body | null = kind === null ? before : await bodyFor(scope, kind, motion, rule);
    if (taker === null) return { code: 'decisions.no_body', params: { kind: kind ?? 'committee' } };
    planned.push({ plan, body: taker });
    before = taker;
  }
  return planned;
}

/** Whose steps a motion goes through: those of the tier that the list of who decides what names for its sum, or its own. */
async function route(
  scope: Scope,
  motion: Motion,
): Promise<{ readonly code: PlanCode; readonly line: Competence | null }> {
  const open = (await competences(scope)).filter(
    (one) => one.state === 'open' && one.template === motion.template && one.id === (motion.competenceId ?? one.id),
  );
  const line = open[0] ?? null;
  if (line === null || motion.amount === undefined) return { code: motion.template, line };
  const { accountId } = motion;
  const standing = accountId === undefined ? undefined : (await balances(scope, [accountId])).get(accountId);
  const share = readFraction(await parameter(scope, 'grant.largeShare'));
  const fund = standing === undefined || share === null ? null : { available: standing.available, share };
  return { code: tierOf(line, motion.amount, fund) ?? motion.template, line };
}

async function writeSteps(
  scope: Inside,
  procedureId: string,
  steps: readonly PlannedStep[],
  rule: Rule,
): Promise<void> {
  await scope.db
    .insertInto('procedure_step')
    .values(
      steps.map((step, at) => ({
        space_id: scope.spaceId,
        id: newId(scope.now()),
        procedure_id: procedureId,
        ordinal: at + 1,
        kind: step.plan.kind,
        body_id: step.body.id,
        rule_id: rule.id,
        plan: JSON.stringify(step.plan),
      })),
    )
    .execute();
}

/**
 * Begins a procedure inside another room's command: the steps of the version in force today, by template or by the tier
 * which the list of who decides what names for its sum, each bound to the rule in force;
 * members with an interest in the payee listed before anybody votes; the first step open. A matter that failed or
 * was withdrawn may come again; the new procedure cites the old one. Refuses: `decisions.already_running`,
 * `decisions.no_rule`, `decisions.no_body`.
 */
export async function startProcedure(
  scope: Inside,
  motion: Motion,
): Promise<Result<{ readonly procedureId: string; readonly number: string }>> {
  const earlier = await proceduresOf(scope, motion.subject, motion.template);
  if (earlier.some((one) => one.state === 'running')) return fail('decisions.already_running');
  const rule = await bindingRule(scope, motion.template);
  if (rule === null) return fail('decisions.no_rule', { params: { kind: motion.template } });
  const { code, line } = await route(scope, motion);
  const plan = await planInForce(scope, code);
  const steps = await planSteps(scope, motion, rule, plan.steps);
  if (!Array.isArray(steps)) return { ok: false, fault: steps };
  const id = newId(scope.now());
  const number = await nextNumber(scope, 'procedure');
  const { template, title, subject } = motion;
  await scope.db
    .insertInto('procedure')
    .values({
      ...{ space_id: scope.spaceId, id, number, template, title },
      ...{ plan: code, plan_version: plan.version, competence_id: line?.id ?? null },
      text: motion.text ?? '',
      subject_kind: subject.kind,
      subject_id: subject.id,
      amount: motion.amount ?? null,
      account_id: motion.accountId ?? null,
      payee_organisation_id: motion.payee?.organisationId ?? null,
      payee_person_id: motion.payee?.personId ?? null,
      earlier_id: earlier.findLast((one) => one.state !== 'passed')?.id ?? null,
      opened_by: actorId(scope),
      opened_at: scope.now(),
    })
    .execute();
  await writeSteps(scope, id, steps, rule);
  await audit(scope, { kind: 'procedure', id, detail: { template, number, plan: code, version: plan.version } });
  await because(scope, subject, { kind: 'procedure', id });
  await because(scope, { kind: 'rule', id: rule.id }, { kind: 'procedure', id });
  await openFirst(scope, id);
  return ok({ procedureId: id, number });
}

async function openFirst(scope: Inside, id: string): Promise<void> {
  const begun = await procedure(scope, id);
  if (begun === null) return;
  await findRecusals(scope, begun);
  const listed = await procedure(scope, id);
  const [first] = listed?.steps ?? [];
  if (listed !== null && first !== undefined) await openNow(scope, listed, first);
}

/**
 * Puts a motion from the desk: a change (of rules, of members, of how things are done) about a body, or the admission
 * of an organisation as a provider, or a matter that goes through the four discussions. Refuses as `startProcedure`, and `decisions.choose_body`,
 * `decisions.no_body`, `decisions.organisation_not_found`.
 */
export const propose = command({
  name: 'decisions.propose',
  permission: permissions.propose,
  input: Propose,
  run: async (scope, input) => {
    const { template, title, text } = input;
    const from = input.competenceId ?? '';
    const line = from === '' ? null : await competence(scope, from);
    if (from !== '' && line?.state !== 'open') return fail('decisions.line_not_found', { field: 'competenceId' });
    const motion = { template, title, text, ...(line === null ? {} : { competenceId: line.id }) };
    if (template === 'admission') {
      const organisationId = input.organisationId ?? '';
      const names = organisationId === '' ? new Map() : await organisationNames(scope, [organisationId]);
      if (!names.has(organisationId)) return fail('decisions.organisation_not_found', { field: 'organisationId' });
      const subject = { kind: 'organisation', id: organisationId } as const;
      return startProcedure(scope, { ...motion, subject, payee: { organisationId } });
    }
    if (template === 'four_two')
      return startProcedure(scope, { ...motion, subject: { kind: 'resolution', id: newId(scope.now()) } });
    const bodyId = input.bodyId ?? '';
    if (bodyId === '') return fail('decisions.choose_body', { field: 'bodyId' });
    const found = await body(scope, bodyId);
    if (found === null) return fail('decisions.no_body', { field: 'bodyId', params: { kind: 'committee' } });
    return startProcedure(scope, { ...motion, bodyId, subject: { kind: 'body', id: bodyId } });
  },
});

/**
 * Takes a running procedure back, with a reason that stands in public. What was voted remains on record.
 * Refuses: `decisions.not_found`, `decisions.not_running`.
 */
export const withdraw = command({
  name: 'decisions.withdraw',
  permission: permissions.withdraw,
  input: Withdraw,
  run: async (scope, input) => {
    const item = await lockProcedure(scope, input.id);
    if (item === null) return fail('decisions.not_found');
    const step = openStep(item);
    if (item.state !== 'running' || step === null) return fail('decisions.not_running');
    const ended = await endStep(scope, item, step, { state: 'skipped', reason: input.reason });
    if (!ended.ok) return ended;
    for (const one of item.objections.filter((objection) => objection.answer === null))
      await closeTask(scope, { kind: 'objection', id: one.id }, 'decisions.objection', 'dropped', input.reason);
    await audit(scope, { kind: 'procedure', id: item.id });
    return ok({ id: item.id });
  },
});
