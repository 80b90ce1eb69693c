import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import { actorId, holds, today } from '#platform/scope';
import { watchesFor } from './queries.ts';
import type { CaseRequest, CaseState } from './schema-cases.ts';

function requests(scope: Scope) {
  return scope.db
    .selectFrom('case_request as r')
    .innerJoin('matter as m', (on) => on.onRef('m.space_id', '=', 'r.space_id').onRef('m.id', '=', 'r.matter_id'))
    .select([
      'r.id',
      'r.number',
      'r.matter_id as matterId',
      'm.number as matterNumber',
      'r.reason',
      'r.person_id as personId',
      'r.state',
      'r.until_on as untilOn',
      'r.decided_by as decidedBy',
      'r.decided_at as decidedAt',
      'r.decided_reason as decidedReason',
      'r.at',
      (value) =>
        value
          .selectFrom('case_opening as o')
          .select((each) => each.fn.countAll<bigint>().as('count'))
          .whereRef('o.space_id', '=', 'r.space_id')
          .whereRef('o.request_id', '=', 'r.id')
          .as('opened'),
    ])
    .where('r.space_id', '=', scope.spaceId);
}

type Row = Omit<CaseRequest, 'openings'> & { readonly opened: bigint | null };

function toCase({ opened, ...rest }: Row): CaseRequest {
  return { ...rest, openings: Number(opened ?? 0n) };
}

/** One request, or null. */
export async function caseRequest(scope: Scope, id: string): Promise<CaseRequest | null> {
  if (!isId(id)) return null;
  const row = await requests(scope).where('r.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCase(row);
}

/** Requests, the newest first: those of one person, or of all. */
export async function caseRequests(
  scope: Scope,
  filter: { readonly personId?: string; readonly state?: CaseState },
): Promise<CaseRequest[]> {
  let query = requests(scope);
  if (filter.personId !== undefined) query = query.where('r.person_id', '=', filter.personId);
  if (filter.state !== undefined) query = query.where('r.state', '=', filter.state);
  return (await query.orderBy('r.at', 'desc').orderBy('r.id').execute()).map(toCase);
}

/** When a case was opened, oldest first. */
export async function openingsOf(scope: Scope, requestId: string): Promise<Date[]> {
  const rows = await scope.db
    .selectFrom('case_opening')
    .select('at')
    .where('space_id', '=', scope.spaceId)
    .where('request_id', '=', requestId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.at);
}

/** Whether a case may be opened today: granted, and its last day not over. */
export function isOpenNow(scope: Scope, one: CaseRequest): boolean {
  return one.state === 'granted' && one.untilOn !== null && today(scope) <= one.untilOn;
}

/** Requests that were granted and whose last day is over. */
export async function lapsed(scope: Scope): Promise<string[]> {
  return (await caseRequests(scope, { state: 'granted' })).filter((one) => !isOpenNow(scope, one)).map((one) => one.id);
}

/** Whether the reader watches: by a seat on a watching body, or by the role. */
export async function watches(scope: Scope): Promise<boolean> {
  return holds(scope, 'supervisor') || (await watchesFor(scope, actorId(scope))) !== null;
}
