import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { addDays, type LocalDate, localDate, startOfLocalDay } from '#kernel/dates';
import { isId, readShortCode } from '#kernel/ids';
import { bigramQuery } from '#kernel/text';
import { stocks } from '#modules/ledger';
import { organisationNames } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import { type Place, places } from '#modules/places';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { circle, seenBy } from './queries-circle.ts';
import {
  bookedKinds,
  type EligibleGroup,
  type Per,
  publicStates,
  type ResourceKind,
  type ResourceState,
  type Visible,
} from './schema.ts';

/** A resource as other rooms read it. Owner and exact place are the office's. */
export interface Resource {
  readonly id: string;
  readonly number: string | null;
  readonly kind: ResourceKind;
  readonly title: string;
  readonly description: string;
  readonly classCode: string;
  readonly ownerPersonId: string | null;
  readonly ownerOrganisationId: string | null;
  readonly placeId: string | null;
  /** What was offered: for goods in all, for things and rooms how many, else how much each time. */
  readonly quantity: bigint;
  readonly unit: string;
  readonly per: Per;
  readonly conditionText: string;
  readonly expiresOn: LocalDate | null;
  readonly conditions: string;
  readonly eligible: EligibleGroup;
  readonly homeVisits: boolean;
  readonly vetted: boolean;
  readonly keptByOwner: boolean;
  readonly reach: 'building' | 'estate' | 'space';
  readonly availableFrom: LocalDate | null;
  readonly validUntil: LocalDate | null;
  readonly state: ResourceState;
  readonly stateReason: string | null;
  readonly labelCode: string;
  readonly confirmedAt: Date | null;
  readonly usedAt: Date | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly visible: Visible;
  /** How many people a room holds. */
  readonly capacity: number | null;
  /** Posted on the second-hand market; until the day named, all who want it are collected first (F128). */
  readonly secondhand: boolean;
  readonly collectsUntil: LocalDate | null;
  /** What is there now: of goods what the books say stands on the shelf, of things how many nobody has, else the quantity. */
  readonly left: bigint;
}

const columns = [
  'resource.id',
  'resource.number',
  'resource.kind',
  'resource.title',
  'resource.description',
  'resource.class_code',
  'resource.owner_person_id',
  'resource.owner_organisation_id',
  'resource.place_id',
  'resource.quantity',
  'resource.unit',
  'resource.per',
  'resource.condition_text',
  'resource.expires_on',
  'resource.conditions',
  'resource.eligible',
  'resource.home_visits',
  'resource.vetted',
  'resource.kept_by_owner',
  'resource.reach',
  'resource.available_from',
  'resource.valid_until',
  'resource.state',
  'resource.state_reason',
  'resource.label_code',
  'resource.confirmed_at',
  'resource.used_at',
  'resource.created_by',
  'resource.created_at',
  'resource.account_id',
  'resource.visible',
  'resource.capacity',
  'resource.secondhand',
  'resource.collects_until',
] as const;

type Row = Pick<
  Selectable<DB['resource']>,
  (typeof columns)[number] extends `resource.${infer K}` ? Extract<K, keyof DB['resource']> : never
>;

function toResource(row: Row, left: bigint): Resource {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    description: row.description,
    classCode: row.class_code,
    ownerPersonId: row.owner_person_id,
    ownerOrganisationId: row.owner_organisation_id,
    placeId: row.place_id,
    quantity: row.quantity,
    unit: row.unit,
    per: row.per,
    conditionText: row.condition_text,
    expiresOn: row.expires_on,
    conditions: row.conditions,
    eligible: row.eligible,
    homeVisits: row.home_visits,
    vetted: row.vetted,
    keptByOwner: row.kept_by_owner,
    reach: row.reach,
    availableFrom: row.available_from,
    validUntil: row.valid_until,
    state: row.state,
    stateReason: row.state_reason,
    labelCode: row.label_code,
    confirmedAt: row.confirmed_at,
    usedAt: row.used_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    visible: row.visible,
    capacity: row.capacity,
    secondhand: row.secondhand,
    collectsUntil: row.collects_until,
    left,
  };
}

/** Adds to each row what is there now: the shelf from the books, things from who has them. */
async function withLeft(scope: Scope, rows: readonly Row[]): Promise<Resource[]> {
  const shelves = await stocks(
    scope,
    rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id])),
  );
  const lent = rows.filter((row) => bookedKinds.includes(row.kind)).map((row) => row.id);
  const away = new Map(
    lent.length === 0
      ? []
      : (
          await scope.db
            .selectFrom('booking')
            .select((select) => ['resource_id', select.fn.countAll<bigint>().as('count')])
            .where('space_id', 'in', [...scope.spaces])
            .where('resource_id', 'in', lent)
            .where((where) => where.or([where('state', '=', 'out'), reservedNow(scope)]))
            .groupBy('resource_id')
            .execute()
        ).map((row) => [row.resource_id, row.count]),
  );
  return rows.map((row) => {
    if (row.kind === 'goods')
      return toResource(row, row.account_id === null ? 0n : (shelves.get(row.account_id) ?? 0n));
    const free = row.quantity - (away.get(row.id) ?? 0n);
    return toResource(row, free < 0n ? 0n : free);
  });
}

