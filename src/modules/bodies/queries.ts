import type { Selectable } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { fraction } from '#kernel/fraction';
import { isId } from '#kernel/ids';
import type { BodyTable, RuleTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Body, BodyKind, Rule, RuleKind } from './schema.ts';
import { areas, levels, readFraction, ruleKinds, StoredParameters } from './schema.ts';

function toBody(row: Selectable<BodyTable>): Body {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    charter: row.charter,
    hostOrganisationId: row.host_organisation_id,
    activeFrom: row.active_from,
    state: row.state,
    level: levels.find((one) => one === row.level) ?? 'community',
    areas: areas.filter((one) => row.areas.includes(one)),
  };
}

/** The bodies of the space, oldest first; of one kind or in one state when asked. */
export async function bodies(
  scope: Scope,
  filter: { readonly kind?: BodyKind; readonly state?: Body['state'] } = {},
): Promise<Body[]> {
  let query = scope.db.selectFrom('body').selectAll().where('space_id', '=', scope.spaceId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(toBody);
}

/** One body, or null. */
export async function body(scope: Scope, id: string): Promise<Body | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('body')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toBody(row);
}

function toRule(row: Selectable<RuleTable>): Rule {
  const stored = StoredParameters.parse(row.parameters);
  const kind = ruleKinds.find((one) => one === row.kind) ?? 'change';
  const { way, of, tie, abstention, publicationDays, answerDays, voteDays, hostDays, approvalsNeeded } = stored;
  return {
    id: row.id,
    kind,
    bodyId: row.body_id,
    title: row.title,
    version: row.version,
    text: row.text,
    inForceFrom: row.in_force_from,
    basis: row.basis,
    // What was checked when the rule was adopted is a fraction; the rest only satisfies the type.
    voting: {
      quorum: readFraction(stored.quorum) ?? fraction(1n),
      share: readFraction(stored.share) ?? fraction(1n),
      ...{ way, of, tie, abstention },
    },
    publicationDays,
    answerDays,
    voteDays,
    hostDays,
    approvalsNeeded,
    validUntil: stored.validUntil,
    changedBy: stored.changedBy,
  };
}

/** Every version of every rule, newest first within its kind. */
export async function rules(scope: Scope, kind?: RuleKind): Promise<Rule[]> {
  let query = scope.db.selectFrom('rule').selectAll().where('space_id', '=', scope.spaceId);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return (await query.orderBy('kind').orderBy('version', 'desc').execute()).map(toRule);
}

/** One version of a rule, or null. */
export async function rule(scope: Scope, id: string): Promise<Rule | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('rule')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toRule(row);
}

/** The version of a rule that binds on a day (today unless named): the latest that had begun by then; or null. */
export async function ruleInForce(scope: Scope, kind: RuleKind, on?: LocalDate): Promise<Rule | null> {
  const row = await scope.db
    .selectFrom('rule')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', kind)
    .where('in_force_from', '<=', on ?? today(scope))
    .orderBy('in_force_from', 'desc')
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : toRule(row);
}
