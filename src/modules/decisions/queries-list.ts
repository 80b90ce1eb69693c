import { sql } from 'kysely';
import { escapeLike } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ProcedureRow, Template } from './schema.ts';
import type { PlanCode } from './schema-plan.ts';

/** What a list of procedures may be narrowed and ordered by. */
export interface ProcedureFilter {
  readonly q?: string;
  readonly state?: ProcedureRow['state'];
  readonly template?: Template;
  /** Only those that go through these steps. */
  readonly plan?: PlanCode;
  /** Only those in which this body takes a step. */
  readonly bodyId?: string;
  readonly sort?: { readonly key: string; readonly desc: boolean } | null;
  readonly page: number;
  readonly size: number;
}

const orders = { number: 'p.number', title: 'p.title', amount: 'p.amount', openedAt: 'p.opened_at' } as const;

function orderOf(key: string | undefined): (typeof orders)[keyof typeof orders] {
  return key === 'number' || key === 'title' || key === 'amount' ? orders[key] : orders.openedAt;
}

/** Procedures for a list, the newest first unless asked otherwise, with the step each is at. */
export async function procedureRows(
  scope: Scope,
  filter: ProcedureFilter,
): Promise<{ readonly rows: ProcedureRow[]; readonly total: number }> {
  let query = scope.db
    .selectFrom('procedure as p')
    .leftJoin('procedure_step as s', (on) =>
      on.onRef('s.space_id', '=', 'p.space_id').onRef('s.procedure_id', '=', 'p.id').on('s.state', '=', 'open'),
    )
    .leftJoin('body as b', (on) => on.onRef('b.space_id', '=', 's.space_id').onRef('b.id', '=', 's.body_id'))
    .where('p.space_id', '=', scope.spaceId);
  const { q = '', state, template, plan, bodyId } = filter;
  if (state !== undefined) query = query.where('p.state', '=', state);
  if (template !== undefined) query = query.where('p.template', '=', template);
  // Procedures from before steps were documents went through those of their template.
  if (plan !== undefined)
    query = query.where((where) =>
      where.or([
        where('p.plan', '=', plan),
        where.and([where('p.plan', '=', ''), where(sql<string>`p.template`, '=', plan)]),
      ]),
    );
  if (q !== '')
    query = query.where((where) =>
      where.or([where('p.title', 'ilike', `%${escapeLike(q)}%`), where('p.number', '=', q)]),
    );
  if (bodyId !== undefined)
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('procedure_step as t')
          .select('t.id')
          .whereRef('t.space_id', '=', 'p.space_id')
          .whereRef('t.procedure_id', '=', 'p.id')
          .where('t.body_id', '=', bodyId),
      ),
    );
  const counted = await query.select((value) => value.fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow();
  const rows = await query
    .select([
      'p.id',
      'p.number',
      'p.template',
      'p.title',
      'p.amount',
      'p.state',
      'p.opened_at as openedAt',
      'p.ended_at as endedAt',
      's.kind as stepKind',
      'b.name as bodyName',
      's.closes_on as closesOn',
    ])
    .orderBy(orderOf(filter.sort?.key), (order) =>
      (filter.sort?.desc ?? true) ? order.desc().nullsLast() : order.asc().nullsLast(),
    )
    .orderBy('p.id', 'desc')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute();
  return { rows, total: Number(counted.count) };
}

/** How many procedures are in each state, for the filters above the list. */
export async function countsByState(scope: Scope): Promise<Map<string, number>> {
  const rows = await scope.db
    .selectFrom('procedure')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('space_id', '=', scope.spaceId)
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state, row.count]));
}