function reservedNow(scope: Scope) {
  return sql<SqlBool>`booking.state = 'reserved' and booking.during @> ${scope.now()}::timestamptz`;
}

function every(scope: Scope) {
  return scope.db.selectFrom('resource').select(columns).where('resource.space_id', '=', scope.spaceId);
}

/** A resource by its id, in any state; null when there is none in this space. */
export async function resource(scope: Scope, id: string): Promise<Resource | null> {
  if (!isId(id)) return null;
  return (await resourcesById(scope, [id]))[0] ?? null;
}

/** Resources by their ids, in no order. */
export async function resourcesById(scope: Scope, ids: readonly string[]): Promise<Resource[]> {
  if (ids.length === 0) return [];
  return withLeft(
    scope,
    await every(scope)
      .where('resource.id', 'in', [...new Set(ids)])
      .execute(),
  );
}

/** The resource a label belongs to, by its code as typed or scanned. */
export async function resourceByLabel(scope: Scope, code: string): Promise<Resource | null> {
  const row = await every(scope).where('resource.label_code', '=', readShortCode(code)).executeTakeFirst();
  return row === undefined ? null : ((await withLeft(scope, [row]))[0] ?? null);
}

/** Which open resources are wanted. */
export interface OpenFilter {
  readonly kinds?: readonly ResourceKind[];
  /** A class and everything in it. */
  readonly classCode?: string;
  /** Paused ones too: matching says why it leaves them out. */
  readonly paused?: boolean;
  readonly limit?: number;
}

/**
 * Resources that are there for others and that whoever asks may be shown, the most lately confirmed first; for matching,
 * guides and forms.
 */
export async function openResources(scope: Scope, filter: OpenFilter = {}): Promise<Resource[]> {
  let query = every(scope).where('resource.state', 'in', filter.paused === true ? ['open', 'paused'] : ['open']);
  query = query.where('resource.visible', 'in', [...circle(scope)]);
  if (filter.kinds !== undefined) query = query.where('resource.kind', 'in', [...filter.kinds]);
  const code = filter.classCode;
  if (code !== undefined)
    query = query.where((where) =>
      where.or([where('resource.class_code', '=', code), where('resource.class_code', 'like', `${code}.%`)]),
    );
  const rows = await query
    .orderBy('resource.confirmed_at', 'desc')
    .limit(filter.limit ?? 2000)
    .execute();
  return withLeft(scope, rows);
}

/** Resources of a person or of organisations, newest first, whatever their state; for one's own pages. */
export async function resourcesOf(
  scope: Scope,
  owner: { readonly personId?: string; readonly organisationIds?: readonly string[] },
): Promise<Resource[]> {
  const rows = await every(scope)
    .where((where) =>
      where.or([
        where('resource.owner_person_id', '=', owner.personId ?? nobody),
        where('resource.owner_organisation_id', 'in', [nobody, ...(owner.organisationIds ?? [])]),
      ]),
    )
    .orderBy('resource.created_at', 'desc')
    .orderBy('resource.id', 'desc')
    .limit(200)
    .execute();
  return withLeft(scope, rows);
}

/** No row has this id; it keeps an empty list a valid condition. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** A row of a list: a resource with what is shown beside it. */
export interface ResourceRow extends Resource {
  /** The estate it lies in: the finest the public sees. */
  readonly estate: string;
  /** Whose it is: an organisation's name, or a person's as they wish to be shown. */
  readonly owner: string;
  /** Nobody has said for long that it is still there. */
  readonly stale: boolean;
}

/** What lists show beside resources; the desk sees owners' names in full. */
export async function decorate(
  scope: Scope,
  found: readonly Resource[],
  audience: 'public' | 'desk',
): Promise<ResourceRow[]> {
  const all = await places(scope);
  const estate = estateIn(all);
  const names = await personNames(
    scope,
    found.flatMap((one) => one.ownerPersonId ?? []),
  );
  const firms = await organisationNames(
    scope,
    found.map((one) => one.ownerOrganisationId),
  );
  const before = await staleBefore(scope);
  return found.map((one) => {
    const person = names.get(one.ownerPersonId ?? '');
    const shown = audience === 'desk' ? person?.inside : person?.public;
    return {
      ...one,
      estate: estate(one.placeId)?.name ?? '',
      owner: firms.get(one.ownerOrganisationId ?? '') ?? shown ?? '',
      stale: one.state === 'open' && one.confirmedAt !== null && one.confirmedAt <= before,
    };
  });
}

