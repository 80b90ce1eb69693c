import type { Selectable } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import type { AmendmentTable, ProcedurePlanTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { defaultPlans } from './rules-plan.ts';
import { type Amendment, type Plan, type PlanCode, planCodes, StoredSteps } from './schema-plan.ts';

function toPlan(row: Selectable<ProcedurePlanTable>): Plan {
  return {
    ...{ id: row.id, version: row.version, basis: row.basis, procedureId: row.procedure_id },
    code: planCodes.find((one) => one === row.code) ?? 'change',
    steps: StoredSteps.parse(row.steps),
    inForceFrom: row.in_force_from,
  };
}

/** The version that the house brings along. */
export function housePlan(code: PlanCode): Plan {
  const steps = defaultPlans[code];
  return { ...{ id: null, code, version: 1, steps }, ...{ inForceFrom: null, basis: '', procedureId: null } };
}

/** The versions that the space has written of a procedure, the newest first; not that of the house. */
export async function planVersions(scope: Scope, code?: PlanCode): Promise<Plan[]> {
  let query = scope.db.selectFrom('procedure_plan').selectAll().where('space_id', '=', scope.spaceId);
  if (code !== undefined) query = query.where('code', '=', code);
  return (await query.orderBy('code').orderBy('version', 'desc').execute()).map(toPlan);
}

/** The version of a procedure that binds on a day (today unless named). */
export async function planInForce(scope: Scope, code: PlanCode, on?: LocalDate): Promise<Plan> {
  const day = on ?? today(scope);
  const known = await planVersions(scope, code);
  return known.find((one) => one.inForceFrom !== null && one.inForceFrom <= day) ?? housePlan(code);
}

function toAmendment(row: Selectable<AmendmentTable>): Amendment {
  return {
    ...{ id: row.id, kind: row.kind, key: row.key, reason: row.reason, content: row.content, state: row.state },
    ...{ inForceFrom: row.in_force_from, procedureId: row.procedure_id, createdAt: row.created_at },
  };
}

/** One change on its way, or null. */
export async function amendment(scope: Scope, id: string): Promise<Amendment | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('amendment')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toAmendment(row);
}

/** Changes of rules and procedures, the newest first. */
export async function amendments(
  scope: Scope,
  filter: { readonly kind?: Amendment['kind']; readonly key?: string; readonly state?: Amendment['state'] } = {},
): Promise<Amendment[]> {
  let query = scope.db.selectFrom('amendment').selectAll().where('space_id', '=', scope.spaceId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.key !== undefined) query = query.where('key', '=', filter.key);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return (await query.orderBy('created_at', 'desc').orderBy('id').execute()).map(toAmendment);
}
