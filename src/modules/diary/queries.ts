import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { countOf, monthsWith } from '#platform/asked';
import { actorId, holds, type Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import type { Visit, VisitItem } from './schema.ts';

function visitQuery(scope: Scope) {
  return scope.db
    .selectFrom('visit')
    .select(['id', 'number', 'worker_person_id', 'person_id', 'place_id', 'place_text', 'visited_at', 'kept_on_phone'])
    .select('visit.at')
    .select([
      sql<bigint>`(select count(*) from visit_item i where i.space_id = visit.space_id and i.visit_id = visit.id)`.as(
        'items',
      ),
      sql<bigint>`(select count(*) from visit_item i
        where i.space_id = visit.space_id and i.visit_id = visit.id and i.way is not null)`.as('spot'),
    ])
    .where('visit.space_id', '=', scope.spaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof visitQuery>['execute']>>[number];

function toVisit(row: Row): Visit {
  return {
    id: row.id,
    number: row.number,
    workerId: row.worker_person_id,
    personId: row.person_id,
    placeId: row.place_id,
    placeText: row.place_text,
    visitedAt: row.visited_at,
    keptOnPhone: row.kept_on_phone,
    at: row.at,
    items: Number(row.items),
    spot: Number(row.spot),
  };
}

/**
 * Whether this reader may see whose door it was and what was said there: who wrote it, and the office that answers for
 * all grids. A worker of another grid sees that there was a visit, and no more.
 */
export function mayOpen(scope: Scope, visit: Pick<Visit, 'workerId'>): boolean {
  return visit.workerId === actorId(scope) || holds(scope, 'worker', 'admin');
}

/** The visits, the latest first; `whose` is one's own or everybody's. */
export async function visitList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Visit[]; readonly total: number }> {
  let found = visitQuery(scope);
  const { whose, month } = query.filters;
  if (whose === 'mine') found = found.where('worker_person_id', '=', actorId(scope));
  if (month !== undefined && /^\d{4}-\d{2}$/.test(month))
    found = found.where(sql<string>`to_char(visited_at at time zone ${scope.timeZone}, 'YYYY-MM')`, '=', month);
  const rows = await found
    .orderBy('visited_at', query.sort?.desc === false ? 'asc' : 'desc')
    .orderBy('id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: rows.map(toVisit), total: await countOf(found) };
}

/** The months in which there were visits, the latest first. */
export function visitMonths(scope: Scope): Promise<string[]> {
  return monthsWith(scope, 'visit', 'visited_at');
}

/** One visit, or null. */
export async function visit(scope: Scope, id: string): Promise<Visit | null> {
  if (!isId(id)) return null;
  const row = await visitQuery(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toVisit(row);
}

/** The numbered items of a visit. */
export async function visitItems(scope: Scope, visitId: string): Promise<VisitItem[]> {
  const rows = await scope.db
    .selectFrom('visit_item')
    .select(['position', 'matter_id', 'way'])
    .where('space_id', '=', scope.spaceId)
    .where('visit_id', '=', visitId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ position: row.position, matterId: row.matter_id, way: row.way }));
}