/** The moment before which a last word no longer counts as fresh. */
async function staleBefore(scope: Scope): Promise<Date> {
  const days = await parameter(scope, 'resource.staleDays');
  return startOfLocalDay(addDays(today(scope), -days), scope.timeZone);
}

function estateIn(all: readonly Place[]): (placeId: string | null) => Place | null {
  const byId = new Map(all.map((place) => [place.id, place]));
  return (placeId) => {
    let place = byId.get(placeId ?? '');
    while (place !== undefined && place.kind !== 'estate') place = byId.get(place.parentId ?? '');
    return place ?? null;
  };
}

type Where = ExpressionBuilder<DB, 'resource'>;

function wordsMatch(text: string) {
  const tokens = bigramQuery(text);
  if (tokens === '') return sql<SqlBool>`false`;
  return sql<SqlBool>`resource.id in (select resource_id from search_resources(${tokens}::tsquery))`;
}

function filtered(scope: Scope, where: Where, query: ListQuery, audience: 'public' | 'desk', days: Days) {
  const { filters, q } = query;
  const conditions: Expression<SqlBool>[] = [where('resource.space_id', '=', scope.spaceId)];
  if (audience === 'public') {
    conditions.push(where('resource.state', 'in', [...publicStates]));
    conditions.push(where('resource.visible', 'in', [...seenBy(scope)]));
  }
  if (filters['market'] !== undefined) conditions.push(where('resource.secondhand', '=', filters['market'] === 'yes'));
  const state = filters['state'] ?? (audience === 'public' ? 'live' : '');
  if (state === 'live') conditions.push(where('resource.state', 'in', ['open', 'paused']));
  else if (state !== '' && state !== 'every') conditions.push(where(sql`resource.state`, '=', state));
  if (filters['kind'] !== undefined) conditions.push(where(sql`resource.kind`, '=', filters['kind']));
  const code = filters['class'] ?? '';
  if (code !== '')
    conditions.push(
      where.or([where('resource.class_code', '=', code), where('resource.class_code', 'like', `${code}.%`)]),
    );
  if (filters['for'] !== undefined) conditions.push(where(sql`resource.eligible`, '=', filters['for']));
  if (filters['flag'] === 'stale')
    conditions.push(where('resource.state', '=', 'open'), where('resource.confirmed_at', '<=', days.stale));
  if (filters['flag'] === 'unused')
    conditions.push(
      where('resource.state', 'in', ['open', 'paused']),
      sql<SqlBool>`coalesce(resource.used_at, resource.created_at) <= ${days.idle}::timestamptz`,
    );
  if (q !== '') {
    const number = q.normalize('NFKC').trim();
    conditions.push(/^\d{4}-\d+$/.test(number) ? where('resource.number', '=', number) : wordsMatch(q));
  }
  return where.and(conditions);
}

interface Days {
  readonly stale: Date;
  readonly idle: Date;
}

const sorts = {
  number: sql`resource.number`,
  title: sql`resource.title`,
  kind: sql`resource.kind`,
  class: sql`resource.class_code`,
  state: sql`resource.state`,
  confirmed: sql`resource.confirmed_at`,
} as const;

/**
 * A list of resources. The public one leaves offers nobody has looked at out. Filters: state (`live` for open and
 * paused), kind, class, for (who may have it), flag (`stale`, F015; `unused`, F101). Offers to look at come first.
 */
export async function resourceList(
  scope: Scope,
  query: ListQuery,
  audience: 'public' | 'desk',
): Promise<{ readonly rows: readonly ResourceRow[]; readonly total: number }> {
  const idle = await parameter(scope, 'resource.idleDays');
  const days: Days = {
    stale: await staleBefore(scope),
    idle: startOfLocalDay(addDays(localDate(scope.now(), scope.timeZone), -idle), scope.timeZone),
  };
  const base = scope.db.selectFrom('resource').where((where) => filtered(scope, where, query, audience, days));
  const counted = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const sort = Object.entries(sorts).find(([key]) => key === query.sort?.key)?.[1];
  let ordered = base.select(columns);
  if (sort !== undefined) ordered = ordered.orderBy(sort, query.sort?.desc === true ? 'desc' : 'asc');
  const rows = await ordered
    .orderBy(sql`resource.state <> 'offered'`)
    .orderBy('resource.created_at', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: await decorate(scope, await withLeft(scope, rows), audience), total: Number(counted.total) };
}
