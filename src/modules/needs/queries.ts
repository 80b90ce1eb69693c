import { type Expression, type ExpressionBuilder, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { type LocalDate, localDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { bigramQuery } from '#kernel/text';
import { type Place, places } from '#modules/places';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { ageDays, lacksProperty } from './rules.ts';
import { type AgeGroup, liveStates, type NeedState, type Urgency } from './schema.ts';

/** A need as other rooms read it. Person, place below the estate, low income and home visit are the office's. */
export interface Need {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly summary: string;
  readonly classCode: string;
  readonly quantity: bigint;
  readonly metQuantity: bigint;
  readonly unit: string;
  readonly divisible: boolean;
  readonly personId: string | null;
  readonly placeId: string | null;
  readonly groupText: string;
  readonly lowIncome: boolean;
  readonly urgency: Urgency;
  readonly urgencyReason: string;
  readonly startsOn: LocalDate | null;
  readonly wantedUntil: LocalDate | null;
  /** Days of the week, Monday is '1'; none means any. */
  readonly weekdays: readonly string[];
  /** `morning`, `afternoon`, `evening`; none means any. */
  readonly dayParts: readonly string[];
  readonly ageGroup: AgeGroup;
  readonly homeVisit: boolean;
  readonly crux: string;
  readonly state: NeedState;
  readonly stateReason: string | null;
  readonly mergedIntoId: string | null;
  readonly splitFromId: string | null;
  readonly checkedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = [
  'need.id',
  'need.number',
  'need.title',
  'need.summary',
  'need.class_code',
  'need.quantity',
  'need.met_quantity',
  'need.unit',
  'need.divisible',
  'need.person_id',
  'need.place_id',
  'need.group_text',
  'need.low_income',
  'need.urgency',
  'need.urgency_reason',
  'need.starts_on',
  'need.wanted_until',
  'need.weekdays',
  'need.day_parts',
  'need.age_group',
  'need.home_visit',
  'need.crux',
  'need.state',
  'need.state_reason',
  'need.merged_into_id',
  'need.split_from_id',
  'need.checked_at',
  'need.confirmed_at',
  'need.created_at',
  'need.updated_at',
] as const;

type Row = Pick<
  Selectable<DB['need']>,
  (typeof columns)[number] extends `need.${infer K}` ? Extract<K, keyof DB['need']> : never
>;

function parts(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

function toNeed(row: Row): Need {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    summary: row.summary,
    classCode: row.class_code,
    quantity: row.quantity,
    metQuantity: row.met_quantity,
    unit: row.unit,
    divisible: row.divisible,
    personId: row.person_id,
    placeId: row.place_id,
    groupText: row.group_text,
    lowIncome: row.low_income,
    urgency: row.urgency,
    urgencyReason: row.urgency_reason,
    startsOn: row.starts_on,
    wantedUntil: row.wanted_until,
    weekdays: parts(row.weekdays),
    dayParts: parts(row.day_parts),
    ageGroup: row.age_group,
    homeVisit: row.home_visit,
    crux: row.crux,
    state: row.state,
    stateReason: row.state_reason,
    mergedIntoId: row.merged_into_id,
    splitFromId: row.split_from_id,
    checkedAt: row.checked_at,
    confirmedAt: row.confirmed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A need by its id; null when there is none in this space. Drafts too: public pages ask `isPublic`. */
export async function need(scope: Scope, id: string): Promise<Need | null> {
  if (!isId(id)) return null;
  const [found] = await needsById(scope, [id]);
  return found ?? null;
}

/** Needs by their ids, in no order. */
export async function needsById(scope: Scope, ids: readonly string[]): Promise<Need[]> {
  if (ids.length === 0) return [];
  const rows = await scope.db
    .selectFrom('need')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', ids)
    .execute();
  return rows.map(toNeed);
}

/** Needs that still wait for something, the most pressing first; for matching and for choosing in forms. */
export async function openNeeds(
  scope: Scope,
  filter: { readonly classCode?: string; readonly placeId?: string; readonly limit?: number } = {},
): Promise<Need[]> {
  let query = scope.db
    .selectFrom('need')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('state', 'in', liveStates);
  const { classCode, placeId } = filter;
  if (classCode !== undefined)
    query = query.where((where) =>
      where.or([where('class_code', '=', classCode), where('class_code', 'like', `${classCode}.%`)]),
    );
  if (placeId !== undefined) query = query.where('place_id', '=', placeId);
  const rows = await query
    .orderBy(urgencyOrder)
    .orderBy('created_at')
    .limit(filter.limit ?? 500)
    .execute();
  return rows.map(toNeed);
}

const urgencyOrder = sql`case need.urgency when 'urgent' then 0 when 'soon' then 1 else 2 end`;

/** A row of the lists, with what they show beside the need. */
export interface NeedRow extends Need {
  /** Name of the estate; nothing finer is public. */
  readonly estate: string;
  readonly voices: number;
  readonly age: number;
  /** F006: a property matter of an estate without property company. */
  readonly flagged: boolean;
}

type Where = ExpressionBuilder<DB, 'need'>;

function wordsMatch(text: string): RawBuilder<SqlBool> {
  const tokens = bigramQuery(text);
  return tokens === ''
    ? sql<SqlBool>`false`
    : sql<SqlBool>`need.id in (select need_id from search_needs(${tokens}::tsquery))`;
}

function filtered(scope: Scope, where: Where, query: ListQuery, shown: Shown) {
  const { filters, q } = query;
  const conditions: Expression<SqlBool>[] = [where('need.space_id', '=', scope.spaceId)];
  if (!shown.drafts) conditions.push(where('need.state', '<>', 'draft'));
  const state = filters['state'] ?? '';
  if (state === 'live') conditions.push(where('need.state', 'in', liveStates));
  else if (state !== '') conditions.push(where(sql`need.state`, '=', state));
  const code = filters['class'] ?? '';
  if (code !== '')
    conditions.push(where.or([where('need.class_code', '=', code), where('need.class_code', 'like', `${code}.%`)]));
  const urgency = filters['urgency'] ?? '';
  if (urgency !== '') conditions.push(where(sql`need.urgency`, '=', urgency));
  if (filters['estate'] !== undefined) conditions.push(where('need.place_id', 'in', shown.within(filters['estate'])));
  if (filters['flag'] === 'property') conditions.push(where('need.class_code', 'like', 'property%'));
  if (filters['flag'] === 'property') conditions.push(where('need.place_id', 'in', shown.lacking));
  if (q !== '') {
    const number = q.normalize('NFKC').trim();
    conditions.push(/^\d{4}-\d+$/.test(number) ? where('need.number', '=', number) : wordsMatch(q));
  }
  return where.and(conditions);
}

/** Which needs a list may show, and how places hang together. */
interface Shown {
  readonly drafts: boolean;
  /** The place itself and everything below it. */
  readonly within: (placeId: string) => string[];
  /** Places of estates without property company. */
  readonly lacking: string[];
}

/** No place has this id; it keeps an empty list of places a valid condition. */
const nowhere = '00000000-0000-0000-0000-000000000000';

function estateIn(all: readonly Place[]): (placeId: string | null) => Place | null {
  const byId = new Map(all.map((place) => [place.id, place]));
  return (placeId) => {
    let place = byId.get(placeId ?? '');
    while (place !== undefined && place.kind !== 'estate') place = byId.get(place.parentId ?? '');
    return place ?? null;
  };
}

const sorts = {
  number: sql`need.number`,
  urgency: urgencyOrder,
  age: sql`need.created_at`,
  state: sql`need.state`,
  class: sql`need.class_code`,
} as const;

/**
 * A list of needs. The public one leaves drafts out. Filters: state (`live` for all that wait), class, urgency,
 * estate, flag (`property`, F006). Unless sorted, the most pressing and oldest come first.
 */
export async function needList(
  scope: Scope,
  query: ListQuery,
  audience: 'public' | 'desk',
): Promise<{ readonly rows: readonly NeedRow[]; readonly total: number }> {
  const all = await places(scope);
  const estate = estateIn(all);
  const shown: Shown = {
    drafts: audience === 'desk',
    within: (placeId) => [
      nowhere,
      ...all.filter((place) => place.id === placeId || estate(place.id)?.id === placeId).map((place) => place.id),
    ],
    lacking: [nowhere, ...all.filter((place) => estate(place.id)?.propertyCompany === null).map((place) => place.id)],
  };
  const base = scope.db.selectFrom('need').where((where) => filtered(scope, where, query, shown));
  const counted = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const sort = Object.entries(sorts).find(([key]) => key === query.sort?.key)?.[1];
  const desc = query.sort?.desc === true;
  // A greater age is an earlier day.
  const down = query.sort?.key === 'age' ? !desc : desc;
  let ordered = base.select(columns);
  if (sort !== undefined) ordered = ordered.orderBy(sort, down ? 'desc' : 'asc');
  const rows = await ordered
    .orderBy(sql`need.state in ('met', 'withdrawn', 'merged')`)
    .orderBy(urgencyOrder)
    .orderBy('need.created_at')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const voices = await voiceCounts(
    scope,
    rows.map((row) => row.id),
  );
  return {
    rows: rows.map((row) => decorate(scope, toNeed(row), estate(row.place_id), voices.get(row.id) ?? 0)),
    total: Number(counted.total),
  };
}

function decorate(scope: Scope, one: Need, estate: Place | null, voices: number): NeedRow {
  return {
    ...one,
    estate: estate?.name ?? '',
    voices,
    age: needAge(scope, one),
    flagged: lacksProperty(one.classCode, estate),
  };
}

/** Days a need has waited; of one that has ended, how long it took. */
export function needAge(scope: Scope, one: Pick<Need, 'createdAt' | 'updatedAt' | 'state'>): number {
  const ended = one.state === 'met' || one.state === 'withdrawn' || one.state === 'merged';
  const until = ended ? localDate(one.updatedAt, scope.timeZone) : today(scope);
  return ageDays(localDate(one.createdAt, scope.timeZone), until);
}

/** One need with what lists show beside it. */
export async function needRow(scope: Scope, id: string): Promise<NeedRow | null> {
  const one = await need(scope, id);
  if (one === null) return null;
  const voices = await voiceCounts(scope, [id]);
  return decorate(scope, one, estateIn(await places(scope))(one.placeId), voices.get(id) ?? 0);
}

/** How many voices stand behind needs. */
export async function voiceCounts(scope: Scope, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('need_voice')
    .select((select) => ['need_id', select.fn.countAll<bigint>().as('count')])
    .where('space_id', '=', scope.spaceId)
    .where('left_at', 'is', null)
    .where('need_id', 'in', ids)
    .groupBy('need_id')
    .execute();
  return new Map(rows.map((row) => [row.need_id, Number(row.count)]));
}

/** Who stands behind a need: persons and matters, the first first. For the office and for call-backs. */
export async function voicesOf(
  scope: Scope,
  needId: string,
): Promise<{ readonly personId: string | null; readonly matterId: string | null; readonly at: Date }[]> {
  const rows = await scope.db
    .selectFrom('need_voice')
    .select(['person_id', 'matter_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .where('left_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, matterId: row.matter_id, at: row.at }));
}

/** The need that a matter stands behind today; null when none. */
export async function needOfMatter(scope: Scope, matterId: string): Promise<Need | null> {
  const row = await scope.db
    .selectFrom('need_voice')
    .select('need_id')
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', '=', matterId)
    .where('left_at', 'is', null)
    .orderBy('at', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : need(scope, row.need_id);
}

/** Needs a person spoke for or said "mine too" on, drafts left out (F053). */
export async function needsOfPerson(scope: Scope, personId: string): Promise<Need[]> {
  const rows = await scope.db
    .selectFrom('need')
    .select(columns)
    .where('need.space_id', '=', scope.spaceId)
    .where('need.state', '<>', 'draft')
    .where((where) =>
      where.exists(
        where
          .selectFrom('need_voice')
          .select('need_voice.id')
          .whereRef('need_voice.space_id', '=', 'need.space_id')
          .whereRef('need_voice.need_id', '=', 'need.id')
          .where('need_voice.person_id', '=', personId)
          .where('need_voice.left_at', 'is', null),
      ),
    )
    .orderBy('need.created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(toNeed);
}
