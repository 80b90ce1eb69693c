import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { addMonths } from '#kernel/dates';
import { parameters } from '#modules/parameters';
import { escapeLike } from '#platform/asked';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { columns, type Organisation, toOrganisation } from './queries.ts';

/** What a list of organisations asks for. */
export interface RegisterQuery {
  readonly q: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: { readonly key: string; readonly desc: boolean } | null;
  readonly page: number;
  readonly size: number;
}

/** An organisation in a list, with the names it leads to. */
export interface RegisterRow extends Organisation {
  readonly hubName: string | null;
  readonly placeName: string | null;
}

type Where = ExpressionBuilder<DB & { o: DB['organisation'] }, 'o'>;

function conditions(scope: Scope, where: Where, query: RegisterQuery, inside: boolean, stale: LocalDate) {
  const { filters, q } = query;
  const all: Expression<SqlBool>[] = [where('o.space_id', '=', scope.spaceId)];
  // The public sees who is there and who went quiet; who applied or left is the office's.
  if (!inside) all.push(where('o.state', 'in', ['active', 'inactive']));
  const equal = (column: 'kind' | 'standing' | 'carrier_type' | 'state', value: string | undefined): void => {
    if (value !== undefined) all.push(sql<SqlBool>`${sql.ref(`o.${column}`)} = ${value}`);
  };
  equal('kind', filters['kind']);
  equal('standing', filters['standing']);
  equal('carrier_type', filters['carrier']);
  equal('state', filters['state']);
  if (filters['hub'] === 'yes') all.push(where('o.hub', '=', true));
  else if (filters['hub'] !== undefined) all.push(sql<SqlBool>`o.hub_id::text = ${filters['hub']}`);
  if (filters['place'] !== undefined) all.push(sql<SqlBool>`o.place_id::text = ${filters['place']}`);
  if (filters['check'] === 'due')
    all.push(sql<SqlBool>`o.state = 'active' and coalesce(o.checked_on, '2000-01-01') <= ${stale}`);
  if (q !== '') {
    const like = `%${escapeLike(q)}%`;
    all.push(where.or([where('o.name', 'ilike', like), where('o.offers', 'ilike', like)]));
  }
  return where.and(all);
}

/** One page of the register; `inside` shows applicants and those that ended too. */
export async function register(
  scope: Scope,
  query: RegisterQuery,
  inside: boolean,
): Promise<{ rows: RegisterRow[]; total: number }> {
  const { 'dormancy.watchMonths': watch } = await parameters(scope, ['dormancy.watchMonths']);
  const stale = addMonths(today(scope), -watch);
  const base = scope.db
    .selectFrom('organisation as o')
    .where((where) => conditions(scope, where, query, inside, stale));
  const { total } = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const order =
    query.sort?.key === 'checked'
      ? ('o.checked_on' as const)
      : query.sort?.key === 'kind'
        ? ('o.kind' as const)
        : ('o.name' as const);
  const rows = await base
    .leftJoin('organisation as h', (join) => join.onRef('h.space_id', '=', 'o.space_id').onRef('h.id', '=', 'o.hub_id'))
    .leftJoin('place as p', (join) => join.onRef('p.space_id', '=', 'o.space_id').onRef('p.id', '=', 'o.place_id'))
    .select(columns.map((name) => `o.${name}` as const))
    .select(['h.name as hub_name', 'p.name as place_name'])
    .orderBy(order, query.sort?.desc === true ? 'desc' : 'asc')
    .orderBy('o.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return {
    total: Number(total),
    rows: rows.map((row) => ({ ...toOrganisation(row), hubName: row.hub_name, placeName: row.place_name })),
  };
}

/** An honour with whether it may be shown today. */
export interface Honour {
  readonly id: string;
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly title: string;
  readonly year: number;
  readonly issuer: string;
  readonly open: boolean;
}

/** Agreed to for this honour, and not taken back since, for it or for honours altogether. */
const agreed = sql<boolean>`exists (
  select from consent given where given.space_id = honour.space_id and given.id = honour.consent_id and given.given
  and not exists (
    select from consent taken where taken.space_id = given.space_id and taken.person_id = given.person_id
    and taken.purpose = 'honour' and not taken.given and taken.id > given.id
    and (taken.about_id is null or taken.about_id = honour.id)
  )
)`;

/** Honours, the latest year first: all at the desk, in public only those whose bearers agreed (F003). */
export async function honours(
  scope: Scope,
  wanted: { readonly organisationId?: string; readonly openOnly: boolean; readonly year?: number },
): Promise<Honour[]> {
  let query = scope.db.selectFrom('honour').where('space_id', '=', scope.spaceId);
  if (wanted.organisationId !== undefined) query = query.where('organisation_id', '=', wanted.organisationId);
  if (wanted.year !== undefined) query = query.where('year', '=', wanted.year);
  if (wanted.openOnly) query = query.where(agreed);
  return query
    .select([
      'id',
      'organisation_id as organisationId',
      'person_id as personId',
      'title',
      'year',
      'issuer',
      agreed.as('open'),
    ])
    .orderBy('year', 'desc')
    .orderBy('title')
    .orderBy('id')
    .execute();
}

/** A member with the day they came; names come from the people door. */
export interface Member {
  readonly id: string;
  readonly personId: string;
  readonly duty: string;
  readonly represents: boolean;
  readonly startsOn: LocalDate;
}

/** The members of an organisation today, representatives first. */
export async function membersOf(scope: Scope, organisationId: string): Promise<Member[]> {
  const day = today(scope);
  return scope.db
    .selectFrom('organisation_member')
    .select(['id', 'person_id as personId', 'duty', 'represents', 'starts_on as startsOn'])
    .where('space_id', '=', scope.spaceId)
    .where('organisation_id', '=', organisationId)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', day)]))
    .orderBy('represents', 'desc')
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
}

/** Organisations under a hub (F120). */
export async function underHub(scope: Scope, hubId: string): Promise<Organisation[]> {
  const rows = await scope.db
    .selectFrom('organisation')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('hub_id', '=', hubId)
    .where('state', 'in', ['active', 'inactive'])
    .orderBy('name')
    .execute();
  return rows.map(toOrganisation);
}

/** What an organisation gave and did in public: gifts under its own name, projects it provides (F002). */
export interface Deeds {
  readonly gifts: readonly {
    readonly id: string;
    readonly on: LocalDate;
    readonly fen: bigint | null;
    readonly goods: string | null;
  }[];
  readonly projects: readonly { readonly id: string; readonly number: string; readonly title: string }[];
}

/**
 * Gifts and projects belong to later rooms, whose doors this one comes before; only what they publish is asked here.
 * A gift whose giver wished to be masked or unnamed is not on its giver's page either.
 */
export async function publicDeeds(scope: Scope, organisationId: string): Promise<Deeds> {
  const gifts = await scope.db
    .selectFrom('gift')
    .select(['id', 'received_on as on', 'amount as fen', 'goods_title as goods'])
    .where('space_id', '=', scope.spaceId)
    .where('donor_organisation_id', '=', organisationId)
    .where('publicity', '=', 'real')
    .where('state', '=', 'booked')
    .orderBy('received_on', 'desc')
    .limit(50)
    .execute();
  const projects = await scope.db
    .selectFrom('project')
    .select(['id', 'number', 'title'])
    .where('space_id', '=', scope.spaceId)
    .where('provider_organisation_id', '=', organisationId)
    .where('number', 'is not', null)
    .where('state', 'not in', ['draft', 'withdrawn'])
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  return { gifts, projects: projects.map((row) => ({ ...row, number: row.number ?? '' })) };
}
