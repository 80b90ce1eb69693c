import { sql } from 'kysely';
import type { Exclusion, Part, Weights } from '#algorithms/match-score';
import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import type { Figures, Why } from './rules-batch.ts';
import { type PairState, type RunState, type Tier, tiers } from './schema.ts';

/** The formula a run was computed by, as published. */
export interface Formula extends Weights {
  readonly version: string;
  readonly served: number;
}

/** A run of the plan, without its certificate. */
export interface Run {
  readonly id: string;
  readonly number: number;
  readonly state: RunState;
  readonly at: Date;
  readonly solvedAt: Date | null;
  readonly formula: Formula | null;
  readonly figures: Figures | null;
}

const columns = ['id', 'number', 'state', 'at', 'solved_at', 'formula', 'figures'] as const;

function runs(scope: Scope) {
  return scope.db.selectFrom('match_run').select(columns).where('space_id', '=', scope.spaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof runs>['executeTakeFirstOrThrow']>>;

function toRun(row: Row): Run {
  return {
    ...{ id: row.id, number: row.number, state: row.state, at: row.at, solvedAt: row.solved_at },
    // Both are written only by the command that finishes a run.
    formula: row.formula as unknown as Formula | null,
    // As the formula.
    figures: row.figures as unknown as Figures | null,
  };
}

/** Runs, the latest first; for the public only those that were computed. */
export async function runList(
  scope: Scope,
  query: ListQuery,
  audience: 'desk' | 'public',
): Promise<{ readonly rows: readonly Run[]; readonly total: number }> {
  const seen = audience === 'public' ? (['done'] as const) : (['asked', 'done', 'failed'] as const);
  const counted = await scope.db
    .selectFrom('match_run')
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .where('space_id', '=', scope.spaceId)
    .where('state', 'in', seen)
    .executeTakeFirstOrThrow();
  const rows = await runs(scope)
    .where('state', 'in', seen)
    .orderBy('number', query.sort?.desc === false ? 'asc' : 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: rows.map(toRun), total: Number(counted.total) };
}

/** Whether everything was ever matched at once here. */
export async function hasPlans(scope: Scope): Promise<boolean> {
  const row = await scope.db
    .selectFrom('match_run')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'done')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A run by its id; null when there is none in this space. */
export async function runOf(scope: Scope, id: string): Promise<Run | null> {
  if (!isId(id)) return null;
  const row = await runs(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

/** The certificate of a run that was computed, as it was published. */
export async function certificateOf(scope: Scope, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('match_run')
    .select('certificate')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row?.certificate ?? null;
}

/** A pair of a plan with the words of both. */
export interface PairRow {
  readonly id: string;
  readonly needId: string;
  readonly needNumber: string;
  readonly needTitle: string;
  readonly needUnit: string;
  readonly resourceId: string;
  readonly resourceTitle: string;
  readonly tier: Tier;
  readonly quantity: bigint;
  readonly score: number;
  readonly parts: readonly Part[];
  readonly state: PairState;
  readonly proposalId: string | null;
  readonly reason: string | null;
}

/** The pairs of a run, tier by tier, the most telling first. */
export async function pairsOfRun(scope: Scope, runId: string): Promise<PairRow[]> {
  const rows = await scope.db
    .selectFrom('match_pair as p')
    .innerJoin('need as n', (join) => join.onRef('n.space_id', '=', 'p.space_id').onRef('n.id', '=', 'p.need_id'))
    .innerJoin('resource as r', (join) =>
      join.onRef('r.space_id', '=', 'p.space_id').onRef('r.id', '=', 'p.resource_id'),
    )
    .selectAll('p')
    .select(['n.number', 'n.title as need_title', 'n.unit', 'r.title as resource_title'])
    .where('p.space_id', '=', scope.spaceId)
    .where('p.run_id', '=', runId)
    .orderBy('p.tier')
    .orderBy('p.score', 'desc')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, needId: row.need_id, needNumber: row.number ?? '', needTitle: row.need_title, needUnit: row.unit },
    ...{ resourceId: row.resource_id, resourceTitle: row.resource_title, tier: tiers[row.tier] ?? 'normal' },
    ...{ quantity: row.quantity, score: row.score, state: row.state },
    ...{ proposalId: row.proposal_id, reason: row.reason },
    // Written only by the command that finishes a run, from the parts of the score.
    parts: row.reasons as unknown as readonly Part[],
  }));
}

/** A need a plan could not serve in full, and why. */
export interface UnservedRow {
  readonly needId: string;
  readonly needNumber: string;
  readonly needTitle: string;
  readonly needUnit: string;
  readonly tier: Tier;
  readonly missing: bigint;
  readonly why: Why['why'];
  readonly filter: Exclusion | null;
  readonly resourceId: string | null;
  readonly resourceTitle: string;
  readonly points: bigint;
  readonly price: bigint;
}

/** What a run leaves open, the most urgent first. */
export async function unservedOf(scope: Scope, runId: string): Promise<UnservedRow[]> {
  const rows = await scope.db
    .selectFrom('match_unserved as u')
    .innerJoin('need as n', (join) => join.onRef('n.space_id', '=', 'u.space_id').onRef('n.id', '=', 'u.need_id'))
    .leftJoin('resource as r', (join) =>
      join.onRef('r.space_id', '=', 'u.space_id').onRef('r.id', '=', 'u.resource_id'),
    )
    .selectAll('u')
    .select(['n.number', 'n.title as need_title', 'n.unit', 'r.title as resource_title'])
    .where('u.space_id', '=', scope.spaceId)
    .where('u.run_id', '=', runId)
    .orderBy('u.tier')
    .orderBy(sql`n.created_at`)
    .execute();
  return rows.map((row) => ({
    ...{ needId: row.need_id, needNumber: row.number ?? '', needTitle: row.need_title, needUnit: row.unit },
    ...{ tier: tiers[row.tier] ?? 'normal', missing: row.missing, why: row.why },
    // One of the names of the filters, written by the command that finishes a run.
    filter: row.filter as Exclusion | null,
    ...{ resourceId: row.resource_id, resourceTitle: row.resource_title ?? '' },
    ...{ points: row.points ?? 0n, price: row.price ?? 0n },
  }));
}
