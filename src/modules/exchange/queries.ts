import { isId } from '#kernel/ids';
import { personNames } from '#modules/people';
import { countOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import type { Intake, Point } from './schema.ts';

function every(scope: Scope) {
  return scope.db
    .selectFrom('donation_point')
    .select(['id', 'number', 'title', 'place_id', 'organisation_id', 'accepts_text', 'refuses_text', 'where_text'])
    .select(['state', 'state_reason'])
    .where('space_id', '=', scope.spaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof every>['execute']>>[number];

function toPoint(row: Row): Point {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    placeId: row.place_id,
    organisationId: row.organisation_id,
    acceptsText: row.accepts_text,
    refusesText: row.refuses_text,
    whereText: row.where_text,
    state: row.state,
    stateReason: row.state_reason,
  };
}

/** The donation points, the open ones first; closed ones only where asked for. */
export async function donationPoints(scope: Scope, closed = false): Promise<Point[]> {
  const rows = await every(scope).orderBy('state').orderBy('number').execute();
  const order = ['open', 'paused', 'closed'];
  return rows
    .map(toPoint)
    .filter((one) => closed || one.state !== 'closed')
    .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

/** One donation point in any state, or null. */
export async function donationPoint(scope: Scope, id: string): Promise<Point | null> {
  if (!isId(id)) return null;
  const row = await every(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toPoint(row);
}

/** A line of the intake log, with who brought it: in full, so only for the desk. */
export interface IntakeRow extends Intake {
  readonly giver: string;
}

/** The intake log of a point, newest first. Filter: state (`taken`, `refused`). */
export async function intakeList(
  scope: Scope,
  pointId: string,
  query: Pick<ListQuery, 'page' | 'size' | 'filters'>,
): Promise<{ readonly rows: readonly IntakeRow[]; readonly total: number }> {
  const state = query.filters['state'];
  const base = scope.db
    .selectFrom('point_intake')
    .where('space_id', '=', scope.spaceId)
    .where('point_id', '=', pointId)
    .$if(state === 'taken', (one) => one.where('resource_id', 'is not', null))
    .$if(state === 'refused', (one) => one.where('refused_reason', 'is not', null));
  const rows = await base
    .select(['id', 'day', 'title', 'class_code', 'quantity', 'unit', 'condition_text', 'expires_on'])
    .select(['person_id', 'resource_id', 'refused_reason'])
    .orderBy('at', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const names = await personNames(
    scope,
    rows.flatMap((row) => row.person_id ?? []),
  );
  return {
    total: await countOf(base),
    rows: rows.map((row) => ({
      id: row.id,
      day: row.day,
      title: row.title,
      classCode: row.class_code,
      quantity: row.quantity,
      unit: row.unit,
      conditionText: row.condition_text,
      expiresOn: row.expires_on,
      personId: row.person_id,
      resourceId: row.resource_id,
      refusedReason: row.refused_reason,
      giver: names.get(row.person_id ?? '')?.inside ?? '',
    })),
  };
}
