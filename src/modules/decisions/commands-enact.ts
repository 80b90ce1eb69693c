import { newId } from '#kernel/ids';
import { pick } from '#kernel/words';
import { enactRule, RuleInput } from '#modules/bodies';
import { audit, because } from '#modules/record';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import { en } from './en.ts';
import { amendment, planVersions } from './queries-plans.ts';
import type { Procedure } from './schema.ts';
import { type Amendment, planCodes, StoredSteps } from './schema-plan.ts';
import { zh } from './zh.ts';

/** Writes the version that a change of a procedure passed. */
async function enactPlan(scope: Inside, of: Amendment, item: Procedure, basis: string): Promise<string> {
  const code = planCodes.find((one) => one === of.key) ?? item.planCode;
  const [last] = await planVersions(scope, code);
  const id = newId(scope.now());
  const on = today(scope);
  await scope.db
    .insertInto('procedure_plan')
    .values({
      ...{ space_id: scope.spaceId, id, code, version: (last?.version ?? 1) + 1, basis, procedure_id: item.id },
      steps: JSON.stringify(StoredSteps.parse(of.content)),
      in_force_from: of.inForceFrom === null || of.inForceFrom < on ? on : of.inForceFrom,
      at: scope.now(),
    })
    .execute();
  await audit(scope, { kind: 'amendment', id: of.id, detail: { plan: code } });
  return id;
}

/** Makes what a passed procedure decided of a rule or procedure, or notes that it was not passed. */
export async function settleAmendment(scope: Inside, item: Procedure, passed: boolean): Promise<void> {
  const of = await amendment(scope, item.subject.id);
  if (of?.state !== 'proposed') return;
  const basis = pick(scope.lang, { zh, en }).amend.basis(item.number, item.title);
  const made = !passed
    ? null
    : of.kind === 'rule'
      ? (await enactRule(scope, RuleInput.parse(of.content), basis)).id
      : await enactPlan(scope, of, item, basis);
  await scope.db
    .updateTable('amendment')
    .set({ state: passed ? 'adopted' : 'failed', made_id: made, ended_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', of.id)
    .execute();
  if (made === null) return;
  const thing =
    of.kind === 'rule' ? ({ kind: 'rule', id: made } as const) : ({ kind: 'amendment', id: of.id } as const);
  await because(scope, { kind: 'procedure', id: item.id }, thing);
}
