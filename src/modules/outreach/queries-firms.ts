import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { bigramQuery } from '#kernel/text';
import { organisationNames, register } from '#modules/organisations';
import { oneOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { type Firm, type FirmRequest, requestKinds, requestStates } from './schema.ts';

/**
 * Firms, shops and units by what they offer and need (F065): those that match the words, or all that said something.
 * Filter `side`: only what is offered, or only what is needed.
 */
export async function firms(
  scope: Scope,
  query: Pick<ListQuery, 'q' | 'page' | 'size' | 'filters'>,
): Promise<{ readonly rows: readonly Firm[]; readonly total: number }> {
  const tokens = query.q === '' ? null : bigramQuery(query.q);
  if (tokens === '') return { rows: [], total: 0 };
  const side = oneOf(['offers', 'needs'], query.filters['side']);
  let base = scope.db
    .selectFrom('firm_profile as f')
    .innerJoin('organisation as o', (join) =>
      join.onRef('o.space_id', '=', 'f.space_id').onRef('o.id', '=', 'f.organisation_id'),
    )
    .where('f.space_id', '=', scope.spaceId)
    .where('o.state', '=', 'active');
  if (tokens !== null)
    base = base.where(
      sql<boolean>`f.organisation_id in (select organisation_id from search_firms(${tokens}::tsquery))`,
    );
  if (side === 'offers') base = base.where('f.offers_text', '<>', '');
  if (side === 'needs') base = base.where('f.needs_text', '<>', '');
  const counted = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await base
    .select(['f.organisation_id', 'o.name', 'o.kind', 'f.offers_text', 'f.needs_text'])
    .orderBy('o.name')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return {
    total: Number(counted.total),
    rows: rows.map((row) => ({
      id: row.organisation_id,
      name: row.name,
      kind: row.kind,
      offersText: row.offers_text,
      needsText: row.needs_text,
    })),
  };
}

/** What an organisation wrote of its offers and needs; empty where it wrote nothing. */
export async function profileOf(
  scope: Scope,
  organisationId: string,
): Promise<{ readonly offersText: string; readonly needsText: string }> {
  const row = await scope.db
    .selectFrom('firm_profile')
    .select(['offers_text', 'needs_text'])
    .where('space_id', '=', scope.spaceId)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return { offersText: row?.offers_text ?? '', needsText: row?.needs_text ?? '' };
}

function every(scope: Scope) {
  return scope.db.selectFrom('firm_request').where('space_id', '=', scope.spaceId);
}

const columns = [
  'id',
  'number',
  'organisation_id',
  'kind',
  'title',
  'text',
  'state',
  'result_text',
  'due_on',
  'at',
] as const;

async function named(scope: Scope, query: ReturnType<typeof every>): Promise<FirmRequest[]> {
  const rows = await query.select(columns).execute();
  const names = await organisationNames(
    scope,
    rows.map((row) => row.organisation_id),
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    organisationId: row.organisation_id,
    firm: names.get(row.organisation_id) ?? '',
    kind: row.kind,
    title: row.title,
    text: row.text,
    state: row.state,
    resultText: row.result_text,
    dueOn: row.due_on,
    at: row.at,
  }));
}

/** One request, or null. */
export async function firmRequest(scope: Scope, id: string): Promise<FirmRequest | null> {
  return isId(id) ? ((await named(scope, every(scope).where('id', '=', id)))[0] ?? null) : null;
}

/** The requests of organisations, newest first. */
export async function requestsOf(scope: Scope, organisationIds: readonly string[]): Promise<FirmRequest[]> {
  if (organisationIds.length === 0) return [];
  return named(
    scope,
    every(scope)
      .where('organisation_id', 'in', [...organisationIds])
      .orderBy('at', 'desc'),
  );
}

/** The requests of the space for the desk. Filters: state (`live` unless another is asked for, `all`), kind. */
export async function requestList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly FirmRequest[]; readonly total: number }> {
  const asked = query.filters['state'] ?? 'live';
  const state = oneOf(requestStates, asked);
  const kind = oneOf(requestKinds, query.filters['kind']);
  let base = every(scope);
  if (state !== undefined) base = base.where('state', '=', state);
  else if (asked !== 'all') base = base.where('state', 'in', ['filed', 'taken']);
  if (kind !== undefined) base = base.where('kind', '=', kind);
  const counted = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await named(
    scope,
    base
      .orderBy('due_on')
      .orderBy('at')
      .limit(query.size)
      .offset((query.page - 1) * query.size),
  );
  return { rows, total: Number(counted.total) };
}

/** How the service window did: how many were asked, done, and answered in time; never who asked. */
export async function windowFigures(
  scope: Scope,
): Promise<{ readonly filed: number; readonly done: number; readonly open: number; readonly inTime: number }> {
  const row = await every(scope)
    .select((select) => select.fn.countAll<bigint>().as('filed'))
    .select(sql<bigint>`count(*) filter (where state = 'done')`.as('done'))
    .select(sql<bigint>`count(*) filter (where state in ('filed', 'taken'))`.as('open'))
    .select(
      sql<bigint>`count(*) filter (where state in ('done', 'declined')
        and (ended_at at time zone ${scope.timeZone})::date <= due_on)`.as('in_time'),
    )
    .executeTakeFirstOrThrow();
  return { filed: Number(row.filed), done: Number(row.done), open: Number(row.open), inTime: Number(row.in_time) };
}

/** Organisations that can be chosen as partners: those of the register that are active. */
export async function partnerOptions(scope: Scope): Promise<{ value: string; label: string }[]> {
  const query = { q: '', filters: { state: 'active' }, sort: null, page: 1, size: 500 };
  return (await register(scope, query, true)).rows.map((row) => ({ value: row.id, label: row.name }));
}
